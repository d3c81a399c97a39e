"""Second problems: kept while another one is in hand, offered once, handed over where nobody takes the offer up."""

from __future__ import annotations

from dataclasses import replace

from bot.case import Case
from bot.triage.casework import open_case
from bot.triage.draft import Draft
from bot.triage.filling import Taken, take
from bot.triage.handover import hand_over
from bot.triage.hearing import pictures_of
from bot.triage.reading import Reading
from bot.triage.routing import is_recent
from bot.triage.states import Heard, Kept, Waiting

MOST_KEPT_HEARD = 12


def waiting(draft: Draft, case: Case) -> Waiting:
    """The state after a hand-off; a kept problem is offered now."""
    offered = offer_second(draft, case)
    return Waiting(draft.talk, case.code, offered=offered)


def offer_second(draft: Draft, case: Case) -> bool:
    """Offer the next kept problem, once."""
    if not draft.talk.kept:
        return False
    title = draft.domain.title(draft.talk.kept[0].intent, draft.talk.language)
    draft.say("utter_offer_second", {"title": title}, code=case.code)
    draft.start("second_problem", draft.domain.triage.timers.second_problem)
    draft.note("offered the second problem")
    return True


def keep_problem(draft: Draft, kept: Kept) -> bool:
    """Keep a problem for later; False where it is kept already, with what is new, or has an open case."""
    talk = draft.talk
    if talk.open_case(kept.intent):
        return False
    if any(each.intent == kept.intent for each in talk.kept):
        draft.change(kept=tuple(_more(each, kept) if each.intent == kept.intent else each for each in talk.kept))
        return False
    draft.change(kept=(*talk.kept, kept))
    draft.note(f"kept for later: {kept.intent}")
    return True


def _more(kept: Kept, told_again: Kept) -> Kept:
    return replace(kept, heard=(*kept.heard, *told_again.heard)[-MOST_KEPT_HEARD:])


def kept_case(draft: Draft, reading: Reading) -> Taken:
    """Open the first kept problem as a case."""
    kept, *others = draft.talk.kept
    draft.change(kept=tuple(others))
    draft.stop("second_problem")
    silent_reading = Reading(texts=((kept.message_id, kept.words),), angry=False)
    pictures = pictures_of(kept.heard)
    taken = open_case(draft, kept.intent, kept.heard, silent_reading)
    more = take(draft, taken.case, (), (*pictures, *reading.evidence))
    return Taken(draft.keep(more.case), (*taken.filled, *more.filled), pictures=taken.pictures + more.pictures)


def hand_over_kept(draft: Draft) -> Case | None:
    """Open the first kept problem and hand it over as it is; None where the spare code is used already."""
    if not draft.talk.kept or not draft.spare_code:
        return None
    case = kept_case(draft, Reading()).case
    account = _of_cancelled(draft)
    if account is not None and case.field("username") is None:
        case = draft.keep(take(draft, case, (account,)).case)
    return hand_over(draft, case, "second_problem")


def _of_cancelled(draft: Draft) -> Heard | None:
    """The account of the case that was just cancelled: nobody will ask, and without it the human finds nothing."""
    seconds = draft.domain.triage.timers.idle
    lately = (each for each in reversed(draft.talk.cases) if each.status == "cancelled")
    case = next((each for each in lately if is_recent(draft.domain, each, draft.now, seconds)), None)
    field = case.field("username") if case else None
    return Heard("username", field.value, field.words, field.message_id, draft.now) if field else None
