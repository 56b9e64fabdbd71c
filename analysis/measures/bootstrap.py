"""95 % percentile intervals from resampling articles with replacement. It knows numbers, not where they come from.

B. Efron and R. J. Tibshirani, An Introduction to the Bootstrap, Chapman & Hall 1993, chapters 13 (percentiles) and 12.5 (number of resamples).
The draws for a point depend on how many articles it has and on nothing else: not on what else is asked for, on the order of rows or on threads.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Interval = tuple[Floats, Floats]

RESAMPLES = 999  # with 999 the 25th from either end is the percentile itself (Efron and Tibshirani, section 12.5)
_TAIL = 0.025  # of the resamples beyond each end
_RANK = round((RESAMPLES + 1) * _TAIL)
# Above this many articles the resampled mean is normal, to 0.08 standard errors at the ends for a skewness of 2 (first Edgeworth term), which is as
# close as 999 draws can tell (0.085 standard errors): its known mean and spread stand for the draws.
LARGE = 150
_SEED = 1993
_NORMAL = 1.959964  # the normal distribution's two-sided 95 % quantile
_EXACT = 3  # up to so many articles the resample of one article alone is likelier than 2.5 %: the ends are the extreme articles
_UNIT = 1e12  # values are counted in trillionths: whole numbers add up to the same in any order
_AT_ONCE = 2_000_000  # resampled values held at a time; 16 megabytes


def of_shares(count: Integers, total: Integers) -> Interval:
    """Return the intervals of ``count / total``; NaN where there is no article.

    A resample of articles that count or not is a draw from the binomial distribution, so no draw is needed. Where none or all count, resamples are
    all alike, and the exact bound stands instead: the share at which so extreme a count comes up in 2.5 % (Clopper and Pearson, Biometrika 26, 1934).

    Args:
        count: Articles that count, a number a point.
        total: Articles in all.
    """
    low, high = np.full(len(count), np.nan), np.full(len(count), np.nan)
    some = total > 0
    pairs, place = np.unique(np.stack([count[some], total[some]]), axis=1, return_inverse=True)
    counts, totals = pairs.astype(np.float64)
    ends = [_binomial_quantile(pairs[0], pairs[1], tail) / np.maximum(totals, 1) for tail in (_TAIL, 1 - _TAIL)]
    bound = 1 - _TAIL ** (1 / np.maximum(totals, 1))
    low[some] = np.where(counts == totals, 1 - bound, ends[0])[place.reshape(-1)]
    high[some] = np.where(counts == 0, bound, ends[1])[place.reshape(-1)]
    low[some & (count == 0)] = 0.0
    high[some & (count == total)] = 1.0
    return low, high


def of_means(values: Floats, point: Integers, points: int) -> Interval:
    """Return the intervals of the mean of each point; NaN below two articles and where all are alike, since resamples then cannot differ.

    Args:
        values: A number an article, between -1 and 1.
        point: The point that each article belongs to, from 0.
        points: How many points there are.
    """
    return of_ratios(values, None, point, points)


def of_ratios(numerator: Floats, denominator: Floats | None, point: Integers, points: int) -> Interval:
    """Return the intervals of the sum of numerators over the sum of denominators of each point; NaN as in ``of_means``.

    Args:
        numerator, denominator: Two numbers an article; the denominator is above 0, and None is 1 for every article.
        point, points: As in ``of_means``.
    """
    low, high = np.full(points, np.nan), np.full(points, np.nan)
    top = np.rint(numerator * _UNIT)
    bottom = np.ones(len(top)) if denominator is None else denominator
    order = np.lexsort((bottom, top, point))
    top, bottom, point = top[order], bottom[order], point[order]
    sizes = np.bincount(point, minlength=points)
    starts = np.cumsum(sizes) - sizes
    alone = top / bottom
    for size in np.unique(sizes[sizes > 1]):
        which = np.flatnonzero(sizes == size)
        step = max(1, _AT_ONCE // max(int(size), RESAMPLES))
        for part in (which[first : first + step] for first in range(0, len(which), step)):
            rows = starts[part][:, None] + np.arange(size)
            ends = _ends(top[rows], None if denominator is None else bottom[rows])
            alike = np.ptp(alone[rows], axis=1) == 0
            low[part], high[part] = (np.where(alike, np.nan, end / _UNIT) for end in ends)
    return low, high


def _ends(top: Floats, bottom: Floats | None) -> Interval:
    """Return the ends for points of equally many articles, a row a point."""
    size = top.shape[1]
    below = np.float64(1.0) if bottom is None else bottom
    if size <= _EXACT:
        alone = top / below
        return alone.min(axis=1), alone.max(axis=1)
    if size > LARGE:
        whole = np.full(len(top), float(size)) if bottom is None else bottom.sum(axis=1)
        ratio = top.sum(axis=1) / whole
        error = _NORMAL * np.sqrt(np.square(top - ratio[:, None] * below).sum(axis=1)) / whole
        return ratio - error, ratio + error
    drawn = _summed(top, size) / (size if bottom is None else _summed(bottom, size))
    drawn.partition((_RANK - 1, RESAMPLES - _RANK), axis=1)
    return drawn[:, _RANK - 1], drawn[:, RESAMPLES - _RANK]


def _summed(values: Floats, size: int) -> Floats:
    """Return the sum of each resample, a row a point. The matrix product of BLAS would wait for its threads wherever cores are busy."""
    summed: Floats = np.einsum("ij,jk->ik", values, _times_drawn(size).astype(np.float64))
    return summed


@lru_cache(maxsize=LARGE)
def _times_drawn(size: int) -> npt.NDArray[np.uint8]:
    """Return how often each of some articles is in each resample, a column a resample."""
    drawn = np.random.default_rng([_SEED, size]).integers(0, size, size=(RESAMPLES, size))
    counted = np.bincount((drawn + size * np.arange(RESAMPLES)[:, None]).reshape(-1), minlength=RESAMPLES * size)
    return np.ascontiguousarray(counted.reshape(RESAMPLES, size).T.astype(np.uint8))


def _binomial_quantile(count: Integers, total: Integers, tail: float) -> Floats:
    """Return the smallest number at or below which a binomial count of probability ``count / total`` stays in at least ``tail`` of cases."""
    share = count / np.maximum(total, 1)
    spread = np.sqrt(total * share * (1 - share))
    reach = np.ceil(5 * spread + 5).astype(np.int64)  # a binomial count is farther from its mean in fewer than one case in a million
    found = np.where(tail < 0.5, count - reach, count + reach).astype(np.float64)
    facts = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, int(total.max(initial=0)) + 1)))])
    inside = (count > 0) & (count < total)
    for width in np.unique(reach[inside]):
        which = np.flatnonzero(inside & (reach == width))
        k = count[which][:, None] + np.arange(-width, width + 1)
        n = total[which][:, None]
        p = share[which][:, None]
        kept = np.clip(k, 0, n)
        log = facts[n] - facts[kept] - facts[n - kept] + kept * np.log(p) + (n - kept) * np.log1p(-p)
        reached = np.cumsum(np.where(k == kept, np.exp(log), 0.0), axis=1) >= tail
        found[which] = np.take_along_axis(k, reached.argmax(axis=1)[:, None], axis=1)[:, 0]
    within: Floats = np.clip(found, 0, total)
    return within
