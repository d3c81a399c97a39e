"""Hours and parts of the day as distances from the midnight that begins the day they are told of; it knows no dates."""

from __future__ import annotations

from datetime import timedelta

from bot.nlu.entities.time_expression import CalendarDay, Clock, Day, DaysBack, Moment, Part, Weekday

BOUNDS: dict[Part, tuple[int, int]] = {
    "midnight": (24, 26),
    "small_hours": (1, 5),
    "dawn": (4, 7),
    "morning": (5, 11),
    "noon": (11, 13),
    "afternoon": (13, 18),
    "dusk": (17, 19),
    "evening": (18, 22),
    "night": (22, 29),
    "late_night": (23, 28),
}
"""Hours from midnight at which a part of the day begins and ends; a night belongs to the day on which it begins."""

_NIGHTS = ("night", "late_night", "midnight")


def offsets_of(moment: Moment) -> list[timedelta]:
    """How far from its day's midnight a moment may lie, the likeliest first; empty where only the day was said.

    More than one where the words leave it open: "8h" is 20:00 or 08:00, "1h đêm 14/11" may be that of the next date.
    """
    if moment.clock is None:
        return [timedelta(hours=hour) for hour in _begins(moment.part, moment.day)] if moment.part else []
    clock = moment.clock
    beyond = timedelta(minutes=clock.minute or 0, seconds=clock.second or 0)
    return [timedelta(hours=hour) + beyond for hour in _hours(clock, moment)]


def length_of(part: Part) -> timedelta:
    """How long a part of the day lasts."""
    begin, end = BOUNDS[part]
    return timedelta(hours=end - begin)


def _begins(part: Part, day: Day | None) -> list[int]:
    """Hours at which a part of the day may begin; tonight's night may be the one that ended this morning."""
    begin = BOUNDS[part][0]
    if part in _NIGHTS and day == DaysBack(0, 0):
        return [begin, begin - 24]
    if part == "midnight" and isinstance(day, CalendarDay | Weekday):
        return [24, 0]
    return [begin]


def _hours(clock: Clock, moment: Moment) -> list[int]:
    """The hours that a clock time may mean, counted from the midnight that begins its day."""
    hour, part = clock.hour, moment.part
    if clock.half is not None:
        return [hour % 12 + (12 if clock.half == "pm" else 0)]
    if part is None:
        stamped = isinstance(moment.day, CalendarDay) and moment.day.year is not None and clock.minute is not None
        if clock.literal or stamped or hour == 0 or hour > 12:
            return [hour]
        return [12, 0] if hour == 12 else [hour + 12, hour]
    if moment.unsure and 0 < hour < 12:
        return [_hour_of_part(part, hour), hour]
    if moment.day_part in (*_NIGHTS, "evening") and part in ("morning", "dawn", "small_hours") and hour % 12 < 6:
        return [24 + hour % 12]
    return _with_dates(_hour_of_part(part, hour), moment.day)


def _with_dates(hour: int, day: Day | None) -> list[int]:
    """An hour behind midnight belongs to the night before it ("đêm qua 1h"), or to the date that was named."""
    if hour < 24:
        return [hour]
    if isinstance(day, CalendarDay | Weekday):
        return [24, 0] if hour == 24 else [hour - 24, hour]
    return [hour, hour - 24] if day == DaysBack(0, 0) else [hour]


def _hour_of_part(part: Part, hour: int) -> int:
    """The hour of 24 that an hour in a part of the day means ("1h chiều" 13, "12h đêm" 24, "2h đêm" 26)."""
    night = part in _NIGHTS
    if hour > 12 or hour == 0:
        return 24 if hour == 0 and night else hour
    if part in ("morning", "dawn", "small_hours"):
        return hour % 12
    if part == "noon":
        return hour if hour >= 9 else hour + 12
    if hour == 12:
        return 12 if part == "afternoon" else 24
    if hour < (6 if night else 4) and part != "afternoon":
        return 24 + hour
    return hour + 12
