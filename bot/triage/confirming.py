"""What the customer may do with the summary in front of him; nothing that he says here discards the case."""

from __future__ import annotations

import bot.triage.answers as answers
import bot.triage.forms as forms
import bot.triage.problems as problems
from bot.domain_values import Button
from bot.triage.casework import absorb, is_settled
from bot.triage.draft import Draft
from bot.triage.hearing import PERSONAL_DATA
from bot.triage.reading import Found, Reading
from bot.triage.refusals import ANY_SLOT, named_slot
from bot.triage.routing import kind_of
from bot.triage.states import Collecting, Confirming, State
from bot.triage.wording import about


def agree(draft: Draft, state: Confirming, reading: Reading) -> State:
    """The summary is right."""
    return forms.finish(draft, draft.talk.case(state.code), "complete")


def human(draft: Draft, state: Confirming, reading: Reading) -> State:
    """A human is asked for: the case goes to him with what came along."""
    case = absorb(draft, draft.talk.case(state.code), reading, own(draft, state, reading), may_replace=True).case
    return forms.finish(draft, case, "asked_human")


def part_ways(draft: Draft, state: Confirming, reading: Reading) -> State:
    """A farewell: the case is handed over unconfirmed."""
    return forms.finish(draft, draft.talk.case(state.code), "unconfirmed")


def status(draft: Draft, state: Confirming, reading: Reading) -> State:
    """How it stands: it waits for the customer's word."""
    answers.tell_status(draft, reading)
    return _wait_again(draft, state)


def change(draft: Draft, state: Confirming, reading: Reading) -> State:
    """ "không", "thôi", "sai số tiền": which line is wrong, and nothing is discarded."""
    case = draft.talk.case(state.code)
    chosen = str(reading.values.get("choice", "")) or named_slot(reading.plain)
    slots = [slot for slot in kind_of(draft.domain, case.kind).slots if is_settled(case, slot)]
    if chosen in slots:
        draft.say(draft.domain.question(case.kind, chosen), about(draft, case), code=case.code)
        return _wait_again(draft, Confirming(draft.talk, case.code, chosen))
    buttons = tuple(
        Button(draft.domain.label(slot, case.kind, draft.talk.language)[:64], "correct", {"choice": slot})
        for slot in slots
    )
    draft.say("utter_ask_what_to_change", buttons=buttons, code=case.code)
    draft.note("asked what to change")
    return _wait_again(draft, Confirming(draft.talk, case.code))


def amend(draft: Draft, state: Confirming, reading: Reading) -> State:
    """A new value, a picture: taken, and the summary is shown again."""
    case = draft.talk.case(state.code)
    taken = absorb(draft, case, reading, own(draft, state, reading), asking=state.changing, may_replace=True)
    keep_others(draft, state, reading)
    if taken.too_many:
        draft.part("utter_picture_too_many")
    unclear = next((slot for slot in taken.unclear), "")
    if unclear:
        forms.ask_about(draft, taken.case, unclear, taken.unclear[unclear])
        return _wait_again(draft, Confirming(draft.talk, case.code, unclear))
    if not taken.anything:
        return change(draft, state, reading) if {"correct", "deny"} & reading.flow else remind(draft, state, reading)
    answers.answer(draft, reading)
    forms.say_corrected(draft, taken)
    return forms.confirm(draft, taken.case)


def answer(draft: Draft, state: Confirming, reading: Reading) -> State:
    """A question is answered; the summary still waits."""
    answers.answer(draft, reading)
    return agree(draft, state, reading) if "affirm" in reading.flow else remind(draft, state, reading)


def another(draft: Draft, state: Confirming, reading: Reading) -> State:
    """Another problem is kept; the same one told again is no answer."""
    keep_others(draft, state, reading)
    if "affirm" in reading.flow:
        return agree(draft, state, reading)
    return remind(draft, state, reading)


def chat(draft: Draft, state: Confirming, reading: Reading) -> State:
    """Small talk and what cannot be read."""
    if not answers.acknowledge_attachments(draft, reading):
        answers.small_talk(draft, reading)
    return remind(draft, state, reading)


def unclear(draft: Draft, state: Confirming, reading: Reading) -> State:
    """Once it is noted and the summary waits on; the second time in a row a human takes over."""
    case = absorb(draft, draft.talk.case(state.code), reading, asking=state.changing, may_replace=True)
    if case.anything:
        return forms.confirm(draft, case.case)
    if state.changing:
        return _still_changing(draft, state)
    if draft.talk.unclear >= 2:
        return forms.finish(draft, case.case, "unconfirmed")
    return remind(draft, state, reading)


def _still_changing(draft: Draft, state: Confirming) -> State:
    case = draft.talk.case(state.code)
    if draft.talk.unclear >= 2:
        return forms.confirm(draft, case)
    draft.say(draft.domain.question(case.kind, state.changing, again=True), about(draft, case), code=case.code)
    return _wait_again(draft, state)


def remind(draft: Draft, state: Confirming, reading: Reading) -> State:
    """The summary waits for a yes."""
    case = draft.talk.case(state.code)
    lang = draft.talk.language
    buttons = (
        Button("That is right" if lang == "en" else "Đúng rồi", "affirm"),
        Button("Change something" if lang == "en" else "Cần sửa", "correct"),
    )
    draft.say("utter_status_confirming", about(draft, case), buttons, case.code)
    return _wait_again(draft, state)


def refuse(draft: Draft, state: Confirming, reading: Reading) -> State:
    """ "không có ảnh" while a line is being changed: the summary as it is."""
    if state.changing or any(slot != ANY_SLOT for slot in reading.refusals):
        return forms.confirm(draft, draft.talk.case(state.code))
    return change(draft, state, reading)


def own(draft: Draft, state: Confirming | Collecting, reading: Reading) -> tuple[Found, ...]:
    """The entities that are about the case in hand."""
    kind = draft.talk.case(state.code).kind
    others = [problem for problem in reading.problems if problem.intent != kind]
    return tuple(
        found
        for found in reading.found
        if found.entity.kind in PERSONAL_DATA or not any(problem.holds(found) for problem in others)
    )


def keep_others(draft: Draft, state: Confirming | Collecting, reading: Reading) -> bool:
    """Keep other problems of the turn for later; whether there were some."""
    kind = draft.talk.case(state.code).kind
    kept = [problems.keep_for_later(draft, reading, each) for each in reading.problems if each.intent != kind]
    return any(kept)


def _wait_again(draft: Draft, state: Confirming) -> State:
    draft.start("confirm", draft.domain.triage.timers.confirm, state.code)
    return state
