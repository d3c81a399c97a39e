"""What the understanding is measured by, as one table: python -m benchmarks.nlu [--test] [--slow].

`--test` reads PhoATIS's test part (once a version; otherwise dev), `--slow` adds what trains many models. Rows of stock
Rasa are there where TIEPNHAN_RASA names its `rasa` command, and left out, saying so, where it does not.
"""

from __future__ import annotations

import os
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean

from benchmarks.nlu_commands import commands
from benchmarks.nlu_rasa import rasa_rows
from benchmarks.nlu_table import Line, show
from bot.evaluation import intervals
from bot.evaluation.assembling import singles
from bot.evaluation.crossing import Task, work
from bot.evaluation.judging import Judged, judge, latency
from bot.evaluation.measuring import arrays, headline
from bot.evaluation.metrics import in_top
from bot.evaluation.reading import read_samples
from bot.evaluation.results_findings import Span
from bot.evaluation.results_rows import Figure
from bot.evaluation.samples import Sample
from bot.evaluation.spellings import respelled
from bot.evaluation.trust import risk
from bot.evaluation.watches import two_problems, watches
from bot.files import find_domain
from bot.nlu.fitting import Recipe, fit
from bot.nlu.linear import LinearModel
from bot.nlu.rasa_yaml import read_folder
from bot.nlu.understand import Understander
from bot.text import fold, read

ROOT = Path(__file__).parents[1]
TESTS, MODEL = ROOT / "tests" / "nlu", ROOT / "models" / "default"
SPECIAL = ("two_problems.yml", "one_problem.yml", "look_alikes.yml", "fresh_two_problems.yml", "fresh_look_alikes.yml")


@dataclass(frozen=True, slots=True)
class Set:
    """Messages that were written together: held out since the beginning, or written afterwards by others."""

    name: str
    clean: tuple[Path, ...]
    noisy: Path
    alike: Path
    two: Path


SETS = (
    Set(
        "held out",
        tuple(sorted(path for path in TESTS.glob("*.yml") if path.name not in SPECIAL)),
        TESTS / "noisy",
        TESTS / "look_alikes.yml",
        TESTS / "two_problems.yml",
    ),
    Set(
        "fresh",
        (TESTS / "fresh",),
        TESTS / "fresh_noisy",
        TESTS / "fresh_look_alikes.yml",
        TESTS / "fresh_two_problems.yml",
    ),
)


def main() -> None:
    """Prints the table, part by part as it is measured."""
    understander = Understander.load(MODEL)
    at_once = {name for name, kind in find_domain(None).kinds.items() if kind.at_once}
    for each in SETS:
        if each.noisy.exists() and all(path.exists() for path in each.clean):
            show(each.name, _messages(understander, each, at_once))
    show("secrets", _secrets(understander))
    show("speed", _speed(understander))
    show("PhoATIS", _phoatis("test" if "--test" in sys.argv else "dev"))
    if "--slow" in sys.argv:
        show("few messages per intent", _few())
        show("evaluate and classify", commands(_read(SETS[0].clean), MODEL))
    show("stock Rasa", (Line(*row) for row in rasa_rows(SETS[0].clean, SETS[0].noisy, _spelled)))


def _read(paths: Sequence[Path]) -> list[Sample]:
    return [sample for sample in read_samples(paths).rows if sample.intent]


def _spelled(text: str, name: str) -> str:
    return respelled(text, name, intervals.SEED)


def _messages(understander: Understander, each: Set, at_once: set[str]) -> Iterator[Line]:
    """All figures of one set of messages."""
    samples = _read(each.clean)
    clean, noisy = judge(understander, samples), judge(understander, _read([each.noisy]))
    head, rough = headline(singles(clean), understander.model.threshold), headline(singles(noisy), 0.0)
    yield Line(f"{head.messages} messages as written", 0.96, head.accuracy)
    for name in ("unaccented", "NFD", "UPPERCASE"):
        other = judge(
            understander, [replace(sample, text=_spelled(sample.text, name), entities=None) for sample in samples]
        )
        yield Line(f"lost when {name}", 0.01, intervals.difference(_right(clean), _right(other)), False)
    yield Line(f"{rough.messages} noisy messages", 0.90, rough.accuracy)
    yield Line("among the first three", 0.99, intervals.share_of([in_top(one.guess) for one in clean]))
    yield Line(f"accepted by the threshold {head.threshold}", 0.90, head.coverage)
    yield Line("right among the accepted", 0.98, head.accepted_right)
    yield Line("right at 90 % coverage", 0.98, _right_at(singles(clean), 0.9))
    yield Line("calibration error", 0.03, head.calibration_error, False, "")
    yield Line("calibration error, noisy", 0.05, rough.calibration_error, False, "")
    watched = watches([*clean, *noisy, *judge(understander, _read([each.alike]))], at_once)
    if watched:
        yield Line("at-once intents found or left to a human", 0.98, watched[0].recall)
        yield Line("at-once intents named", None, watched[0].named)
        yield Line("look-alikes that raise an alarm", None, watched[0].look_alike_alarms)
    both = two_problems([*judge(understander, _read([each.two])), *clean])
    if both is not None:
        yield Line("two problems, both found", 0.85, both.both)
        yield Line("one problem taken for two", None, both.split)


