"""Sums of money: a number, its unit and what follows it, as exact VND; bare numbers are not read here."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.message import Json
from bot.nlu.entities.amount_cues import counts_other, cue_before, ends_before
from bot.nlu.entities.amount_numbers import Number, Tokens, number_at
from bot.nlu.entities.amount_units import Unit, takes_spaced_tail, unit_at
from bot.nlu.entities.amount_words import (
    APPROX_BEHIND,
    BILLION,
    COUNTED,
    CURRENCIES,
    DONG,
    MILLION,
    NOT_MANY_BUT_YOU,
    ONES,
    STANDS_ALONE,
    TAIL_DIGITS,
    TENTHS_ALONE,
    THOUSAND,
    UNIT_NOT_BEFORE,
    UNITS,
    VAGUE_BEFORE,
)

MOST = 100_000 * BILLION
"""A larger sum is a serial number."""

_LEAST_DONG = 10
"""Fewer than so many "đồng" are a figure of speech, or coins of something else."""

_FEW_POINTS = 10
"""So few points are money only behind a money word; "10 điểm" by themselves are praise."""

_NO_GLUED_TAIL = frozenset(("h", "p", "g", "s", "gio", "phut", "ngay", "lan", "%", ":", "x"))


@dataclass(frozen=True, slots=True)
class Money:
    """A sum that was read.

    Attributes:
        value: VND, or None where it is ambiguous or in another currency.
        end: where it ends in the view.
        next: the first token behind it.
        scale: VND of its first unit, which the lower end of a range shares.
        number: the number before its unit.
        detail: what goes into the entity's detail.
    """

    value: int | None
    end: int
    next: int
    scale: int
    number: Number
    detail: dict[str, Json] = field(default_factory=dict)


def money_at(tokens: Tokens, at: int, point_rate: int) -> Money | None:
    """The sum that begins with a token and bears a unit or the word for hundred, or None."""
    number = number_at(tokens, at)
    if number is None:
        return lone_unit_at(tokens, at)
    unit = unit_at(tokens, number, at)
    if unit is None:
        return _hundreds_of_thousands(tokens, number)
    if unit.kind == "points":
        staked = cue_before(tokens, at) is not None or tokens.words[at - 1] in ("lo", "de", "con")
        rated = number.units <= _FEW_POINTS and not staked
        return None if rated else _points(number, unit, point_rate)
    if unit.kind == "dong":
        return _dong(number, unit)
    if unit.kind != "money":
        return _foreign(number, 1, unit.kind, unit.next, unit.end)
    return _with_suffix(tokens, _with_tail(tokens, number, unit, at), point_rate)


def scaled(number: Number, scale: int) -> int | None:
    """The number times a scale, or None where that is no whole number of VND."""
    value, rest = divmod(number.units * scale, 10**number.places)
    return value if rest == 0 else None


def ambiguous(*candidates: int) -> dict[str, Json]:
    """The detail of a sum that can be read in several ways."""
    return {"ambiguous": True, "candidates": list(candidates)}


def _points(number: Number, unit: Unit, point_rate: int) -> Money:
    return Money(number.units * point_rate, unit.end, unit.next, point_rate, number, {"points": number.units})


def _dong(number: Number, unit: Unit) -> Money | None:
    value = scaled(number, 1)
    if not value or value < _LEAST_DONG:
        return None
    if value < THOUSAND:
        detail = ambiguous(value, value * THOUSAND)
        return Money(None, unit.end, unit.next, 1, number, detail)
    return Money(value, unit.end, unit.next, 1, number)


def _foreign(number: Number, scale: int, currency: str, behind: int, end: int) -> Money:
    """A sum in another currency; a number with a fraction is written as a string, for it must stay exact."""
    units, places = number.units * scale, number.places
    whole, rest = divmod(units, 10**places)
    amount: Json = whole if rest == 0 else f"{whole}.{rest:0{places}d}"
    return Money(None, end, behind, scale, number, {"currency": currency, "number": amount})


def _hundreds_of_thousands(tokens: Tokens, number: Number) -> Money | None:
    """ "năm trăm", "ba trăm rưỡi": hundreds without a unit are of thousands, unless they count something."""
    lead = tokens.words[number.next - 2]
    bare = number.units == 100 and lead not in ONES and not lead.isdecimal()
    if number.form != "hundreds" or bare or counts_other(tokens, number.next):
        return None
    detail: dict[str, Json] = {"upper": number.upper * THOUSAND} if number.upper else {}
    end = tokens.ends[number.next - 1]
    return Money(number.units * THOUSAND, end, number.next, THOUSAND, number, detail)


def lone_unit_at(tokens: Tokens, at: int) -> Money | None:
    """A unit that stands for one of itself: "triệu rưỡi", "củ hai", "tỷ 2"."""
    word = tokens.words[at]
    if word not in STANDS_ALONE or not tokens.means(at, word) or tokens.glued(at):
        return None
    before = tokens.words[at - 1] if at else ""
    if before in VAGUE_BEFORE or before[:1].isdecimal():
        return None
    unit = Unit("money", UNITS[word], at + 1, tokens.ends[at])
    money = _with_tail(tokens, Number(1, 0, at), unit, at)
    if money is None or money.next == at + 1 or money.value is None:
        return None
    half = tokens.means(at + 1, "ruoi")
    return money if half or (word in TENTHS_ALONE and _surely(tokens, at)) else None


def _surely(tokens: Tokens, at: int) -> bool:
    """Whether a lone unit is accented, or is "trieu", which is hardly anything else."""
    return tokens.words[at] == "trieu" or tokens.typed(at) != tokens.words[at]


def _with_tail(tokens: Tokens, number: Number, unit: Unit, start: int) -> Money | None:
    """A number and its unit with what belongs to them: tenths, halves, smaller units."""
    head = scaled(number, unit.scale)
    if head is None or head > MOST or tokens.words[unit.next] in COUNTED:
        return None
    if unit.half:
        return Money(head + unit.scale // 2, unit.end, unit.next, unit.scale, number)
    if number.either and unit.scale >= MILLION:
        detail = ambiguous(head // THOUSAND, head)
        return Money(None, unit.end, unit.next, unit.scale, number, detail)
    upper: dict[str, Json] = {"upper": number.upper * unit.scale} if number.upper else {}
    plain = Money(head, unit.end, unit.next, unit.scale, number, upper)
    if unit.closed or number.places or head == 0:
        return plain
    if tokens.means(unit.next, "ruoi"):
        return Money(head + unit.scale // 2, tokens.ends[unit.next], unit.next + 1, unit.scale, number)
    tail = _glued_tail(tokens, plain) if tokens.glued(unit.next) else None
    if tail is None and takes_spaced_tail(unit):
        tail = _spaced_tail(tokens, plain)
    return _roughly(tokens, tail or plain)


def _glued_tail(tokens: Tokens, money: Money) -> Money | None:
    """Digits run together with the unit: "2tr5", "1tr250", "1tr200k", "2tr500.000"."""
    at, behind = money.next, money.next + 1
    digits = tokens.words[at]
    if not digits.isdecimal() or len(digits) > 3:
        return _sum(tokens, money, at) if digits[:1].isdecimal() else None
    if tokens.glued(behind):
        follower = tokens.words[behind]
        if money.scale > THOUSAND and UNITS.get(follower) == THOUSAND:
            return _sum(tokens, money, at)
        dated = follower in "/-" and tokens.words[behind + 1][:1].isdecimal()
        if follower in _NO_GLUED_TAIL or follower in UNITS or dated:
            return None
    return _tenths(tokens, money, at)


def _tenths(tokens: Tokens, money: Money, at: int) -> Money | None:
    """Digits that go on behind the unit as behind a decimal point; "1tr50" may be 1.050.000 or 1.500.000."""
    digits, head = tokens.words[at], money.value or 0
    as_decimals, rest = divmod(int(digits) * money.scale, 10 ** len(digits))
    if rest:
        return None
    end, behind = tokens.ends[at], at + 1
    if len(digits) == 2 and digits[1] == "0" and digits[0] != "0":
        detail = ambiguous(head + int(digits) * money.scale // 1000, head + as_decimals)
        return Money(None, end, behind, money.scale, money.number, detail)
    return Money(head + as_decimals, end, behind, money.scale, money.number)


def _spaced_tail(tokens: Tokens, money: Money) -> Money | None:
    """What goes on behind a space: "1 triệu 200 nghìn", "một triệu hai trăm", "1 củ 2", "triệu hai"."""
    at = money.next
    summed = _sum(tokens, money, at)
    if summed:
        return summed
    number = number_at(tokens, at) or _last_digit(tokens, at)
    if number is None or number.upper or number.places or money.number.units > 99 or money.scale > BILLION:
        return None
    end, head = tokens.ends[number.next - 1], money.value or 0
    if number.form == "hundreds" and money.scale >= MILLION and not counts_other(tokens, number.next):
        value = head + number.units * money.scale // 1000
        return Money(value, end, number.next, money.scale, money.number)
    if not ends_before(tokens, number.next):
        return None
    if number.form == "digits":
        return _spaced_digits(tokens, money, number)
    if number.form == "two" and money.scale >= MILLION:
        return Money(head + number.units * money.scale // 100, end, number.next, money.scale, money.number)
    if number.form == "one" and tokens.typed(at) in TAIL_DIGITS:
        return Money(head + number.units * money.scale // 10, end, number.next, money.scale, money.number)
    return None


def _last_digit(tokens: Tokens, at: int) -> Number | None:
    """ "tư" and "lăm", which begin no number but end one: "ba triệu tư"."""
    return Number(ONES[tokens.words[at]], 0, at + 1, form="one") if tokens.typed(at) in ("tư", "lăm") else None


def _spaced_digits(tokens: Tokens, money: Money, number: Number) -> Money | None:
    """ "1 củ 2", "2 triệu 500"; two digits behind a space are anybody's guess."""
    at = money.next
    digits = tokens.words[at]
    if number.grouped or not digits.isdecimal() or digits[0] == "0":
        return None
    if len(digits) == 1 or (len(digits) == 3 and digits[2] == "0" and money.scale >= MILLION):
        return _tenths(tokens, money, at)
    if len(digits) == 2 and money.scale >= MILLION:
        return _tenths(tokens, money, at)
    return None


