"""decide: (domain, state, event, now) -> Decision, a pure function: it reads no clock, draws no code, does nothing."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from bot.domain import Domain
from bot.message import FALLBACK
from bot.triage.agents import on_agent
from bot.triage.answers import warn
from bot.triage.draft import Draft
from bot.triage.effects import Decision
from bot.triage.events import (
    AgentAsks,
    AgentChanged,
    AgentHandedBack,
    AgentMerged,
    AgentReplied,
    AgentResolved,
    AgentTook,
    AgentVerified,
    ButtonPressed,
    EffectFailed,
    Event,
    HandOffDelivered,
    MessageTurn,
    SignalSeen,
    TimerFired,
)
from bot.triage.failures import on_delivered, on_failure, on_signal
from bot.triage.listen import read_button, read_turn, typed_button
from bot.triage.reading import Reading
from bot.triage.states import State, Waiting, WithAgent
from bot.triage.table import TABLE
from bot.triage.timers import on_timer

_REMEMBERED = 200
"""Characters of the last message that are kept to notice a repetition."""


def decide(domain: Domain, state: State, event: Event, now: datetime) -> Decision:
    """What follows from an event.

    Args:
        domain: vocabulary and settings.
        state: the conversation's state.
        event: what happened.
        now: when, with zone.

    Returns:
        The next state, the effects in the order in which they are to be carried out, and the reasons.
    """
    draft = Draft(domain, now, state.talk, event.spare_code, silent=isinstance(state, WithAgent))
    match event:
        case MessageTurn():
            pressed = typed_button(event, domain, state.talk)
            reading = read_button(pressed, domain) if pressed else read_turn(event, domain)
            following = on_customer(draft, state, reading)
        case ButtonPressed():
            following = on_customer(draft, state, read_button(event, domain))
        case TimerFired():
            following = on_timer(draft, state, event)
        case EffectFailed():
            following = on_failure(draft, state, event)
        case HandOffDelivered():
            following = on_delivered(draft, state, event)
        case SignalSeen():
            following = on_signal(draft, state, event)
        case AgentTook() | AgentReplied() | AgentAsks() | AgentHandedBack() | AgentResolved() | AgentVerified():
            following = on_agent(draft, state, event)
        case AgentChanged() | AgentMerged():
            following = on_agent(draft, state, event)
        case _:
            assert_never(event)
    return draft.finish(following)


def on_customer(draft: Draft, state: State, reading: Reading) -> State:
    """A turn of the customer: who he is and how he writes, then warnings, then the table."""
    draft.message_id = reading.message_id
    _listen(draft, reading)
    warn(draft, reading)
    if reading.secrets and reading.is_empty and not isinstance(state, Waiting | WithAgent):
        return state
    row = next(row for row in TABLE[type(state)] if row.test(draft, state, reading))
    draft.note(f"{type(state).__name__}: the customer {row.who}")
    following = row.action(draft, state, reading)
    if not draft.has_replied and not isinstance(state, Waiting | WithAgent) and not draft.lines:
        draft.say("utter_anything_else")
    return following


def _listen(draft: Draft, reading: Reading) -> None:
    """Language, form of address, unclear messages in a row, repetitions."""
    talk = draft.talk
    text = reading.plain[:_REMEMBERED]
    same = not reading.pressed and bool(text.strip()) and text == talk.last_text
    draft.change(
        language=reading.lang or talk.language,
        address=reading.address or talk.address,
        unclear=talk.unclear + 1 if _is_unclear(reading) else 0,
        last_text=text if not reading.pressed else talk.last_text,
        repeats=talk.repeats + 1 if same else 1,
    )


def _is_unclear(reading: Reading) -> bool:
    return reading.is_empty and (FALLBACK in reading.flow or bool(reading.flow) or not reading.texts)
