"""INSERT … ON CONFLICT DO NOTHING, in the words of whichever database is at hand."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import Insert


def insert_once(connection: Connection, table: Table, values: Mapping[str, Any]) -> bool:
    """Inserts a row unless one with the same key is there.

    Returns:
        Whether it is new.
    """
    statement = _statement(table, connection.dialect.name == "sqlite")
    return connection.execute(statement, dict(values)).rowcount == 1


@cache
def _statement(table: Table, is_sqlite: bool) -> Insert:
    """Made once: building a statement costs more than executing it. SQLAlchemy keeps the count of an INSERT only where
    it is told to; psycopg's is lost otherwise."""
    if is_sqlite:
        return sqlite.insert(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
    return postgresql.insert(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
