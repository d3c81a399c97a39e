"""What can happen to a conversation; events are values, and each carries a spare code for at most one new case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from bot.message import Json, Message, Parse

TimerKind = Literal[
    "confirm",
    "idle",
    "reminder",
    "second_problem",
    "first_line_check",
    "first_line_close",
    "still_waiting",
    "resolved_close",
    "rating_close",
]
"""What a timer is for; its delays stand in triage.yml under `timers` (idle of an urgent case is `idle_urgent`)."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A message and what was understood of it."""

    message: Message
    parse: Parse


@dataclass(frozen=True, slots=True)
class MessageTurn:
    """The customer wrote; messages that belong together come in one turn.

    Attributes:
        messages: at least one, in order.
        spare_code: code for a new case, drawn by the caller.
        statuses: status by code, for codes in the messages that are not of this conversation and that the caller found
            in the store; codes that do not exist are left out.
    """

    messages: tuple[Understood, ...]
    spare_code: str
    statuses: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ButtonPressed:
    """The customer pressed one of our buttons; what a person types is never one.

    Attributes:
        intent: what it means.
        values: slots that it sets; unavailable, rating, choice and account are understood too.
        spare_code: code for a new case.
        message_id: the id under which the caller keeps the press.
        title: what stood on it.
    """

    intent: str
    values: Mapping[str, Json]
    spare_code: str
    message_id: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class TimerFired:
    """A timer of StartTimer is over; stale ones are ignored."""

    kind: TimerKind
    version: int
    spare_code: str


@dataclass(frozen=True, slots=True)
class AgentTook:
    """An agent took a case."""

    code: str
    agent: str
    spare_code: str


@dataclass(frozen=True, slots=True)
class AgentReplied:
    """An agent wrote to the customer (the caller has delivered it); he has the case, taken or not."""

    code: str
    agent: str
    spare_code: str


@dataclass(frozen=True, slots=True)
class AgentAsks:
    """An agent told the assistant to ask for a slot."""

    code: str
    slot: str
    spare_code: str


@dataclass(frozen=True, slots=True)
class AgentHandedBack:
    """An agent gives the conversation back to the assistant; the case waits for an agent again."""

    code: str
    spare_code: str


@dataclass(frozen=True, slots=True)
class AgentResolved:
    """An agent reports a case as resolved."""

    code: str
    agent: str
    spare_code: str


@dataclass(frozen=True, slots=True)
class AgentVerified:
    """An agent made sure whom he is talking to."""

    code: str
    agent: str
    spare_code: str


@dataclass(frozen=True, slots=True)
class AgentChanged:
    """An agent put a case into another kind, priority or department; "" leaves what there is.

    Attributes:
        code: the case.
        agent: who.
        spare_code: code for a new case.
        kind: a case intent of domain.yml, or ask_human; brings its own priority and department.
        priority: urgent, important or info.
        department: one of triage.yml.
    """

    code: str
    agent: str
    spare_code: str
    kind: str = ""
    priority: str = ""
    department: str = ""


@dataclass(frozen=True, slots=True)
class AgentMerged:
    """An agent found that a case is about the same thing as another one, of this conversation or not.

    Attributes:
        code: the case that ends.
        into: the case that goes on.
        agent: who.
        spare_code: code for a new case.
    """

    code: str
    into: str
    agent: str
    spare_code: str


@dataclass(frozen=True, slots=True)
class EffectFailed:
    """An effect could not be carried out for now.

    Attributes:
        effect: "hand_off", "delete_message" or "reply".
        code: the case concerned, or "".
        spare_code: code for a new case.
    """

    effect: Literal["hand_off", "delete_message", "reply"]
    code: str
    spare_code: str


@dataclass(frozen=True, slots=True)
class SignalSeen:
    """The caller noticed something about a case that agents should know: a picture that another customer sent too."""

    code: str
    signal: str
    spare_code: str


@dataclass(frozen=True, slots=True)
class HandOffDelivered:
    """A hand-off has reached its target."""

    code: str
    spare_code: str


AgentEvent: TypeAlias = (
    AgentTook
    | AgentReplied
    | AgentAsks
    | AgentHandedBack
    | AgentResolved
    | AgentVerified
    | AgentChanged
    | AgentMerged
)
Event: TypeAlias = MessageTurn | ButtonPressed | TimerFired | AgentEvent | EffectFailed | HandOffDelivered | SignalSeen
