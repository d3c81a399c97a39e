"""What the desk asks of the tables: lists of cases by view and filter, searches, who looked; it changes nothing but the log."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, nulls_last, or_, select

from bot.case import WITH_HUMANS
from bot.store import people_rows
from bot.store.case_rows import Listed
from bot.store.tables import audit, cases

VIEWS: dict[str, tuple[str, ...]] = {
    "waiting": ("handed_over", "second_review"),
    "mine": ("with_agent",),
    "taken": ("with_agent",),
    "bot": ("collecting", "confirming", "answered"),
    "resolved": ("resolved",),
    "ended": ("closed", "cancelled"),
}
"""Statuses by view; "mine" is narrowed to one agent."""

MARKS = ("unconfirmed", "incomplete", "unread", "late")
LOOKED_AGAIN = timedelta(minutes=10)
"""Within this time a second look of the same person is not written down again."""

SEARCHED = timedelta(days=30)
"""How far back ended cases are searched by their words; by code and user name all are."""

_COLUMNS = [column for column in cases.c if column.name not in ("data", "words", "version")]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases a list shows; "" wants all.

    Attributes:
        view: a key of VIEWS.
        agent: whose, for the view "mine".
        department, priority, kind, channel: as in the table.
        mark: one of MARKS.
        words: a search, without accents and in lower case.
        code: the code that the search may be, or "".
        first: kinds that stand before all others of their priority: cries for help.
    """

    view: str = "waiting"
    agent: str = ""
    department: str = ""
    priority: str = ""
    kind: str = ""
    channel: str = ""
    mark: str = ""
    words: str = ""
    code: str = ""
    first: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A case of a list.

    Attributes:
        row: its columns.
        signals: what marks it.
        undelivered: its hand-off has not arrived.
        reviews: how often it was reopened.
    """

    row: Listed
    signals: Sequence[str]
    undelivered: bool
    reviews: int


def listing(connection: Connection, wanted: Wanted, now: datetime, limit: int = 200) -> list[Found]:
    """The cases of a list: by rank, then by the time that is left; ended ones by when they ended."""
    statement = select(*_COLUMNS, cases.c.data).where(*_where(wanted, now))
    order = (cases.c.ended_at.desc(),) if wanted.view == "ended" else _pressing(wanted.first)
    return [_found(row) for row in connection.execute(statement.order_by(*order).limit(limit))]


def _pressing(first: Sequence[str]) -> tuple[ColumnElement[Any], ...]:
    """The order in which cases press: rank, cries for help, time that is left, age."""
    return cases.c.rank, cases.c.kind.not_in(list(first)), nulls_last(cases.c.due_at), cases.c.opened_at


def search(connection: Connection, wanted: Wanted, now: datetime, limit: int = 100) -> list[Found]:
    """Cases of any status that fit a search: open ones first, then the newest."""
    fits = [cases.c.username.startswith(wanted.words, autoescape=True)]
    if wanted.code:
        fits.append(cases.c.code == wanted.code)
    recent = or_(cases.c.ended_at.is_(None), cases.c.ended_at >= now - SEARCHED)
    worded = and_(recent, cases.c.words.contains(wanted.words, autoescape=True))
    statement = select(*_COLUMNS, cases.c.data).where(or_(*fits, worded))
    newest = (cases.c.ended_at.is_not(None), cases.c.ended_at.desc(), cases.c.rank, cases.c.opened_at.desc())
    return [_found(row) for row in connection.execute(statement.order_by(*newest).limit(limit))]


def counts(connection: Connection, agent: str) -> dict[str, int]:
    """How many cases each view but the ended one holds."""
    by_status: dict[tuple[str, bool], int] = {}
    statement = select(cases.c.status, cases.c.agent, func.count()).where(cases.c.status.in_(_OPEN))
    for status, whose, count in connection.execute(statement.group_by(cases.c.status, cases.c.agent)):
        by_status[status, whose == agent] = by_status.get((status, whose == agent), 0) + count
    found = {
        view: sum(by_status.get((status, own), 0) for status in statuses for own in (True, False))
        for view, statuses in VIEWS.items()
        if view != "ended"
    }
    return found | {"mine": by_status.get(("with_agent", True), 0)}


def urgent(connection: Connection, now: datetime) -> tuple[int, int]:
    """How many urgent cases wait, and how many cases that wait are late."""
    where = cases.c.status.in_(VIEWS["waiting"])
    late = func.count().filter(cases.c.due_at <= now)
    row = connection.execute(select(func.count().filter(cases.c.rank == 0), late).where(where)).one()
    return int(row[0]), int(row[1])


def next_waiting(connection: Connection, agent: str, but: str, first: Sequence[str] = ()) -> str | None:
    """The code of the most urgent case that an agent may take, or None."""
    statement = select(cases.c.code, cases.c.not_agents).where(cases.c.status.in_(VIEWS["waiting"]), cases.c.code != but)
    statement = statement.order_by(*_pressing(first)).limit(50)
    return next((row.code for row in connection.execute(statement) if agent not in row.not_agents), None)


def looked(connection: Connection, actor: str, action: str, subject: str, now: datetime) -> bool:
    """Whether this person's looking at this is written down already."""
    newest = select(func.max(audit.c.at)).where(
        audit.c.subject == subject, audit.c.actor == actor, audit.c.action == action
    )
    at = connection.execute(newest).scalar()
    return at is not None and now - LOOKED_AGAIN < at <= now + LOOKED_AGAIN


def note_look(connection: Connection, actor: str, action: str, subject: str, now: datetime) -> None:
    """Writes down that somebody looked."""
    people_rows.log(connection, now, actor, action, subject)


_OPEN = tuple(dict.fromkeys(status for view, statuses in VIEWS.items() if view != "ended" for status in statuses))
assert set(_OPEN) >= WITH_HUMANS


def _where(wanted: Wanted, now: datetime) -> list[ColumnElement[bool]]:
    # What has ended is found by when it did: an index by status would lead through all old cases.
    ended = wanted.view == "ended"
    recent = cases.c.ended_at >= now - SEARCHED
    where: list[ColumnElement[bool]] = [recent if ended else cases.c.status.in_(VIEWS[wanted.view])]
    for name in ("department", "priority", "kind", "channel"):
        if value := getattr(wanted, name):
            where.append(cases.c[name] == value)
    if wanted.view == "mine":
        where.append(cases.c.agent == wanted.agent)
    if wanted.mark == "unread":
        where.append(cases.c.unread > 0)
    elif wanted.mark == "late":
        where.append(cases.c.due_at <= now)
    elif wanted.mark in MARKS:
        where.append(cases.c[wanted.mark].is_(True))
    return where


def _found(row: Row[*tuple[Any, ...]]) -> Found:
    values = dict(row._mapping)
    data = json.loads(values.pop("data"))
    return Found(Listed(**values), tuple(data.get("signals", ())), bool(data.get("undelivered")), data.get("reviews", 0))
