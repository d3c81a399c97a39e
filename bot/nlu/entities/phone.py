"""Vietnamese phone numbers in a message; it does not ask whom they belong to.

The value is the national form ("0912345678"). A number that is marked as a bank account is left to that grammar.
"""

from __future__ import annotations

import re

from bot.message import Entity
from bot.nlu.entities import bank_account
from bot.nlu.entities.bank_account import CODE_CUE
from bot.nlu.entities.lookup import without
from bot.text.aligned import Text

_GATE = re.compile(r"[0-9o][0-9o .\-()]{6}[0-9o .\-()]?[0-9o]")
_SEP = r"[ .\-]{0,2}"
_PHONE = re.compile(
    rf"(?:(?:\+|00)?84{_SEP}(?:\(?0\)?{_SEP})?|\(?[0o])"
    rf"(?:{_SEP}[35789](?:{_SEP}[0-9o]){{8}}|{_SEP}2(?:[ .\-)]{{0,3}}[0-9o]){{8,9}})"
)
_LETTERS_BEFORE = re.compile(r"(?:^|[^a-z])(?:sdt|sdth|dt|so|zalo|phone|la|lh|goi|moi|cu|tele|hotline|tel|mb|qua)$")
_LETTERS_BEHIND = re.compile(r"(?:a|nha|nhe|ad|ạ|oi|em|e|ne|do|day|giup|chua|ko|bi)(?![a-z0-9])")
_GOES_ON = re.compile(r"[.\-]?[0-9]|[ .\-][0-9]{2,6}(?![0-9a-z/:.,%])")
_LOOK_BACK = 30
_MOBILE, _LANDLINE = 10, (10, 11)


def find(text: Text) -> list[Entity]:
    """The phone numbers of a message, in order."""
    plain = text.folded.plain
    if not _GATE.search(plain):
        return []
    entities: list[Entity] = []
    last = 0
    for match in _PHONE.finditer(plain):
        value = _national(match[0])
        if value is None or not _stands_free(plain, match, last):
            continue
        last = match.end()
        start, end = text.folded.raw_span(*match.span())
        entities.append(Entity("phone", start, end, value, text.raw[start:end]))
    return without(bank_account.find(text), entities) if entities else []


def _national(typed: str) -> str | None:
    """The number with its leading 0 and digits only, or None where it has too many or too few."""
    digits = "".join(char for char in typed.replace("o", "0") if char.isdecimal())
    digits = digits.removeprefix("00") if digits.startswith("0084") else digits
    if digits.startswith("84"):
        digits = "0" + digits[2:].removeprefix("0")
    if digits.startswith("02"):
        return digits if len(digits) in _LANDLINE else None
    return digits if len(digits) == _MOBILE else None


def _stands_free(plain: str, match: re.Match[str], last: int) -> bool:
    """Whether a number is no part of a longer run of digits, of a name or of a code; another may end at `last`."""
    start, end = match.span()
    before, behind = plain[max(0, start - 9) : start], plain[end : end + 8]
    if before and (before[-1].isdecimal() or before[-1] in "_@#/+"):
        return False
    if before and before[-1].isalpha() and not _LETTERS_BEFORE.search(before):
        return False
    if len(before) > 1 and before[-1] in ".,-" and before[-2].isdecimal() and start - 1 != last:
        return False
    if CODE_CUE.search(plain, max(0, start - _LOOK_BACK), start):
        return False
    if behind[:1].isalpha():
        return _LETTERS_BEHIND.match(behind) is not None
    if behind[:1].isdecimal() or behind[:1] in ("_", "@"):
        return False
    grouped = any(char in " .-" for char in match[0][2:])
    return not (grouped and _GOES_ON.match(behind))
