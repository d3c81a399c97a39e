"""What the runtime is made of, and what its callers give and get: values only."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.assistant import draw_code
from bot.clock import Clock
from bot.domain import Domain
from bot.errors import TiepNhanError
from bot.evidence.vault import Vault
from bot.gate.buttons import Buttons
from bot.jobs.protocol import LANES, Jobs
from bot.message import Attachment, Masked, Parse
from bot.runtime.bell import Bell
from bot.runtime.metrics import Metrics
from bot.store.engine import Store

MOST_TEXT = 4000
"""Characters of one message; channels cut or refuse longer ones."""

MOST_FILES = 10
"""Files that may come with one message."""

ORIGIN = "origin"
"""The target of agents' acts on cases that another installation has sent to this desk."""


class Understands(Protocol):
    """What reads messages: `bot.nlu.understand.Understander`."""

    def parse(self, text: str, now: datetime, masked: tuple[Masked, ...] = ()) -> Parse:
        """What a message says."""
        ...


class WrongMessage(TiepNhanError):
    """A message cannot be accepted as it is.

    Args:
        code: too_long, empty, unknown_button, unknown_evidence or too_many_files.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"the message cannot be accepted: {code}")


@dataclass(frozen=True, slots=True)
class Said:
    """A message as a channel hands it in.

    Attributes:
        channel: web, telegram, …
        sender: the channel's id of the person.
        id: the channel's message id; the same id again is the same message.
        text: as it was typed; secrets are masked before anything else sees it.
        button: the id of a button that was pressed, or "".
        evidence: ids of files that were uploaded before.
        others: stickers, locations and the like, which have no bytes that we keep.
        site: the web site that it was written on.
        username: whom the operator's own site says this is, or "".
        whole: nothing follows that belongs to it (a form was sent): it is answered at once.
    """

    channel: str
    sender: str
    id: str
    text: str = ""
    button: str = ""
    evidence: tuple[str, ...] = ()
    others: tuple[Attachment, ...] = ()
    site: str = ""
    username: str = ""
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Accepted:
    """A message that is saved.

    Attributes:
        conversation: its conversation's id.
        seq: its number there.
        at: when it was accepted.
        repeated: it had been accepted before; nothing was changed.
        wait: seconds until its turn, as things stand.
        answered: its turn was played already.
    """

    conversation: str
    seq: int
    at: datetime
    repeated: bool
    wait: float
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything that turns need.

    Attributes:
        store: the database.
        domain: vocabulary and settings.
        understander: reads messages.
        jobs: durable work.
        clock: what time it is.
        bell: wakes those who look.
        buttons: makes and reads button ids.
        vault: the files.
        metrics: what is counted.
        targets: names of hand-off targets beside the desk.
        lanes: kinds of jobs that this installation runs; a delivery of another lane waits as a row until it does.
        settle: seconds of quiet instead of triage.yml's, or None.
        public_url: how people reach the server.
        draw: gives the code for the next new case.
        draw_bytes: randomness for buttons.
    """

    store: Store
    domain: Domain
    understander: Understands
    jobs: Jobs
    clock: Clock
    bell: Bell
    buttons: Buttons
    vault: Vault
    metrics: Metrics
    targets: tuple[str, ...] = ()
    lanes: frozenset[str] = frozenset(lane.kind for lane in LANES)
    settle: float | None = None
    public_url: str = ""
    draw: Callable[[], str] = draw_code
    draw_bytes: Callable[[int], bytes] = secrets.token_bytes
