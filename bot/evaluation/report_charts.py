"""Curves as plain geometry for the page to draw with its own colours and words; it works out no figures.

The matplotlib files beside the report hold the same data; a page that is read by day and by night, on a phone and in two
languages needs lines that take the page's colours and letters that can be read aloud.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.evaluation.report_wording import Wording
from bot.evaluation.results import Evaluation, Figure

WIDTH, HEIGHT = 420, 300
LEFT, RIGHT, TOP, BOTTOM = 52, 398, 28, 252
"""The drawing's size and the frame in it that the curves fill, in the units of its viewBox."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of curves; all places are in the units of the viewBox.

    Attributes:
        name: of the texts that belong to it.
        x_ticks: (place, words) along the lower edge.
        y_ticks: (place, words) along the left edge.
        lines: (class, points) as SVG's polyline takes them.
        areas: (class, points) as SVG's polygon takes them, from the lowest up.
        dots: (x, y, class, words) to be read on pointing.
        whiskers: (x, upper end, lower end) of intervals.
        uprights: (x, class, words) of marked places.
    """

    name: str
    x_ticks: tuple[tuple[float, str], ...]
    y_ticks: tuple[tuple[float, str], ...]
    lines: tuple[tuple[str, str], ...] = ()
    areas: tuple[tuple[str, str], ...] = ()
    dots: tuple[tuple[float, float, str, str], ...] = ()
    whiskers: tuple[tuple[float, float, float], ...] = ()
    uprights: tuple[tuple[float, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Scale:
    """From values to places: `low` and `high` are values, x runs right and y runs up."""

    x_low: float
    x_high: float
    y_low: float
    y_high: float

    def x(self, value: float) -> float:
        """Place of a value along the lower edge."""
        return round(LEFT + (RIGHT - LEFT) * _part(value, self.x_low, self.x_high), 1)

    def y(self, value: float) -> float:
        """Place of a value along the left edge."""
        return round(BOTTOM - (BOTTOM - TOP) * _part(value, self.y_low, self.y_high), 1)

    def points(self, pairs: Sequence[tuple[float, float]]) -> str:
        """Places of values as SVG writes them."""
        return " ".join(f"{self.x(x):g},{self.y(y):g}" for x, y in pairs)


def _part(value: float, low: float, high: float) -> float:
    return 0.5 if high <= low else min(1.0, max(0.0, (value - low) / (high - low)))


def steps(low: float, high: float, most: int = 5) -> list[float]:
    """Round values between two ends, at most so many and one."""
    if high <= low:
        return [low]
    for size in (base * 10.0**power for power in range(-6, 9) for base in (1, 2, 5)):
        first = -(-low // size)
        values = [round((first + at) * size, 9) for at in range(most + 2) if (first + at) * size <= high * (1 + 1e-9)]
        if len(values) <= most + 1:
            return values
    return [low, high]


def charts(evaluation: Evaluation, wording: Wording) -> dict[str, Chart]:
    """Every curve that the result has data for, by name."""
    made = (_reliability(evaluation, wording), _risk(evaluation, wording), _costs(evaluation, wording))
    found = (*made, _learning(evaluation, wording))
    return {each.name: each for each in found if each is not None}


def _shares(wording: Wording, place: Scale, values: Sequence[float], *, along: bool) -> tuple[tuple[float, str], ...]:
    digits = 1 if any(round(100 * each) != round(100 * each, 4) for each in values) else 0
    return tuple(((place.x if along else place.y)(each), wording.percent(each, digits)) for each in values)


def _whisker(place: Scale, x: float, figure: Figure) -> tuple[float, float, float]:
    return place.x(x), place.y(figure.high or 0.0), place.y(figure.low or 0.0)


def _reliability(evaluation: Evaluation, wording: Wording) -> Chart | None:
    if evaluation.calibration is None:
        return None
    bins = [each for each in evaluation.calibration.bins if each.accuracy.value is not None]
    place, ticks = Scale(0, 1, 0, 1), steps(0, 1)
    pairs = [(each.confidence, each.accuracy.value or 0.0) for each in bins]
    words = [
        wording.say(
            "chart.reliability.dot",
            sure=wording.percent(each.confidence),
            right=wording.figure(each.accuracy),
            count=wording.number(each.accuracy.count),
        )
        for each in bins
    ]
    return Chart(
        "reliability",
        _shares(wording, place, ticks, along=True),
        _shares(wording, place, ticks, along=False),
        lines=(("aim", place.points([(0, 0), (1, 1)])), ("first", place.points(pairs))),
        dots=tuple((place.x(x), place.y(y), "first", said) for (x, y), said in zip(pairs, words, strict=True)),
        whiskers=tuple(_whisker(place, each.confidence, each.accuracy) for each in bins),
    )


def _risk(evaluation: Evaluation, wording: Wording) -> Chart | None:
    if not evaluation.risk:
        return None
    head = evaluation.headline
    coverage, right = head.coverage.value, head.accepted_right.value
    now = None if coverage is None or right is None else (coverage, 1 - right)
    highest = max(0.01, *(each.risk for each in evaluation.risk), now[1] if now else 0.0)
    place = Scale(0, 1, 0, highest)
    dots: tuple[tuple[float, float, str, str], ...] = ()
    if now is not None:
        said = wording.say("chart.risk.dot", covered=wording.percent(now[0]), wrong=wording.percent(now[1]))
        dots = ((place.x(now[0]), place.y(now[1]), "now", said),)
    return Chart(
        "risk",
        _shares(wording, place, steps(0, 1), along=True),
        _shares(wording, place, steps(0, highest), along=False),
        lines=(("first", place.points([(each.coverage, each.risk) for each in evaluation.risk])),),
        dots=dots,
    )


def _costs(evaluation: Evaluation, wording: Wording) -> Chart | None:
    shown = evaluation.threshold
    if shown is None or not shown.curve:
        return None
    curve = shown.curve
    highest = max(each.cost for each in curve) or 1.0
    place = Scale(0, 1, 0, highest)
    floor, areas = [0.0] * len(curve), []
    for name in ("wrong", "handoff", "missed_urgent"):
        roof = [low + getattr(each, name) for low, each in zip(floor, curve, strict=True)]
        there = [(each.threshold, high) for each, high in zip(curve, roof, strict=True)]
        back = [(each.threshold, low) for each, low in zip(reversed(curve), reversed(floor), strict=True)]
        areas.append((name, place.points([*there, *back])))
        floor = roof
    ticks = steps(0, highest)
    return Chart(
        "costs",
        tuple((place.x(each), wording.number(each, 1)) for each in steps(0, 1)),
        tuple((place.y(each), wording.number(each, 2 if highest < 2 else 0)) for each in ticks),
        areas=tuple(areas),
        lines=(("first", place.points([(each.threshold, each.cost) for each in curve])),),
        uprights=tuple(
            (
                place.x(point.threshold),
                name,
                wording.say(f"chart.costs.{name}", value=wording.number(point.threshold, 3)),
            )
            for name, point in (("now", shown.now), ("best", shown.best))
        ),
    )


def _learning(evaluation: Evaluation, wording: Wording) -> Chart | None:
    points = [each for each in evaluation.learning_curve if each.accuracy.value is not None]
    if not points:
        return None
    most, least = max(each.messages for each in points), min(each.accuracy.low or 0.0 for each in points)
    place = Scale(0, most, max(0.0, round(least - 0.05, 1)), 1)
    pairs = [(float(each.messages), each.accuracy.value or 0.0) for each in points]
    return Chart(
        "learning",
        tuple((place.x(each), wording.number(each)) for each in steps(0, most, 4)),
        _shares(wording, place, steps(place.y_low, 1), along=False),
        lines=(("first", place.points(pairs)),),
        dots=tuple((place.x(x), place.y(y), "first", f"{wording.number(x)}: {wording.percent(y)}") for x, y in pairs),
        whiskers=tuple(_whisker(place, float(each.messages), each.accuracy) for each in points),
    )
