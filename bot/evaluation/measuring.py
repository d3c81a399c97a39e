"""Judged messages -> headline, figures per intent, confusions and the matrix; what is shown of them is not decided here."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from bot.evaluation import intervals
from bot.evaluation.judging import Judged, row_of
from bot.evaluation.metrics import in_top
from bot.evaluation.results_findings import Outcome
from bot.evaluation.results_rows import Confusion, Headline, IntentFigures, Matrix, Row
from bot.evaluation.scores import scores

_MOST_ROWS = 50
"""So many messages of one pair of confused intents are kept."""


def headline(judged: Sequence[Judged], threshold: float) -> Headline:
    """The figures that decide."""
    guesses = [each.guess for each in judged]
    truths = [guess.truth for guess in guesses]
    f1 = scores(truths, [guess.said for guess in guesses])
    chance, right = arrays(judged)
    return Headline(
        messages=len(guesses),
        intents=len(set(truths)),
        threshold=threshold,
        accuracy=intervals.share_of(right > 0),
        macro_f1=f1.macro,
        weighted_f1=f1.weighted,
        top_3=intervals.share_of([in_top(guess) for guess in guesses]),
        coverage=intervals.share_of([guess.accepted for guess in guesses]),
        accepted_right=intervals.share_of([guess.right for guess in guesses if guess.accepted]),
        calibration_error=intervals.calibration_error(chance, right),
    )


def arrays(judged: Sequence[Judged]) -> tuple[intervals.Floats, intervals.Floats]:
    """Probability of each best guess, and 1 where it is right."""
    chance = np.array([each.guess.confidence for each in judged], float)
    return chance, np.array([each.guess.right for each in judged], float)


def intents(judged: Sequence[Judged]) -> tuple[IntentFigures, ...]:
    """The figures of each label, worst F1 first; labels that nobody bears stand last."""
    truths = [each.guess.truth for each in judged]
    guesses = [each.guess.said for each in judged]
    f1 = scores(truths, guesses)
    pairs = Counter(zip(truths, guesses, strict=True))
    support, said = Counter(truths), Counter(guesses)
    accepted = Counter(each.guess.truth for each in judged if each.guess.accepted)
    rows = []
    for label, figure in zip(f1.labels, f1.each, strict=True):
        if not label:
            continue  # a message of which the model says nothing has no guess
        wrong = Counter({guess: count for (truth, guess), count in pairs.items() if truth == label != guess})
        rows.append(
            IntentFigures(
                name=label,
                precision=intervals.share(pairs[label, label], said[label]),
                recall=intervals.share(pairs[label, label], support[label]),
                f1=figure,
                support=support[label],
                predicted=said[label],
                coverage=intervals.share(accepted[label], support[label]),
                confused_with=tuple(sorted(wrong.items(), key=lambda item: (-item[1], item[0]))),
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.support == 0, row.f1.value or 0.0, row.name)))


def matrix(judged: Sequence[Judged]) -> Matrix:
    """The confusion matrix over the labels that are borne or guessed."""
    pairs = Counter((each.guess.truth, each.guess.said) for each in judged)
    labels = tuple(sorted({label for pair in pairs for label in pair}))
    return Matrix(labels, tuple(tuple(pairs[truth, guess] for guess in labels) for truth in labels))


def errors(judged: Sequence[Judged]) -> tuple[Row, ...]:
    """Every wrong message, surest first: what the model is wrongly sure of does the most harm."""
    rows = [row_of(each, number) for number, each in enumerate(judged) if not each.guess.right]
    return tuple(sorted(rows, key=lambda row: (-row.confidence, row.number)))


def confusions(wrong: Sequence[Row], judged: Sequence[Judged]) -> tuple[Confusion, ...]:
    """Pairs of intents, most frequent first."""
    support = Counter(each.guess.truth for each in judged)
    pairs: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in wrong:
        pairs[row.truth, row.guess].append(row)
    found = [
        Confusion(truth, guess, len(rows), len(rows) / support[truth], tuple(rows[:_MOST_ROWS]))
        for (truth, guess), rows in pairs.items()
    ]
    return tuple(sorted(found, key=lambda each: (-each.count, each.truth, each.guess)))


def outcomes(judged: Sequence[Judged]) -> tuple[Outcome, ...]:
    """Right or wrong for every message, under a key that tells nothing of the message."""
    return tuple(Outcome(key_of(each), each.guess.right) for each in judged)


def key_of(judged: Judged) -> str:
    """The same for the same message with the same label in every evaluation (64 bits of BLAKE2b)."""
    said = f"{judged.guess.truth}\0{judged.text}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(said, digest_size=8).hexdigest()
