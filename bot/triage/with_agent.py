"""What the customer may do while an agent talks with him: everything joins the case, the assistant is silent."""

from __future__ import annotations

from dataclasses import replace

from bot.triage.casework import is_settled, join, mention
from bot.triage.draft import Draft
from bot.triage.reading import Reading
from bot.triage.states import State, WithAgent


def add(draft: Draft, state: WithAgent, reading: Reading) -> State:
    """The message is in front of the agent; what it holds fills the case."""
    case = draft.talk.case(state.code)
    may_replace = "correct" in reading.flow
    taken = join(draft, case, reading, asking=state.asking, may_replace=may_replace)
    others = [problem.intent for problem in reading.problems]
    draft.keep(mention(taken.case, others))
    answered = state.asking and is_settled(taken.case, state.asking)
    return replace(state, asking="" if answered else state.asking)
