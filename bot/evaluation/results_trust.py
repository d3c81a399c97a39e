"""Slices, calibration, thresholds and gates, as results hold them; nothing is worked out in here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.evaluation.results_rows import Figure


@dataclass(frozen=True, slots=True)
class Slice:
    """The figures of a part of the messages, or of all of them typed in another way.

    Attributes:
        kind: spelling (the messages were rewritten) or property (some of the messages as they are).
        name: clean, unaccented, NFD, UPPERCASE, teencode, typos 1-3; short, long, with/without entities, mixed English,
            region, channel:telegram, …
        messages: how many.
        accuracy: share of right best guesses.
        coverage: share over the threshold.
        accepted_right: share of right guesses among those.
        calibration_error: expected calibration error.
        lost: accuracy lost against the same messages as written (spelling, paired), or against all other messages
            (property); positive is worse.
        worst: intents that lose most recall here, worst first: (intent, recall here).
    """

    kind: Literal["spelling", "property"]
    name: str
    messages: int
    accuracy: Figure
    coverage: Figure
    accepted_right: Figure
    calibration_error: Figure
    lost: Figure
    worst: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Bin:
    """One bin of the reliability diagram.

    Attributes:
        low: least confidence in it.
        high: greatest confidence in it.
        confidence: mean confidence.
        accuracy: share of right guesses, with its interval.
    """

    low: float
    high: float
    confidence: float
    accuracy: Figure


@dataclass(frozen=True, slots=True)
class Calibration:
    """How far the model's probabilities can be believed.

    Attributes:
        error: expected calibration error, 10 bins of equal mass.
        by_chance: the error that a perfectly calibrated model would show on as many messages, upper 95 % end.
        bins: the reliability diagram.
        edges: borders of the histogram's bars, one more than bars.
        right: messages with a right best guess in each bar.
        wrong: messages with a wrong one in each bar.
    """

    error: Figure
    by_chance: float
    bins: tuple[Bin, ...]
    edges: tuple[float, ...]
    right: tuple[int, ...]
    wrong: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """One point of the risk-coverage curve: at this threshold this share is accepted, and this share of it is wrong."""

    threshold: float
    coverage: float
    risk: float


@dataclass(frozen=True, slots=True)
class Costs:
    """What a mistake costs the operator, in one unit of his choice.

    Attributes:
        wrong: a wrong answer that was taken for sure.
        handoff: a message that the bot understood but asked about, or handed over, needlessly.
        missed_urgent: a message of an at-once intent that was taken for something else; it stands in place of `wrong`.
    """

    wrong: float
    handoff: float
    missed_urgent: float


@dataclass(frozen=True, slots=True)
class CostPoint:
    """Mean cost per message at one threshold, and its three parts, which add up to it."""

    threshold: float
    cost: float
    wrong: float
    handoff: float
    missed_urgent: float


@dataclass(frozen=True, slots=True)
class Threshold:
    """What the costs say about the threshold.

    Attributes:
        costs: the operator's costs.
        curve: mean cost over the threshold, by rising threshold.
        now: the point at the model's present threshold.
        best: the cheapest point; of equally cheap ones the nearest to `now`, since nothing speaks for a greater change.
        saved: mean cost saved per message by going from `now` to `best`, with its interval.
    """

    costs: Costs
    curve: tuple[CostPoint, ...]
    now: CostPoint
    best: CostPoint
    saved: Figure


@dataclass(frozen=True, slots=True)
class Gate:
    """A figure that must be reached.

    Attributes:
        key: secrets.recall, at_once.recall, accuracy, intent.distress.recall, slice.unaccented.accuracy, …
        needed: the least (of errors and false alarms the greatest) value that passes; None where it is shown only.
        found: the figure.
        passed: whether it is reached; an empty figure passes nothing that is needed.
        at_least: False where `needed` is an upper bound.
    """

    key: str
    needed: float | None
    found: Figure
    passed: bool
    at_least: bool = True


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds that one message took, one thread, on the machine that evaluated."""

    messages: int
    mean: float
    p50: float
    p95: float
    p99: float
    longest: float
