"""Folding: the same letters and digits as were typed, in one spelling; it never adds or drops one, and knows no words."""

from __future__ import annotations

import re
import unicodedata

from bot.text.accents import LETTERS, SHAPES, TONES, without_accents
from bot.text.aligned import Aligned

_MARKS = TONES + SHAPES
_COMMON = re.compile(
    "[\\t\\n -~"
    + "".join(sorted(letter for letter in LETTERS | {letter.upper() for letter in LETTERS} if not letter.isascii()))
    + "•\U0001f300-\U0001f3fa\U0001f400-\U0001faff]*"
)

_CYRILLIC = dict(zip("асеіјорухѕԁһӏкмтвнАВЕЅІЈКМНОРСТУХ", "aceijopyxsdhlkmtbhabesijkmhopctyx", strict=True))
_GREEK = dict(zip("αικνορτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aikvoptuxabezhikmnoptyx", strict=True))
_LATIN = dict(zip("ðÐɖƉıɑɡ", "đđđđiag", strict=True))
_SIGNS = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4\uff07", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
    **dict.fromkeys("\u2044\u2215", "/"),
    **dict.fromkeys("\u2236\ua789", ":"),
}
_LOOK_ALIKE: dict[str, str] = {**_CYRILLIC, **_GREEK, **_LATIN, **_SIGNS}

_KEEP_MARKS = 4
"""So many marks of one letter are looked at; a letter of Vietnamese has two, and hostile input thousands."""


_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def sound(raw: str) -> str:
    """The message as every encoding and database takes it: half characters (lone surrogates) become the replacement
    character, NUL an invisible space, so that a secret around it is still one word. No place in it moves."""
    return _LONE_SURROGATE.sub("\ufffd", raw).replace("\x00", "\u200b")


def fold(raw: str) -> Aligned:
    """The message in lower case, composed, with look-alikes, invisible marks and odd spaces out of the way.

    Args:
        raw: any string, also with lone surrogates or unassigned characters.

    Returns:
        The view. Every character of it came from one letter of the message with its marks.
    """
    if _COMMON.fullmatch(raw):
        text = raw.lower().replace("\t", " ")
        return Aligned(text, without_accents(text))
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end, base, marks in _clusters(raw):
        letter = _fold_letter(base, marks)
        if letter:
            letters.append(letter)
            starts.append(start)
            ends.append(end)
    text = "".join(letters)
    return Aligned(text, without_accents(text), starts, ends)


def _clusters(raw: str) -> list[tuple[int, int, str, str]]:
    """Each letter with the marks behind it: (start, end, letter, the first few marks)."""
    found: list[tuple[int, int, str, str]] = []
    at, size = 0, len(raw)
    while at < size:
        start, base, marks = at, raw[at], ""
        at += 1
        while at < size and _belongs(raw[at], base):
            if raw[at] in _MARKS or unicodedata.normalize("NFC", raw[at]) in _MARKS:
                marks = (marks + unicodedata.normalize("NFC", raw[at]))[:_KEEP_MARKS]
            at += 1
        found.append((start, at, base, marks))
    return found


def _belongs(char: str, base: str) -> bool:
    """Whether a character only decorates the one before it."""
    return char >= "\u0300" and unicodedata.category(char) in ("Mn", "Me") and base not in "\n "


def _fold_letter(base: str, marks: str) -> str:
    """One character of the view for one letter and its marks, or "" for what is invisible."""
    known = _LOOK_ALIKE.get(base)
    if known is None:
        category = unicodedata.category(base)
        if category in ("Cf", "Mn", "Me", "Cs", "Co") or (category == "Cc" and base not in "\t\n\r"):
            return ""
        if base in "\t\r" or category in ("Zs", "Zl", "Zp"):
            return "\n" if category in ("Zl", "Zp") else " "
        known = _lower(base)
    if marks or not (known.isascii() or known in LETTERS):
        return _with_marks(known, marks)
    return known


def _lower(base: str) -> str:
    """Lower case of one character as one character; full-width and mathematical letters as plain ones."""
    if base >= "\u02b0" and base not in LETTERS:
        compatible = unicodedata.normalize("NFKC", base)
        if len(compatible) == 1 and compatible.isascii() and compatible.isprintable():
            base = compatible
    lowered = base.lower()
    if len(lowered) > 1:
        lowered = lowered[0]
    composed = unicodedata.normalize("NFC", lowered)
    return composed if len(composed) == 1 else lowered


def _with_marks(letter: str, marks: str) -> str:
    """The letter with at most one shape and one tone, whatever order they were typed in."""
    decomposed = unicodedata.normalize("NFD", letter)
    typed = decomposed[1:] + marks
    tones = [tone for tone in TONES if tone in typed]
    shapes = [shape for shape in SHAPES if shape in typed]
    for shape in (*shapes, ""):
        for tone in (*tones, ""):
            composed = unicodedata.normalize("NFC", decomposed[0] + shape + tone)
            if composed in LETTERS:
                return composed
    foreign_marks = all(unicodedata.category(mark) == "Mn" for mark in decomposed[1:])
    return decomposed[0] if foreign_marks else letter
