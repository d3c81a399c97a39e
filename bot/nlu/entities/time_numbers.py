"""Numbers as times use them: digits, number words, and counts such as "2-3", "vài" and "nửa"; it knows no units."""

from __future__ import annotations

from typing import NamedTuple

from bot.nlu.entities.time_tokens import NUMBER, Words

_ONES = {
    "mot": 1, "mot1": 1, "hai": 2, "ba": 3, "bon": 4, "tuw": 4, "nam": 5, "nam?": 5, "lam5": 5, "sau6": 6, "bay7": 7,
    "tam8": 8, "tam?": 8, "chin": 9,
}  # fmt: skip
_BEHIND_TENS = {**_ONES, "lam?": 5, "sau?": 6, "bay?": 7, "tu?": 4}
_NOT_FIRST = ("lam5", "mot1")
_TEN = ("muoi", "muoi?")
_TENS = ("muoix", "muoi?")
_SEVERAL = (2.0, 4.0)
"""What "vài" and "mấy" are taken to mean."""


class Number(NamedTuple):
    """A whole number: its value, and the word behind it."""

    value: int
    end: int


class Count(NamedTuple):
    """How many of something: at least, at most, the word behind it, and whether a number was named."""

    least: float
    most: float
    end: int
    sure: bool = True


def number_at(words: Words, at: int) -> Number | None:
    """The number below 10000 that begins with a word, in digits or written out ("hai mươi mốt", "hăm lăm")."""
    name = words.ids[at]
    if name == NUMBER:
        value = words.value(at)
        return Number(value, at + 1) if value >= 0 else None
    if name in _TEN:
        return _with_ones(words, 10, at + 1)
    if name == "ham":
        return _with_ones(words, 20, at + 1)
    value = _ONES.get(name, 0)
    if not value or name in _NOT_FIRST:
        return None
    if words.ids[at + 1] in _TENS and value > 1:
        return _with_ones(words, 10 * value, at + 2)
    if words.ids[at + 1] == "mot1" and value > 1:
        return Number(10 * value + 1, at + 2)
    return Number(value, at + 1)


def _with_ones(words: Words, tens: int, at: int) -> Number:
    ones = _BEHIND_TENS.get(words.ids[at], 0)
    return Number(tens + ones, at + 1) if ones else Number(tens, at)


def count_at(words: Words, at: int) -> Count | None:
    """How many, as lengths of time are told: "2", "1.5", "2-3", "hai ba", "2 đến 3", "vài", "mấy", "nửa", "đôi ba"."""
    name = words.ids[at]
    if name in ("vai", "may", "pair"):
        return _several(words, at)
    if name in ("nua", "nua?"):
        return Count(0.5, 0.5, at + 1)
    first = number_at(words, at)
    if first is None:
        return None
    decimal = _decimal(words, at)
    if decimal is not None:
        return decimal
    return _two_numbers(words, first) or Count(first.value, first.value, first.end)


def _several(words: Words, at: int) -> Count:
    """ "vài", "vài ba", "mấy", "mấy chục" is left alone."""
    end = at + 2 if words.ids[at + 1] == "ba" or words.ids[at + 1] == "may" else at + 1
    return Count(*_SEVERAL, end, sure=False)


def _decimal(words: Words, at: int) -> Count | None:
    """ "1.5", "2,5": tight, one digit behind the sign."""
    if words.ids[at + 1] in (".", ",") and words.digits(at + 2) == 1 and words.tight(at + 1) and words.tight(at + 2):
        value = words.value(at) + words.value(at + 2) / 10
        if words.ids[at] == NUMBER and words.value(at + 2) == 5:
            return Count(value, value, at + 3)
    return None


def _two_numbers(words: Words, first: Number) -> Count | None:
    """A second number right behind the first: "2-3", "2 3", "2,3", "hai ba", "2 đến 3", "2 hay 3"."""
    at = first.end
    if words.ids[at] in ("-", "~", ",", "den", "den?", "next", "toi?", "hay", "hoac"):
        at += 1
    second = number_at(words, at)
    if second is None or not first.value < second.value <= first.value * 2 + 5:
        return None
    if at == first.end and second.value != first.value + 1:
        return None
    return Count(first.value, second.value, second.end)
