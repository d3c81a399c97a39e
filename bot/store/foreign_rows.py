"""Rows of cases that another installation has sent to this desk; what a case means, and who sent it, others know.

Such a case stands in the tables of our own cases. Its conversation is on the channel `handoff`, where nobody writes and
nothing is delivered: the talk goes on where the case comes from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, update

from bot.message import Json
from bot.store import conversations, evidence_rows, tables
from bot.store.conversations import ConversationRow
from bot.store.evidence_rows import EvidenceRow
from bot.store.inserting import insert_once
from bot.store.tables import cases, deliveries, evidence, messages, ratings

CHANNEL = "handoff"
"""The channel of these conversations; the sender is the case's code."""

_LONGEST_NAME = 128

_BY_ROW = messages.c.id == bindparam("by_row")
_RENUMBER = update(messages).where(_BY_ROW).values(seq=bindparam("new_seq"))
_PUT = messages.insert()


@dataclass(frozen=True, slots=True)
class ForeignLine:
    """A message of another installation's conversation.

    Attributes:
        id: its name there, short enough for our column.
        at: when it was said.
        author: customer, assistant or agent.
        name: the agent's.
        text: masked.
        masked: what was masked here.
    """

    id: str
    at: datetime
    author: str
    name: str
    text: str
    masked: Sequence[Json] = ()


def is_foreign(row: ConversationRow) -> bool:
    """Whether a conversation is another installation's, of which only one case is here."""
    return row.channel == CHANNEL


def kept_name(name: str) -> str:
    """A name of theirs as our column keeps it; one that is too long by its SHA-256."""
    return name if 0 < len(name) <= _LONGEST_NAME else hashlib.sha256(name.encode()).hexdigest()


def evidence_id(code: str, ref: str) -> str:
    """Our id for a file of theirs: the same for every repeat, another one in another case."""
    return hashlib.sha256(f"{code}/{ref}".encode()).hexdigest()[:32]


def begin(connection: Connection, code: str, now: datetime) -> ConversationRow:
    """The conversation that holds a case, held until the transaction ends."""
    row = conversations.begin(connection, CHANNEL, code, now)
    connection.execute(update(tables.conversations).where(tables.conversations.c.id == row.id).values(updated_at=now))
    return row


def add_lines(connection: Connection, conversation: str, code: str, lines: Sequence[ForeignLine]) -> list[ForeignLine]:
    """Puts in those lines that are not there yet, each at its place in time; numbers stay dense.

    A line that comes late moves those behind it: nobody reads these conversations by number, as a customer's browser does.

    Returns:
        The new ones.
    """
    known = _known(connection, conversation, [each.id for each in lines])
    named = {each.id: each for each in lines if each.id not in known}
    fresh = [each for each in named.values() if not _adopt(connection, conversation, each)]
    if fresh:
        _insert(connection, conversation, code, sorted(fresh, key=lambda each: each.at))
    return fresh


def _known(connection: Connection, conversation: str, ids: Sequence[str]) -> set[str]:
    statement = select(messages.c.client_id).where(messages.c.conversation == conversation, messages.c.client_id.in_(ids))
    return set(connection.execute(statement).scalars())


def _adopt(connection: Connection, conversation: str, line: ForeignLine) -> bool:
    """Recognises what an agent wrote at this desk when the other installation shows it in its transcript."""
    if line.author != "agent":
        return False
    where = (messages.c.conversation == conversation, messages.c.client_id.is_(None), messages.c.author == "agent")
    same = (messages.c.name == line.name, messages.c.text == line.text)
    found = connection.execute(select(messages.c.id).where(*where, *same).order_by(messages.c.seq).limit(1)).scalar()
    if found is None:
        return False
    connection.execute(update(messages).where(messages.c.id == found).values(client_id=line.id))
    return True


def _insert(connection: Connection, conversation: str, code: str, fresh: Sequence[ForeignLine]) -> None:
    newest = conversations.next_seq(connection, conversation, len(fresh)) - 1
    moved = _behind(connection, conversation, fresh[0].at)
    first = moved[0][1] if moved else newest + 1
    # Sorting is stable: of the same moment, those that were here stay in front.
    places: list[tuple[datetime, int | ForeignLine]] = [(at, row) for row, _, at in moved]
    places += [(each.at, each) for each in fresh]
    ordered = [each for _, each in sorted(places, key=lambda place: place[0])]
    numbers = {each: number for number, each in enumerate(ordered, first) if isinstance(each, int)}
    _renumber(connection, {row: numbers[row] for row, seq, _ in moved if numbers[row] != seq})
    new = [(each, number) for number, each in enumerate(ordered, first) if isinstance(each, ForeignLine)]
    connection.execute(_PUT, [_values(conversation, code, line, number) for line, number in new])


