"""triage.yml's text as typed settings, with a finding for each mistake; titles and kinds are read elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.domain_hours import Hours, Span, SpecialDays, Words
from bot.domain_read_kinds import SIGNALS, check_known, titles, words
from bot.domain_settings import Escalation, Identity, LateStep, Notice, Sla, Target, Timers
from bot.domain_yaml import Field, Record

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
RETENTION = ("messages", "evidence", "cases", "identifiers", "ratings", "known_account", "audit", "care")
TARGET_CHANNELS = ("default", "web", "telegram", "zalo", "email")


def read_timers(place: Field) -> Timers:
    """All timers, in seconds."""
    names = [each.name for each in fields(Timers)]
    record = place.record(names)
    return Timers(**{name: entry.seconds() if (entry := record.get(name)) else 1 for name in names})


def read_sla(place: Field, channels: Iterable[str], priorities: Iterable[str]) -> Sla:
    """Targets by channel and priority."""
    record = place.record(("first_reply", "resolution", "warn_at"))
    first_reply, resolution = record.get("first_reply"), record.get("resolution")
    warn_at = record.get("warn_at")
    return Sla(
        first_reply=_targets(first_reply.record(TARGET_CHANNELS, channels)) if first_reply else {},
        resolution=_targets(resolution.record(priorities)) if resolution else {},
        warn_at=warn_at.number(0.01, 1) if warn_at else 1,
    )


def _targets(record: Record) -> dict[str, Target]:
    return {name: _target(place) for name, place in record.entries.items()}


def _target(place: Field) -> Target:
    if not place.has_names():
        seconds = place.seconds()
        return Target(seconds, seconds, working=False)
    record = place.record(("to",), ("from", "working"))
    high = record.at("to").seconds() if record.get("to") else 1
    low = record.at("from").seconds() if record.get("from") else high
    if low > high:
        record.at("from").fault("is later than `to`", "write the shorter time under `from`")
    return Target(low, high, record.flag("working"))


def read_hours(place: Field, languages: Iterable[str]) -> Hours:
    """Opening hours, holidays and the days of Tết."""
    languages = tuple(languages)
    record = place.record(("zone", "week"), ("special", "tet"))
    special = tuple(_special(item, languages) for item in record.items("special"))
    return Hours(_zone(record), _week(record), special, _tet(record, special))


def _zone(record: Record) -> str:
    zone = record.text("zone")
    try:
        ZoneInfo(zone or "UTC")
    except (KeyError, ValueError, OSError):
        record.at("zone").fault(f"{zone} is no time zone", "write for example Asia/Ho_Chi_Minh")
        return "UTC"
    return zone or "UTC"


def _week(record: Record) -> tuple[tuple[Span, ...], ...]:
    """The spans of each weekday; keys are days or stretches of days: sat, mon-fri."""
    days: dict[int, tuple[Span, ...]] = {}
    for name, place in record.mapping("week").items():
        spans = _spans(place)
        for day in _days(name, place):
            if day in days:
                place.fault(f"{DAYS[day]} stands twice", "let each day stand once")
            days[day] = spans
    missing = [name for place, name in enumerate(DAYS) if place not in days]
    if missing and record.get("week"):
        record.at("week").fault("no hours for " + ", ".join(missing), "add them; [] is closed")
    return tuple(days.get(day, ()) for day in range(7))


def _days(name: str, place: Field) -> range:
    first, _, last = name.partition("-")
    if first not in DAYS or (last or first) not in DAYS or DAYS.index(first) > DAYS.index(last or first):
        place.fault(f"{name} is no day of the week", "write mon, tue, wed, thu, fri, sat, sun or mon-fri")
        return range(0)
    return range(DAYS.index(first), DAYS.index(last or first) + 1)


def _spans(place: Field) -> tuple[Span, ...]:
    spans = [Span(*item.span()) for item in place.items()]
    if any(later.start < earlier.end for earlier, later in pairwise(spans)):
        place.fault("spans overlap or are out of order", "write them in order of time")
    return tuple(spans)


def _special(place: Field, languages: Iterable[str]) -> SpecialDays:
    record = place.record(("name", "from", "to", "open"))
    name, opened = record.get("name"), record.get("open")
    first = record.at("from").day() if record.get("from") else date.min
    last = record.at("to").day() if record.get("to") else date.min
    if first > last:
        record.at("to").fault("is before `from`", "write the later day under `to`")
    spans = _spans(opened) if opened else ()
    return SpecialDays(words(name, languages) if name else {}, first, last, spans, place.line)


def _tet(record: Record, special: Iterable[SpecialDays]) -> dict[int, date]:
    """The day of mùng 1 Tết by year; it must have hours of its own."""
    found: dict[int, date] = {}
    special = tuple(special)
    for year, place in record.mapping("tet").items():
        day = place.day()
        if str(day.year) != year and day != date.min:
            place.fault(f"{day} does not lie in {year}", "write the solar date of mùng 1 Tết")
        elif not any(days.first <= day <= days.last for days in special):
            place.fault(f"no special days hold {day}", "add the hours of Tết under `special`")
        else:
            found[day.year] = day
    return found


def read_escalation(place: Field, departments: Iterable[str], priorities: Iterable[str]) -> Escalation:
    """When a case rises, and who is told."""
    departments, priorities = tuple(departments), tuple(priorities)
    record = place.record(("raise_on", "late", "second_review"))
    for item in record.items("raise_on"):
        check_known(item, item.text(), SIGNALS, "signal")
    late = tuple(_late(item, departments, priorities) for item in record.items("late"))
    check_known(record.at("second_review"), record.text("second_review"), departments, "department")
    return Escalation(frozenset(record.names("raise_on")), late, record.text("second_review"))


def _late(place: Field, departments: Iterable[str], priorities: Iterable[str]) -> LateStep:
    record = place.record(("after", "department"), ("priority",))
    check_known(record.at("department"), record.text("department"), departments, "department")
    check_known(record.at("priority"), record.text("priority"), priorities, "priority")
    after = record.get("after")
    return LateStep(after.number(0.1) if after else 1, record.text("department"), record.text("priority"))


def read_notices(places: Iterable[Field], kinds: Iterable[str], languages: Iterable[str]) -> tuple[Notice, ...]:
    """The notices."""
    kinds, languages = tuple(kinds), tuple(languages)
    return tuple(_notice(place, kinds, languages) for place in places)


def _notice(place: Field, kinds: tuple[str, ...], languages: tuple[str, ...]) -> Notice:
    record = place.record(("text", "from", "to"), ("kinds", "banks"))
    for item in record.items("kinds"):
        check_known(item, item.text(), kinds, "kind")
    start, end = (record.at(key).moment() for key in ("from", "to"))
    if start >= end:
        record.at("to").fault("is not after `from`", "write the end under `to`")
    text = record.get("text")
    return Notice(words(text, languages) if text else {}, frozenset(record.names("kinds")),
                  frozenset(record.names("banks")), start, end)


def read_identity(place: Field, languages: Iterable[str]) -> Identity:
    """What agents ask to make sure whom they are talking to."""
    languages = tuple(languages)
    record = place.record(("needed", "questions"))
    questions = tuple(words(item, languages) for item in record.items("questions"))
    needed = record.get("needed")
    count = needed.whole(1) if needed else 1
    if needed and questions and count > len(questions):
        needed.fault(f"{count} right answers of {len(questions)} questions", "ask more, or need fewer")
    return Identity(questions, count)


def read_retention(place: Field) -> dict[str, int]:
    """Days by kind of data."""
    return {name: entry.whole(1, 36500) for name, entry in place.record(RETENTION).entries.items()}


def read_rating(record: Record, languages: Iterable[str]) -> dict[int, Words]:
    """Words by number."""
    return {int(number): each for number, each in titles(record, "rating", languages, "12345", closed=True).items()}


def read_normal_minutes(record: Record, kinds: Mapping[str, str]) -> dict[str, int]:
    """Minutes by case intent; each kind with a first line (kinds: intent -> first_line) needs them."""
    first_line = [name for name, first in kinds.items() if first]
    place = record.get("normal_minutes")
    entries = place.record(first_line).entries if place else {}
    return {name: entry.whole(1, 100_000) for name, entry in entries.items()}
