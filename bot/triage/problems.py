"""What becomes of a problem that a customer tells: a new case, an open one joined, an ended one reopened, kept for later."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.case import Case
from bot.triage import forms
from bot.triage.casework import (
    absorb,
    hand_over,
    join,
    keep_problem,
    mention,
    open_case,
    reopen,
    say_handed_over,
    waiting,
)
from bot.triage.draft import Draft
from bot.triage.filling import heard, of_problem
from bot.triage.reading import Problem, Reading
from bot.triage.routing import GENERAL, is_recent, kind_of, title
from bot.triage.states import Collecting, Confirming, Kept, State, Waiting, WithAgent
from bot.triage.wording import about, about_waiting


def tell_notices(draft: Draft, intent: str, bank: str) -> tuple[str, ...]:
    """Tell known disturbances to those concerned, each once; returns their texts, for the case."""
    told = []
    for notice in draft.domain.triage.notices:
        text = notice.text.get(draft.talk.language) or notice.text["vi"]
        if notice.holds(draft.now, intent, bank) and text not in draft.talk.told:
            draft.part("utter_notice", {"notice": text})
            draft.change(told=(*draft.talk.told, text))
            told.append(notice.text["vi"])
    return tuple(told)


def start(draft: Draft, reading: Reading, problem: Problem) -> State:
    """A problem told while nothing is in hand: join, reopen, or open its form."""
    open_one = draft.talk.open_case(problem.intent)
    if open_one is not None:
        return resume(draft, open_one, reading)
    ended = reopenable(draft, reading, problem.intent)
    if ended is not None:
        return again(draft, ended, reading)
    return open_problem(draft, reading, problem)


def open_problem(draft: Draft, reading: Reading, problem: Problem) -> State:
    """A new case: notices first, then explanation, form or summary; other problems are kept."""
    draft.note(problem.because)
    said = heard(draft, of_problem(reading, problem))
    taken = open_case(draft, problem.intent, said, reading)
    bank = taken.case.field("bank")
    notices = tell_notices(draft, problem.intent, str(bank.value) if bank else "")
    if notices:
        draft.keep(taken.case.having(notices=notices))
    keep_others(draft, reading, problem)
    if reading.angry:
        draft.part("utter_sorry")
    return forms.open_form(draft, taken.with_case(draft.talk.case(taken.case.code)))


def keep_others(draft: Draft, reading: Reading, chosen: Problem) -> tuple[str, ...]:
    """Keep the other problems of a turn for later, and say so; returns the intents kept."""
    kept = []
    for other in reading.problems:
        if other.intent != chosen.intent and keep_for_later(draft, reading, other):
            kept.append(other.intent)
    return tuple(kept)


def keep_for_later(draft: Draft, reading: Reading, problem: Problem) -> bool:
    """Keep one problem with what was said of it."""
    said = heard(draft, of_problem(reading, problem)) if len(reading.problems) > 1 else heard(draft, reading.found)
    kept = Kept(problem.intent, problem.words, problem.message_id, said)
    if not keep_problem(draft, kept):
        return False
    draft.part("utter_second_problem_kept", {"title": title(draft.domain, problem.intent, draft.talk.language)})
    return True


def reopenable(draft: Draft, reading: Reading, intent: str) -> Case | None:
    """The case of this kind that ended so lately that the same problem reopens it.

    A time after its end, or another amount or code, tells of something new.
    """
    seconds = draft.domain.triage.timers.reopen
    for case in reversed(draft.talk.cases):
        if case.kind == intent and case.status == "closed" and is_recent(draft.domain, case, draft.now, seconds):
            return None if _is_new(reading, case) else case
    return None


def _is_new(reading: Reading, case: Case) -> bool:
    for found in reading.found:
        value, held = found.entity.value, case.field(found.entity.kind)
        if found.entity.kind == "incident_time" and isinstance(value, dict) and value.get("start"):
            if case.ended is not None and datetime.fromisoformat(value["start"]) > case.ended:
                return True
        elif found.entity.kind in ("amount", "transaction_id") and value is not None and held and held.value != value:
            return True
    return False


def again(draft: Draft, case: Case, reading: Reading) -> State:
    """The problem of an ended case is back: a second review, or the form where no human has seen it yet."""
    if case.handed_over is None:
        draft.note("the problem that was explained is still there")
        return resume(draft, draft.keep(case.having(ended=None, status="answered")), reading)
    case = reopen(draft, case, reading)
    draft.say("utter_reopened", about_waiting(draft, case), code=case.code)
    if case.reviews > 1:
        draft.say("utter_complaint_body", about(draft, case), code=case.code)
    return waiting(draft, case)


def resume(draft: Draft, case: Case, reading: Reading) -> State:
    """The problem of an open case is told again: its form goes on, or the message joins it."""
    if case.status == "answered":
        return take_up(draft, case, reading)
    if case.status == "resolved":
        return again(draft, case, reading)
    join(draft, case, reading)
    draft.say("utter_joined_open_case", about(draft, case), code=case.code)
    return Waiting(draft.talk, case.code, receipt=draft.now)


def take_up(draft: Draft, case: Case, reading: Reading) -> State:
    """An answered case goes on in its form."""
    draft.stop_all(case.code)
    taken = absorb(draft, case.having(status="collecting"), reading)
    draft.note("the explained problem is not solved: its form goes on")
    return forms.open_form(draft, taken)


# ---------------------------------------------------------------- at once


def escalate(draft: Draft, state: State, reading: Reading) -> State:
    """An at-once intent reaches a human in this very turn, from every state; what was in hand goes along."""
    problem = next(each for each in reading.problems if each.intent == reading.at_once)
    kind = kind_of(draft.domain, problem.intent)
    draft.note(f"at once: {problem.because}")
    release(draft, state)
    others = tuple(each.intent for each in reading.problems if each is not problem)
    open_one = draft.talk.open_case(problem.intent)
    if open_one is not None and open_one.status == "resolved":
        return _reopen_at_once(draft, state, reading, open_one)
    if open_one is not None and open_one.is_with_humans:
        return _more_of(draft, state, reading, open_one, others)
    said = heard(draft, reading.found)
    case = open_case(draft, problem.intent, said, reading).case if draft.spare_code else None
    if case is None:
        return state
    kept = () if kind.care else keep_others(draft, reading, problem)
    if kind.care:
        explained = (each.kind for each in draft.talk.open_cases if each.status == "answered")
        others = (*others, *(each.intent for each in draft.talk.kept), *explained)
        draft.change(kept=())
    case = hand_over(draft, draft.keep(mention(case, (intent for intent in others if intent not in kept))), "at_once")
    return _say_at_once(draft, state, case)


def _say_at_once(draft: Draft, state: State, case: Case) -> State:
    """Helplines or advice first, then the one question that helps the human; with an agent only the helplines."""
    if isinstance(state, WithAgent):
        if case.kind == "distress":
            say_helplines(draft)
        return state
    draft.change(helplines=draft.talk.helplines or case.kind == "distress")
    waits = draft.lines
    draft.lines = []
    draft.say_first_of_all(f"utter_{case.kind}", about_waiting(draft, case), code=case.code)
    draft.lines = waits
    return ask_one(draft, case)


def say_helplines(draft: Draft) -> None:
    """The helplines, once in a conversation."""
    if not draft.talk.helplines:
        silent, draft.silent = draft.silent, False
        draft.say_first_of_all("utter_helplines", {})
        draft.silent = silent
        draft.change(helplines=True)


def ask_one(draft: Draft, case: Case) -> Waiting:
    """Ask the one missing thing of an at-once case, once; what was kept is offered after the answer."""
    kind = kind_of(draft.domain, case.kind)
    slot = next((each for each in kind.asks if case.field(each) is None), "")
    if slot:
        draft.keep(case.having(asked={**case.asked, slot: 1}))
        draft.before_personal_question()
        draft.say(draft.domain.question(case.kind, slot), about(draft, case), code=case.code)
        if draft.talk.kept:
            draft.start("second_problem", draft.domain.triage.timers.second_problem)
        return Waiting(draft.talk, case.code, asking=slot)
    return waiting(draft, case)


def _more_of(draft: Draft, state: State, reading: Reading, case: Case, others: Iterable[str]) -> State:
    """More about an at-once case that a human has already."""
    join(draft, draft.keep(mention(case, others)), reading)
    if isinstance(state, WithAgent):
        return state
    receipt = state.receipt if isinstance(state, Waiting) else None
    if receipt is not None and (draft.now - receipt).total_seconds() < draft.domain.triage.timers.receipt:
        return state
    response = "utter_helplines" if case.kind == "distress" else "utter_receipt_waiting"
    draft.say(response, {} if case.kind == "distress" else about_waiting(draft, case), code=case.code)
    return Waiting(draft.talk, case.code, receipt=draft.now)


def _reopen_at_once(draft: Draft, state: State, reading: Reading, case: Case) -> State:
    """An at-once problem that an agent had resolved is there still."""
    if isinstance(state, WithAgent):
        reopen(draft, case, reading)
        return state
    return again(draft, case, reading)


def release(draft: Draft, state: State) -> None:
    """Hand over what is being collected or confirmed, as it is, without a word."""
    if isinstance(state, Collecting | Confirming):
        case = draft.talk.case(state.code)
        reason = "second_problem" if isinstance(state, Collecting) else "unconfirmed"
        hand_over(draft, case, reason)


def to_human(draft: Draft, reading: Reading, reason: str) -> State:
    """A human is asked for: the problem at hand, an explained case, or a case without a kind goes to him."""
    problem = reading.problems[0] if reading.problems else None
    intent = problem.intent if problem else GENERAL
    answered = next((case for case in draft.talk.open_cases if case.status == "answered"), None)
    case = draft.talk.open_case(intent) or (answered if problem is None else None)
    if case is not None and case.status == "resolved":
        return again(draft, case, reading)
    if case is not None and case.is_with_humans:
        join(draft, case, reading)
        draft.say("utter_ask_human_again", about_waiting(draft, case), code=case.code)
        return Waiting(draft.talk, case.code, receipt=draft.now)
    if case is None:
        said = heard(draft, of_problem(reading, problem) if problem else reading.found)
        case = open_case(draft, intent, said, reading).case
        if problem:
            keep_others(draft, reading, problem)
    else:
        case = absorb(draft, case, reading).case
    case = hand_over(draft, case, reason)
    say_handed_over(draft, case)
    return waiting(draft, case)
