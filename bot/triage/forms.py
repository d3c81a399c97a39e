"""Forms: the opening that names everything missing, single questions, the summary; it takes nothing into a case."""

from __future__ import annotations

from collections.abc import Mapping

import bot.triage.firstline as firstline
from bot.case import Case
from bot.domain_values import Button
from bot.triage.casework import missing_slots
from bot.triage.display import half_hidden, incident_time, lowered, money, value_words
from bot.triage.draft import Draft
from bot.triage.filling import Taken, mark_missing
from bot.triage.handover import hand_over, say_handed_over
from bot.triage.hearing import PICTURES
from bot.triage.reading import Reading
from bot.triage.routing import is_care, kind_of
from bot.triage.second import waiting
from bot.triage.states import Collecting, Heard, State
from bot.triage.states import Confirming as ConfirmingState
from bot.triage.wording import about, about_missing, customer_lines, noted

MOST_ASKED = 2
_OR = {"vi": " hay ", "en": " or "}


def open_form(draft: Draft, taken: Taken) -> State:
    """The first reply to a problem: an explanation, the form's opening, or the summary where nothing is missing."""
    case = taken.case
    if firstline.deserves_explanation(draft, case):
        return firstline.explain(draft, case)
    missing = missing_slots(draft, case)
    if not missing:
        return confirm(draft, case)
    if len(missing) == 1 and len(kind_of(draft.domain, case.kind).asks) > 1:
        return _open_with_question(draft, taken, missing[0])
    return _open_with_list(draft, taken, missing)


def _open_with_question(draft: Draft, taken: Taken, slot: str) -> Collecting:
    """One thing is missing: the opening is its question."""
    case = taken.case
    draft.part("utter_opened", about(draft, case))
    words = noted(draft, case, [name for name in taken.filled if name != PICTURES])
    if words:
        draft.part("utter_noted", {"noted": words})
    start_idle(draft, case)
    return ask(draft, case, slot, taken.unclear)


def _open_with_list(draft: Draft, taken: Taken, missing: tuple[str, ...]) -> Collecting:
    """The opening names everything missing; an unclear value is asked about, a known account is offered."""
    case, account = taken.case, draft.talk.known_account
    offered = account.username if account and "username" in missing and len(missing) > 1 else ""
    named = tuple(slot for slot in missing if not (offered and slot == "username"))
    draft.before_personal_question()
    draft.say(draft.domain.opening(case.kind), about_missing(draft, case, named), code=case.code)
    draft.note(f"the form opens and names: {', '.join(named)}")
    start_idle(draft, case)
    unclear = next((slot for slot in missing if slot in taken.unclear), "")
    if offered or unclear:
        return ask(draft, case, "username" if offered else unclear, taken.unclear, offered=offered)
    once = {missing[0]: 1} if len(missing) == 1 else {}
    draft.keep(case.having(status="collecting", asked={**case.asked, **once}))
    return Collecting(draft.talk, case.code, missing[0] if once else "")


def go_on(draft: Draft, case: Case, reading: Reading, unclear: Mapping[str, Heard], *, tried: str = "") -> State:
    """The next step of a form: explain, ask the next slot, or show the summary.

    Args:
        draft: the decision in the making.
        case: with everything that this turn gave.
        reading: the turn.
        unclear: values that need a question.
        tried: the slot that was asked for and not answered in this turn.
    """
    if firstline.deserves_explanation(draft, case):
        return firstline.explain(draft, case)
    case = _give_up(draft, case, reading, tried)
    missing = missing_slots(draft, case)
    if not missing:
        return confirm(draft, case)
    start_idle(draft, case)
    return ask(draft, case, _next(missing, unclear), unclear)


def _next(missing: tuple[str, ...], unclear: Mapping[str, Heard]) -> str:
    return next((slot for slot in missing if slot in unclear), missing[0])


def _give_up(draft: Draft, case: Case, reading: Reading, tried: str) -> Case:
    """Mark as missing what was asked for often enough; an optional slot is dropped after one question."""
    kind = kind_of(draft.domain, case.kind)
    for slot in missing_slots(draft, case):
        most = 1 if slot in kind.optional else MOST_ASKED
        if case.asked.get(slot, 0) >= most:
            words = reading.words if slot == tried else ""
            case = give_up_slot(draft, case, slot, "asked_twice", words)
    return case


