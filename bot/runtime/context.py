"""What carrying out effects needs to know of the turn that they came from; values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.case import Case
from bot.runtime.parts import Parts
from bot.store.conversations import ConversationRow
from bot.triage import Conversation


@dataclass(frozen=True, slots=True)
class Context:
    """A turn whose effects are being carried out.

    Attributes:
        parts: see Parts.
        connection: the turn's transaction.
        row: the conversation as it was locked.
        now: the turn's moment.
        turn: the turn's id.
        actor: who brought the event about.
        talk: what the conversation knows after the decision.
        before: its cases before the decision, by code.
        topics: whom to wake after the commit; added to.
    """

    parts: Parts
    connection: Connection
    row: ConversationRow
    now: datetime
    turn: int
    actor: str
    talk: Conversation
    before: Mapping[str, Case]
    topics: set[str]
