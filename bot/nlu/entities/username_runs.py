"""A message cut into words, and the runs of characters that a user name may be; whether one is, is judged elsewhere."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from bot.nlu.entities import username_words as words
from bot.text import Text
from bot.text.secret_values import ends_sentence_inside, is_measure

_TOKEN = re.compile(r"[^\W_]+|\n|•+|[^\w\s]|_")
_RUN = re.compile(r"[\w.]{1,60}")
_HYPHENED = re.compile(r"[a-z]{2,12}-(?=[a-z]{0,12}\d)[a-z0-9_]{2,16}(?![\w-])")
_MOST_PARTS = 12


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
    """The words and signs of a message.

    Attributes:
        text: the message.
        starts: where each token begins, offset into the folded view; shorthand gives several with the same ("tk").
        ends: the offset behind each.
        read: each token as a reader reads it (`Text.normal`); but letters that only a space would part stay together,
            for they may be a name ("hoangnam").
        forms: the same without accents.
    """

    text: Text
    starts: list[int]
    ends: list[int]
    read: list[str]
    forms: list[str]

    def touches(self, index: int) -> bool:
        """Whether token `index` stands right behind the one before it."""
        return 0 < index < len(self.starts) and self.ends[index - 1] == self.starts[index]

    def is_alone(self, index: int) -> bool:
        """Whether token `index` is a whole run: no "_", "." or "-" joins it to what follows."""
        behind = index + 1
        while behind < len(self.starts) and self.starts[behind] == self.starts[index]:
            behind += 1
        return not self.touches(behind) or self.forms[behind] not in "_.-"

    def run_start(self, index: int) -> int:
        """The index of the token that begins the run that holds token `index`; -1 where it is too long for a name."""
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
        view = self.text.folded
        start = self.starts[index]
        match = (_HYPHENED.match(view.plain, start) if hyphen else None) or _RUN.match(view.text, start)
        end = match.end() if match else self.ends[index]
        end = start + max(1, _kept(view.plain[start:end]))
        behind = index + 1
        while behind < len(self.starts) and self.starts[behind] < end:
            behind += 1
        return Run(*view.raw_span(start, end), view.text[start:end]), behind


def _kept(value: str) -> int:
    """How many characters of a run stay when full stops, and what they part, are taken off: "abc123.rút" -> 6."""
    kept = len(value.rstrip("."))
    parts = value[:kept].split(".")
    size = len(parts[0])
    for before, part in pairwise(parts):
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
    sentence = Sentence(text, [], [], [], [])
    readings = _readings(text) if text.normal is not text.folded else {}
    plain = text.folded.plain
    for match in _TOKEN.finditer(plain):
        start, end = match.span()
        read = readings.get(start)
        if read is None or "".join(form for _, form in read) == match[0]:
            read = [(text.folded.text[start:end], match[0])]
        for word, form in read:
            sentence.starts.append(start)
            sentence.ends.append(end)
            sentence.read.append(word)
            sentence.forms.append(form)
    return sentence


def _readings(text: Text) -> dict[int, list[tuple[str, str]]]:
    """For each token of the folded view, by its start: the words it is read as, with and without accents."""
    normal, folded = text.normal, text.folded
    at_raw = {raw: at for at, raw in enumerate(folded.starts)} if folded.starts is not None else None
    readings: dict[int, list[tuple[str, str]]] = {}
    for match in _TOKEN.finditer(normal.plain):
        raw = normal.raw_span(*match.span())[0]
        start = raw if at_raw is None else at_raw[raw]
        readings.setdefault(start, []).append((normal.text[match.start() : match.end()], match[0]))
    return readings


def as_typed(raw: str) -> str:
    """The customer's own characters, composed (NFC), without invisible ones."""
    if raw.isascii():
        return raw
    return "".join(char for char in unicodedata.normalize("NFC", raw) if unicodedata.category(char) != "Cf")
