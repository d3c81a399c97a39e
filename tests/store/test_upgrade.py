"""Databases come to the declared shape, by one of many at once, and one of the future is refused."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from bot.store import migrations
from bot.store.engine import Store
from bot.store.errors import StoreBehind, StoreError
from bot.store.migrations.declared import DECLARED
from bot.store.migrations.rendering import COMPARING
from bot.store.upgrade import (
    StoreAhead,
    Upgraded,
    _alone,
    current,
    is_current,
    newest,
    prepare,
    require_current,
    statements,
    upgrade,
)
from tests.store.conftest import KINDS, NewStore


def differences(connection: Connection) -> list[object]:
    """What Alembic would change, all metadata together."""
    context = MigrationContext.configure(connection, opts=COMPARING)
    return list(compare_metadata(context, DECLARED))


def test_the_migrations_lead_to_the_declared_tables(store: Store) -> None:
    declared = {name for metadata in DECLARED for name in metadata.tables}
    with store.reading() as connection:
        assert differences(connection) == []
        assert set(inspect(connection).get_table_names()) == declared | {"alembic_version"}


def test_a_difference_would_be_found(store: Store) -> None:
    with store.writing() as connection:
        connection.execute(text("ALTER TABLE ratings ADD COLUMN mood VARCHAR(10)"))
        connection.execute(text("DROP INDEX ix_audit_at"))
        found = differences(connection)
        connection.rollback()
    assert len(found) == 2


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_database_is_behind_until_it_is_upgraded(new_store: NewStore, kind: str) -> None:
    store = new_store(kind)
    assert current(store) is None
    assert not is_current(store)
    with pytest.raises(StoreBehind, match=r"is empty.*tiepnhan db upgrade"):
        require_current(store)
    assert upgrade(store) == Upgraded(None, newest())
    assert upgrade(store) == Upgraded(newest(), newest())
    require_current(store)


def test_a_server_upgrades_sqlite_by_itself_and_postgres_never(new_store: NewStore) -> None:
    embedded, server = new_store("sqlite"), new_store("postgres")
    prepare(embedded)
    assert is_current(embedded)
    with pytest.raises(StoreBehind):
        prepare(server)
    assert current(server) is None


@pytest.mark.parametrize("kind", KINDS)
def test_of_many_upgrades_at_once_one_does_it(new_store: NewStore, kind: str) -> None:
    store = new_store(kind)
    stores = [store, *(Store(store.url) for _ in range(3))]
    ready, done = threading.Barrier(len(stores)), []

    def run(each: Store) -> None:
        ready.wait()
        done.append(upgrade(each))

    threads = [threading.Thread(target=run, args=(each,)) for each in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for each in stores[1:]:
        each.close()
    assert sorted(str(each.before) for each in done) == ["None", *[newest()] * 3]


def test_a_newer_database_is_refused(store: Store) -> None:
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'v9999'"))
    try:
        for refusing in (prepare, require_current, upgrade):
            with pytest.raises(StoreAhead, match=r"v9999.*a newer Tiếp Nhận made it"):
                refusing(store)
    finally:
        with store.writing() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :newest"), {"newest": newest()})


def test_other_peoples_tables_are_left_alone(store: Store) -> None:
    with store.writing() as connection:
        connection.execute(text("CREATE TABLE workflow_status (workflow_uuid TEXT PRIMARY KEY)"))
        assert differences(connection) == []
        connection.rollback()


def test_an_upgrade_that_breaks_changes_nothing(new_store: NewStore) -> None:
    store = new_store("sqlite")
    with store.writing() as connection:
        connection.execute(text("CREATE TABLE turns (id INTEGER)"))
    with pytest.raises(StoreError):
        upgrade(store)
    with store.reading() as connection:
        assert inspect(connection).get_table_names() == ["turns"]
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_rows_survive_a_table_that_is_made_anew(new_store: NewStore) -> None:
    """On SQLite Alembic drops and renames tables; with foreign keys on, that would delete every message."""
    store = new_store("sqlite")
    upgrade(store)
    with store.writing() as connection:
        connection.execute(
            text("INSERT INTO conversations (id, channel, sender, created_at, updated_at) VALUES ('c', 'web', 's', 0, 0)")
        )
        connection.execute(text("INSERT INTO turns (conversation, number, event, because, at) VALUES ('c', 1, 'e', '[]', 0)"))
    with _alone(store) as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("conversations", recreate="always") as batch:
            batch.add_column(sa.Column("mood", sa.Text))
    with store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM turns")).scalar() == 1


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_the_statements_can_be_read_without_a_database(dialect: str) -> None:
    written = statements(dialect)
    assert "CREATE TABLE conversations" in written
    assert f"'{newest()}'" in written


def test_the_revisions_are_in_the_package() -> None:
    folder = Path(migrations.__file__).parent
    assert (folder / "env.py").is_file()
    assert sorted(file.stem[:5] for file in folder.glob("versions/v*.py"))[-1] == newest()
