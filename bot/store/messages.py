"""Rows of messages, of the inbox and of turns: accepted once, consumed by one turn, read in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Select, bindparam, delete, func, insert, select, update

from bot.message import Attachment, Json, Masked, Message
from bot.store.conversations import next_seq
from bot.store.tables import inbox, messages, turns


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message as it is stored; see the table's columns."""

    id: int
    conversation: str
    seq: int
    author: str
    name: str
    client_id: str | None
    text: str
    masked: Sequence[Mapping[str, Json]]
    attachments: Sequence[Mapping[str, str]]
    buttons: Sequence[Mapping[str, str]]
    press: Mapping[str, Json] | None
    response: str
    case_code: str | None
    parse: Json
    turn: int | None
    at: datetime
    removed_at: datetime | None

    @property
    def message(self) -> Message:
        """What triage and the NLU call it."""
        return Message(
            id=self.client_id or f"s{self.seq}",
            text=self.text,
            masked=tuple(Masked(each["kind"], each["start"], each["end"]) for each in self.masked),
            attachments=tuple(
                Attachment(each["kind"], each["ref"], each["name"])  # type: ignore[arg-type]
                for each in self.attachments
            ),
        )


@dataclass(frozen=True, slots=True)
class Pending:
    """A message that no turn has consumed yet."""

    row: MessageRow
    arrived_at: datetime
    quiet: float
    tries: int


# Statements are made once: building one costs several times what executing it does.
_BY_CLIENT_ID = select(messages).where(
    messages.c.conversation == bindparam("in_conversation"), messages.c.client_id == bindparam("by_client_id")
)
_ADD = insert(messages).returning(messages.c.id)
_PUT = insert(inbox)
_PENDING = (
    select(messages, inbox.c.arrived_at, inbox.c.quiet, inbox.c.tries)
    .join(inbox, inbox.c.message == messages.c.id)
    .where(inbox.c.conversation == bindparam("in_conversation"))
    .order_by(messages.c.seq)
)
_CONSUME = update(messages).where(messages.c.id == bindparam("by_id"))
_TAKE_OUT = delete(inbox).where(inbox.c.message == bindparam("by_message"))
_ADD_TURN = insert(turns).returning(turns.c.id)
_AFTER = (
    select(messages)
    .where(messages.c.conversation == bindparam("in_conversation"), messages.c.seq > bindparam("behind"))
    .order_by(messages.c.seq)
    .limit(bindparam("most"))
)


def find(connection: Connection, conversation: str, client_id: str) -> MessageRow | None:
    """The message that a client gave this id, or None."""
    values = {"in_conversation": conversation, "by_client_id": client_id}
    row = connection.execute(_BY_CLIENT_ID, values).first()
    return None if row is None else MessageRow(**row._mapping)


def add(
    connection: Connection,
    conversation: str,
    author: str,
    text: str,
    at: datetime,
    *,
    seq: int | None = None,
    name: str = "",
    client_id: str | None = None,
    masked: Sequence[Masked] = (),
    attachments: Sequence[Attachment] = (),
    buttons: Sequence[Mapping[str, str]] = (),
    press: Mapping[str, Json] | None = None,
    response: str = "",
    case_code: str | None = None,
    turn: int | None = None,
) -> tuple[int, int]:
    """A new message at the end of the conversation, which is held until the transaction ends.

    Returns:
        Its row id and its number in the conversation.
    """
    number = next_seq(connection, conversation) if seq is None else seq
    values = {
        "conversation": conversation,
        "seq": number,
        "author": author,
        "name": name,
        "client_id": client_id,
        "text": text,
        "masked": [{"kind": each.kind, "start": each.start, "end": each.end} for each in masked],
        "attachments": [{"kind": each.kind, "ref": each.ref, "name": each.name} for each in attachments],
        "buttons": list(buttons),
        "press": press,
        "response": response,
        "case_code": case_code,
        "turn": turn,
        "at": at,
    }
    row = connection.execute(_ADD, values).scalar_one()
    return int(row), number


def put_in_inbox(connection: Connection, message: int, conversation: str, arrived_at: datetime, quiet: float) -> None:
    """Marks a message as not yet answered."""
    values = {"message": message, "conversation": conversation, "arrived_at": arrived_at, "quiet": quiet}
    connection.execute(_PUT, values)


