"""What agents do, and what it means for the conversation; nothing here talks to a desk."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from bot.case import VERIFIED, Case
from bot.triage.arranging import change, merge
from bot.triage.at_once import release
from bot.triage.casework import missing_slots
from bot.triage.draft import Draft
from bot.triage.events import (
    AgentAsks,
    AgentChanged,
    AgentEvent,
    AgentHandedBack,
    AgentMerged,
    AgentReplied,
    AgentResolved,
    AgentTook,
    AgentVerified,
)
from bot.triage.filling import mark_missing
from bot.triage.rest import rest
from bot.triage.routing import is_care, kind_of
from bot.triage.second import hand_over_kept
from bot.triage.states import Rating, State, WithAgent
from bot.triage.wording import about

WAITING_OR_TAKEN = frozenset({"handed_over", "second_review", "with_agent"})


def on_agent(draft: Draft, state: State, event: AgentEvent) -> State:
    """The next state; events about cases that are not of this conversation, or ended, change nothing."""
    case = next((each for each in draft.talk.cases if each.code == event.code), None)
    if case is None or not case.is_open:
        draft.note("about a case that is not open here: ignored")
        return state
    match event:
        case AgentTook():
            return take(draft, state, case, event.agent, said=True)
        case AgentReplied():
            return take(draft, state, case, event.agent, said=False)
        case AgentAsks():
            return ask(draft, state, case, event.slot)
        case AgentHandedBack():
            return hand_back(draft, state, case)
        case AgentResolved():
            return resolve(draft, state, case, event.agent)
        case AgentVerified():
            draft.keep(case.having(identity=VERIFIED))
            return state
        case AgentChanged():
            return change(draft, state, case, event)
        case AgentMerged():
            return merge(draft, state, case, event)
        case _:
            assert_never(event)


def take(draft: Draft, state: State, case: Case, agent: str, *, said: bool) -> State:
    """An agent has the case: the bot falls silent, and what it was collecting is handed over as it is."""
    if case.status == "with_agent" and case.agent == agent:
        return state
    if getattr(state, "code", "") != case.code:
        release(draft, state)
    case = _taken(draft, draft.talk.case(case.code), agent)
    hand_over_kept(draft)
    _mention_kept(draft, case)
    draft.stop("second_problem")
    draft.note("an agent has it: the assistant falls silent")
    if said:
        draft.say("utter_agent_joined", about(draft, case), code=case.code)
    return state if isinstance(state, WithAgent) else WithAgent(draft.talk, case.code)


def _taken(draft: Draft, case: Case, agent: str) -> Case:
    """The case with its agent; one that was not handed over yet has its gaps marked."""
    if case.handed_over is None:
        optional = kind_of(draft.domain, case.kind).optional
        open_slots = [slot for slot in missing_slots(draft, case) if slot not in optional]
        for slot in open_slots:
            case = mark_missing(draft, case, slot, "not_asked")
        case = case.having(handed_over=draft.now, incomplete=bool(open_slots), unconfirmed=True)
    draft.stop_all(case.code)
    return draft.keep(case.having(status="with_agent", agent=agent))


def _mention_kept(draft: Draft, case: Case) -> None:
    """Kept problems for which there was no code left are told to the agent."""
    if draft.talk.kept:
        intents = tuple(kept.intent for kept in draft.talk.kept if kept.intent not in case.also_mentioned)
        draft.keep(draft.talk.case(case.code).having(also_mentioned=(*case.also_mentioned, *intents)))
        draft.change(kept=())


def ask(draft: Draft, state: State, case: Case, slot: str) -> State:
    """The agent lets the assistant ask for a slot: at most once each, not counted among its own questions."""
    if not isinstance(state, WithAgent) or state.code != case.code:
        draft.note("only the agent who talks with the customer can let the assistant ask")
        return state
    known = slot in draft.domain.slots and bool(draft.domain.slots[slot].label)
    if not known or slot in state.asked:
        draft.note(f"not asked: {slot} is no slot, or was asked for before")
        return state
    draft.silent = False
    draft.before_personal_question()
    draft.say(draft.domain.question(case.kind, slot), about(draft, case), code=case.code)
    draft.note(f"the agent asks for {slot}")
    return replace(state, asking=slot, asked=(*state.asked, slot))


def hand_back(draft: Draft, state: State, case: Case) -> State:
    """The assistant answers again; the case waits for an agent, so that it is not forgotten."""
    if case.status != "with_agent":
        draft.note("no agent has it: nothing to hand back")
        return state
    draft.keep(case.having(status="handed_over", agent="", agents_before=case.agents_before))
    draft.start("still_waiting", draft.domain.triage.timers.still_waiting, case.code)
    draft.note("handed back: the case waits for an agent again")
    if isinstance(state, WithAgent) and state.code != case.code:
        return state
    following = rest(draft)
    draft.silent = isinstance(following, WithAgent)
    draft.say("utter_handed_back", about(draft, case), code=case.code)
    return following


def resolve(draft: Draft, state: State, case: Case, agent: str) -> State:
    """The customer is asked whether it is solved; a case of protection closes without a message."""
    if case.status not in WAITING_OR_TAKEN:
        draft.note(f"{case.status}: nothing that an agent could have resolved")
        return state
    care = is_care(draft.domain, case)
    draft.stop_all(case.code)
    if care:
        draft.close(case.having(agent=case.agent or agent), "closed")
        draft.note("a case of protection closes without a message")
        return rest(draft) if _is_about(state, case) else state
    case = draft.keep(case.having(status="resolved", agent=case.agent or agent))
    draft.start("resolved_close", draft.domain.triage.timers.resolved_close, case.code)
    if not _is_about(state, case) or any(each.status == "with_agent" for each in draft.talk.open_cases):
        draft.note("resolved; not asked while another case is in hand")
        return rest(draft) if isinstance(state, WithAgent) and _is_about(state, case) else state
    draft.silent = False
    draft.say("utter_resolved_question", about(draft, case), code=case.code)
    draft.note("resolved: the customer is asked whether it is solved")
    return Rating(draft.talk, case.code)


def _is_about(state: State, case: Case) -> bool:
    return getattr(state, "code", "") == case.code
