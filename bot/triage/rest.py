"""The state that follows from the cases alone, once nothing is in hand; it says nothing."""

from __future__ import annotations

from bot.triage.draft import Draft
from bot.triage.states import Listening, State, Waiting, WithAgent


def rest(draft: Draft) -> State:
    """With an agent while one has a case, waiting while a case waits, else listening."""
    open_cases = draft.talk.open_cases
    for case in reversed(open_cases):
        if case.status == "with_agent":
            return WithAgent(draft.talk, case.code)
    for case in reversed(open_cases):
        if case.status in ("handed_over", "second_review"):
            return Waiting(draft.talk, case.code)
    explained = next((case.code for case in open_cases if case.status == "answered"), "")
    return Listening(draft.talk, about=explained)
