"""What a parcel says, as JSON that any helpdesk can read; it fetches, masks and stores nothing.

On the wire (and in `docs/handoff.schema.json`) a parcel is `{"id", "type", "timestamp", "data"}`, the payload that
Standard Webhooks recommends with the id added; `data` is one of the models here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

from pydantic import AwareDatetime, BaseModel, ConfigDict
from pydantic import Field as About

from bot.case import CaseSummary
from bot.handoff.protocol import Parcel
from bot.message import Json


class _Frozen(BaseModel):
    # What we write has every property, and the published schema says so.
    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_serialization_defaults_required=True)


class Line(_Frozen):
    """One message of the conversation, as it is kept: secrets are dots."""

    message_id: str = About(description="the message's name for ever: a line that comes twice is one line")
    at: AwareDatetime
    who: Literal["customer", "assistant", "agent"]
    name: str = About(default="", description="the agent's name, where an agent wrote")
    text: str = About(description="masked; empty where only a picture came")


class EvidenceLink(_Frozen):
    """A picture or file of the customer, and where to fetch it."""

    ref: str = About(description="the evidence's name for ever, as in the summary: one that comes twice is one")
    kind: str = About(default="image", description="image, file, voice, video")
    name: str = About(default="", description="the file's name as the sender's device gave it: untrusted text")
    url: str = About(description="where the bytes are, for those who may see them")
    media_type: str = About(description="found from the bytes, not from the name: image/jpeg, application/pdf, …")
    size: int = About(ge=0, description="bytes")
    sha256: str = About(pattern="^[0-9a-f]{64}$", description="of the bytes at the url, in hexadecimal")
    message_id: str = About(default="", description="the message that it came with")


class CaseOpened(_Frozen):
    """A case for an agent: new, or handed over anew after it had been worked on (then some must not take it)."""

    code: str
    reason: str = About(description="why it is handed over: a reason of triage.yml; its title is in the summary")
    not_agents: tuple[str, ...] = About(default=(), description="agents who may not take it: they had it before")
    summary: CaseSummary
    transcript: tuple[Line, ...] = About(description="what was said so far, in order; it may repeat known lines")
    evidence: tuple[EvidenceLink, ...] = About(description="all pictures and files so far; it may repeat known ones")


class CaseUpdated(_Frozen):
    """What is known of a case has changed; the summary is whole and replaces an older one."""

    code: str
    summary: CaseSummary


class CaseMessage(_Frozen):
    """More was said or sent about a case that agents have."""

    code: str
    lines: tuple[Line, ...]
    evidence: tuple[EvidenceLink, ...] = ()


class CaseClosed(_Frozen):
    """A case has ended."""

    code: str
    status: Literal["closed", "cancelled"]
    summary: CaseSummary


class CaseRated(_Frozen):
    """The customer's rating of a case, 5 is best."""

    code: str
    rating: int = About(ge=1, le=5)


class _Delivery(_Frozen):
    id: str = About(pattern="^[A-Za-z0-9_-]{1,128}$", description="the webhook-id: every repeat carries the same")
    timestamp: AwareDatetime = About(description="when it happened; of two summaries the later one is right")


class CaseOpenedDelivery(_Delivery):
    """`case.opened` on the wire."""

    type: Literal["case.opened"]
    data: CaseOpened


class CaseUpdatedDelivery(_Delivery):
    """`case.updated` on the wire."""

    type: Literal["case.updated"]
    data: CaseUpdated


class CaseMessageDelivery(_Delivery):
    """`case.message` on the wire."""

    type: Literal["case.message"]
    data: CaseMessage


class CaseClosedDelivery(_Delivery):
    """`case.closed` on the wire."""

    type: Literal["case.closed"]
    data: CaseClosed


class CaseRatedDelivery(_Delivery):
    """`case.rated` on the wire."""

    type: Literal["case.rated"]
    data: CaseRated


Delivery: TypeAlias = (
    CaseOpenedDelivery | CaseUpdatedDelivery | CaseMessageDelivery | CaseClosedDelivery | CaseRatedDelivery
)


def case_opened(
    summary: CaseSummary,
    *,
    reason: str,
    not_agents: Sequence[str] = (),
    transcript: Sequence[Line] = (),
    evidence: Sequence[EvidenceLink] = (),
) -> Mapping[str, Json]:
    """The body of a case.opened.

    Args:
        summary: the case as it stands.
        reason: a reason of triage.yml.
        not_agents: who may not take it.
        transcript: what was said so far, masked, in order.
        evidence: what was sent so far, with addresses that the target can fetch.
    """
    return _json(
        CaseOpened(
            code=summary.code,
            reason=reason,
            not_agents=tuple(not_agents),
            summary=summary,
            transcript=tuple(transcript),
            evidence=tuple(evidence),
        )
    )


def case_updated(summary: CaseSummary) -> Mapping[str, Json]:
    """The body of a case.updated: the whole summary."""
    return _json(CaseUpdated(code=summary.code, summary=summary))


def case_message(code: str, lines: Sequence[Line], evidence: Sequence[EvidenceLink] = ()) -> Mapping[str, Json]:
    """The body of a case.message: new lines, masked, and what came with them."""
    return _json(CaseMessage(code=code, lines=tuple(lines), evidence=tuple(evidence)))


def case_closed(summary: CaseSummary) -> Mapping[str, Json]:
    """The body of a case.closed.

    Raises:
        pydantic.ValidationError: the summary's status is neither closed nor cancelled.
    """
    return _json(CaseClosed.model_validate({"code": summary.code, "status": summary.status, "summary": summary}))


def case_rated(code: str, rating: int) -> Mapping[str, Json]:
    """The body of a case.rated.

    Raises:
        pydantic.ValidationError: the rating is not 1 to 5.
    """
    return _json(CaseRated(code=code, rating=rating))


def encode(parcel: Parcel) -> bytes:
    """A parcel as it goes over the wire: UTF-8 JSON, the same bytes for every repeat.

    Raises:
        ValueError: the body holds something that is not JSON (NaN, an infinity).
    """
    wire = {"id": parcel.id, "type": parcel.type, "timestamp": parcel.at.isoformat(), "data": dict(parcel.body)}
    text = json.dumps(wire, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    # Half a surrogate pair is no character: a question mark in its place is better than a case that never arrives.
    return text.encode("utf-8", errors="replace")


def _json(body: BaseModel) -> Mapping[str, Json]:
    return body.model_dump(mode="json")
