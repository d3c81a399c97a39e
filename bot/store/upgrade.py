"""Brings a database to the shape that this version needs, or says why it will not; it knows no table."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from bot.store.engine import BUSY, Store
from bot.store.errors import StoreBehind, StoreError, translated

_LOCK = 7_411_860_521
"""Number of the advisory lock under which Postgres is upgraded: any, but always the same."""

_WHERE = "bot.store:migrations"


class StoreAhead(StoreError):
    """The database was made by a newer version of the package."""


@dataclass(frozen=True)
class Upgraded:
    """What an upgrade did.

    Attributes:
        before: the revision found; None where the database was empty.
        after: the revision now.
    """

    before: str | None
    after: str


def newest() -> str:
    """The revision that this version of the package needs."""
    head = _steps().get_current_head()
    assert head is not None
    return head


def current(store: Store) -> str | None:
    """The revision of a database; None where it is empty.

    Raises:
        StoreError: see bot.store.errors.
    """
    with store.reading() as connection:
        return _revision(connection)


def is_current(store: Store) -> bool:
    """Whether a database has the shape that this version needs."""
    return current(store) == newest()


def require_current(store: Store) -> None:
    """Nothing, if the database has the shape that this version needs.

    Raises:
        StoreBehind: it is older, or empty.
        StoreAhead: a newer version of the package made it.
    """
    found = current(store)
    _refuse_newer(found)
    if found != newest():
        raise StoreBehind(
            f"the database is {'at ' + found if found else 'empty'}, this version needs {newest()}: "
            "run `tiepnhan db upgrade` (make a backup first: `tiepnhan backup FILE`)"
        )


def prepare(store: Store) -> None:
    """What a server does at its start: an SQLite file is upgraded, Postgres must have been.

    Raises:
        StoreBehind: Postgres, and `tiepnhan db upgrade` was not run.
        StoreAhead: a newer version of the package made it.
    """
    if store.is_sqlite and not is_current(store):
        upgrade(store)
    else:
        require_current(store)


def upgrade(store: Store, to: str = "head") -> Upgraded:
    """Brings the database to the newest shape in one transaction; two at once are one after the other.

    Args:
        to: an older revision than the newest, for a backup of that time.

    Raises:
        StoreAhead: a newer version of the package made it.
        StoreError: see bot.store.errors; the database is as it was.
    """
    with _alone(store) as connection:
        before = _revision(connection)
        _refuse_newer(before)
        if before != newest():
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, to)
        return Upgraded(before, _revision(connection) or "")


def statements(dialect: str) -> str:
    """The SQL that makes an empty database, for people who run it themselves.

    Args:
        dialect: sqlite or postgresql.
    """
    written = io.StringIO()
    config = _config(output_buffer=written)
    config.attributes["dialect"] = dialect
    command.upgrade(config, "head", sql=True)
    return written.getvalue()


@contextmanager
def _alone(store: Store) -> Iterator[Connection]:
    """A transaction in which nobody else upgrades."""
    with translated(), store.engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        if store.is_sqlite:
            # A table that is made anew is dropped first, which deletes all that refers to it. SQLite ignores this
            # setting within a transaction, so it is sent before SQLAlchemy begins one.
            raw.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                _wait_for_others(store, connection)
                yield connection
                _check_references(store, connection)
        finally:
            if store.is_sqlite and not connection.invalidated:
                raw.execute("PRAGMA foreign_keys=ON")


def _wait_for_others(store: Store, connection: Connection) -> None:
    if store.is_sqlite:
        return  # BEGIN IMMEDIATE has waited already
    connection.execute(text("SET LOCAL lock_timeout = 0"))
    connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
    connection.execute(text(f"SET LOCAL lock_timeout = {BUSY}"))


def _check_references(store: Store, connection: Connection) -> None:
    if store.is_sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
        raise StoreError(f"the upgrade would leave rows of {broken[0]} without what they belong to; nothing was changed")


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def is_known(revision: str) -> bool:
    """Whether this version of the package knows a revision."""
    return revision in {step.revision for step in _steps().walk_revisions()}


def _refuse_newer(found: str | None) -> None:
    if found is not None and not is_known(found):
        raise StoreAhead(
            f"the database is at {found}, which this version does not know: a newer Tiếp Nhận made it; "
            "install that version or restore an older backup"
        )


def _steps() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config(output_buffer: io.StringIO | None = None) -> Config:
    config = Config() if output_buffer is None else Config(output_buffer=output_buffer)
    config.set_main_option("script_location", _WHERE)
    config.set_main_option("path_separator", "os")
    return config
