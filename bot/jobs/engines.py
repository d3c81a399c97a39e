"""The job layer's own SQLAlchemy engine to the application's database; it opens no transaction."""

from __future__ import annotations

from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url

from bot.jobs.protocol import JobsError


def job_engine(url: str | URL, *, idle_limit: float) -> Engine:
    """An engine as DBOS needs it, with connections to spare; its errors show no parameters, which may be what people wrote.

    Args:
        url: an SQLite file or a Postgres database; the one that the application writes to.
        idle_limit: seconds after which Postgres ends a session that holds a transaction open and does nothing, so that
            a frozen process gives its locks back.

    Raises:
        JobsError: another kind of database, or SQLite in memory, which no job would survive.
    """
    read = make_url(url)
    match read.get_backend_name():
        case "sqlite":
            return _sqlite(read)
        case "postgresql":
            return _postgres(read, idle_limit)
        case other:
            raise JobsError(f"jobs need SQLite or Postgres, not {other}")


def sqlite_file(url: URL) -> str:
    """The path of an SQLite database.

    Raises:
        JobsError: it is in memory.
    """
    if not url.database or ":memory:" in url.database or url.query.get("mode") == "memory":
        raise JobsError("jobs on SQLite need a file: a database in memory is gone with the process")
    return url.database


def _sqlite(url: URL) -> Engine:
    sqlite_file(url)
    engine = create_engine(url, pool_size=10, max_overflow=10, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: Any) -> None:
        # DBOS sets none of these. IMMEDIATE: two readers that both turn into writers would lock each other out.
        connection.isolation_level = "IMMEDIATE"
        for pragma in ("busy_timeout=30000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def _postgres(url: URL, idle_limit: float) -> Engine:
    engine = create_engine(
        postgres_url(url),
        pool_size=10,
        max_overflow=10,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"application_name": "tiepnhan jobs", "connect_timeout": 10},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SET idle_in_transaction_session_timeout = {max(1, int(idle_limit * 1000))}")
        connection.commit()

    return engine


def postgres_url(url: URL) -> URL:
    """The same database through psycopg 3, whatever driver the URL names or leaves open."""
    return url.set(drivername="postgresql+psycopg")
