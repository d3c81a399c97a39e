"""What must be true of database, streams and helpdesk when everything has come to rest; each fault is one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select, text

from bot.store import delivery_rows, messages
from bot.store.engine import Store
from bot.store.messages import MessageRow
from bot.store.tables import buttons, cases, conversations, deliveries, evidence, inbox, turns
from tests.killing.customers import Customer

FINISHED = "handed_over"


@dataclass(frozen=True)
class Rest:
    """How far a database is from rest."""

    inbox: int
    undelivered: int
    running: int

    @property
    def reached(self) -> bool:
        """Whether nothing waits."""
        return self.inbox == self.undelivered == self.running == 0


def rest_of(store: Store) -> Rest:
    """What still waits."""
    with store.reading() as connection:
        waiting = connection.execute(select(func.count()).select_from(inbox)).scalar_one()
        open_ones = select(func.count()).select_from(deliveries).where(deliveries.c.done_at.is_(None))
        running = connection.execute(text(f"SELECT count(*) FROM {_table(connection)} WHERE status = 'PENDING'"))
        return Rest(waiting, connection.execute(open_ones).scalar_one(), int(running.scalar_one()))


def faults(store: Store, customers: Sequence[Customer], received: Sequence[Mapping[str, Any]]) -> list[str]:
    """Everything that was lost, doubled or put out of order.

    Args:
        received: what the helpdesk has: {"id", "type", "times"} of each delivery.
    """
    with store.reading() as connection:
        found = [f"{each.name}: {fault}" for each in customers for fault in _of_customer(connection, each)]
        return found + list(_of_deliveries(connection, received)) + list(_of_jobs(connection))


def _of_customer(connection: Connection, customer: Customer) -> Iterator[str]:
    seen = customer.seen
    yield from seen.faults
    rows = messages.after(connection, customer.conversation, 0, 10_000)
    yield from _of_transcript(rows, customer)
    yield from _of_turns(connection, rows, customer.conversation)
    shown = [(each["seq"], each["from"], each["text"]) for each in seen.messages]
    if shown != [(row.seq, row.author, row.text) for row in rows]:
        yield f"the stream has shown {shown}, the transcript has {[(row.seq, row.author) for row in rows]}"
    found = connection.execute(select(cases).where(cases.c.conversation == customer.conversation)).all()
    if [(case.status, case.username) for case in found] != [(FINISHED, customer.name)]:
        yield f"his form became the cases {[(case.code, case.status, case.username) for case in found]}"


def _of_transcript(rows: Sequence[MessageRow], customer: Customer) -> Iterator[str]:
    if [row.seq for row in rows] != list(range(1, len(rows) + 1)):
        yield f"the transcript is numbered {[row.seq for row in rows]}"
    theirs = {row.client_id: row for row in rows if row.author == "customer"}
    said = Counter(row.client_id for row in rows if row.author == "customer")
    if said != Counter(customer.seen.accepted.keys()):
        yield f"accepted were {sorted(customer.seen.accepted)}, in the transcript are {list(said.elements())}"
    for id, seq in customer.seen.accepted.items():
        row = theirs.get(id)
        if row is not None and (row.seq, row.text) != (seq, customer.seen.texts[id]):
            yield f"{id} was accepted as {seq} {customer.seen.texts[id]!r} and stands there as {row.seq} {row.text!r}"


def _of_turns(connection: Connection, rows: Sequence[MessageRow], conversation: str) -> Iterator[str]:
    found = connection.execute(select(turns).where(turns.c.conversation == conversation).order_by(turns.c.number)).all()
    if [turn.number for turn in found] != list(range(1, len(found) + 1)):
        yield f"turns are numbered {[turn.number for turn in found]}"
    kept = connection.execute(select(conversations).where(conversations.c.id == conversation)).one()
    if (kept.seq, kept.turns) != (len(rows), len(found)):
        yield f"counted are {kept.seq} messages and {kept.turns} turns, there are {len(rows)} and {len(found)}"
    number = {turn.id: turn.number for turn in found}
    consumed = [number.get(row.turn or 0, 0) for row in rows if row.author == "customer"]
    if 0 in consumed or consumed != sorted(consumed):
        yield f"messages were consumed by the turns {consumed}"
    pressed = [row for row in rows if row.press is not None]
    used = select(func.count()).select_from(buttons).where(
        buttons.c.conversation == conversation, buttons.c.pressed_at.is_not(None)
    )  # fmt: skip
    if connection.execute(used).scalar_one() != len(pressed):
        yield f"{len(pressed)} presses stand in the transcript, other buttons are used up"
    pictures = [each["ref"] for row in rows for each in row.attachments]
    uploaded = connection.execute(select(evidence.c.id).where(evidence.c.conversation == conversation)).scalars().all()
    if sorted(pictures) != sorted(uploaded):
        yield f"messages show the pictures {pictures}, uploaded were {list(uploaded)}"


def _of_deliveries(connection: Connection, received: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    rows = connection.execute(select(deliveries).order_by(deliveries.c.number)).all()
    wanted = {row.id for row in rows}
    came = {each["id"] for each in received}
    if wanted != came:
        yield f"never arrived: {sorted(wanted - came)}; arrived without being ours: {sorted(came - wanted)}"
    unsent = [(row.id, row.outcome, row.error) for row in rows if row.outcome != "sent"]
    if unsent:
        yield f"not marked as sent: {unsent}"
    opened = Counter(row.code for row in rows if row.type == "case.opened")
    codes = set(connection.execute(select(cases.c.code)).scalars())
    if set(opened) != codes or set(opened.values()) != {1}:
        yield f"hand-offs by case: {opened}, cases: {sorted(codes)}"
    place = {each["id"]: nth for nth, each in enumerate(received)}
    for code in codes:
        order = [place.get(row.id, -1) for row in delivery_rows.of_case(connection, code)]
        if order != sorted(order):
            yield f"deliveries of {code} arrived in the order {order}"


def _table(connection: Connection) -> str:
    return "workflow_status" if connection.dialect.name == "sqlite" else "dbos.workflow_status"


def _of_jobs(connection: Connection) -> Iterator[str]:
    rows = connection.execute(text(f"SELECT name, status, count(*) FROM {_table(connection)} GROUP BY name, status")).all()
    for name, status, number in rows:
        if (
            status == "PENDING"
            or "ERROR" in status
            or "EXCEEDED" in status
            or (name == "job.out" and status != "SUCCESS")
        ):
            yield f"{number} jobs {name} are {status}"
