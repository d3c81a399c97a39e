"""Precision, recall and F1 of every label with their intervals, from which label was taken for which; it draws no plots."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.evaluation.intervals import EMPTY, SEED, Floats, boot, resampled
from bot.evaluation.results_rows import Figure


@dataclass(frozen=True, slots=True)
class Scores:
    """F1 over all labels and of each.

    Attributes:
        labels: in alphabetical order.
        macro: mean over the labels that occur.
        weighted: mean, weighted by support.
        each: F1 of each label.
        macro_drawn: the macro F1 of each resampling, so that two models can be compared pair by pair.
    """

    labels: tuple[str, ...]
    macro: Figure
    weighted: Figure
    each: tuple[Figure, ...]
    macro_drawn: Floats


def scores(truths: Sequence[str], guesses: Sequence[str], seed: int = SEED) -> Scores:
    """F1 of labels with a bootstrap over the messages.

    Args:
        truths: the label of each message.
        guesses: what each was taken for.
        seed: the same seed resamples the same number of messages of the same kinds alike.
    """
    if not truths:
        return Scores((), EMPTY, EMPTY, (), np.zeros(0))
    kinds = Counter(zip(truths, guesses, strict=True))
    labels = tuple(sorted(set(truths) | set(guesses)))
    pairs = sorted(kinds)
    counts = np.array([kinds[pair] for pair in pairs])
    drawn = resampled(counts, seed)
    real, resamplings = _f1(pairs, labels, counts[None, :].astype(float)), _f1(pairs, labels, drawn)
    bears = np.isin(labels, list(set(truths)))
    each = tuple(
        boot(float(real[0][0, at]), resamplings[0][:, at], len(truths)) if bears[at] else EMPTY
        for at in range(len(labels))
    )
    macro_drawn = _macro(*resamplings)
    macro = boot(float(_macro(*real)[0]), macro_drawn, len(truths))
    weighted = boot(float(_weighted(*real)[0]), _weighted(*resamplings), len(truths))
    return Scores(labels, macro, weighted, each, macro_drawn)


def macro_difference(truths: Sequence[str], ours: Sequence[str], theirs: Sequence[str], seed: int = SEED) -> Figure:
    """Macro F1 of one model minus that of another over the same messages (paired bootstrap)."""
    if not truths:
        return EMPTY
    kinds = Counter(zip(truths, ours, theirs, strict=True))
    triples = sorted(kinds)
    counts = np.array([kinds[triple] for triple in triples])
    drawn, real = resampled(counts, seed), counts[None, :].astype(float)
    labels = tuple(sorted(set(truths) | set(ours) | set(theirs)))
    sides = [[(truth, each[side]) for truth, *each in triples] for side in (0, 1)]
    values = [float(_macro(*_f1(side, labels, real))[0]) for side in sides]
    resamplings = [_macro(*_f1(side, labels, drawn)) for side in sides]
    return boot(values[0] - values[1], resamplings[0] - resamplings[1], len(truths))


def _f1(pairs: Sequence[tuple[str, str]], labels: tuple[str, ...], counts: Floats) -> tuple[Floats, Floats]:
    """F1 and support of each label for each row of counts: two arrays (rows, labels)."""
    number = {label: at for at, label in enumerate(labels)}
    bears, said = np.zeros((len(pairs), len(labels))), np.zeros((len(pairs), len(labels)))
    for row, (truth, guess) in enumerate(pairs):
        bears[row, number[truth]] = 1
        said[row, number[guess]] = 1
    support, predicted, hits = counts @ bears, counts @ said, counts @ (bears * said)
    return 2 * hits / np.maximum(support + predicted, 1), support


def _macro(f1: Floats, support: Floats) -> Floats:
    there = support > 0
    result: Floats = (f1 * there).sum(axis=1) / np.maximum(there.sum(axis=1), 1)
    return result


def _weighted(f1: Floats, support: Floats) -> Floats:
    result: Floats = (f1 * support).sum(axis=1) / np.maximum(support.sum(axis=1), 1)
    return result
