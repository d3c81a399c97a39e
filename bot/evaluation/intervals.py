"""How sure a figure is: Wilson's interval for shares, a seeded bootstrap for the rest, McNemar's exact test for pairs."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from bot.evaluation.results_rows import Figure
from bot.nlu import calibration

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

ROUNDS = 1000
"""Resamplings of a bootstrap."""
SEED = 20261
_Z = 1.959963984540054
"""The normal deviate that 2.5 % lie above."""
_CELLS = 2_000_000
"""Numbers that a bootstrap holds at once; more messages mean fewer resamplings at a time, not more memory."""

EMPTY = Figure(None, None, None, 0)
"""The figure of no messages."""


def share(hits: int | float, count: int) -> Figure:
    """A share with Wilson's score interval (E. B. Wilson, 1927), which holds near 0 and 1 and for few messages too."""
    if not count:
        return EMPTY
    value = float(hits) / count
    middle = value + _Z * _Z / (2 * count)
    spread = _Z * math.sqrt(value * (1 - value) / count + _Z * _Z / (4 * count * count))
    scale = 1 + _Z * _Z / count
    low, high = max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)
    return Figure(value, min(low, value), max(high, value), count, "wilson")


def share_of(values: Sequence[bool] | npt.NDArray[np.bool_]) -> Figure:
    """The share of true values."""
    return share(int(np.count_nonzero(np.asarray(values, bool))), len(values))


def boot(value: float, drawn: Floats, count: int) -> Figure:
    """A figure with the interval between the 2.5th and the 97.5th percentile of its resamplings."""
    if not count or not len(drawn):
        return EMPTY
    low, high = np.nanpercentile(drawn, [2.5, 97.5])
    return Figure(float(value), min(float(low), float(value)), max(float(high), float(value)), count, "bootstrap")


def resampled(counts: Sequence[int] | Ints, seed: int = SEED, rounds: int = ROUNDS) -> Floats:
    """How often each kind of message is drawn when as many are drawn as there are: array (rounds, kinds).

    Drawing messages that fall into a few kinds is drawing the kinds' counts, so no message need be held.
    """
    chances = np.asarray(counts, float)
    total = int(chances.sum())
    return np.random.default_rng(seed).multinomial(total, chances / total, rounds).astype(float)


def mean_of_kinds(values: Sequence[float] | Floats, counts: Sequence[int] | Ints, seed: int = SEED) -> Figure:
    """The mean over messages that fall into kinds of one value each.

    Args:
        values: the value of each kind.
        counts: how many messages are of it.
    """
    weights, each = np.asarray(counts, float), np.asarray(values, float)
    total = int(weights.sum())
    if not total:
        return EMPTY
    return boot(float(weights @ each) / total, resampled(np.asarray(counts), seed) @ each / total, total)


def mean(values: Sequence[float] | Floats, seed: int = SEED) -> Figure:
    """The mean of one value per message."""
    if not len(values):
        return EMPTY
    kinds, counts = np.unique(np.asarray(values, float), return_counts=True)
    return mean_of_kinds(kinds, counts, seed)


def difference(one: Sequence[bool], two: Sequence[bool], seed: int = SEED) -> Figure:
    """Share of `one` minus share of `two` over the same messages (paired bootstrap)."""
    return mean(np.asarray(one, float) - np.asarray(two, float), seed)


def difference_apart(one: Sequence[bool], two: Sequence[bool], seed: int = SEED) -> Figure:
    """Share of `one` minus share of `two` over different messages."""
    if not len(one) or not len(two):
        return EMPTY
    draw = np.random.default_rng(seed)
    shares = [float(np.mean(each)) for each in (one, two)]
    drawn = [draw.binomial(len(each), at, ROUNDS) / len(each) for each, at in zip((one, two), shares, strict=True)]
    return boot(shares[0] - shares[1], drawn[0] - drawn[1], len(one))


def calibration_error(chance: Floats, right: Floats, seed: int = SEED) -> Figure:
    """The expected calibration error with its interval."""
    if not len(chance):
        return EMPTY
    drawn = _resampled_errors(chance, right, seed, perfect=False)
    return boot(calibration.calibration_error(chance, right), drawn, len(chance))


def error_by_chance(chance: Floats, seed: int = SEED) -> float:
    """The calibration error below which 95 of 100 perfectly calibrated models of these probabilities stay."""
    if not len(chance):
        return 0.0
    return float(np.percentile(_resampled_errors(chance, chance, seed, perfect=True), 95))


def _resampled_errors(chance: Floats, right: Floats, seed: int, *, perfect: bool, rounds: int = 300) -> Floats:
    """Calibration errors of resampled messages; or, `perfect`, of the same messages with outcomes drawn as promised."""
    order = np.argsort(chance, kind="stable")
    chance, right = chance[order], right[order]
    size = len(chance)
    lengths = np.array([len(part) for part in np.array_split(np.arange(size), calibration.BINS) if len(part)])
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    draw = np.random.default_rng(seed)
    errors: list[Floats] = []
    at_once = max(1, _CELLS // size)
    for begin in range(0, rounds, at_once):
        count = min(at_once, rounds - begin)
        if perfect:
            gaps = (draw.random((count, size)) < chance) - chance
        else:
            rows = np.sort(draw.integers(0, size, (count, size)), axis=1)
            gaps = right[rows] - chance[rows]
        errors.append(np.abs(np.add.reduceat(gaps, starts, axis=1)).sum(axis=1) / size)
    return np.concatenate(errors)


def mcnemar(only_one: int, only_two: int) -> float:
    """Two-sided exact McNemar test: how probable it is that even models differ so much (Q. McNemar, 1947).

    Args:
        only_one: messages that only the first model has right.
        only_two: messages that only the second has right.
    """
    count, least = only_one + only_two, min(only_one, only_two)
    if not count:
        return 1.0
    logs = [
        math.lgamma(count + 1) - math.lgamma(at + 1) - math.lgamma(count - at + 1) - count * math.log(2)
        for at in range(least + 1)
    ]
    return min(1.0, 2 * math.fsum(map(math.exp, logs)))
