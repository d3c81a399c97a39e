"""Names out of an operator's tables, found in a message in any spelling; it gets the names and reads no file.

A name is matched without regard to case and to the spaces between its words ("xóc đĩa", "xocdia"), as whole words,
the longest first. Each letter may be typed with the accent it has in the table or with none; another accent makes it
another word ("tiền lên" is not "tiến lên"), except that hook and tilde count as one, as Southern writers use them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from bot.message import Entity
from bot.text import read, without_accents
from bot.text.accents import TONED
from bot.text.aligned import Aligned, Text

WORD = re.compile(r"\w+")
_GAPS = frozenset((" ", "  ", "-", " - ", ".", "'", " & ", "&", "/"))
_HOOK, _TILDE = "\u0309", "\u0303"
_ONE_TONE = str.maketrans(
    {
        letter: next(hooked for hooked, (base, mark) in TONED.items() if base == vowel and mark == _HOOK)
        for letter, (vowel, tone) in TONED.items()
        if tone == _TILDE
    }
)
_TONELESS = str.maketrans({letter: vowel for letter, (vowel, _) in TONED.items()})


def word_set(words: str) -> frozenset[str]:
    """The words of a string; how the tables of the grammars are written."""
    return frozenset(words.split())


@lru_cache(maxsize=4)
def words_of(plain: str) -> tuple[str, ...]:
    """The words of a message; remembered, because several tables look at the same message."""
    return tuple(WORD.findall(plain))


EVERYDAY = (
    *("tiến lên", "nạp đầu", "lô tô", "lô đá", "bao lô", "lô đề", "số đề", "đánh đề", "đua chó", "cờ vua", "tá lả"),
    *("thưởng nạp", "thưởng ngày", "cờ úp", "đua hạng", "hoàn thua", "quà lễ", "đá banh", "trường gà", "kèo gà"),
    *("cò quay", "liên quân", "quà tháng", "quà tuần", "mã thưởng"),
)
"""Names that are everyday phrases when they lack an accent: "nap tien len" is "nạp tiền lên", "nạp đâu" asks where."""


class _Spelling(NamedTuple):
    """One way to write a name: the name it stands for, its letters without spaces, and where its words end."""

    name: str
    letters: str
    ends: frozenset[int]
    accents_needed: bool


class Found(NamedTuple):
    """A name in a view: its canonical form and where it stands."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lookup:
    """Names and their spellings, compiled once.

    Attributes:
        steps: the beginning of a spelling, up to the end of one of its words, without accents and spaces -> the
            spellings that end there; none where it only goes on.
    """

    steps: Mapping[str, tuple[_Spelling, ...]]

    @classmethod
    def of(cls, names: Mapping[str, Iterable[str]], *, accents_needed: Iterable[str] = EVERYDAY) -> Lookup:
        """The table of some names.

        Args:
            names: canonical name -> its other spellings; the name itself is always one.
            accents_needed: spellings that count only with all their accents.
        """
        steps: dict[str, tuple[_Spelling, ...]] = {}
        needed = {_letters(spelling) for spelling in accents_needed}
        for name, spellings in names.items():
            for spelling in dict.fromkeys((name, *spellings)):
                for words in _readings(spelling):
                    _add(steps, name, words, needed)
        return cls(steps)

    def find(self, view: Aligned) -> list[Found]:
        """The names in a view, in order, without overlaps."""
        if not self._promises(words_of(view.plain)):
            return []
        tokens = list(WORD.finditer(view.plain))
        found: list[Found] = []
        at = 0
        while at < len(tokens):
            hit = self._longest(view, tokens, at) if tokens[at].group() in self.steps else None
            if hit is None:
                at += 1
            else:
                last, name = hit
                found.append(Found(name, tokens[at].start(), tokens[last].end()))
                at = last + 1
        return found

    def _promises(self, words: Sequence[str]) -> bool:
        """Whether some words may begin a name; the quick look that most messages get."""
        steps = self.steps
        for at, word in enumerate(words, 1):
            spellings = steps.get(word)
            if spellings or (spellings is not None and at < len(words) and word + words[at] in steps):
                return True
        return False

    def _longest(self, view: Aligned, tokens: list[re.Match[str]], first: int) -> tuple[int, str] | None:
        """The longest name that begins with a token: (its last token, the name)."""
        best: tuple[int, str] | None = None
        plain, typed, last = "", "", first
        cuts: list[int] = []
        while last < len(tokens):
            token = tokens[last]
            if last > first and view.plain[tokens[last - 1].end() : token.start()] not in _GAPS:
                break
            plain += token.group()
            spellings = self.steps.get(plain)
            if spellings is None:
                break
            typed += view.text[token.start() : token.end()]
            name = _fitting(spellings, typed, plain, cuts)
            if name is not None:
                best = (last, name)
            cuts.append(len(plain))
            last += 1
        return best


