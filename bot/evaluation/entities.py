"""Entities against their labels: exact and partial figures per kind, and the spans that were misread.

Only messages whose entities somebody has labelled count: where nobody did, a find is no mistake.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Literal

import numpy as np

from bot.evaluation import intervals
from bot.evaluation.judging import Judged, row_of
from bot.evaluation.results_findings import EntityFigures, Misread, Span
from bot.evaluation.results_rows import Figure

EXTRACTOR = "tiepnhan"
"""The extractor's name as the parse gives it; Rasa names files by it."""
HIDDEN = frozenset(("secret", "id_number", "card"))
"""What is masked before anything else sees it."""

_What = Literal["missed", "invented", "border", "kind"]
_Counts = tuple[int, int, int]


def entity_figures(judged: Sequence[Judged]) -> tuple[EntityFigures, ...]:
    """One entry per kind that is labelled or read, worst exact F1 first."""
    exact: dict[str, list[_Counts]] = defaultdict(list)
    partial: dict[str, list[_Counts]] = defaultdict(list)
    misread: dict[str, list[Misread]] = defaultdict(list)
    labelled = [(number, each) for number, each in enumerate(judged) if each.sample.entities is not None]
    for number, each in labelled:
        wanted, found = list(each.sample.entities or ()), list(each.entities)
        for into, whole in ((exact, True), (partial, False)):
            for kind, counts in _counts(wanted, found, matched(wanted, found, whole=whole)).items():
                into[kind].append(counts)
        for what, expected, read in differences(wanted, found):
            kind = expected.kind if expected else read.kind if read else ""
            misread[kind].append(Misread(row_of(each, number), what, expected, read))
    kinds = sorted(exact)
    rows = [
        EntityFigures(
            name=kind,
            extractor=EXTRACTOR,
            exact=_figures(exact[kind]),
            partial=_figures(partial[kind]),
            support=sum(wanted for _, wanted, _ in exact[kind]),
            predicted=sum(found for _, _, found in exact[kind]),
            misread=tuple(misread[kind]),
        )
        for kind in kinds
    ]
    return tuple(sorted(rows, key=lambda row: (row.support == 0, row.exact[2].value or 0.0, row.name)))


def matched(wanted: Sequence[Span], found: Sequence[Span], *, whole: bool) -> list[tuple[Span, Span]]:
    """Pairs of a labelled and a read entity of the same kind; each is in one pair at most.

    Args:
        wanted: the labelled ones.
        found: those that were read.
        whole: both borders must agree; otherwise one character in common suffices.
    """
    free = list(found)
    pairs = []
    for one in wanted:
        mate = next((other for other in free if other.kind == one.kind and _meets(one, other, whole)), None)
        if mate is not None:
            free.remove(mate)
            pairs.append((one, mate))
    return pairs


def _meets(one: Span, other: Span, whole: bool) -> bool:
    if whole:
        return (one.start, one.end) == (other.start, other.end)
    return one.start < other.end and other.start < one.end


def _counts(wanted: Sequence[Span], found: Sequence[Span], pairs: Sequence[tuple[Span, Span]]) -> dict[str, _Counts]:
    """For each kind in one message: how many agree, are labelled, were read."""
    counts = [Counter(one.kind for one in part) for part in ([one for one, _ in pairs], wanted, found)]
    return {kind: (counts[0][kind], counts[1][kind], counts[2][kind]) for kind in {*counts[1], *counts[2]}}


def _figures(counts: Sequence[_Counts]) -> tuple[Figure, Figure, Figure]:
    """Precision, recall and F1; the interval of F1 by drawing messages anew."""
    hit, wanted, found = (sum(column) for column in zip(*counts, strict=True))
    kinds = Counter(counts)
    triples = np.array(list(kinds), float)
    drawn = intervals.resampled(list(kinds.values())) @ triples
    f1 = 2 * drawn[:, 0] / np.maximum(drawn[:, 1] + drawn[:, 2], 1)
    value = 2 * hit / (wanted + found)
    return intervals.share(hit, found), intervals.share(hit, wanted), intervals.boot(value, f1, wanted)


def differences(wanted: Sequence[Span], found: Sequence[Span]) -> list[tuple[_What, Span | None, Span | None]]:
    """What was misread: each labelled entity that was not read as it is, and each that was read and is none."""
    pairs = matched(wanted, found, whole=True)
    left = [one for one in wanted if one not in [pair[0] for pair in pairs]]
    free = [other for other in found if other not in [pair[1] for pair in pairs]]
    told: list[tuple[_What, Span | None, Span | None]] = []
    for what in ("border", "kind"):
        for one in tuple(left):
            mate = next(
                (each for each in free if _meets(one, each, False) and (each.kind == one.kind) == (what == "border")),
                None,
            )
            if mate is not None:
                told.append(("border" if what == "border" else "kind", one, mate))
                left.remove(one)
                free.remove(mate)
    told += [("missed", one, None) for one in left]
    told += [("invented", None, other) for other in free]
    return sorted(told, key=lambda each: (each[1] or each[2] or Span("", 0, 0)).start)
