"""What a message says about a time, before anybody knows what time it is now; it holds values and resolves nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from bot.message import Json

Part = Literal[
    "midnight", "small_hours", "dawn", "morning", "noon", "afternoon", "dusk", "evening", "night", "late_night"
]
"""A part of the day: nửa đêm, rạng sáng, sáng sớm, sáng, trưa, chiều, chiều tối, tối, đêm, khuya."""

Edge = Literal["start", "middle", "end"]
Unit = Literal["second", "minute", "hour", "week", "month"]


@dataclass(frozen=True, slots=True)
class Clock:
    """A time on the clock as it was said.

    Attributes:
        hour: 0 to 24.
        minute: 0 to 59; below 0 for minutes short of the hour ("8h kém 15" is -15); None where only the hour was said.
        second: 0 to 59.
        half: am or pm, where it was said.
        literal: written as clocks write it (08:30, 20:35:10), so that 8 is no 20.
        offset: minutes east of UTC, where a copied timestamp names it.
    """

    hour: int
    minute: int | None = None
    second: int | None = None
    half: Literal["am", "pm"] | None = None
    literal: bool = False
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class DaysBack:
    """So many days ago: today is 0, yesterday 1; `most` differs from `least` where a span was said ("2-3 hôm")."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day by its date, whole or in part.

    Attributes:
        day: 1 to 31.
        month: 1 to 12; None where it was not said.
        year: four digits; None where it was not said.
        months_back: "20 tháng trước" is 1, "20 tháng này" 0.
        years_back: "năm ngoái" is 1.
        sure: False where it may as well be a date of the lunar calendar (mùng 5).
    """

    day: int
    month: int | None = None
    year: int | None = None
    months_back: int | None = None
    years_back: int | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, 1 (Monday) to 7.

    Attributes:
        weekday: ISO number.
        weeks_back: "tuần này" is 0, "tuần trước" 1; None means the latest.
        before_today: whether today is ruled out ("chủ nhật vừa rồi").
    """

    weekday: int
    weeks_back: int | None = None
    before_today: bool = False


@dataclass(frozen=True, slots=True)
class Week:
    """A week, Monday to Sunday, or its start, middle or end."""

    weeks_back: int
    edge: Edge | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """A month by number or counted back from this one, or its start, middle or end."""

    month: int | None = None
    year: int | None = None
    months_back: int | None = None
    years_back: int | None = None
    edge: Edge | None = None


@dataclass(frozen=True, slots=True)
class OtherDay:
    """Some day of the last week: hôm bữa, bữa trước, hôm nọ."""


@dataclass(frozen=True, slots=True)
class LunarDay:
    """A day of the lunar calendar; which one is asked, not computed."""

    day: int | None = None
    month: int | None = None


Day = DaysBack | CalendarDay | Weekday | Week | Month | OtherDay | LunarDay


@dataclass(frozen=True, slots=True)
class Moment:
    """A point of time, as far as it was said.

    Attributes:
        day: which day.
        clock: which time on the clock.
        part: the part of the day that the clock time belongs to, or that stands alone.
        day_part: the part of the day that names the day, where it is another one ("đêm qua 1h sáng").
        unsure: the part may as well be another word ("8h toi nap": tối or tôi).
    """

    day: Day | None = None
    clock: Clock | None = None
    part: Part | None = None
    day_part: Part | None = None
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """From one moment to another, or until now where `end` is None."""

    start: Moment
    end: Moment | None = None


@dataclass(frozen=True, slots=True)
class Ago:
    """So long ago, in hours and the like; days ago are a Moment. `until_now` where it has gone on since."""

    unit: Unit
    least: float
    most: float
    until_now: bool = False
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Recent:
    """A short while ago, without a number: at most so many minutes."""

    minutes: int
    sure: bool = False


Expression = Moment | Range | Ago | Recent

_TYPES: dict[str, type] = {
    "clock": Clock,
    "days_back": DaysBack,
    "calendar_day": CalendarDay,
    "weekday": Weekday,
    "week": Week,
    "month": Month,
    "other_day": OtherDay,
    "lunar_day": LunarDay,
    "moment": Moment,
    "range": Range,
    "ago": Ago,
    "recent": Recent,
}
_NAMES = {made: name for name, made in _TYPES.items()}
_FIELDS: dict[type, tuple[tuple[str, Any], ...]] = {
    made: tuple((field.name, field.default) for field in fields(made)) for made in _TYPES.values()
}


def to_json(value: Any) -> Json:
    """An expression, or a part of one, as a dict that names its type and holds what differs from the default."""
    kind = type(value)
    found: dict[str, Json] = {"type": _NAMES[kind]}
    for name, default in _FIELDS[kind]:
        said = getattr(value, name)
        if said is not default and said != default:
            found[name] = to_json(said) if type(said) in _NAMES else said
    return found


def from_json(value: Json) -> Expression:
    """The expression that `to_json` wrote.

    Raises:
        ValueError: this is no such dict.
    """
    made = _from_json(value)
    if not isinstance(made, Moment | Range | Ago | Recent):
        raise ValueError(f"no time expression: {value!r}")
    return made


def _from_json(value: Json) -> Any:
    if not isinstance(value, Mapping) or value.get("type") not in _TYPES:
        raise ValueError(f"no time expression: {value!r}")
    said = {name: _from_json(part) if isinstance(part, Mapping) else part for name, part in value.items()}
    made = _TYPES[said.pop("type")]
    try:
        return made(**said)
    except TypeError as error:
        raise ValueError(f"no time expression: {value!r}") from error
