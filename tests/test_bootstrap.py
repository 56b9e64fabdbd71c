"""Intervals by resampling: numbers that can be worked out by hand, and nothing that depends on order or company."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.measures import bootstrap

NONE = np.zeros(0, dtype=np.int64)


def shares(*pairs: tuple[int, int]) -> list[tuple[float, float]]:
    counts, totals = np.array(pairs, dtype=np.int64).T
    return list(zip(*bootstrap.of_shares(counts, totals), strict=True))


def means(values: list[float], point: list[int], points: int) -> list[tuple[float, float]]:
    return list(zip(*bootstrap.of_means(np.array(values), np.array(point, dtype=np.int64), points), strict=True))


def test_a_share_has_the_quantiles_of_its_binomial_distribution() -> None:
    # Of ten at 0.3: P(0) = 0.028, P(at most 5) = 0.953, P(at most 6) = 0.989. Of two at one half: P(0) = P(2) = 0.25.
    assert shares((3, 10), (1, 2)) == [(0.0, 0.6), (0.0, 1.0)]


def test_a_share_of_none_or_all_has_the_exact_bound() -> None:
    none, every = shares((0, 10), (10, 10))
    assert none == (0.0, pytest.approx(0.3085, abs=1e-4))  # 1 - 0.025 ** 0.1
    assert every == (pytest.approx(0.6915, abs=1e-4), 1.0)


def test_a_share_of_a_large_number_is_close_to_the_normal_interval() -> None:
    (low, high) = shares((5_000, 20_000))[0]
    assert (low, high) == (pytest.approx(0.244, abs=1e-4), pytest.approx(0.256, abs=1e-4))  # 0.25 -+ 1.96 * 0.003062


def test_a_share_without_articles_has_no_interval() -> None:
    assert np.isnan(shares((0, 0))).all()


def test_up_to_three_articles_the_extremes_are_the_ends() -> None:
    assert means([0.1, -0.3, 0.2, 0.5, 0.1], [0, 0, 1, 1, 1], 2) == [(-0.3, 0.1), (0.1, 0.5)]


def test_a_mean_of_four_has_the_quantiles_of_its_resamples() -> None:
    # Times that the one 1 is drawn: binomial of four at a quarter, P(0) = 0.316, P(at most 2) = 0.949, P(at most 3) = 0.996.
    assert means([0.0, 1.0, 0.0, 0.0], [0, 0, 0, 0], 1) == [(0.0, 0.75)]


def test_many_articles_have_the_normal_interval() -> None:
    low, high = means([0.0, 1.0] * 100, [0] * 200, 1)[0]
    assert (low, high) == (pytest.approx(0.430705, abs=1e-6), pytest.approx(0.569295, abs=1e-6))  # 0.5 -+ 1.959964 * 0.5 / sqrt(200)


def test_the_step_from_draws_to_the_normal_interval_is_small() -> None:
    sizes = (bootstrap.LARGE, bootstrap.LARGE + 2)
    drawn, normal = (means([0.0, 1.0] * (size // 2), [0] * size, 1)[0] for size in sizes)
    assert drawn == pytest.approx(normal, abs=0.012)  # 0.3 standard errors of 0.041


def test_one_article_or_articles_all_alike_have_no_interval() -> None:
    assert np.isnan(means([0.3, 0.2, 0.2], [0, 1, 1], 3)).all()


def test_a_ratio_weighs_articles_by_their_denominators() -> None:
    # Resamples of 1 of 10 and 1 of 1: both of the first, one of each, both of the second.
    low, high = bootstrap.of_ratios(np.array([1.0, 1.0]), np.array([10.0, 1.0]), np.array([0, 0]), 1)
    assert (low[0], high[0]) == (0.1, 1.0)


def test_four_ratios_all_of_one_size_are_a_mean() -> None:
    values, point = np.array([0.0, 2.0, 4.0, 1.0, 3.0]), np.zeros(5, dtype=np.int64)
    ratio = bootstrap.of_ratios(values, np.full(5, 4.0), point, 1)
    mean = bootstrap.of_means(values / 4, point, 1)
    assert np.allclose(ratio, mean)


def test_intervals_depend_on_neither_the_order_of_articles_nor_their_company() -> None:
    values = np.random.default_rng(1).uniform(-1, 1, 40)
    point = np.repeat([0, 1], [30, 10])
    both = bootstrap.of_means(values, point, 2)
    turned = bootstrap.of_means(values[::-1], point[::-1], 2)
    alone = bootstrap.of_means(values[30:], point[30:] - 1, 1)
    assert np.array_equal(both, turned)
    assert (both[0][1], both[1][1]) == (alone[0][0], alone[1][0])


def test_an_interval_holds_the_mean_and_narrows_with_more_articles() -> None:
    values = np.random.default_rng(2).normal(0.1, 0.2, 140)
    few, many = (means(list(values[:size]), [0] * size, 1)[0] for size in (20, 140))
    assert few[0] < values[:20].mean() < few[1]
    assert many[1] - many[0] < (few[1] - few[0]) / 2


def test_nothing_has_no_intervals() -> None:
    assert [len(ends) for ends in bootstrap.of_shares(NONE, NONE)] == [0, 0]
    assert [len(ends) for ends in bootstrap.of_means(np.zeros(0), NONE, 0)] == [0, 0]


def test_input_is_unchanged() -> None:
    values, point = np.array([0.3, 0.1, 0.2, 0.4]), np.zeros(4, dtype=np.int64)
    bootstrap.of_means(values, point, 1)
    assert values.tolist() == [0.3, 0.1, 0.2, 0.4]
