"""Intervals and tests, against published values, exact sums and laws."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation import intervals
from bot.nlu import calibration


@pytest.mark.parametrize(
    ("hits", "count", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, table I: 81/263, Wilson without continuity correction
        (15, 148, 0.0624, 0.1605),  # the same, 15/148
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (20, 20, 0.8389, 1.0),
    ],
)
def test_wilson_as_published(hits: int, count: int, low: float, high: float) -> None:
    figure = intervals.share(hits, count)
    assert figure.value == hits / count
    assert figure.low == pytest.approx(low, abs=5e-5)
    assert figure.high == pytest.approx(high, abs=5e-5)


def test_nothing_has_no_figure() -> None:
    assert intervals.share(0, 0) == intervals.EMPTY
    assert intervals.mean([]) == intervals.EMPTY
    assert intervals.difference([], []) == intervals.EMPTY


@given(st.integers(0, 60), st.integers(0, 60))
def test_mcnemar_is_the_exact_binomial_sum(one: int, two: int) -> None:
    count, least = one + two, min(one, two)
    exact = min(Fraction(1), 2 * Fraction(sum(math.comb(count, at) for at in range(least + 1)), 2**count))
    assert intervals.mcnemar(one, two) == pytest.approx(float(exact), abs=1e-9)
    assert intervals.mcnemar(one, two) == intervals.mcnemar(two, one)


def test_mcnemar_by_hand() -> None:
    assert intervals.mcnemar(0, 5) == pytest.approx(2 / 32)
    assert intervals.mcnemar(0, 6) == pytest.approx(2 / 64)
    assert intervals.mcnemar(7, 7) == 1.0


@given(st.lists(st.booleans(), min_size=1, max_size=60), st.randoms(use_true_random=False))
def test_a_paired_difference_lies_in_its_interval(one: list[bool], draw: object) -> None:
    two = one[::-1]
    figure = intervals.difference(one, two)
    assert figure.low is not None
    assert figure.high is not None
    assert figure.low <= (figure.value or 0.0) <= figure.high
    assert figure.value == pytest.approx(0.0)


def test_a_bootstrap_covers_what_it_says() -> None:
    """Of 200 samples from a known rate about 95 in 100 intervals must hold it."""
    draw = np.random.default_rng(5)
    inside = 0
    for number in range(200):
        values = (draw.random(150) < 0.8).astype(float)
        figure = intervals.mean(values, seed=number)
        inside += (figure.low or 0.0) <= 0.8 <= (figure.high or 0.0)
    assert 175 <= inside <= 200


def test_the_same_seed_gives_the_same_interval() -> None:
    values = [0.0, 1.0, 1.0, 0.5] * 20
    assert intervals.mean(values, seed=3) == intervals.mean(values, seed=3)
    assert intervals.mean(values, seed=3) != intervals.mean(values, seed=4)


def test_calibration_error_by_hand_and_its_interval() -> None:
    chance, right = np.array([0.9] * 10), np.array([1.0] * 9 + [0.0])
    figure = intervals.calibration_error(chance, right)
    assert figure.value == pytest.approx(calibration.calibration_error(chance, right)) == pytest.approx(0.18)
    assert (figure.low or 0) <= 0.18 <= (figure.high or 0)


def test_a_calibrated_model_shows_an_error_by_chance() -> None:
    chance = np.random.default_rng(1).uniform(0.5, 1, 825)
    assert 0.02 < intervals.error_by_chance(chance) < 0.08
    assert intervals.error_by_chance(np.array([1.0] * 50)) == 0.0


@pytest.mark.parametrize("size", [1, 3, 9, 10, 11, 1000])
def test_resampled_errors_use_the_same_bins(size: int) -> None:
    """Resampling messages that are all alike gives the error itself, whatever the number of messages."""
    figure = intervals.calibration_error(np.full(size, 0.7), np.ones(size))
    assert (figure.low, figure.high) == (pytest.approx(0.3), pytest.approx(0.3))
