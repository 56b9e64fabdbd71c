"""Whether a difference exceeds noise: intervals and tests for shares and means, over counts alone. It knows no corpus and no table."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

LEVEL = 0.95  # of an interval that stands alone
FALSE_SHARE = 0.05  # expected share of false ones among the differences that are said to exceed noise (Benjamini and Hochberg 1995)
# Articles: of two large samples of one size, 4 against 0 is within chance at 5 %, 5 against 0 beyond it. Fewer are not tested.
FEWEST = 5
_FARTHEST = 40.0  # standard errors; beyond 38 a probability is too small for a double
_HALVINGS = 64  # of an interval of that width, until its ends are one number
_STEPS = 100  # of Newton's method; about five are needed, more for one degree of freedom
_LONGEST = 300  # terms of a continued fraction; about thirty are needed
_EXACT = 1e-13
_TINY = 1e-300


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What is known of the values of some samples, one number a sample.

    Attributes:
        mean: Mean of the values.
        deviation: Their standard deviation, with n - 1.
        n: How many they are.
    """

    mean: Numbers
    deviation: Numbers
    n: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is known of several differences that are looked at together.

    Attributes:
        low, high: Ends of the interval of each; NaN where it was not tested.
        level: Level of these intervals: 0.95 for one difference, more for several.
        exceeds: Whether each exceeds noise, which is whether its interval excludes 0.
    """

    low: Numbers
    high: Numbers
    level: float
    exceeds: npt.NDArray[np.bool_]


def of_shares(a: Numbers, a_total: Numbers, b: Numbers, b_total: Numbers) -> Verdict:
    """Return which differences of shares exceed noise; those of fewer than ``FEWEST`` in both samples together are not tested."""
    tested = (a + b >= FEWEST) & (a_total > 0) & (b_total > 0)
    exceeds, level = beyond(np.where(tested, share_difference_small_p(a, a_total, b, b_total), np.nan))
    low, high = share_difference(a, a_total, b, b_total, level=level)
    return Verdict(low=np.where(tested, low, np.nan), high=np.where(tested, high, np.nan), level=level, exceeds=exceeds)


def of_means(a: Sample, b: Sample) -> Verdict:
    """Return which differences of means exceed noise; where a sample is smaller than ``FEWEST`` it is not tested."""
    tested = (a.n >= FEWEST) & (b.n >= FEWEST)
    exceeds, level = beyond(np.where(tested, mean_difference_p(a, b), np.nan))
    low, high = mean_difference(a, b, level=level)
    return Verdict(low=np.where(tested, low, np.nan), high=np.where(tested, high, np.nan), level=level, exceeds=exceeds)


def share_interval(count: Numbers, total: Numbers, *, level: float = LEVEL) -> tuple[Numbers, Numbers]:
    """Return the score interval of a share (Wilson 1927); nothing is known of a share of 0: NaN."""
    return _wilson(count, total, np.full(len(count), _normal(level)))


def share_difference(a: Numbers, a_total: Numbers, b: Numbers, b_total: Numbers, *, level: float = LEVEL) -> tuple[Numbers, Numbers]:
    """Return the interval of the difference of two shares, a / a_total - b / b_total.

    It is the hybrid score interval without correction for continuity: method 10 of Newcombe, "Interval estimation for the difference between
    independent proportions", Statistics in Medicine 17 (1998).
    """
    return _newcombe(a, a_total, b, b_total, np.full(len(a), _normal(level)))


def share_difference_p(a: Numbers, a_total: Numbers, b: Numbers, b_total: Numbers) -> Numbers:
    """Return the probability that belongs to ``share_difference``: the level at which that interval just reaches 0 is 1 - p."""
    difference = np.abs(_of(a, a_total) - _of(b, b_total))
    more = _of(a, a_total) >= _of(b, b_total)

    def reaches_zero(z: Numbers) -> npt.NDArray[np.bool_]:
        low, high = _newcombe(a, a_total, b, b_total, z)
        return (more & (low <= 0)) | (~more & (high >= 0))

    p = _both_tails(_least(reaches_zero, np.full(len(a), _FARTHEST)))
    return np.where(np.isnan(difference), np.nan, np.where(difference == 0, 1.0, p))


def share_difference_small_p(a: Numbers, a_total: Numbers, b: Numbers, b_total: Numbers) -> Numbers:
    """Return ``share_difference_p`` where it is at most ``FALSE_SHARE``, and 1 above: ``beyond`` chooses no such difference anyway, and most are."""
    low, high = share_difference(a, a_total, b, b_total, level=1 - FALSE_SHARE)
    small = (low >= 0) | (high <= 0)
    p = np.where(np.isnan(low), np.nan, 1.0)
    p[small] = share_difference_p(a[small], a_total[small], b[small], b_total[small])
    return p


def mean_difference(a: Sample, b: Sample, *, level: float = LEVEL) -> tuple[Numbers, Numbers]:
    """Return the interval of the difference of two means, a.mean - b.mean, of samples that may differ in spread (Welch 1947).

    A sample of one, or two samples without any spread, give no interval: NaN.
    """
    error, freedom = _welch(a, b)
    reach = error * _student_quantile(freedom, level)
    return a.mean - b.mean - reach, a.mean - b.mean + reach


def mean_difference_p(a: Sample, b: Sample) -> Numbers:
    """Return the probability that belongs to ``mean_difference``: of so large a difference, either way, between samples of one mean."""
    error, freedom = _welch(a, b)
    return _student_tails(np.abs(a.mean - b.mean) / error, freedom)


def beyond(p: Numbers) -> tuple[npt.NDArray[np.bool_], float]:
    """Return which of several differences exceed noise when all of them are looked at, and the level of interval that says the same of each.

    Which: Benjamini and Hochberg, "Controlling the false discovery rate", Journal of the Royal Statistical Society B 57 (1995). Level: Benjamini and
    Yekutieli, "False discovery rate-adjusted multiple confidence intervals", Journal of the American Statistical Association 100 (2005):
    1 - FALSE_SHARE * chosen / compared. An interval of that level excludes 0 for those differences and for no other.

    Args:
        p: Probabilities; NaN, which could not be tested, never exceeds and is not counted.
    """
    tested = np.sort(p[~np.isnan(p)])
    if not len(tested):
        return np.zeros(len(p), dtype=bool), LEVEL
    each = FALSE_SHARE / len(tested)
    below = np.flatnonzero(tested <= each * np.arange(1, len(tested) + 1))
    chosen = int(below[-1]) + 1 if len(below) else 0
    return np.where(np.isnan(p), False, p <= each * chosen) if chosen else np.zeros(len(p), dtype=bool), 1 - each * max(chosen, 1)


def _normal(level: float) -> float:
    return NormalDist().inv_cdf((1 + level) / 2)


def _both_tails(z: Numbers) -> Numbers:
    return np.array([math.erfc(value / math.sqrt(2)) for value in z], dtype="float64")


def _of(count: Numbers, total: Numbers) -> Numbers:
    share: Numbers = np.divide(count, total, out=np.full(len(count), np.nan), where=total > 0)
    return share


def _wilson(count: Numbers, total: Numbers, z: Numbers) -> tuple[Numbers, Numbers]:
    share, n = _of(count, total), np.where(total > 0, total, np.nan)
    middle = share + z**2 / (2 * n)
    reach = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return np.clip((middle - reach) / (1 + z**2 / n), 0, 1), np.clip((middle + reach) / (1 + z**2 / n), 0, 1)


def _newcombe(a: Numbers, a_total: Numbers, b: Numbers, b_total: Numbers, z: Numbers) -> tuple[Numbers, Numbers]:
    share_a, share_b = _of(a, a_total), _of(b, b_total)
    low_a, high_a = _wilson(a, a_total, z)
    low_b, high_b = _wilson(b, b_total, z)
    difference = share_a - share_b
    return difference - np.hypot(share_a - low_a, high_b - share_b), difference + np.hypot(high_a - share_a, share_b - low_b)


def _least(reached: Callable[[Numbers], npt.NDArray[np.bool_]], most: Numbers) -> Numbers:
    """Return the least values, between 0 and ``most``, at which what is asked for is reached, by halving."""
    low, high = np.zeros(len(most)), most
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        enough = reached(middle)
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    return high


def _welch(a: Sample, b: Sample) -> tuple[Numbers, Numbers]:
    """Return the standard error of the difference and Welch's degrees of freedom; NaN where there is no spread to tell noise by."""
    squared = [np.where(sample.n > 1, sample.deviation**2 / np.maximum(sample.n, 1), np.nan) for sample in (a, b)]
    both = squared[0] + squared[1]
    spread = np.where(both > 0, both, np.nan)
    freedom = spread**2 / (squared[0] ** 2 / np.maximum(a.n - 1, 1) + squared[1] ** 2 / np.maximum(b.n - 1, 1))
    return np.sqrt(spread), freedom


