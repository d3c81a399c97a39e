"""Digits written in groups ("482 913", "4 8 2 9 1 3", "4111-1111-…"); it finds where groups end, not what they mean."""

from __future__ import annotations

import re
from collections.abc import Collection

_DIGITS = re.compile(r"\d{1,40}")
_SEPARATORS = " .-"
MOST_GROUPS = 12
"""So many groups are looked at; a card has five at most, an OTP in single digits eight."""


def groups_at(plain: str, start: int) -> list[tuple[int, int]]:
    """The groups of digits that begin at `start`, parted by one and the same sign (a space, dot or hyphen each).

    Args:
        plain: a folded message.
        start: where the first digit stands.

    Returns:
        Start and end of each group; a last group that runs into a letter ("5tr") is left out.
    """
    groups: list[tuple[int, int]] = []
    at, separator = start, ""
    while len(groups) < MOST_GROUPS:
        match = _DIGITS.match(plain, at)
        if match is None:
            break
        end = match.end()
        behind = plain[end : end + 1]
        if behind.isalnum() or (behind in ":/%" and behind and groups):
            break
        groups.append((at, end))
        if not behind or behind not in _SEPARATORS or (separator and behind != separator):
            break
        separator = behind
        at = end + 1
    return groups


def digits_of(text: str) -> str:
    """The digits alone."""
    return "".join(char for char in text if char.isdecimal())


def end_of_total(groups: list[tuple[int, int]], totals: Collection[int]) -> int:
    """The end of the longest run of groups from the first whose digits number one of the totals; -1 without any."""
    count, found = 0, -1
    for start, end in groups:
        count += end - start
        if count in totals:
            found = end
    return found
