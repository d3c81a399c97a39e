"""Turns a time expression into dates once now is known; whatever it is given, it answers with no start that lies ahead.

Conventions: the zone is +07:00, without daylight saving. An hour that may be two is the latest that has passed, and
ambiguous. A day's end is not given (`precision` says it), a part of the day's is. No end lies ahead of now either.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone

from bot.message import Json
from bot.nlu.entities.time_calendar import dates_of, is_as_said, months_before, span_of
from bot.nlu.entities.time_expression import (
    Ago,
    CalendarDay,
    DaysBack,
    Expression,
    LunarDay,
    Moment,
    Range,
    Recent,
    Weekday,
    from_json,
)
from bot.nlu.entities.time_of_day import length_of, offsets_of

ZONE = timezone(timedelta(hours=7))
_SLACK = timedelta(minutes=5)
"""So far a customer's clock may be ahead of ours."""
_NIGHT_ENDS, _LATE = 5, 3
"""Before 5 in the morning "hôm nay" may be the day that has just ended; before 3, "tối qua" may be tonight."""
_LONG_AGO = timedelta(days=180)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Resolved:
    """What an expression means: see `resolve`."""

    start: datetime | None
    end: datetime | None
    precision: str
    ambiguous: bool
    why: str
    lunar: bool = False


def resolve(expression: Json, now: datetime) -> dict[str, Json]:
    """The dates of an expression that `find` gave.

    Args:
        expression: the entity's value.
        now: when the message was sent; any aware datetime.

    Returns:
        start and end (ISO 8601 at +07:00; start is None for a lunar date only, end where there is none to tell),
        precision (second, minute, hour, part_of_day, day, week or month), ambiguous, lunar, and why in English words.

    Raises:
        ValueError: the expression is none, or now has no zone.
    """
    if now.tzinfo is None:
        raise ValueError("now has no time zone")
    here = now.astimezone(ZONE).replace(microsecond=0)
    found = _resolve(from_json(expression), here)
    return {
        "start": found.start.isoformat() if found.start else None,
        "end": found.end.isoformat() if found.end else None,
        "precision": found.precision,
        "ambiguous": found.ambiguous,
        "lunar": found.lunar,
        "why": found.why,
    }


def _resolve(expression: Expression, now: datetime) -> _Resolved:
    match expression:
        case Moment():
            return _moment(expression, now)
        case Range(start, None):
            found = _moment(start, now)
            return replace(found, end=now if found.start else None, why=f"{found.why}, until now")
        case Range(start, end) if end is not None:
            return _range(start, end, now)
        case Ago():
            return _ago(expression, now)
        case Recent(minutes, sure):
            precision = "day" if minutes >= 24 * 60 else "hour"
            return _Resolved(
                now - timedelta(minutes=minutes), now, precision, not sure, f"within the last {minutes} minutes"
            )
    raise ValueError(f"no time expression: {expression!r}")


def _ago(ago: Ago, now: datetime) -> _Resolved:
    """So long before now; where a span was said, from its far end."""
    if ago.unit == "month":
        start = _midnight(months_before(now.date(), int(ago.most)))
    elif ago.unit == "week":
        start = _midnight(now.date() - timedelta(days=int(7 * ago.most)))
    else:
        start = now - timedelta(**{f"{ago.unit}s": ago.most})
    fine = ago.unit == "hour" and ago.most != int(ago.most)
    end = now if ago.until_now else None
    if ago.least != ago.most and not ago.until_now and ago.unit in ("second", "minute", "hour"):
        end = now - timedelta(**{f"{ago.unit}s": ago.least})
    why = f"{ago.most:g} {ago.unit}s before now"
    return _Resolved(start, end, "minute" if fine else ago.unit, not ago.sure or ago.least != ago.most, why)


def _moment(moment: Moment, now: datetime) -> _Resolved:
    day = moment.day
    if isinstance(day, LunarDay):
        return _Resolved(None, None, "day", True, "a day of the lunar calendar, to be asked", lunar=True)
    if day is None:
        return _free(moment, now)
    span = span_of(day, now.date())
    if span is not None:
        start = min(_midnight(span.first), now)
        whole = span.precision in ("week", "month") and getattr(day, "edge", None) is None
        end = None if whole else _clipped(_midnight(span.behind), start, now)
        partly = moment.clock is not None or moment.part is not None
        return _Resolved(start, end, span.precision, span.ambiguous or partly, "some day of a span")
    assert isinstance(day, DaysBack | CalendarDay | Weekday)
    return _on_days(moment, day, now)


def _free(moment: Moment, now: datetime) -> _Resolved:
    """An hour or a part of the day without its day: the latest that has passed or begun."""
    starts = [_latest(offset, now) for offset in offsets_of(moment)]
    return _told(
        moment, starts[0] if moment.unsure else max(starts), len(set(starts)) > 1, now, "the latest that has passed"
    )


def _latest(offset: timedelta, now: datetime) -> datetime:
    """The latest time of day, at most the slack ahead of now."""
    start = _midnight(now.date()) + offset % _DAY
    return min(start if start <= now + _SLACK else start - _DAY, now)


