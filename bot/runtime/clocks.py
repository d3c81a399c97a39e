"""The clocks of promised times: what comes near, is late or is overdue is written down once, and rises as triage.yml says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.domain import PRIORITIES, Domain
from bot.runtime.bell import DESK
from bot.runtime.parts import Parts
from bot.runtime.turning import Playing
from bot.store import case_rows, conversations, people_rows
from bot.store.case_rows import WAITING, Listed
from bot.triage import AgentChanged

SOURCE = "sla"
MOST = 2000
"""Cases that are looked at in one go, the most urgent first."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that is to happen to a case at a time.

    Attributes:
        name: warning, late or resolution; what the history says before the colon.
        at: when.
        department: who is told, or "".
        priority: the case's new priority where that is higher, or "".
        number: tells alarms of one name apart.
    """

    name: str
    at: datetime
    department: str = ""
    priority: str = ""
    number: int = 0

    def id(self, row: Listed) -> str:
        """Under which it is done once, for each time that the case is handed over."""
        began = int(row.handed_over_at.timestamp()) if row.handed_over_at is not None else 0
        return f"{row.code}-{began}-{self.name}-{self.number}"


def sweep(parts: Parts) -> int:
    """Does what is due; the same again does nothing, in whatever process.

    Returns:
        How many alarms there were.
    """
    now = parts.clock.now()
    with parts.store.reading() as connection:
        rows = case_rows.queue(connection, (*WAITING, "with_agent"), limit=MOST)
        due = [(row, each) for row in rows for each in alarms(parts.domain, row) if each.at <= now]
        done = people_rows.done_ids(connection, SOURCE, [each.id(row) for row, each in due])
    fresh = [(row, each) for row, each in due if each.id(row) not in done]
    return sum(_apply(parts, row.code, each) for row, each in fresh)


def alarms(domain: Domain, row: Listed) -> Iterator[Alarm]:
    """What is to happen to a case as it stands: for one that waits, its first reply; for one that is had, its resolution."""
    began = row.handed_over_at
    if began is None:
        return
    if row.status == "with_agent":
        yield Alarm("resolution", domain.triage.resolution_due(row.priority, began))
        return
    if row.due_at is not None:
        share = domain.triage.sla.warn_at
        yield Alarm("warning", began + (row.due_at - began) * share)
    for number, step in enumerate(domain.triage.escalation.late):
        yield Alarm("late", _after(domain, row.channel, began, step.after), step.department, step.priority, number)


def _after(domain: Domain, channel: str, began: datetime, times: float) -> datetime:
    """When so many times the first-reply target have passed; closed hours do not count where it says so."""
    target = domain.triage.sla.target(channel)
    seconds = target.high * times
    return domain.triage.hours.after_working(began, seconds) if target.working else began + timedelta(seconds=seconds)


def _apply(parts: Parts, code: str, alarm: Alarm) -> bool:
    with parts.store.writing() as connection:
        listed = case_rows.listed(connection, code)
        row = conversations.lock(connection, listed.conversation) if listed is not None else None
        listed = case_rows.listed(connection, code)
        if listed is None or row is None or not _still(parts.domain, listed, alarm):
            return False
        now = parts.clock.now()
        if not people_rows.note_done(connection, SOURCE, alarm.id(listed), True, now):
            return False
        words = f"{alarm.name}:{alarm.department}" if alarm.department else alarm.name
        case_rows.note_change(connection, code, now, "assistant", SOURCE, after=words)
        people_rows.log(connection, now, "assistant", f"sla_{alarm.name}", code)
        topics = {DESK, listed.conversation}
        if alarm.priority and PRIORITIES.index(alarm.priority) < PRIORITIES.index(listed.priority):
            topics |= _raise(parts, connection, row, code, alarm.priority)
    parts.bell.ring(topics)
    return True


def _still(domain: Domain, listed: Listed, alarm: Alarm) -> bool:
    """Whether the alarm is still about the case: somebody may have taken it a moment ago."""
    return any((each.name, each.number) == (alarm.name, alarm.number) for each in alarms(domain, listed))


def _raise(
    parts: Parts, connection: Connection, row: conversations.ConversationRow, code: str, priority: str
) -> set[str]:
    playing = Playing.of(parts, connection, row)
    playing.play(AgentChanged(code, "assistant", parts.draw(), priority=priority))
    playing.write()
    return playing.topics
