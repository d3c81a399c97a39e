"""A message cut into words, and the runs of characters that a user name may be; whether one is, is judged elsewhere."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bot.nlu.entities import username_words as words
from bot.text import Text, fold
from bot.text.secret_values import ends_sentence_inside, is_measure

_TOKEN = re.compile(r"[^\W_]+|\n|[^\w\s]|_")
_RUN = re.compile(r"[\w.]{1,60}")
_MOST_PARTS = 12
_HYPHENED = re.compile(r"[a-z]{2,12}-(?=[a-z]{0,12}\d)[a-z0-9_]{2,16}(?![\w-])")


@dataclass(frozen=True, slots=True)
class Run:
    """Characters without a space that may be a name.

    Attributes:
        start: where they begin, offset into the raw message.
        end: the offset behind them.
        value: the characters folded.
    """

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words and signs of a message as a reader reads it (`Text.normal`).

    Attributes:
        text: the message.
        starts: where each token begins, offset into the normal view.
        ends: the offset behind each.
        forms: each token without accents.
    """

    text: Text
    starts: list[int]
    ends: list[int]
    forms: list[str]

    def accented(self, index: int) -> str:
        """Token number `index` with its accents."""
        return self.text.normal.text[self.starts[index] : self.ends[index]]

    def touches(self, index: int) -> bool:
        """Whether token `index` stands right behind the one before it."""
        return 0 < index < len(self.starts) and self.ends[index - 1] == self.starts[index]

    def is_alone(self, index: int) -> bool:
        """Whether token `index` is a whole run: no "_", "." or "-" joins it to what follows."""
        behind = index + 1
        return behind >= len(self.starts) or self.ends[index] != self.starts[behind] or self.forms[behind] not in "_.-"

    def run_start(self, index: int) -> int:
        """The index of the token that begins the run which holds token `index`; -1 where the run is too long for a name."""
        first = index
        while first and self.touches(first) and (self.forms[first - 1] in "_." or self.forms[first - 1][0].isalnum()):
            first -= 1
            if index - first > _MOST_PARTS:
                return -1
        while first <= index and self.forms[first] == ".":
            first += 1
        return first if first <= index else -1

    def run(self, index: int, *, hyphen: bool = False) -> tuple[Run, int]:
        """The run that begins with token `index`, and the index behind it.

        Args:
            index: of a word or "_".
            hyphen: whether one hyphen may be inside ("hoang-nam88").
        """
        view = self.text.normal
        start = self.starts[index]
        match = (_HYPHENED.match(view.plain, start) if hyphen else None) or _RUN.match(view.text, start)
        end = match.end() if match else self.ends[index]
        first, last = view.raw_span(start, end)
        folded = fold(self.text.raw[first:last])
        kept = max(1, _kept(folded.plain))
        last = first + folded.raw_span(0, kept)[1]
        behind = index + 1
        while behind < len(self.starts) and view.raw_span(self.starts[behind], self.ends[behind])[0] < last:
            behind += 1
        return Run(first, last, folded.text[:kept]), behind


def _kept(value: str) -> int:
    """How many characters of a run stay when full stops, and what they part, are taken off: "abc123.rút" -> 6."""
    kept = len(value.rstrip("."))
    parts = value[:kept].split(".")
    size = len(parts[0])
    for before, part in zip(parts, parts[1:], strict=False):
        if not part or ends_sentence_inside(value[:size], part) or _is_sentence_end(before, part):
            return size
        size += 1 + len(part)
    return kept


def _is_sentence_end(before: str, after: str) -> bool:
    """Whether a full stop between two parts of a run ends a sentence: "khóa.giúp", "nam88.5tr"."""
    if is_measure(after):
        return any(char.isdecimal() for char in before)
    return before.isalpha() and after.isalpha() and (before in words.FUNCTION or after in words.FUNCTION)


def cut(text: Text) -> Sentence:
    """The words and signs of a message."""
    starts: list[int] = []
    ends: list[int] = []
    forms: list[str] = []
    for match in _TOKEN.finditer(text.normal.plain):
        starts.append(match.start())
        ends.append(match.end())
        forms.append(match.group())
    return Sentence(text, starts, ends, forms)


def as_typed(raw: str) -> str:
    """The customer's own characters, composed (NFC), without invisible ones."""
    if raw.isascii():
        return raw
    return "".join(char for char in unicodedata.normalize("NFC", raw) if unicodedata.category(char) != "Cf")