def _behind(connection: Connection, conversation: str, moment: datetime) -> list[tuple[int, int, datetime]]:
    """Row, number and time of all messages from the first one on that is later than a moment, in their order."""
    own = messages.c.conversation == conversation
    first = connection.execute(select(func.min(messages.c.seq)).where(own, messages.c.at > moment)).scalar()
    if first is None:
        return []
    statement = select(messages.c.id, messages.c.seq, messages.c.at).where(own, messages.c.seq >= first)
    return [(row.id, row.seq, row.at) for row in connection.execute(statement.order_by(messages.c.seq))]


def _renumber(connection: Connection, numbers: dict[int, int]) -> None:
    """In two steps, through negative numbers: both databases look for doubles row by row."""
    if not numbers:
        return
    for sign in (-1, 1):
        values = [{"by_row": row, "new_seq": sign * number} for row, number in numbers.items()]
        connection.execute(_RENUMBER, values)


def _values(conversation: str, code: str, line: ForeignLine, seq: int) -> dict[str, object]:
    return {
        "conversation": conversation,
        "seq": seq,
        "author": line.author,
        "name": line.name[:80],
        "client_id": line.id,
        "text": line.text,
        "masked": list(line.masked),
        "attachments": [],
        "buttons": [],
        "case_code": code,
        "at": line.at,
    }


def add_evidence(connection: Connection, row: EvidenceRow) -> bool:
    """Keeps where a file is; one whose very bytes are in the vault already is shown from there.

    Returns:
        Whether it is new.
    """
    same = (evidence.c.sha256 == row.sha256, evidence.c.key != "")
    known = connection.execute(select(evidence).where(*same).limit(1)).first()
    if known is not None:
        row = replace(
            row, kind=known.kind, media_type=known.media_type, size=known.size, width=known.width, height=known.height,
            key=known.key, thumbnail=known.thumbnail,
        )  # fmt: skip
    return evidence_rows.add(connection, row, ())


def attach(connection: Connection, conversation: str, ids: Sequence[str]) -> None:
    """Hangs files on the messages that they came with.

    Args:
        ids: names of messages of this conversation; those that are not here are left out.
    """
    found: dict[str, list[dict[str, str]]] = {id: [] for id in ids}
    where = evidence.c.conversation == conversation
    for row in connection.execute(select(evidence).where(where).order_by(evidence.c.created_at, evidence.c.id)):
        if (message := row.traces.get("message", "")) in found:
            found[message].append({"kind": row.kind, "ref": row.id, "name": row.name})
    for id, files in found.items():
        one = (messages.c.conversation == conversation, messages.c.client_id == id)
        connection.execute(update(messages).where(*one).values(attachments=files))


def hold_rating(connection: Connection, conversation: str, code: str, rating: int, at: datetime) -> None:
    """Keeps a rating, also before its case has come; of two the later one counts."""
    values = {"rating": rating, "at": at}
    unknown = {"kind": "", "department": "", "agent": ""}
    if not insert_once(connection, ratings, {**values, **unknown, "code": code, "conversation": conversation}):
        connection.execute(update(ratings).where(ratings.c.code == code, ratings.c.at <= at).values(**values))


def apply_rating(connection: Connection, code: str) -> None:
    """Puts a rating that is kept on its case, and the case's kind on the rating; nothing where either is missing."""
    held = connection.execute(select(ratings.c.rating).where(ratings.c.code == code)).scalar()
    case = connection.execute(select(cases).where(cases.c.code == code)).first()
    if held is None or case is None:
        return
    connection.execute(update(cases).where(cases.c.code == code).values(rating=held))
    of_case = {"kind": case.kind, "department": case.department, "agent": case.agent}
    connection.execute(update(ratings).where(ratings.c.code == code).values(**of_case))


@dataclass(frozen=True, slots=True)
class KeptAct:
    """What an agent of this desk did with a case.

    Attributes:
        type: agent.took, agent.replied, …
        agent: who.
        waits: the other installation has not heard of it yet.
        lost: it never will, by itself: it refused, or could not be reached for days.
    """

    type: str
    agent: str
    waits: bool
    lost: bool


def acts(connection: Connection, code: str, target: str) -> list[KeptAct]:
    """What agents of this desk did with a case, oldest first."""
    table = deliveries.c
    statement = select(table.type, table.body, table.outcome, table.done_at)
    statement = statement.where(table.target == target, table.partition == code).order_by(table.number)
    return [
        KeptAct(row.type, row.body["data"]["agent"], row.done_at is None, row.done_at is not None and row.outcome != "sent")
        for row in connection.execute(statement)
    ]
