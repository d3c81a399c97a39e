"""Judged messages made up for tests, so that figures can be worked out by hand."""

from __future__ import annotations

from bot.evaluation.judging import Judged
from bot.evaluation.metrics import Guess
from bot.evaluation.results_findings import Span
from bot.evaluation.samples import Sample

THRESHOLD = 0.5


def judged(
    truth: str,
    guess: str,
    confidence: float = 0.9,
    *,
    text: str = "",
    found: tuple[str, ...] | None = None,
    labelled: tuple[Span, ...] | None = None,
    read: tuple[Span, ...] = (),
    looks_like: tuple[str, ...] = (),
    channel: str = "",
    source: str = "",
) -> Judged:
    """A message that bears one label and was taken for another, or for the same."""
    accepted = confidence >= THRESHOLD
    said = text or f"{truth} {guess} {confidence}"
    sample = Sample(said, truth, labelled, looks_like=looks_like, channel=channel, source=source)
    named = found if found is not None else (guess,) if accepted else ()
    ranking = ((guess, confidence), ("other", (1 - confidence) / 2), ("rest", (1 - confidence) / 2))
    return Judged(
        sample, said, Guess(truth, tuple(name for name, _ in ranking), confidence, accepted, named), ranking, read
    )
