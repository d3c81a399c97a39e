"""How long `evaluate` and `classify` take over 10,000 messages: whole commands, by the clock and by the work they did."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.nlu_table import Line
from bot.evaluation.samples import Sample

ROOT = Path(__file__).parents[1]


def commands(samples: Sequence[Sample], model: Path) -> Iterator[Line]:
    """Lines of the table: 10,000 messages, these ones again and again, each with a number of its own."""
    with tempfile.TemporaryDirectory() as folder:
        tests = Path(folder) / "tests.jsonl"
        with tests.open("w", encoding="utf-8") as file:
            for number in range(10_000):
                sample = samples[number % len(samples)]
                row = {"text": f"{sample.text} {number}", "intent": sample.intent}
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        words = ["evaluate", str(tests), "--out", f"{folder}/results"]
        for what, more, wanted in (("no slices", ["--no-slices"], 20), ("everything", [], 180)):
            wall, busy = _seconds(model, [*words, *more])
            yield Line(f"evaluate 10,000 messages, {what}", wanted, wall, False, "s")
            yield Line("  of it all cores' work", None, busy, False, "s")
        wall, busy = _seconds(model, ["classify", str(tests), "--out", f"{folder}/out.jsonl", "--workers", "1"])
        yield Line("archive rows per second and core", 2_000, 10_000 / wall, True, "/s")
        yield Line("  per second of its own work", None, 10_000 / busy, True, "/s")


def _seconds(model: Path, words: Sequence[str]) -> tuple[float, float]:
    """Seconds by the clock, and seconds that the command and its processes worked."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [str(Path(sys.executable).parent / "tiepnhan"), *words, "--model", str(model)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
