"""Two halves of a time into one, in whichever order and message they come."""

from __future__ import annotations

from typing import Any

import pytest

from bot.triage.timing import combined, told
from tests.triage.talking import E, Talk, time_value, user

CLOCK: dict[str, Any] = {"type": "moment", "clock": {"type": "clock", "hour": 8}}
DAY: dict[str, Any] = {"type": "moment", "day": {"type": "days_back", "least": 1, "most": 1}}


def day(start: str = "2026-11-13T00:00", end: str = "", precision: str = "day") -> dict[str, Any]:
    return time_value(start, end, precision, told="day")


def clock(start: str, precision: str = "hour", **more: Any) -> dict[str, Any]:
    return time_value(start, "", precision, told="clock", **more)


@pytest.mark.parametrize(
    ("first", "second", "start"),
    [
        (day(), clock("2026-11-14T20:00"), "2026-11-13T20:00"),
        (clock("2026-11-14T20:00"), day(), "2026-11-13T20:00"),
        (day("2026-11-13T18:00", "2026-11-14T00:00", "part_of_day"), clock("2026-11-14T08:00", ambiguous=True), "2026-11-13T20:00"),
        (day("2026-11-14T05:00", "2026-11-14T20:30", "part_of_day"), clock("2026-11-14T20:15", ambiguous=True), "2026-11-14T08:15"),
        (day("2026-11-13T22:00", "2026-11-14T05:00", "part_of_day"), clock("2026-11-14T13:00", ambiguous=True), "2026-11-14T01:00"),
        (day("2026-11-09T00:00"), clock("2026-11-14T09:30", "minute"), "2026-11-09T09:30"),
    ],
)  # fmt: skip
def test_day_and_clock_make_one(first: dict[str, Any], second: dict[str, Any], start: str) -> None:
    value = combined(first, second)
    assert value is not None
    assert value["start"] == f"{start}:00+07:00"
    assert value["told"] == "both"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (day(), day("2026-11-12T00:00")), (clock("2026-11-14T20:00"), clock("2026-11-14T19:00")),
        (time_value("2026-11-13T20:00", told="both"), clock("2026-11-14T19:00")),
        (day("2026-11-14T05:00", "2026-11-14T11:00", "part_of_day"), clock("2026-11-14T20:00")),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_left(first: dict[str, Any], second: dict[str, Any]) -> None:
    assert combined(first, second) is None


@pytest.mark.parametrize(
    ("expression", "what"),
    [(CLOCK, "clock"), (DAY, "day"), ({**CLOCK, **DAY}, "both"), ({"type": "ago", "minutes": 10}, ""), (None, ""), ({}, "")],
)  # fmt: skip
def test_what_an_expression_names(expression: Any, what: str) -> None:
    assert told(expression) == what


def said(raw: str, value: dict[str, Any], expression: dict[str, Any]) -> E:
    return E("incident_time", raw, value, {"expression": expression})


def test_the_clock_may_follow_in_another_message() -> None:
    talk = Talk()
    talk.say("vé sai, tk hoangnam88", "bet_dispute", entities=(user("hoangnam88"),))
    talk.say("hôm qua", "inform", entities=(said("hôm qua", time_value("2026-11-13T00:00", precision="day"), DAY),))
    assert talk.values()["incident_time"] == "ngày 13/11/2026"
    eight = said("8h tối", time_value("2026-11-14T20:00", precision="hour"), CLOCK)
    talk.say("8h tối nha", "inform", entities=(eight,))
    assert talk.values()["incident_time"] == "20:00 ngày 13/11/2026"
    assert talk.case.field("incident_time").words == "hôm qua / 8h tối"  # type: ignore[union-attr]


def test_both_halves_may_stand_in_one_message() -> None:
    talk = Talk()
    halves = (
        said("8h tối", time_value("2026-11-14T20:00", precision="hour"), CLOCK),
        said("hôm qua", time_value("2026-11-13T00:00", precision="day"), DAY),
    )
    talk.say("vé đánh 8h tối thì phải, à là hôm qua", "bet_dispute", entities=halves)
    assert talk.values()["incident_time"] == "20:00 ngày 13/11/2026"


def test_a_bare_clock_does_not_turn_an_old_withdrawal_into_a_young_one() -> None:
    talk = Talk()
    morning = said("từ sáng", time_value("2026-11-14T05:00", "2026-11-14T20:30", "part_of_day"), DAY)
    talk.say("rút từ sáng chưa về", "slow_withdrawal", entities=(morning,))
    quarter = said("8h15", time_value("2026-11-14T20:15", ambiguous=True), CLOCK)
    talk.say("8h15", "inform", entities=(quarter,))
    assert talk.name == "Collecting"
    assert talk.values()["incident_time"] == "08:15 ngày 14/11/2026"
    assert talk.case.signals == ()
