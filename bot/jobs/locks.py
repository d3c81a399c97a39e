"""Locks that a process holds for as long as it lives and loses with its death, however it dies; no files to clean up."""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Callable
from typing import Protocol

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, text
from sqlalchemy.exc import DBAPIError

from bot.jobs.engines import postgres_url, sqlite_file
from bot.jobs.protocol import AlreadyServing, JobsError

_PATIENCE = 2.0
"""Seconds in which a killed process's lock is surely let go: the operating system closes its files and connections."""


class LockInDoubt(JobsError):
    """The lock was lost with its connection and is not free, but nobody else has shown up: probably our own old session."""


class ProcessLock(Protocol):
    """Held by one living process at a time."""

    def take(self) -> None:
        """Takes the lock.

        Raises:
            AlreadyServing: another process has it.
        """
        ...

    def holds(self) -> bool:
        """Whether the lock is still held, taking it again if it was lost and is free."""
        ...

    def release(self) -> None:
        """Lets go; without effect where nothing is held."""
        ...


class FileLock:
    """One process per SQLite file: an exclusive transaction on a small file beside it.

    SQLite's own locks are used, since they work the same on every system and end with the process.

    Args:
        url: of the database.
    """

    def __init__(self, url: URL) -> None:
        self._path = sqlite_file(url) + ".serving"
        self._connection: sqlite3.Connection | None = None

    def take(self) -> None:
        """See `ProcessLock.take`."""
        if not _patiently(self._try):
            raise AlreadyServing(f"another process already serves this database: it holds {self._path}")

    def holds(self) -> bool:
        """Always so once taken: nobody else can end the transaction."""
        return self._connection is not None

    def release(self) -> None:
        """See `ProcessLock.release`."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _try(self) -> bool:
        try:
            connection = sqlite3.connect(self._path, timeout=0, isolation_level=None, check_same_thread=False)
        except sqlite3.OperationalError as error:
            raise JobsError(f"cannot open {self._path}: {error}") from error
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            connection.close()
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                return False
            raise JobsError(f"cannot lock {self._path}: {error}") from error
        self._connection = connection
        return True


class AdvisoryLock:
    """One process per replica name on Postgres: a session advisory lock on a connection of its own.

    The server ends the session of a process that was killed at once, and of a machine that vanished within half a
    minute (TCP keepalives). A pooler between that shares sessions (pgbouncer in transaction mode) breaks it.

    Args:
        url: of the database.
        executor_id: the replica's name.
    """

    def __init__(self, url: URL, executor_id: str) -> None:
        self._name = executor_id
        digest = hashlib.sha256(f"tiepnhan replica {executor_id}".encode()).digest()
        self._key = int.from_bytes(digest[:8], "big", signed=True)
        self._engine: Engine = create_engine(
            postgres_url(url),
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            connect_args={"application_name": "tiepnhan replica", "connect_timeout": 10},
        )
        self._connection: Connection | None = None

    def take(self) -> None:
        """See `ProcessLock.take`."""
        if not _patiently(self._try):
            raise AlreadyServing(f"another living process runs as replica {self._name!r}: give each one its own name")

    def holds(self) -> bool:
        """See `ProcessLock.holds`.

        Raises:
            sqlalchemy.exc.DBAPIError: the database does not answer.
        """
        if self._connection is not None:
            try:
                self._connection.execute(text("SELECT 1"))
                return True
            except DBAPIError:
                self.release()
        return self._try()

    def release(self) -> None:
        """See `ProcessLock.release`."""
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None

    def _try(self) -> bool:
        connection = self._engine.connect()
        try:
            # Without effect on a Unix socket, where the server sees a death at once anyway.
            for setting in ("tcp_keepalives_idle = 10", "tcp_keepalives_interval = 5", "tcp_keepalives_count = 4"):
                connection.execute(text(f"SET {setting}"))
            taken = connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": self._key}).scalar_one()
        except DBAPIError:
            connection.close()
            raise
        if taken:
            self._connection = connection
        else:
            connection.close()
        return bool(taken)


def _patiently(attempt: Callable[[], bool]) -> bool:
    end = time.monotonic() + _PATIENCE
    while not attempt():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True
