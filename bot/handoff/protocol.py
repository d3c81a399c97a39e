"""What is handed to a helpdesk and what comes back: values, one-method targets, their failures; it sends nothing itself.

Going out, a `Parcel` is one fact about one case. Its id never changes, so a target that is given it twice, also years
later or in another order, keeps it once. Coming back, an `AgentEvent` is one act of an agent, kept once by its id too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol, TypeAlias, get_args

from bot.errors import TiepNhanError
from bot.message import Json

ParcelType = Literal["case.opened", "case.updated", "case.message", "case.closed", "case.rated"]
"""case.opened also stands for a case that is handed over anew (a second review): same code, another parcel."""

Cause = Literal["dns", "connection", "tls", "timeout", "answer", "busy", "fault", "redirect", "refused"]
"""Why a parcel did not arrive; `bot.handoff.causes` has words for people."""

PARCEL_TYPES: tuple[ParcelType, ...] = get_args(ParcelType)

_ID = re.compile(r"[A-Za-z0-9_-]{1,128}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Parcel:
    """One fact about a case, to be put in front of the people who work on it.

    Attributes:
        id: its name for ever and the webhook-id; every repeat carries the same. 1 to 128 letters, digits, _ and -
            (no dot: Standard Webhooks signs "id.timestamp.body").
        type: what happened.
        code: the case's code.
        at: when it happened, aware; of two parcels with a summary the later one is right.
        body: JSON as `bot.handoff.bodies` describes it for the type; it holds `code` too. Customers' words in it are
            masked, but personal.

    Raises:
        ValueError: the id has other characters, or `at` has no zone.
    """

    id: str
    type: ParcelType
    code: str
    at: datetime
    body: Mapping[str, Json]

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise ValueError(f"a parcel's id has 1 to 128 letters, digits, _ and -, not {self.id!r}")
        if self.at.tzinfo is None:
            raise ValueError(f"parcel {self.id}: {self.at.isoformat()} has no zone")


def parcel_to_json(parcel: Parcel) -> dict[str, Json]:
    """A parcel as JSON, for the payload of a job."""
    return {
        "id": parcel.id,
        "type": parcel.type,
        "code": parcel.code,
        "at": parcel.at.isoformat(),
        "body": dict(parcel.body),
    }


def parcel_from_json(value: Mapping[str, Json]) -> Parcel:
    """The parcel that `parcel_to_json` wrote.

    Raises:
        KeyError, ValueError: it is not one.
    """
    if value["type"] not in PARCEL_TYPES:
        raise ValueError(f"no type of parcel: {value['type']!r}")
    at = datetime.fromisoformat(value["at"])
    return Parcel(value["id"], value["type"], value["code"], at, value["body"])


class HandoffError(TiepNhanError):
    """A parcel did not arrive."""


class Unreachable(HandoffError):
    """The target could not take a parcel now; sending it again later is right, and safe at any time.

    Args:
        reason: what happened, in English, for logs: no address, no secret, nothing of the customer's.
        cause: the same as one word, for metrics and for words that agents read.
        retry_after: seconds that the target asked to be left alone, or None.
        sent: the request had left, so that the target may have acted on it: the outcome is unknown until a repeat
            succeeds. False: it has certainly not.
    """

    def __init__(self, reason: str, *, cause: Cause, retry_after: float | None = None, sent: bool = False) -> None:
        self.reason = reason
        self.cause: Cause = cause
        self.retry_after = retry_after
        self.sent = sent
        super().__init__(reason)


class Refused(HandoffError):
    """The target will not take a parcel however often it is sent: a person must change something first.

    Args:
        reason: what happened, in English, for logs: no address, no secret, nothing of the customer's.
        cause: the same as one word.
    """

    def __init__(self, reason: str, *, cause: Cause = "refused") -> None:
        self.reason = reason
        self.cause: Cause = cause
        super().__init__(reason)


class Target(Protocol):
    """Where cases go: the desk, a webhook, another helpdesk."""

    @property
    def name(self) -> str:
        """What operators call it; part of no address."""
        ...

    def send(self, parcel: Parcel) -> None:
        """Hands over a parcel; returning means that the target keeps it. A repeat of the same id changes nothing there.

        Parcels of one case may arrive in any order (a retried one late): a target holds messages of a case that it has
        not been told of yet, and never lets an older summary win over a newer one.

        Raises:
            Unreachable: not now; try again.
            Refused: never, as things stand.
        """
        ...


@dataclass(frozen=True, slots=True)
class Took:
    """An agent took the case: the assistant falls silent.

    Attributes (of every event):
        id: the event's name for ever; a second event of the same id is the first one repeated.
        code: the case's code, in its canonical spelling.
        agent: the agent's name, as customers may read it.
        at: when it happened there, aware.
    """

    id: str
    code: str
    agent: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Replied:
    """An agent wrote to the customer; `text` is to be delivered. Pictures come through the API's upload, not here."""

    id: str
    code: str
    agent: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Asks:
    """An agent lets the assistant ask for `slot`, a slot of domain.yml (whether there is one, triage decides)."""

    id: str
    code: str
    agent: str
    at: datetime
    slot: str


@dataclass(frozen=True, slots=True)
class HandedBack:
    """An agent gives the conversation back to the assistant; the case waits for an agent again."""

    id: str
    code: str
    agent: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Resolved:
    """An agent reports the case as solved: the customer is asked."""

    id: str
    code: str
    agent: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Verified:
    """An agent made sure whom he is talking to."""

    id: str
    code: str
    agent: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Noted:
    """An agent wrote `text` for other agents; the customer never sees it."""

    id: str
    code: str
    agent: str
    at: datetime
    text: str


AgentEvent: TypeAlias = Took | Replied | Asks | HandedBack | Resolved | Verified | Noted
