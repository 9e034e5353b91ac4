"""Intervals against what is known of them, and against scipy."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binomtest

from eval.intervals import Estimate, estimate, p_value, paired, smallest_loss, wilson


@pytest.mark.parametrize(("k", "n"), [(0, 10), (3, 10), (10, 10), (57, 120), (1, 1)])
def test_wilson_is_that_of_scipy(k: int, n: int) -> None:
    known = binomtest(k, n).proportion_ci(method="wilson")
    assert wilson(k / n, n) == pytest.approx((known.low, known.high), abs=1e-9)


def test_twins_count_as_one_draw() -> None:
    values = [1.0, 1.0, 0.0, 0.0] * 20
    alone = estimate(values, [str(place) for place in range(80)])
    twins = estimate(values, [str(place // 2) for place in range(80)])
    assert alone is not None
    assert twins is not None
    assert (alone.pairs, twins.pairs) == (80, 40)
    assert twins.high - twins.low > 1.3 * (alone.high - alone.low)


def test_the_bootstrap_covers_the_mean_about_as_often_as_it_says() -> None:
    rng = np.random.default_rng(1)
    names = [str(place) for place in range(60)]
    inside = 0
    for _ in range(200):
        found = estimate((rng.random(60) ** 2).tolist(), names)
        assert found is not None
        inside += found.low <= 1 / 3 <= found.high
    assert 0.88 <= inside / 200 <= 0.99


def test_all_the_same_still_has_a_width_and_nothing_has_no_estimate() -> None:
    found = estimate([1.0] * 10, list("abcdefghij"))
    assert found is not None
    assert found.low < 0.8
    assert found.high == 1
    assert estimate([], []) is None


def test_the_same_numbers_give_the_same_interval() -> None:
    values, names = [0.1, 0.5, 0.9, 0.3], ["a", "b", "c", "d"]
    assert estimate(values, names) == estimate(values, names)


def test_a_paired_difference_is_seen_and_no_difference_is_not() -> None:
    names = [str(place) for place in range(40)]
    before = [1.0] * 40
    worse = [0.0] * 8 + [1.0] * 32
    fell = paired(before, worse, names)
    assert fell is not None
    assert fell.mean == pytest.approx(-0.2)
    assert fell.high < 0
    assert p_value(before, worse, names) == pytest.approx(2 * 0.5**8)
    assert p_value(before, before, names) == 1
    same = paired(before, before, names)
    assert same is not None
    assert (same.low, same.high) == (0, 0)


def test_a_change_of_both_twins_is_one_change() -> None:
    names = [str(place // 2) for place in range(40)]
    before, after = [1.0] * 40, [0.0] * 8 + [1.0] * 32
    assert p_value(before, after, names) == pytest.approx(2 * 0.5**4)


@pytest.mark.parametrize("pairs", [10, 40, 120])
def test_the_smallest_loss_is_the_first_that_the_interval_sees(pairs: int) -> None:
    names = [str(place) for place in range(pairs)]

    def seen(lost: int) -> bool:
        found = paired([1.0] * pairs, [0.0] * lost + [1.0] * (pairs - lost), names)
        return found is not None and found.high < 0

    lost = smallest_loss(pairs)
    assert seen(lost + 1)
    assert not seen(lost - 1)


def test_apart_means_that_the_intervals_do_not_touch() -> None:
    low, high = Estimate(0.2, 0.1, 0.3, 9, 9), Estimate(0.5, 0.4, 0.6, 9, 9)
    assert low.apart(high)
    assert high.apart(low)
    assert not low.apart(Estimate(0.35, 0.3, 0.4, 9, 9))
