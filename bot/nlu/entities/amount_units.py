"""Units behind a number: of money, of currencies, of points; it says what a unit is worth and where it ends."""

from __future__ import annotations

from dataclasses import dataclass

from bot.nlu.entities.amount_cues import cue_before
from bot.nlu.entities.amount_numbers import Number, Tokens, fits
from bot.nlu.entities.amount_words import (
    BILLION,
    CURRENCIES,
    DONG,
    GLUED_BEHIND,
    HUNDRED_THOUSAND,
    SPACED_K_IS_NOT,
    THOUSAND,
    UNIT_NOT_BEFORE,
    UNITS,
)

_DIGITS_ONLY = frozenset(("n", "m", "ng", "u", "d", "mil", "canh", "ca", "$"))
_SPLIT = ("trieu", "nghin", "ngan", "tr", "k", "m", "cu", "ty", "d")
_KEYED = frozenset(("cur", "tyr", "tir", "xij", "lits"))
_LEAST_SPACED = {"ng": 10, "ca": 10, "canh": 5}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that stands behind a number.

    Attributes:
        kind: "money" (k, triệu, củ, …), "dong" (đ, vnd), "points" (điểm) or the code of a currency.
        scale: VND for one, where it is money; else 1.
        next: the first token behind it.
        end: where it ends in the view; inside a token where the next word was run together with it.
        half: "rưỡi" was run together with it.
        closed: a word was run together with it, so that no tail can follow.
    """

    kind: str
    scale: int
    next: int
    end: int
    half: bool = False
    closed: bool = False


def unit_at(tokens: Tokens, number: Number, start: int) -> Unit | None:
    """The unit behind a number that begins at token `start`, or None where the number counts nothing of ours."""
    at = number.next
    word = tokens.words[at]
    if not word or (word == "\n"):
        return None
    typed = tokens.typed(at)
    if word not in UNITS and word not in DONG and word not in CURRENCIES and word != "diem":
        return _squeezed(tokens, number) or _run_together(tokens, number)
    if not fits(word, typed) or tokens.words[at + 1] in UNIT_NOT_BEFORE.get(word, ()):
        return None
    if number.form != "digits" and word in _DIGITS_ONLY and not (word in ("canh", "ca") and typed != word):
        return None
    if word in UNITS:
        if not _counts_money(tokens, number, start, word):
            return None
        if word in ("nghin", "ngan") and tokens.typed(at + 1) in ("tỷ", "tỉ"):
            return Unit("money", THOUSAND * BILLION, at + 2, tokens.ends[at + 1])
        return Unit("money", UNITS[word], at + 1, tokens.ends[at])
    if word == "diem":
        return Unit("points", 1, at + 1, tokens.ends[at]) if number.places == 0 else None
    if word in DONG:
        small = number.units < THOUSAND and (typed == "d" or number.form != "digits" or number.places > 0)
        return None if small else Unit("dong", 1, at + 1, tokens.ends[at])
    if word == "u" and not tokens.glued(at) and not cue_before(tokens, start):
        return None
    return Unit(CURRENCIES[word], 1, at + 1, tokens.ends[at])


def _counts_money(tokens: Tokens, number: Number, start: int, word: str) -> bool:
    """Whether a word that can be a unit of money is one here: short and unaccented words are often other ones."""
    at = number.next
    spaced = not tokens.glued(at)
    if spaced and word == "k" and tokens.words[at + 1] in SPACED_K_IS_NOT:
        return False
    if spaced and word in ("m", "n"):
        return word == "m" and cue_before(tokens, start) is not None
    if spaced and number.form == "digits" and number.units < _LEAST_SPACED.get(word, 0) and tokens.typed(at) == word:
        return False
    if word == "ca":
        shot = start > 0 and tokens.words[start - 1] == "ban"
        return not shot and number.units >= 10 and (tokens.typed(at) == "cá" or cue_before(tokens, start) is not None)
    if word in ("ty", "ti") and spaced and tokens.typed(at) == word and number.units == 1:
        behind = tokens.words[at + 1]
        return behind == "ruoi" or behind.isdecimal() or cue_before(tokens, start) is not None
    return True


def _squeezed(tokens: Tokens, number: Number) -> Unit | None:
    """A unit with its last letter drawn out ("triệuuu", "kkk") or with a tone key of Telex behind it ("trieuj")."""
    at = number.next
    word = tokens.words[at]
    if len(word) < 3:
        return None
    keyed = word[-1] in "sfrxj" and (len(word) > 4 or word in _KEYED)
    short = word[:-1] if keyed else word.rstrip(word[-1]) + word[-1]
    scale = UNITS.get(short) if short != word else None
    return Unit("money", scale, at + 1, tokens.ends[at]) if scale else None


def _run_together(tokens: Tokens, number: Number) -> Unit | None:
    """A unit that the next word was run together with: "5trchưa", "500kvào", "2trieuruoi"."""
    at = number.next
    word = tokens.words[at]
    if number.form != "digits" or not tokens.glued(at) or not word[0].isalpha():
        return None
    for unit in _SPLIT:
        rest = word[len(unit) :]
        if word.startswith(unit) and rest.startswith(GLUED_BEHIND):
            end = tokens.starts[at] + len(unit)
            if unit == "d":
                return Unit("dong", 1, at + 1, end, closed=True) if number.units >= THOUSAND else None
            half = rest == "ruoi"
            return Unit("money", UNITS[unit], at + 1, tokens.ends[at] if half else end, half=half, closed=True)
    return None


def takes_spaced_tail(unit: Unit) -> bool:
    """Whether a number behind a space can be the unit's tenths: "1 củ 2", but not "500k 2"."""
    return unit.kind == "money" and unit.scale >= HUNDRED_THOUSAND
