"""Values as people read them: amounts, times, lists, half-hidden accounts; it knows no conversation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.domain import Domain
from bot.message import Entity, Json
from bot.triage.states import Lang

_AND = {"vi": " và ", "en": " and "}
_AROUND = {"vi": "khoảng ", "en": "around "}
_DAY = {"vi": "ngày ", "en": ""}
_PICTURES = {"vi": "{} ảnh", "en": "{} picture(s)"}
_FROM_TO = {"vi": "từ {} đến {}", "en": "from {} to {}"}
_HIDDEN = "•••"
_WEEK = {"vi": "tuần từ {}", "en": "week of {}"}
_MONTH = {"vi": "tháng {}", "en": "{}"}
_PARTS: tuple[tuple[int, dict[Lang, str]], ...] = (
    (0, {"vi": "rạng sáng", "en": "small hours of"}),
    (5, {"vi": "sáng", "en": "morning of"}),
    (11, {"vi": "trưa", "en": "noon of"}),
    (13, {"vi": "chiều", "en": "afternoon of"}),
    (18, {"vi": "tối", "en": "evening of"}),
    (22, {"vi": "đêm", "en": "night of"}),
)
_LONGEST_WORDS = 200

PERSONAL = frozenset({"bank_account", "id_number", "card", "secret"})
"""Entities that are never quoted whole."""

NEW_DETAILS = frozenset({"phone", "email", "bank_account", "id_number", "card", "secret"})
"""What a request to change details may name as the new value, and the assistant never takes."""


def money(amount: float) -> str:
    """VND as people write them here: 5.000.000đ."""
    return f"{round(amount):,}".replace(",", ".") + "đ"


def clock(moment: datetime) -> str:
    """20:00 ngày 14/11/2026 is this and `date`."""
    return f"{moment:%H:%M}"


def date(moment: datetime) -> str:
    """14/11/2026."""
    return f"{moment:%d/%m/%Y}"


def at(moment: datetime, domain: Domain, lang: Lang = "vi") -> str:
    """An instant in the desk's zone: 20:00 ngày 14/11/2026."""
    local = domain.triage.hours.local(moment)
    return f"{clock(local)} {_DAY[lang]}{date(local)}"


def incident_time(value: Json, lang: Lang = "vi") -> str:
    """A resolved time as its precision allows: "20:15 ngày …", "sáng ngày …", "từ … đến …"."""
    start = datetime.fromisoformat(value["start"])
    precision = value.get("precision", "minute")
    if value.get("end"):
        return _span(start, datetime.fromisoformat(value["end"]), precision, lang)
    match precision:
        case "second":
            return f"{start:%H:%M:%S} {_day(start, lang)}"
        case "hour":
            around = _AROUND[lang] if value.get("ambiguous") else ""
            return f"{around}{clock(start)} {_day(start, lang)}"
        case "part_of_day":
            return f"{_part(start, lang)} {_day(start, lang)}"
        case "day":
            return _day(start, lang)
        case "week":
            return _WEEK[lang].format(date(start))
        case "month":
            return _MONTH[lang].format(f"{start:%m/%Y}")
        case _:
            return f"{clock(start)} {_day(start, lang)}"


def _span(start: datetime, end: datetime, precision: str, lang: Lang) -> str:
    """From start to end, both of them named."""
    if precision == "part_of_day":
        return f"{_part(start, lang)} {_day(start, lang)}"
    if precision in ("day", "week", "month"):
        return _FROM_TO[lang].format(date(start), date(end)) if start.date() != end.date() else _day(start, lang)
    if start.date() == end.date():
        return (
            f"{clock(start)}–{clock(end)} {_day(start, lang)}"
            if start != end
            else f"{clock(start)} {_day(start, lang)}"
        )
    return _FROM_TO[lang].format(f"{clock(start)} {_day(start, lang)}", f"{clock(end)} {_day(end, lang)}")


def _day(moment: datetime, lang: Lang) -> str:
    return f"{_DAY[lang]}{date(moment)}"


def _part(start: datetime, lang: Lang) -> str:
    """The part of the day that begins at an hour."""
    return next(words[lang] for hour, words in reversed(_PARTS) if start.hour >= hour)


def value_words(name: str, value: Json, lang: Lang = "vi") -> str:
    """A slot's value in words."""
    if name == "amount" and isinstance(value, int | float):
        return money(value)
    if name == "incident_time":
        return incident_time(value, lang)
    return str(value)


def pictures(count: int, lang: Lang = "vi") -> str:
    """2 ảnh."""
    return _PICTURES[lang].format(count)


def lowered(title: str) -> str:
    """A title inside a sentence: "Tên tài khoản" -> "tên tài khoản"; names such as E-mail keep their capital."""
    return title if title[1:2].isupper() or title[1:2] == "-" else title[:1].lower() + title[1:]


def listed(words: Sequence[str], lang: Lang = "vi") -> str:
    """tên tài khoản, thời gian và ảnh."""
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + _AND[lang] + words[-1]


def half_hidden(username: str) -> str:
    """The account that a returning sender is offered: enough to recognise, too little to learn it."""
    shown = 2 if len(username) > 5 else 1
    return username[:shown] + _HIDDEN + username[-shown:]


def last_four(number: str) -> str:
    """A bank account by its last four digits."""
    digits = "".join(char for char in number if char.isdigit())
    return _HIDDEN + digits[-4:]


def quoted(text: str, entities: Iterable[Entity], hidden: frozenset[str] = PERSONAL) -> str:
    """The customer's words, fit to be shown: on one line, not too long, personal numbers shortened.

    Args:
        text: a message, or a stretch of it that begins at offset 0 of the entities.
        entities: what it holds.
        hidden: entity kinds that are not quoted whole.
    """
    for entity in sorted(entities, key=lambda each: each.start, reverse=True):
        if entity.kind in hidden and 0 <= entity.start < entity.end <= len(text):
            shown = last_four(entity.raw) if entity.kind == "bank_account" else _HIDDEN
            text = text[: entity.start] + shown + text[entity.end :]
    return shortened(" ".join(text.split()), _LONGEST_WORDS)


def shortened(words: str, most: int) -> str:
    """The words, cut with an ellipsis behind `most` characters."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
