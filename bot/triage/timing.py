"""Two halves of a time into one: "hôm qua" and, in another message, "8h tối"; it reads no messages and no clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.message import Json

_HALF_DAY, _DAY = timedelta(hours=12), timedelta(days=1)
_COARSE = frozenset({"part_of_day", "day", "week", "month"})
_FINE = frozenset({"second", "minute", "hour"})
_EVENING, _NIGHT = 18, timedelta(hours=6)


def told(expression: Json) -> str:
    """What an expression names: "clock" for a time of day alone, "day" for a day without one, "both", or ""."""
    if not isinstance(expression, Mapping) or expression.get("type") != "moment":
        return ""
    day, clock = "day" in expression, "clock" in expression
    if day and clock:
        return "both"
    return "clock" if clock else "day" if day else ""


def combined(first: Json, second: Json) -> Json | None:
    """The time that two resolved values name together, in whichever order they came; None where they do not fit.

    Args:
        first: {start, end, precision, ambiguous, told, …}.
        second: likewise.
    """
    for day, clock in ((first, second), (second, first)):
        if day.get("told") != "clock" and clock.get("told") == "clock" and day.get("precision") in _COARSE:
            return _placed(day, clock)
    return next((fine for rough, fine in ((first, second), (second, first)) if _is_within(fine, rough)), None)


def _is_within(fine: Mapping[str, Json], rough: Mapping[str, Json]) -> bool:
    """Whether one names more exactly what the other does: "12h trưa nay" behind "trưa nay" is no correction."""
    if fine.get("precision") not in _FINE or rough.get("precision") not in _COARSE or not rough.get("start"):
        return False
    start, end = _window(rough)
    return bool(fine.get("start")) and start <= datetime.fromisoformat(fine["start"]) < end


def _placed(day: Mapping[str, Json], clock: Mapping[str, Json]) -> Json | None:
    """The clock's time within the day or the part of it; a bare "8h" takes the half of the day that fits."""
    start, end = _window(day)
    moment = datetime.fromisoformat(clock["start"])
    part = day["precision"] == "part_of_day" or bool(day.get("end"))
    step = _HALF_DAY if clock.get("ambiguous") and part else _DAY
    placed = moment + step * -((moment - start) // step)
    if not start <= placed < end:
        return None
    length = datetime.fromisoformat(clock["end"]) - moment if clock.get("end") else None
    return {
        **clock,
        "start": placed.isoformat(),
        "end": (placed + length).isoformat() if length is not None else None,
        "ambiguous": bool(clock.get("ambiguous")) and not part,
        "told": "both",
    }


def _window(day: Mapping[str, Json]) -> tuple[datetime, datetime]:
    start = datetime.fromisoformat(day["start"])
    if day["precision"] == "part_of_day" and start.hour == _EVENING:
        return start, start + _NIGHT
    if day.get("end"):
        return start, datetime.fromisoformat(day["end"]) + timedelta(minutes=1)
    return start, start + _DAY
