"""For whom the model fails: the figures of parts of the messages, and of all of them in other spellings."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from bot.evaluation import intervals
from bot.evaluation.judging import Judged
from bot.evaluation.measuring import arrays
from bot.evaluation.results_rows import Figure
from bot.evaluation.results_trust import Slice
from bot.evaluation.samples import Sample
from bot.evaluation.spellings import SPELLINGS, respelled
from bot.text.keyboards import ENGLISH

_SHORT, _LONG = 4, 25
"""Words: a message of so few is short, of so many long."""
_LEAST = 5
"""A part of fewer messages is no slice."""
_SHOWN = 5
_WORST_OF = 3
"""An intent must have so many messages in a slice to be named among its worst."""

_WORD = re.compile(r"[^\W\d_]+")
_MIXED = ENGLISH | frozenset(
    """
    account agent already balance bonus cashback check complaint confirm customer delay deposit document email error
    event fail failed forgot help hello lock locked login logout missing money number password payment pending please
    process processing promotion receive received refund reject rejected request reset scam screenshot service stuck
    successful support system thank thanks transaction transfer update verify version wallet withdraw withdrawal wrong
    """.split()
)
"""English words; loans that every Vietnamese uses (app, game, bank, link, ok) are none."""

_REGIONS = {
    "central": frozenset("mô răng rứa ni nớ chừ tê nỏ tau mạ eng mần ngái ri dừ hỉ bây choa nác".split()),
    "south": frozenset(
        "hổng hông tui dìa nghen hén quài hoài ổng bển xài lẹ dzô dô thiệt tía biểu coi vầy zậy nè hen hông".split()
    ),
    "north": frozenset("giời nhỉ nhá đấy ấy tớ cậu thế bảo bác khiếp ối cơ".split()),
}
"""Words by which a region is known; a message is of the region most of whose words it holds."""


def respelled_samples(samples: Sequence[Sample], seed: int) -> dict[str, list[Sample]]:
    """All messages in each other spelling; their entity labels fall away, since offsets change."""
    return {
        name: [replace(sample, text=respelled(sample.text, name, seed), entities=None) for sample in samples]
        for name in SPELLINGS
    }


def slices(clean: Sequence[Judged], spelled: dict[str, list[Judged]]) -> tuple[Slice, ...]:
    """All slices: the messages as written first, then in other spellings, then their parts by property.

    Args:
        clean: the messages as written.
        spelled: by the name of a spelling the same messages in the same order.
    """
    if not clean:
        return ()
    found = [_slice("property", "clean", clean, intervals.EMPTY, clean)]
    for name, rows in spelled.items():
        lost = intervals.difference(_right(clean), _right(rows))
        found.append(_slice("spelling", name, rows, lost, clean))
    parts: dict[str, list[Judged]] = defaultdict(list)
    for each in clean:
        for name in properties(each):
            parts[name].append(each)
    for name in sorted(parts, key=_place):
        rows = parts[name]
        if len(rows) >= _LEAST:
            inside = set(map(id, rows))
            others = [each for each in clean if id(each) not in inside]
            lost = intervals.difference_apart(_right(others), _right(rows))
            found.append(_slice("property", name, rows, lost, clean))
    return tuple(found)


_ORDER = ("short", "long", "with entities", "without entities", "mixed English")


def _place(name: str) -> tuple[int, str]:
    return (_ORDER.index(name) if name in _ORDER else len(_ORDER), name)


def properties(judged: Judged) -> list[str]:
    """The slices that a message belongs to."""
    sample = judged.sample
    words = unicodedata.normalize("NFC", judged.text).lower().split()
    there = sample.entities if sample.entities is not None else judged.entities
    found = ["with entities" if there else "without entities"]
    tests: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("short", lambda: len(words) <= _SHORT),
        ("long", lambda: len(words) >= _LONG),
        ("mixed English", lambda: is_mixed(judged.text)),
    )
    found += [name for name, test in tests if test()]
    if place := sample.region or region_of(judged.text):
        found.append(f"region:{place}")
    found += [f"{name}:{value}" for name, value in (("channel", sample.channel), ("lang", sample.lang)) if value]
    return found


def is_mixed(text: str) -> bool:
    """Whether English words stand in a Vietnamese message: some, and not most of it."""
    words = _WORD.findall(unicodedata.normalize("NFC", text).lower())
    english = sum(word in _MIXED for word in words)
    return 0 < english < len(words) / 2


def region_of(text: str) -> str:
    """north, central or south by the words that only people there use; "" where none stands there, or as many of two."""
    words = set(_WORD.findall(unicodedata.normalize("NFC", text).lower()))
    count = Counter({name: len(words & known) for name, known in _REGIONS.items()}).most_common(2)
    return count[0][0] if count[0][1] > count[1][1] else ""


def _right(rows: Sequence[Judged]) -> list[bool]:
    return [each.guess.right for each in rows]


def _slice(kind: str, name: str, rows: Sequence[Judged], lost: Figure, clean: Sequence[Judged]) -> Slice:
    chance, right = arrays(rows)
    return Slice(
        kind="spelling" if kind == "spelling" else "property",
        name=name,
        messages=len(rows),
        accuracy=intervals.share_of(np.asarray(right > 0)),
        coverage=intervals.share_of([each.guess.accepted for each in rows]),
        accepted_right=intervals.share_of([each.guess.right for each in rows if each.guess.accepted]),
        calibration_error=intervals.calibration_error(chance, right),
        lost=lost,
        worst=_worst(rows, clean),
    )


def _worst(rows: Sequence[Judged], clean: Sequence[Judged]) -> tuple[tuple[str, float], ...]:
    """The intents that lose most recall here, with their recall here."""
    here, there = _recalls(rows), _recalls(clean)
    lost = {label: there[label][0] - recall for label, (recall, count) in here.items() if count >= _WORST_OF}
    worst = sorted((label for label, much in lost.items() if much > 0), key=lambda label: (-lost[label], label))
    return tuple((label, here[label][0]) for label in worst[:_SHOWN])


def _recalls(rows: Sequence[Judged]) -> dict[str, tuple[float, int]]:
    support = Counter(each.guess.truth for each in rows)
    hits = Counter(each.guess.truth for each in rows if each.guess.right)
    return {label: (hits[label] / count, count) for label, count in support.items()}