def _on_days(moment: Moment, day: DaysBack | CalendarDay | Weekday, now: datetime) -> _Resolved:
    """A moment on a named day, or on the one before it by its natural period where the first lies ahead."""
    dates = _days(day, now)
    for place, found in enumerate(dates):
        resolved = _on_day(moment, found, now)
        if resolved is not None:
            assert resolved.start is not None
            doubtful = _is_doubtful(moment, found, place, now)
            return replace(resolved, ambiguous=resolved.ambiguous or doubtful)
        if (
            found == now.date()
            and not isinstance(day, Weekday)
            and not (day == DaysBack(0, 0) and now.hour < _NIGHT_ENDS)
        ):
            return _Resolved(_midnight(found), None, "day", True, "the day that was named; the hour lies ahead")
    return _Resolved(_midnight(now.date()), None, "day", True, "the named time lies ahead")


def _days(day: DaysBack | CalendarDay | Weekday, now: datetime) -> list[date]:
    if not isinstance(day, DaysBack):
        return list(dates_of(day, now.date()))
    named = now.date() - timedelta(days=day.least)
    return [named, named - _DAY]


def _on_day(moment: Moment, day: date, now: datetime) -> _Resolved | None:
    """A moment on one date; None where it lies ahead."""
    offsets = offsets_of(moment)
    if not offsets:
        return _Resolved(_midnight(day), None, "day", False, "the day that was named")
    shift = timedelta()
    if moment.clock is not None and moment.clock.offset is not None:
        shift = timedelta(minutes=7 * 60 - moment.clock.offset)
    starts = [_midnight(day) + offset + shift for offset in offsets]
    passed = [start for start in starts if start <= now + _SLACK]
    if not passed:
        return None
    open_choice = (len(passed) > 1 and moment.day != DaysBack(0, 0)) or (len(passed) > 1 and moment.part is None)
    return _told(moment, min(passed[0], now), open_choice, now, "on the day that was named")


def _told(moment: Moment, start: datetime, ambiguous: bool, now: datetime, why: str) -> _Resolved:
    """A moment with its precision and, for a part of the day, its end."""
    clock = moment.clock
    if clock is None:
        assert moment.part is not None
        end = _clipped(start + length_of(moment.part), start, now)
        return _Resolved(start, end, "part_of_day", ambiguous or moment.unsure, f"{moment.part}, {why}")
    precision = "hour" if clock.minute is None else "minute" if clock.second is None else "second"
    return _Resolved(start, None, precision, ambiguous or moment.unsure, f"{start:%H:%M}, {why}")


def _is_doubtful(moment: Moment, found: date, place: int, now: datetime) -> bool:
    """Whether the date is not quite what was said, or may be another."""
    day = moment.day
    if isinstance(day, CalendarDay):
        stale = day.year is None and day.years_back is None and now.date() - found > _LONG_AGO
        return stale or not day.sure or not is_as_said(day, found, now.date())
    if isinstance(day, Weekday):
        return found == now.date() or not is_as_said(day, found, now.date())
    bare_today = day == DaysBack(0, 0) and moment.clock is None and moment.part is None
    tonight = day == DaysBack(1, 1) and moment.part in ("evening", "night", "late_night") and now.hour < _LATE
    if now.hour < _NIGHT_ENDS and day == DaysBack(0, 0):
        return bare_today
    return place > 0 or tonight


def _range(first: Moment, last: Moment, now: datetime) -> _Resolved:
    """From one moment to another; the one that says less takes its day from the other."""
    if isinstance(first.day, LunarDay) or isinstance(last.day, LunarDay):
        return _moment(first if isinstance(first.day, LunarDay) else last, now)
    if first.day is None and (last.day is not None or first.part is None or last.part is not None):
        start, end = _backwards(first, last, now)
    else:
        start = _moment(first, now)
        assert start.start is not None
        end = _next_after(last, start.start, now) if last.day is None else _moment(last, now)
    assert start.start is not None
    behind = _behind(last, end)
    if behind is None or behind <= start.start:
        behind = now
    ambiguous = start.ambiguous and (end.ambiguous or first.day is not None)
    why = f"{start.why}, to {end.why}"
    return replace(start, end=_clipped(behind, start.start, now), ambiguous=ambiguous, why=why)


def _backwards(first: Moment, last: Moment, now: datetime) -> tuple[_Resolved, _Resolved]:
    """Both ends where the last says the day: the first is the latest of its hour before it."""
    end = _moment(last, now)
    assert end.start is not None
    lies_ahead = end.precision == "day" and (last.clock is not None or last.part is not None)
    if lies_ahead:
        return _moment(replace(first, day=last.day), now), end
    return _free(first, end.start - timedelta(seconds=1)), end


def _next_after(moment: Moment, start: datetime, now: datetime) -> _Resolved:
    """The first time of day behind a start."""
    starts = [start + ((_midnight(start.date()) + offset - start) % _DAY or _DAY) for offset in offsets_of(moment)]
    return _told(moment, min(starts), False, max(now, max(starts)), "the next after it")


def _behind(moment: Moment, found: _Resolved) -> datetime | None:
    """Where the moment that ends a span ends."""
    if found.start is None or moment.clock is not None:
        return found.start
    return found.end or found.start + _DAY


def _clipped(end: datetime, start: datetime, now: datetime) -> datetime | None:
    end = min(end, now)
    return end if end > start else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)
