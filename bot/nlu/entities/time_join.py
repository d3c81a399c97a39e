"""Pieces of times that stand side by side made into whole expressions; what a piece is, is told elsewhere."""

from __future__ import annotations

from typing import NamedTuple

from bot.nlu.entities.time_clock import Atom
from bot.nlu.entities.time_doubt import are_hours_of_work, is_time
from bot.nlu.entities.time_draft import Draft, in_month
from bot.nlu.entities.time_expression import CalendarDay, DaysBack, Expression, Range
from bot.nlu.entities.time_tokens import NUMBER, Words
from bot.nlu.entities.time_words import ids_of

_RANGE = ids_of("den den? next toi? tan - ~ >")
_CHOICE = ids_of("hay hoac")
_SIGNS = ids_of("- ~ > hay hoac")
_JOINERS = ids_of(
    "luc vao khoang tam tam? co co? do chung loi quang dung dung? gan hon hoi hoi? ngay ngay? hom bua buoi cua on "
    "trong tu tu? , - ( ) | : /"
)
"""Words that may stand between two pieces of one time."""
_MOST_BETWEEN = 3
_STILL = ids_of("chua van ma khong moi")


class Found(NamedTuple):
    """An expression and the words it was read from: the first, and the one behind the last."""

    expression: Expression
    start: int
    end: int


def join(words: Words, atoms: list[Atom]) -> list[Found]:
    """The expressions of a message, in order, without overlaps.

    Args:
        words: the message.
        atoms: the pieces that the grammars found in it, in order, without overlaps.
    """
    drafts: list[Draft] = []
    for atom in atoms:
        if not (drafts and _may_join(words, drafts[-1], atom) and drafts[-1].add(words, atom)):
            draft = Draft(atom.start, atom.start)
            draft.add(words, atom)
            drafts.append(draft)
    return _expressions(words, drafts)


def _may_join(words: Words, draft: Draft, atom: Atom) -> bool:
    """Whether what stands between a draft and a piece holds them together."""
    if draft.now or atom.start - draft.end > _MOST_BETWEEN:
        return False
    between = words.ids[draft.end : atom.start]
    if atom.kind == "now":
        return not between and not draft.dead
    if not all(name in _JOINERS for name in between):
        return False
    if "," in between:
        return _joins_behind_comma(words, atom)
    return atom.kind != "rule" or not between


def _joins_behind_comma(words: Words, atom: Atom) -> bool:
    """Whether a piece behind a comma belongs to what stands before it: "8h, tối qua", not "8h, hôm nay chưa có"."""
    behind = words.ids[atom.end]
    if atom.kind == "part":
        return behind in ("qua", "nay", "hom", NUMBER)
    if atom.kind == "day":
        return not atom.weak and not (atom.value == DaysBack(0, 0) and behind in _STILL)
    return atom.kind == "clock" and not atom.weak


def _expressions(words: Words, drafts: list[Draft]) -> list[Found]:
    """The drafts that are times, those joined by "đến" and the like as one."""
    found: list[Found] = []
    at = 0
    while at < len(drafts):
        first = drafts[at]
        second = drafts[at + 1] if at + 1 < len(drafts) else None
        at += 1
        if second is not None and _are_ends(words, first, second):
            at += 1
            expression = _span(words, first, second)
            if expression is not None:
                found.append(Found(expression, first.start, second.end))
        elif is_time(words, first):
            found.append(Found(first.expression(), first.start, first.end))
    return found


def _are_ends(words: Words, first: Draft, second: Draft) -> bool:
    """Whether two drafts are the ends of a span."""
    if first.now or second.start - first.end > _MOST_BETWEEN + 1:
        return False
    between = words.ids[first.end : second.start]
    hours = first.clock is not None and second.clock is not None
    if second.now and "," in between:
        return False
    if hours and first.bare and (not between or between == [","]):
        return True
    if hours and between == ["va"] and first.day is None and first.part is None:
        return True
    signs = _RANGE | _CHOICE if hours else _RANGE
    if not any(name in signs for name in between) or not all(name in signs or name in _JOINERS for name in between):
        return False
    if between[0] in _SIGNS:
        return hours or (first.day is not None and second.day is not None and first.clock is second.clock)
    return True


def _span(words: Words, first: Draft, second: Draft) -> Expression | None:
    """From one draft to another; None where neither is a time."""
    if first.dead or second.dead:
        return None
    if second.now:
        first.now = True
        return first.expression() if is_time(words, first) or first.part else None
    if first.gone is not None or second.gone is not None or are_hours_of_work(words, first):
        return None
    if not (is_time(words, second) or is_time(words, first)):
        return None
    match first.day, second.day:
        case CalendarDay(month=None, months_back=None) as day, CalendarDay() as last:
            first.day = in_month(day, last)
        case _:
            pass
    return Range(first.moment(), second.moment())
