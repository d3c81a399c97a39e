"""How long a message takes: the whole understanding, directly and as a spaCy pipeline, one thread; then two processes."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from statistics import median, quantiles

import spacy

from benchmarks.messages import held_out
from bot.nlu.pipeline import to_parse
from bot.nlu.understand import Understander
from bot.text.zone import VIETNAM

MODEL = Path("models/default")
NOW = datetime(2026, 11, 14, 21, tzinfo=VIETNAM)


def main() -> None:
    """Prints milliseconds per message and messages per second."""
    texts = held_out()
    understander = Understander.load(MODEL)
    nlp = spacy.load(MODEL)
    _each("direct", texts, lambda text: understander.parse(text, NOW))

    def by_spacy(text: str) -> None:
        with nlp.memory_zone():
            to_parse(nlp(text), NOW)

    _each("spaCy", texts, by_spacy)
    long = (" ".join(texts))[:2000]
    _each("2,000 characters, direct", [long] * 50, lambda text: understander.parse(text, NOW))
    _each("2,000 characters, spaCy", [long] * 50, by_spacy)
    many = (texts * 10)[:10_000]
    for processes in (1, 2):
        start = time.perf_counter()
        for _ in nlp.pipe(many, n_process=processes, batch_size=256):
            pass
        print(f"nlp.pipe(n_process={processes}): {len(many) / (time.perf_counter() - start):,.0f} messages/s")


def _each(name: str, texts: list[str], read: Callable[[str], object]) -> None:
    for text in texts[:100]:
        read(text)
    taken = []
    for text in texts:
        start = time.perf_counter()
        read(text)
        taken.append(1000 * (time.perf_counter() - start))
    print(f"{name}: median {median(taken):.2f} ms, p95 {quantiles(taken, n=20)[-1]:.2f} ms, {len(texts)} messages")


if __name__ == "__main__":
    main()
