"""What the customer may do while a case waits for an agent: receipts, status, safety; no form is opened unasked."""

from __future__ import annotations

from dataclasses import replace

import bot.triage.answers as answers
import bot.triage.forms as forms
import bot.triage.phrases as phrases
import bot.triage.problems as problems
from bot.case import Case
from bot.triage.casework import absorb, join, mention, open_case
from bot.triage.draft import Draft
from bot.triage.effects import AddToCase
from bot.triage.filling import take
from bot.triage.handover import hand_over
from bot.triage.hearing import PICTURES, account_said, heard
from bot.triage.reading import SHOWN, Problem, Reading
from bot.triage.routing import is_care
from bot.triage.second import hand_over_kept, kept_case, offer_second
from bot.triage.states import State, Waiting
from bot.triage.wording import about, about_waiting

_USUAL_TIME, _HOURS = ("faq_withdrawal_time",), ("faq_support_hours",)


def add(draft: Draft, state: Waiting, reading: Reading) -> State:
    """Whatever else is said joins the case; a receipt is given at most once in a while."""
    case = _join(draft, state, reading)
    if _is_courtesy(reading):
        return _courtesy(draft, state, case, reading)
    if phrases.asks_when(reading.plain):
        answers.tell_case(draft, case)
        return replace(state, asking="")
    following = _receipt(draft, state, case, _receipt_of(case), at_once=_wants_a_word(case, reading))
    if draft.talk.kept and not state.offered:
        return replace(following, offered=offer_second(draft, case))
    return following


def _is_courtesy(reading: Reading) -> bool:
    """Nothing but thanks, a farewell or "ok": no news for the case."""
    only = reading.flow & {"thank", "goodbye", "affirm"} and not reading.flow - {"thank", "goodbye", "affirm"}
    return bool(only) and not (reading.found or reading.evidence or reading.attachments or phrases.asks(reading.plain))


def _courtesy(draft: Draft, state: Waiting, case: Case, reading: Reading) -> Waiting:
    """Thanks and farewells get their like; an "ok" a receipt, where the last one is not young."""
    if answers.small_talk(draft, reading):
        return state
    return _receipt(draft, state, case, _receipt_of(case))


def _wants_a_word(case: Case, reading: Reading) -> bool:
    """A question, the account, or a word in despair: not met with silence, however young the last receipt is."""
    return case.kind == "distress" or bool(reading.of_kind("username")) or phrases.asks(reading.plain)


def _receipt_of(case: Case) -> str:
    """What says that a message has arrived; beside despair the helplines, not a queue."""
    if case.kind == "distress":
        return "utter_helplines"
    return "utter_second_review" if case.status == "second_review" else "utter_receipt_waiting"


def same_problem(draft: Draft, state: Waiting, reading: Reading) -> State:
    """The problem that waits already is told again."""
    case = draft.talk.open_case(reading.problems[0].intent)
    assert case is not None
    if case.status == "answered":
        return problems.take_up(draft, case, reading)
    if case.status == "resolved":
        return problems.again(draft, case, reading)
    join(draft, case, reading)
    return _receipt(draft, replace(state, code=case.code), case, "utter_joined_open_case")


def is_same_problem(draft: Draft, state: Waiting, reading: Reading) -> bool:
    """Whether every problem of the turn has an open case already."""
    return bool(reading.problems) and all(draft.talk.open_case(each.intent) for each in reading.problems)


def human(draft: Draft, state: Waiting, reading: Reading) -> State:
    """A human is on the way already."""
    case = _join(draft, state, reading)
    draft.say("utter_ask_human_again", about_waiting(draft, case), code=case.code)
    return replace(state, receipt=draft.now)


def status(draft: Draft, state: Waiting, reading: Reading) -> State:
    """How it stands, whenever it is asked."""
    _join(draft, state, reading)
    answers.tell_status(draft, reading)
    return state


def accept(draft: Draft, state: Waiting, reading: Reading) -> State:
    """The kept problem is taken up: a case of its own, while the first one waits on."""
    taken = kept_case(draft, reading)
    more = join_new(draft, taken.case, reading)
    draft.note("the second problem is taken up")
    return forms.open_form(draft, taken.with_case(more))


def join_new(draft: Draft, case: Case, reading: Reading) -> Case:
    """What came along with the acceptance."""
    return case if reading.pressed else absorb(draft, case, reading).case


def is_acceptance(draft: Draft, state: Waiting, reading: Reading) -> bool:
    """Whether the offer of the kept problem is taken up: by a yes, by telling it, or by what it needs."""
    if not (state.offered and draft.talk.kept):
        return False
    kept = draft.talk.kept[0].intent
    if reading.problems:
        return any(each.intent == kept for each in reading.problems)
    return "affirm" in reading.flow or phrases.agrees(reading.plain) or _is_data_for(draft, kept, reading)


def _is_data_for(draft: Draft, kind: str, reading: Reading) -> bool:
    """Whether what is given fits the offered problem, and no waiting case lacks it."""
    if reading.flow - {"inform"} or _missing_it(draft, reading):
        return False
    return any(found.entity.kind in draft.domain.kinds[kind].slots for found in reading.found)


