"""The same message as others would have typed it: without accents, in another encoding, in short forms, with slips.

The slips are others than those of `bot.nlu.noise`, whose copies the model learns: a model must not be judged by the very
noise that it was trained on. Only `hurried` is that noise, to show what the training copies give.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from functools import partial

from bot.nlu.noise import noisy
from bot.text import fold
from bot.text.accents import TONES, split_tone, with_tone
from bot.text.shorthand import SHORTHAND

_SHORT: dict[str, list[str]] = {}
for _form, _meaning in SHORTHAND.items():
    _SHORT.setdefault(_meaning, []).append(_form)
_HABITS = (("ph", "f", ""), ("qu", "w", ""), ("gi", "z", ""), ("", "g", "ng"), ("", "k", "ch"), ("", "j", "i"))
"""Letters of teencode: (beginning that is replaced, by what, ending that is replaced)."""
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SPELLED = 0.6
_HABIT = 0.25


def teencode(text: str, draw: random.Random) -> str:
    """Words as the young shorten them: most of those that have short forms, and some letters of the others."""
    line = unicodedata.normalize("NFC", text)
    for meaning, forms in _SHORT.items():
        if " " in meaning and meaning in line.lower() and draw.random() < _SPELLED:
            line = line.lower().replace(meaning, draw.choice(forms))
    return " ".join(_shortened(word, draw) for word in line.split(" "))


def _shortened(word: str, draw: random.Random) -> str:
    plain = word.lower()
    if plain in _SHORT and draw.random() < _SPELLED:
        return draw.choice(_SHORT[plain])
    if len(plain) < 3 or not plain.isalpha() or draw.random() > _HABIT:
        return word
    for begins, letter, ends in _HABITS:
        if begins and plain.startswith(begins):
            return letter + plain.removeprefix(begins)
        if ends and plain.endswith(ends):
            return plain.removesuffix(ends) + letter
    return word


def slips(text: str, draw: random.Random, *, share: float) -> str:
    """A slip of the finger in so many of the words; numbers and names with digits are left alone."""
    line = unicodedata.normalize("NFC", text)
    return " ".join(_slipped(word, draw) if draw.random() < share else word for word in line.split(" "))


def _slipped(word: str, draw: random.Random) -> str:
    if len(word) < 2 or not word.isalpha():
        return word
    return draw.choice(_SLIPS)(word, draw.randrange(len(word)), draw)


def _left_out(word: str, at: int, draw: random.Random) -> str:
    return word[:at] + word[at + 1 :]


def _beside(word: str, at: int, draw: random.Random) -> str:
    row = next((row for row in _ROWS if word[at].lower() in row), "")
    near = row.find(word[at].lower())
    keys = row[max(0, near - 1) : near] + row[near + 1 : near + 2] if row else ""
    return word[:at] + draw.choice(keys or word[at]) + word[at + 1 :]


def _too_early(word: str, at: int, draw: random.Random) -> str:
    at = min(at, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _other_tone(word: str, at: int, draw: random.Random) -> str:
    """Another tone, or none: the wrong key of five, or none of them."""
    bare, tone, where = split_tone(word.lower())
    if where < 0:
        return _left_out(word, at, draw)
    return with_tone(bare, where, draw.choice([*(each for each in TONES if each != tone), ""]))


def _held_down(word: str, at: int, draw: random.Random) -> str:
    return word[:at] + word[at] + word[at:]


_SLIPS: tuple[Callable[[str, int, random.Random], str], ...] = (_left_out, _beside, _too_early, _other_tone, _held_down)

SPELLINGS: dict[str, Callable[[str, random.Random], str]] = {
    "unaccented": lambda text, draw: fold(text).plain,
    "NFD": lambda text, draw: unicodedata.normalize("NFD", text),
    "UPPERCASE": lambda text, draw: text.upper(),
    "teencode": teencode,
    "typos 1": partial(slips, share=0.05),
    "typos 2": partial(slips, share=0.15),
    "typos 3": partial(slips, share=0.30),
    "hurried": noisy,
}
"""Name -> how a message is rewritten; the names are those of the slices."""


def respelled(text: str, name: str, seed: int) -> str:
    """A message in another spelling; the same for the same message, name and seed, whatever stands around it."""
    return SPELLINGS[name](text, random.Random(f"{seed} {name} {text}"))