def _student_quantile(freedom: Numbers, level: float) -> Numbers:
    """Return the values that Student's t stays within, either way, with a probability.

    By Newton's method: the tail is convex and the normal quantile is never beyond that of t, so each step comes nearer from below.
    """
    beyond_it = 1 - level
    t = np.full(len(freedom), _normal(level))
    for _ in range(_STEPS):
        step = (_student_tails(t, freedom) - beyond_it) / (2 * _student_density(t, freedom))
        t = t + step
        if not np.any(step > _EXACT * t):
            break
    return np.where(np.isnan(freedom), np.nan, t)


def _student_density(t: Numbers, freedom: Numbers) -> Numbers:
    scale = np.array([math.lgamma((df + 1) / 2) - math.lgamma(df / 2) - math.log(df * math.pi) / 2 for df in freedom], dtype="float64")
    return np.exp(scale - (freedom + 1) / 2 * np.log1p(t**2 / freedom))


def _student_tails(t: Numbers, freedom: Numbers) -> Numbers:
    """Return the probability of a Student's t beyond ``t``, either way: the incomplete beta function of (freedom / 2, 1 / 2)."""
    found = np.full(len(t), np.nan)
    known = ~(np.isnan(t) | np.isnan(freedom))
    half = freedom / 2
    far = np.divide(freedom, freedom + t**2, out=np.ones(len(t)), where=known)  # 1 at t = 0
    # The fraction converges fast below its mean, and its mirror image above.
    below = far < (half + 1) / (half + 2.5)
    for part, x, a, b in ((known & below, far, half, np.full(len(t), 0.5)), (known & ~below, 1 - far, np.full(len(t), 0.5), half)):
        found[part] = _incomplete_beta(x[part], a[part], b[part])
    return np.where(known & ~below, 1 - found, found)


def _incomplete_beta(x: Numbers, a: Numbers, b: Numbers) -> Numbers:
    scale = np.array([math.lgamma(one + two) - math.lgamma(one) - math.lgamma(two) for one, two in zip(a, b, strict=True)], dtype="float64")
    rising = a * np.log(np.maximum(x, _TINY)) + b * np.log(np.maximum(1 - x, _TINY))
    return np.where(x > 0, np.exp(scale + rising) * _fraction(x, a, b) / a, 0.0)


def _fraction(x: Numbers, a: Numbers, b: Numbers) -> Numbers:
    """Return the continued fraction of the incomplete beta function by Lentz's method (Press et al., Numerical Recipes, 6.4)."""
    c = np.ones(len(x))
    d = 1 / _no_zero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, _LONGEST):
        for term in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):
            d = 1 / _no_zero(1 + term * d)
            c = _no_zero(1 + term / c)
            value = value * c * d
        if not len(x) or np.max(np.abs(c * d - 1)) < _EXACT:
            break
    return value


def _no_zero(values: Numbers) -> Numbers:
    return np.where(np.abs(values) < _TINY, _TINY, values)
