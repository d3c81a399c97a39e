"""Opening hours, Tết, due times and notices: of the files that come with the package, and of others."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Domain, Hours, Span, SpecialDays
from bot.domain_checks import domain_findings

ROOT = Path(__file__).resolve().parent.parent
DOMAIN_TEXT = (ROOT / "domain.yml").read_text(encoding="utf-8")
TRIAGE_TEXT = (ROOT / "triage.yml").read_text(encoding="utf-8")
DOMAIN = Domain.from_text(DOMAIN_TEXT, TRIAGE_TEXT)
VN = timezone(timedelta(hours=7))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VN)


@pytest.mark.parametrize(("when", "is_open"), [
    ("2026-11-21 07:59", False), ("2026-11-21 08:00", True), ("2026-11-21 22:59", True), ("2026-11-21 23:00", False),
    ("2027-02-04 20:00", True), ("2027-02-05 08:30", False), ("2027-02-06 10:00", True), ("2027-02-06 17:00", False),
    ("2027-02-10 20:00", True), ("2028-01-26 08:59", False), ("2028-01-26 09:00", True), ("2028-01-30 08:00", True),
    ("2027-04-30 21:00", False), ("2027-09-02 20:59", True),
])
def test_open_and_closed(when: str, is_open: bool) -> None:
    hours = DOMAIN.triage.hours
    assert hours.is_open(at(when)) is is_open
    opening = hours.next_opening(at(when))
    assert opening is not None
    assert hours.is_open(opening)
    assert opening >= at(when)
    assert (opening == at(when)) is is_open


def test_the_first_day_of_tet() -> None:
    assert DOMAIN.triage.hours.tet == {2027: date(2027, 2, 6), 2028: date(2028, 1, 26)}


CLOSED = Hours("Asia/Ho_Chi_Minh", ((),) * 7)
TWO_SHIFTS = Hours(
    "Asia/Ho_Chi_Minh", ((Span(480, 720), Span(780, 1020)),) * 5 + ((), ()),
    (SpecialDays({"vi": "nghỉ"}, date(2026, 11, 23), date(2026, 11, 24), ()),),
)


@pytest.mark.parametrize(("start", "hours", "end"), [
    ("2026-11-20 09:00", 1, "2026-11-20 10:00"), ("2026-11-20 11:30", 1, "2026-11-20 13:30"),
    ("2026-11-20 16:00", 2, "2026-11-25 09:00"), ("2026-11-21 03:00", 0.5, "2026-11-25 08:30"),
    ("2026-11-20 08:00", 8, "2026-11-20 17:00"), ("2026-11-20 08:00", 16, "2026-11-25 17:00"),
])
def test_working_time(start: str, hours: float, end: str) -> None:
    assert TWO_SHIFTS.after_working(at(start), hours * 3600) == at(end)


def test_a_desk_that_never_opens() -> None:
    assert CLOSED.next_opening(at("2026-11-21 12:00")) is None
    assert CLOSED.after_working(at("2026-11-21 12:00"), 60) == at("2026-11-21 12:01")
    with pytest.raises(ValueError, match="zone"):
        CLOSED.is_open(datetime(2026, 11, 21))


@given(st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1)), st.integers(1, 200_000))
def test_working_time_never_ends_before_plain_time(when: datetime, seconds: int) -> None:
    start = when.replace(tzinfo=VN)
    for hours in (TWO_SHIFTS, DOMAIN.triage.hours):
        assert hours.after_working(start, seconds) >= start + timedelta(seconds=seconds)


@pytest.mark.parametrize(("channel", "when", "due"), [
    ("web", "2026-11-21 12:00", "2026-11-21 12:01"), ("rasa", "2026-11-21 12:00", "2026-11-21 12:01"),
    ("zalo", "2026-11-21 12:00", "2026-11-21 12:15"), ("email", "2026-11-21 21:00", "2026-11-22 18:00"),
])
def test_due_times(channel: str, when: str, due: str) -> None:
    assert DOMAIN.triage.due(channel, at(when)) == at(due)


def test_priorities_rise_to_the_top_and_stay() -> None:
    assert [DOMAIN.triage.raised(each) for each in ("info", "important", "urgent")] == ["important", "urgent", "urgent"]


def test_notices_hold_for_those_concerned() -> None:
    notice = ("notices:\n  - {text: {vi: Vietcombank bảo trì, en: Vietcombank is down}, kinds: [slow_withdrawal],"
              " banks: [Vietcombank], from: 2027-03-01T22:00+07:00, to: 2027-03-02T02:00+07:00}\n")
    domain = Domain.from_text(DOMAIN_TEXT, TRIAGE_TEXT.replace("notices: []\n", notice))
    (found,) = domain.triage.notices
    inside = at("2027-03-02 01:00")
    assert found.holds(inside, "slow_withdrawal", "Vietcombank")
    assert not found.holds(inside, "slow_withdrawal", "MB")
    assert not found.holds(inside, "login_failure", "Vietcombank")
    assert not found.holds(at("2027-03-02 02:00"), "slow_withdrawal", "Vietcombank")
    assert [each.message for each in domain_findings(domain, date(2027, 4, 1))] == ["a notice ended on 02/03/2027"]


@pytest.mark.parametrize(("priority", "start", "due"), [
    ("urgent", "2026-11-21 19:30", "2026-11-21 23:30"), ("important", "2026-11-21 19:00", "2026-11-22 16:00"),
    ("info", "2026-11-21 19:00", "2026-11-23 13:00"),
])
def test_when_a_case_should_be_resolved(priority: str, start: str, due: str) -> None:
    assert DOMAIN.triage.resolution_due(priority, at(start)) == at(due)
