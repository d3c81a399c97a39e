"""A folded message cut into words for the search of secrets; it reads raw Telex and VNI back, and judges nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.text import secret_words as words
from bot.text.accents import without_accents
from bot.text.aligned import Aligned
from bot.text.keyboards import from_telex, from_vni
from bot.text.secret_words import Cue

_TOKEN = re.compile(r"[^\W_]+|\n|•+|[^\w\s]|_")
_USER_PHRASES = (
    ("tai", "khoan"), ("ten", "dang", "nhap"), ("ten", "tai", "khoan"), ("ten", "tk"), ("ten", "acc"), ("ten", "nick"),
    ("ten", "dn"), ("ten", "user"), ("user", "name"), ("ten", "truy", "cap"), ("login", "name"), ("nick", "name"),
    ("t", "khoan"), ("login", "id"),
)  # fmt: skip
_USER_STARTS = words.USER_WORDS | {phrase[0] for phrase in _USER_PHRASES}
_DOUBLE_END = re.compile(r"(.)\1{1,30}$")


def _known_words() -> frozenset[str]:
    known = set(words.USER_WORDS | words.PRONOUN_BEFORE_MK | words.LINKS | words.FILLERS_STRONG | words.BLOCKERS)
    known |= words.SOFT | words.FILLERS_OTP | words.SENT | words.FORGOTTEN | words.UNITS | words.AGAIN | words.PERSONAL
    for first, entries in words.CUES.items():
        known.add(first)
        known |= {word for rest, _ in entries for word in rest}
    return frozenset(known)


_KNOWN = _known_words()


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words and signs of a message.

    Attributes:
        raw: the message as it was typed.
        view: the folded message.
        starts: where each token begins, offset into the view.
        ends: the offset behind each.
        forms: each token without accents, lower case; a known word typed in raw Telex or VNI or with its last letter
            drawn out stands here as that word.
        cues: for each token the longest cue that begins there with the index behind it, or None.
        users: for each token the index behind the words that announce an account's name, if they begin there; else 0.
    """

    raw: str
    view: Aligned
    starts: list[int]
    ends: list[int]
    forms: list[str]
    cues: list[tuple[Cue, int] | None] = field(default_factory=list)
    users: list[int] = field(default_factory=list)

    def text(self, index: int) -> str:
        """Token number `index` with its accents."""
        return self.view.text[self.starts[index] : self.ends[index]]

    def is_capital(self, index: int) -> bool:
        """Whether token `index` was typed with a capital first and small letters behind it."""
        start, end = self.view.raw_span(self.starts[index], self.ends[index])
        return self.raw[start:end].istitle()

    def touches(self, index: int) -> bool:
        """Whether token `index` stands right behind the one before it, without a space."""
        return index > 0 and self.ends[index - 1] == self.starts[index]


def cut(raw: str, view: Aligned) -> Tokens:
    """The words and signs of a message, `view` being what folding made of it."""
    starts: list[int] = []
    ends: list[int] = []
    forms: list[str] = []
    for match in _TOKEN.finditer(view.plain):
        starts.append(match.start())
        ends.append(match.end())
        form = match.group()
        forms.append(form if form in _KNOWN or len(form) > 14 or len(form) == 1 else _known_form(form))
    tokens = Tokens(raw, view, starts, ends, forms)
    for index, form in enumerate(forms):
        tokens.cues.append(_cue_at(tokens, index) if form in words.CUES else None)
        tokens.users.append(_user_word_at(forms, index) if form in _USER_STARTS else 0)
    return tokens


def _cue_at(tokens: Tokens, index: int) -> tuple[Cue, int] | None:
    forms = tokens.forms
    following = forms[index + 1] if index + 1 < len(forms) else ""
    for rest, cue in words.CUES[forms[index]]:
        if rest and rest[0] != following:
            continue
        if not rest or tuple(forms[index + 1 : index + 1 + len(rest)]) == rest:
            return (cue, index + 1 + len(rest)) if tokens.text(index) not in words.NO_CUES else None
    return None


def _user_word_at(forms: list[str], index: int) -> int:
    for phrase in _USER_PHRASES:
        if forms[index] == phrase[0] and tuple(forms[index : index + len(phrase)]) == phrase:
            return index + len(phrase)
    return index + 1 if forms[index] in words.USER_WORDS else 0


def _known_form(form: str) -> str:
    """The known word that a token is a raw or drawn-out spelling of, or the token."""
    if form == "max":
        return "ma"  # mã in Telex; as an English word it stands before no word of a cue
    if form.isdecimal() or not form.isascii():
        return form
    word = (from_telex(form) if form.isalpha() else from_vni(form))[0]
    plain = without_accents(word)
    if plain in _KNOWN:
        return plain
    shorter = _DOUBLE_END.sub(r"\1", form) if form.isalpha() else form
    return shorter if shorter in _KNOWN else form
