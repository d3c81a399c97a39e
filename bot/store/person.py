"""All that the tables hold about one person on one channel; it changes nothing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, Text, or_, select, type_coerce

from bot.store import tables

_HIDDEN = {"evidence": ("fingerprint", "key", "thumbnail")}
"""Columns that serve the machine only."""

_TEXTS_OF_JSON = ("state", "data")
"""Columns that hold JSON though their type is text."""


@dataclass(frozen=True)
class Person:
    """Who it is, in the tables' own words.

    Attributes:
        conversation: the id of the conversation with him.
        codes: his cases.
        evidence: ids of what he sent.
        message_ids: his channel's ids of his messages.
        linked_code: somebody's case that he joined by its link, or "".
    """

    conversation: str
    codes: tuple[str, ...]
    evidence: tuple[str, ...]
    message_ids: tuple[str, ...]
    linked_code: str


def find_person(connection: Connection, channel: str, sender: str) -> Person | None:
    """The person with this id on a channel, or None where nothing is kept of him."""
    wanted = (tables.conversations.c.channel == channel, tables.conversations.c.sender == sender)
    row = connection.execute(select(tables.conversations).where(*wanted)).first()
    if row is None:
        return None

    def column(of: ColumnElement[Any], table: Table) -> tuple[str, ...]:
        statement = select(of).where(table.c.conversation == row.id, of.is_not(None))
        return tuple(connection.execute(statement).scalars())

    return Person(
        row.id,
        column(tables.cases.c.code, tables.cases),
        column(tables.evidence.c.id, tables.evidence),
        column(tables.messages.c.client_id, tables.messages),
        row.linked_code or "",
    )


def sender_of(connection: Connection, code: str) -> tuple[str, str] | None:
    """Channel and sender of whoever opened a case, or None: customers know their code, not their sender id."""
    statement = (
        select(tables.conversations.c.channel, tables.conversations.c.sender)
        .join(tables.cases, tables.cases.c.conversation == tables.conversations.c.id)
        .where(tables.cases.c.code == code)
    )
    row = connection.execute(statement).first()
    return None if row is None else (row.channel, row.sender)


def rows_of(connection: Connection, person: Person) -> dict[str, list[dict[str, Any]]]:
    """Everything that is kept about a person, by table, in the order of the tables' keys."""
    return {table.name: _rows(connection, table, where) for table, where in wheres(person).items()}


def wheres(person: Person) -> dict[Table, ColumnElement[bool]]:
    """Which rows are about a person, by table."""
    own = {
        table: table.c.conversation == person.conversation
        for table in (
            tables.messages, tables.inbox, tables.turns, tables.buttons, tables.cases, tables.evidence,
            tables.deliveries, tables.ratings, tables.notices_given,
        )
    }  # fmt: skip
    seen = (person.conversation, *person.codes, *person.evidence)
    return {
        tables.conversations: tables.conversations.c.id == person.conversation,
        **own,
        tables.case_changes: tables.case_changes.c.code.in_(person.codes),
        tables.audit: tables.audit.c.subject.in_(seen),
        tables.requests: or_(*(_mentions(each) for each in (person.conversation, *person.codes))),
    }


def _mentions(word: str) -> ColumnElement[bool]:
    return type_coerce(tables.requests.c.result, Text).contains(word, autoescape=True)


def _rows(connection: Connection, table: Table, where: ColumnElement[bool]) -> list[dict[str, Any]]:
    shown = [column for column in table.c if column.name not in _HIDDEN.get(table.name, ())]
    statement = select(*shown).where(where).order_by(*table.primary_key)
    return [{name: _plain(name, value) for name, value in row._mapping.items()} for row in connection.execute(statement)]


def _plain(name: str, value: Any) -> Any:
    if name in _TEXTS_OF_JSON and value:
        return json.loads(value)
    return value.isoformat() if isinstance(value, datetime) else value
