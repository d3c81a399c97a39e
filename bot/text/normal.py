"""Reading: a folded message as a Vietnamese reader would say it; it alters words, never numbers, codes or names' digits."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.text.accents import without_accents
from bot.text.aligned import Aligned, Text
from bot.text.fold import fold
from bot.text.keyboards import ENGLISH, from_telex, from_vni, replace_tone
from bot.text.shorthand import AFTER_NUMBER, SHORTHAND
from bot.text.syllables import is_syllable

_TOKEN = re.compile(r"[^\W_]+")
_RUN = re.compile(r"(.)\1{2,}")
_SAME = re.compile(r"(.)\1*")
_DOUBLE_END = re.compile(r"(.)\1$")
_HORNED_U = "ưứừửữự"
_JOINTS = ("_", "@")
_CONTRACTED = frozenset(("t", "s", "m", "d", "re", "ve", "ll"))
_LONG = 24
"""A longer run of letters is no word that anybody abbreviates; it is left as it is."""


@lru_cache(maxsize=16)
def read(raw: str) -> Text:
    """The message in the three forms that the product works on (see Text)."""
    folded = fold(raw)
    return Text(raw, folded, _normal(folded))


def _normal(folded: Aligned) -> Aligned:
    """The folded view with its words written out."""
    tokens = [(match.start(), match.end(), match.group()) for match in _TOKEN.finditer(folded.text)]
    telex, vni = _typed_raw(tokens)
    changes: list[tuple[int, int, str]] = []
    for start, end, token in tokens:
        if _part_of_name(folded.text, start, end) or (token in _CONTRACTED and _behind_letter(folded.text, start)):
            continue
        word = read_word(token, telex=telex, vni=vni)
        if word != token and not (token in AFTER_NUMBER and _follows_number(folded.text, start)):
            changes.append((start, end, word))
    return _rewrite(folded, changes) if changes else folded


def _typed_raw(tokens: list[tuple[int, int, str]]) -> tuple[bool, bool]:
    """Whether the message as a whole was typed in raw Telex, and in raw VNI: one sure word, or two likely ones."""
    sure = [0, 0]
    likely = [0, 0]
    for _, _, token in tokens:
        if len(token) > 10 or not token.isascii():
            continue
        kind = 0 if token.isalpha() else 1
        if kind == 0 and (is_syllable(token) or token in SHORTHAND):
            continue
        word, no_doubt = from_telex(token) if kind == 0 else from_vni(token)
        if word:
            (sure if no_doubt else likely)[kind] += 1
    return sure[0] > 0 or likely[0] > 2, sure[1] > 0


@lru_cache(maxsize=16384)
def read_word(token: str, *, telex: bool = False, vni: bool = False) -> str:
    """One folded word as a reader would say it.

    Args:
        token: letters and digits, folded.
        telex: whether other words of the message show raw Telex; then a tone letter at the end is one ("ruts").
        vni: likewise for raw VNI ("nap5").
    """
    if len(token) > _LONG or token.isdecimal():
        return token
    if not token.isalpha():
        word, no_doubt = from_vni(token)
        return word if word and (no_doubt or vni) else token
    written_out = SHORTHAND.get(token)
    if written_out is not None:
        return written_out
    if token.isascii():
        word, no_doubt = from_telex(token)
        if word and (no_doubt or telex or len(token) > 2) and not (is_syllable(token) and not no_doubt):
            return word
    return _squeeze(token)


def _squeeze(token: str) -> str:
    """Elongation taken back, tone marks in one place, and what is shorthand then written out."""
    if token in ENGLISH:
        return token
    if is_syllable(token):
        return replace_tone(token)
    plain = without_accents(token)
    if _RUN.search(plain):
        token = _shorter(token, plain, 3)
    if not is_syllable(token) and _DOUBLE_END.search(without_accents(token)):
        shorter = _shorter(token, without_accents(token), 2)
        token = shorter if is_syllable(shorter) or shorter in SHORTHAND else token
    return SHORTHAND.get(token, replace_tone(token))


def _shorter(token: str, plain: str, least: int) -> str:
    """The word with each run of `least` or more like letters said once, with the accent that one of them bears."""
    kept: list[str] = []
    for match in _SAME.finditer(plain):
        run = token[match.start() : match.end()]
        accented = next((letter for letter in run if not letter.isascii()), run[0])
        if len(run) < least:
            kept.append(run)
        elif accented in _HORNED_U and run[-1] == "u":
            kept.append(accented + "u")
        else:
            kept.append(accented)
    return "".join(kept)


def _part_of_name(text: str, start: int, end: int) -> bool:
    """Whether the letters are joined to others by _ or @, as in names and addresses."""
    return text[start - 1 : start] in _JOINTS or text[end : end + 1] in _JOINTS


def _behind_letter(text: str, start: int) -> bool:
    """Whether an apostrophe joins the letters to a word, as in "don't"."""
    return start > 1 and text[start - 1] == "'" and text[start - 2].isalpha()


def _follows_number(text: str, start: int) -> bool:
    """Whether the word stands behind a number, where k, m, h, p are units and no shorthand."""
    before = text[max(0, start - 4) : start].rstrip(" ")
    return bool(before) and before[-1].isdecimal()


def _rewrite(folded: Aligned, changes: list[tuple[int, int, str]]) -> Aligned:
    """The view with some words replaced; each letter of a new word came from the whole of the old one."""
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    old_starts = folded.starts if folded.starts is not None else range(len(folded.text))
    old_ends = folded.ends if folded.ends is not None else range(1, len(folded.text) + 1)
    at = 0
    for start, end, word in changes:
        parts += (folded.text[at:start], word)
        starts += old_starts[at:start]
        ends += old_ends[at:start]
        starts += [old_starts[start]] * len(word)
        ends += [old_ends[end - 1]] * len(word)
        at = end
    parts.append(folded.text[at:])
    starts += old_starts[at:]
    ends += old_ends[at:]
    text = "".join(parts)
    return Aligned(text, without_accents(text), starts, ends)
