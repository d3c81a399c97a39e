"""Finds the password in "tk/mk: nam88/abc123", where the cues of name and password stand together; nothing else."""

from __future__ import annotations

from bot.text import secret_words as words
from bot.text.secret_candidates import Span, secret_at
from bot.text.secret_tokens import Tokens
from bot.text.secret_values import DOT, Setting, is_ordinary_word, shape_of, value_end

_BETWEEN_CUES = frozenset(["/", "-", "+", "&", ",", "va", "voi", "vs", "and", "|", "\\", "lan", "cung"])
_BETWEEN_VALUES = (_BETWEEN_CUES - {"lan", "cung"}) | frozenset([";", ":", "\n", "mk", "pass", "x"])
_BEFORE_VALUES = words.FILLERS | words.LINKS | frozenset(
    [":", "=", "-", ">", "(", '"', "*", ".", "\n", "lan", "luot", "ben", "duoi", "nhu", "sau", "nam", "gom", "co"]
)  # fmt: skip
_LOGIN = (("dang", "nhap"), ("login",), ("dn",), ("log", "in"))
_CONTACTS = (
    ("ten",), ("sdt",), ("so", "dien", "thoai"), ("dien", "thoai"), ("so", "dt"), ("dt",), ("gmail",), ("email",),
    ("mail",), ("zalo",), ("phone",),
)  # fmt: skip
STARTS = frozenset(phrase[0] for phrase in _CONTACTS + _LOGIN)
"""First words that a pair or a login may begin with, beside those of names and passwords."""
_SAME = words.word_set("deu giong cung chung trung")
_MOST_STEPS = 10


def pair_at(tokens: Tokens, index: int) -> tuple[Span | None, int] | None:
    """A pair of cues at token `index`.

    Returns:
        The password, or None where one value stands for the name alone, and the index from which to go on; None where
        no such pair begins here.
    """
    cues = _pair_cues(tokens, index)
    if cues is None:
        return None
    name_first, parted, behind = cues
    first, same = _first_value(tokens, behind)
    if first < 0:
        return None
    end = value_end(tokens.view.text, tokens.starts[first])
    second = _second_value(tokens, _index_behind(tokens, first, _split(tokens, first, end)))
    if second is None:
        if same or tokens.forms[first][0] == DOT:
            return secret_at(tokens, first, Setting("password", joined=True, paired=True)), first + 1
        return (None, first + 1) if name_first and parted else None
    found = second if name_first else (tokens.starts[first], end)
    return found, _index_behind(tokens, first, second[1])


def login_at(tokens: Tokens, index: int) -> tuple[Span, int] | None:
    """The password in "đăng nhập nam88/abc123" and "tk nam88/123456", where no cue of a password stands.

    Behind "tk" two names may be parted by the stroke, so that only what no name looks like is taken.
    """
    behind_login = 0
    for phrase in _LOGIN:
        if tuple(tokens.forms[index : index + len(phrase)]) == phrase:
            behind_login = index + len(phrase)
    behind = behind_login or tokens.users[index]
    first = _first_value(tokens, behind)[0] if behind else -1
    if first < 0:
        return None
    stroke = _index_behind(tokens, first, value_end(tokens.view.text, tokens.starts[first]))
    if stroke + 1 >= len(tokens.forms) or tokens.forms[stroke] not in ("/", "|"):
        return None
    span = secret_at(tokens, stroke + 1, Setting("password", strength=1, paired=bool(behind_login)))
    if span is None:
        return None
    number = tokens.forms[first].isdecimal()
    if not (behind_login or number or _is_no_name(tokens.view.text[span[0] : span[1]])):
        return None
    return span, _index_behind(tokens, stroke, span[1])


def _is_no_name(value: str) -> bool:
    return shape_of(value) in ("digits", "dots") or any(sign in value for sign in "@#$%^&*!")


def _pair_cues(tokens: Tokens, index: int) -> tuple[bool, bool, int] | None:
    """Whether the name's cue comes first, whether a sign parts the two, and the index behind both."""
    behind_contact = _behind_contact(tokens, index)
    behind_name = tokens.users[index] or behind_contact
    if behind_name:
        between = _between(tokens, behind_name)
        parted = between > behind_name or not behind_contact
        cue = tokens.cues[between] if parted and between < len(tokens.forms) else None
        return (True, between > behind_name, cue[1]) if cue and cue[0].kind == "password" else None
    cue = tokens.cues[index]
    if cue is None or cue[0].kind != "password":
        return None
    between = _between(tokens, cue[1])
    behind = tokens.users[between] if between < len(tokens.forms) else 0
    return (False, between > cue[1], behind) if behind else None


def _behind_contact(tokens: Tokens, index: int) -> int:
    """The index behind words for what people log in with instead of a name, if they begin at `index`; else 0."""
    for phrase in _CONTACTS:
        if tuple(tokens.forms[index : index + len(phrase)]) == phrase:
            return index + len(phrase)
    return 0


def _between(tokens: Tokens, index: int) -> int:
    return index + 1 if index < len(tokens.forms) and tokens.forms[index] in _BETWEEN_CUES else index


def _first_value(tokens: Tokens, index: int) -> tuple[int, bool]:
    """The index of the first word that may be an account's name or a password, or -1; whether it stands for both."""
    same = False
    for at in range(index, min(index + _MOST_STEPS, len(tokens.forms))):
        form = tokens.forms[at]
        if form in _SAME:
            same = True
        elif form not in _BEFORE_VALUES:
            return (at, same) if _may_be_name(tokens, at) else (-1, False)
    return -1, False


def _may_be_name(tokens: Tokens, index: int) -> bool:
    start = tokens.starts[index]
    value = tokens.view.text[start : value_end(tokens.view.text, start)]
    shape = shape_of(value)
    if shape in ("mixed", "dots", "signs"):
        return True
    if shape == "digits":
        return len(value) >= 4
    return shape == "letters" and len(value) >= 4 and not is_ordinary_word(value)


def _split(tokens: Tokens, index: int, end: int) -> int:
    """The end of the first of two values that a hyphen joins: "nam88-abc123"."""
    hyphen = tokens.view.text.find("-", tokens.starts[index] + 3, end - 3)
    return hyphen if hyphen > 0 else end


def _second_value(tokens: Tokens, index: int) -> Span | None:
    at, signs = index, 0
    while at < len(tokens.forms) and signs < 3 and tokens.forms[at] in _BETWEEN_VALUES:
        at += 1
        signs += 1
    if at >= len(tokens.forms):
        return None
    slash = signs > 0 and tokens.forms[at - 1] in ("/", "|", "\\")
    seen = Setting("password", strength=2 if slash else 1, joined=slash, paired=True)
    return secret_at(tokens, at, seen)


def _index_behind(tokens: Tokens, index: int, end: int) -> int:
    """The first token from `index` on that begins at or behind an offset."""
    while index < len(tokens.starts) and tokens.starts[index] < end:
        index += 1
    return index
