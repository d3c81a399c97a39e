"""Curves stand where their values say, inside the frame."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.report_charts import BOTTOM, LEFT, RIGHT, TOP, Scale, charts, steps
from bot.evaluation.report_wording import Wording
from bot.evaluation.results import About, Evaluation
from tests.evaluation.results_made import made


def _places(points: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in points.split())]


def test_ends_of_a_scale_are_the_frame() -> None:
    place = Scale(0, 10, 0, 2)
    assert (place.x(0), place.x(10), place.y(0), place.y(2)) == (LEFT, RIGHT, BOTTOM, TOP)
    assert place.points([(5, 1), (20, -1)]) == f"{(LEFT + RIGHT) / 2:g},{(TOP + BOTTOM) / 2:g} {RIGHT},{BOTTOM}"


@pytest.mark.parametrize(
    ("low", "high", "values"),
    [(0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]), (0, 0.07, [0, 0.02, 0.04, 0.06]), (0.4, 1, [0.4, 0.6, 0.8, 1]), (3, 3, [3])],
)
def test_steps_are_round(low: float, high: float, values: list[float]) -> None:
    assert steps(low, high) == pytest.approx(values)


@given(st.floats(0, 1e4), st.floats(1e-3, 1e5))
def test_steps_lie_between_the_ends_and_are_few(low: float, span: float) -> None:
    found = steps(low, low + span)
    assert 1 <= len(found) <= 6
    assert all(low - 1e-6 <= each <= (low + span) * (1 + 1e-6) for each in found)
    assert found == sorted(set(found))


def test_every_curve_stays_in_its_frame_and_the_costs_add_up() -> None:
    result = made()
    found = charts(result, Wording("vi"))
    assert set(found) == {"reliability", "risk", "costs", "learning"}
    for chart in found.values():
        for _, points in (*chart.lines, *chart.areas):
            assert all(LEFT <= x <= RIGHT and TOP <= y <= BOTTOM for x, y in _places(points))
        assert all(high <= low for _, high, low in chart.whiskers)
    costs = found["costs"]
    total, top = _places(costs.lines[0][1]), _places(costs.areas[-1][1])[: len(costs.lines[0][1].split())]
    assert top == [pytest.approx(each, abs=0.11) for each in total]


def test_nothing_is_drawn_of_nothing() -> None:
    empty = Evaluation(About("m", "0", {}, (), "held-out", 0, "", 0.0, 1), made().headline)
    assert charts(empty, Wording("en")) == {}
