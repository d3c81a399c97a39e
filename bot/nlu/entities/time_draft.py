"""An expression being put together from its pieces; it knows which pieces agree, not what stands between them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.nlu.entities.time_clock import Atom
from bot.nlu.entities.time_expression import (
    Ago,
    CalendarDay,
    Clock,
    Day,
    DaysBack,
    Expression,
    LunarDay,
    Moment,
    Month,
    OtherDay,
    Part,
    Range,
    Recent,
    Week,
    Weekday,
)
from bot.nlu.entities.time_tokens import UNKNOWN, Words

_NIGHTS = ("night", "evening", "late_night", "midnight")
_BEHIND_TOI = frozenset((UNKNOWN, "da", "moi?", "vua", "co?", "khong", "duoc", "@thing"))
"""What may follow "tôi", so that "8h toi nap" is 8 o'clock as well."""


@dataclass(slots=True)
class Draft:
    """Pieces of one time.

    Attributes:
        start: the first word.
        end: the word behind the last.
        day: which day, in all words for it.
        clock: the hour.
        part: the part of the day that the hour belongs to.
        day_part: the part of the day that names the day.
        gone: a length of time, or "hồi nãy".
        clock_end: the word behind the hour; -1 without one.
        part_end: the word behind the part of the day; -1 without one.
        weak_clock: whether the hour is one only in company.
        weak_day: whether the day is one only in company.
        firm_part: whether the part of the day is a time by itself ("hồi tối").
        unsure: whether the part of the day may be another word.
        now: whether it lasts until now.
        dead: whether it is the future, or said of every day.
    """

    start: int
    end: int
    day: Day | None = None
    clock: Clock | None = None
    part: Part | None = None
    day_part: Part | None = None
    gone: Ago | Range | Recent | None = None
    clock_end: int = -1
    part_end: int = -1
    weak_clock: bool = False
    weak_day: bool = False
    firm_part: bool = False
    unsure: bool = False
    now: bool = False
    dead: bool = False

    @property
    def bare(self) -> bool:
        """Whether it begins with an hour that is a mere number."""
        return self.weak_clock and self.clock_end - self.start == 1

    def moment(self) -> Moment:
        """The point of time; an hour beside "hồi nãy" is of today."""
        just = isinstance(self.gone, Recent) and self.clock is not None and self.part is None
        day = DaysBack(0, 0) if just and self.day is None else self.day
        return Moment(day, self.clock, self.part, self.day_part, self.unsure)

    def expression(self) -> Expression:
        """The expression; "hồi nãy" gives way to a day or an hour beside it."""
        if self.gone is not None and not (self.day or self.clock or self.part):
            return replace(self.gone, until_now=True) if isinstance(self.gone, Ago) and self.now else self.gone
        return Range(self.moment()) if self.now else self.moment()

    def add(self, words: Words, atom: Atom) -> bool:
        """Takes a piece in; False, and nothing done, where it does not agree with what is there."""
        fits = _ADDERS[atom.kind](words, self, atom)
        if fits:
            self.end = atom.end
        return fits


def _add_clock(words: Words, draft: Draft, atom: Atom) -> bool:
    if draft.clock is not None or isinstance(draft.gone, Ago | Range):
        return False
    assert isinstance(atom.value, Clock)
    draft.clock, draft.weak_clock, draft.clock_end = atom.value, atom.weak, atom.end
    return True


def _add_part(words: Words, draft: Draft, atom: Atom) -> bool:
    """The part of the day; a second one where one tells the hour and the other the night: "đêm qua 1h sáng"."""
    part: Part = atom.value  # type: ignore[assignment]
    by_clock = draft.clock_end == atom.start
    if isinstance(draft.gone, Ago | Range):
        return False
    if draft.part is None or (draft.part == part and (draft.day is not None or draft.clock is not None)):
        draft.part, draft.part_end = part, atom.end
    elif draft.day_part is not None or draft.clock is None:
        return False
    elif by_clock:
        draft.part, draft.day_part = part, draft.part
    elif part in _NIGHTS:
        draft.day_part = part
    else:
        return False
    draft.firm_part = draft.firm_part or not atom.weak
    draft.unsure = by_clock and words.ids[atom.end - 1] == "toi?" and words.ids[atom.end] in _BEHIND_TOI
    return True


def _add_day(words: Words, draft: Draft, atom: Atom) -> bool:
    said = atom.value
    if isinstance(draft.gone, Ago | Range):
        return False
    if isinstance(said, Moment):
        return _add_night(draft, said)
    if draft.weak_day and draft.day == DaysBack(0, 0) and not isinstance(said, Weekday | CalendarDay):
        return False
    if isinstance(said, Month | Week) and draft.part is not None and draft.clock is None:
        return False
    day: Day | None = said if draft.day is None else _merged(draft.day, said)  # type: ignore[assignment, arg-type]
    if day is None:
        return False
    draft.weak_day = atom.weak and (draft.day is None or draft.weak_day)
    draft.day = day
    return True


def _add_night(draft: Draft, night: Moment) -> bool:
    """ "hồi hôm", which is a day and a part of the day at once."""
    if draft.day is not None:
        return False
    draft.day, draft.day_part = night.day, night.part if draft.part else None
    draft.part = draft.part or night.part
    return True


def _add_gone(words: Words, draft: Draft, atom: Atom) -> bool:
    if draft.start != draft.end and (atom.kind == "ago" or draft.gone is not None):
        return False
    draft.gone = atom.value  # type: ignore[assignment]
    return True


def _add_now(words: Words, draft: Draft, atom: Atom) -> bool:
    draft.now = True
    return True


def _kill(words: Words, draft: Draft, atom: Atom) -> bool:
    draft.dead = True
    return True


_ADDERS: dict[str, Callable[[Words, Draft, Atom], bool]] = {
    "clock": _add_clock,
    "part": _add_part,
    "day": _add_day,
    "ago": _add_gone,
    "recent": _add_gone,
    "now": _add_now,
    "future": _kill,
    "rule": _kill,
}


def _merged(first: Day, second: Day) -> Day | None:
    """Two words for one day as one ("thứ 7" and "14/11", "tháng trước" and "ngày 20"); None where they are two days."""
    return _merged_in_order(first, second) or _merged_in_order(second, first)


def _merged_in_order(day: Day, other: Day) -> Day | None:
    match day, other:
        case CalendarDay(month=None, months_back=None), Month(edge=None) as month:
            return in_month(day, month)
        case CalendarDay() | DaysBack() | LunarDay(), Weekday() | OtherDay():
            return day
        case CalendarDay(month=int()), DaysBack(least):
            return other if least == 0 else day
        case DaysBack(), CalendarDay(month=None):
            return day
        case Weekday(weeks_back=None), Week() as week:
            return Weekday(day.weekday, week.weeks_back)
        case _:
            return None


def in_month(day: CalendarDay, month: Month | CalendarDay) -> CalendarDay:
    """A day of which only the number was said, in the month that was said beside it."""
    return replace(day, month=month.month, year=month.year, months_back=month.months_back, years_back=month.years_back)
