"""Days, weeks and months that a message names, as dates before a given day; it knows no hours."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from bot.nlu.entities.time_expression import CalendarDay, Day, DaysBack, Edge, Month, OtherDay, Week, Weekday

_OTHER_DAY = 7
"""Days that "hôm bữa" reaches back."""
_EDGES_OF_WEEK: dict[Edge, tuple[int, int]] = {"start": (0, 2), "middle": (2, 4), "end": (5, 7)}
_EDGES_OF_MONTH: dict[Edge, tuple[int, int]] = {"start": (1, 11), "middle": (11, 21), "end": (21, 32)}


class Span(NamedTuple):
    """Days from the first to the one behind the last, and how exactly they were named."""

    first: date
    behind: date
    precision: str
    ambiguous: bool = False


def dates_of(day: CalendarDay | Weekday, today: date) -> Iterator[date]:
    """The dates up to today that a day may be, the latest first; a year or a month that lies ahead is taken back."""
    if isinstance(day, Weekday):
        return _weekdays(day, today)
    if day.month is None:
        return _days_of_months(day, today)
    return _days_of_years(day.day, day.month, day, today)


def is_as_said(day: CalendarDay | Weekday, found: date, today: date) -> bool:
    """Whether a date lies in the year, month or week that was named, and was not taken back out of the future."""
    if isinstance(day, Weekday):
        monday = today - timedelta(days=today.weekday() + 7 * (day.weeks_back or 0))
        return day.weeks_back is None or monday <= found < monday + timedelta(days=7)
    if day.months_back is not None:
        return _month_back(today, day.months_back) == (found.year, found.month)
    return day.year is None or day.year == found.year


def _weekdays(day: Weekday, today: date) -> Iterator[date]:
    first = today - timedelta(days=(today.isoweekday() - day.weekday) % 7)
    if day.weeks_back is not None:
        monday = today - timedelta(days=today.weekday() + 7 * day.weeks_back)
        first = monday + timedelta(days=day.weekday - 1)
    for back in range(3):
        found = first - timedelta(days=7 * back)
        if found < today or (found == today and not day.before_today):
            yield found


def _days_of_months(day: CalendarDay, today: date) -> Iterator[date]:
    for back in range(day.months_back or 0, (day.months_back or 0) + 4):
        year, month = _month_back(today, back)
        if day.day <= monthrange(year, month)[1]:
            found = date(year, month, day.day)
            if found <= today:
                yield found


def _days_of_years(day: int, month: int, said: CalendarDay, today: date) -> Iterator[date]:
    first = said.year or today.year - (said.years_back or 0)
    for year in range(min(first, today.year), min(first, today.year) - 9, -1):
        if day <= monthrange(year, month)[1]:
            found = date(year, month, day)
            if found <= today:
                yield found


def _month_back(today: date, back: int) -> tuple[int, int]:
    months = today.year * 12 + today.month - 1 - back
    return months // 12, months % 12 + 1


def span_of(day: Day, today: date) -> Span | None:
    """The days of what names more than one: a week, a month, "hôm bữa", "2-3 hôm trước"; None for a single day."""
    match day:
        case DaysBack(least, most) if least != most:
            return Span(today - timedelta(days=most), today - timedelta(days=least - 1), "day", ambiguous=True)
        case OtherDay():
            return Span(today - timedelta(days=_OTHER_DAY), today, "day", ambiguous=True)
        case Week():
            return _week(day, today)
        case Month():
            return _month(day, today)
        case _:
            return None


def _week(week: Week, today: date) -> Span:
    monday = today - timedelta(days=today.weekday() + 7 * week.weeks_back)
    if week.edge is None:
        return Span(monday, monday + timedelta(days=7), "week")
    first, behind = _EDGES_OF_WEEK[week.edge]
    ahead = monday + timedelta(days=first) > today
    if ahead:
        monday -= timedelta(days=7)
    return Span(monday + timedelta(days=first), monday + timedelta(days=behind), "day", ambiguous=ahead)


def _month(month: Month, today: date) -> Span:
    year, number = _named_month(month, today)
    first = date(year, number, 1)
    if month.edge is not None:
        first = first.replace(day=_EDGES_OF_MONTH[month.edge][0])
    if first > today:
        back = 1 if month.month is None else 12
        year, number = _month_back(first, max(back, -(-_months(first, today) // back) * back))
        first = first.replace(year=year, month=number)
    if month.edge is None:
        return Span(first, _next_month(first), "month")
    behind = _EDGES_OF_MONTH[month.edge][1]
    last = _next_month(first) if month.edge == "end" else first.replace(day=behind)
    return Span(first, last, "week")


def _named_month(month: Month, today: date) -> tuple[int, int]:
    if month.month is None:
        return _month_back(today, month.months_back or 0)
    return month.year or today.year - (month.years_back or 0), month.month


def _months(later: date, earlier: date) -> int:
    return (later.year - earlier.year) * 12 + later.month - earlier.month + (1 if later.day > earlier.day else 0)


def _next_month(first: date) -> date:
    year, month = _month_back(first, -1)
    return date(year, month, 1)


def months_before(today: date, months: int) -> date:
    """The same day so many months before, or the last day of that month."""
    year, month = _month_back(today, months)
    return date(year, month, min(today.day, monthrange(year, month)[1]))
