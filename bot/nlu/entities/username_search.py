"""The search for user names along a message: from cue to cue, by shape, and where it corrects itself."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from bot.nlu.entities import username_words as words
from bot.nlu.entities.username_corrections import CORRECTING, Found
from bot.nlu.entities.username_cues import cue_end, name_behind
from bot.nlu.entities.username_runs import Run, Sentence
from bot.nlu.entities.username_shapes import is_cued_name, is_ordinary, is_plain_name
from bot.text import without_accents
from bot.text.glued import syllables_in
from bot.text.secret_values import is_measure
from bot.text.syllables import is_syllable

_BEFORE_HYPHEN = re.compile(r"([^\W_]+)-$")
_IN_LINK = re.compile(r"\.(?:com|vn|net|org|me|info|app)/")
_LIST_SIGNS = frozenset([",", "va", "/", "&", "voi", "hoac", "+", "and", "lan", "\n"])
_LOOKED_THROUGH = frozenset([":", "#", "-", "=", "la", "ten", "@"])
_RIGHT_LEADS = frozenset(
    [
        ("ma", "la"),
        ("dung", "la"),
        ("phai", "la"),
        ("sua", "thanh"),
        ("doi", "thanh"),
        ("sua", "lai"),
        ("khong", "phai"),
    ]
)
_RIGHT_BEHIND = frozenset([("moi", "dung"), ("khong", "phai")])
_BESIDE = frozenset(["tai", "khoan", "nick", "user", ":"])
_LEAST_CORRECTED = 6


class Taken:
    """The stretches that other entities hold, in a form that is quick to ask."""

    def __init__(self, stretches: Sequence[tuple[int, int]]) -> None:
        ordered = sorted(stretches)
        self.starts = [start for start, _ in ordered]
        self.ends = list(accumulate((end for _, end in ordered), max))

    def holds(self, start: int, end: int) -> bool:
        """Whether any of them overlaps a stretch."""
        before = bisect_left(self.starts, end)
        return before > 0 and self.ends[before - 1] > start


def names_in(sentence: Sentence, taken: Taken) -> list[Found]:
    """All names but bare ones, by offset, without overlap."""
    search = _Search(sentence, taken, {}, set())
    at, size = 0, len(sentence.forms)
    while at < size:
        at = search.from_cue(at)
    search.by_shape()
    if CORRECTING.search(sentence.text.normal.plain):
        search.by_correction()
    return [search.found[start] for start in sorted(search.found)]


@dataclass(slots=True)
class _Search:
    """The names of one message found so far, by where they begin."""

    sentence: Sentence
    taken: Taken
    found: dict[int, Found]
    held: set[int]

    def add(self, run: Run, first: int, behind: int) -> bool:
        """Adds a name unless its tokens, or its characters, belong to something else already."""
        tokens = range(first, behind)
        if self.taken.holds(run.start, run.end) or not self.held.isdisjoint(tokens):
            return False
        self.held.update(tokens)
        self.found[run.start] = Found(run, first, behind)
        return True

    def from_cue(self, at: int) -> int:
        """Adds the names that a cue at token `at` announces; returns the index to go on from."""
        behind = cue_end(self.sentence, at)
        if not behind:
            return self.from_handle(at) if self.sentence.forms[at] == "@" else at + 1
        name = name_behind(self.sentence, at, behind)
        if name is None or not self.add(*name):
            return behind
        return self.list_on(name[2])

    def from_handle(self, at: int) -> int:
        """Adds the letters behind a "@" that begins a word: "@phuongthao"; with digits its shape alone will do."""
        sentence = self.sentence
        begins = sentence.touches(at + 1) and not (sentence.touches(at) and sentence.forms[at - 1][0].isalnum())
        if begins and sentence.forms[at + 1].isalpha() and not is_other_thing(sentence, at):
            run, behind = sentence.run(at + 1)
            if len(run.value) > 5 and run.value.isalpha() and is_cued_name(run.value, joined=True, loose=False):
                self.add(run, at + 1, behind)
        return at + 1

    def list_on(self, at: int) -> int:
        """Adds further names of a list: "tk hoangnam, thuylinh và baotran"."""
        forms = self.sentence.forms
        while at + 1 < len(forms) and forms[at] in _LIST_SIGNS and forms[at + 1].isalnum():
            if cue_end(self.sentence, at + 1):
                break
            run, behind = self.sentence.run(at + 1)
            glued = run.value.isalpha() and len(run.value) > 5 and len(syllables_in(run.value)) > 1
            if not glued or is_ordinary(run.value) or not self.add(run, at + 1, behind):
                break
            at = behind
        return at

    def by_shape(self) -> None:
        """Adds what is a name wherever it stands: "hoangnam88 rút 5tr chưa về"."""
        sentence, last = self.sentence, -1
        for at, form in enumerate(sentence.forms):
            if form.isalpha() or not (form[0].isalnum() or form in "_."):
                continue
            if is_measure(form) and sentence.is_alone(at):
                continue
            index = sentence.run_start(at)
            if index in (-1, last):
                continue
            last = index
            run, behind = sentence.run(index)
            plain = without_accents(run.value)
            if not is_plain_name(plain) or (plain != run.value and is_ordinary(plain.rstrip("0123456789"))):
                continue
            span = sentence.starts[index], sentence.ends[behind - 1]
            if not _is_part_of_address(sentence.text.folded.plain, *span) and not is_other_thing(sentence, index):
                self.add(run, index, behind)

    def by_correction(self) -> None:
        """Adds names of letters alone where a message corrects itself."""
        sentence = self.sentence
        for index, form in enumerate(sentence.forms):
            if not form[0].isalnum() and form != "_":
                continue
            run, behind = sentence.run(index)
            if len(run.value) < _LEAST_CORRECTED and run.value.isalpha():
                continue
            if is_cued_name(run.value, joined=True, loose=False) and _is_led(sentence, index, behind):
                self.add(run, index, behind)


def _is_part_of_address(plain: str, start: int, end: int) -> bool:
    """Whether a run stands in an e-mail address or a link."""
    if plain[end : end + 1] in ("@", "=") or plain[end : end + 3] == "://":
        return True
    before = plain[max(0, start - 40) : start]
    if before[-1:] == "/" and not before[:-1].strip(" \n"):
        return True
    hyphened = _BEFORE_HYPHEN.search(before)
    if hyphened and not is_syllable(hyphened[1]):
        return True
    if before.endswith("@"):
        return before[-2:-1].isalnum()
    if not before.endswith(("/", "?", "=", "-", "&", "%")):
        return False
    chunk = before.rsplit(None, 1)[-1]
    return "://" in chunk or "www." in chunk or _IN_LINK.search(chunk) is not None


def is_other_thing(sentence: Sentence, index: int) -> bool:
    """Whether the word before says that a run is a code, a page or a device."""
    if not index:
        return False
    at = index - 1
    while at > 0 and at > index - 3 and sentence.forms[at] in _LOOKED_THROUGH:
        at -= 1
    return sentence.forms[at] in words.NOT_BEHIND and sentence.read[at] not in words.OTHER_WORDS


def _is_led(sentence: Sentence, index: int, behind: int) -> bool:
    """Whether words of correction stand before or behind a run."""
    forms = sentence.forms
    if tuple(forms[behind : behind + 2]) in _RIGHT_BEHIND:
        return True
    at = index - 1
    while at > max(0, index - 6) and (forms[at] in words.FILLERS or forms[at] in _BESIDE):
        at -= 1
    return at > 0 and (forms[at - 1], forms[at]) in _RIGHT_LEADS
