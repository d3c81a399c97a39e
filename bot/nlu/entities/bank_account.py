"""Numbers of bank accounts; only what a word or a bank's name marks as one, for digits alone may be anything.

The value is the number as digits; detail {"last4": ...} is what people may be shown. "tk 0912345678" without a bank is
left to the phone numbers.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from bot.message import Entity
from bot.nlu.entities.bank import spellings_in
from bot.nlu.entities.lookup import word_set
from bot.text.aligned import Aligned, Text

_DIGITS = re.compile(
    r"(?<![\w+])[0-9]{2,19}(?:[ .\-]{1,2}[0-9]{1,19}){0,7}(?!\w)|(?<![a-z0-9])(?:stk|sotk)[0-9]{6,19}(?!\w)"
)
_RUN = re.compile(r"[0-9]+")
_WORD = re.compile(r"[^\W\d_]+")
_CUE = re.compile(
    r"\b(?:so (?:tai khoan|tk)|tai khoan (?:ngan hang|number|nhan tien|nhan|rut tien)|tai khoan no"
    r"|account (?:number|no)|a/c no|so (?:the )?(?:ngan hang|atm)|s\.t\.k)\b"
)
_PHONE_CUE = re.compile(
    r"\b(?:so dien thoai|dien thoai|zalo|hotline|so may|goi|lien he|tele|telegram)[ :.\-]{0,3}"
    r"(?:(?:la|so|em|minh) ){0,2}$"
)
CODE_CUE = re.compile(
    r"\b(?:ma(?: gd)?|giao dich|lenh|don|cccd|can cuoc|the cao|serial|seri)[ :.#\-]{0,3}(?:(?:la|so) ){0,2}$"
)
_BESIDE = re.compile(
    r"[ ,:.\-(\n]{0,4}(?:(?:ngan hang|cua|tai|o|ben|so|la|tk|tai khoan|chu|so tai khoan)[ :]{1,2}){0,3}"
)
_LEADING_WORDS = word_set(
    """
    la cua em minh toi tui t anh chi con ben nay moi cu nhan so day vay thi va ten ngan hang qua chinh chu ad oi dung
    sai ghi kia duoi tren sau nhu chuyen vao ve den gui giup nha nhe a e nguoi dang dung bank number no the atm rut tien
    luu gan lien ket hien tai can doi thanh sang
    """
)
_MONEY_WORDS = word_set("rut nap tien chuyen gui vnd cuoc")
_MOST_OTHER_WORDS = 5
_LOOK_BACK = 90
_LEAST_BESIDE_BANK, _SHORTEST, _LONGEST = 8, 6, 19
_WHOLE = 8
"""A group of so many digits is a number by itself: what follows behind a space is something else."""


def find(text: Text) -> list[Entity]:
    """The account numbers of a message, in order."""
    view = text.normal
    entities: list[Entity] = []
    banks: list[tuple[int, int]] | None = None
    previous = 0
    for match in _DIGITS.finditer(view.plain):
        span = _number(view.plain, match) if match.end() - match.start() >= _SHORTEST else None
        if span is None:
            continue
        banks = spellings_in(view) if banks is None else banks
        if _is_account(view.plain, span, banks, previous):
            entities.append(_entity(text, view, *span))
            previous = span[1]
    return entities


def _entity(text: Text, view: Aligned, start: int, end: int) -> Entity:
    raw_start, raw_end = view.raw_span(start, end)
    digits = "".join(_RUN.findall(view.plain[start:end]))
    return Entity("bank_account", raw_start, raw_end, digits, text.raw[raw_start:raw_end], {"last4": digits[-4:]})


def _number(plain: str, match: re.Match[str]) -> tuple[int, int] | None:
    """The account number that a stretch of digits begins with: one long group, or several short ones."""
    groups = list(_RUN.finditer(plain, match.start(), match.end()))
    kept, digits = [groups[0]], len(groups[0][0])
    for group in groups[1:]:
        size = len(group[0])
        if len(kept[-1][0]) >= _WHOLE or len(kept[-1][0]) == 1 or size >= _WHOLE or digits + size > _LONGEST:
            break
        kept.append(group)
        digits += size
    return (kept[0].start(), kept[-1].end()) if _SHORTEST <= digits <= _LONGEST else None


def _is_account(plain: str, span: tuple[int, int], banks: list[tuple[int, int]], previous: int) -> bool:
    """Whether a number is an account: a word for it stands before, or a bank's name stands beside it."""
    start, end = span
    before = plain[max(previous, start - _LOOK_BACK) : start]
    if _PHONE_CUE.search(before) or CODE_CUE.search(before):
        return False
    digits = "".join(_RUN.findall(plain[start:end]))
    if digits.endswith("000") and len(digits) < 10 and not _MONEY_WORDS.isdisjoint(_WORD.findall(before)):
        return False
    if _is_cued(before) or (before.endswith(("stk", "sotk")) and plain[start - 1].isalpha()):
        return True
    if len(digits) < _LEAST_BESIDE_BANK or _is_round(digits) or _is_date(digits):
        return False
    behind = bisect_left(banks, (start, start))
    if behind and _BESIDE.fullmatch(plain, banks[behind - 1][1], start):
        return True
    return behind < len(banks) and _BESIDE.fullmatch(plain, end, banks[behind][0]) is not None


def _is_cued(before: str) -> bool:
    """Whether "số tài khoản" stands before, with nothing but its own words and a name between."""
    ends = [cue.end() for cue in _CUE.finditer(before)]
    if not ends:
        return False
    gap = before[ends[-1] :]
    if any(char.isdecimal() for char in gap):
        return False
    words = _WORD.findall(gap)
    return sum(word not in _LEADING_WORDS for word in words) <= _MOST_OTHER_WORDS


def _is_round(digits: str) -> bool:
    return digits.endswith("000") and len(digits) <= 10


def _is_date(digits: str) -> bool:
    """Whether eight digits are a day of our time: 14112026 or 20261114."""
    if len(digits) != 8:
        return False
    year_behind = digits[4:6] == "20" and "01" <= digits[:2] <= "31" and "01" <= digits[2:4] <= "12"
    return year_behind or (digits[:2] == "20" and "01" <= digits[4:6] <= "12" and "01" <= digits[6:] <= "31")
