"""Numbers without a unit: which of them are money, and which can be read in several ways; none is guessed."""

from __future__ import annotations

from bot.nlu.entities.amount_cues import Cue, counts_other, cue_before, ends_before
from bot.nlu.entities.amount_numbers import Number, Tokens, digits_at, number_at
from bot.nlu.entities.amount_read import Money, ambiguous
from bot.nlu.entities.amount_words import CODE_BEFORE, CURRENCIES_BEFORE, MILLION, THOUSAND

_TEN_THOUSAND = 10_000
_MOST_UNCUED = 20_000_000_000
_MOST_UNEVEN = 100_000_000
"""Up to these a grouped number is money without a money word: an even one, any other; above are serial numbers."""
_MOST_DIGITS = 10
_LEAST_COUNTED = 10
"""Behind most verbs a smaller number counts something ("thắng 3"); behind rút and nạp it is money."""


def bare_at(tokens: Tokens, at: int, *, asked: bool = False) -> Money | None:
    """The amount that a number without a unit is, or None.

    Args:
        tokens: the message.
        at: the number's token.
        asked: the message answers the question for an amount.
    """
    if not tokens.words[at][0].isdecimal() or tokens.means(at + 1, "chuc"):
        return _tens_in_words(tokens, at, asked=asked)
    number = digits_at(tokens, at)
    if number is None or number.units == 0:
        return None
    before = tokens.words[at - 1] if at else ""
    if before in CURRENCIES_BEFORE and (before == "$" or ends_before(tokens, number.next)):
        return _foreign(tokens, number, CURRENCIES_BEFORE[before])
    cue: Cue | None = cue_before(tokens, at) or ("small" if asked else None)
    if before in ("vnd", "₫", "đ") and number.units >= THOUSAND and not number.places:
        cue = "noun"
    if before in CODE_BEFORE and not asked:
        return None
    if number.units >= _TEN_THOUSAND and not number.places:
        return _large(tokens, at, number, cue)
    return _small(tokens, at, number, cue) if cue and ends_before(tokens, number.next) else None


def _money(tokens: Tokens, number: Number, value: int) -> Money:
    return Money(value, tokens.ends[number.next - 1], number.next, 1, number)


def _doubtful(tokens: Tokens, number: Number, *candidates: int) -> Money:
    return Money(None, tokens.ends[number.next - 1], number.next, 1, number, ambiguous(*candidates))


def _foreign(tokens: Tokens, number: Number, currency: str) -> Money:
    whole, rest = divmod(number.units, 10**number.places)
    amount = whole if rest == 0 else f"{whole}.{rest:0{number.places}d}"
    end = tokens.ends[number.next - 1]
    return Money(None, end, number.next, 1, number, {"currency": currency, "number": amount})


def _large(tokens: Tokens, at: int, number: Number, cue: Cue | None) -> Money | None:
    """Ten thousand and more: VND where it is grouped or round, or behind "số dư", "số tiền"."""
    typed = tokens.words[at]
    if counts_other(tokens, number.next):
        return None
    if not number.grouped and (typed[0] == "0" or len(typed) > _MOST_DIGITS):
        return None
    units = number.units
    digits = str(units)
    if cue == "noun" or (cue and digits.endswith("000")):
        return _money(tokens, number, units)
    if number.grouped:
        even = digits.endswith("00") and units <= _MOST_UNCUED
        plausible = cue is not None or even or (not number.either and units < _MOST_UNEVEN)
        return _money(tokens, number, units) if plausible else None
    return _money(tokens, number, units) if digits.endswith("0000") else None


def _small(tokens: Tokens, at: int, number: Number, cue: Cue) -> Money | None:
    """Below ten thousand, behind a money word: ambiguous always."""
    units = number.units
    if number.places:
        short = number.places == 1 and cue == "small" and units % 10
        return _doubtful(tokens, number, units * THOUSAND // 10, units * MILLION // 10) if short else None
    if tokens.words[at][0] == "0" or (cue != "small" and units < _LEAST_COUNTED):
        return None
    if tokens.words[at - 1] in ("danh", "choi") and (units < 50 or units % 10):
        return None
    if units >= THOUSAND:
        return _doubtful(tokens, number, units, units * THOUSAND) if units % 50 == 0 or number.grouped else None
    if units >= 100:
        return _doubtful(tokens, number, units, units * THOUSAND)
    return _doubtful(tokens, number, units * THOUSAND, units * MILLION)


def _tens_in_words(tokens: Tokens, at: int, *, asked: bool) -> Money | None:
    """ "hai chục" behind a money word is twenty thousand."""
    number = number_at(tokens, at)
    if number is None or number.form != "tens" or tokens.words[number.next - 1] != "chuc":
        return None
    cue = "small" if asked else cue_before(tokens, at)
    if cue is None or not ends_before(tokens, number.next) or number.next == at + 1:
        return None
    return _money(tokens, number, number.units * THOUSAND)
