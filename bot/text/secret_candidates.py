"""Whether the value of a secret begins at one word of a message, and where it ends; it does not look for cues."""

from __future__ import annotations

import re

from bot.text.secret_numbers import number_end
from bot.text.secret_tokens import Tokens
from bot.text.secret_values import (
    Setting,
    ends_clause,
    is_letters_secret,
    is_mixed_secret,
    is_ordinary_word,
    is_signs_secret,
    shape_of,
    value_end,
)

Span = tuple[int, int]
"""Start and end, offsets into the folded message."""

_PASSPORT = re.compile(r"[a-z]{1,2}\d{6,8}")
_NUMBER_BEHIND = re.compile(r"(?: [^\W\d_]{1,7})? \d{2,8}(?![\w/:,])")
_QUOTES = "\"'"
_LONGEST_QUOTE = 64
_NAME_LENGTH = 6
_LONGEST_CODE = 11
"""A one-time code takes so many characters, written "4 8 2 9 1 3"; more dots behind its cue are something else."""


def secret_at(tokens: Tokens, index: int, seen: Setting) -> Span | None:
    """The secret that begins with token `index`, if one does, in the given setting."""
    text, start = tokens.view.text, tokens.starts[index]
    end = value_end(text, start)
    value = text[start:end]
    match shape_of(value):
        case "dots":
            return (start, end) if seen.kind not in ("otp", "pin") or end - start <= _LONGEST_CODE else None
        case "digits":
            behind = number_end(tokens.view.plain, start, seen)
            return (start, behind) if behind > 0 else None
        case "mixed":
            return (start, _with_call(tokens, start, end)) if _is_mixed(value, seen) else None
        case "signs":
            return (start, end) if is_signs_secret(value, seen) else None
        case "letters" | "accented":
            return _letters(tokens, index, start, end, seen)
        case _:
            return None


def _is_mixed(value: str, seen: Setting) -> bool:
    if seen.kind == "id_number":
        return _PASSPORT.fullmatch(value) is not None
    return seen.kind != "card" and is_mixed_secret(value, seen)


def _with_call(tokens: Tokens, start: int, end: int) -> int:
    """The end with one exclamation mark that belongs to a password: "Abc123!", not "abc123!!" and not "abc123!"."""
    text = tokens.view.text
    if text[end : end + 1] != "!" or text[end + 1 : end + 2] == "!":
        return end
    first, last = tokens.view.raw_span(start, end)
    typed = tokens.raw[first:last]
    return end + 1 if typed != typed.lower() and typed != typed.upper() else end


def _letters(tokens: Tokens, index: int, start: int, end: int, seen: Setting) -> Span | None:
    text = tokens.view.text
    value = text[start:end]
    joined_here = seen.joined and not seen.far and seen.kind == "password"
    clear = value.isascii() or tokens.is_capital(index)
    if joined_here and clear and (seen.strength == 2 or not is_ordinary_word(value)):
        number = _NUMBER_BEHIND.match(text, end)
        if number and ends_clause(text[number.end() : number.end() + 8]):
            return start, number.end()
    if seen.strength == 1 and not seen.paired and len(value) <= _NAME_LENGTH and tokens.is_capital(index):
        return None
    return (start, end) if is_letters_secret(value, text[end : end + 8], seen) else None


def quoted_at(tokens: Tokens, index: int, seen: Setting) -> Span | None:
    """What stands in quotes that open with token `index`, if it is a secret."""
    text, opening = tokens.view.text, tokens.starts[index]
    if text[opening] not in _QUOTES:
        return None
    closing = text.find(text[opening], opening + 2, opening + _LONGEST_QUOTE)
    inside = text[opening + 1 : closing] if closing > 0 else ""
    if not inside.strip() or "\n" in inside:
        return None
    start, end = opening + 1, closing
    start += len(inside) - len(inside.lstrip())
    end -= len(inside) - len(inside.rstrip())
    return (start, end) if _is_quoted_secret(text[start:end], seen) else None


def _is_quoted_secret(value: str, seen: Setting) -> bool:
    if seen.kind != "password" or seen.far or len(value) < 3:
        return False
    if " " not in value:
        shape = shape_of(value)
        if shape in ("letters", "accented"):
            return seen.joined and is_letters_secret(value, "", seen)
        return shape != "none"
    return len(value) >= 5 and (seen.joined or any(char.isdigit() for char in value))
