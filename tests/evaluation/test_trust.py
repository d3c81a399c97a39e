"""Calibration, risk and costs, by hand."""

from __future__ import annotations

import pytest

from bot.evaluation import trust
from bot.evaluation.results_trust import Costs
from tests.evaluation.making import judged

COSTS = Costs(wrong=5, handoff=1, missed_urgent=50)


def test_reliability_by_hand() -> None:
    rows = [judged("a", "a", 0.9), judged("a", "b", 0.9), judged("a", "a", 0.6), judged("a", "a", 0.6)]
    found = trust.calibration(rows)
    assert found is not None
    assert sum(found.right) == 3
    assert sum(found.wrong) == 1
    assert len(found.edges) == len(found.right) + 1
    assert [each.accuracy.count for each in found.bins] == [1, 1, 1, 1]
    assert found.error.value == pytest.approx((0.4 + 0.4 + 0.1 + 0.9) / 4)


def test_risk_falls_with_the_threshold_where_the_model_knows_what_it_knows() -> None:
    rows = [judged("a", "a", 0.9), judged("a", "a", 0.8), judged("a", "b", 0.7)]
    points, area = trust.risk(rows)
    assert [(each.threshold, each.coverage, each.risk) for each in points] == [
        (0.7, 1.0, pytest.approx(1 / 3)),
        (0.8, pytest.approx(2 / 3), 0.0),
        (0.9, pytest.approx(1 / 3), 0.0),
    ]
    assert area == pytest.approx((0 + 0 + 1 / 3) / 3)


def test_guesses_of_one_probability_are_one_point() -> None:
    points, _ = trust.risk([judged("a", "a", 0.8), judged("a", "b", 0.8)])
    assert [(each.coverage, each.risk) for each in points] == [(1.0, 0.5)]


def test_costs_by_hand() -> None:
    rows = [
        judged("a", "a", 0.55),  # right: below the threshold a needless hand-off
        judged("a", "b", 0.60),  # wrong
        judged("distress", "b", 0.70),  # a missed cry for help
        judged("a", "a", 0.90),
    ]
    found = trust.threshold(rows, {"distress"}, COSTS, now=0.5)
    assert found is not None
    assert (found.now.wrong, found.now.handoff, found.now.missed_urgent) == (5 / 4, 0.0, 50 / 4)
    assert found.now.cost == pytest.approx(55 / 4)
    assert (found.best.cost, found.best.threshold) == (pytest.approx(1 / 4), pytest.approx(0.705))
    assert found.saved.value == pytest.approx(54 / 4)
    for point in found.curve:
        assert point.cost == pytest.approx(point.wrong + point.handoff + point.missed_urgent)


def test_the_present_threshold_stays_where_no_other_is_cheaper() -> None:
    found = trust.threshold([judged("a", "a", 0.9), judged("a", "b", 0.2)], set(), COSTS, now=0.617)
    assert found is not None
    assert found.best.threshold == 0.617


def test_dear_hand_offs_lower_the_threshold() -> None:
    rows = [judged("a", "a", 0.6)] * 6 + [judged("a", "b", 0.65)]
    cheap = trust.threshold(rows, set(), Costs(100, 1, 0), now=0.5)
    dear = trust.threshold(rows, set(), Costs(1, 100, 0), now=0.9)
    assert cheap is not None
    assert dear is not None
    assert cheap.best.threshold > 0.65
    assert dear.best.threshold <= 0.6


def test_nothing_to_judge() -> None:
    assert trust.calibration([]) is None
    assert trust.risk([]) == ((), None)
    assert trust.threshold([], set(), COSTS, 0.5) is None
