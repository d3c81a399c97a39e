"""What the value of a password, an OTP or a PIN looks like, and what only looks like one; it searches for no cues."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bot.text import secret_words as words
from bot.text.accents import without_accents
from bot.text.glued import syllables_in
from bot.text.keyboards import from_telex, from_vni
from bot.text.shorthand import SHORTHAND
from bot.text.syllables import is_syllable

DOT = "•"
"""What stands for each character of a masked secret."""

LEAST_DOTS = 3
"""A run of so many dots is a masked value; fewer are bullets."""

Shape = Literal["none", "dots", "digits", "mixed", "letters", "accented", "signs"]

_VALUE = re.compile(r"[\w@#$%^&*!+=~.?<>{}\[\]\\`•-]{1,128}")
_LAST_STOP = re.compile(r"[.?!-]([^\W\d_]{1,12})$")
_DIGIT_OR_DOT = re.compile(rf"[\d{DOT}]")
_CLOSING = {"`": "`", "*": "*", "_": "_", "~": "~", "[": "]", "{": "}", "<": ">"}
_TRAILING = ".?-~<>=^"
_UNIT = (
    "k|tr|trieu|cu|m|ty|d|vnd|dong|h|g|gio|p|ph|phut|s|giay|lan|ngay|kg|gb|mb|mah|x|t|tuoi|nam|thang|tuan|usd|usdt|diem|ky|ki"
    "|kt|kytu|chu|so|nghin|ngan|ng|lit|chai|c|tieng|nguoi|don|tran|cai|nick|acc|tk|g|th|st|nd|rd|%"
)
_VERB = "nap|rut|ck|luc|hom|cuoc|choi|tu|con|thua|duoc|mat|dc|gan|hon|tam|den|toi|lay|gui|chuyen|dat|thang|an|co|la|cho"
_MEASURE = re.compile(
    rf"\d{{1,3}}([.,]\d{{1,3}})?({_UNIT})\d{{0,3}}({_UNIT})?|\d{{1,3}}([.,]?000){{1,3}}(d|vnd|dong|k)?"
)
_DEED = re.compile(rf"({_VERB})\d{{1,3}}({_UNIT})\d{{0,3}}")
_DATE = re.compile(r"\d{1,2}[-./]\d{1,2}([-./]\d{2,4})?|\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}-\d{1,2}")
_THING = re.compile(
    r"(iphone|ip|ios|android|win|windows|samsung|oppo|vivo|redmi|note|xiaomi|realme|nokia|chrome|wifi)\d{1,2}[a-z]{0,4}|"
    r"\d{1,2}(fa|d|lop|g|cap|so|buoc)|[a-z]\d{1,2}[a-z]{0,2}"
)
_WORD_AND_NUMBER = re.compile(
    r"(ngay|thang|luc|hom|lan|tu|den|con|duoc|mat|thua|nap|rut|cuoc|dat|choi|game|tran|van|tk|acc|nick|loi|vip|top|lv)\d{1,4}"
)
_ADDRESS = re.compile(
    r"@[\w-]{2,30}\.(com|vn|net|org|info|edu|gov|io|me|co)|^(www\.|https?$)"
    r"|\.(com|vn|net|org|info|io|me|co|bet|club|win|app)$"
)
_MONEY = re.compile(r"\d{1,3}([.,]\d{3}){1,3}")
_PHONE = re.compile(r"(0|84)[35789]\d{8}")
_EXTRA_SIGN = frozenset("@#$%^&*_+")
_CLAUSE_END = frozenset(",.;!?\n)(\"'")


@dataclass(frozen=True, slots=True)
class Setting:
    """How a value was come upon.

    Attributes:
        kind: password, otp, pin, id_number or card, as the cue says.
        strength: of the cue, 2 or 1.
        joined: whether "là", ":", "=" or "->" stands before the value.
        far: whether other words than the usual ones stand between cue and value.
        forgotten: whether the writer says before the cue that the password is lost.
        paired: whether the account's name stands right before the cue.
        sent: whether words between say where something was sent to, so that a telephone number may follow.
        colon: whether ":" or "=" stands right before the value, as in a form that was filled in.
    """

    kind: str
    strength: int = 2
    joined: bool = False
    far: bool = False
    forgotten: bool = False
    paired: bool = False
    sent: bool = False
    colon: bool = False


def value_end(text: str, start: int) -> int:
    """Where the run of characters that may be one value ends; `start` where there is none."""
    match = _VALUE.match(text, start)
    if match is None:
        return start
    value = match.group()
    if _ADDRESS.search(value):
        return match.end()
    stop = _LAST_STOP.search(value)
    if stop and ends_sentence_inside(value[: stop.start()], stop[1]):
        value = value[: stop.start()]
    if start and text[start - 1] in _CLOSING:
        value = value.rstrip(_CLOSING[text[start - 1]])
    if value[-1:] in ("ạ", "á") and _DIGIT_OR_DOT.match(value[-2:-1]):
        value = value[:-1]
    shorter = value.rstrip(_TRAILING)
    if shorter.endswith("!") and not _EXTRA_SIGN.intersection(shorter):
        shorter = shorter.rstrip("!" + _TRAILING)
    return start + len(shorter)


def ends_sentence_inside(before: str, after: str) -> bool:
    """Whether a stop inside a run of characters ends a sentence: "abc123.rút tiền"."""
    return len(before) >= 4 and _DIGIT_OR_DOT.search(before) is not None and (is_syllable(after) or after in SHORTHAND)


def shape_of(value: str) -> Shape:
    """What kinds of characters a folded value is made of."""
    if DOT in value:
        return "dots" if DOT * LEAST_DOTS in value else "none"
    letters = any(char.isalpha() for char in value)
    digits = any(char.isdigit() for char in value)
    if not letters and not digits:
        return "none"
    if digits and not letters:
        return "mixed" if _EXTRA_SIGN.intersection(value.rstrip("%")) else "digits"
    if digits:
        return "mixed"
    if _EXTRA_SIGN.intersection(value) or "!" in value:
        return "signs"
    return "letters" if value.isascii() else "accented"


def is_measure(plain: str) -> bool:
    """Whether letters and digits are an amount, a time, a count or a date: "5tr", "8h30", "500k", "20t"."""
    return _MEASURE.fullmatch(plain) is not None or _DATE.fullmatch(plain) is not None


def is_mixed_secret(value: str, seen: Setting) -> bool:
    """Whether letters with digits (or digits with signs) are a secret in this place."""
    plain = without_accents(value)
    if len(value) < (3 if seen.joined or seen.paired else 4) or is_measure(plain) or _ADDRESS.search(plain):
        return False
    if seen.kind == "pin":
        return seen.joined and seen.strength == 2 and len(value) >= 4
    if seen.kind == "otp":
        return seen.strength > 0 and seen.joined and 4 <= len(value) <= 40 and not _vni_word(plain)
    if not seen.joined and (seen.forgotten or _DEED.fullmatch(plain)):
        return False
    if _vni_word(plain) or _THING.fullmatch(plain) or (seen.strength == 1 and _WORD_AND_NUMBER.fullmatch(plain)):
        return seen.joined and seen.strength == 2 and not seen.far and len(value) >= 4
    return True


def _vni_word(plain: str) -> bool:
    word, sure = from_vni(plain)
    return bool(word) and sure


def is_letters_secret(value: str, following: str, seen: Setting) -> bool:
    """Whether a value of letters alone is a password: the more the cue and the joint say, the less the word must.

    Args:
        value: the folded letters.
        following: the folded message behind them.
        seen: where they stand.
    """
    if seen.kind != "password" or seen.far or len(value) > 64:
        return False
    if not value.isascii():
        return seen.joined and len(value) >= 8 and not is_syllable(value) and not is_syllable(without_accents(value))
    if not value.strip("x"):
        return False
    if value in words.WELL_KNOWN:
        return seen.joined or seen.paired or ends_clause(following)
    if is_ordinary_word(value):
        filled_in = seen.colon and is_syllable(value) and value not in words.STATEMENTS and ends_clause(following)
        return filled_in and len(value) >= 5
    if seen.joined or seen.paired:
        least = 6 if seen.strength == 1 and not ends_clause(following) else 4
        return len(value) >= least
    return not seen.forgotten and len(value) >= 8 and len(syllables_in(value)) >= 3


def is_ordinary_word(word: str) -> bool:
    """Whether lower-case letters without accents are a word that goes on with the sentence."""
    if word in words.ORDINARY or word in SHORTHAND or is_syllable(word) or from_telex(word)[0]:
        return True
    squeezed = re.sub(r"(.)\1+", r"\1", word)
    return len(squeezed) > 1 and squeezed != word and (is_syllable(squeezed) or squeezed in SHORTHAND)


def ends_clause(following: str) -> bool:
    """Whether nothing, or the end of a clause, follows."""
    rest = following[:8].lstrip(" ")
    return not rest or rest[0] in _CLAUSE_END or not (rest[0].isalnum() or rest[0] in "@#/-")


def is_signs_secret(value: str, seen: Setting) -> bool:
    """Whether letters with signs and no digit ("hoang@nam") are a password."""
    if seen.kind != "password" or seen.far or len(value) < (4 if seen.joined else 5) or _ADDRESS.search(value):
        return False
    return seen.joined or value[0] != "@"


def is_phone(digits: str) -> bool:
    """Whether digits are a Vietnamese mobile number."""
    return _PHONE.fullmatch(digits) is not None


def is_money(text: str) -> bool:
    """Whether the characters are a number cut in thousands."""
    return _MONEY.fullmatch(text) is not None