def pending(connection: Connection, conversation: str) -> list[Pending]:
    """Messages that wait for a turn, in their order."""
    found = []
    for row in connection.execute(_PENDING, {"in_conversation": conversation}):
        values = dict(row._mapping)
        arrived_at, quiet, tries = values.pop("arrived_at"), values.pop("quiet"), values.pop("tries")
        found.append(Pending(MessageRow(**values), arrived_at, quiet, tries))
    return found


def consume(connection: Connection, rows: Iterable[MessageRow], turn: int, parses: Mapping[int, Json]) -> None:
    """Takes messages out of the inbox into a turn, with what was understood of each by its row id."""
    for row in rows:
        connection.execute(_CONSUME, {"by_id": row.id, "turn": turn, "parse": parses.get(row.id)})
        connection.execute(_TAKE_OUT, {"by_message": row.id})


def count_try(connection: Connection, rows: Iterable[MessageRow]) -> None:
    """Counts a turn over these messages that broke."""
    for row in rows:
        connection.execute(update(inbox).where(inbox.c.message == row.id).values(tries=inbox.c.tries + 1))


def waiting(
    connection: Connection, *, older_than: datetime | None = None, most_tries: int | None = None, limit: int = 500
) -> list[str]:
    """Conversations with messages that no turn has consumed, longest waiting first.

    Args:
        older_than: only those that have waited since before this moment.
        most_tries: leaves out messages over which so many turns broke.
    """
    statement = select(inbox.c.conversation, func.min(inbox.c.arrived_at)).group_by(inbox.c.conversation)
    if older_than is not None:
        statement = statement.where(inbox.c.arrived_at < older_than)
    if most_tries is not None:
        statement = statement.where(inbox.c.tries < most_tries)
    statement = statement.order_by(func.min(inbox.c.arrived_at)).limit(limit)
    return [row[0] for row in connection.execute(statement)]


def waiting_in_the_future(connection: Connection, now: datetime, slack: timedelta) -> list[str]:
    """Conversations with messages that came, as their time says, later than now: the clock was set back."""
    statement = select(inbox.c.conversation).where(inbox.c.arrived_at > now + slack).distinct()
    return list(connection.execute(statement).scalars())


def add_turn(
    connection: Connection, conversation: str, number: int, event: str, because: Sequence[str], at: datetime
) -> int:
    """A new turn.

    Returns:
        Its id.
    """
    values = {"conversation": conversation, "number": number, "event": event, "because": list(because), "at": at}
    return int(connection.execute(_ADD_TURN, values).scalar_one())


def after(connection: Connection, conversation: str, seq: int, limit: int = 200) -> list[MessageRow]:
    """Messages behind a number, in order."""
    values = {"in_conversation": conversation, "behind": seq, "most": limit}
    return [MessageRow(**row._mapping) for row in connection.execute(_AFTER, values)]


def last(connection: Connection, conversation: str, limit: int = 200) -> list[MessageRow]:
    """The newest messages, in order."""
    where = messages.c.conversation == conversation
    newest = _rows(connection, select(messages).where(where).order_by(messages.c.seq.desc()).limit(limit))
    return newest[::-1]


def before(connection: Connection, conversation: str, seq: int, limit: int = 200) -> list[MessageRow]:
    """The newest messages before a number, in order; 0 for the newest of all."""
    where = [messages.c.conversation == conversation]
    if seq:
        where.append(messages.c.seq < seq)
    newest = _rows(connection, select(messages).where(*where).order_by(messages.c.seq.desc()).limit(limit))
    return newest[::-1]


def remove(connection: Connection, conversation: str, client_id: str, at: datetime) -> None:
    """Notes that a message with a secret was taken out of the chat."""
    where = (messages.c.conversation == conversation, messages.c.client_id == client_id)
    connection.execute(update(messages).where(*where).values(removed_at=at))


def because(connection: Connection, turn_ids: Sequence[int]) -> dict[int, list[str]]:
    """The reasons of turns, by turn."""
    if not turn_ids:
        return {}
    statement = select(turns.c.id, turns.c.because).where(turns.c.id.in_(turn_ids))
    return {row.id: row.because for row in connection.execute(statement)}


def _rows(connection: Connection, statement: Select[tuple[object, ...]]) -> list[MessageRow]:
    return [MessageRow(**row._mapping) for row in connection.execute(statement)]


def stuck(connection: Connection, tries: int) -> list[str]:
    """Conversations over whose messages so many turns broke: people must look."""
    statement = select(inbox.c.conversation).where(inbox.c.tries >= tries).distinct()
    return list(connection.execute(statement).scalars())
