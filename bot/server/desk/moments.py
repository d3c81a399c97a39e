"""Times as agents read them: how long ago, how long is left; it looks at no clock."""

from __future__ import annotations

from datetime import datetime

from bot.domain import Domain
from bot.server.languages import Lang

_UNITS: dict[Lang, tuple[str, str, str, str]] = {
    "vi": ("giây", "phút", "giờ", "ngày"),
    "en": ("s", "min", "h", "d"),
}
_STEPS = ((60, 1, 0), (3600, 60, 1), (86_400, 3600, 2))


def span(seconds: float, lang: Lang) -> str:
    """A length of time in its largest unit: 45 giây, 12 phút, 3 giờ, 2 ngày; hours with their minutes."""
    whole = max(0, int(seconds))
    units = _UNITS[lang]
    if 3600 <= whole < 36_000 and whole % 3600 >= 60:
        return f"{whole // 3600} {units[2]} {whole % 3600 // 60} {units[1]}"
    for below, length, unit in _STEPS:
        if whole < below:
            return f"{whole // length} {units[unit]}"
    return f"{whole // 86_400} {units[3]}"


def left(due: datetime | None, now: datetime, lang: Lang) -> str:
    """How long is left until a time, or by how much it is past; "" where there is none."""
    if due is None:
        return ""
    seconds = (due - now).total_seconds()
    if seconds > 0:
        return ("còn " if lang == "vi" else "") + span(seconds, lang) + ("" if lang == "vi" else " left")
    return ("trễ " if lang == "vi" else "") + span(-seconds, lang) + ("" if lang == "vi" else " late")


def ago(moment: datetime | None, now: datetime, lang: Lang) -> str:
    """How long ago something was."""
    if moment is None:
        return ""
    words = span((now - moment).total_seconds(), lang)
    return f"{words} trước" if lang == "vi" else f"{words} ago"


def at(moment: datetime | None, domain: Domain, now: datetime, lang: Lang) -> str:
    """A time in the desk's zone: the clock alone for today, with the day for others."""
    if moment is None:
        return ""
    local, today = domain.triage.hours.local(moment), domain.triage.hours.local(now)
    if local.date() == today.date():
        return f"{local:%H:%M}"
    return f"{local:%H:%M %d/%m}" if local.year == today.year else f"{local:%H:%M %d/%m/%Y}"


def iso(moment: datetime | None) -> str:
    """A time for machines."""
    return "" if moment is None else moment.isoformat(timespec="seconds")