def give_up_slot(draft: Draft, case: Case, slot: str, why: str, words: str, *, say: bool = True) -> Case:
    """Mark a slot as missing; one that may well not exist is settled without a word of it."""
    if slot in kind_of(draft.domain, case.kind).optional:
        return draft.keep(case.having(skipped=(*case.skipped, slot)))
    case = draft.keep(mark_missing(draft, case, slot, why, words))
    if say:
        draft.part("utter_marked_missing", {"field": label(draft, case, slot)})
    draft.note(f"marked as missing: {slot} ({why})")
    return case


def label(draft: Draft, case: Case, slot: str) -> str:
    """A slot's title inside a sentence."""
    return lowered(draft.domain.label(slot, case.kind, draft.talk.language))


def ask(draft: Draft, case: Case, slot: str, unclear: Mapping[str, Heard], *, offered: str = "") -> Collecting:
    """Ask for one slot: by a question about what was said, by the known account, or by its own question."""
    count = case.asked.get(slot, 0)
    case = draft.keep(case.having(status="collecting", asked={**case.asked, slot: count + 1}))
    draft.before_personal_question()
    if slot == "username" and not offered and not count and draft.talk.known_account:
        offered = draft.talk.known_account.username
    if offered:
        draft.say("utter_offer_known_account", {"account": half_hidden(offered)}, code=case.code)
    elif slot in unclear:
        ask_about(draft, case, slot, unclear[slot])
    else:
        draft.say(draft.domain.question(case.kind, slot, again=count > 0), about(draft, case), code=case.code)
    draft.note(f"asked for {slot}, time {count + 1}")
    return Collecting(draft.talk, case.code, slot, offered)


def ask_about(draft: Draft, case: Case, slot: str, said: Heard) -> None:
    """Ask what a value means: an amount without a unit, a lunar date, a time to come, several names."""
    words = {"said": said.words}
    if slot == "incident_time" and isinstance(said.value, dict) and said.value.get("lunar"):
        draft.say("utter_lunar_date", words, code=case.code)
    elif said.candidates and slot in ("amount", "username", "incident_time"):
        choices, buttons = _choices(draft, slot, said)
        draft.say(
            f"utter_ambiguous_{'time' if slot == 'incident_time' else slot}",
            {**words, "choices": choices},
            buttons,
            case.code,
        )
    else:
        again = case.asked.get(slot, 0) > 1
        draft.say(draft.domain.question(case.kind, slot, again=again), about(draft, case), code=case.code)


def _choices(draft: Draft, slot: str, said: Heard) -> tuple[str, tuple[Button, ...]]:
    shown = {"amount": money, "username": str, "incident_time": incident_time}[slot]
    titles = [shown(value) for value in said.candidates[:4]]  # type: ignore[operator]
    buttons = tuple(
        Button(title, "inform", {slot: value}) for title, value in zip(titles, said.candidates, strict=False)
    )
    return _OR[draft.talk.language].join(titles), buttons


def say_corrected(draft: Draft, taken: Taken) -> None:
    """Say what was corrected."""
    for slot in taken.corrected:
        field = taken.case.field(slot)
        if field:
            value = value_words(slot, field.value, draft.talk.language)
            draft.part("utter_corrected", {"field": label(draft, taken.case, slot), "value": value})


def confirm(draft: Draft, case: Case) -> State:
    """Show the summary; a timer hands over unconfirmed where nobody answers. With nothing to show it is handed over."""
    draft.stop("idle", "reminder", code=case.code)
    case = draft.keep(case.having(status="confirming"))
    summary = customer_lines(draft.domain, case, draft.talk.language)
    draft.say("utter_summary", {**about(draft, case), "summary": summary}, code=case.code)
    draft.start("confirm", draft.domain.triage.timers.confirm, case.code)
    draft.note("everything is there or marked as missing: the summary is shown")
    return ConfirmingState(draft.talk, case.code)


def finish(draft: Draft, case: Case, reason: str) -> State:
    """Hand over, say so, offer what was kept."""
    case = hand_over(draft, case, reason)
    say_handed_over(draft, case)
    return waiting(draft, case)


def start_idle(draft: Draft, case: Case) -> None:
    """Timers for a customer who goes silent: urgent cases are handed over soon, others get one reminder first."""
    timers = draft.domain.triage.timers
    if case.priority == "urgent":
        draft.start("idle", timers.idle_urgent, case.code)
        return
    if not (draft.talk.care or is_care(draft.domain, case)):
        draft.start("reminder", timers.reminder, case.code)
    draft.start("idle", timers.idle, case.code)
