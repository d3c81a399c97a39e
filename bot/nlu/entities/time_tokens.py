"""A message as words that may tell a time: numbers, signs and the ids of words; it holds no grammar.

A number has the id "0", a sign itself, a word that is not in the lexicon "@other".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.nlu.entities.time_words import FORMS, ids_of
from bot.text.aligned import Text

UNKNOWN, NUMBER = "@other", "0"

_RESPELT: dict[str, dict[str, str]] = {
    "quá": {"wa": "qua", "qa": "qua", "wá": "qua"},
    "giờ": {"h": "h"},
    "thôi": {"hoi": "hoi?"},
    "chưa": {"ch": "ch"},
    "tôi": {"t": "t"},
}
"""Words that shorthand was written out as -> what was typed -> the id that it has among times."""

_PARTS = ("sang", "trua", "chieu", "toi", "dem", "khuya")
_DAYS = ("qua", "nay", "wa")
_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+|[^\s]")
_PADDING = 10


def _ids() -> dict[str, str]:
    return {form: name for name, forms in FORMS.items() for form in forms.split()}


def _glued() -> dict[str, tuple[int, ...]]:
    """Words that are typed without the space between them, without accents -> the lengths of their parts."""
    units = ("h", "g", "gio")
    words: list[tuple[str, ...]] = [(unit, part) for unit in units for part in _PARTS]
    words += [(part, day) for part in _PARTS for day in _DAYS]
    words += [(hom, day) for hom in ("hom", "bua", "hum") for day in (*_DAYS, "kia", "truoc", "bua")]
    words += [(hoi, part) for hoi in ("hoi", "luc", "tu") for part in (*_PARTS, "nay", "hom")]
    words += [("nay", "gio"), ("sang", "gio"), ("vua", "nay"), ("tuan", "truoc"), ("h", "qua"), ("h", "nay")]
    words += [(unit, part, day) for unit in units for part in _PARTS for day in _DAYS]
    words += [(part, hom, day) for part in _PARTS for hom in ("hom", "h") for day in _DAYS]
    return {"".join(parts): tuple(map(len, parts)) for parts in words}


_IDS = _ids()
_GLUED = _glued()
_ANCHOR_IDS = (
    "h g gio phut giay tieng ruoi kem am? pm sang sang? trua chieu chieu? toi dem dem? khuya rang morning afternoon "
    "evening night noon midnight hom homm bua ngay ngay? tuan thang thang? thu thu? cn nhat mung ram ram? tet thua qua "
    "nay just dao day kia kia3 hn luc hoi hoi? tam tam? khoang vua ray yesterday today tonight cach t buoi may"
)
_ACCENTED_GLUED = [part + day for name in _PARTS for part in FORMS[name].split() for day in _DAYS]
_ANCHORS = frozenset(form for name in _ANCHOR_IDS.split() for form in FORMS[name].split()).union(
    _GLUED, _ACCENTED_GLUED, "'"
)
"""Words of which every time holds one, but for "toi wa", "hoi toi" and figures such as 20:35."""
_FIGURES = re.compile(r"[0-9][:/.\-][0-9]")
_SIGNS = frozenset(",.:;/-_@()[]{}|~'\"+=&*#%$!?<>")


_SMALL = ids_of("@polite @person . ! ? , ~ tu tu? luc hoi hoi? tam tam? khoang vao do co co? chung hon gan moi")
"""What may stand around an answer."""


@dataclass(slots=True)
class Words:
    """A message as words that may tell a time; each list is padded, so that looking ahead or back a little is safe.

    Attributes:
        ids: what each word stands for.
        tokens: the words as they stand in the normal view.
        starts: where each begins there.
        size: how many words there are.
    """

    ids: list[str]
    tokens: list[str]
    starts: list[int]
    size: int
    _accented: bool | None = None

    @property
    def accented(self) -> bool:
        """Whether the message bears accents, so that a word without any means to have none: a third of its words."""
        if self._accented is None:
            accented = sum(not token.isascii() for token in self.tokens)
            self._accented = accented >= 2 and 3 * accented >= sum(map(str.isalpha, self.tokens))
        return self._accented

    def end(self, at: int) -> int:
        """Where a word ends in the normal view."""
        return self.starts[at] + len(self.tokens[at])

    def tight(self, at: int) -> bool:
        """Whether a word touches the one before it."""
        return 0 < at < self.size and self.starts[at] == self.starts[at - 1] + len(self.tokens[at - 1])

    def value(self, at: int) -> int:
        """What a number of at most four digits says; -1 for a longer one and for what is no number."""
        return int(self.tokens[at]) if self.ids[at] == NUMBER and len(self.tokens[at]) <= 4 else -1

    def digits(self, at: int) -> int:
        """How many digits a number has; 0 for what is none."""
        return len(self.tokens[at]) if self.ids[at] == NUMBER else 0

    def alone(self, start: int, end: int) -> bool:
        """Whether a message says no more than these words, apart from politeness: then they are an answer."""
        if self.size > end - start + 5:
            return False
        return all(name in _SMALL for name in self.ids[:start] + self.ids[end : self.size])

    def leading_zero(self, at: int) -> bool:
        """Whether a number is written like 08."""
        return self.digits(at) == 2 and self.tokens[at][0] == "0"


def tokenize(view: str) -> list[str]:
    """The words, numbers and signs of a message, without the spaces."""
    return _TOKEN.findall(view)


def promises_a_time(text: Text, tokens: list[str]) -> bool:
    """Whether a message may hold a time at all; the quick look that most messages get."""
    if not _ANCHORS.isdisjoint(tokens):
        return True
    view = text.folded.text
    return "wa" in view or "hoi toi" in view or _FIGURES.search(view) is not None


def read_words(text: Text, tokens: list[str]) -> Words:
    """The normal view of a message as words.

    Args:
        text: the message.
        tokens: what `tokenize` made of its normal view.
    """
    ids = [_IDS.get(token) or _unlisted(token) for token in tokens]
    view = text.normal.text
    words = Words(ids, tokens, _starts(view, tokens), len(tokens))
    if text.normal is not text.folded and not _RESPELT.keys().isdisjoint(tokens):
        _read_shorthand(words, text)
    if UNKNOWN in ids:
        _split_glued(words, text.normal.plain)
    words.ids += [""] * _PADDING
    words.tokens = words.tokens + [""] * _PADDING
    words.starts += [len(view)] * _PADDING
    return words


def _unlisted(token: str) -> str:
    return NUMBER if "0" <= token[0] <= "9" else token if token in _SIGNS else UNKNOWN


def _starts(view: str, tokens: list[str]) -> list[int]:
    starts: list[int] = []
    end, find = 0, view.find
    for token in tokens:
        start = find(token, end)
        starts.append(start)
        end = start + len(token)
    return starts


def _read_shorthand(words: Words, text: Text) -> None:
    """Where shorthand was written out as a word that times read otherwise, what times read."""
    for at, token in enumerate(words.tokens):
        if token in _RESPELT:
            raw_start, raw_end = text.normal.raw_span(words.starts[at], words.end(at))
            words.ids[at] = _RESPELT[token].get(text.raw[raw_start:raw_end].lower(), words.ids[at])


def _split_glued(words: Words, plain: str) -> None:
    """Takes words apart that are typed without a space between them."""
    glued = {
        at: lengths
        for at, name in enumerate(words.ids)
        if name == UNKNOWN and (lengths := _GLUED.get(plain[words.starts[at] : words.end(at)]))
    }
    if not glued:
        return
    old = zip(words.ids, words.tokens, words.starts, strict=True)
    words.ids, words.tokens, words.starts = [], [], []
    for at, (name, token, start) in enumerate(old):
        _add(words, name, token, start, glued.get(at, ()))
    words.size = len(words.ids)


def _add(words: Words, name: str, token: str, start: int, lengths: tuple[int, ...]) -> None:
    """Adds a word, or the parts that it is made of."""
    begin = 0
    for length in lengths or (len(token),):
        part = token[begin : begin + length]
        words.ids.append(_IDS.get(part, UNKNOWN) if lengths else name)
        words.tokens.append(part)
        words.starts.append(start + begin)
        begin += length
