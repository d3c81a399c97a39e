"""Rows of notices: disturbances that a lead opens at the desk and ends there; who is told is decided elsewhere."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from bot.domain_settings import Notice
from bot.store.tables import cases, notices


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice; see the table's columns."""

    id: str
    text_vi: str
    text_en: str
    kinds: Sequence[str]
    banks: Sequence[str]
    starts_at: datetime
    ends_at: datetime
    opened_by: str
    ended_at: datetime | None
    ended_by: str
    ending: str

    @property
    def notice(self) -> Notice:
        """What triage calls it."""
        words = {"vi": self.text_vi} | ({"en": self.text_en} if self.text_en else {})
        return Notice(words, frozenset(self.kinds), frozenset(self.banks), self.starts_at, self.ends_at)


def add(
    connection: Connection,
    *,
    text_vi: str,
    text_en: str,
    kinds: Sequence[str],
    banks: Sequence[str],
    starts_at: datetime,
    ends_at: datetime,
    opened_by: str,
) -> str:
    """Opens a notice.

    Returns:
        Its id.
    """
    values = {"text_vi": text_vi, "text_en": text_en, "kinds": list(kinds), "banks": list(banks)}
    id = secrets.token_hex(16)
    times = {"starts_at": starts_at, "ends_at": ends_at, "opened_by": opened_by}
    connection.execute(insert(notices).values(id=id, **values, **times))
    return id


def live(connection: Connection, now: datetime) -> list[NoticeRow]:
    """Those that are to be told now, oldest first."""
    where = (notices.c.ended_at.is_(None), notices.c.ends_at > now, notices.c.starts_at <= now)
    rows = connection.execute(select(notices).where(*where).order_by(notices.c.starts_at))
    return [NoticeRow(**row._mapping) for row in rows]


def latest(connection: Connection, limit: int = 50) -> list[NoticeRow]:
    """The newest, those that nobody has ended first."""
    statement = select(notices).order_by(notices.c.ended_at.is_not(None), notices.c.starts_at.desc()).limit(limit)
    return [NoticeRow(**row._mapping) for row in connection.execute(statement)]


def get(connection: Connection, id: str) -> NoticeRow | None:
    """The notice of this id, or None."""
    row = connection.execute(select(notices).where(notices.c.id == id)).first()
    return None if row is None else NoticeRow(**row._mapping)


def end(connection: Connection, id: str, at: datetime, by: str, ending: str) -> bool:
    """Ends a notice.

    Returns:
        Whether it had not been ended before.
    """
    where = (notices.c.id == id, notices.c.ended_at.is_(None))
    values = {"ended_at": at, "ended_by": by, "ending": ending}
    return connection.execute(update(notices).where(*where).values(**values)).rowcount == 1


def open_cases(connection: Connection, row: NoticeRow) -> list[tuple[str, str, str]]:
    """Open cases that a notice may concern: code, kind and the case's JSON, oldest first."""
    statement = select(cases.c.code, cases.c.kind, cases.c.data).where(cases.c.ended_at.is_(None))
    if row.kinds:
        statement = statement.where(cases.c.kind.in_(list(row.kinds)))
    found = connection.execute(statement.order_by(cases.c.opened_at))
    return [(each.code, each.kind, each.data) for each in found]
