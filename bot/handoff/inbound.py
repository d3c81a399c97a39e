"""What a helpdesk sends us about its agents' acts, checked before anything believes it; it stores and decides nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Literal, TypeAlias, assert_never

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, TypeAdapter, ValidationError
from pydantic import Field as About

from bot.codes import canonical
from bot.errors import TiepNhanError
from bot.handoff.protocol import AgentEvent, Asks, HandedBack, Noted, Replied, Resolved, Took, Verified
from bot.handoff.signing import Secrets, SignatureInvalid, verify

LONGEST_EVENT = 65_536
"""Bytes of a request's body that are read at all."""

LONGEST_TEXT = 4_000
"""Characters of a reply or note; Telegram takes 4096 in one message, and a reply may gain a line."""


class EventInvalid(TiepNhanError):
    """A helpdesk's request is not an event that we know; the text names the field and quotes nobody."""


def _written_out(value: object) -> object:
    """ISO 8601 and nothing else: a bare number would be taken for seconds, or for milliseconds if it is large."""
    if not isinstance(value, str) or not re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]", value):
        raise ValueError("write it as ISO 8601 with its zone: 2026-11-14T20:30:00+07:00")
    return value


def _utc(value: datetime) -> datetime:
    try:
        return value.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("it lies outside the calendar") from error


def _code(value: str) -> str:
    code = canonical(value)
    if code is None:
        raise ValueError("no case code: TN-XXXXX-XXXXX-C with its check character")
    return code


def _trimmed(value: str) -> str:
    text = value.replace("\r\n", "\n").strip()
    if not text:
        raise ValueError("it is empty")
    return text


_Id = Annotated[
    str, About(pattern="^[A-Za-z0-9_-]{1,128}$", description="the webhook-id; every repeat carries the same")
]
_At = Annotated[
    AwareDatetime,
    About(strict=False, description="when it happened: ISO 8601 with its zone"),
    BeforeValidator(_written_out),
    AfterValidator(_utc),
]
_Code = Annotated[str, About(max_length=40, description="TN-XXXXX-XXXXX-C"), AfterValidator(_code)]
_Agent = Annotated[
    str,
    About(max_length=80, pattern=r"^[^\x00-\x1f\x7f]*[^\x00-\x20\x7f][^\x00-\x1f\x7f]*$"),
    About(description="the agent's name, as customers may read it"),
]
_Text = Annotated[
    str,
    About(max_length=LONGEST_TEXT, pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"),
    About(min_length=1, description="plain text; line breaks and tabs are the only control characters"),
    AfterValidator(_trimmed),
]
_Slot = Annotated[str, About(pattern="^[a-z][a-z0-9_]{0,63}$", description="a slot of domain.yml")]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Act(_Strict):
    """An agent's act on a case."""

    code: _Code
    agent: _Agent


class Words(Act):
    """An agent's act that has words."""

    text: _Text


class Question(Act):
    """An agent's act that names a slot."""

    slot: _Slot


class _Sent(_Strict):
    id: _Id
    timestamp: _At


class ActSent(_Sent):
    """An agent took, handed back, resolved or verified a case."""

    type: Literal["agent.took", "agent.handed_back", "agent.resolved", "agent.verified"]
    data: Act


class WordsSent(_Sent):
    """An agent wrote to the customer, or a note for other agents."""

    type: Literal["agent.replied", "agent.note"]
    data: Words


class QuestionSent(_Sent):
    """An agent lets the assistant ask for a slot."""

    type: Literal["agent.asks"]
    data: Question


EventSent: TypeAlias = Annotated[ActSent | WordsSent | QuestionSent, About(discriminator="type")]
_READ: TypeAdapter[ActSent | WordsSent | QuestionSent] = TypeAdapter(EventSent)


def receive(headers: Mapping[str, str], raw: bytes, secrets: Secrets, now: datetime) -> AgentEvent:
    """The event of a signed request; whether it came before is the caller's to know, by its id.

    Args:
        headers: the request's.
        raw: its body as it came; the caller reads at most LONGEST_EVENT + 1 bytes.
        secrets: those that helpdesk shares with us.
        now: aware.

    Raises:
        SignatureInvalid: it is not proven to come from the helpdesk (answer 401).
        EventInvalid: it is, and we cannot use it (answer 422, which ends the repeats).
    """
    if len(raw) > LONGEST_EVENT:
        raise EventInvalid(f"longer than {LONGEST_EVENT} bytes")
    id = verify(headers, raw, secrets, now)
    event = read_event(raw)
    if event.id != id:
        raise SignatureInvalid("webhook-id and the id in the body differ")
    return event


def read_event(raw: bytes) -> AgentEvent:
    """The event that a body holds; proves nothing about who sent it.

    Raises:
        EventInvalid: no JSON, an unknown type, a wrong shape, something too long.
    """
    if len(raw) > LONGEST_EVENT:
        raise EventInvalid(f"longer than {LONGEST_EVENT} bytes")
    try:
        return _event(_READ.validate_json(raw))
    except ValidationError as error:
        # Without its cause: that one holds the input.
        raise EventInvalid(_explained(error)) from None


def _event(sent: ActSent | WordsSent | QuestionSent) -> AgentEvent:
    id, code, agent, at = sent.id, sent.data.code, sent.data.agent, sent.timestamp
    match sent:
        case WordsSent(type="agent.replied"):
            return Replied(id, code, agent, at, sent.data.text)
        case WordsSent():
            return Noted(id, code, agent, at, sent.data.text)
        case QuestionSent():
            return Asks(id, code, agent, at, sent.data.slot)
        case ActSent(type=kind):
            return _act(kind)(id, code, agent, at)
        case _:
            assert_never(sent)


def _act(
    kind: Literal["agent.took", "agent.handed_back", "agent.resolved", "agent.verified"],
) -> type[Took] | type[HandedBack] | type[Resolved] | type[Verified]:
    match kind:
        case "agent.took":
            return Took
        case "agent.handed_back":
            return HandedBack
        case "agent.resolved":
            return Resolved
        case "agent.verified":
            return Verified
        case _:
            assert_never(kind)


def _explained(error: ValidationError) -> str:
    """The first three findings, each with its field; never what stood in it."""
    found = error.errors(include_url=False, include_input=False, include_context=False)
    return "; ".join(_finding(each["type"], each["loc"], each["msg"]) for each in found[:3])


def _finding(kind: str, place: tuple[int | str, ...], message: str) -> str:
    if kind in {"union_tag_invalid", "union_tag_not_found"}:
        return f"type: there are {', '.join(TYPES)}"
    # The first step is the type, which pydantic adds to tell the models apart.
    field = ".".join(str(step)[:40] for step in place[1:]) or "body"
    if kind == "json_invalid":
        return "body: no JSON in UTF-8"
    return f"{field}: {message.removeprefix('Value error, ')}"


TYPES = (
    "agent.took",
    "agent.replied",
    "agent.asks",
    "agent.handed_back",
    "agent.resolved",
    "agent.verified",
    "agent.note",
)
"""All types of events, for messages and documents."""
