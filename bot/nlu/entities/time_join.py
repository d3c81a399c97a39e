"""Pieces of times that stand side by side made into whole expressions; it decides which of them are times at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from bot.nlu.entities.time_clock import CUES, UNITS, Atom
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
from bot.nlu.entities.time_words import NUMBER, UNKNOWN, Words

_RANGE = frozenset("den den? next toi? tan - ~ >".split())
_BETWEEN_HOURS = frozenset(("hay", "hoac"))
_JOINERS = frozenset(
    "luc vao khoang tam tam? co co? do chung loi quang dung gan hon hoi hoi? ngay ngay? hom bua buoi cua on trong tu tu? "
    ", - ( ) | : /".split()
)
_MOST_BETWEEN = 3
_NIGHTS = ("night", "evening", "late_night", "midnight")
_PART_CUES = frozenset("tu luc buoi vao hoi".split())
_RULES_BEFORE = frozenset("trong sau? every vong truoc mat cu @max @work moi_ngay".split())
_WAITS_BEHIND = frozenset("chua van ma khong moi".split())
_ENDS = frozenset(("", ",", ".", "?", "!", ";", ")", "-", "@person", "@polite", "/"))
_DEADLINES = (DaysBack(0, 0), Week(0), Month(months_back=0))
"""Behind "trong" these are when something must be done: "trong hôm nay"."""
_BEHIND_TOI = frozenset((UNKNOWN, "da", "moi?", "vua", "co?", "khong", "duoc", "@thing"))
"""What may follow "tôi", so that "8h toi nap" is 8 o'clock as well."""


class Found(NamedTuple):
    """An expression and the words it was read from: the first, and the one behind the last."""

    expression: Expression
    start: int
    end: int


@dataclass(slots=True)
class _Draft:
    """An expression being put together."""

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


def join(words: Words, atoms: list[Atom]) -> list[Found]:
    """The expressions of a message, in order, without overlaps.

    Args:
        words: the message.
        atoms: the pieces that the grammars found in it, in order, without overlaps.
    """
    drafts: list[_Draft] = []
    for atom in atoms:
        if not (drafts and _may_join(words, drafts[-1], atom) and _add(words, drafts[-1], atom)):
            draft = _Draft(atom.start, atom.start)
            _add(words, draft, atom)
            drafts.append(draft)
    return _expressions(words, drafts)


def _may_join(words: Words, draft: _Draft, atom: Atom) -> bool:
    """Whether what stands between a draft and a piece holds them together."""
    between = words.ids[draft.end : atom.start]
    if draft.now or len(between) > _MOST_BETWEEN:
        return False
    if atom.kind == "now":
        return not between and not draft.dead
    if not all(name in _JOINERS for name in between):
        return False
    if "," in between:
        return _joins_behind_comma(words, atom)
    return atom.kind != "rule" or not between


def _joins_behind_comma(words: Words, atom: Atom) -> bool:
    """Whether a piece behind a comma belongs to what stands before it: "8h, tối qua", but not "8h, nay chưa có"."""
    behind = words.ids[atom.end]
    if atom.kind == "part":
        return behind in ("qua", "nay", "hom", NUMBER)
    if atom.kind == "day":
        return not atom.weak and not (atom.value == DaysBack(0, 0) and behind in _WAITS_BEHIND)
    return atom.kind == "clock" and not atom.weak


def _add(words: Words, draft: _Draft, atom: Atom) -> bool:
    """Puts a piece into a draft; False, and nothing done, where it does not fit there."""
    fits = _ADDERS[atom.kind](words, draft, atom)
    if fits:
        draft.end = atom.end
    return fits


def _add_clock(words: Words, draft: _Draft, atom: Atom) -> bool:
    if draft.clock is not None or isinstance(draft.gone, Ago | Range):
        return False
    assert isinstance(atom.value, Clock)
    draft.clock, draft.weak_clock, draft.clock_end = atom.value, atom.weak, atom.end
    return True


