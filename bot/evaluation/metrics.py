"""Figures of one set of labelled messages: accuracy, F1 per intent, what the threshold accepts, calibration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.nlu import calibration


@dataclass(frozen=True, slots=True)
class Guess:
    """What a model made of one labelled message.

    Attributes:
        truth: the label; "a+b" where the message holds two problems.
        ranked: the model's intents, most probable first.
        confidence: probability of the first.
        accepted: whether it is over the threshold.
        found: the problems that the model told apart.
    """

    truth: str
    ranked: tuple[str, ...]
    confidence: float
    accepted: bool
    found: tuple[str, ...]

    @property
    def is_two(self) -> bool:
        """Whether the label names two problems (and is not itself the name of an intent)."""
        return "+" in self.truth and self.truth not in self.ranked

    @property
    def right(self) -> bool:
        """Whether the best guess is the label; of two problems both must be found."""
        if self.is_two:
            return set(self.truth.split("+")) == set(self.found)
        return bool(self.ranked) and self.ranked[0] == self.truth

    @property
    def said(self) -> str:
        """The label that the guess amounts to, spelled as the truth is where it is right; "" where nothing was said."""
        if self.right:
            return self.truth
        if self.is_two:
            return "+".join(sorted(set(self.found)))
        return self.ranked[0] if self.ranked else ""


def figures(guesses: Sequence[Guess]) -> dict[str, Any]:
    """All figures of one set.

    Returns:
        `messages`, `accuracy` (of the best guess, whatever its probability), `macro_f1`, `top_3`, `below_threshold`
        (share that becomes nlu_fallback), `accepted_right`, `calibration_error` (10 bins of equal mass, best guess)
        and `per_intent` with precision, recall, f1-score, support and confused_with.
    """
    if not guesses:
        return {"messages": 0}
    accepted = [guess for guess in guesses if guess.accepted]
    rows = per_intent(guesses)
    labelled = [row["f1-score"] for row in rows.values() if row["support"]]
    return {
        "messages": len(guesses),
        "accuracy": _mean([guess.right for guess in guesses]),
        "macro_f1": sum(labelled) / len(labelled),
        "top_3": _mean([in_top(guess) for guess in guesses]),
        "below_threshold": 1 - len(accepted) / len(guesses),
        "accepted_right": _mean([guess.right for guess in accepted]) if accepted else None,
        "calibration_error": calibration_error(guesses),
        "per_intent": rows,
    }


def in_top(guess: Guess, count: int = 3) -> bool:
    """Whether the label is among the most probable ones."""
    return guess.right or guess.truth in guess.ranked[:count]


def calibration_error(guesses: Sequence[Guess], bins: int = calibration.BINS) -> float:
    """Expected calibration error of the best guess, over bins of equal mass."""
    chance = np.array([guess.confidence for guess in guesses], float)
    return calibration.calibration_error(chance, np.array([guess.right for guess in guesses], float), bins)


def per_intent(guesses: Sequence[Guess]) -> dict[str, dict[str, Any]]:
    """Precision, recall, f1-score, support and confused_with of every label that is borne or guessed."""
    pairs = Counter((guess.truth, guess.said) for guess in guesses)
    support: Counter[str] = Counter()
    said: Counter[str] = Counter()
    wrong: dict[str, Counter[str]] = {}
    for (truth, guessed), count in pairs.items():
        support[truth] += count
        said[guessed] += count
        if truth != guessed:
            wrong.setdefault(truth, Counter())[guessed] += count
    return {
        label: _scores(pairs[label, label], support[label], said[label], wrong.get(label, Counter()))
        for label in sorted(support | said)
    }


def _scores(hit: int, support: int, said: int, wrong: Counter[str]) -> dict[str, Any]:
    return {
        "precision": hit / said if said else 0.0,
        "recall": hit / support if support else 0.0,
        "f1-score": 2 * hit / (said + support) if said + support else 0.0,
        "support": support,
        "confused_with": dict(wrong.most_common()),
    }


def _mean(values: Sequence[bool]) -> float:
    return sum(values) / len(values)
