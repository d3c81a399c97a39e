"""A full disk, a locked file, a database that goes away: a clear error, nothing half done, and the next call works."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, event, func, insert, make_url, select, text

from bot.store.engine import Store
from bot.store.errors import StoreError, StoreFull, StoreUnavailable
from bot.store.tables import audit
from bot.store.upgrade import prepare, upgrade
from tests.postgres import fresh_database
from tests.store.conftest import NewStore
from tests.store.samples import START, count

_FILL = """
import resource, signal, sys
from bot.store.engine import Store
from bot.store.errors import StoreFull
from bot.store.tables import audit
from sqlalchemy import insert
from datetime import datetime, UTC

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = Store("sqlite:///" + sys.argv[1])
row = {"at": datetime.now(UTC), "actor": "Lan", "action": "x" * 2000, "subject": "", "detail": {}}
written = 0
resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, resource.RLIM_INFINITY))
try:
    while written < 100_000:
        with store.writing() as connection:
            connection.execute(insert(audit).values(**row))
        written += 1
except StoreFull as error:
    print("full", error)
with store.reading() as connection:
    print("kept", written == connection.exec_driver_sql("SELECT count(*) FROM audit").scalar())
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
with store.writing() as connection:
    connection.execute(insert(audit).values(**row))
print("again", written > 0)
"""


def write(store: Store, action: str = "one") -> None:
    """A line of the audit log."""
    with store.writing() as connection:
        row = {"at": START, "actor": "Lan", "action": action, "subject": "", "detail": {}}
        connection.execute(insert(audit).values(**row))


@pytest.fixture
def embedded(new_store: NewStore) -> Store:
    """An SQLite store."""
    store = new_store("sqlite")
    upgrade(store)
    return store


def test_a_disk_that_is_full(embedded: Store) -> None:
    """The process may write no file beyond 600 kB: every row that was told to be kept is, and room makes it go on."""
    file = embedded.url.removeprefix("sqlite:///")
    embedded.close()
    child = subprocess.run([sys.executable, "-c", _FILL, file], capture_output=True, text=True, timeout=120, check=False)
    assert child.stdout.splitlines() == ["full the database cannot be used for now", "kept True", "again True"], child.stderr


def test_a_database_that_may_not_grow(embedded: Store) -> None:
    limits: list[int] = []

    @event.listens_for(embedded.engine, "connect")
    def _limit(connection: object, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]  # type: ignore[attr-defined]
        limits.append(connection.execute(f"PRAGMA max_page_count={pages}").fetchone()[0])  # type: ignore[attr-defined]

    embedded.close()
    with pytest.raises(StoreFull):
        write(embedded, "x" * 1_000_000)
    assert limits
    there = count(embedded, audit)
    event.remove(embedded.engine, "connect", _limit)
    embedded.close()
    write(embedded)
    assert count(embedded, audit) == there + 1


@contextmanager
def impatient(store: Store, milliseconds: int) -> Iterator[Store]:
    """Another store on the same file that waits less for a lock."""
    other = Store(store.url)

    @event.listens_for(other.engine, "connect")
    def _hurry(connection: object, _record: object) -> None:
        connection.execute(f"PRAGMA busy_timeout={milliseconds}")  # type: ignore[attr-defined]

    yield other
    other.close()


_HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
connection.execute("COMMIT")
print("let go", flush=True)
sys.stdin.readline()
"""


def test_a_file_that_another_process_holds(embedded: Store) -> None:
    file = embedded.url.removeprefix("sqlite:///")
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", _HOLD, file], text=True, **pipes) as holder, impatient(embedded, 100) as store:  # type: ignore[call-overload]
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StoreUnavailable):
            write(store)
        assert count(store, audit) == 0, "reading goes on"
        holder.stdin.write("\n")
        holder.stdin.flush()
        assert holder.stdout.readline() == "let go\n"
        write(store)
        assert count(store, audit) == 1
        holder.communicate("\n")


