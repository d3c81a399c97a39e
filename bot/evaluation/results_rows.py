"""Figures, judged messages and what was confused with what, as results hold them; nothing is worked out in here.

All shares lie between 0 and 1, all spans are offsets into the (masked) text that stands beside them, all times are
milliseconds. Every text is masked: secrets in it are dots.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its 95 % interval.

    Attributes:
        value: the figure; None where there is nothing to take it from.
        low: lower end of the interval; None with value None.
        high: upper end.
        count: how many messages (or entities) it was taken from.
        method: how the interval was found: Wilson's for shares, a seeded bootstrap for the rest.
    """

    value: float | None
    low: float | None
    high: float | None
    count: int
    method: Literal["wilson", "bootstrap", "none"] = "none"


@dataclass(frozen=True, slots=True)
class Row:
    """A judged message as reports show it.

    Attributes:
        number: its place among the messages that were evaluated, counted from 0.
        text: the message, masked.
        truth: its label; "a+b" where it holds two problems.
        guess: the model's best guess, whatever its probability ("" where it said nothing); of a message with two
            problems those that were found, joined by "+".
        confidence: probability of the best guess.
        accepted: whether the guess is over the threshold.
        ranking: the most probable intents with their probabilities, at most three.
        file: where the message is written.
        line: on which line, counted from 1.
    """

    number: int
    text: str
    truth: str
    guess: str
    confidence: float
    accepted: bool
    ranking: tuple[tuple[str, float], ...] = ()
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Headline:
    """The figures that decide.

    Attributes:
        messages: how many were judged.
        intents: how many labels they bear.
        threshold: the probability from which on a guess is taken.
        accuracy: share of right best guesses, whatever their probability.
        macro_f1: mean F1 over the labels that occur.
        weighted_f1: mean F1, weighted by support.
        top_3: share whose label is among the three most probable.
        coverage: share of messages over the threshold.
        accepted_right: share of right guesses among those.
        calibration_error: expected calibration error of the best guess, 10 bins of equal mass.
    """

    messages: int
    intents: int
    threshold: float
    accuracy: Figure
    macro_f1: Figure
    weighted_f1: Figure
    top_3: Figure
    coverage: Figure
    accepted_right: Figure
    calibration_error: Figure


@dataclass(frozen=True, slots=True)
class IntentFigures:
    """One intent.

    Attributes:
        name: the label.
        precision: of what was taken for it, the share that is it.
        recall: of what is it, the share that was found.
        f1: harmonic mean of the two.
        support: messages that bear the label.
        predicted: messages that were taken for it.
        coverage: share of its messages over the threshold.
        confused_with: what its messages were taken for, most frequent first: (label, count).
    """

    name: str
    precision: Figure
    recall: Figure
    f1: Figure
    support: int
    predicted: int
    coverage: Figure
    confused_with: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Confusion:
    """Messages of one intent that were taken for another.

    Attributes:
        truth: what they are.
        guess: what they were taken for.
        count: how many.
        share: count over the messages of `truth`.
        rows: the messages, surest first.
    """

    truth: str
    guess: str
    count: int
    share: float
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The confusion matrix: counts[i][j] messages of labels[i] were taken for labels[j]."""

    labels: tuple[str, ...] = ()
    counts: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class WordWeight:
    """A word as the customer wrote it and what it adds to an intent's score (negative: speaks against it)."""

    word: str
    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class WordEvidence:
    """Which words drove an error.

    Attributes:
        row: the message.
        for_guess: the words that speak most for the guess against the truth, strongest first.
        for_truth: those that speak most for the truth against the guess, strongest first.
        segmented: whether words are Vietnamese words ("tài khoản") and not single syllables.
    """

    row: Row
    for_guess: tuple[WordWeight, ...]
    for_truth: tuple[WordWeight, ...]
    segmented: bool
