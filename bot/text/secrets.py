"""Finds passwords, one-time codes, PINs and cued numbers in a folded message; it stores and replaces nothing.

From each cue the words behind it are read one by one (`secret_walk`); where no value follows, what stands before the
cue is looked at (`secret_around`); a name and a password that share their cues are found by `secret_pairs`.
"""

from __future__ import annotations

import re

from bot.text.secret_around import before_cue, is_bracketed, with_further
from bot.text.secret_pairs import STARTS, login_at, pair_at
from bot.text.secret_tokens import Tokens
from bot.text.secret_walk import behind_cue, is_pronoun
from bot.text.secret_words import Cue

Stretch = tuple[str, int, int]
"""Kind, start and end of a secret, offsets into the folded message."""

_GLUED = re.compile(r"(otp|opt|mk|pass|pin|mkhau|matkhau|password|pw)(\d{4,8})")
_NAME_AND_CUE = re.compile(r"[a-z_]{1,20}\d{1,8}(mk|pass|pw|mkhau|matkhau|password)")


def find_secrets(tokens: Tokens) -> list[Stretch]:
    """The secrets of a message that a cue announces, in order, without overlap."""
    found: list[Stretch] = []
    at, size = 0, len(tokens.forms)
    while at < size:
        if _begins_nothing(tokens, at):
            at += 1
            continue
        stretches, at = _from(tokens, at)
        found += stretches
    return found


def _begins_nothing(tokens: Tokens, at: int) -> bool:
    """Whether a token is plainly no cue; most are."""
    form = tokens.forms[at]
    return tokens.cues[at] is None and not tokens.users[at] and form not in STARTS and (form.isalpha() or len(form) < 2)


def _from(tokens: Tokens, at: int) -> tuple[list[Stretch], int]:
    """The secrets that the cue at token `at` announces, if there is one, and the index to go on from."""
    return _glued(tokens, at) or _paired(tokens, at) or _cued(tokens, at)


def _glued(tokens: Tokens, at: int) -> tuple[list[Stretch], int] | None:
    """A cue without a space before or behind it: "otp482913", "tk:nam88mk:abc123"."""
    form = tokens.forms[at]
    glued = _GLUED.fullmatch(form) if form[-1].isdecimal() else None
    if glued:
        kind = {"otp": "otp", "opt": "otp", "pin": "pin"}.get(glued[1], "password")
        return [(kind, tokens.starts[at] + len(glued[1]), tokens.ends[at])], at + 1
    if tokens.forms[at + 1 : at + 2] in ([":"], ["="]) and _NAME_AND_CUE.fullmatch(form):
        span = behind_cue(tokens, at, at + 1, Cue("password"))
        return ([("password", *span)] if span else []), at + 1
    return None


def _paired(tokens: Tokens, at: int) -> tuple[list[Stretch], int] | None:
    """A password beside the account's name: "tk/mk: nam88/abc123", "đăng nhập nam88/abc123"."""
    pair = pair_at(tokens, at) or login_at(tokens, at)
    if pair is None:
        return None
    span, behind = pair
    return ([("password", *span)] if span else []), behind


def _cued(tokens: Tokens, at: int) -> tuple[list[Stretch], int]:
    """The secrets behind, or before, a cue that stands alone."""
    known = tokens.cues[at]
    if known is None or is_pronoun(tokens, at):
        return [], at + 1
    cue, behind = known
    first = before_cue if is_bracketed(tokens, at, behind) else behind_cue
    span = first(tokens, at, behind, cue)
    if span is None and first is behind_cue:
        span, first = before_cue(tokens, at, behind, cue), before_cue
    if span is None:
        return [], behind
    return ([(cue.kind, *span)], behind) if first is before_cue else with_further(tokens, cue, span, behind)