def test_a_lock_that_is_let_go_in_time_is_waited_for(embedded: Store) -> None:
    other, held, done = Store(embedded.url), threading.Event(), threading.Event()

    def hold() -> None:
        with other.writing():
            held.set()
            done.wait(1)

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(30)
    write(embedded)
    holder.join()
    other.close()
    assert count(embedded, audit) == 1


def test_a_file_that_was_removed(embedded: Store) -> None:
    """Connections that are open still see the removed file; new ones find an empty one, which a start makes anew."""
    write(embedded)
    embedded.close()
    for file in _files(embedded):
        file.unlink()
    with pytest.raises(StoreUnavailable):
        write(embedded)
    prepare(embedded)
    write(embedded)
    assert count(embedded, audit) == 1


def test_a_folder_that_was_removed(embedded: Store) -> None:
    embedded.close()
    for file in _files(embedded):
        file.unlink()
    elsewhere = Store(str(make_url(embedded.url).set(database="/nowhere/at/all/tiepnhan.db")))
    with pytest.raises(StoreUnavailable):
        write(elsewhere)
    elsewhere.close()


def test_a_file_that_is_no_database(embedded: Store) -> None:
    embedded.close()
    good = _path(embedded).read_bytes()
    for file in _files(embedded):
        file.unlink()
    _path(embedded).write_bytes(b"this is a note somebody put here " * 400)
    with pytest.raises(StoreError):
        write(embedded)
    _path(embedded).write_bytes(good)
    write(embedded)
    assert count(embedded, audit) == 1


def _path(store: Store) -> Path:
    return Path(store.url.removeprefix("sqlite:///"))


def _files(store: Store) -> list[Path]:
    path = _path(store)
    return sorted(path.parent.glob(f"{path.name}*"))


def kill_all(url: str) -> int:
    """Ends every session of a database; how many there were."""
    server = create_engine(make_url(url).set(database="postgres"), isolation_level="AUTOCOMMIT")
    statement = text("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = :name")
    with server.connect() as connection:
        ended = connection.execute(statement, {"name": make_url(url).database}).scalar_one()
    server.dispose()
    return int(ended)


def test_postgres_ends_all_sessions_between_two_calls(new_store: NewStore) -> None:
    """As when it was restarted: a connection that died in the pool is noticed before it is used."""
    store = new_store("postgres")
    upgrade(store)
    write(store)
    assert kill_all(store.url) >= 1
    write(store)
    assert count(store, audit) == 2


def test_postgres_ends_a_session_within_a_transaction(new_store: NewStore) -> None:
    store = new_store("postgres")
    upgrade(store)

    def interrupted() -> None:
        with store.writing() as connection:
            connection.execute(insert(audit).values(at=START, actor="", action="", subject="", detail={}))
            kill_all(store.url)
            connection.execute(select(func.count()).select_from(audit))

    with pytest.raises(StoreUnavailable):
        interrupted()
    assert count(store, audit) == 0
    write(store)
    assert count(store, audit) == 1


def test_postgres_that_is_not_there_and_returns() -> None:
    with fresh_database() as url:
        first = Store(url)
        upgrade(first)
        away = make_url(first.url).set(port=1)
        gone = Store(away.render_as_string(hide_password=False))
        with pytest.raises(StoreUnavailable):
            write(gone)
        gone.close()
        with _refusing(url):
            kill_all(url)
            with pytest.raises(StoreUnavailable):
                write(first)
        write(first)
        assert count(first, audit) == 1
        first.close()


@contextmanager
def _refusing(url: str) -> Iterator[None]:
    """The database lets nobody in for a while."""
    name = make_url(url).database
    server = create_engine(make_url(url).set(database="postgres"), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false"))
        yield
        connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true"))
    server.dispose()


def test_postgres_with_no_connection_to_spare(new_store: NewStore) -> None:
    """All connections of the pool are in use: the one too many is told so and not left hanging."""
    url = new_store("postgres").url
    small = Store(url, pool=1)
    upgrade(small)
    small.engine.pool._timeout = 0.2  # type: ignore[attr-defined]
    with small.reading(), small.reading(), pytest.raises(StoreUnavailable):
        write(small)
    write(small)
    small.close()
