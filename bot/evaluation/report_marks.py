"""Messages cut into pieces, so that spans can be shown in place, and secrets that were not masked covered with dots."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.evaluation.entities import HIDDEN
from bot.evaluation.results import Evaluation, Misread, Span, WordEvidence

DOT = "•"

Marks = Sequence[tuple[int, int, str]]
"""Spans and the name of the mark that each bears."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a message; `names` are the marks that cover all of it, sorted."""

    text: str
    names: tuple[str, ...] = ()


def marked(text: str, marks: Marks) -> tuple[Piece, ...]:
    """The text as pieces that bear the same marks throughout; joined they are the text again.

    Spans may overlap; what lies outside the text is left out.
    """
    inside = [(max(0, start), min(end, len(text)), name) for start, end, name in marks]
    borders = sorted({0, len(text), *(at for start, end, _ in inside if start < end for at in (start, end))})
    return tuple(
        Piece(text[start:end], tuple(sorted({name for low, high, name in inside if low <= start and end <= high})))
        for start, end in pairwise(borders)
    )


def misread_marks(misread: Misread) -> list[tuple[int, int, str]]:
    """Where the entity stands by its label ("expected") and where it was read ("found")."""
    spans = (("expected", misread.expected), ("found", misread.found))
    return [(span.start, span.end, name) for name, span in spans if span is not None]


def evidence_marks(evidence: WordEvidence) -> list[tuple[int, int, str]]:
    """The words that drove the model to its wrong guess ("against") and those that spoke for the label ("for")."""
    against = [(word.start, word.end, "against") for word in evidence.for_guess]
    return against + [(word.start, word.end, "for") for word in evidence.for_truth]


def uncovered(evaluation: Evaluation) -> dict[str, tuple[Span, ...]]:
    """Labelled secrets that the masking missed, by the text of their message.

    A result holds such a text as it was typed, since nothing knew it for a secret; a report that people pass on must not.
    """
    found: dict[str, list[Span]] = {}
    for entity in evaluation.entities:
        for misread in entity.misread:
            if misread.expected is not None and misread.expected.kind in HIDDEN:
                found.setdefault(misread.row.text, []).append(misread.expected)
    return {text: tuple(spans) for text, spans in found.items()}


def covered(text: str, secrets: Mapping[str, Iterable[Span]]) -> str:
    """The text with the secrets in it replaced by as many dots; offsets stay what they are."""
    for span in secrets.get(text, ()):
        text = text[: span.start] + DOT * len(text[span.start : span.end]) + text[span.end :]
    return text
