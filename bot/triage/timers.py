"""What follows when a timer fires; stale ones change nothing, and nothing here starts a clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import bot.triage.firstline as firstline
import bot.triage.forms as forms
from bot.case import Case
from bot.triage.casework import missing_slots
from bot.triage.draft import Draft
from bot.triage.events import TimerFired
from bot.triage.rest import rest
from bot.triage.routing import is_care, is_open_now
from bot.triage.second import hand_over_kept
from bot.triage.states import Collecting, Confirming, Listening, Rating, State, Waiting
from bot.triage.wording import about, about_missing


def on_timer(draft: Draft, state: State, event: TimerFired) -> State:
    """The next state."""
    timer = next((each for each in draft.talk.timers if (each.kind, each.version) == (event.kind, event.version)), None)
    if timer is None:
        draft.note(f"the timer {event.kind} is stale")
        return state
    draft.change(timers=tuple(each for each in draft.talk.timers if each is not timer))
    draft.note(f"the timer {event.kind} fired")
    if event.kind == "second_problem":
        return _second_problem(draft, state)
    case = next((each for each in draft.talk.cases if each.code == timer.code), None)
    return state if case is None else ON_TIMER[event.kind](draft, state, case)


def _confirm(draft: Draft, state: State, case: Case) -> State:
    """Nobody answered the summary: handed over, marked unconfirmed."""
    if isinstance(state, Confirming) and state.code == case.code:
        return forms.finish(draft, case, "unconfirmed")
    return state


def _idle(draft: Draft, state: State, case: Case) -> State:
    """The customer went silent in the form: handed over, marked incomplete."""
    if isinstance(state, Collecting) and state.code == case.code:
        return forms.finish(draft, case, "incomplete")
    return state


def _reminder(draft: Draft, state: State, case: Case) -> State:
    """One reminder of what is missing."""
    if isinstance(state, Collecting) and state.code == case.code and not draft.talk.care:
        draft.say("utter_reminder", about_missing(draft, case, missing_slots(draft, case)), code=case.code)
    return state


def _first_line_check(draft: Draft, state: State, case: Case) -> State:
    """Asked once whether it has arrived; not while something else is in hand."""
    if case.status != "answered":
        return state
    if isinstance(state, Listening) and not state.offer and not draft.talk.care:
        return firstline.check(draft, case)
    draft.start("first_line_close", draft.domain.triage.timers.first_line_close, case.code)
    return state


def _first_line_close(draft: Draft, state: State, case: Case) -> State:
    """No reply within a day: closed."""
    if case.status != "answered":
        return state
    case = draft.close(case, "closed")
    if not draft.talk.care:
        draft.say("utter_first_line_closed", about(draft, case), code=case.code)
    return Listening(draft.talk) if isinstance(state, Listening) and state.about == case.code else state


def _still_waiting(draft: Draft, state: State, case: Case) -> State:
    """The truth about a long wait, once, while agents are at work."""
    waits = case.status in ("handed_over", "second_review")
    if isinstance(state, Waiting) and waits and is_open_now(draft.domain, draft.now):
        draft.say("utter_still_waiting", about(draft, case), code=case.code)
    return state


def _resolved_close(draft: Draft, state: State, case: Case) -> State:
    """No answer to "is it solved?": closed."""
    if case.status != "resolved":
        return state
    case = draft.close(case, "closed")
    if not is_care(draft.domain, case):
        draft.say("utter_closed", about(draft, case), code=case.code)
    return rest(draft) if isinstance(state, Rating) and state.code == case.code else state


def _rating_close(draft: Draft, state: State, case: Case) -> State:
    """No rating: nothing is said."""
    return rest(draft) if isinstance(state, Rating) and state.code == case.code else state


def _second_problem(draft: Draft, state: State) -> State:
    """The offer was not answered: opened and handed over as it is; the next one follows with a code of its own."""
    case = hand_over_kept(draft)
    if case is None:
        return state
    draft.say("utter_second_handed_over", about(draft, case), code=case.code)
    if draft.talk.kept:
        draft.start("second_problem", 0)
    if isinstance(state, Waiting):
        return replace(state, offered=False)
    return rest(draft) if isinstance(state, Listening) else state


ON_TIMER: Mapping[str, Callable[[Draft, State, Case], State]] = {
    "confirm": _confirm,
    "idle": _idle,
    "reminder": _reminder,
    "first_line_check": _first_line_check,
    "first_line_close": _first_line_close,
    "still_waiting": _still_waiting,
    "resolved_close": _resolved_close,
    "rating_close": _rating_close,
}
"""What each timer of a case leads to."""
