"""Intervals and tests of differences, against the values that the papers and tables of them print."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from analysis import noise
from analysis.noise import Sample


def numbers(*values: float) -> noise.Numbers:
    return np.array(values, dtype="float64")


# Newcombe 1998, table II, method 10: a of a_total against b of b_total.
NEWCOMBE = [
    (56, 70, 48, 80, 0.0524, 0.3339),
    (9, 10, 3, 10, 0.1705, 0.8090),
    (6, 7, 2, 7, 0.0582, 0.8062),
    (5, 56, 0, 29, -0.0381, 0.1926),
    (0, 10, 0, 20, -0.1611, 0.2775),
    (0, 10, 0, 10, -0.2775, 0.2775),
    (10, 10, 0, 20, 0.6791, 1.0000),
    (10, 10, 0, 10, 0.6075, 1.0000),
]


@pytest.mark.parametrize(("a", "a_total", "b", "b_total", "low", "high"), NEWCOMBE)
def test_differences_of_shares_have_the_intervals_of_the_paper(a: int, a_total: int, b: int, b_total: int, low: float, high: float) -> None:
    found = noise.share_difference(numbers(a), numbers(a_total), numbers(b), numbers(b_total))
    assert [float(end[0]) for end in found] == pytest.approx([low, high], abs=5e-5)
    mirrored = noise.share_difference(numbers(b), numbers(b_total), numbers(a), numbers(a_total))
    assert [float(end[0]) for end in mirrored] == pytest.approx([-high, -low], abs=5e-5)


def test_shares_have_the_score_interval() -> None:
    low, high = noise.share_interval(numbers(81, 15, 0, 1, 0), numbers(263, 148, 20, 29, 0))  # Newcombe 1998, table I, method 3
    assert low[:4] == pytest.approx([0.2553, 0.0624, 0.0, 0.0061], abs=5e-5)
    assert high[:4] == pytest.approx([0.3662, 0.1605, 0.1611, 0.1718], abs=5e-5)
    assert np.isnan(low[4])
    assert np.isnan(high[4])


def test_the_probability_and_the_interval_of_shares_say_the_same() -> None:
    grid = np.array(
        [(a, n, b, m) for n, m in ((5, 9), (12, 12), (30, 7)) for a, b in product(range(n + 1), range(m + 1))], dtype="float64"
    ).T
    p = noise.share_difference_p(*grid)
    for level in (0.5, 0.9, 0.95, 0.999):
        low, high = noise.share_difference(*grid, level=level)
        assert ((p < 1 - level) == ((low > 0) | (high < 0))).all()


def test_only_probabilities_that_can_be_chosen_are_worked_out() -> None:
    grid = np.array(
        [(a, n, b, m) for n, m in ((5, 9), (12, 12), (0, 7)) for a, b in product(range(n + 1), range(m + 1))], dtype="float64"
    ).T
    p, small = noise.share_difference_p(*grid), noise.share_difference_small_p(*grid)
    assert (p[p <= 0.05] == small[p <= 0.05]).all()
    assert (small[p > 0.05] == 1).all()
    assert (np.isnan(p) == np.isnan(small)).all()


def test_of_few_articles_in_many_four_against_none_are_chance_and_five_are_not() -> None:
    p = noise.share_difference_p(numbers(4, 5, 3), numbers(10_000, 10_000, 9), numbers(0, 0, 3), numbers(10_000, 10_000, 9))
    assert p[0] > 0.05 > p[1]
    assert p[2] == 1.0
    verdict = noise.of_shares(numbers(4, 5), numbers(10_000, 10_000), numbers(0, 0), numbers(10_000, 10_000))
    assert verdict.exceeds.tolist() == [False, True]
    assert np.isnan(verdict.low[0])  # not tested, so that the other is the only one
    assert verdict.level == pytest.approx(0.95)


# Student's t, two-sided 95 %: two samples of one size and spread have 2 n - 2 degrees of freedom.
@pytest.mark.parametrize(("n", "quantile"), [(2, 4.302653), (6, 2.228139), (16, 2.042272), (61, 1.979930)])
def test_differences_of_means_have_students_interval(n: int, quantile: float) -> None:
    a = Sample(mean=numbers(1.0), deviation=numbers(0.5), n=numbers(n))
    b = Sample(mean=numbers(0.4), deviation=numbers(0.5), n=numbers(n))
    reach = quantile * 0.5 * (2 / n) ** 0.5
    low, high = noise.mean_difference(a, b)
    assert [float(low[0]), float(high[0])] == pytest.approx([0.6 - reach, 0.6 + reach], abs=1e-6)
    at_the_edge = Sample(mean=numbers(0.4 + reach), deviation=numbers(0.5), n=numbers(n))
    assert float(noise.mean_difference_p(at_the_edge, b)[0]) == pytest.approx(0.05, abs=1e-6)


def test_samples_of_unequal_spread_have_welchs_degrees_of_freedom() -> None:
    # 4 / 5 + 1 / 10 = 0.9; 0.9 ** 2 / (0.8 ** 2 / 4 + 0.1 ** 2 / 9) = 5.0276; t = 2.5660
    a = Sample(mean=numbers(5.0), deviation=numbers(2.0), n=numbers(5))
    b = Sample(mean=numbers(3.0), deviation=numbers(1.0), n=numbers(10))
    low, high = noise.mean_difference(a, b)
    assert [float(low[0]), float(high[0])] == pytest.approx([2 - 2.5660 * 0.9**0.5, 2 + 2.5660 * 0.9**0.5], abs=2e-3)


def test_without_spread_or_with_one_value_nothing_is_known() -> None:
    a = Sample(mean=numbers(1.0, 1.0, 1.0), deviation=numbers(0.0, np.nan, 0.0), n=numbers(9, 1, 9))
    b = Sample(mean=numbers(0.0, 0.0, 0.0), deviation=numbers(0.0, 0.3, 0.3), n=numbers(9, 9, 9))
    low, _ = noise.mean_difference(a, b)
    assert np.isnan(low).tolist() == [True, True, False]
    assert noise.of_means(a, b).exceeds.tolist() == [False, False, True]


def test_means_of_few_values_are_not_tested() -> None:
    many = Sample(mean=numbers(0.0, 0.0), deviation=numbers(0.01, 0.01), n=numbers(50, 50))
    verdict = noise.of_means(Sample(mean=numbers(1.0, 1.0), deviation=numbers(0.01, 0.01), n=numbers(4, 5)), many)
    assert verdict.exceeds.tolist() == [False, True]
    assert np.isnan(verdict.low).tolist() == [True, False]


def test_which_exceed_noise_is_the_example_of_benjamini_and_hochberg() -> None:
    # Their section 3: fifteen comparisons of two treatments; four are found at 5 %.
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000]
    exceeds, level = noise.beyond(numbers(*p[::-1], np.nan))
    assert exceeds.tolist() == [False] * 11 + [True] * 4 + [False]
    assert level == pytest.approx(1 - 0.05 * 4 / 15)


def test_the_widened_intervals_exclude_zero_for_what_exceeds_noise_and_for_nothing_else() -> None:
    a, b = np.arange(5, 45, dtype="float64"), np.full(40, 9.0)
    verdict = noise.of_shares(a, np.full(40, 60.0), b, np.full(40, 60.0))
    assert 0 < verdict.exceeds.sum() < 40
    assert ((verdict.low > 0) | (verdict.high < 0)).tolist() == verdict.exceeds.tolist()
    assert verdict.level > 0.95


def test_nothing_gives_nothing() -> None:
    none = numbers()
    assert noise.beyond(none)[0].tolist() == []
    assert noise.of_shares(none, none, none, none).exceeds.tolist() == []
    assert noise.of_means(Sample(mean=none, deviation=none, n=none), Sample(mean=none, deviation=none, n=none)).low.tolist() == []


def test_arguments_are_not_changed() -> None:
    given = [numbers(8, 1), numbers(10, 10), numbers(2, 4), numbers(20, 20)]
    kept = [values.copy() for values in given]
    noise.of_shares(*given)
    assert all((before == after).all() for before, after in zip(kept, given, strict=True))
