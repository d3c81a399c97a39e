"""Rows of cases: written whole with their history, listed for the desk; what a case means is bot.case's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, bindparam, case, func, insert, nulls_last, select, update

from bot.case import Case
from bot.store.inserting import insert_once
from bot.store.tables import case_changes, cases, ratings
from bot.text.accents import without_accents

RANKS = {"urgent": 0, "important": 1, "info": 2}

WAITING = ("handed_over", "second_review")
"""Statuses in which an agent has to come."""

# Statements are made once: building one costs several times what executing it does.
_ADD_CHANGE = insert(case_changes)
_CHANGE = update(cases).where(cases.c.code == bindparam("by_code")).values(version=cases.c.version + 1)

_COLUMNS = [column for column in cases.c if column.name not in ("data", "words", "version")]


@dataclass(frozen=True, slots=True)
class Listed:
    """A case as a list of the desk shows it; see the table's columns."""

    code: str
    conversation: str
    kind: str
    status: str
    priority: str
    rank: int
    department: str
    channel: str
    agent: str
    not_agents: Sequence[str]
    username: str
    unconfirmed: bool
    incomplete: bool
    unread: int
    rating: int | None
    opened_at: datetime
    updated_at: datetime
    handed_over_at: datetime | None
    due_at: datetime | None
    ended_at: datetime | None


def save(connection: Connection, conversation: str, new: Case, before: Case | None, *, actor: str) -> None:
    """Writes a case as it is now, and what changed since it was written last.

    Args:
        before: as it was written last, or None for a new one.
        actor: who brought the change about: customer, assistant, or an agent's name.
    """
    values = _values(new)
    if before is None:
        insert_once(connection, cases, {**values, "code": new.code, "conversation": conversation, "not_agents": []})
    else:
        connection.execute(_CHANGE, {**values, "by_code": new.code})
    known = before.history if before is not None else ()
    for change in new.history:
        if change not in known:
            note_change(connection, new.code, change.at, actor, change.what, change.before, change.after)


def note_change(
    connection: Connection, code: str, at: datetime, actor: str, what: str, before: str = "", after: str = ""
) -> None:
    """Adds a line to a case's history."""
    values = {"code": code, "at": at, "actor": actor, "what": what, "before": before, "after": after}
    connection.execute(_ADD_CHANGE, values)


def load(connection: Connection, code: str) -> Case:
    """The case of a code.

    Raises:
        KeyError: there is none.
    """
    data = connection.execute(select(cases.c.data).where(cases.c.code == code)).scalar()
    if data is None:
        raise KeyError(code)
    return Case.model_validate_json(data)


def listed(connection: Connection, code: str) -> Listed | None:
    """A case's row, or None."""
    row = connection.execute(select(*_COLUMNS).where(cases.c.code == code)).first()
    return None if row is None else _listed(row)


def statuses(connection: Connection, codes: Sequence[str]) -> dict[str, str]:
    """The status of those codes that exist."""
    if not codes:
        return {}
    rows = connection.execute(select(cases.c.code, cases.c.status).where(cases.c.code.in_(codes)))
    return {row.code: row.status for row in rows}


def queue(
    connection: Connection, statuses: Sequence[str] = WAITING, *, agent: str = "", limit: int = 200
) -> list[Listed]:
    """Cases in these statuses, the most urgent and longest due first."""
    statement = select(*_COLUMNS).where(cases.c.status.in_(statuses))
    if agent:
        statement = statement.where(cases.c.agent == agent)
    statement = statement.order_by(cases.c.rank, nulls_last(cases.c.due_at), cases.c.opened_at).limit(limit)
    return [_listed(row) for row in connection.execute(statement)]


def counts(connection: Connection) -> dict[str, int]:
    """How many open cases there are, by status."""
    statement = select(cases.c.status, func.count()).where(cases.c.ended_at.is_(None)).group_by(cases.c.status)
    return {row[0]: row[1] for row in connection.execute(statement)}


def hand_over(connection: Connection, code: str, not_agents: Sequence[str]) -> None:
    """Notes who may not take a case that was handed over."""
    connection.execute(update(cases).where(cases.c.code == code).values(not_agents=list(not_agents)))


def count_unread(connection: Connection, code: str, more: int) -> None:
    """Counts messages that no agent has seen."""
    connection.execute(update(cases).where(cases.c.code == code).values(unread=cases.c.unread + more))


def seen(connection: Connection, code: str) -> None:
    """An agent has looked."""
    connection.execute(update(cases).where(cases.c.code == code, cases.c.unread > 0).values(unread=0))


def rate(connection: Connection, code: str, rating: int, at: datetime) -> None:
    """Keeps a customer's rating; the last one counts."""
    row = listed(connection, code)
    if row is None:
        return
    values = {"rating": rating, "at": at, "kind": row.kind, "department": row.department, "agent": row.agent}
    if not insert_once(connection, ratings, {**values, "code": code, "conversation": row.conversation}):
        connection.execute(update(ratings).where(ratings.c.code == code).values(**values))
    connection.execute(update(cases).where(cases.c.code == code).values(rating=rating))


def history(connection: Connection, code: str) -> list[tuple[datetime, str, str, str, str]]:
    """All changes of a case, oldest first: when, who, what, before, after."""
    statement = select(case_changes).where(case_changes.c.code == code).order_by(case_changes.c.at, case_changes.c.id)
    return [(row.at, row.actor, row.what, row.before, row.after) for row in connection.execute(statement)]


def of_conversation(connection: Connection, conversation: str) -> list[Listed]:
    """The cases of a conversation, newest first."""
    statement = select(*_COLUMNS).where(cases.c.conversation == conversation).order_by(cases.c.opened_at.desc())
    return [_listed(row) for row in connection.execute(statement)]


def longest_wait(connection: Connection) -> tuple[int, datetime | None]:
    """How many cases wait for an agent, and since when the oldest does."""
    waits = case((cases.c.handed_over_at.is_(None), cases.c.opened_at), else_=cases.c.handed_over_at)
    row = connection.execute(select(func.count(), func.min(waits)).where(cases.c.status.in_(WAITING))).one()
    return int(row[0]), row[1]


def _values(new: Case) -> dict[str, object]:
    username = new.field("username")
    words = " ".join((new.title, *(each.display for each in new.fields), *(said.text for said in new.said)))
    return {
        "kind": new.kind,
        "status": new.status,
        "priority": new.priority,
        "rank": RANKS[new.priority],
        "department": new.department,
        "channel": new.channel,
        "agent": new.agent,
        "username": str(username.value).lower()[:100] if username is not None else "",
        "words": without_accents(words.lower())[:2000],
        "unconfirmed": new.unconfirmed,
        "incomplete": new.incomplete,
        "opened_at": new.opened,
        "updated_at": new.updated,
        "handed_over_at": new.handed_over,
        "due_at": new.due,
        "ended_at": new.ended,
        "data": new.model_dump_json(exclude_defaults=True),
    }


def _listed(row: Row[tuple[object, ...]]) -> Listed:
    return Listed(**row._mapping)
