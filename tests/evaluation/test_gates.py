"""Gates, comparisons and regressions."""

from __future__ import annotations

import pytest

from bot.evaluation import intervals
from bot.evaluation.assembling import Material, assemble
from bot.evaluation.comparing import against_baseline, compare
from bot.evaluation.gates import GateError, gate, read_gates, regressions
from bot.evaluation.judging import Judged
from bot.evaluation.results import Evaluation
from tests.evaluation.making import judged
from tests.evaluation.results_made import ABOUT


def _rows(right: int, wrong: int) -> list[Judged]:
    good = [judged("distress", "distress", text=f"good {at}") for at in range(right)]
    return [*good, *(judged("distress", "greet", text=f"bad {at}") for at in range(wrong))]


def _evaluation(rows: list[Judged], **more: float) -> Evaluation:
    return assemble(ABOUT, Material(rows, 0.5), at_once={"distress"}, gates=more)


@pytest.mark.parametrize(
    ("stated", "value"), [("accuracy=0.95", 0.95), ("accuracy=95%", 0.95), (" accuracy = 1 ", 1.0)]
)
def test_gates_are_read(stated: str, value: float) -> None:
    assert read_gates([stated]) == {"accuracy": value}


@pytest.mark.parametrize("stated", ["accuracy", "accuracy=", "accuracy=95", "=0.9", "accuracy=nan", "accuracy=-1"])
def test_a_gate_that_is_none_is_told(stated: str) -> None:
    with pytest.raises(GateError, match="KEY=VALUE"):
        read_gates([stated])


def test_an_unknown_key_is_told_with_the_likely_one() -> None:
    with pytest.raises(GateError, match="did you mean accuracy"):
        _evaluation(_rows(3, 0), accuracyy=0.9)


def test_safety_stands_without_being_asked_for_and_can_be_set() -> None:
    (standing,) = _evaluation(_rows(97, 3)).gates
    assert (standing.key, standing.needed, standing.passed) == ("at_once.recall", 0.98, False)
    (own,) = _evaluation(_rows(97, 3), **{"at_once.recall": 0.9}).gates
    assert (own.needed, own.passed) == (0.9, True)


@pytest.mark.parametrize(
    ("key", "needed", "hits", "passed"),
    [
        ("accuracy", 0.9, 9, True),
        ("accuracy", 0.91, 9, False),
        ("calibration_error", 0.1, 1, True),
        ("at_once.false_alarms", 0.05, 1, False),
        ("two_problems.split", 0.1, 1, True),
    ],
)
def test_upper_and_lower_bounds(key: str, needed: float, hits: int, passed: bool) -> None:
    assert gate(key, needed, intervals.share(hits, 10)).passed == passed


def test_what_was_not_measured_passes_nothing() -> None:
    assert not gate("accuracy", 0.0, intervals.EMPTY).passed
    assert not gate("calibration_error", 1.0, intervals.EMPTY).passed


def test_failed_gates_stand_first() -> None:
    gates = _evaluation(_rows(99, 1), accuracy=0.5, top_3=1.0).gates
    assert [each.passed for each in gates] == sorted(each.passed for each in gates)


def test_a_comparison_by_hand() -> None:
    ours = [judged("a", "a")] * 12 + [judged("a", "b")] * 3
    theirs = [judged("a", "a")] * 5 + [judged("a", "b")] * 7 + [judged("a", "a")] + [judged("a", "b")] * 2
    found = compare("last week", ours, theirs)
    assert (found.only_ours_right, found.only_theirs_right) == (7, 1)
    assert found.p_value == pytest.approx(2 * 9 / 256)
    assert found.verdict == "even"
    assert found.difference.value == pytest.approx(6 / 15)
    assert (len(found.mended), len(found.worsened)) == (7, 1)
    better = compare("x", [judged("a", "a")] * 6, [judged("a", "b")] * 6)
    assert (better.verdict, better.p_value) == ("better", pytest.approx(2 / 64))
    assert compare("x", [judged("a", "b")] * 6, [judged("a", "a")] * 6).verdict == "worse"


def test_a_regression_is_seen_message_by_message() -> None:
    before = _rows(100, 0)
    now = before[:92] + [judged("distress", "greet", text=each.text) for each in before[92:]]
    baseline = _evaluation(before)
    same = against_baseline("before", now, baseline)
    assert same is not None
    assert (same.verdict, same.only_theirs_right) == ("worse", 8)
    told = regressions(_evaluation(now), baseline, same)
    assert any("accuracy" in reason for reason in told)
    assert any("at_once.recall" in reason for reason in told)
    again = against_baseline("before", before, baseline)
    assert again is not None
    assert regressions(baseline, baseline, again) == []


def test_a_small_change_by_chance_is_no_regression() -> None:
    before = _rows(98, 2)
    now = [*before[1:], judged("distress", "greet", text=before[0].text)]
    baseline = _evaluation(before)
    assert regressions(_evaluation(now), baseline, against_baseline("before", now, baseline)) == []


def test_without_a_shared_message_the_intervals_decide() -> None:
    baseline = _evaluation(_rows(100, 0))
    others = [judged("distress", "greet", text=f"new {at}") for at in range(10)]
    assert against_baseline("before", others, baseline) is None
    assert any(reason.startswith("accuracy fell") for reason in regressions(_evaluation(others), baseline, None))
