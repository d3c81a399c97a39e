"""What follows from what the caller reports: an effect that failed or succeeded after all, a signal; nothing is tried."""

from __future__ import annotations

from typing import assert_never

from bot.case import Case
from bot.triage.draft import Draft
from bot.triage.events import EffectFailed, HandOffDelivered, SignalSeen
from bot.triage.routing import with_signals
from bot.triage.states import State
from bot.triage.wording import about, about_waiting


def on_failure(draft: Draft, state: State, event: EffectFailed) -> State:
    """The state stays; nothing is lost, the caller tries again."""
    case = _case(draft, event.code)
    draft.note(f"{event.effect} failed")
    match event.effect:
        case "hand_off":
            if case is not None and not case.undelivered and case.is_open:
                case = draft.keep(case.having(undelivered=True))
                draft.say("utter_handoff_failed", about(draft, case), code=case.code)
        case "delete_message":
            draft.say("utter_secret_warning")
        case "reply":
            if case is not None:
                draft.say("utter_delivery_failed", about(draft, case), code=case.code)
        case _:
            assert_never(event.effect)
    return state


def on_delivered(draft: Draft, state: State, event: HandOffDelivered) -> State:
    """A hand-off that had failed has arrived."""
    case = _case(draft, event.code)
    if case is not None and case.undelivered:
        case = draft.keep(case.having(undelivered=False))
        draft.say("utter_handoff_done", about_waiting(draft, case), code=case.code)
    return state


def on_signal(draft: Draft, state: State, event: SignalSeen) -> State:
    """The case carries the signal; the customer hears nothing of it."""
    case = _case(draft, event.code)
    if case is not None and case.is_open:
        draft.keep(with_signals(draft.domain, case, (event.signal,)))
        draft.note(f"signal: {event.signal}")
    return state


def _case(draft: Draft, code: str) -> Case | None:
    return next((each for each in draft.talk.cases if each.code == code), None)
