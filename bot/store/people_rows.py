"""Rows of agents, their sessions, setup links, the audit log and requests that were done already."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, delete, func, insert, or_, select, update

from bot.message import Json
from bot.store.errors import Conflict
from bot.store.inserting import insert_once
from bot.store.tables import agent_sessions, agents, audit, requests, setup_links


@dataclass(frozen=True, slots=True)
class AgentRow:
    """A person of the desk; see the table's columns."""

    id: str
    login: str
    name: str
    password: str
    role: str
    active: bool
    totp: str | None
    totp_used: int | None
    present: bool
    seen_at: datetime | None
    created_at: datetime


def add_agent(
    connection: Connection, *, login: str, name: str, password: str, role: str, at: datetime
) -> AgentRow:
    """A new person of the desk.

    Args:
        password: the hash.

    Raises:
        Conflict: the login or the name is taken.
    """
    row = AgentRow(secrets.token_hex(16), login, name, password, role, True, None, None, False, None, at)
    if not insert_once(connection, agents, {column.name: getattr(row, column.name) for column in agents.c}):
        raise Conflict(f"there is somebody called {login!r} or {name!r} already")
    return row


def agent_by_login(connection: Connection, login: str) -> AgentRow | None:
    """The person with this login, or None."""
    return _agent(connection.execute(select(agents).where(agents.c.login == login)).first())


def agent_by_id(connection: Connection, id: str) -> AgentRow | None:
    """The person of this id, or None."""
    return _agent(connection.execute(select(agents).where(agents.c.id == id)).first())


def all_agents(connection: Connection) -> list[AgentRow]:
    """Everybody, by name."""
    rows = connection.execute(select(agents).order_by(agents.c.name))
    return [found for row in rows if (found := _agent(row)) is not None]


def change_agent(connection: Connection, id: str, **values: object) -> None:
    """Changes some of a person's columns."""
    connection.execute(update(agents).where(agents.c.id == id).values(**values))


def use_totp(connection: Connection, id: str, step: int) -> bool:
    """Uses a one-time code up, and with it all older ones.

    Args:
        step: the code's time step.

    Returns:
        Whether it was still unused.
    """
    where = (agents.c.id == id, or_(agents.c.totp_used.is_(None), agents.c.totp_used < step))
    return connection.execute(update(agents).where(*where).values(totp_used=step)).rowcount == 1


def present_agents(connection: Connection, since: datetime) -> int:
    """How many agents have shown themselves since then and say that they are there."""
    where = (agents.c.present, agents.c.active, agents.c.seen_at >= since)
    return int(connection.execute(select(func.count()).select_from(agents).where(*where)).scalar_one())


def open_session(connection: Connection, digest: str, agent: str, at: datetime) -> None:
    """A login."""
    connection.execute(insert(agent_sessions).values(digest=digest, agent=agent, created_at=at, seen_at=at))


def session(connection: Connection, digest: str) -> tuple[AgentRow, datetime, datetime] | None:
    """Who is logged in under this digest, since when, and when he was last seen; or None."""
    row = connection.execute(select(agent_sessions).where(agent_sessions.c.digest == digest)).first()
    agent = agent_by_id(connection, row.agent) if row is not None else None
    return None if row is None or agent is None else (agent, row.created_at, row.seen_at)


def touch_session(connection: Connection, digest: str, agent: str, at: datetime) -> None:
    """The person of a session was seen."""
    connection.execute(update(agent_sessions).where(agent_sessions.c.digest == digest).values(seen_at=at))
    connection.execute(update(agents).where(agents.c.id == agent).values(seen_at=at))


def close_session(connection: Connection, digest: str) -> None:
    """A logout."""
    connection.execute(delete(agent_sessions).where(agent_sessions.c.digest == digest))


def close_sessions(connection: Connection, agent: str) -> None:
    """Logs a person out everywhere."""
    connection.execute(delete(agent_sessions).where(agent_sessions.c.agent == agent))


def add_setup_link(connection: Connection, digest: str, expires_at: datetime) -> None:
    """Keeps the digest of a setup link; those before it are worth nothing from now on."""
    connection.execute(delete(setup_links))
    connection.execute(insert(setup_links).values(digest=digest, expires_at=expires_at))


def setup_link(connection: Connection, digest: str, now: datetime) -> bool:
    """Whether a setup link can be used."""
    where = (setup_links.c.digest == digest, setup_links.c.used_at.is_(None), setup_links.c.expires_at > now)
    return connection.execute(select(setup_links.c.digest).where(*where)).first() is not None


def use_setup_link(connection: Connection, digest: str, now: datetime) -> bool:
    """Uses a setup link up.

    Returns:
        Whether it could still be used.
    """
    where = (setup_links.c.digest == digest, setup_links.c.used_at.is_(None), setup_links.c.expires_at > now)
    return connection.execute(update(setup_links).where(*where).values(used_at=now)).rowcount == 1


def log(
    connection: Connection,
    at: datetime,
    actor: str,
    action: str,
    subject: str,
    detail: Mapping[str, Json] | None = None,
) -> None:
    """A line of the audit log: who did or saw what."""
    values = {"at": at, "actor": actor, "action": action, "subject": subject, "detail": dict(detail or {})}
    connection.execute(insert(audit).values(**values))


def audit_of(connection: Connection, subject: str, limit: int = 200) -> list[tuple[datetime, str, str]]:
    """Who did what with a subject, newest first."""
    statement = select(audit).where(audit.c.subject == subject).order_by(audit.c.id.desc()).limit(limit)
    return [(row.at, row.actor, row.action) for row in connection.execute(statement)]


def done_before(connection: Connection, source: str, id: str) -> Json:
    """The result of a request that was done already, or None."""
    where = (requests.c.source == source, requests.c.id == id)
    return connection.execute(select(requests.c.result).where(*where)).scalar()


def done_ids(connection: Connection, source: str, ids: Sequence[str]) -> set[str]:
    """Those requests among some that were done already."""
    found: set[str] = set()
    for start in range(0, len(ids), 500):
        where = (requests.c.source == source, requests.c.id.in_(ids[start : start + 500]))
        found |= set(connection.execute(select(requests.c.id).where(*where)).scalars())
    return found


def note_done(connection: Connection, source: str, id: str, result: Json, at: datetime) -> bool:
    """Notes that a request is done.

    Returns:
        Whether it is the first one of this id.
    """
    return insert_once(connection, requests, {"source": source, "id": id, "result": result, "at": at})


def ask_for_timers(connection: Connection, at: datetime) -> None:
    """A restore: the timers of all states are to be started anew at the next start."""
    insert_once(connection, requests, {"source": "restore", "id": "timers", "result": True, "at": at})


def timers_wanted(connection: Connection) -> bool:
    """Whether a restore has asked for that."""
    return bool(done_before(connection, "restore", "timers"))


def timers_given(connection: Connection) -> None:
    """They were started."""
    connection.execute(delete(requests).where(requests.c.source == "restore"))


def _agent(row: Row[tuple[object, ...]] | None) -> AgentRow | None:
    return None if row is None else AgentRow(**row._mapping)
