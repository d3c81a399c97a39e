"""What must not be forgotten yet, as conditions for SQL; it runs none."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, exists, or_

from bot.store.tables import cases, conversations, deliveries, inbox


def is_open(code: ColumnElement[Any]) -> ColumnElement[bool]:
    """A case of this code is open."""
    return exists().where(cases.c.code == code, cases.c.ended_at.is_(None))


def is_busy(conversation: ColumnElement[Any]) -> ColumnElement[bool]:
    """A conversation has an open case, its own or by a case link, or something waits in it."""
    own = exists().where(cases.c.conversation == conversation, cases.c.ended_at.is_(None))
    other = conversations.alias("linked")
    linked = exists().where(other.c.id == conversation, other.c.linked_code == cases.c.code, cases.c.ended_at.is_(None))
    waits = exists().where(inbox.c.conversation == conversation)
    goes_out = exists().where(deliveries.c.conversation == conversation, deliveries.c.done_at.is_(None))
    return or_(own, linked, waits, goes_out)