def _sum(tokens: Tokens, money: Money, at: int) -> Money | None:
    """A smaller sum with a unit of its own behind the first: "1 triệu 200 nghìn", "1 triệu 500.000"."""
    number = number_at(tokens, at)
    if number is None or number.upper or number.form == "half":
        return None
    unit = unit_at(tokens, number, at)
    if unit is None:
        whole = number.grouped and THOUSAND <= number.units < money.scale
        rest = Money(number.units, tokens.ends[number.next - 1], number.next, 1, number) if whole else None
    elif unit.kind == "money" and unit.scale < money.scale:
        rest = _with_tail(tokens, number, unit, at)
    else:
        rest = _dong(number, unit) if unit.kind == "dong" and number.units >= THOUSAND else None
    if rest is None or rest.value is None or rest.value >= money.scale or money.value is None:
        return None
    return Money(money.value + rest.value, rest.end, rest.next, money.scale, money.number, rest.detail)


def _roughly(tokens: Tokens, money: Money) -> Money:
    """The sum, marked as a rough one where "mấy", "hơn", "lẻ" follow."""
    at = money.next
    spellings = APPROX_BEHIND.get(tokens.words[at])
    if spellings is None or tokens.typed(at) not in spellings or tokens.words[at + 1] in NOT_MANY_BUT_YOU:
        return money
    detail = {**money.detail, "approx": True}
    return Money(money.value, tokens.ends[at], at + 1, money.scale, money.number, detail)


def _with_suffix(tokens: Tokens, money: Money | None, point_rate: int) -> Money | None:
    """The sum with the word for its currency behind it: "500k đồng", "5k điểm", "5k usdt"."""
    if money is None:
        return None
    at = money.next
    word, end = tokens.words[at], tokens.ends[at]
    barred = tokens.words[at + 1] in UNIT_NOT_BEFORE.get(word, ())
    if word in DONG and tokens.typed(at) in ("đ", "d", "đồng", "dong", "vnd", "vnđ", "₫") and not barred:
        return Money(money.value, end, at + 1, money.scale, money.number, money.detail)
    if word == "diem" and tokens.means(at, word) and not barred and money.value is not None:
        return Money(money.value * point_rate, end, at + 1, money.scale, money.number, {"points": money.value})
    if word in CURRENCIES and tokens.means(at, word) and money.value is not None and (word != "u" or tokens.glued(at)):
        exact = Number(money.value, 0, at + 1)
        return _foreign(exact, 1, CURRENCIES[word], at + 1, end)
    return money
