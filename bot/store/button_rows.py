"""Rows of buttons: what stood under a reply, and whether it was pressed; ids are signed elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from bot.domain_values import Button
from bot.message import Json
from bot.store.tables import buttons

_ADD = insert(buttons)
_BY_KEY = select(buttons).where(buttons.c.key == bindparam("by_key"), buttons.c.conversation == bindparam("of"))


@dataclass(frozen=True, slots=True)
class Offered:
    """A button that a customer may press, or has pressed."""

    key: str
    title: str
    intent: str
    values: Mapping[str, Json]
    pressed_at: datetime | None


def add(connection: Connection, conversation: str, key: str, button: Button, at: datetime) -> None:
    """Keeps a button of a reply."""
    values = {
        "key": key,
        "conversation": conversation,
        "title": button.title,
        "intent": button.intent,
        "slot_values": dict(button.values),
        "created_at": at,
    }
    connection.execute(_ADD, values)


def find(connection: Connection, conversation: str, key: str) -> Offered | None:
    """The button of a conversation, or None."""
    row = connection.execute(_BY_KEY, {"by_key": key, "of": conversation}).first()
    return None if row is None else Offered(row.key, row.title, row.intent, row.slot_values, row.pressed_at)


def press(connection: Connection, key: str, at: datetime) -> bool:
    """Uses a button up.

    Returns:
        Whether it was still unused; of two presses at the same instant one is told so.
    """
    statement = update(buttons).where(buttons.c.key == key, buttons.c.pressed_at.is_(None)).values(pressed_at=at)
    return connection.execute(statement).rowcount == 1


def pressed(connection: Connection, keys: list[str]) -> set[str]:
    """Those of the buttons that were pressed."""
    if not keys:
        return set()
    statement = select(buttons.c.key).where(buttons.c.key.in_(keys), buttons.c.pressed_at.is_not(None))
    return set(connection.execute(statement).scalars())
