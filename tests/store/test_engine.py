"""One database behind two context managers: what is written is whole, and reading waits for nobody."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, text

from bot.errors import DataError
from bot.store.engine import Store, normal_url
from bot.store.errors import StoreError
from bot.store.tables import audit, evidence_bands
from tests.store.conftest import NewStore
from tests.store.samples import START, count, put


def line(action: str) -> dict[str, object]:
    """A row of the audit log."""
    return {"at": START, "actor": "Lan", "action": action, "subject": "", "detail": {}}


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("sqlite:////var/lib/tiepnhan.db", "sqlite:////var/lib/tiepnhan.db"),
        ("postgresql://desk@db/tiepnhan", "postgresql+psycopg://desk@db/tiepnhan"),
        ("postgres://desk@db/tiepnhan", "postgresql+psycopg://desk@db/tiepnhan"),
        ("postgresql+psycopg2://desk@db/tiepnhan?sslmode=require", "postgresql+psycopg://desk@db/tiepnhan?sslmode=require"),
    ],
)
def test_urls_get_our_driver(given: str, used: str) -> None:
    assert normal_url(given) == used


@pytest.mark.parametrize("url", ["mysql://desk@db/tiepnhan", "tiepnhan.db", ""])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(DataError, match="no database that we can use"):
        Store(url)


def test_an_exception_takes_everything_back(store: Store) -> None:
    def breaks() -> None:
        with store.writing() as connection:
            connection.execute(insert(audit).values(**line("one")))
            raise KeyError

    with pytest.raises(KeyError):
        breaks()
    assert count(store, audit) == 0


def test_reading_does_not_wait_for_a_writer(store: Store) -> None:
    with store.writing() as writing:
        writing.execute(insert(audit).values(**line("one")))
        with store.reading() as reading:
            assert reading.execute(select(func.count()).select_from(audit)).scalar() == 0
    assert count(store, audit) == 1


def test_many_writers_lose_nothing(store: Store) -> None:
    def write() -> None:
        for number in range(25):
            with store.writing() as connection:
                connection.execute(insert(audit).values(**line(str(number))))

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(store, audit) == 200


def test_two_stores_on_one_database_see_each_other(store: Store) -> None:
    other = Store(store.url)
    with other.writing() as connection:
        connection.execute(insert(audit).values(**line("one")))
    other.close()
    assert count(store, audit) == 1


def test_a_row_needs_what_it_belongs_to(store: Store) -> None:
    with pytest.raises(StoreError), store.writing() as connection:
        put(connection, evidence_bands, band="0:ff", evidence="nothing")


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=7)), timezone(-timedelta(hours=3, minutes=30))])
def test_moments_come_back_as_the_same_instant(store: Store, zone: timezone) -> None:
    moment = datetime(2026, 11, 14, 20, 0, 0, 123456, tzinfo=zone)
    with store.writing() as connection:
        put(connection, audit, **{**line("one"), "at": moment})
    with store.reading() as connection:
        found = connection.execute(select(audit.c.at)).scalar_one()
    assert found == moment
    assert found.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    naive = datetime(2026, 11, 14, 20, 0)
    with pytest.raises(StoreError), store.writing() as connection:
        put(connection, audit, **{**line("one"), "at": naive})


def test_json_is_kept_as_people_read_it(store: Store) -> None:
    value = {"số": [1, 2.5, None, True], "chữ": "“Trợ lý” 🙂\\ \n"}
    with store.writing() as connection:
        put(connection, audit, **{**line("one"), "detail": value})
    with store.reading() as connection:
        assert connection.execute(select(audit.c.detail)).scalar_one() == value
        assert "“Trợ lý” 🙂" in connection.execute(text("SELECT detail FROM audit")).scalar_one()


def test_what_people_wrote_is_in_no_error(store: Store) -> None:
    with pytest.raises(StoreError) as raised, store.writing() as connection:
        put(connection, audit, **{**line("one"), "subject": None, "actor": "hoangnam88"})
    assert "hoangnam88" not in str(raised.value)
    assert "[SQL parameters hidden due to hide_parameters=True]" in str(raised.value.__cause__)


def test_sqlite_is_safe_against_power_cuts(new_store: NewStore) -> None:
    store = new_store("sqlite")
    with store.reading() as connection:
        settings = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "synchronous", "foreign_keys")}
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_postgres_ends_a_session_that_is_frozen(new_store: NewStore) -> None:
    store = new_store("postgres")
    with store.reading() as connection:
        assert connection.execute(text("SHOW idle_in_transaction_session_timeout")).scalar() == "15s"
        assert connection.execute(text("SHOW timezone")).scalar() == "UTC"


def test_nothing_is_opened_before_it_is_used(tmp_path: Path) -> None:
    Store(f"sqlite:///{tmp_path}/none.db").close()
    assert not list(tmp_path.iterdir())
