"""Finds identity and card numbers that no cue announces, by their own build; cued ones are what `secrets` finds."""

from __future__ import annotations

import re

from bot.text import secret_words as words
from bot.text.numbers_in_groups import digits_of, groups_at

Stretch = tuple[str, int, int]
"""Kind, start and end, offsets into the folded message."""

_LONG = re.compile(r"(?<![\w.,:/•-])\d(?=[\d .-]{11})")
_BEFORE = re.compile(r"[^\W\d_]+")
_PROVINCES = words.word_set(
    """
    001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040
    042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084
    086 087 089 091 092 093 094 095 096
    """
)
"""Codes of provinces and cities in a CCCD (Circular 59/2021/TT-BCA); those before the mergers of 2025 stay in use."""

_WORDS_BEFORE = 4
_CARD_LENGTHS = {
    "4": (13, 16, 19), "51": (16,), "52": (16,), "53": (16,), "54": (16,), "55": (16,), "34": (15,), "37": (15,),
    "35": (16,), "6011": (16, 19), "62": (16, 17, 18, 19), "9704": (16, 19),
}  # fmt: skip


def find_id_numbers(plain: str) -> list[Stretch]:
    """The CCCD and card numbers in a folded message that show themselves by their structure.

    Args:
        plain: the folded message without accents.

    Returns:
        Stretches in order, without overlap.
    """
    found: list[Stretch] = []
    at = 0
    while match := _LONG.search(plain, at):
        stretch = _number_at(plain, match.start())
        if stretch:
            found.append(stretch)
        at = stretch[2] if stretch else _behind_digits(plain, match.start())
    return found


def _behind_digits(plain: str, start: int) -> int:
    end = start
    while end < len(plain) and plain[end].isdecimal():
        end += 1
    return end


def _number_at(plain: str, start: int) -> Stretch | None:
    """The identity or card number that begins at the digit at `start`, if one does."""
    groups = groups_at(plain, start)
    if not groups or groups[-1][1] - start < 12:
        return None
    count = 0
    for first, end in groups:
        count += end - first
        if count < 12:
            continue
        if count > 19:
            break
        digits = digits_of(plain[start:end])
        kind = "id_number" if is_cccd(digits) else "card" if is_card(digits) else ""
        if kind and plain[end : end + 1] != "•" and not _is_other_number(plain, start, end):
            return kind, start, end
    return None


def is_cccd(digits: str) -> bool:
    """Whether digits are built as a citizen's identity number: province, century and sex, year, six more."""
    if len(digits) != 12 or digits[:3] not in _PROVINCES:
        return False
    century, year = digits[3], int(digits[4:6])
    return (century in "01" and year >= 10) or (century in "23" and year <= 40)


def is_card(digits: str) -> bool:
    """Whether digits have the first figures, the length and the check figure of a payment card."""
    for size in (4, 2, 1):
        lengths = _CARD_LENGTHS.get(digits[:size])
        if lengths:
            return len(digits) in lengths and passes_luhn(digits)
    return 2221 <= int(digits[:4]) <= 2720 and len(digits) == 16 and passes_luhn(digits)


def passes_luhn(digits: str) -> bool:
    """Whether the last digit is the check figure of the others (Luhn, ISO/IEC 7812)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        figure = int(digit) * (1 + place % 2)
        total += figure - 9 if figure > 9 else figure
    return total % 10 == 0


def _is_other_number(plain: str, start: int, end: int) -> bool:
    """Whether the words around say that the number is a bank account, a transaction or a telephone."""
    clause = re.split(r"[\n;!?]", plain[max(0, start - 60) : start])[-1]
    before = _BEFORE.findall(clause)[-_WORDS_BEFORE:]
    behind = _BEFORE.findall(plain[end : end + 14])[:1]
    return any(word in words.BEFORE_OTHER_NUMBERS for word in before + behind)
