"""Rows from which statistics are reckoned: cases, first replies, resolutions, ratings and unclear messages of a period."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Text, func, select, type_coerce

from bot.message import FALLBACK
from bot.store.tables import audit, case_changes, cases, messages, ratings

MOST_UNCLEAR = 3000


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What statistics know of a case opened in the period.

    Attributes:
        kind, channel, department, priority, status, agent: as in the table.
        opened, handed_over, due: times.
        missing: how many answers it lacked.
        replied: when an agent first wrote, or None.
        resolved: when an agent first reported it resolved, or None.
    """

    code: str
    kind: str
    channel: str
    department: str
    priority: str
    status: str
    agent: str
    incomplete: bool
    opened: datetime
    handed_over: datetime | None
    due: datetime | None
    missing: int
    replied: datetime | None
    resolved: datetime | None


def facts(connection: Connection, since: datetime, until: datetime) -> list[CaseFacts]:
    """Cases opened in a period, oldest first."""
    period = (cases.c.opened_at >= since, cases.c.opened_at < until)
    replied = _first_replies(connection, since)
    resolved = _first_resolved(connection, since)
    columns = [cases.c[name] for name in _NAMES]
    found = []
    for row in connection.execute(select(*columns).where(*period).order_by(cases.c.opened_at)):
        found.append(
            CaseFacts(
                row.code, row.kind, row.channel, row.department, row.priority, row.status, row.agent, row.incomplete,
                row.opened_at, row.handed_over_at, row.due_at, len(json.loads(row.data).get("missing", ())),
                replied.get(row.code), resolved.get(row.code),
            )
        )
    return found


_NAMES = (
    "code", "kind", "channel", "department", "priority", "status", "agent", "incomplete", "opened_at", "handed_over_at",
    "due_at", "data",
)  # fmt: skip


def _first_replies(connection: Connection, since: datetime) -> dict[str, datetime]:
    """When an agent first wrote, by case; messages told to many at once (notices) stand under their case too."""
    statement = select(messages.c.case_code, func.min(messages.c.at)).where(
        messages.c.author == "agent", messages.c.at >= since, messages.c.case_code.is_not(None)
    )
    return {row[0]: row[1] for row in connection.execute(statement.group_by(messages.c.case_code))}


def _first_resolved(connection: Connection, since: datetime) -> dict[str, datetime]:
    statement = select(audit.c.subject, func.min(audit.c.at)).where(audit.c.action == "resolve", audit.c.at >= since)
    return {row[0]: row[1] for row in connection.execute(statement.group_by(audit.c.subject))}


def talks(connection: Connection, since: datetime, until: datetime) -> tuple[int, int, int]:
    """Conversations in which customers wrote, those of them with a case that people got, and the customers' messages."""
    wrote = (messages.c.author == "customer", messages.c.at >= since, messages.c.at < until)
    total = connection.execute(select(func.count(messages.c.conversation.distinct()), func.count()).where(*wrote)).one()
    handed = (cases.c.handed_over_at >= since, cases.c.handed_over_at < until)
    talked = select(messages.c.conversation).where(*wrote)
    statement = select(func.count(cases.c.conversation.distinct())).where(*handed, cases.c.conversation.in_(talked))
    return int(total[0]), int(connection.execute(statement).scalar_one()), int(total[1])


def stars(connection: Connection, since: datetime, until: datetime) -> list[tuple[int, str, str, str]]:
    """Ratings of a period: the number, the kind, the department, the agent."""
    statement = select(ratings).where(ratings.c.at >= since, ratings.c.at < until)
    return [(row.rating, row.kind, row.department, row.agent) for row in connection.execute(statement)]


def reopened(connection: Connection, since: datetime, until: datetime) -> int:
    """How often a case was opened again for a second review."""
    where = (case_changes.c.what == "status", case_changes.c.after == "second_review")
    statement = select(func.count()).where(*where, case_changes.c.at >= since, case_changes.c.at < until)
    return int(connection.execute(statement).scalar_one())


def unclear(connection: Connection, since: datetime, until: datetime) -> Sequence[str]:
    """Messages that were not understood, masked, the newest first."""
    fallback = type_coerce(messages.c.parse, Text).contains(f'"intent":{{"name":"{FALLBACK}"')
    where = (messages.c.author == "customer", messages.c.at >= since, messages.c.at < until, fallback)
    statement = select(messages.c.text).where(*where).order_by(messages.c.id.desc()).limit(MOST_UNCLEAR)
    return [str(text) for text in connection.execute(statement).scalars()]
