"""Whether a model can be used, why, and what to do first: read off a result by fixed rules; it writes no words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.evaluation.gates import SAFETY
from bot.evaluation.report_wording import Wording
from bot.evaluation.results import Evaluation, Gate

Level = Literal["no", "unknown", "care", "yes"]

FEW = 50
"""Fewer messages than this say nothing: at 96 % right, the interval of 50 is still 12 points wide."""

WRONG, GOOD = 0.90, 0.98
"""Right among the accepted: below the first, one sure answer in ten is wrong; from the second on the model is as asked for."""

COVERED = 0.90
"""Share accepted from which on the bot spares people work as it should."""

UNSURE = 0.05
"""Calibration error up to which probabilities can be believed."""

LOST = 0.05
"""Accuracy lost in a slice from which on the people behind it are named."""

_LEAST_SLICE = 20
_WORST: tuple[Level, ...] = ("no", "unknown", "care", "yes")


@dataclass(frozen=True, slots=True)
class Reason:
    """Something that speaks for or against using the model.

    Attributes:
        level: the best verdict that it leaves possible.
        key: of its text, `reason.…`.
        values: what stands in the text's gaps, as it is written.
        section: the part of the report that shows it.
    """

    level: Level
    key: str
    values: dict[str, str]
    section: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the model can be used: the worst level of its reasons, which come worst first."""

    level: Level
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do; `key` of its text `step.…`, `values` for the gaps, `section` that shows what it is about."""

    key: str
    values: dict[str, str]
    section: str


def verdict(evaluation: Evaluation, wording: Wording) -> Verdict:
    """Whether the model can be used, with every reason that speaks against it, and those that speak for it."""
    reasons = [
        *_amount(evaluation, wording),
        *_gates(evaluation, wording),
        *_accepted(evaluation, wording),
        *_trust(evaluation, wording),
        *_people(evaluation, wording),
        *_before(evaluation, wording),
    ]
    reasons.sort(key=lambda each: _WORST.index(each.level))
    return Verdict(reasons[0].level if reasons else "unknown", tuple(reasons))


def _amount(evaluation: Evaluation, wording: Wording) -> Iterator[Reason]:
    messages = evaluation.headline.messages
    if messages < FEW:
        values = {"count": wording.number(messages), "least": wording.number(FEW)}
        yield Reason("unknown", "reason.few", values, "headline")


def _gates(evaluation: Evaluation, wording: Wording) -> Iterator[Reason]:
    """Gates that failed, those of safety that stand on few messages, and those that could not be tried at all."""
    for gate in evaluation.gates:
        values = _told(gate, wording)
        if not gate.passed:
            yield Reason("no", "reason.gate", values, "safety")
        elif gate.key in SAFETY and gate.found.count < FEW:
            yield Reason("care", "reason.gate.few", values, "safety")
        elif gate.key in SAFETY:
            yield Reason("yes", "reason.gate.passed", values, "safety")
    tried = {gate.key for gate in evaluation.gates}
    for key in SAFETY:
        if key not in tried:
            yield Reason("care", "reason.gate.untried", {"what": wording.gate(key)}, "safety")


def _told(gate: Gate, wording: Wording) -> dict[str, str]:
    count = wording.number(gate.found.count)
    found, needed = wording.reached(gate), wording.needed(gate)
    return {"what": wording.gate(gate.key), "found": found, "needed": needed, "count": count}


def _accepted(evaluation: Evaluation, wording: Wording) -> Iterator[Reason]:
    head = evaluation.headline
    right, share = head.accepted_right, head.coverage
    if right.value is None:
        if head.messages:
            yield Reason("no", "reason.nothing", {}, "headline")
        return
    values = {"right": wording.figure(right), "wrong": wording.number(100 * (1 - right.value), 1)}
    level: Level = "no" if right.value < WRONG else "care" if right.value < GOOD else "yes"
    yield Reason(level, f"reason.right.{level}", {**values, "good": wording.percent(GOOD, 0)}, "headline")
    if share.value is not None:
        level = "care" if share.value < COVERED else "yes"
        rest = wording.percent(1 - share.value)
        told = {"share": wording.figure(share), "rest": rest, "good": wording.percent(COVERED, 0)}
        yield Reason(level, f"reason.share.{level}", told, "headline")


def _trust(evaluation: Evaluation, wording: Wording) -> Iterator[Reason]:
    found = evaluation.calibration
    if found is None or found.error.value is None:
        return
    if found.error.value > max(UNSURE, found.by_chance):
        yield Reason("care", "reason.calibration", {"error": wording.number(found.error.value, 3)}, "trust")


def _people(evaluation: Evaluation, wording: Wording) -> Iterator[Reason]:
    """Parts of the messages that lose more than chance would take from them."""
    for part in evaluation.slices:
        lost, least = part.lost.value, part.lost.low
        if lost is None or least is None or part.messages < _LEAST_SLICE:
            continue
        if lost >= LOST and least > 0:
            values = {"part": wording.part(part.name), "lost": wording.number(100 * lost, 1)}
            yield Reason("care", "reason.slice", {**values, "accuracy": wording.figure(part.accuracy)}, "slices")


def _before(evaluation: Evaluation, wording: Wording) -> Iterator[Reason]:
    """The baseline, and other models that are better."""
    if (base := evaluation.regression) is not None:
        level: Level = "no" if base.verdict == "worse" else "yes"
        values = {"name": base.name, "points": wording.points(base.difference.value)}
        yield Reason(level, f"reason.baseline.{base.verdict}", values, "comparison")
    for other in evaluation.comparisons:
        if other.verdict == "worse":
            values = {"name": other.name, "points": wording.points(other.difference.value)}
            yield Reason("care", "reason.other", values, "comparison")


def first_steps(evaluation: Evaluation, wording: Wording) -> tuple[Step, ...]:
    """What to do first, what mends most before what mends less."""
    return tuple(step for step in _steps(evaluation, wording) if step is not None)


def _steps(evaluation: Evaluation, wording: Wording) -> Iterator[Step | None]:
    missed = sum(len(watch.missed) for watch in evaluation.watches if watch.name in ("secrets", "at_once"))
    yield Step("step.missed", {"count": wording.number(missed)}, "safety") if missed else None
    suspects = len(evaluation.suspects)
    yield Step("step.suspects", {"count": wording.number(suspects)}, "labels") if suspects else None
    mixed = sum(not group.one_label for group in evaluation.near)
    yield Step("step.near", {"count": wording.number(mixed)}, "labels") if mixed else None
    for pair in evaluation.confusions[:1]:
        values = {"truth": pair.truth, "guess": pair.guess or "–", "count": wording.number(pair.count)}
        yield Step("step.confusion", values, "confusions")
    weak = [each for each in evaluation.intents if each.support and (each.recall.value or 0.0) < 0.8][:3]
    names = ", ".join(each.name for each in weak)
    yield Step("step.intents", {"names": names}, "intents") if weak else None
    shown = evaluation.threshold
    if shown is not None and shown.saved.low is not None and shown.saved.low > 0:
        places = {"now": wording.number(shown.now.threshold, 3), "best": wording.number(shown.best.threshold, 3)}
        yield Step("step.threshold", places, "trust")
    rising = evaluation.learning_curve[-2:]
    if len(rising) == 2 and (rising[1].accuracy.low or 0.0) > (rising[0].accuracy.high or 1.0):
        yield Step("step.more", {}, "comparison")
