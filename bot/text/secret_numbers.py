"""Which digits behind a cue are the OTP, PIN, password, identity or card number; amounts, dates and counts are none."""

from __future__ import annotations

import re

from bot.text import secret_words as words
from bot.text.id_numbers import passes_luhn
from bot.text.numbers_in_groups import digits_of, end_of_total, groups_at
from bot.text.secret_values import Setting, ends_clause, is_money, is_phone

_NEXT_WORD = re.compile(r" {0,2}([^\W\d_]{1,12}|%)")
_BIG = re.compile(r"\d{1,3}([.,]\d{3}){1,4}(?!\d)")
_WRITTEN_DATE = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.](19|20)\d\d(?!\d)")
_YEAR = re.compile(r"(19[5-9]|20[0-3])\d")


def number_end(plain: str, start: int, seen: Setting) -> int:
    """Where the secret number that begins at `start` ends.

    Args:
        plain: the folded message without accents.
        start: where its first digit stands.
        seen: the cue and the words between it and the number.

    Returns:
        The offset behind its last digit; -1 where the digits are no such secret.
    """
    if seen.kind == "password" and seen.joined and not seen.far:
        date = _WRITTEN_DATE.match(plain, start)
        if date:
            return date.end()
    if _is_part_of_more(plain, start):
        return -1
    groups = groups_at(plain, start)
    if not groups or _goes_on(plain, groups[0][1]):
        return -1
    end = _ENDS[seen.kind](plain, groups, seen)
    return -1 if end < 0 or _counts_something(plain, start, end) else end


def _is_part_of_more(plain: str, start: int) -> bool:
    """Whether the digits stand behind a stroke, colon or point that other digits stand before: a date or a time."""
    return start > 1 and plain[start - 1] in ":.," and plain[start - 2].isdecimal()


def _goes_on(plain: str, end: int) -> bool:
    """Whether the digits are the first part of a date, a time or an amount with commas."""
    sign, digit = plain[end : end + 1], plain[end + 1 : end + 2]
    return digit.isdecimal() and (sign in ("/", ":") or (sign == "," and plain[end + 1 : end + 4].isdecimal()))


def _counts_something(plain: str, start: int, end: int) -> bool:
    word = _NEXT_WORD.match(plain, end)
    if word is None:
        return False
    units = words.UNITS if len(digits_of(plain[start:end])) <= 4 else words.MONEY_UNITS
    return word.group(1) in units


def _equal_groups_end(groups: list[tuple[int, int]], least: int, most: int) -> int:
    """The end of as many groups of the same length as make `least` to `most` digits together; -1 without any."""
    size = groups[0][1] - groups[0][0]
    count, found = 0, -1
    for start, end in groups:
        count += size
        if end - start != size or count > most:
            break
        if count >= least:
            found = end
    return found


def _otp_end(plain: str, groups: list[tuple[int, int]], seen: Setting) -> int:
    start, first_end = groups[0]
    size = first_end - start
    if 4 <= size <= 8:
        end = max(first_end, _equal_groups_end(groups, size, 8))
    else:
        end = _equal_groups_end(groups, 4 if size == 1 else 6, 8) if size < 4 else -1
    if end < 0 or (is_money(plain[start:end]) and not seen.joined):
        return -1
    return -1 if not seen.joined and plain[start:end].endswith("000") else end


def _pin_end(plain: str, groups: list[tuple[int, int]], seen: Setting) -> int:
    start, first_end = groups[0]
    size = first_end - start
    if seen.strength == 1:
        round_number = not seen.joined and plain[start:first_end].endswith("00")
        end = first_end if size in (4, 6) and not round_number else -1
    else:
        end = first_end if 3 <= size <= 8 else -1
    return _equal_groups_end(groups, 4, 8) if end < 0 and size == 1 else end


def _password_end(plain: str, groups: list[tuple[int, int]], seen: Setting) -> int:
    start, end = groups[0]
    size = end - start
    big = _BIG.match(plain, start)
    if big and plain[big.end() : big.end() + 1] != "•":
        return -1
    if size < 4:
        end = _equal_groups_end(groups, 4, 12)
        if end < 0 and not seen.far and ends_clause(plain[groups[-1][1] :]):
            end = end_of_total(groups[-3:], range(4, 13)) if len(groups) in (2, 3) else -1
        if end < 0 and size == 3 and seen.joined and not seen.far and ends_clause(plain[groups[0][1] :]):
            end = groups[0][1]
        return end if seen.joined else -1
    if size < 10 and len(groups) > 1 and is_phone(digits_of(plain[start : groups[-1][1]])):
        end = groups[-1][1]
    return -1 if _is_no_password(digits_of(plain[start:end]), seen) else end


def _is_no_password(digits: str, seen: Setting) -> bool:
    """Whether bare digits behind a password cue are a telephone, an amount or a year rather than the password."""
    if (seen.far and (is_phone(digits) or digits.endswith("000"))) or (seen.sent and is_phone(digits)):
        return True
    if seen.joined or seen.paired:
        return False
    if seen.forgotten:
        return True
    return seen.strength == 1 and (len(digits) > 8 or digits.endswith("00") or _YEAR.fullmatch(digits) is not None)


def _id_end(plain: str, groups: list[tuple[int, int]], seen: Setting) -> int:
    start, first_end = groups[0]
    end = end_of_total(groups, (12,))
    if end < 0:
        end = end_of_total(groups, (9,))
    if end < 0 and 8 <= first_end - start <= 13:
        end = first_end
    return -1 if end < 0 or is_phone(digits_of(plain[start:end])) or is_money(plain[start:end]) else end


def _card_end(plain: str, groups: list[tuple[int, int]], seen: Setting) -> int:
    start = groups[0][0]
    totals = (19, 16) if plain.startswith("9704", start) else (16, 19)
    for total in (*totals, 15, 18, 17, 14, 13):
        end = end_of_total(groups, (total,))
        if end > 0 and (total in (16, 19) or passes_luhn(digits_of(plain[start:end]))):
            return end
    return -1


_ENDS = {"otp": _otp_end, "pin": _pin_end, "password": _password_end, "id_number": _id_end, "card": _card_end}
