"""Secrets before a cue ("482913 là otp"), and further ones behind the first ("mk a1b2 hoặc a1b3"); it finds no cues."""

from __future__ import annotations

import re
from bisect import bisect_left

from bot.text import secret_words as words
from bot.text.secret_candidates import Span, secret_at
from bot.text.secret_tokens import Tokens
from bot.text.secret_values import Setting, shape_of
from bot.text.secret_words import Cue

_BEFORE_CUE = re.compile(r"([^\s,;()\"'|/]{3,64})\s{0,2}$")
_DIGITS_BEFORE = re.compile(r"(?<![\w.,/:-])(\d{2,4}(?: \d{2,4}){1,3})\s{0,2}$")
_BETWEEN_TWO = frozenset(["tien", "dang", "nhap", "2", "em", "e", "nua", "ma", "dung", "phai", "chinh", "nham"])
_BEFORE_BARE = frozenset([",", ".", "\n", "nhap", "go", "co", "la", "bam", "ghi", "dung", "voi", "gui"])


def is_bracketed(tokens: Tokens, cue_start: int, behind: int) -> bool:
    """Whether a cue stands in brackets by itself, so that it belongs to what is before it: "abc123 (mk)"."""
    return cue_start > 0 and tokens.forms[cue_start - 1] == "(" and tokens.forms[behind : behind + 1] == [")"]


def before_cue(tokens: Tokens, cue_start: int, behind: int, cue: Cue) -> Span | None:
    """The value that stands before the cue: "482913 là otp của em", "abc123 (mk)"."""
    at = cue_start - 1
    while at > 0 and tokens.forms[at] in ("ma", "so", "cai", "chinh", "the", "your", "my"):
        at -= 1
    if at < 0:
        return None
    form = tokens.forms[at]
    linked = form in ("la", "is") or form in ("=", "-")
    if linked or (form == "(" and tokens.forms[behind : behind + 1] == [")"]):
        return _value_ending(tokens, tokens.starts[at], Setting(cue.kind, cue.strength, joined=True))
    if cue.kind != "otp" or cue.strength < 2:
        return None
    begins = at == 0 or tokens.forms[at - 1] in _BEFORE_BARE
    return _value_ending(tokens, tokens.ends[at], Setting("otp")) if begins or _ends_message(tokens, behind) else None


def _ends_message(tokens: Tokens, behind: int) -> bool:
    passed = tokens.forms[behind : behind + 1]
    return not passed or passed[0] in words.PARTICLES or passed[0] in ("\n", ".", ",", "cua")


def _value_ending(tokens: Tokens, end: int, seen: Setting) -> Span | None:
    """The secret that ends, but for a space, at an offset."""
    text = tokens.view.text
    chunk = text[max(0, end - 64) : end]
    match = _DIGITS_BEFORE.search(chunk) if seen.kind != "password" else None
    match = match or _BEFORE_CUE.search(chunk)
    if match is None:
        return None
    start = end - len(chunk) + match.start(1)
    index = bisect_left(tokens.starts, start)
    if tokens.forms[index].isalpha() and not seen.joined:
        return None
    if index and tokens.users[index - 1]:
        return None
    if shape_of(match[1]) in ("letters", "accented"):
        return None
    span = secret_at(tokens, index, seen)
    return span if span and not text[span[1] : end].strip() else None


def with_further(tokens: Tokens, cue: Cue, span: Span, behind: int) -> tuple[list[tuple[str, int, int]], int]:
    """A value and those that follow it: "mk cũ abc123 mới là def456", "mk abc123 hoặc abc456"."""
    found: list[tuple[str, int, int]] = []
    at = behind
    current: Span | None = span
    while current is not None:
        found.append((cue.kind, *current))
        while at < len(tokens.starts) and tokens.starts[at] < current[1]:
            at += 1
        current = _further(tokens, cue, current, at) if cue.kind in ("password", "otp") else None
    return found, at


def _further(tokens: Tokens, cue: Cue, last: Span, at: int) -> Span | None:
    again, joined, comma = False, False, False
    for index in range(at, min(at + 6, len(tokens.forms))):
        form = tokens.forms[index]
        if form in words.AGAIN and not form.isdecimal():
            again = True
        elif form in words.LINKS or form in (":", "=", ">"):
            joined = True
            again = again or tokens.forms[index - 1] in ("ma", "dung", "phai", "chinh")
        elif form in (",", "/", "-", "("):
            comma = True
        elif form not in _BETWEEN_TWO:
            return _judge_further(tokens, cue, last, index, again, joined, comma)
    return None


def _judge_further(
    tokens: Tokens, cue: Cue, last: Span, index: int, again: bool, joined: bool, comma: bool
) -> Span | None:
    text = tokens.view.text
    if tokens.forms[index] in words.BLOCKERS or tokens.cues[index]:
        return None
    span = secret_at(tokens, index, Setting(cue.kind, 1, joined=joined and again))
    if span is None or shape_of(text[span[0] : span[1]]) in ("letters", "accented", "signs"):
        return None
    same_start = text[span[0] : span[0] + 3] == text[last[0] : last[0] + 3]
    same_size = cue.kind == "otp" and span[1] - span[0] == last[1] - last[0]
    return span if again or (comma and same_start) or same_size else None
