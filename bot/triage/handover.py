"""Cases on their way to a human, and what the customer hears of it; where they go is routing."""

from __future__ import annotations

from bot.case import Case
from bot.triage.casework import missing_slots
from bot.triage.draft import Draft
from bot.triage.effects import Line
from bot.triage.filling import has_pictures, mark_missing
from bot.triage.routing import GENERAL, due, is_open_now, kind_of
from bot.triage.wording import about, about_waiting, missing_words


def unsettled_words(draft: Draft, case: Case) -> str:
    """What an agent will still want, in words: everything asked for that is not there."""
    kind = kind_of(draft.domain, case.kind)
    names = [slot for slot in kind.asks if slot not in kind.optional and not _is_there(case, slot)]
    return missing_words(draft.domain, case, names, draft.talk.language)


def _is_there(case: Case, slot: str) -> bool:
    return has_pictures(case) if slot == "screenshots" else case.field(slot) is not None


def hand_over(draft: Draft, case: Case, reason: str) -> Case:
    """Put a case in front of humans, with what is missing marked; nothing is said."""
    kind = kind_of(draft.domain, case.kind)
    open_slots = [slot for slot in missing_slots(draft, case) if slot not in kind.optional]
    for slot in open_slots:
        case = mark_missing(draft, case, slot, "not_asked" if not case.asked.get(slot) else "asked_twice")
    case = case.having(
        status="handed_over",
        handed_over=draft.now,
        due=due(draft.domain, draft.talk.channel, draft.now),
        reason=reason,
        incomplete=bool(open_slots) and not kind.at_once,
        unconfirmed=reason != "complete" and bool(kind.asks) and not kind.at_once,
    )
    draft.stop_all(case.code)
    case = draft.keep(case)
    draft.hand_off(case, reason)
    draft.note(f"handed over: {reason}")
    if not kind.care:
        draft.start("still_waiting", draft.domain.triage.timers.still_waiting, case.code)
    return case


def say_handed_over(draft: Draft, case: Case) -> None:
    """Tell the customer that a human has it, and when to expect him."""
    response, values = _hand_over_words(draft, case)
    if draft.talk.language == "en":
        draft.behind.append(Line("utter_english_agent", about(draft, case)))
    draft.say(response, values, code=case.code)


def _hand_over_words(draft: Draft, case: Case) -> tuple[str, dict[str, str]]:
    values = about_waiting(draft, case)
    closed = "" if is_open_now(draft.domain, draft.now) else "_closed"
    missing = unsettled_words(draft, case)
    if case.kind == GENERAL or case.reason == "asked_human":
        return "utter_ask_human" + closed, values
    if case.reason == "unconfirmed":
        return "utter_handed_over_unconfirmed", values
    if case.incomplete and missing:
        return "utter_handed_over_incomplete", {**values, "missing": missing}
    return "utter_handed_over" + closed, values
