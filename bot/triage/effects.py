"""What a decision wants done; effects are values, and the caller carries them out in their order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.case import Case, Evidence
from bot.domain_values import Button
from bot.triage.events import TimerKind
from bot.triage.states import Lang, State


@dataclass(frozen=True, slots=True)
class Line:
    """A response and the words for its placeholders."""

    response: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to the customer; `bot.triage.speech.render` puts it into words.

    Attributes:
        response: the response that it mainly is.
        values: words for its placeholders.
        lang: vi or en.
        before: responses that stand before it in the same message.
        after: responses that stand behind it.
        buttons: choices beside those of the response.
        pick: chooses among the variations.
        address: bác, cô or chú, else "".
        channel: the conversation's.
        code: the case that it is about, or "".
    """

    response: str
    values: Mapping[str, str] = field(default_factory=dict)
    lang: Lang = "vi"
    before: tuple[Line, ...] = ()
    after: tuple[Line, ...] = ()
    buttons: tuple[Button, ...] = ()
    pick: int = 0
    address: str = ""
    channel: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class OpenCase:
    """Store a new case."""

    case: Case


@dataclass(frozen=True, slots=True)
class UpdateCase:
    """Store the new version of a case."""

    case: Case


@dataclass(frozen=True, slots=True)
class HandOff:
    """Put a case in front of humans.

    Attributes:
        code: its code.
        reason: a reason of triage.yml.
        not_agents: who may not take it (a second review is done by somebody else).
    """

    code: str
    reason: str
    not_agents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AddToCase:
    """Put messages and pictures in front of the humans who have the case."""

    code: str
    message_ids: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class CloseCase:
    """A case has ended; `status` is closed or cancelled."""

    code: str
    status: str


@dataclass(frozen=True, slots=True)
class RateCase:
    """The customer's rating, 1 to 5."""

    code: str
    rating: int


@dataclass(frozen=True, slots=True)
class StartTimer:
    """Fire TimerFired(kind, version) after so many seconds; timers are never cancelled."""

    kind: TimerKind
    seconds: float
    version: int
    code: str = ""


@dataclass(frozen=True, slots=True)
class DeleteMessage:
    """Take a message with a secret out of the chat, where the platform lets us."""

    message_id: str


@dataclass(frozen=True, slots=True)
class NoticeGiven:
    """The privacy notice was shown: keep its version and the time."""

    version: str
    message_id: str


Effect: TypeAlias = (
    Reply
    | OpenCase
    | UpdateCase
    | HandOff
    | AddToCase
    | CloseCase
    | RateCase
    | StartTimer
    | DeleteMessage
    | NoticeGiven
)


@dataclass(frozen=True, slots=True)
class Decision:
    """What follows from an event.

    Attributes:
        state: the conversation's next state.
        effects: what to do, in order.
        because: the reasons, for the log, the agent and the evaluation; they quote the words that decided an intent, as
            they are kept (secrets are dots), and no values of slots.
    """

    state: State
    effects: tuple[Effect, ...]
    because: tuple[str, ...]
