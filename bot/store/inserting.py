"""INSERT … ON CONFLICT DO NOTHING, in the words of whichever database is at hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_once(connection: Connection, table: Table, values: Mapping[str, Any]) -> bool:
    """Inserts a row unless one with the same key is there.

    Returns:
        Whether it is new.
    """
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(table).values(**values).on_conflict_do_nothing()
    # SQLAlchemy keeps the count of an INSERT only when it is told to; psycopg's is -1 otherwise.
    return connection.execute(statement, execution_options={"preserve_rowcount": True}).rowcount == 1
