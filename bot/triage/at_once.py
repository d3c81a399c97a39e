"""What goes to a human in the very turn: at-once intents, and the wish for a human; what was in hand goes along."""

from __future__ import annotations

from collections.abc import Iterable

from bot.case import Case
from bot.triage.casework import absorb, join, mention, open_case, reopen
from bot.triage.draft import Draft
from bot.triage.handover import hand_over, say_handed_over
from bot.triage.hearing import heard, of_problem
from bot.triage.problems import again, keep_others
from bot.triage.reading import Reading
from bot.triage.routing import GENERAL, kind_of
from bot.triage.second import waiting
from bot.triage.states import Collecting, Confirming, State, Waiting, WithAgent
from bot.triage.wording import about, about_waiting


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
    case = draft.keep(mention(case, (intent for intent in others if intent not in kept)))
    case = hand_over(draft, case if isinstance(state, WithAgent) else _about_to_ask(draft, case), "at_once")
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


def _about_to_ask(draft: Draft, case: Case) -> Case:
    """The question goes out together with the hand-off, so the human reads that it was asked."""
    slot = next((each for each in kind_of(draft.domain, case.kind).asks if case.field(each) is None), "")
    return draft.keep(case.having(asked={**case.asked, slot: 1})) if slot else case


def ask_one(draft: Draft, case: Case) -> Waiting:
    """Ask the one missing thing of an at-once case, once; what was kept is offered after the answer."""
    kind = kind_of(draft.domain, case.kind)
    slot = next((each for each in kind.asks if case.field(each) is None), "")
    if slot:
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
