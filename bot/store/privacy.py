"""Erases one person from the database and the vault; of his cases a shell stays, which says what kind they were and when.

The shells hang on a conversation with a new random id, so that nothing joins them with a log, a backup or an older audit
line. Backups that were made before still hold everything until they are thrown away.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, func, select, update

from bot.evidence.vault import Vault
from bot.store import conversations
from bot.store.engine import Store
from bot.store.evidence_files import remove_evidence
from bot.store.forgetting import PLAIN_CHANGES, bare, without_messages
from bot.store.log_files import clean_logs
from bot.store.people_rows import log
from bot.store.person import Person, find_person, wheres
from bot.store.scrubbing import scrub
from bot.store.tables import audit, case_changes, cases, deliveries, ratings, requests
from bot.store.tables import conversations as conversations_table


@dataclass(frozen=True)
class Erased:
    """What was erased, or would be.

    Attributes:
        counts: rows by table; empty where nothing is kept about the person.
        codes: the cases of which a shell stays.
        outside: other systems that got something of it, by name: it has to be erased there too.
        files: files of evidence that went; those that somebody else sent too stay with his.
        log_lines: lines that were taken out of log files.
        scrubbed: the database's file holds no trace any more; False where other processes kept SQLite from it for too
            long (run it again later), None on Postgres, which frees the room and overwrites it in its own time.
    """

    counts: Mapping[str, int] = field(default_factory=dict)
    codes: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    files: int = 0
    log_lines: int = 0
    scrubbed: bool | None = None

    @property
    def anything(self) -> bool:
        """Whether anything is, or was, kept."""
        return any(self.counts.values())


def foresee(store: Store, channel: str, sender: str) -> Erased:
    """What would be erased of a person; it changes nothing."""
    with store.reading() as connection:
        person = find_person(connection, channel, sender)
        return Erased() if person is None else _seen(connection, person)


def erase(
    store: Store, vault: Vault, channel: str, sender: str, now: datetime, *, logs: Path | None = None, by: str = "command line"
) -> Erased:
    """Erases a person: messages, evidence, state, deliveries and what his cases say; open cases are closed.

    Args:
        channel: web, telegram, …
        sender: the channel's id of the person.
        now: aware.
        logs: the folder of the server's log files, where there is one.
        by: who does it, for the audit log, which learns how much was erased and nothing else.

    Raises:
        StoreError: see bot.store.errors; the database is as it was.
        VaultError: a file cannot be removed; the database is as it was.
    """
    with store.writing() as connection:
        if store.is_sqlite:
            connection.exec_driver_sql("PRAGMA secure_delete=ON")
        person = find_person(connection, channel, sender)
        if person is None:
            return Erased()
        conversations.lock(connection, person.conversation)
        seen = _seen(connection, person)
        files = _forget(connection, vault, person, now)
        log(connection, now, by, "erased", "", {"rows": sum(seen.counts.values()), "files": files})
    lines = clean_logs(logs, (person.conversation, *person.codes, *person.evidence, sender)) if logs else 0
    return Erased(seen.counts, seen.codes, seen.outside, files, lines, scrub(store))


def _seen(connection: Connection, person: Person) -> Erased:
    counts = {
        table.name: int(connection.execute(select(func.count()).select_from(table).where(where)).scalar_one())
        for table, where in wheres(person).items()
        if table is not audit
    }
    went = select(deliveries.c.target).where(deliveries.c.conversation == person.conversation).distinct()
    sent = went.where(deliveries.c.attempts > 0)
    outside = sorted(connection.execute(sent.union(went.where(deliveries.c.outcome != "waiting"))).scalars())
    return Erased(counts, person.codes, tuple(outside))


def _forget(connection: Connection, vault: Vault, person: Person, now: datetime) -> int:
    """Everything; the conversation goes last, and takes with it what hangs on it."""
    every = wheres(person)
    files = remove_evidence(connection, vault, person.evidence)
    connection.execute(delete(requests).where(every[requests]))
    connection.execute(delete(deliveries).where(every[deliveries]))
    connection.execute(update(audit).where(every[audit]).values(detail={}))
    _leave_shells(connection, person, now)
    if person.linked_code:
        _leave_others_case(connection, person)
    connection.execute(delete(conversations_table).where(conversations_table.c.id == person.conversation))
    return files


def _leave_shells(connection: Connection, person: Person, now: datetime) -> None:
    rows = connection.execute(select(cases).where(cases.c.code.in_(person.codes))).all()
    if not rows:
        return
    nobody = _nobody(connection, rows[0].channel, min(row.opened_at for row in rows))
    for row in rows:
        values = {"conversation": nobody, "username": "", "words": "", "unread": 0, "data": bare(row.data, ended=now)}
        if row.ended_at is None:
            values |= {"status": "closed", "ended_at": now, "updated_at": now}
        connection.execute(update(cases).where(cases.c.code == row.code).values(**values, version=row.version + 1))
    connection.execute(update(ratings).where(ratings.c.code.in_(person.codes)).values(conversation=nobody))
    spoken = (case_changes.c.code.in_(person.codes), case_changes.c.what.not_in(PLAIN_CHANGES))
    connection.execute(delete(case_changes).where(*spoken))


def _nobody(connection: Connection, channel: str, at: datetime) -> str:
    """A conversation with nobody, for the shells to hang on."""
    return conversations.begin(connection, channel, f"erased-{secrets.token_hex(8)}", at).id


def _leave_others_case(connection: Connection, person: Person) -> None:
    """Takes what this person added out of the case that he joined, in its row and in the state that holds a copy."""
    row = connection.execute(select(cases).where(cases.c.code == person.linked_code)).first()
    if row is None:
        return
    own = frozenset(person.message_ids)
    connection.execute(
        update(cases).where(cases.c.code == row.code).values(data=without_messages(row.data, own), version=row.version + 1)
    )
    other = conversations.lock(connection, row.conversation)
    if other is not None and other.state is not None:
        state = _in_state(other.state, row.code, lambda data: without_messages(data, own))
        connection.execute(update(conversations_table).where(conversations_table.c.id == other.id).values(state=state))


def _in_state(state: str, code: str, change: Callable[[str], str]) -> str:
    value: dict[str, Any] = json.loads(state)
    found = value.get("talk", {}).get("cases", [])
    for number, each in enumerate(found):
        if each["code"] == code:
            found[number] = json.loads(change(json.dumps(each)))
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
