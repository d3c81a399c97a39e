"""Messages to measure with: the held-out ones of the repository, and made-up ones where fresh words are wanted."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from bot.nlu.rasa_yaml import read_folder

ROOT = Path(__file__).parents[1]


def held_out() -> list[str]:
    """Every held-out message, clean and noisy."""
    return [example.text for example in read_folder(ROOT / "tests" / "nlu").examples]


def fresh(count: int, seed: int = 1) -> Iterator[str]:
    """Messages of words that no one has used before, as names and codes in real traffic are."""
    draw = random.Random(seed)
    letters = "abcdeghiklmnopqrstuvxyàáảãạăâđêôơư"
    for _ in range(count):
        words = ["".join(draw.choices(letters, k=draw.randint(3, 9))) for _ in range(draw.randint(4, 12))]
        yield (
            " ".join(words)
            + f" tk {''.join(draw.choices(letters[:20], k=6))}{draw.randint(10, 9999)} rut {draw.randint(1, 99)}tr"
        )