def decline(draft: Draft, state: Waiting, reading: Reading) -> State:
    """The kept problem is left to the agent: opened and handed over as it is."""
    second = hand_over_kept(draft)
    if second is not None:
        draft.say("utter_second_handed_over", about(draft, second), code=second.code)
    first = draft.talk.case(state.code)
    return replace(state, offered=offer_second(draft, first))


def is_refusal(draft: Draft, state: Waiting, reading: Reading) -> bool:
    """Whether the offer of the kept problem is refused."""
    if not state.offered:
        return False
    said_no = bool({"deny", "stop"} & reading.flow) and not reading.problems
    return said_no or (not reading.found and phrases.declines(reading.plain))


def other_problem(draft: Draft, state: Waiting, reading: Reading) -> State:
    """Another problem: kept and offered once; after a case of protection it goes to the human without a form."""
    case = draft.talk.case(state.code)
    new = [each for each in reading.problems if draft.talk.open_case(each.intent) is None]
    underage = draft.talk.open_case("underage")
    if underage is not None:
        join(draft, draft.keep(mention(underage, [each.intent for each in new])), reading)
        return _receipt(draft, state, underage, "utter_underage_no_help")
    if any(is_care(draft.domain, each) for each in draft.talk.open_cases):
        return _straight_to_human(draft, state, reading, new)
    kept = [problems.keep_for_later(draft, reading, problem, with_pictures=True) for problem in new]
    if not any(kept):
        return add(draft, state, reading)
    draft.keep(mention(case, [problem.intent for problem in new]))
    draft.do(AddToCase(case.code, reading.message_ids))
    if state.offered:
        return state
    draft.lines.clear()
    return replace(state, offered=offer_second(draft, case))


def _straight_to_human(draft: Draft, state: Waiting, reading: Reading, new: list[Problem]) -> State:
    """While a case of protection is open nothing is asked: the next problem is handed over as it is."""
    case = open_case(draft, new[0].intent, heard(draft, reading.found), reading).case
    case = hand_over(draft, draft.keep(mention(case, [each.intent for each in new[1:]])), "second_problem")
    draft.say("utter_second_handed_over", about(draft, case), code=case.code)
    return state


def answer(draft: Draft, state: Waiting, reading: Reading) -> State:
    """A question is answered while the case waits; accounts of minors are not talked about."""
    case = _join(draft, state, reading)
    underage = draft.talk.open_case("underage") is not None
    if _asks_about(case, reading) or (underage and phrases.asks_when(reading.plain)):
        answers.tell_case(draft, case)
        return state
    if underage:
        return _receipt(draft, state, case, "utter_underage_no_help", at_once=True)
    answers.answer(draft, reading)
    return state


def _asks_about(case: Case, reading: Reading) -> bool:
    """Whether it is the waiting case that is meant: its customer wants to know how it stands, not the usual time."""
    if reading.answers == _HOURS:
        return "tra loi" in reading.plain and phrases.asks_when(reading.plain)
    return reading.answers == _USUAL_TIME and (case.kind == "slow_withdrawal" or "rut" not in reading.plain)


def stop(draft: Draft, state: Waiting, reading: Reading) -> State:
    """ "thôi" after the hand-off: the agent is told, nothing is cancelled."""
    case = _join(draft, state, reading)
    draft.say("utter_stop_waiting", about(draft, case), code=case.code)
    draft.note("the customer wants to stop: the agent is told")
    return replace(state, receipt=draft.now)


def _join(draft: Draft, state: Waiting, reading: Reading) -> Case:
    """Add the turn to the waiting case that misses what it holds, else to the one that the customer is told about."""
    case = draft.talk.case(state.code)
    may_replace = "correct" in reading.flow
    target = case if state.asking else _missing_it(draft, reading) or case
    join(draft, target, reading, asking=state.asking, may_replace=may_replace)
    _share_account(draft)
    return draft.talk.case(target.code)


def _missing_it(draft: Draft, reading: Reading) -> Case | None:
    """The first waiting case that lacks something that this turn gives."""
    given = {found.entity.kind for found in reading.found}
    if any(each.kind in SHOWN for each in reading.evidence):
        given.add(PICTURES)
    waits = (case for case in draft.talk.open_cases if case.status in ("handed_over", "second_review"))
    return next((case for case in waits if any(each.name in given for each in case.missing)), None)


def _share_account(draft: Draft) -> None:
    """The account is the customer's: cases that lack it get it from the one that has it."""
    for case in draft.talk.open_cases:
        account = account_said(draft.talk, case.code)
        if account is not None and case.is_missing("username"):
            draft.keep(take(draft, case, (account,)).case)


def _receipt(draft: Draft, state: Waiting, case: Case, response: str, *, at_once: bool = False) -> Waiting:
    """Say that it has arrived, at most once in triage.yml's timers.receipt; a question never meets silence."""
    seconds = draft.domain.triage.timers.receipt
    if not at_once and state.receipt is not None and (draft.now - state.receipt).total_seconds() < seconds:
        draft.lines.clear()
        draft.note("joined to the case without a word: the last receipt is young")
        return replace(state, asking="")
    draft.say(response, about_waiting(draft, case), code=case.code)
    return replace(state, receipt=draft.now, asking="")
