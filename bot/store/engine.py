"""One database behind two context managers, `writing` and `reading`; it knows no table."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url

from bot.errors import DataError
from bot.store.errors import StoreUnavailable, translated

BUSY = 30_000
"""Milliseconds that SQLite waits for another process's write."""

FROZEN = 15_000
"""Milliseconds after which Postgres ends a session that sits still inside a transaction: a frozen process must not hold
a conversation for ever."""


class Store:
    """The application's database.

    Attributes:
        engine: SQLAlchemy's.
        is_sqlite: whether it is an SQLite file (one serving process) or Postgres (any number).
    """

    def __init__(self, url: str, *, pool: int = 10) -> None:
        """Opens nothing yet.

        Args:
            url: sqlite:///file or postgresql://…; the driver is psycopg.
            pool: connections kept at most.

        Raises:
            DataError: the URL names another kind of database.
        """
        self.url = normal_url(url)
        self.is_sqlite = self.url.startswith("sqlite")
        self.engine = _sqlite(self.url, pool) if self.is_sqlite else _postgres(self.url, pool)
        self._one_writer = threading.Lock() if self.is_sqlite else None

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that may write. On SQLite writers of this process queue here instead of polling the file.

        Raises:
            StoreError: see bot.store.errors.
        """
        with translated(), self._alone(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Raises StoreUnavailable where the writers before this one, each waiting for the file, take too long."""
        if self._one_writer is None:
            yield
            return
        if not self._one_writer.acquire(timeout=BUSY / 1000):
            raise StoreUnavailable("other writers wait for the database")
        try:
            yield
        finally:
            self._one_writer.release()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads: it never waits for a writer.

        Raises:
            StoreError: see bot.store.errors.
        """
        with translated(), self.engine.connect().execution_options(only_reads=True) as connection:
            yield connection

    def close(self) -> None:
        """Gives all connections back."""
        self.engine.dispose()


def normal_url(url: str) -> str:
    """The URL with the driver that we use.

    Raises:
        DataError: neither SQLite nor Postgres.
    """
    name = url.partition("://")[0].partition("+")[0]
    if name == "sqlite":
        return url
    if name in ("postgresql", "postgres"):
        return "postgresql+psycopg://" + url.partition("://")[2]
    raise DataError(f"no database that we can use: {name or url!r}", mend="sqlite:///path or postgresql://host/name")


def _sqlite(url: str, pool: int) -> Engine:
    engine = create_engine(
        url,
        pool_size=max(2, pool),
        max_overflow=10,
        hide_parameters=True,  # what people wrote does not belong into an error's text
        connect_args={"check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def _settle(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in (f"busy_timeout={BUSY}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        only_reads = connection.get_execution_options().get("only_reads")
        connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")

    return engine


def _postgres(url: str, pool: int) -> Engine:
    options = f"-c idle_in_transaction_session_timeout={FROZEN} -c lock_timeout={BUSY} -c timezone=UTC"
    if make_url(url).query.get("options"):
        options = f"{make_url(url).query['options']} {options}"
    return create_engine(
        url,
        pool_size=pool,
        max_overflow=pool,
        pool_pre_ping=True,
        pool_recycle=1800,
        isolation_level="READ COMMITTED",
        hide_parameters=True,
        connect_args={"options": options, "connect_timeout": 10},
    )
