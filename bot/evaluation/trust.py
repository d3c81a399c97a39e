"""How far the model can be believed, and from which probability on it should be: calibration, risk, the operator's costs."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from bot.evaluation import intervals
from bot.evaluation.intervals import Floats
from bot.evaluation.judging import Judged
from bot.evaluation.measuring import arrays
from bot.evaluation.results_trust import Bin, Calibration, CostPoint, Costs, RiskPoint, Threshold
from bot.nlu.calibration import equal_mass

_BARS = 20
_POINTS = 200
"""Points of the risk-coverage curve at most; an eye sees no more."""
GRID = tuple(round(at / 200, 3) for at in range(201))
"""Thresholds whose cost is worked out: round figures, since a person reads them in triage.yml."""


def calibration(judged: Sequence[Judged]) -> Calibration | None:
    """Reliability diagram and histogram; None where there are no messages."""
    if not judged:
        return None
    chance, right = arrays(judged)
    edges = np.linspace(0, 1, _BARS + 1)
    bars = [np.histogram(chance[right == side], edges)[0].tolist() for side in (1, 0)]
    bins = tuple(
        Bin(
            float(chance[part].min()),
            float(chance[part].max()),
            float(chance[part].mean()),
            intervals.share_of(right[part] > 0),
        )
        for part in equal_mass(chance)
    )
    return Calibration(
        error=intervals.calibration_error(chance, right),
        by_chance=intervals.error_by_chance(chance),
        bins=bins,
        edges=tuple(round(float(edge), 3) for edge in edges),
        right=tuple(bars[0]),
        wrong=tuple(bars[1]),
    )


def risk(judged: Sequence[Judged]) -> tuple[tuple[RiskPoint, ...], float | None]:
    """The risk-coverage curve by rising threshold, and the area under it (El-Yaniv and Wiener, 2010)."""
    if not judged:
        return (), None
    chance, right = arrays(judged)
    order = np.argsort(-chance, kind="stable")
    wrong = np.cumsum(1 - right[order])
    taken = np.arange(1, len(order) + 1)
    last = np.flatnonzero(np.append(np.diff(chance[order]) < 0, True))
    chosen = last[np.unique(np.linspace(0, len(last) - 1, min(_POINTS, len(last))).astype(int))]
    points = [
        RiskPoint(float(chance[order][at]), float(taken[at] / len(order)), float(wrong[at] / taken[at]))
        for at in reversed(chosen)
    ]
    return tuple(points), float(np.mean(wrong / taken))


def threshold(judged: Sequence[Judged], at_once: Collection[str], costs: Costs, now: float) -> Threshold | None:
    """What each threshold would cost, the present one and the cheapest; None where there are no messages.

    A guess under the threshold is a hand-off: needless where the guess was right, and owed where it was wrong, which
    costs nothing here. A guess over it that is wrong costs `wrong`, or `missed_urgent` where the message is of an
    at-once intent.
    """
    if not judged:
        return None
    chance, right = arrays(judged)
    urgent = np.array([bool(set(each.guess.truth.split("+")) & set(at_once)) for each in judged])
    curve = [_point(chance, right, urgent, costs, at) for at in GRID]
    present = _point(chance, right, urgent, costs, now)
    least = min(point.cost for point in curve)
    cheapest = [present, *curve] if present.cost <= least + 1e-12 else curve
    best = min(
        (point for point in cheapest if point.cost <= least + 1e-12), key=lambda point: abs(point.threshold - now)
    )
    each = [_each(chance, right, urgent, costs, at).sum(axis=0) for at in (now, best.threshold)]
    return Threshold(costs, tuple(curve), present, best, intervals.mean(each[0] - each[1]))


def _each(chance: Floats, right: Floats, urgent: np.ndarray, costs: Costs, at: float) -> Floats:
    """The cost of each message in its three parts: array (wrong, hand-off, missed; messages)."""
    accepted = chance >= at
    wrong = accepted & (right == 0)
    parts = [(wrong & ~urgent) * costs.wrong, (~accepted & (right > 0)) * costs.handoff]
    return np.array([*parts, (wrong & urgent) * costs.missed_urgent], float)


def _point(chance: Floats, right: Floats, urgent: np.ndarray, costs: Costs, at: float) -> CostPoint:
    wrong, handoff, missed = (float(part.mean()) for part in _each(chance, right, urgent, costs, at))
    return CostPoint(at, wrong + handoff + missed, wrong, handoff, missed)
