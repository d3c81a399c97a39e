"""Vietnamese letters and their accent-free twins; it knows letters only, no words."""

from __future__ import annotations

import unicodedata

TONES = "\u0300\u0301\u0309\u0303\u0323"
"""The five tone marks: grave, acute, hook, tilde, dot below (huyền, sắc, hỏi, ngã, nặng)."""

SHAPES = "\u0302\u0306\u031b"
"""The three marks that make another letter: circumflex, breve, horn."""

VOWELS = "aăâeêioôơuưy"


def _compose(base: str, marks: str) -> str:
    return unicodedata.normalize("NFC", base + marks)


TONED: dict[str, tuple[str, str]] = {
    _compose(vowel, tone): (vowel, tone) for vowel in VOWELS for tone in TONES
}
"""Each vowel with a tone -> (the vowel without it, the tone mark)."""

LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzđ" + VOWELS) | frozenset(TONED)
"""Every lower-case letter of Vietnamese, and f, j, w, z."""


def _base(letter: str) -> str:
    if letter in "đðɖ":
        return "d"
    decomposed = unicodedata.normalize("NFD", letter)
    return decomposed[0] if decomposed[0].isascii() else letter


_PLAIN = {
    code: base
    for block in (range(0xC0, 0x250), range(0x1E00, 0x1F00))
    for code in block
    if (base := _base(chr(code))) != chr(code)
}


def without_accents(text: str) -> str:
    """The text with its accents taken off and đ -> d, character for character.

    Args:
        text: composed (NFC) text; combining marks are left as they are.

    Returns:
        A string of exactly the same length.
    """
    return text if text.isascii() else text.translate(_PLAIN)


def with_tone(word: str, at: int, tone: str) -> str:
    """The word with a tone mark on its letter number `at`; tone "" leaves it bare."""
    return word[:at] + _compose(word[at], tone) + word[at + 1 :] if tone else word


def split_tone(word: str) -> tuple[str, str, int]:
    """Takes the last tone off a lower-case composed word: (word without tones, tone mark or "", its position or -1)."""
    tone, where = "", -1
    bare = []
    for index, letter in enumerate(word):
        if letter in TONED:
            letter, tone = TONED[letter]
            where = index
        bare.append(letter)
    return "".join(bare), tone, where
