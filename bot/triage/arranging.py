"""How agents put cases in order: another kind, priority or department, two cases made one; the customer hears nothing."""

from __future__ import annotations

from bot.case import MOST_CHANGES, MOST_SAID, Case, Change
from bot.triage.draft import Draft
from bot.triage.events import AgentChanged, AgentMerged
from bot.triage.rest import rest
from bot.triage.routing import is_care, kind_of, priority
from bot.triage.states import Collecting, Confirming, Rating, State, Waiting, WithAgent


def change(draft: Draft, state: State, case: Case, event: AgentChanged) -> State:
    """The case with another kind, priority or department; what the domain does not know changes nothing."""
    domain = draft.domain
    if event.kind and event.kind != case.kind and (event.kind in domain.kinds or event.kind == domain.general.intent):
        case = _rekinded(draft, case, event.kind)
    if event.priority in domain.triage.priorities and event.priority != case.priority:
        case = _noted(draft, case, "priority", case.priority, event.priority).having(priority=event.priority)
    if event.department in domain.triage.departments and event.department != case.department:
        case = _noted(draft, case, "department", case.department, event.department).having(department=event.department)
    if case == draft.talk.case(case.code):
        draft.note("nothing to change")
        return state
    draft.keep(case)
    draft.note(f"put in order by {event.agent}")
    return state


def merge(draft: Draft, state: State, case: Case, event: AgentMerged) -> State:
    """The case ends and the other one goes on; where that is of the same conversation, it takes what it lacks."""
    if event.into == case.code:
        draft.note("a case is not merged with itself")
        return state
    other = next((each for each in draft.talk.cases if each.code == event.into), None)
    if other is not None and other.is_open:
        draft.keep(_joined(draft, other, case))
    case = _noted(draft, case, "merged", "", event.into)
    draft.close(case.having(agent=case.agent or event.agent), "closed")
    draft.note(f"merged into {event.into} by {event.agent}")
    return rest(draft) if _is_about(state, case) else state


def _rekinded(draft: Draft, case: Case, intent: str) -> Case:
    """The case as one of another kind: values stay, gaps that this kind never asks about go."""
    domain, kind = draft.domain, kind_of(draft.domain, intent)
    case = _noted(draft, case, "kind", case.kind, intent)
    fields = tuple(
        field.model_copy(update={"label": domain.label(field.name, intent)}) if field.name in domain.slots else field
        for field in case.fields
    )
    missing = tuple(
        each.model_copy(update={"label": domain.label(each.name, intent)}) for each in case.missing if each.name in kind.asks
    )
    case = case.having(
        kind=intent,
        title=domain.title(intent),
        department=kind.department,
        priority=priority(domain, kind, case.signals),
        fields=fields,
        missing=missing,
    )
    if is_care(domain, case):
        draft.change(care=True)
    return case


def _joined(draft: Draft, into: Case, case: Case) -> Case:
    """One case with what the other knows beside it; its own values win."""
    names = {field.name for field in into.fields}
    fields = (*into.fields, *(field for field in case.fields if field.name not in names))
    known = {field.name for field in fields}
    refs = {each.ref for each in into.evidence}
    evidence = (*into.evidence, *(each for each in case.evidence if each.ref not in refs))
    ids = {each.message_id for each in into.said}
    said = (*into.said, *(each for each in case.said if each.message_id not in ids))
    also = tuple(dict.fromkeys((*into.also_mentioned, case.kind, *case.also_mentioned)))
    has = known | ({"screenshots"} if evidence else set())
    return _noted(draft, into, "merged", case.code, into.code).having(
        fields=fields,
        missing=tuple(each for each in into.missing if each.name not in has),
        evidence=evidence,
        said=said if len(said) <= MOST_SAID else (said[0], *said[-(MOST_SAID - 1) :]),
        also_mentioned=tuple(each for each in also if each != into.kind),
    )


def _noted(draft: Draft, case: Case, what: str, before: str, after: str) -> Case:
    line = Change(at=draft.now, what=what, before=before, after=after)
    return case.having(history=(*case.history, line)[-MOST_CHANGES:])


def _is_about(state: State, case: Case) -> bool:
    return isinstance(state, Collecting | Confirming | Waiting | WithAgent | Rating) and state.code == case.code
