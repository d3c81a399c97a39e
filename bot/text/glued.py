"""Which words lie in letters typed without a space ("hoangnam", "dangnhap"); it knows syllables, not their meaning."""

from __future__ import annotations

from functools import lru_cache

from bot.text.syllables import is_syllable

LONGEST = 30
"""Longer runs of letters are not taken apart."""

_LONGEST_SYLLABLE = 7


@lru_cache(maxsize=4096)
def syllables_in(word: str) -> tuple[str, ...]:
    """The fewest Vietnamese syllables that make up a lower-case word without accents.

    Returns:
        The syllables in order; empty where no such cutting exists, or the word is too long to look. Of equally short
        cuttings the one with the longer first syllables.
    """
    if not word or len(word) > LONGEST or not word.isascii() or not word.isalpha():
        return ()
    best: list[tuple[str, ...] | None] = [None] * (len(word) + 1)
    best[len(word)] = ()
    for start in range(len(word) - 1, -1, -1):
        for end in range(min(len(word), start + _LONGEST_SYLLABLE), start, -1):
            rest = best[end]
            if rest is None or not _is_part(word[start:end]):
                continue
            known = best[start]
            if known is None or len(rest) + 1 < len(known):
                best[start] = (word[start:end], *rest)
    return best[0] or ()


def _is_part(part: str) -> bool:
    """Whether the letters may be one of several glued syllables; single letters are too weak a sign."""
    return len(part) > 1 and is_syllable(part)
