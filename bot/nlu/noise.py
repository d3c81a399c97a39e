"""Typing as on a phone in a hurry: copies of messages with short forms, lost accents and slips, for training only."""

from __future__ import annotations

import random
from collections.abc import Callable

from bot.text import fold
from bot.text.shorthand import SHORTHAND

_NEAR = dict(
    zip(
        "qwertyuiopasdfghjklzxcvbnm",
        "wa qes wrd etf ryg tuh yij uok ipl ol qsz adx sfc dgv fhb gjn hkm jl k asx zsc xdv cfb vgn bhm njk".split(),
        strict=True,
    )
)
_SHORT: dict[str, list[str]] = {}
for _form, _meaning in SHORTHAND.items():
    if " " not in _meaning:
        _SHORT.setdefault(_meaning, []).append(_form)
_PHRASES = {
    meaning: [form for form, said in SHORTHAND.items() if said == meaning]
    for meaning in sorted({said for said in SHORTHAND.values() if " " in said})
}


def noisy(text: str, draw: random.Random) -> str:
    """A copy as a sloppier typist would have sent it.

    Args:
        text: the message.
        draw: the source of chance; the same seed gives the same copy.
    """
    view = fold(text)
    line = view.plain if draw.random() < 0.5 else view.text
    for meaning, forms in _PHRASES.items():
        if meaning in line and draw.random() < 0.5:
            line = line.replace(meaning, draw.choice(forms))
    words = [_word(word, draw) for word in line.split()]
    return "".join(word + ("" if draw.random() < 0.05 else " ") for word in words).strip()


def _word(word: str, draw: random.Random) -> str:
    if word in _SHORT and draw.random() < 0.4:
        return draw.choice(_SHORT[word])
    if len(word) < 3 or not word.isalpha() or draw.random() > 0.25:
        return word
    return draw.choice(_SLIPS)(word, draw.randrange(len(word) - 1), draw)


def _swap(word: str, at: int, draw: random.Random) -> str:
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _drop(word: str, at: int, draw: random.Random) -> str:
    return word[: at + 1] + word[at + 2 :]


def _double(word: str, at: int, draw: random.Random) -> str:
    return word[: at + 1] + word[at:]


def _neighbour(word: str, at: int, draw: random.Random) -> str:
    return word[:at] + draw.choice(_NEAR.get(word[at], word[at])) + word[at + 1 :]


_SLIPS: tuple[Callable[[str, int, random.Random], str], ...] = (_swap, _drop, _double, _neighbour)
