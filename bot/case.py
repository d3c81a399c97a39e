"""Case, the record of one problem, and CaseSummary, what is published of it; they hold values and decide nothing.

Both are frozen pydantic models, so that whatever comes from a database or another system is validated, and
`Case.model_json_schema()` and `CaseSummary.model_json_schema()` are the published schemas. Inside a turn a case is only
copied with `Case.having`, which validates nothing: the values come from our own types.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict
from pydantic import Field as About

from bot.message import Json

Status = Literal[
    "collecting",
    "confirming",
    "answered",
    "handed_over",
    "with_agent",
    "resolved",
    "second_review",
    "closed",
    "cancelled",
]
Priority = Literal["urgent", "important", "info"]
Identity = Literal["chưa xác minh", "đã xác minh"]
Why = Literal["asked_twice", "refused", "not_asked"]
Language = Literal["vi", "en"]

UNVERIFIED: Identity = "chưa xác minh"
VERIFIED: Identity = "đã xác minh"

ENDED = frozenset({"closed", "cancelled"})
"""Statuses in which a case is no longer open."""

WITH_HUMANS = frozenset({"handed_over", "with_agent", "resolved", "second_review"})
"""Statuses in which a human has the case in front of him."""

MOST_SAID = 20
MOST_CHANGES = 50


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Field(_Frozen):
    """One thing that a case holds."""

    name: str = About(description="the slot's name in domain.yml")
    label: str = About(description="the slot's title in Vietnamese, as this kind of case calls it")
    value: Json = About(
        description="number of VND (text where it is another currency), text, or for incident_time"
        " {start, end, precision, ambiguous, lunar} with ISO 8601 times"
    )
    display: str = About(description="the value as people read it: 5.000.000đ, 20:00 ngày 14/11/2026")
    words: str = About(default="", description="the customer's own words, masked")
    message_id: str = About(default="", description="the message that it comes from")
    confidence: float = About(default=1.0, ge=0, le=1, description="how sure we are of the value")


class Missing(_Frozen):
    """Something that was wanted and is not there."""

    name: str = About(description="the slot's name")
    label: str = About(description="its title in Vietnamese")
    why: Why = About(description="asked twice in vain, refused (does not remember, does not have it), or not asked")
    words: str = About(default="", description="what the customer said instead, masked")


class Evidence(_Frozen):
    """A picture or file that the customer sent."""

    ref: str = About(description="where the bytes are: an evidence id, a platform's file id, a path")
    kind: str = About(default="image", description="image, file, voice, video")
    name: str = About(default="", description="the file's name as the sender's device gave it")
    message_id: str = ""


class Said(_Frozen):
    """Words of the customer about this case, masked."""

    message_id: str
    text: str


class Change(_Frozen):
    """One change of a case: of a field, the kind, the status or the priority."""

    at: datetime
    what: str = About(description="a slot's name, or kind, status, priority")
    before: str = ""
    after: str = ""
    message_id: str = About(default="", description="the message that caused it, where one did")


class Case(_Frozen):
    """The record of one problem of one customer."""

    code: str = About(description="TN-XXXXX-XXXXX-C")
    kind: str = About(description="a case intent of domain.yml, or ask_human")
    title: str
    status: Status
    priority: Priority
    department: str
    channel: str
    language: Language = "vi"
    opened: datetime
    updated: datetime
    handed_over: datetime | None = None
    due: datetime | None = About(default=None, description="when an agent's first reply is due")
    ended: datetime | None = About(default=None, description="when it was closed or cancelled")
    fields: tuple[Field, ...] = ()
    missing: tuple[Missing, ...] = ()
    skipped: tuple[str, ...] = About(default=(), description="optional slots that the customer does not have")
    evidence: tuple[Evidence, ...] = ()
    said: tuple[Said, ...] = About(default=(), description="the customer's first words and the last ones")
    identity: Identity = UNVERIFIED
    signals: tuple[str, ...] = ()
    also_mentioned: tuple[str, ...] = About(default=(), description="other intents that the customer named")
    notices: tuple[str, ...] = About(default=(), description="known disturbances that the customer was told of")
    reason: str = About(default="", description="why it was handed to a human: a reason of triage.yml")
    unconfirmed: bool = About(default=False, description="the customer has not confirmed the summary")
    incomplete: bool = About(default=False, description="handed over before everything was asked for")
    undelivered: bool = About(default=False, description="the hand-off has not reached its target yet")
    held: bool = About(default=False, description="the customer names a status of refused, returned or on hold")
    explained: bool = About(default=False, description="a first-line answer was given")
    agent: str = About(default="", description="who has it")
    agents_before: tuple[str, ...] = About(default=(), description="who had it before a second review")
    reviews: int = About(default=0, description="how often it was reopened")
    rating: int | None = About(default=None, ge=1, le=5)
    asked: Mapping[str, int] = About(default_factory=dict, description="how often the assistant asked for each slot")
    history: tuple[Change, ...] = ()

    @property
    def is_open(self) -> bool:
        """Neither closed nor cancelled."""
        return self.status not in ENDED

    @property
    def is_with_humans(self) -> bool:
        """Handed over and not ended."""
        return self.status in WITH_HUMANS

    def field(self, name: str) -> Field | None:
        """The field of that name, or None."""
        return next((field for field in self.fields if field.name == name), None)

    def is_missing(self, name: str) -> bool:
        """Whether the slot is marked as missing."""
        return any(missing.name == name for missing in self.missing)

    def having(self, **changes: Any) -> Case:
        """A copy with other values, not validated."""
        return self.model_copy(update=changes)


class SummaryField(_Frozen):
    """A field as the summary shows it."""

    name: str
    label: str
    value: Json
    display: str
    words: str
    message_id: str
    confidence: float


class CaseSummary(_Frozen):
    """What a human, the desk, a webhook or another system gets of a case."""

    kind: str
    title: str
    code: str
    status: Status
    status_title: str
    priority: Priority
    priority_title: str
    department: str
    department_title: str
    due: datetime | None
    opened: datetime
    updated: datetime
    channel: str
    language: Language
    fields: tuple[SummaryField, ...]
    missing: tuple[Missing, ...]
    evidence: tuple[Evidence, ...]
    said: tuple[Said, ...]
    identity: Identity
    signals: tuple[str, ...]
    also_mentioned: tuple[str, ...]
    reason: str
    reason_title: str
    unconfirmed: bool
    incomplete: bool
    history: tuple[Change, ...]
    text: str = About(description="the whole in at most 15 lines of Vietnamese")