def _add_part(words: Words, draft: _Draft, atom: Atom) -> bool:
    part: Part = atom.value  # type: ignore[assignment]
    if isinstance(draft.gone, Ago | Range):
        return False
    if draft.part is None or (draft.part == part and (draft.day is not None or draft.clock is not None)):
        draft.part, draft.part_end = part, atom.end
    elif draft.day_part is not None or draft.clock is None:
        return False
    elif draft.clock_end == atom.start:
        draft.part, draft.day_part = part, draft.part
    elif part in _NIGHTS:
        draft.day_part = part
    else:
        return False
    draft.firm_part = draft.firm_part or not atom.weak
    by_clock = draft.clock_end == atom.start
    draft.unsure = by_clock and words.ids[atom.end - 1] == "toi?" and words.ids[atom.end] in _BEHIND_TOI
    return True


def _add_day(words: Words, draft: _Draft, atom: Atom) -> bool:
    if isinstance(draft.gone, Ago | Range):
        return False
    said = atom.value
    if isinstance(said, Moment):
        if draft.day is not None:
            return False
        draft.day, draft.day_part = said.day, said.part if draft.part else None
        draft.part = draft.part or said.part
        return True
    day = said if draft.day is None else _merged(draft.day, said)  # type: ignore[arg-type]
    if day is None:
        return False
    draft.weak_day = atom.weak and (draft.day is None or draft.weak_day)
    draft.day = day  # type: ignore[assignment]
    return True


def _add_gone(words: Words, draft: _Draft, atom: Atom) -> bool:
    if draft.start != draft.end and (atom.kind == "ago" or draft.gone is not None):
        return False
    draft.gone = atom.value  # type: ignore[assignment]
    return True


def _add_now(words: Words, draft: _Draft, atom: Atom) -> bool:
    draft.now = True
    return True


def _kill(words: Words, draft: _Draft, atom: Atom) -> bool:
    draft.dead = True
    return True


