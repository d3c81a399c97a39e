"""An empty, migrated database of each kind for every test of the store."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.store.engine import Store
from bot.store.migrations.declared import DECLARED
from bot.store.upgrade import upgrade
from tests.postgres import fresh_database

KINDS = ("sqlite", "postgres")
NewStore = Callable[[str], Store]


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file of the newest shape, to be copied."""
    file = tmp_path_factory.mktemp("migrated") / "empty.db"
    store = Store(f"sqlite:///{file}")
    upgrade(store)
    store.close()
    return file


@pytest.fixture(scope="session")
def migrated_url() -> Iterator[str]:
    """A Postgres database of the newest shape, emptied for every test."""
    with fresh_database() as url:
        store = Store(url)
        upgrade(store)
        store.close()
        yield url


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty, migrated store, on SQLite and on Postgres."""
    if request.param == "sqlite":
        file = tmp_path / "tiepnhan.db"
        shutil.copy(request.getfixturevalue("migrated_file"), file)
        opened = Store(f"sqlite:///{file}")
    else:
        opened = Store(request.getfixturevalue("migrated_url"))
        names = ", ".join(name for metadata in DECLARED for name in metadata.tables)
        with opened.writing() as connection:
            connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
    yield opened
    opened.close()


@pytest.fixture
def new_store(tmp_path: Path) -> Iterator[NewStore]:
    """Makes stores in which there is nothing yet, not even tables: "sqlite" or "postgres"."""
    with ExitStack() as stack:
        made: list[Store] = []

        def make(kind: str) -> Store:
            file = tmp_path / f"new{len(made)}.db"
            url = f"sqlite:///{file}" if kind == "sqlite" else stack.enter_context(fresh_database())
            store = Store(url)
            stack.callback(store.close)
            made.append(store)
            return store

        yield make
