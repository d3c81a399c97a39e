"""Rows of figures that an operator has published, period by period; what may be published is decided elsewhere."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from bot.message import Json
from bot.store.tables import published_figures


@dataclass(frozen=True, slots=True)
class Published:
    """Figures of a period; see the table's columns."""

    id: str
    since: datetime
    until: datetime
    data: Mapping[str, Json]
    published_by: str
    published_at: datetime
    withdrawn_at: datetime | None


def publish(
    connection: Connection, since: datetime, until: datetime, data: Mapping[str, Json], by: str, at: datetime
) -> None:
    """Publishes the figures of a period, in the place of those that were published for it before."""
    same = (published_figures.c.since == since, published_figures.c.until == until)
    connection.execute(delete(published_figures).where(*same))
    values = {"since": since, "until": until, "data": dict(data), "published_by": by, "published_at": at}
    connection.execute(insert(published_figures).values(id=secrets.token_hex(16), **values))


def withdraw(connection: Connection, id: str, at: datetime) -> None:
    """Takes figures back."""
    connection.execute(update(published_figures).where(published_figures.c.id == id).values(withdrawn_at=at))


def standing(connection: Connection, limit: int = 24) -> list[Published]:
    """Those that stand, the newest period first."""
    statement = select(published_figures).where(published_figures.c.withdrawn_at.is_(None))
    rows = connection.execute(statement.order_by(published_figures.c.until.desc()).limit(limit))
    return [Published(**row._mapping) for row in rows]