_ADDERS = {
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
    for day, other in ((first, second), (second, first)):
        match day, other:
            case CalendarDay(month=None, months_back=None), Month(edge=None) as month:
                return replace(day, month=month.month, year=month.year, months_back=month.months_back, years_back=month.years_back)
            case CalendarDay() | DaysBack() | LunarDay(), Weekday() | OtherDay():
                return day
            case CalendarDay(month=int()), DaysBack(least):
                return other if least == 0 else day
            case DaysBack(), CalendarDay(month=None):
                return day
            case Weekday(weeks_back=None), Week(edge=None) as week:
                return Weekday(day.weekday, week.weeks_back)
            case _:
                pass
    return None


def _expressions(words: Words, drafts: list[_Draft]) -> list[Found]:
    """The drafts that are times, those joined by "đến" and the like as one."""
    found: list[Found] = []
    at = 0
    while at < len(drafts):
        first = drafts[at]
        second = drafts[at + 1] if at + 1 < len(drafts) else None
        if second is not None and _spans(words, first, second):
            expression = _span(words, first, second)
            at += 2
            if expression is not None:
                found.append(Found(expression, first.start, second.end))
            continue
        at += 1
        if _is_time(words, first):
            found.append(Found(_expression(first), first.start, first.end))
    return found


def _spans(words: Words, first: _Draft, second: _Draft) -> bool:
    """Whether two drafts are the ends of a span."""
    between = words.ids[first.end : second.start]
    hours = first.clock is not None and second.clock is not None
    bare = hours and first.clock_end - first.start == 1
    if first.now or len(between) > _MOST_BETWEEN + 1 or (second.now and "," in between):
        return False
    if bare and (not between or between == [","]):
        return True
    signs = _RANGE | _BETWEEN_HOURS if hours else _RANGE
    if not any(name in signs for name in between) or not all(name in signs or name in _JOINERS for name in between):
        return False
    if between[0] in ("-", ">", "~", "hay", "hoac"):
        return hours or (first.day is not None and second.day is not None and first.clock is None is second.clock)
    return True


def _span(words: Words, first: _Draft, second: _Draft) -> Expression | None:
    """From one draft to another; None where neither is a time."""
    if first.dead or second.dead:
        return None
    if second.now and second.start == second.end - 1 and first.gone is not None:
        return _expression(first)
    if second.now:
        first.now = True
        return _expression(first) if _is_time(words, first) or first.part else None
    if first.gone is not None or second.gone is not None or _are_hours_of_work(words, first):
        return None
    if not (_is_time(words, second) or _is_time(words, first)):
        return None
    _share_month(first, second)
    return Range(_moment(first), _moment(second))


def _share_month(first: _Draft, second: _Draft) -> None:
    """ "10-14/11": the first day is of the second's month."""
    match first.day, second.day:
        case CalendarDay(month=None, months_back=None) as day, CalendarDay() as last:
            first.day = replace(day, month=last.month, year=last.year, months_back=last.months_back, years_back=last.years_back)
        case _:
            pass


def _expression(draft: _Draft) -> Expression:
    said = draft.day or draft.clock or draft.part
    if draft.gone is not None and not said:
        return replace(draft.gone, until_now=True) if isinstance(draft.gone, Ago) and draft.now else draft.gone
    return Range(_moment(draft)) if draft.now else _moment(draft)


def _moment(draft: _Draft) -> Moment:
    return Moment(draft.day, draft.clock, draft.part, draft.day_part, draft.unsure)


def _is_time(words: Words, draft: _Draft) -> bool:
    """Whether a draft stands for a time, or is only a number or word that might."""
    before = words.ids[draft.start - 1]
    if draft.dead or not (draft.day or draft.clock or draft.part or draft.gone):
        return False
    if draft.gone is not None:
        return True
    if draft.day is not None and not (draft.weak_day and draft.clock is None and draft.part is None):
        return not (before == "trong" and draft.day in _DEADLINES)
    if draft.day is not None:
        return _is_cued_day(words, draft, before)
    if draft.clock is not None:
        return _is_time_of_day(words, draft, before)
    return _is_cued_part(words, draft, before)


def _is_cued_day(words: Words, draft: _Draft, before: str) -> bool:
    """Whether a doubtful day ("14.11", "thu 2", "nay") is one by the word before it, or by standing alone."""
    if draft.day == DaysBack(0, 0):
        return draft.now
    return before in ("tu", "luc", "hoi", "vao", "hom", "bua", "den", "dip") or draft.now or words.alone(draft.start, draft.end)


def _is_time_of_day(words: Words, draft: _Draft, before: str) -> bool:
    """Whether an hour without a day is a time, and no rule ("trong 24h", "sau 8h") or mere number."""
    if draft.part is not None:
        return not (_is_now(words, draft.start) or before in ("every", "trong", "vong") or words.ids[draft.start - 2] == "@max")
    if _is_now(words, draft.start) or before in _RULES_BEFORE or _are_hours_of_work(words, draft):
        return False
    behind, behind2 = words.ids[draft.end], words.ids[draft.end + 1]
    if behind in ("more", "nua?", "next", "sau?") or (behind == "roi" and before not in CUES and behind2 in ("", "ma")):
        return False
    if not draft.weak_clock:
        return True
    bare = draft.clock_end - draft.start == 1
    if bare:
        return before in ("luc", "hoi") and behind in _ENDS and not (behind == "-" and behind2 == NUMBER)
    network = words.ids[draft.clock_end - 1] == "g"
    cued = before in ("luc", "hoi", "tam", "khoang", "tu") if network else before in CUES
    return cued or words.alone(draft.start, draft.end)


def _are_hours_of_work(words: Words, draft: _Draft) -> bool:
    """Whether an hour says when somebody works: "làm việc từ 8h"."""
    return draft.day is None and "@work" in words.ids[max(0, draft.start - 3) : draft.start]


def _is_now(words: Words, at: int) -> bool:
    """Whether an hour is said to be the present one: "giờ 15h", "bây giờ là gần 9 giờ"."""
    at -= 1
    while words.ids[at] in ("gan", "hon", "la", "da", "khoang", "qua") and at > 0:
        at -= 1
    return words.ids[at] in ("gio", "h", "now") and words.ids[at - 1] != NUMBER


def _is_cued_part(words: Words, draft: _Draft, before: str) -> bool:
    """Whether a part of the day without day and hour is a time: "hồi tối", "từ sáng", "sáng giờ"."""
    if draft.firm_part or draft.now:
        return draft.firm_part or words.ids[draft.part_end - 1] != "toi?"
    doubtful = words.ids[draft.part_end - 1].endswith("?")
    if before in _PART_CUES or before == "tu?":
        return words.ids[draft.part_end - 1] != "toi?"
    if words.ids[draft.start] == "buoi" and before in ("tu", "luc", "vao", "hoi", "hoi?"):
        return True
    return not doubtful and words.alone(draft.start, draft.end)
