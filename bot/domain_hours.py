"""Opening hours and the holiday calendar as data: pure questions about given times, never a look at the clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Words = Mapping[str, str]
"""The same words in each language: {"vi": …, "en": …}."""

MINUTES_A_DAY = 24 * 60
SEARCHED_DAYS = 400


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one day.

    Attributes:
        start: minutes after midnight, 0 to 1439.
        end: minutes after midnight, behind the last open one; 1440 is midnight.
    """

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SpecialDays:
    """Days with hours of their own: Tết, public holidays.

    Attributes:
        name: what the days are called.
        first: the first of them.
        last: the last of them, included.
        spans: the hours on each of them; empty means closed.
        line: where triage.yml says so.
    """

    name: Words
    first: date
    last: date
    spans: tuple[Span, ...]
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Hours:
    """When agents are at work.

    Attributes:
        zone: IANA name of the time zone in which the hours are meant.
        week: the spans of each weekday, Monday first; always seven.
        special: days that differ, in the file's order; the first that fits wins.
        tet: the solar date of mùng 1 Tết by year.
    """

    zone: str
    week: tuple[tuple[Span, ...], ...]
    special: tuple[SpecialDays, ...] = ()
    tet: Mapping[int, date] = field(default_factory=dict)

    def local(self, now: datetime) -> datetime:
        """The same instant in the desk's zone.

        Raises:
            ValueError: the time has no zone.
        """
        if now.tzinfo is None:
            raise ValueError("a time without a zone")
        return now.astimezone(ZoneInfo(self.zone))

    def special_on(self, day: date) -> SpecialDays | None:
        """The special days that hold this day, or None."""
        return next((days for days in self.special if days.first <= day <= days.last), None)

    def spans_on(self, day: date) -> tuple[Span, ...]:
        """The open spans of one day, in order."""
        days = self.special_on(day)
        return self.week[day.weekday()] if days is None else days.spans

    def is_open(self, now: datetime) -> bool:
        """Whether agents are at work at this instant (with a zone)."""
        local = self.local(now)
        minute = local.hour * 60 + local.minute
        return any(span.start <= minute < span.end for span in self.spans_on(local.date()))

    def next_opening(self, now: datetime) -> datetime | None:
        """The next instant at which agents are at work: `now` itself while they are; None if never again.

        The answer is in the desk's zone.
        """
        local = self.local(now)
        if self.is_open(local):
            return local
        for offset in range(SEARCHED_DAYS):
            day = local.date() + timedelta(days=offset)
            for span in self.spans_on(day):
                opening = self._instant(day, span.start)
                if opening > local:
                    return opening
        return None

    def after_working(self, now: datetime, seconds: float) -> datetime:
        """The instant at which that much working time has passed since `now`, in the desk's zone.

        Where the desk never opens again, plain time is counted.
        """
        left = timedelta(seconds=seconds)
        start = self.next_opening(now)
        while start is not None:
            end = self._closing(start)
            if start + left <= end:
                return start + left
            left -= end - start
            start = self.next_opening(end)
        return self.local(now) + timedelta(seconds=seconds)

    def _closing(self, local: datetime) -> datetime:
        minute = local.hour * 60 + local.minute
        span = next(span for span in self.spans_on(local.date()) if span.start <= minute < span.end)
        return self._instant(local.date(), span.end)

    def _instant(self, day: date, minute: int) -> datetime:
        midnight = datetime.combine(day, time(), tzinfo=ZoneInfo(self.zone))
        return midnight + timedelta(minutes=minute)
