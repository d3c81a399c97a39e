"""What the customer may do while no case is in hand."""

from __future__ import annotations

import bot.triage.answers as answers
import bot.triage.at_once as at_once
import bot.triage.firstline as firstline
import bot.triage.phrases as phrases
import bot.triage.problems as problems
from bot.case import Case
from bot.triage.casework import absorb
from bot.triage.display import listed, lowered, pictures, value_words
from bot.triage.draft import Draft
from bot.triage.filling import is_unclear
from bot.triage.forms import open_form
from bot.triage.hearing import heard, pool, pool_pictures
from bot.triage.reading import SHOWN, Reading
from bot.triage.routing import is_recent
from bot.triage.second import hand_over_kept, kept_case, waiting
from bot.triage.states import Listening, State
from bot.triage.wording import about


def human(draft: Draft, state: Listening, reading: Reading) -> State:
    """A human is asked for."""
    return at_once.to_human(draft, reading, "asked_human")


def tell(draft: Draft, state: Listening, reading: Reading) -> State:
    """A problem; questions that came with it are answered first."""
    answers.answer(draft, reading)
    answers.acknowledge_attachments(draft, reading)
    return problems.start(draft, reading, reading.problems[0])


def status(draft: Draft, state: Listening, reading: Reading) -> State:
    """How it stands; the code of an ended case with "vẫn chưa" reopens it."""
    ended = _named_ended(draft, reading)
    if ended is not None and phrases.says_not_yet(reading.plain):
        return problems.again(draft, ended, reading)
    answers.tell_status(draft, reading)
    return state


def _named_ended(draft: Draft, reading: Reading) -> Case | None:
    codes = {found.entity.value for found in reading.of_kind("case_code")}
    seconds = draft.domain.triage.timers.reopen
    closed = (case for case in draft.talk.cases if case.status == "closed" and case.code in codes)
    return next((case for case in closed if is_recent(draft.domain, case, draft.now, seconds)), None)


def yes(draft: Draft, state: Listening, reading: Reading) -> State:
    """What a yes answers depends on what was offered."""
    if state.offer == "human":
        return at_once.to_human(draft, reading, "unclear")
    if state.offer == "second" and draft.talk.kept:
        return open_form(draft, kept_case(draft, reading))
    if state.offer == "solved":
        return firstline.solved(draft, draft.talk.case(state.about))
    draft.say("utter_thank" if state.about else "utter_what_next")
    return state


def no(draft: Draft, state: Listening, reading: Reading) -> State:
    """What a no answers depends on what was offered; an explained problem that is still there goes on in its form."""
    case = _explained(draft, state)
    if state.offer == "second" and draft.talk.kept:
        return _second_refused(draft)
    if case is not None and (state.offer == "solved" or phrases.says_not_yet(reading.plain)):
        return problems.take_up(draft, case, reading)
    ended = _lately_ended(draft)
    if ended is not None and phrases.says_not_yet(reading.plain):
        return problems.again(draft, ended, reading)
    draft.say("utter_what_next")
    return Listening(draft.talk, about=state.about)


def arrived(draft: Draft, state: Listening, reading: Reading) -> State:
    """ "tiền về rồi": the explained problem is solved."""
    case = _explained(draft, state)
    assert case is not None
    return firstline.solved(draft, case)


def is_arrival(draft: Draft, state: Listening, reading: Reading) -> bool:
    """Whether an explained problem is said to be solved."""
    return (
        _explained(draft, state) is not None
        and not reading.problems
        and phrases.says_arrived(reading.plain, reading.accented)
    )


def is_part(draft: Draft, state: Listening, reading: Reading) -> bool:
    """Whether only a part of an explained withdrawal or deposit is said to be there; it is no problem of its own."""
    return _explained(draft, state) is not None and phrases.says_part(reading.plain)


def is_not_yet(draft: Draft, state: Listening, reading: Reading) -> bool:
    """Whether an explained or lately ended problem is said to be there still."""
    if reading.problems or not phrases.says_not_yet(reading.plain) or reading.answers:
        return False
    return _explained(draft, state) is not None or (
        _lately_ended(draft) is not None and phrases.is_still(reading.plain)
    )


def _explained(draft: Draft, state: Listening) -> Case | None:
    return next((case for case in draft.talk.open_cases if case.status == "answered"), None)


def _lately_ended(draft: Draft) -> Case | None:
    seconds = draft.domain.triage.timers.reopen
    closed = (case for case in reversed(draft.talk.cases) if case.status == "closed")
    return next((case for case in closed if is_recent(draft.domain, case, draft.now, seconds)), None)


def _second_refused(draft: Draft) -> State:
    case = hand_over_kept(draft)
    assert case is not None
    draft.say("utter_second_handed_over", about(draft, case), code=case.code)
    return waiting(draft, case)


def answer(draft: Draft, state: Listening, reading: Reading) -> State:
    """A question is answered."""
    keep_data(draft, reading)
    answers.answer(draft, reading)
    return state


def data(draft: Draft, state: Listening, reading: Reading) -> State:
    """Data without a problem: kept until one is told, or added to the problem that was explained."""
    case = _explained(draft, state)
    if case is not None:
        return _added(draft, state, case, reading)
    keep_data(draft, reading)
    answers.acknowledge_attachments(draft, reading)
    lang = draft.talk.language
    known = [
        f"{lowered(draft.domain.label(each.kind, lang=lang))} {value_words(each.kind, each.value, lang)}"
        for each in heard(draft, reading.found)
        if not is_unclear(each) and draft.domain.slots[each.kind].label
    ]
    count = sum(each.kind in SHOWN for each in reading.evidence)
    if known:
        shown = [*known, pictures(count, draft.talk.language)] if count else known
        draft.say("utter_data_without_problem", {"noted": listed(shown, draft.talk.language)})
    elif count:
        draft.say("utter_picture_without_problem")
    elif not draft.has_replied:
        draft.say("utter_what_next")
    return state


def _added(draft: Draft, state: Listening, case: Case, reading: Reading) -> State:
    taken = absorb(draft, case, reading, may_replace="correct" in reading.flow)
    if taken.pictures:
        draft.part("utter_picture_received", {"count": str(taken.pictures)})
    draft.say("utter_status_answered", about(draft, taken.case), code=case.code)
    return state


def keep_data(draft: Draft, reading: Reading) -> None:
    """Remember what was volunteered."""
    pool(draft, (*heard(draft, reading.found), *pool_pictures(draft, reading.evidence)))


def stop(draft: Draft, state: Listening, reading: Reading) -> State:
    """ "thôi": the explained case is dropped, an offer too; else there is nothing to cancel."""
    case = _explained(draft, state)
    if state.offer == "second" and draft.talk.kept:
        return _second_refused(draft)
    if case is not None:
        case = draft.close(case, "cancelled")
        draft.say("utter_cancelled", about(draft, case), code=case.code)
    else:
        draft.say("utter_nothing_to_cancel" if not state.offer else "utter_what_next")
    return Listening(draft.talk)


def chat(draft: Draft, state: Listening, reading: Reading) -> State:
    """Small talk."""
    keep_data(draft, reading)
    read = answers.acknowledge_attachments(draft, reading)
    if not answers.small_talk(draft, reading) and not read:
        draft.say("utter_what_next")
    return state


def unclear(draft: Draft, state: Listening, reading: Reading) -> State:
    """Not understood; the second time in a row a human is offered."""
    keep_data(draft, reading)
    if answers.acknowledge_attachments(draft, reading):
        return state
    offered = answers.not_understood(draft, reading)
    return Listening(draft.talk, "human" if offered else state.offer, state.about)
