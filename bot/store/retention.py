"""Forgets what was kept long enough, a few hundred rows at a time; it never touches an open case or what waits.

How long each kind of data is kept stands in triage.yml under `retention`. What only serves the machine (buttons, requests
done, sessions, deliveries that arrived) has its time here.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, and_, delete, exists, func, select, update

from bot.domain import Domain
from bot.evidence.vault import Vault
from bot.store.engine import Store
from bot.store.evidence_files import remove_evidence
from bot.store.forgetting import PLAIN_CHANGES, without_names, without_rating
from bot.store.pacing import breathe
from bot.store.stale_states import clean_states
from bot.store.still_needed import is_busy, is_open
from bot.store.tables import (
    agent_sessions,
    audit,
    buttons,
    case_changes,
    cases,
    conversations,
    deliveries,
    evidence,
    messages,
    ratings,
    requests,
    setup_links,
    turns,
)

BATCH = 500
"""Rows per transaction, so that no customer waits for the sweep."""

SINGLY = 100
"""Rows per transaction where each is read and written by itself."""

FILES = 50
"""Pieces of evidence per transaction: each is also a file or two to remove."""

MACHINE = {"deliveries": 30, "buttons": 30, "requests": 30, "agent_sessions": 30, "setup_links": 1}
"""Days after their use."""


@dataclass(frozen=True)
class Swept:
    """What a sweep removed, or would.

    Attributes:
        counts: rows by kind; identifiers are cases that were made nameless, states are conversations' states from which
            something was taken, files are those of the vault.
    """

    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All together."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class _Rule:
    """What is over, and what is done about it.

    Attributes:
        kind: the name of the count.
        key: the column by which rows are gone through.
        over: which rows are over.
        forget: what is done with some of them; None deletes them.
        batch: rows per transaction.
    """

    kind: str
    key: Column[Any]
    over: ColumnElement[bool]
    forget: Callable[[Connection, Sequence[Any]], None] | None = None
    batch: int = BATCH


def sweep(store: Store, domain: Domain, now: datetime, vault: Vault, *, dry_run: bool = False) -> Swept:
    """Forgets everything that was kept long enough.

    Ends with the first error; what was forgotten before stays so, and the next sweep goes on.

    Args:
        now: aware.
        dry_run: only counts; what would become superfluous by removing something else is not foreseen.

    Raises:
        StoreError: see bot.store.errors.
        VaultError: a file cannot be removed; its row is still there.
    """
    counts: dict[str, int] = {}
    files = _Files(vault)
    for rule in _rules(domain, now, files):
        counts[rule.kind] = counts.get(rule.kind, 0) + (_count(store, rule) if dry_run else _forget(store, rule))
        if rule.kind == "cases":
            counts["states"] = clean_states(store, domain.triage.retention_days, now, dry_run=dry_run)
    return Swept({**counts, "files": files.removed})


def _count(store: Store, rule: _Rule) -> int:
    with store.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(rule.key.table).where(rule.over)).scalar_one())


def _forget(store: Store, rule: _Rule) -> int:
    """Goes through the rows in the order of their keys, so that none is looked at twice."""
    count, beyond = 0, None
    while True:
        begun = time.monotonic()
        with store.writing() as connection:
            wanted = rule.over if beyond is None else and_(rule.over, rule.key > beyond)
            statement = select(rule.key).where(wanted).order_by(rule.key).limit(rule.batch)
            keys = list(connection.execute(statement).scalars())
            if not keys:
                return count
            if rule.forget is None:
                connection.execute(delete(rule.key.table).where(rule.key.in_(keys), rule.over))
            else:
                rule.forget(connection, keys)
        count, beyond = count + len(keys), keys[-1]
        breathe(begun)


def _rules(domain: Domain, now: datetime, files: _Files) -> Iterator[_Rule]:
    """In the order in which they are applied: what others hang on goes last."""

    def before(kind: str) -> datetime:
        days = MACHINE.get(kind) or domain.triage.retention_days[kind]
        return now - timedelta(days=days)

    care = cases.c.kind.in_([name for name, kind in domain.kinds.items() if kind.care])
    talk = before("messages")
    yield _Rule("deliveries", deliveries.c.number, deliveries.c.done_at < before("deliveries"))
    yield _Rule("buttons", buttons.c.key, (buttons.c.created_at < before("buttons")) & ~is_busy(buttons.c.conversation))
    yield _Rule("requests", requests.c.id, requests.c.at < before("requests"))
    yield _Rule("agent_sessions", agent_sessions.c.digest, agent_sessions.c.seen_at < before("agent_sessions"))
    yield _Rule("setup_links", setup_links.c.digest, setup_links.c.expires_at < before("setup_links"))
    yield _Rule("audit", audit.c.id, audit.c.at < before("audit"))
    yield _Rule("ratings", ratings.c.code, ratings.c.at < before("ratings"), _forget_ratings, SINGLY)
    yield _Rule("care", cases.c.code, care & (cases.c.ended_at < before("care")))
    yield _Rule("cases", cases.c.code, ~care & (cases.c.ended_at < before("cases")))
    named = (cases.c.ended_at < before("identifiers")) & (cases.c.words != "")
    yield _Rule("identifiers", cases.c.code, named, _forget_names, SINGLY)
    yield _Rule("messages", messages.c.id, (messages.c.at < talk) & ~is_busy(messages.c.conversation))
    yield _Rule("turns", turns.c.id, (turns.c.at < talk) & ~is_busy(turns.c.conversation))
    old = (evidence.c.created_at < before("evidence")) & ~is_busy(evidence.c.conversation) & ~is_open(evidence.c.case_code)
    yield _Rule("evidence", evidence.c.id, old, files.forget, FILES)
    silent = conversations.c.updated_at < min(talk, before("known_account"))
    empty = silent & ~is_busy(conversations.c.id) & _is_empty()
    yield _Rule("conversations", conversations.c.id, empty, lambda connection, ids: _forget_talks(connection, ids, empty))


def _is_empty() -> ColumnElement[bool]:
    """Nothing was said and nothing is kept of it."""
    return and_(*(~exists().where(each.c.conversation == conversations.c.id) for each in (messages, cases, evidence)))


def _forget_talks(connection: Connection, ids: Sequence[Any], empty: ColumnElement[bool]) -> None:
    """Locks the conversations, then looks again: a message that came meanwhile must not go with its conversation."""
    found = conversations.c.id.in_(ids)
    connection.execute(select(conversations.c.id).where(found).order_by(conversations.c.id).with_for_update())
    connection.execute(delete(conversations).where(found, empty))


def _forget_ratings(connection: Connection, codes: Sequence[Any]) -> None:
    for row in connection.execute(select(cases.c.code, cases.c.data).where(cases.c.code.in_(codes))).all():
        values = {"rating": None, "data": without_rating(row.data)}
        connection.execute(update(cases).where(cases.c.code == row.code).values(**values))
    connection.execute(delete(ratings).where(ratings.c.code.in_(codes)))


def _forget_names(connection: Connection, codes: Sequence[Any]) -> None:
    for row in connection.execute(select(cases.c.code, cases.c.data).where(cases.c.code.in_(codes))).all():
        values = {"username": "", "words": "", "data": without_names(row.data)}
        connection.execute(update(cases).where(cases.c.code == row.code).values(**values))
    spoken = (case_changes.c.code.in_(codes), case_changes.c.what.not_in(PLAIN_CHANGES))
    connection.execute(update(case_changes).where(*spoken).values(before="", after=""))
    connection.execute(update(evidence).where(evidence.c.case_code.in_(codes)).values(name=""))


class _Files:
    """Removes evidence and counts the files."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.removed = 0

    def forget(self, connection: Connection, ids: Sequence[Any]) -> None:
        """Some pieces of evidence."""
        self.removed += remove_evidence(connection, self.vault, ids)