def find_entities(kind: str, view: Aligned, text: Text, table: Lookup) -> list[Entity]:
    """The names of a table in a view of a message, as entities whose value is the canonical name."""
    entities: list[Entity] = []
    for name, start, end in table.find(view):
        raw_start, raw_end = view.raw_span(start, end)
        entities.append(Entity(kind, raw_start, raw_end, name, text.raw[raw_start:raw_end]))
    return entities


def without(taken: list[Entity], entities: list[Entity]) -> list[Entity]:
    """The entities that overlap none of those that are taken; both lists are in order."""
    starts = [entity.start for entity in taken]
    kept: list[Entity] = []
    for entity in entities:
        before = bisect_left(starts, entity.end) - 1
        if before < 0 or taken[before].end <= entity.start:
            kept.append(entity)
    return kept


def _readings(spelling: str) -> list[list[str]]:
    """The words of a spelling as typed and as a reader says them; one word is never read as another one.

    "xèng" for a slot machine would else find every "tiền", which is what it stands for in shorthand.
    """
    text = read(spelling)
    typed, spoken = WORD.findall(text.folded.text), WORD.findall(text.normal.text)
    other = len(typed) == len(spoken) == 1 and without_accents(typed[0]) != without_accents(spoken[0])
    return [typed] if typed == spoken or other else [typed, spoken]


def _letters(spelling: str) -> str:
    return "".join(WORD.findall(read(spelling).normal.text))


def _add(steps: dict[str, tuple[_Spelling, ...]], name: str, words: list[str], needed: set[str]) -> None:
    """Enters one spelling, word by word."""
    letters = "".join(words)
    ends = frozenset(accumulate(len(word) for word in words))
    entry = _Spelling(name, letters.translate(_ONE_TONE), ends, letters in needed)
    beginning = ""
    for word in words:
        beginning += without_accents(word)
        steps.setdefault(beginning, ())
    if beginning and entry not in steps[beginning]:
        steps[beginning] += (entry,)


def _fitting(spellings: tuple[_Spelling, ...], typed: str, plain: str, cuts: list[int]) -> str | None:
    """The name whose letters agree with what was typed, accent for accent, and that has a word's end at each cut."""
    bare = typed == plain
    typed = typed.translate(_ONE_TONE)
    for spelling in spellings:
        if not spelling.ends.issuperset(cuts):
            continue
        if bare and not (spelling.accents_needed and spelling.letters != plain):
            return spelling.name
        if not bare and (typed == spelling.letters or (not spelling.accents_needed and _agree(typed, spelling, plain))):
            return spelling.name
    return None


def _agree(typed: str, spelling: _Spelling, plain: str) -> bool:
    """Whether each typed letter is the table's, or the table's without its tone, or without any accent."""
    toneless = spelling.letters.translate(_TONELESS)
    return all(letter in allowed for letter, *allowed in zip(typed, spelling.letters, toneless, plain, strict=True))
