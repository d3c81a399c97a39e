"""Intents of PhoATIS (syllable level): trained on train, measured on dev, or on test with --test; accented and not.

The corpus is not ours to ship: it is looked for under $TIEPNHAN_BENCH_DATA/phoatis and left out where it is not there.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from bot.nlu.fitting import fit
from bot.nlu.linear import LinearModel
from bot.text import fold, read


def main() -> None:
    """Prints accuracy in percent."""
    folder = Path(os.environ.get("TIEPNHAN_BENCH_DATA", "")) / "phoatis"
    if not (folder / "train" / "label").is_file():
        print("left out: set TIEPNHAN_BENCH_DATA to a folder that holds phoatis/{train,dev,test}/{seq.in,label}")
        return
    texts, labels = _load(folder / "train")
    start = time.perf_counter()
    fitted = fit(texts, labels)
    print(f"trained on {len(texts)} messages in {time.perf_counter() - start:.1f} s")
    for part in ("dev", "test") if "--test" in sys.argv else ("dev",):
        texts, labels = _load(folder / part)
        clean = _accuracy(fitted.model, texts, labels)
        plain = _accuracy(fitted.model, [fold(text).plain for text in texts], labels)
        print(f"{part}: {clean:.2f} accented, {plain:.2f} unaccented, {len(texts)} messages")


def _load(folder: Path) -> tuple[list[str], list[str]]:
    lines = (folder / "seq.in").read_text(encoding="utf-8").splitlines()
    return lines, [label.strip() for label in (folder / "label").read_text(encoding="utf-8").splitlines()]


def _accuracy(model: LinearModel, texts: list[str], labels: list[str]) -> float:
    right = 0
    for text, label in zip(texts, labels, strict=True):
        evidence = model.evidence(read(text).normal)
        right += model.labels[int(model.score(evidence, [0], [len(evidence.spans)])[0].argmax())] == label
    return 100 * right / len(texts)


if __name__ == "__main__":
    main()
