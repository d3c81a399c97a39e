"""What stands around a number of money: the words before it, the words behind it; it computes nothing."""

from __future__ import annotations

from typing import Literal

from bot.nlu.entities.amount_numbers import Tokens
from bot.nlu.entities.amount_words import (
    APPROX_BEFORE,
    COUNTED_ACCENTS,
    COUNTED_BARE,
    FILLER_ACCENTS,
    FILLERS,
    FOLLOWER_ACCENTS,
    FOLLOWERS,
    GLUED_BEFORE,
    MONEY_NOUNS,
    MONEY_VERBS,
    NAME_BEFORE,
    SMALL_AFTER,
    VERB_ACCENTS,
)
from bot.nlu.entities.username_shapes import is_plain_name
from bot.text.syllables import is_syllable

Cue = Literal["verb", "small", "noun"]
"""What makes a bare number money: a verb; a verb behind which even one digit is money; a noun ("số dư")."""

_FARTHEST = 5
_STAKES = frozenset(("danh", "choi", "cuoc", "dat"))
"""Behind these "con 36" is a number of the lottery."""
_NAME_CUES = frozenset(("tk", "acc", "ac", "account", "khoan", "nick", "user", "username", "name", "id", "tdn"))
_NO_END = frozenset("%/:=*+×^_@#&~$")
_NO_START = frozenset("/#@_%^&*\\")


def cue_before(tokens: Tokens, at: int) -> Cue | None:
    """The money word that a number at a token belongs to ("rút có 500", "số tiền là: 500"), or None."""
    noun: Cue | None = None
    for back in range(at - 1, max(-1, at - 1 - _FARTHEST), -1):
        word = tokens.words[back]
        if word in MONEY_VERBS and _is_verb(tokens, back):
            if word in _STAKES and "con" in tokens.words[back:at]:
                return None
            return "small" if word in SMALL_AFTER else "verb"
        if word in MONEY_NOUNS and _is_noun(tokens, back):
            noun = "noun"
        elif not _fills(tokens, back) and not (word in ":=+-(" and back >= at - 2):
            break
    return noun


def _fills(tokens: Tokens, at: int) -> bool:
    """Whether a token may stand between a money word and its number."""
    word = tokens.words[at]
    if word not in FILLERS:
        return False
    allowed = FILLER_ACCENTS.get(word)
    return allowed is None or tokens.typed(at) in allowed


def _is_verb(tokens: Tokens, at: int) -> bool:
    word = tokens.words[at]
    allowed = VERB_ACCENTS.get(word)
    if allowed is not None and tokens.typed(at) not in allowed:
        return False
    before = tokens.words[at - 1] if at else ""
    if word == "danh":
        return before != "diem"
    if word == "an":
        return not before.isdecimal()
    return not (word == "thieu" and before in ("h", "gio"))


def _is_noun(tokens: Tokens, at: int) -> bool:
    word, typed = tokens.words[at], tokens.typed(at)
    if word == "du":
        return typed in ("du", "dư") and at > 0 and tokens.words[at - 1] == "so"
    return word != "tien" or typed in ("tien", "tiền")


def is_approximate(tokens: Tokens, at: int) -> bool:
    """Whether the word before a number makes it a rough one: gần 2 triệu, hơn 5tr."""
    if at == 0:
        return False
    spellings = APPROX_BEFORE.get(tokens.words[at - 1])
    return spellings is not None and tokens.typed(at - 1) in spellings


def may_start(tokens: Tokens, at: int) -> bool:
    """Whether a number may begin at a token, or whether it belongs to a name, a date, a score or a code."""
    if at and tokens.words[at - 1] in NAME_BEFORE:
        return False
    if not tokens.glued(at):
        return True
    before = tokens.words[at - 1]
    if before[0].isalpha():
        return before in GLUED_BEFORE and not _ends_name(tokens, at)
    if before == "." and at > 1 and tokens.glued(at - 1):
        name = tokens.words[at - 2]
        return not name.isalpha() or name in GLUED_BEFORE or is_syllable(name)
    if before == "-" and at > 1 and tokens.glued(at - 1):
        return not tokens.words[at - 2][-1:].isalnum()
    if before in ":=":
        return at < 2 or not tokens.words[at - 2][-1:].isdecimal()
    return before not in _NO_START


def _ends_name(tokens: Tokens, at: int) -> bool:
    """Whether a number glued to a word ends a name: "hoang_tien88", "@tien88", "lan.tien88", "tk tien88"."""
    sign, view = tokens.words[at - 2] if at > 1 else "", tokens.view
    if not tokens.glued(at - 1):
        at_cue = at - 3 if sign == ":" or sign == "la" else at - 2
        return at_cue >= 0 and tokens.words[at_cue] in _NAME_CUES and _is_name(tokens, at - 1, at)
    if sign == "-":
        return tokens.glued(at - 2) and tokens.words[at - 3].isalpha() and _is_name(tokens, at - 1, at)
    if sign != ".":
        return sign[-1:].isalnum() or sign in "_@"
    return at > 2 and tokens.glued(at - 2) and is_plain_name(view.plain[tokens.starts[at - 3] : tokens.ends[at]])


def _is_name(tokens: Tokens, first: int, last: int) -> bool:
    """Whether tokens that nothing is glued to, typed without accents, read as a name."""
    if tokens.glued(last + 1) and tokens.words[last + 1][:1].isalnum():
        return False
    span = slice(tokens.starts[first], tokens.ends[last])
    return tokens.view.text[span] == tokens.view.plain[span] and is_plain_name(tokens.view.plain[span])


def ends_before(tokens: Tokens, at: int) -> bool:
    """Whether what stands at a token lets a bare number before it be money; a noun there would be what is counted."""
    word = tokens.words[at]
    if word in ("", "\n"):
        return True
    if word in FOLLOWERS:
        allowed = FOLLOWER_ACCENTS.get(word)
        return allowed is None or tokens.typed(at) in allowed
    if word == "hom":
        return tokens.words[at + 1] in ("qua", "kia")
    if word == "-":
        return not tokens.words[at + 1][:1].isdecimal()
    return not word[0].isalnum() and word not in _NO_END


def counts_other(tokens: Tokens, at: int) -> bool:
    """Whether what stands behind a number without a unit is counted by it, so that it is no money."""
    word = tokens.words[at]
    if word not in COUNTED_BARE:
        return False
    allowed = COUNTED_ACCENTS.get(word)
    return allowed is None or tokens.typed(at) in allowed
