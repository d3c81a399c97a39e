"""What Alembic looks at when it compares, and how it writes our types down; it changes no database."""

from __future__ import annotations

from typing import Any, Literal

from sqlalchemy.types import TypeDecorator


def is_ours(_item: Any, _name: str | None, kind: str, reflected: bool, counterpart: Any) -> bool:
    """Whether an object of the database is compared: tables that we do not declare (DBOS has its own) are left alone."""
    return not (kind == "table" and reflected and counterpart is None)


def raw_type(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """The database's own type in the place of ours: a step of the past must not change when our class does."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


def other_default(
    _context: Any, _column: Any, _declared: Any, found: str | None, _default: Any, rendered: str | None
) -> bool | None:
    """Whether a default differs; None leaves it to Alembic, which takes SQLite's empty text for no default."""
    return False if found in ("''", "('')") and rendered in ("", "''") else None


COMPARING: dict[str, Any] = {
    "compare_type": True,
    "compare_server_default": other_default,
    "include_object": is_ours,
    "render_item": raw_type,
}
"""Alembic's options for comparing a database with the declared tables."""
