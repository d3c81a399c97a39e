"""Rows of deliveries: what has to leave the house, in which order, and what became of it; it sends nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, Row, func, select, update

from bot.message import Json
from bot.store.inserting import insert_once
from bot.store.tables import deliveries

Outcome = Literal["waiting", "sent", "failed", "unknown"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """One thing that has to leave the house; see the table's columns."""

    number: int
    id: str
    target: str
    partition: str
    conversation: str
    type: str
    code: str
    body: Mapping[str, Json]
    outcome: Outcome
    attempts: int
    next_at: datetime | None
    told: bool
    error: str
    created_at: datetime
    done_at: datetime | None


def add(
    connection: Connection,
    id: str,
    *,
    target: str,
    partition: str,
    conversation: str,
    type: str,
    code: str,
    body: Mapping[str, Json],
    at: datetime,
) -> bool:
    """Keeps something to be delivered.

    Returns:
        Whether it is new.
    """
    values = {
        "id": id,
        "target": target,
        "partition": partition,
        "conversation": conversation,
        "type": type,
        "code": code,
        "body": dict(body),
        "created_at": at,
    }
    return insert_once(connection, deliveries, values)


def get(connection: Connection, id: str) -> Delivery | None:
    """The delivery of this id, or None."""
    return _row(connection.execute(select(deliveries).where(deliveries.c.id == id)).first())


def settle(connection: Connection, id: str, outcome: Outcome, at: datetime, error: str = "") -> None:
    """Notes what became of it in the end."""
    values = {"outcome": outcome, "done_at": at, "error": error[:300], "attempts": deliveries.c.attempts + 1}
    connection.execute(update(deliveries).where(deliveries.c.id == id).values(**values))


def put_off(connection: Connection, id: str, next_at: datetime, error: str, *, outcome: Outcome) -> None:
    """Notes that it did not go out, and when it is tried again."""
    values = {"outcome": outcome, "next_at": next_at, "error": error[:300], "attempts": deliveries.c.attempts + 1}
    connection.execute(update(deliveries).where(deliveries.c.id == id).values(**values))


def tell(connection: Connection, id: str) -> None:
    """Notes that the customer was told of the delay."""
    connection.execute(update(deliveries).where(deliveries.c.id == id).values(told=True))


def reopen(connection: Connection, id: str) -> bool:
    """Has a delivery that was given up or refused wait again, with all its attempts before it; its id stays.

    Returns:
        False where it waits already, has arrived, or does not exist.
    """
    given_up = (deliveries.c.outcome.in_(("failed", "unknown")), deliveries.c.done_at.is_not(None))
    values = {"outcome": "waiting", "done_at": None, "next_at": None, "attempts": 0}
    return connection.execute(update(deliveries).where(deliveries.c.id == id, *given_up).values(**values)).rowcount == 1


def open_ones(connection: Connection, limit: int = 1000) -> list[Delivery]:
    """Those that have not arrived and were not given up, in their order."""
    where = deliveries.c.outcome.in_(("waiting", "unknown"))
    statement = select(deliveries).where(where, deliveries.c.done_at.is_(None)).order_by(deliveries.c.number).limit(limit)
    return [found for row in connection.execute(statement) if (found := _row(row)) is not None]


def of_case(connection: Connection, code: str) -> list[Delivery]:
    """The deliveries of a case, in order."""
    statement = select(deliveries).where(deliveries.c.code == code).order_by(deliveries.c.number)
    return [found for row in connection.execute(statement) if (found := _row(row)) is not None]


def counts(connection: Connection) -> dict[tuple[str, str], int]:
    """How many there are, by target and outcome."""
    statement = select(deliveries.c.target, deliveries.c.outcome, func.count()).group_by(
        deliveries.c.target, deliveries.c.outcome
    )
    return {(row[0], row[1]): row[2] for row in connection.execute(statement)}


def _row(row: Row[tuple[object, ...]] | None) -> Delivery | None:
    return None if row is None else Delivery(**row._mapping)
