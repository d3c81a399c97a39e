"""A Postgres server for tests: where it is, and databases on it that live as long as a test needs them."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pytest
from sqlalchemy import Engine, NullPool, create_engine, make_url, text
from sqlalchemy.exc import OperationalError

_LOCAL = ("postgresql+psycopg://postgres@127.0.0.1:5432/postgres", "postgresql+psycopg://127.0.0.1:5432/postgres")
REASON = "no Postgres answers on 127.0.0.1:5432, and TIEPNHAN_TEST_POSTGRES_URL names none"


@cache
def postgres_url() -> str | None:
    """The URL of a server on which databases may be made, None where none answers.

    Taken from TIEPNHAN_TEST_POSTGRES_URL; without it, a server on this machine that lets us in without a password.
    """
    if told := os.environ.get("TIEPNHAN_TEST_POSTGRES_URL"):
        return make_url(told).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    return next((url for url in _LOCAL if _answers(url)), None)


@contextmanager
def fresh_database() -> Iterator[str]:
    """The URL of an empty database, dropped afterwards with whatever still uses it.

    The test is skipped where no server answers; it fails instead where TIEPNHAN_REQUIRE_POSTGRES is 1.
    """
    server = postgres_url()
    if server is None:
        if os.environ.get("TIEPNHAN_REQUIRE_POSTGRES") == "1":
            pytest.fail(REASON)
        pytest.skip(REASON)
    name = f"tiepnhan_test_{secrets.token_hex(6)}"
    admin = _admin(server)
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        admin.dispose()


def _answers(url: str) -> bool:
    engine = _admin(url)
    try:
        with engine.connect():
            return True
    except OperationalError:
        return False
    finally:
        engine.dispose()


def _admin(url: str) -> Engine:
    return create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool, connect_args={"connect_timeout": 3})