def _right(judged: Sequence[Judged]) -> list[bool]:
    return [each.guess.right for each in judged]


def _right_at(judged: Sequence[Judged], coverage: float) -> Figure:
    """Share of right ones among the surest messages that make up so much of all."""
    points = [point for point in risk(judged)[0] if point.coverage >= coverage]
    chance, right = arrays(judged)
    taken = chance >= max(point.threshold for point in points)
    return intervals.share_of(right[taken] > 0)


def _secrets(understander: Understander) -> Iterator[Line]:
    """The messages of tests/text: with secrets, marked, and without, made to look like them."""
    texts = ROOT / "tests" / "text"
    rows = [_marked(line) for line in _lines(texts / "with_secrets.txt")]
    rows += [Sample(line, "", ()) for line in _lines(texts / "without_secrets.txt")]
    (found,) = watches(judge(understander, rows), ())
    yield Line("secrets masked", 0.99, found.recall)
    yield Line("look-alikes masked", None, found.false_alarms)


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.replace("⏎", "\n") for line in lines if line and not line.startswith("# ")]


def _marked(line: str) -> Sample:
    """A line "kinds | … ⟦secret⟧ …" as a message with labelled secrets."""
    kinds, _, message = line.partition(" | ")
    text, spans = "", []
    for kind, part in zip(["", *kinds.split()], message.split("⟦"), strict=True):
        value, _, rest = part.partition("⟧") if kind else ("", "", part)
        if kind:
            name = kind if kind in ("card", "id_number") else "secret"
            spans.append(Span(name, len(text), len(text) + len(value)))
        text += value + rest
    return Sample(text, "", tuple(spans))


def _speed(understander: Understander) -> Iterator[Line]:
    texts = [sample.text for sample in _read([TESTS])]
    shown = latency(understander, texts)
    if shown is not None:
        yield Line("a message, median", 0.8, shown.p50, False, "ms")
        yield Line("a message, p99", None, shown.p99, False, "ms")
        yield Line("messages per second and core", 2_000, 1000 / shown.mean, True, "/s")


def _phoatis(part: str) -> Iterator[Line]:
    """Intents of PhoATIS, mean of five seeds; settings are chosen on dev only."""
    folder = Path(os.environ.get("TIEPNHAN_BENCH_DATA", "")) / "phoatis"
    if not (folder / "train" / "label").is_file():
        print("PhoATIS is left out: TIEPNHAN_BENCH_DATA names no folder with phoatis/{train,dev,test}/{seq.in,label}")
        return
    texts, labels = _corpus(folder / "train")
    judged, truths = _corpus(folder / part)
    clean, plain = [], []
    for seed in range(5):
        model = fit(texts, labels, recipe=Recipe(seed=seed)).model
        clean.append(_accuracy(model, judged, truths, str))
        plain.append(_accuracy(model, judged, truths, lambda text: fold(text).plain))
    yield Line(f"{part}, mean of five seeds", 0.965, mean(clean))
    yield Line("lost unaccented", 0.005, mean(clean) - mean(plain), False)


def _corpus(folder: Path) -> tuple[list[str], list[str]]:
    texts, labels = ((folder / name).read_text(encoding="utf-8").splitlines() for name in ("seq.in", "label"))
    return texts, [label.strip() for label in labels]


def _accuracy(model: LinearModel, texts: Sequence[str], truths: Sequence[str], spell: Callable[[str], str]) -> float:
    right = 0
    for text, truth in zip(texts, truths, strict=True):
        evidence = model.evidence(read(spell(text)).normal)
        right += model.labels[int(model.score(evidence, [0], [len(evidence.spans)])[0].argmax())] == truth
    return right / len(texts)


def _few() -> Iterator[Line]:
    """Models that learnt from so few of our messages per intent, mean of three draws, on the held-out ones."""
    learnt, judged = read_samples([ROOT / "data" / "nlu"]), tuple(enumerate(_read(SETS[0].clean)))
    calibration = read_folder(ROOT / "data" / "calibration")
    by_intent: dict[str, list[Sample]] = defaultdict(list)
    for row in learnt.rows:
        by_intent[row.intent].append(row)
    for count, wanted in ((10, 0.75), (25, 0.85)):
        shares = []
        for seed in range(3):
            rows = [row for intent in sorted(by_intent) for row in _drawn(by_intent[intent], count, seed)]
            done = work(Task(tuple(rows), judged, learnt.tables, calibration))
            shares.append(mean(each.guess.right for _, each in done.judged))
        yield Line(f"{count} per intent", wanted, mean(shares))


def _drawn(rows: Sequence[Sample], count: int, seed: int) -> list[Sample]:
    return random.Random(seed).sample(list(rows), min(count, len(rows)))


if __name__ == "__main__":
    main()
