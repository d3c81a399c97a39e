"""Whether pieces that look like a time are one: a score, a rule, a promise or the present hour is not; changes none."""

from __future__ import annotations

from bot.nlu.entities.time_clock import CUES
from bot.nlu.entities.time_draft import Draft
from bot.nlu.entities.time_expression import DaysBack, Month, Week
from bot.nlu.entities.time_tokens import NUMBER, Words
from bot.nlu.entities.time_words import ids_of

_DEADLINES = (DaysBack(0, 0), Week(0), Month(months_back=0))
"""Behind "trong" these are when something must be done: "trong hôm nay"."""
_DAY_CUES = ids_of("tu luc hoi vao hom bua den dip")
_PART_CUES = ids_of("tu tu? luc buoi vao hoi tam tam? khoang co chung")
_NETWORK_CUES = ids_of("luc hoi tam khoang tu")
_RULES_BEFORE = ids_of("trong sau? every vong truoc mat cu @max")
_RULES_BEFORE_PART = ids_of("every trong vong sau? truoc")
_AHEAD = ids_of("more nua? next sau?")
_ENDS = frozenset(("", ",", ".", "?", "!", ";", ")", "-", "@person", "@polite", "/"))
_BEFORE_THE_PRESENT = ids_of("gan hon la da khoang qua")


def is_time(words: Words, draft: Draft) -> bool:
    """Whether a draft stands for a time, or is only a number or a word that might."""
    if draft.dead or not (draft.day or draft.clock or draft.part or draft.gone):
        return False
    if draft.gone is not None:
        return True
    before = words.ids[draft.start - 1]
    if draft.day is not None and not (draft.weak_day and draft.clock is None and draft.part is None):
        bare = draft.clock is None and draft.part is None
        return not (before == "trong" and draft.day in _DEADLINES) and not (before == "truoc" and bare)
    if draft.day is not None:
        return _is_cued_day(words, draft, before)
    if draft.clock is not None:
        return _is_hour(words, draft, before)
    return _is_cued_part(words, draft, before)


def _is_cued_day(words: Words, draft: Draft, before: str) -> bool:
    """Whether a doubtful day ("14.11", "thu 2", "nay") is one by the word before it, or by standing alone."""
    if draft.day == DaysBack(0, 0):
        return draft.now
    if before in _DAY_CUES or draft.now:
        return True
    decimal = words.ids[draft.start + 1] in (".", "-") and words.digits(draft.start) + words.digits(draft.start + 2) < 4
    return not decimal and words.alone(draft.start, draft.end)


def _is_hour(words: Words, draft: Draft, before: str) -> bool:
    """Whether an hour without a day is a time, and no rule ("trong 24h", "sau 8h"), present hour or mere number."""
    if is_present(words, draft.start) or are_hours_of_work(words, draft):
        return False
    if draft.part is not None:
        return before not in _RULES_BEFORE_PART and words.ids[draft.start - 2] != "@max"
    behind, behind2 = words.ids[draft.end], words.ids[draft.end + 1]
    if before in _RULES_BEFORE or before in ("den", "next") or behind in _AHEAD:
        return False
    if behind == "roi" and before not in CUES and behind2 in ("", "ma"):
        return False
    return not draft.weak_clock or _is_cued_number(words, draft, before)


def _is_cued_number(words: Words, draft: Draft, before: str) -> bool:
    """Whether a doubtful hour ("8", "9 rưỡi", "20.35", "4g") is one by the words around it."""
    behind, behind2 = words.ids[draft.end], words.ids[draft.end + 1]
    if draft.bare:
        return before in ("luc", "hoi") and behind in _ENDS and not (behind == "-" and behind2 == NUMBER)
    network = words.ids[draft.clock_end - 1] == "g"
    return before in (_NETWORK_CUES if network else CUES) or words.alone(draft.start, draft.end)


def are_hours_of_work(words: Words, draft: Draft) -> bool:
    """Whether an hour says when somebody works: "làm việc từ 8h"."""
    return draft.day is None and "@work" in words.ids[max(0, draft.start - 3) : draft.start]


def is_present(words: Words, at: int) -> bool:
    """Whether the hour that begins with a word is said to be the present one: "giờ 15h", "bây giờ là gần 9 giờ"."""
    at -= 1
    while words.ids[at] in _BEFORE_THE_PRESENT and at > 0:
        at -= 1
    return words.ids[at] in ("gio", "h", "now") and words.ids[at - 1] != NUMBER


def _is_cued_part(words: Words, draft: Draft, before: str) -> bool:
    """Whether a part of the day without day and hour is a time: "hồi tối", "từ sáng", "sáng giờ"."""
    name = words.ids[draft.part_end - 1]
    if before == "@meal":
        return False
    if draft.firm_part:
        return True
    if draft.now or before in _PART_CUES:
        return name != "toi?"
    if words.ids[draft.start] == "buoi" and before in ("tu?", "hoi?"):
        return True
    return not name.endswith("?") and words.alone(draft.start, draft.end)
