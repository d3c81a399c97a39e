"""Figures of one set of labelled messages: accuracy, F1 per intent, what the threshold accepts, calibration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


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
    def right(self) -> bool:
        """Whether the best guess is the label; of two problems both must be found."""
        if "+" in self.truth and self.truth not in self.ranked:
            return set(self.truth.split("+")) == set(self.found)
        return bool(self.ranked) and self.ranked[0] == self.truth


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
    per_intent = _per_intent(guesses)
    labelled = [row["f1-score"] for row in per_intent.values() if row["support"]]
    return {
        "messages": len(guesses),
        "accuracy": _mean([guess.right for guess in guesses]),
        "macro_f1": sum(labelled) / len(labelled),
        "top_3": _mean([guess.right or guess.truth in guess.ranked[:3] for guess in guesses]),
        "below_threshold": 1 - len(accepted) / len(guesses),
        "accepted_right": _mean([guess.right for guess in accepted]) if accepted else None,
        "calibration_error": calibration_error(guesses),
        "per_intent": per_intent,
    }


def calibration_error(guesses: Sequence[Guess], bins: int = 10) -> float:
    """Expected calibration error of the best guess, over bins of equal mass."""
    ordered = sorted(guesses, key=lambda guess: guess.confidence)
    total = 0.0
    for number in range(bins):
        part = ordered[number * len(ordered) // bins : (number + 1) * len(ordered) // bins]
        if part:
            gap = _mean([guess.right for guess in part]) - sum(guess.confidence for guess in part) / len(part)
            total += abs(gap) * len(part)
    return total / len(ordered)


def _per_intent(guesses: Sequence[Guess]) -> dict[str, dict[str, Any]]:
    pairs = Counter((guess.truth, guess.truth if guess.right else _first(guess)) for guess in guesses)
    rows = {}
    for label in sorted({name for pair in pairs for name in pair}):
        hit = pairs[label, label]
        support = sum(count for (truth, _), count in pairs.items() if truth == label)
        said = sum(count for (_, guessed), count in pairs.items() if guessed == label)
        wrong = Counter({guessed: count for (truth, guessed), count in pairs.items() if truth == label != guessed})
        rows[label] = {
            "precision": hit / said if said else 0.0,
            "recall": hit / support if support else 0.0,
            "f1-score": 2 * hit / (said + support) if said + support else 0.0,
            "support": support,
            "confused_with": dict(wrong.most_common()),
        }
    return rows


def _first(guess: Guess) -> str:
    if "+" in guess.truth:
        return "+".join(sorted(set(guess.found)))
    return guess.ranked[0] if guess.ranked else ""


def _mean(values: Sequence[bool]) -> float:
    return sum(values) / len(values)
