"""Figures as people of each language write them."""

from __future__ import annotations

import pytest

from bot.evaluation.report_texts import Lang
from bot.evaluation.report_wording import Wording
from bot.evaluation.results import Figure, Gate

HALF = Figure(0.5, 0.2345, 0.75, 1234)
EMPTY = Figure(None, None, None, 0)


@pytest.mark.parametrize(
    ("lang", "written"),
    [
        ("vi", ["50,0\u00a0%", "23,5–75,0\u00a0%", "0,235–0,750", "1.234", "1.234,5", "14/11/2026 20:00"]),
        ("en", ["50.0\u00a0%", "23.5–75.0\u00a0%", "0.235–0.750", "1,234", "1,234.5", "2026-11-14 20:00"]),
    ],
)
def test_numbers(lang: Lang, written: list[str]) -> None:
    word = Wording(lang)
    figure = Figure(0.5, 0.23451, 0.75, 1234)
    found = [word.figure(figure), word.interval(figure), word.decimal_interval(figure), word.number(1234)]
    assert [*found, word.number(1234.5, 1), word.moment("2026-11-14T20:00:00+07:00")] == written


def test_what_is_not_there_is_a_dash() -> None:
    word = Wording("vi")
    assert {word.figure(EMPTY), word.interval(EMPTY), word.decimal_interval(EMPTY), word.points_interval(EMPTY)} == {
        "–"
    }
    assert {word.points(None), word.number(None), word.percent(None), word.span("x", None)} == {"–"}
    assert word.moment("tonight") == "tonight"


@pytest.mark.parametrize(
    ("value", "written"), [(0.0, "0.0"), (0.042, "+4.2"), (-0.042, "−4.2"), (-0.0004, "0.0"), (0.00049, "0.0")]
)
def test_differences_bear_their_sign_but_zero(value: float, written: str) -> None:
    assert Wording("en").points(value) == written


@pytest.mark.parametrize(
    ("gate", "needed", "reached"),
    [
        (Gate("accuracy", 0.9, HALF, False), "≥\u00a090.0\u00a0%", "50.0\u00a0%"),
        (Gate("calibration_error", 0.03, HALF, False, False), "≤\u00a00.030", "0.500"),
        (Gate("slice.NFD.calibration_error", None, EMPTY, True, False), "–", "–"),
    ],
)
def test_gates(gate: Gate, needed: str, reached: str) -> None:
    word = Wording("en")
    assert (word.needed(gate), word.reached(gate)) == (needed, reached)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("unaccented", "không dấu"),
        ("region:south", "vùng Nam"),
        ("channel:zalo", "kênh zalo"),
        ("other:x", "other x"),
        ("odd", "odd"),
    ],
)
def test_parts_are_told_in_words(name: str, written: str) -> None:
    assert Wording("vi").part(name) == written
