"""What a user name looks like, alone or behind a cue, and what only looks like one; it does not search."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.nlu.entities import username_words as words
from bot.text.glued import syllables_in
from bot.text.keyboards import from_telex, from_vni
from bot.text.secret_values import is_measure
from bot.text.shorthand import SHORTHAND
from bot.text.syllables import is_syllable

SHORTEST, LONGEST = 4, 20
"""Characters that a user name has."""

_NAME = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_]+)*")
_LETTERS_DIGITS = re.compile(r"([a-z]+)(\d+)")
_LETTERS_DIGITS_LETTERS = re.compile(r"([a-z]+)(\d+)([a-z]+)(\d*)")
_DIGITS_LETTERS = re.compile(r"(\d+)([a-z]+)(\d*)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SERIAL = re.compile(r"[a-z]{1,5}\d{6,}|[a-z]{1,5}\d{4,}[a-z]{1,4}\d*")
_SHORT_THING = re.compile(
    r"(?:[a-z]{1,2}\d{1,3}[a-z]{0,5}|mp[34]|\d{1,2}(?:g|k|d|fa|in|x)|(?:iphone|ip|win|ios|android|note|reno|redmi|galaxy)\d{1,2}[a-z]{0,7})"
)
_INITIALS = re.compile(r"(?!ip|fb|mb|fo|lv|os|v\d|tk|mk|vt|gd|rt|ft)[a-z]{2}\d{2,4}")
_GENERATION = re.compile(r"2k|[789]x")
_VERSION = re.compile(r"[a-z]{1,4}\d+(?:\.\d+)+")
_NO_PART = frozenset(["err", "error", "http", "https", "dns", "null", "timeout", "undefined"])
_ADDRESS = re.compile(
    r"\.(?:com|net|vn|org|info|app|io|me|club|top|xyz|vip|bet|win|live|tv|jpg|png|pdf|apk|jpeg|mp4|heic)\b|www\.|^https?"
)
_FILE = re.compile(r"(?:img|image|dsc|vid|video|photo|pic|screenshot|scr|file|received|fb_img|snapchat|zalo)_\w*")
_ENGLISH_END = re.compile(r"(?:ed|ing|tion|ly|ment|able|ate|ness|ful|less|ity|ive|ous|ally|ance|ence)$")
_LOOSE_LETTERS = 6
_LONGEST_WORD = 7


def looks_like_name(value: str) -> bool:
    """Whether lower-case characters are those of a user name, and as many: letters and digits, "_" and "." inside."""
    return (
        SHORTEST <= len(value) <= LONGEST
        and _NAME.fullmatch(value) is not None
        and not _ADDRESS.search(value)
        and not _VERSION.fullmatch(value)
        and any(char.isalpha() for char in value)
    )


@lru_cache(maxsize=2048)
def is_plain_name(value: str) -> bool:
    """Whether letters with digits or "_" are a user name wherever they stand: "hoangnam88", "x_boy2k", "minh2k1"."""
    if not looks_like_name(value) or is_measure(value) or _is_vni(value) or _FILE.fullmatch(value):
        return False
    if "_" in value:
        return _is_joined_name(value)
    if "." in value:
        return _is_dotted_name(value)
    return not _SHORT_THING.fullmatch(value) and _is_mixed_name(value)


def _is_vni(value: str) -> bool:
    word, sure = from_vni(value)
    return bool(word) and sure


def _is_joined_name(value: str) -> bool:
    parts = [part for part in value.split("_") if part]
    if len(parts) < 2 and not any(char.isdecimal() for char in value):
        return False
    if not _NO_PART.isdisjoint(parts):
        return False
    return len(set(parts)) == len(parts) and any(len(part) > 1 and any(map(str.isalpha, part)) for part in parts)


def _is_dotted_name(value: str) -> bool:
    """Without a cue a dot may be a full stop, so that only "hoang.nam88" is one name."""
    *first, last = value.split(".")
    if not all(part.isalpha() and len(part) > 1 for part in first):
        return False
    if len(first) == 1 and len(last) > 1 and len(syllables_in(first[0])) > 1 and not is_ordinary(first[0]):
        return last not in SHORTHAND and not is_syllable(last) and not is_measure(last)
    match = _LETTERS_DIGITS.fullmatch(last)
    if match is None:
        return last.isdecimal() and 1 < len(last) < 5 and len(first) == 1 and not is_ordinary(first[0])
    return (
        len(match[1]) > 1 and not any(part in words.FUNCTION for part in first) and _may_be_called(match[1], match[2])
    )


def _may_be_called(letters: str, digits: str) -> bool:
    """Whether a name may end in a word and a number, as people are called Nam, Lan and Thu."""
    return letters not in words.NOT_BEFORE_NUMBER or (letters in words.AMBIGUOUS_NAMES and len(digits) > 1)


def _is_mixed_name(value: str) -> bool:
    match = _LETTERS_DIGITS.fullmatch(value)
    if match:
        return _is_word_and_number(match[1], match[2])
    match = _LETTERS_DIGITS_LETTERS.fullmatch(value)
    if match:
        return _is_word_number_word(match[1], match[2], match[3])
    match = _DIGITS_LETTERS.fullmatch(value)
    if match:
        letters = match[2]
        if letters in words.NOT_BEFORE_NUMBER or (len(match[1]) == 1 and len(syllables_in(letters)) < 2):
            return False  # "2note", "2vkck": a count without its space
        return len(letters) >= 4 and len(match[1]) <= 4 and not is_ordinary(letters) and len(set(letters)) > 2
    return len(value) <= 12 and len(re.findall(r"[a-z]{2,}", value)) > 1 and len(re.findall(r"\d+", value)) > 1


def _is_word_and_number(letters: str, digits: str) -> bool:
    """hoangnam88 and hung99, but not RT20261114001, ngay14, lan2, tran1 or naptien500."""
    if len(letters) < 3 or len(digits) > (8 if len(letters) >= 6 else 5):
        return False
    if letters in words.NOT_BEFORE_NUMBER or letters in words.ORDINARY:
        year = _YEAR.fullmatch(digits) is not None
        return letters in words.AMBIGUOUS_NAMES and (
            len(digits) == 2 or (year and letters not in ("nam", "thang", "quy"))
        )
    if is_syllable(letters) or letters in SHORTHAND:
        return len(digits) > 1
    return not _is_sentence(letters) and (len(digits) > 1 or len(letters) > 4)


def _is_word_number_word(letters: str, digits: str, behind: str) -> bool:
    """minh2k1 and hoang88hn, but not rut5tr, ngay14thang, samsunga12 or lan2nap."""
    if len(letters) < 3 or len(digits) > 4 or letters in words.NOT_BEFORE_NUMBER or letters in words.ORDINARY:
        return False
    if is_syllable(letters) and is_measure(digits + behind) and not _GENERATION.match(digits + behind):
        return False
    if behind in ("tr", "trieu", "cu", "ty") or (len(digits) == 1 and is_ordinary(letters + behind)):
        return False  # a word in VNI with a slip
    return not _is_sentence(letters) and not (behind in words.FUNCTION and len(behind) > 2)


def _is_sentence(letters: str) -> bool:
    """Whether glued letters are words of a sentence rather than a name: "naptien", "bikhoaroi", "chuanhan"."""
    return len(letters) <= LONGEST and _reading(letters) == 2


def _reading(letters: str) -> int:
    """2 where common words make up all letters and one of them is a word of sentences only, 1 without one, else 0."""
    best = [0] * len(letters) + [1]
    for start in range(len(letters) - 1, -1, -1):
        for end in range(start + 2, min(len(letters), start + _LONGEST_WORD) + 1):
            word = letters[start:end]
            if best[end] and word in words.COMMON:
                best[start] = max(best[start], 2 if word in words.FUNCTION else best[end])
    return best[0]


@lru_cache(maxsize=2048)
def is_ordinary(letters: str) -> bool:
    """Whether lower-case letters are a word that people write to a desk, or several glued, and no account's name.

    A single syllable counts as a word: "tk lan bị khóa" gives a first name, not an account.
    """
    if letters in words.ORDINARY or letters in SHORTHAND or is_syllable(letters) or from_telex(letters)[0]:
        return True
    squeezed = re.sub(r"(.)\1+", r"\1", letters)
    if squeezed != letters and (is_syllable(squeezed) or squeezed in SHORTHAND or squeezed in words.ORDINARY):
        return True
    if letters[-1] in "fsrxj" and len(letters) < 9 and from_telex(letters[:-1])[0]:
        return True  # a word in raw Telex with its tone key struck twice: "theess"
    return _is_sentence(letters)


def is_serial(value: str) -> bool:
    """Whether letters and digits are built like the code of a transaction: "rt20261114001"."""
    return _SERIAL.fullmatch(value) is not None


def is_pronounceable(letters: str) -> bool:
    """Whether letters are no mere run of a hand over the keys: a third or so of them are vowels."""
    vowels = sum(letter in "aeiouy" for letter in letters)
    return vowels * 4 >= len(letters) and len(set(letters)) > 3


def is_bare_name(value: str) -> bool:
    """Whether one word that is the whole message may be a name: an answer to the question for it."""
    if value.isalpha():
        syllables = set(syllables_in(value))
        return not is_ordinary(value) and len(syllables) != 1 and (bool(syllables) or is_pronounceable(value))
    if is_plain_name(value):
        return True
    letters = value.rstrip("0123456789")
    known = letters in words.NOT_BEFORE_NUMBER or letters in words.ORDINARY
    return not known and not is_serial(value) and is_cued_name(value, joined=False, loose=True)


def is_cued_name(value: str, *, joined: bool, loose: bool) -> bool:
    """Whether a value behind a cue is a user name.

    Args:
        value: the folded value.
        joined: whether "là", "tên", ":" or "=" stands before it.
        loose: whether the cue is one that ordinary words follow as well ("đăng nhập").
    """
    if not looks_like_name(value) or is_measure(value) or _FILE.fullmatch(value):
        return False
    if value.isalpha():
        if is_ordinary(value):
            return False
        if joined:
            return len(value) >= SHORTEST
        return (
            len(value) >= _LOOSE_LETTERS and not loose and (bool(syllables_in(value)) or not _ENGLISH_END.search(value))
        )
    if _is_vni(value) or value.startswith("0x"):
        return False
    if not joined and _SHORT_THING.fullmatch(value) and not (_INITIALS.fullmatch(value) and not loose):
        return False
    if "_" in value or "." in value:
        parts = set(re.split(r"[_.]", value))
        return len(parts) > 1 and _NO_PART.isdisjoint(parts)
    match = _LETTERS_DIGITS.match(value)
    behind_word = match is not None and match[1] in words.NOT_BEFORE_NUMBER and match[1] not in words.AMBIGUOUS_NAMES
    return not (behind_word and not joined) and not (_SERIAL.fullmatch(value) and loose)
