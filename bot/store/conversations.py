"""Rows of conversations: found or begun, locked for a turn, moved on; it does not know what a state means."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, bindparam, func, select, update

from bot.store.inserting import insert_once
from bot.store.tables import conversations


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """One conversation as it is stored.

    Attributes:
        id: ours.
        channel: web, telegram, …
        sender: the channel's id of the person.
        site: the web site that it began on.
        state: JSON of the state, or None before the first turn.
        state_name: the state's name.
        asking: a single slot is asked for.
        seq: number of the newest message.
        turns: how many there were.
        typing_at: when the customer was last seen typing.
        linked_code: the case that a case link joined, or None.
        identified: who the operator's own site says this is, or None.
        created_at: when it began.
        updated_at: when a turn last changed it.
    """

    id: str
    channel: str
    sender: str
    site: str
    state: str | None
    state_name: str
    asking: bool
    seq: int
    turns: int
    typing_at: datetime | None
    linked_code: str | None
    identified: str | None
    created_at: datetime
    updated_at: datetime


# Statements are made once: building one costs several times what executing it does.
_BY_SENDER = select(conversations).where(
    conversations.c.channel == bindparam("by_channel"), conversations.c.sender == bindparam("by_sender")
)
_LOCK_SENDER = _BY_SENDER.with_for_update()
_BY_ID = select(conversations).where(conversations.c.id == bindparam("by_id"))
_LOCK = _BY_ID.with_for_update()
_CHANGE = update(conversations).where(conversations.c.id == bindparam("by_id"))
_COUNT_UP = (
    update(conversations)
    .where(conversations.c.id == bindparam("by_id"))
    .values(seq=conversations.c.seq + bindparam("more"))
    .returning(conversations.c.seq)
)


def new_id(channel: str, sender: str) -> str:
    """The id of a new conversation. On the web, where the sender is random and secret, it follows from him: a browser can
    listen before the first word is said. Elsewhere it is drawn, since a platform's ids can be counted through."""
    if channel == "web":
        return hashlib.sha256(f"web/{sender}".encode()).hexdigest()[:32]
    return secrets.token_hex(16)


def find(connection: Connection, channel: str, sender: str) -> ConversationRow | None:
    """The conversation with this sender, or None."""
    return _row(connection.execute(_BY_SENDER, {"by_channel": channel, "by_sender": sender}).first())


def get(connection: Connection, id: str) -> ConversationRow | None:
    """The conversation of this id, or None."""
    return _row(connection.execute(_BY_ID, {"by_id": id}).first())


def begin(connection: Connection, channel: str, sender: str, now: datetime, *, site: str = "") -> ConversationRow:
    """The conversation with this sender, begun where there is none, and held until the transaction ends; two callers at
    once get the same, one after the other."""
    named = {"by_channel": channel, "by_sender": sender}
    found = _row(connection.execute(_LOCK_SENDER, named).first())
    if found is not None:
        return found
    values = {
        "id": new_id(channel, sender),
        "channel": channel,
        "sender": sender,
        "site": site,
        "created_at": now,
        "updated_at": now,
    }
    insert_once(connection, conversations, values)
    found = _row(connection.execute(_LOCK_SENDER, named).first())
    assert found is not None
    return found


def lock(connection: Connection, id: str) -> ConversationRow | None:
    """The conversation, held against every other writer until the transaction ends; None where there is none."""
    return _row(connection.execute(_LOCK, {"by_id": id}).first())


def next_seq(connection: Connection, id: str, count: int = 1) -> int:
    """The first of so many new message numbers; holds the conversation until the transaction ends."""
    return int(connection.execute(_COUNT_UP, {"by_id": id, "more": count}).scalar_one()) - count + 1


def advance(connection: Connection, id: str, *, state: str, name: str, asking: bool, turns: int, now: datetime) -> None:
    """Writes what a turn made of it."""
    values = {"state": state, "state_name": name, "asking": asking, "turns": turns, "updated_at": now}
    connection.execute(_CHANGE, {"by_id": id, **values})


def note_typing(connection: Connection, id: str, at: datetime | None) -> None:
    """Remembers when the customer was last seen typing; None: he stopped."""
    connection.execute(_CHANGE, {"by_id": id, "typing_at": at})


def identify(connection: Connection, id: str, username: str) -> None:
    """Remembers whom the operator's own site vouches for."""
    connection.execute(update(conversations).where(conversations.c.id == id).values(identified=username))


def link(connection: Connection, id: str, code: str) -> None:
    """Joins a case as its second, unverified sender."""
    connection.execute(update(conversations).where(conversations.c.id == id).values(linked_code=code))


def linked_to(connection: Connection, code: str) -> list[str]:
    """Conversations that joined a case by its link, oldest first."""
    statement = select(conversations.c.id).where(conversations.c.linked_code == code).order_by(conversations.c.created_at)
    return list(connection.execute(statement).scalars())


def count(connection: Connection) -> int:
    """How many there are."""
    return int(connection.execute(select(func.count()).select_from(conversations)).scalar_one())


def _row(row: Row[tuple[object, ...]] | None) -> ConversationRow | None:
    return None if row is None else ConversationRow(**row._mapping)
