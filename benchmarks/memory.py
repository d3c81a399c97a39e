"""How much a long-running process grows over 40,000 messages of fresh words, directly and through spaCy."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import spacy

from benchmarks.messages import fresh
from bot.nlu.pipeline import to_parse
from bot.nlu.understand import Understander
from bot.text.zone import VIETNAM

MODEL = Path("models/default")
NOW = datetime(2026, 11, 14, 21, tzinfo=VIETNAM)


def main() -> None:
    """Prints resident megabytes after 1,000 and after 40,000 messages."""
    understander = Understander.load(MODEL)
    _grow("direct", lambda text: understander.parse(text, NOW), seed=1)
    nlp = spacy.load(MODEL)

    def by_spacy(text: str) -> None:
        with nlp.memory_zone():
            to_parse(nlp(text), NOW)

    _grow("spaCy in memory zones", by_spacy, seed=2)


def _grow(name: str, read: Callable[[str], object], seed: int) -> None:
    after = {}
    for number, text in enumerate(fresh(40_000, seed), 1):
        read(text)
        if number in (1_000, 40_000):
            after[number] = _resident()
    print(f"{name}: {after[1_000]:.0f} MB after 1,000, {after[40_000]:.0f} MB after 40,000 messages")


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    main()
