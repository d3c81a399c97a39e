"""From a message to the numbers of its n-grams: 64-bit hashes of character and word n-grams; no weights in here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt

from bot.text.keyboards import ENGLISH
from bot.text.syllables import is_syllable

Hashes = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]

_PIECE = re.compile(r"[^\W_]+|[^\w\s]")
_LETTERS = re.compile(r"[^\W\d_]{2,6}(?=\d)")
_WHOLE = frozenset("momo zalo mobi vina haha hihi hehe hoho huhu kaka keke lala cuoi toto loto xoso".split())
"""Brands and sounds that look like two syllables."""

_DIGIT = re.compile(r"\d")
_LONG_NUMBER = re.compile(r"0{5,}")
_ONES = "một|mot|mốt|hai|ba|bốn|bon|tư|tu|năm|nam|lăm|lam|sáu|sau|bảy|bay|bẩy|tám|tam|chín|chin"
_AGE = re.compile(
    rf"(?<!\S)(?:(?P<figures>\d{{1,2}})|(?P<tens>(?:{_ONES}) )?(?P<ten>mười|mươi|muoi)(?: (?P<teen>{_ONES}))?|(?P<one>{_ONES}))"
    r"(?= (?:rưỡi |ruoi )?(?:tuổi|tuoi)\b)"
)
_BORN = re.compile(
    r"(?<!\S)(?:sinh|sn)(?: (?:năm|nam|ngày|ngay|tháng|thang|vào|vao|là|la|\d{1,2}|/|-|\.)){0,7} (?P<year>(?:19|20)\d\d)(?!\d)"
)
_GROWN_UP_UNTIL, _MINOR_FROM = 2006, 2010
"""Years of birth that leave no doubt for some years to come; a model is trained anew more often than that."""

_EIGHT_OR_NINE = frozenset(("tám", "tam", "chín", "chin"))
_OF_AGE, _PLAYS = 18, 7
_FACTOR = 0x9E3779B97F4A7C15
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_SPACE = 32
_MOST = 20_000
"""Characters that are looked at: a longer message has said what it wants by then."""


@dataclass(frozen=True, slots=True)
class View:
    """One way of cutting a message into n-grams.

    Attributes:
        accents: read the text with its accents, or the accent-free twin.
        unit: char (never across a space, the word's borders marked) or word.
        low: shortest n.
        high: longest n.
    """

    accents: bool
    unit: Literal["char", "word"]
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Grams:
    """The n-grams of one message in one view.

    Attributes:
        hashes: one 64-bit number per n-gram, in no particular order, repeated where the n-gram is.
        words: for each of them the number of the word where it begins, counted from 0.
    """

    hashes: Hashes
    words: Places


def pieces(text: str) -> list[tuple[int, int]]:
    """Where the words and signs of a view begin and end; words typed without a space between them are two."""
    found = []
    for match in _PIECE.finditer(text, 0, _MOST):
        start, end = match.span()
        at = glued_at(match.group()) if end - start > 3 else 0
        found += [(start, start + at), (start + at, end)] if at else [(start, end)]
    return found


@lru_cache(maxsize=16384)
def glued_at(word: str) -> int:
    """Where two words were typed without a space ("giupminh", "nạptiền", "lớp7"); 0 where the word is one."""
    if word.isalpha():
        if len(word) > 12 or is_syllable(word) or word in ENGLISH or word in _WHOLE:
            return 0
        ends = range(min(6, len(word) - 2), 1, -1)
        return next((at for at in ends if is_syllable(word[:at]) and is_syllable(word[at:])), 0)
    letters = _LETTERS.match(word)
    return letters.end() if letters and is_syllable(letters.group()) else 0


def numbers_read(line: str) -> str:
    """A line whose digits are all 0, since no intent hangs on them; only an age says whose it is.

    The number before "tuổi", in figures or words, is 9 for a grown-up, 1 for a minor and 0 for a small child, once for
    each of its words, so that the line keeps its words; a year of birth is 9999 or 1111.
    """
    marks = [(*match.span("year"), _year_mark(int(match["year"]))) for match in _BORN.finditer(line)]
    if "tu" in line:
        marks += [(*match.span(), _age_marks(match)) for match in _AGE.finditer(line)]
    parts: list[str] = []
    at = 0
    for start, end, mark in sorted(marks):
        parts += (_DIGIT.sub("0", line[at:start]), mark)
        at = end
    return _LONG_NUMBER.sub("00000", "".join([*parts, _DIGIT.sub("0", line[at:])]))


def _year_mark(year: int) -> str:
    return "9999" if year <= _GROWN_UP_UNTIL else "1111" if year >= _MINOR_FROM else "0000"


def _age_marks(match: re.Match[str]) -> str:
    return " ".join([_age_mark(match)] * len(match.group().split(" ")))


def _age_mark(match: re.Match[str]) -> str:
    if match["figures"]:
        age = int(match["figures"])
        return "9" if age >= _OF_AGE else "1" if age >= _PLAYS else "0"
    if match["ten"]:
        return "9" if match["tens"] or match["teen"] in _EIGHT_OR_NINE else "1"
    return "1" if match["one"] in ("bảy", "bay", "bẩy", *_EIGHT_OR_NINE) else "0"


def grams(text: str, spans: list[tuple[int, int]], views: tuple[View, ...]) -> list[Grams]:
    """The n-grams of one text in several views that share its words.

    Args:
        text: a view of the message, accented or plain.
        spans: its words, as `pieces` gives them, or some of them.
        views: how to cut; `accents` is not looked at here.
    """
    if not spans:
        return [Grams(np.zeros(0, np.uint64), np.zeros(0, np.int64)) for _ in views]
    line = " " + numbers_read(" ".join([text[start:end] for start, end in spans])) + " "
    codes = np.frombuffer(line.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    prefix = _prefix_hashes(codes)
    spaces = np.flatnonzero(codes == _SPACE)
    found = []
    for view in views:
        if view.unit == "char":
            found.append(_chars(prefix, spaces, view))
        else:
            found.append(_words(prefix, spaces, view))
    return found


def _powers(factor: int, size: int) -> Hashes:
    """1, factor, factor², … modulo 2⁶⁴."""
    return np.cumprod(np.concatenate([np.ones(1, np.uint64), np.full(size, factor, np.uint64)]), dtype=np.uint64)


_POWERS = _powers(_FACTOR, _MOST * 2 + 4)
_INVERSE = _powers(pow(_FACTOR, -1, 2**64), _MOST * 2 + 4)


def _prefix_hashes(codes: npt.NDArray[np.uint32]) -> Hashes:
    """Polynomial hashes of all beginnings of the line; a stretch's hash is a difference and a product."""
    mixed = (codes.astype(np.uint64) + np.uint64(0x51ED27)) * _MIX
    mixed ^= mixed >> np.uint64(29)
    prefix = np.zeros(len(codes) + 1, np.uint64)
    np.cumsum(mixed * _POWERS[: len(codes)], dtype=np.uint64, out=prefix[1:])
    return prefix


def _stretch(prefix: Hashes, starts: Places, ends: Places) -> Hashes:
    """The hash of each stretch: the same for the same letters, wherever they stand."""
    hashes: Hashes = (prefix[ends] - prefix[starts]) * _INVERSE[starts]
    hashes ^= hashes >> np.uint64(31)
    return hashes


def _chars(prefix: Hashes, spaces: Places, view: View) -> Grams:
    size = len(prefix) - 1
    gaps = spaces[1:] - spaces[:-1]
    last_letter = np.empty(size, np.int64)
    last_letter[:-1] = np.repeat(spaces[1:], gaps)
    last_letter[-1] = size - 1
    lengths = np.arange(view.low, view.high + 1)
    which, first = np.nonzero(lengths[:, None] <= last_letter + 1 - np.arange(size))
    word_of = np.empty(size, np.int64)
    word_of[:-1] = np.repeat(np.arange(len(gaps)), gaps)
    word_of[-1] = 0
    count = lengths[which]
    return Grams(_stretch(prefix, first, first + count) * _SALTS[count], word_of[first])


_SALTS = np.arange(64, dtype=np.uint64) * np.uint64(0x2545F4914F6CDD1D) + np.uint64(1)
"""By which the hash of an n-gram of so many characters is multiplied."""


def _words(prefix: Hashes, spaces: Places, view: View) -> Grams:
    hashes, words = [], []
    for length in range(view.low, view.high + 1):
        starts = spaces[: max(0, len(spaces) - length)]
        hashes.append(_stretch(prefix, starts, spaces[length : length + len(starts)]) * np.uint64(2 * length + 1))
        words.append(np.arange(len(starts)))
    return Grams(np.concatenate(hashes), np.concatenate(words))
