"""Makes a database let go of what was deleted: SQLite leaves it in its file until somebody writes over it."""

from __future__ import annotations

import time
from typing import Any

from sqlalchemy import Connection, NullPool, create_engine

from bot.store.engine import BUSY, Store
from bot.store.errors import translated
from bot.store.tables import metadata

_TRIES = 50
_PAUSE = 0.1


def scrub(store: Store) -> bool | None:
    """Rewrites an SQLite file without what was deleted, and empties its write-ahead log; tells Postgres to clean up.

    Writers wait meanwhile.

    Returns:
        Whether nothing of what was deleted is left in SQLite's files; None on Postgres.

    Raises:
        StoreError: see bot.store.errors; an SQLite file needs room for a second copy of itself.
    """
    options: dict[str, Any] = {"connect_args": {"timeout": BUSY / 1000}} if store.is_sqlite else {}
    engine = create_engine(store.url, poolclass=NullPool, isolation_level="AUTOCOMMIT", hide_parameters=True, **options)
    with translated(), engine.connect() as connection:
        if not store.is_sqlite:
            connection.exec_driver_sql(f"VACUUM {', '.join(metadata.tables)}")
            return None
        connection.exec_driver_sql("VACUUM")
        return any(_is_written_back(connection) for _ in range(_TRIES))


def _is_written_back(connection: Connection) -> bool:
    """Whether the write-ahead log is empty; a reader that is in the middle of something holds it up for a moment."""
    busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
    if busy:
        time.sleep(_PAUSE)
    return not busy
