"""Whether the words of domain.yml's facts say the same times as the numbers of triage.yml; nothing else of either."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from bot.domain_hours import Hours
from bot.domain_settings import Sla, Target, Triage
from bot.domain_values import Slot
from bot.domain_yaml import Field

PLACEHOLDER_FACT = re.compile(r"\[[^\[\]]{1,80}\]")
ADULT = 18

_UNITS = {
    "giây": 1, "second": 1, "sec": 1, "phút": 60, "minute": 60, "min": 60, "giờ": 3600, "tiếng": 3600, "hour": 3600,
    "ngày": 86400, "day": 86400,
}
_QUANTITY = re.compile(
    r"(?P<number>\d{1,5}(?:[.,]\d{1,2})?)|(?P<half>nửa|half(?: an?)?\b)|(?P<more_half>rưỡi|and a half)"
    r"|(?P<one>một|one|an)\b|(?P<unit>giây|phút|giờ|tiếng|ngày|second|sec|minute|min|hour|day)"
)
_CLOCK = re.compile(r"\b(\d{1,2})(?:\s?(?::|h|giờ)\s?(\d{2})?)?\s?(am|pm)?\b")
_ALL_DAY = re.compile(r"\b24\s?(?:/|giờ)\s?(?:7|24)\b|ngày đêm|day and night|around the clock")


def is_placeholder(words: str) -> bool:
    """Whether a fact is still words in brackets."""
    return PLACEHOLDER_FACT.search(words) is not None


def durations(words: str) -> tuple[float, ...]:
    """The durations that a phrase names, in seconds: "5–15 phút" -> (300, 900), "nửa tiếng" -> (1800,).

    Figures without a unit of their own take the next one; figures without any are left out.
    """
    found: list[float] = []
    waiting: list[float] = []
    unit = 0
    for match in _QUANTITY.finditer(words.lower()):
        if match["number"]:
            waiting.append(float(match["number"].replace(",", ".")))
        elif match["half"]:
            waiting.append(0.5)
        elif match["one"]:
            waiting.append(1)
        elif match["more_half"] and found:
            found[-1] += unit / 2
        elif match["unit"]:
            unit = _UNITS[match["unit"]]
            found += [number * unit for number in waiting]
            waiting = []
    return tuple(found)


def clock_minutes(words: str) -> frozenset[int]:
    """The times of day that a phrase names, in minutes: "08:00–23:00", "8h–23h", "8 am–11 pm"; all day: 0 and 1440."""
    if _ALL_DAY.search(words.lower()):
        return frozenset({0, 1440})
    found = set()
    for hour, minute, half in _CLOCK.findall(words.lower()):
        hours = int(hour) % 12 + (12 if half == "pm" else 0) if half else int(hour)
        found.add(hours * 60 + int(minute or 0))
    return frozenset(found)


def check_facts(slots: Mapping[str, Slot], places: Mapping[str, Field], triage: Triage) -> None:
    """Note a finding for each fact whose words and the numbers of triage.yml disagree; placeholders are let be."""
    words = {name: str(slot.initial) for name, slot in slots.items() if slot.is_fact}
    facts = {name: each for name, each in words.items() if not is_placeholder(each)}
    for name, want, where in _expected(facts, triage.normal_minutes, triage.sla):
        _check_durations(places[name], facts[name], want, where)
    for name in ("fact_support_hours", "fact_support_hours_en"):
        if name in facts:
            _check_hours(places[name], facts[name], triage.hours)
    age = facts.get("fact_minimum_age", str(ADULT))
    numbers = [int(number) for number in re.findall(r"\d{1,3}", age)]
    if not numbers or min(numbers) < ADULT:
        places["fact_minimum_age"].fault(f"{age!r} is no age of {ADULT} or more", "write the age in digits: 18 or 21")


def _expected(
    facts: Iterable[str], normal_minutes: Mapping[str, int], sla: Sla
) -> list[tuple[str, frozenset[float], str]]:
    """The facts that name times: (fact, seconds that it must name, where triage.yml says so)."""
    expected: dict[str, tuple[frozenset[float], str]] = {}
    for intent, minutes in normal_minutes.items():
        name = f"fact_{intent.removeprefix('slow_')}_time"
        expected[name] = (frozenset({minutes * 60.0}), f"normal_minutes.{intent}")
    for channel, target in sla.first_reply.items():
        expected[f"fact_reply_{channel}"] = (_seconds(target), f"sla.first_reply.{channel}")
    return [
        (fact, *expected[name]) for fact in facts if (name := fact.removesuffix("_en")) in expected
    ]


def _seconds(target: Target) -> frozenset[float]:
    return frozenset({target.low, target.high})


def _check_durations(place: Field, words: str, want: frozenset[float], where: str) -> None:
    said = frozenset(durations(words))
    if not said:
        place.fault(f'"{words}" names no time', 'write it in digits: "30 phút", "5–15 phút"')
    elif said != want:
        place.fault(f'"{words}" does not say what {where} of triage.yml says ({_shown(want)})',
                    f"write {_shown(want)} here, or mend {where}")


def _check_hours(place: Field, words: str, hours: Hours) -> None:
    want = frozenset(minute for spans in hours.week for span in spans for minute in (span.start, span.end))
    if clock_minutes(words) != want:
        shown = ", ".join(f"{minute // 60:02}:{minute % 60:02}" for minute in sorted(want))
        place.fault(f'"{words}" does not say what hours.week of triage.yml says ({shown})',
                    "let words and numbers name the same times")


def _shown(seconds: Iterable[float]) -> str:
    return "–".join(_shown_one(each) for each in sorted(seconds))


def _shown_one(seconds: float) -> str:
    for unit, size in (("h", 3600), ("m", 60)):
        if seconds >= size and seconds % size == 0:
            return f"{seconds / size:g}{unit}"
    return f"{seconds:g}s"
