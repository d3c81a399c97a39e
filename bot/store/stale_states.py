"""Takes out of the conversations' states what is over: accounts, ended cases, what was heard in passing."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, case, literal, or_, select, update

from bot.store.conversations import lock
from bot.store.engine import Store
from bot.store.forgetting import Limits, cleaned
from bot.store.pacing import breathe
from bot.store.still_needed import is_busy
from bot.store.tables import conversations

_AT_ONCE = 200


def clean_states(store: Store, days: Mapping[str, int], now: datetime, *, dry_run: bool = False) -> int:
    """Cleans every state in which something is over.

    Args:
        days: triage.yml's `retention`.
        now: aware.
        dry_run: only counts.

    Returns:
        How many states there were.
    """
    limits = Limits(now - timedelta(days=days["identifiers"]), now - timedelta(days=days["known_account"]))
    stale = and_(conversations.c.updated_at < now - timedelta(days=days["messages"]), ~is_busy(conversations.c.id))
    count, beyond = 0, ""
    while rows := _next(store, stale, beyond):
        over = [row.id for row in rows if cleaned(row.state, replace(limits, stale=bool(row.stale))) is not None]
        if over and not dry_run:
            begun = time.monotonic()
            with store.writing() as connection:
                for id in over:
                    _clean(connection, id, limits, stale)
            breathe(begun)
        count, beyond = count + len(over), rows[-1].id
    return count


def _next(store: Store, stale: ColumnElement[bool], beyond: str) -> list[Row[Any]]:
    """The next states that may hold something that is over, in the order of their conversations' ids."""
    table = conversations.c
    suspect = or_(table.state.contains('"known_account"'), table.state.contains('"ended"'), stale)
    statement = select(table.id, table.state, _flag(stale)).where(table.state.is_not(None), table.id > beyond, suspect)
    with store.reading() as connection:
        return list(connection.execute(statement.order_by(table.id).limit(_AT_ONCE)))


def _clean(connection: Connection, id: str, limits: Limits, stale: ColumnElement[bool]) -> None:
    """Reads a state again under its lock, since a turn may have come between, and writes what is left of it."""
    row = lock(connection, id)
    if row is None or row.state is None:
        return
    is_stale = bool(connection.execute(select(_flag(stale)).where(conversations.c.id == id)).scalar_one())
    left = cleaned(row.state, replace(limits, stale=is_stale))
    if left is not None:
        values = {"state": left, "state_name": "listening", "asking": False} if is_stale else {"state": left}
        connection.execute(update(conversations).where(conversations.c.id == id).values(**values))


def _flag(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, literal(1)), else_=literal(0)).label("stale")
