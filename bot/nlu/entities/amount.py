"""Amounts of money in a message, as whole VND; a number that nothing marks as money is none, and none is guessed.

Decisions:
- củ, chai, chẹo, m are a million; lít, xị a hundred thousand; cành, cá, k a thousand; tỏi a billion; vé is no money.
- A bare number behind a money word has value None and detail {"ambiguous": True, "candidates": [...]}.
- A range has the value of its lower end and detail {"upper": VND}.
- "hơn", "gần", "tầm", "mấy" give detail {"approx": True}; a typed + or - gives {"sign": "+"}; the value has no sign.
- Points are worth `point_rate` VND each and are told in detail {"points": n}.
- Another currency has value None and detail {"currency": code, "number": n}; n is an int, or a string with a point.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.message import Entity
from bot.nlu.entities.amount_bare import bare_at
from bot.nlu.entities.amount_cues import cue_before, is_approximate, may_start
from bot.nlu.entities.amount_numbers import Tokens, digits_at, tokens_of
from bot.nlu.entities.amount_read import Money, money_at, scaled
from bot.nlu.entities.amount_words import (
    MEASURES_BEFORE,
    NOT_LEADING,
    NOT_MONEY_BEHIND,
    ONES,
    STANDS_ALONE,
    VAGUE_BEFORE,
)
from bot.text.aligned import Aligned, Text

POINT_RATE = 1000
"""VND for one point, where an operator says nothing else."""

_DIGIT = re.compile("[0-9]")
_UNIT_WORDS = ("trieu", "tram", "nghin", "ngan", "chuc", "ruoi")
_TENTHS = re.compile(r"[0-9] ?(?:trieu|ngan|cu|ty)[0-9]\b")
_SLANG = re.compile(
    r"\b(?:mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|nua) (?:cu|ty|ti|lit|xi|canh|chai|toi|do)\b"
    r"|\b(?:cu|ty|ti|chai) (?:hai|ba)\b"
)
_STARTS = (ONES.keys() | STANDS_ALONE | {"muoi", "ham", "nua", "chuc"}) - NOT_LEADING
_RANGE_WORDS = {"-": ("-",), "~": ("~",), "den": ("den", "đến"), "toi": ("toi", "tới")}


def find(text: Text, *, point_rate: int = POINT_RATE, asked: bool = False) -> list[Entity]:
    """The amounts of a message, in order.

    Args:
        text: the message.
        point_rate: VND for one point ("200 điểm").
        asked: the message answers the question how much it was, so that a bare number is an amount.
    """
    view = _view(text)
    plain = view.plain
    if not _DIGIT.search(plain) and not _holds_words(plain):
        return []
    tokens = tokens_of(view)
    entities: list[Entity] = []
    at, last = 0, len(tokens.words) - 2
    while at < last:
        word = tokens.words[at]
        money = None
        if _counts(tokens, at) if word[0].isdecimal() else word in _STARTS and _leads(tokens, at):
            money = _whole(tokens, at, point_rate) or bare_at(tokens, at, asked=asked)
        if money is None:
            at += 1
        else:
            entities.append(_entity(text, tokens, at, money))
            at = money.next
    return entities


def _view(text: Text) -> Aligned:
    """The folded view, where "2 trieu5" keeps its 5; the other one where it alone has the words (raw Telex, VNI)."""
    if text.normal is text.folded:
        return text.folded
    folded, normal = text.folded.plain, text.normal.plain
    keys = len(_DIGIT.findall(folded)) - len(_DIGIT.findall(normal))
    if keys > len(_TENTHS.findall(folded)):
        return text.normal
    gained = any(word in normal and word not in folded for word in _UNIT_WORDS)
    return text.normal if gained else text.folded


def _holds_words(plain: str) -> bool:
    """Whether an amount can be written in words here."""
    if "tram" in plain or "trieu" in plain or "ruoi" in plain or "nghin" in plain or "ngan" in plain or "chuc" in plain:
        return True
    spaced = " " + plain
    likely = " c" in spaced or " t" in spaced or " lit" in spaced or " xi" in spaced or " do" in spaced
    return likely and _SLANG.search(plain) is not None


def _leads(tokens: Tokens, at: int) -> bool:
    """Whether a word can begin an amount; "trăm" and "chục" behind "mấy", "hàng", "phần" cannot."""
    return at == 0 or tokens.words[at] not in ("tram", "chuc") or tokens.words[at - 1] not in VAGUE_BEFORE


def _counts(tokens: Tokens, at: int) -> bool:
    """Whether digits can begin an amount; times, dates, shares, scores and parts of names cannot."""
    if tokens.glued(at + 1) and tokens.words[at + 1] in NOT_MONEY_BEHIND:
        return False
    return may_start(tokens, at) and not _is_year_or_length(tokens, at)


def _is_year_or_length(tokens: Tokens, at: int) -> bool:
    """Whether digits begin a year of birth ("2k5") or a height ("cao 1m75")."""
    unit, tail = tokens.words[at + 1], tokens.words[at + 2]
    if not tail.isdecimal() or not tokens.glued(at + 2) or unit not in ("k", "m"):
        return False
    if unit == "k":
        return tokens.words[at] == "2" and cue_before(tokens, at) is None
    return at > 0 and tokens.words[at - 1] in MEASURES_BEFORE


def _whole(tokens: Tokens, at: int, point_rate: int) -> Money | None:
    """The sum or the range of sums that begins with a token."""
    if tokens.words[at][0].isdecimal():
        shared = _shared_unit(tokens, at, point_rate)
        if shared:
            return shared
    money = money_at(tokens, at, point_rate)
    if money is None or money.value == 0:
        return None
    return _up_to(tokens, money, point_rate)


def _shared_unit(tokens: Tokens, at: int, point_rate: int) -> Money | None:
    """A range whose unit stands behind the upper end only: "5-6tr", "5 đến 6 triệu", "5 6 triệu", "5-600k"."""
    number = digits_at(tokens, at)
    if number is None or number.grouped:
        return None
    behind = number.next
    joined = _joins(tokens, behind)
    if not joined and not (len(tokens.words[at]) == 1 and tokens.words[behind] == str(number.units + 1)):
        return None
    upper = money_at(tokens, behind + joined, point_rate) if tokens.words[behind + joined][:1].isdecimal() else None
    if upper is None or upper.value is None or upper.scale == 1 or upper.detail:
        return None
    lower = scaled(number, upper.scale)
    if lower is not None and number.units < 10 and upper.number.units >= 100 and upper.number.places == 0:
        lower *= 100
    if not lower or lower >= upper.value:
        return None
    return replace(upper, value=lower, detail={"upper": upper.value})


def _up_to(tokens: Tokens, money: Money, point_rate: int) -> Money:
    """The sum, with its upper end where a larger sum follows: "500k-1tr"."""
    joined = _joins(tokens, money.next)
    if not joined or money.value is None or "points" in money.detail:
        return money
    start = money.next + joined
    word = tokens.words[start]
    if not word[:1].isdecimal() and word not in _STARTS:
        return money
    upper = money_at(tokens, start, point_rate)
    if upper is None or upper.value is None or upper.value <= money.value or "points" in upper.detail:
        return money
    return replace(upper, value=money.value, detail={**money.detail, "upper": upper.value})


def _joins(tokens: Tokens, at: int) -> int:
    """1 where a token joins the ends of a range, else 0."""
    return int(tokens.typed(at) in _RANGE_WORDS.get(tokens.words[at], ())) if tokens.words[at] else 0


def _entity(text: Text, tokens: Tokens, at: int, money: Money) -> Entity:
    """The entity of a sum that begins with a token."""
    start = tokens.starts[at]
    detail = dict(money.detail)
    before = tokens.words[at - 1] if at else ""
    if before == "$" and "currency" in detail:
        start = tokens.starts[at - 1]
    elif before in ("+", "-") and tokens.glued(at) and not tokens.glued(at - 1):
        detail["sign"] = before
    if is_approximate(tokens, at):
        detail["approx"] = True
    raw_start, raw_end = tokens.view.raw_span(start, money.end)
    return Entity("amount", raw_start, raw_end, money.value, text.raw[raw_start:raw_end], detail)
