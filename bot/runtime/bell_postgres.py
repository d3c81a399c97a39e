"""The bell of several processes on one Postgres: NOTIFY wakes the listeners of all of them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from types import TracebackType

import psycopg
import structlog
from sqlalchemy import text
from sqlalchemy.engine import make_url

from bot.runtime.bell import Listener, LocalBell
from bot.store.engine import Store
from bot.store.errors import StoreError

log = structlog.get_logger(__name__)

CHANNEL = "tiepnhan_bell"
_LOOK = 1.0
"""Seconds between two looks whether to stop."""


class PostgresBell:
    """Rings here at once and at the other processes through the database.

    Args:
        store: the Postgres database.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._local = LocalBell()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._hear_for_ever, name="bell", daemon=True)

    def __enter__(self) -> PostgresBell:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        self._thread.join(5)

    def ring(self, topics: Iterable[str]) -> None:
        """See Bell. That others do not hear it is no harm: their listeners look by themselves every few seconds."""
        rung = list(topics)
        self._local.ring(rung)
        try:
            with self._store.writing() as connection:
                for topic in rung:
                    connection.execute(text("SELECT pg_notify(:channel, :topic)"), {"channel": CHANNEL, "topic": topic})
        except StoreError as error:
            log.warning("bell_silent", error=type(error).__name__)

    def ring_here(self, topics: Iterable[str]) -> None:
        """See Bell."""
        self._local.ring_here(topics)

    def listen(self, topic: str, listener: Listener) -> Callable[[], None]:
        """See Bell."""
        return self._local.listen(topic, listener)

    def everybody(self) -> tuple[str, ...]:
        """See Bell."""
        return self._local.everybody()

    def _hear_for_ever(self) -> None:
        while not self._stopped.is_set():
            try:
                self._hear()
            except psycopg.Error as error:
                log.warning("bell_deaf", error=type(error).__name__)
                self._stopped.wait(_LOOK)

    def _hear(self) -> None:
        url = make_url(self._store.url).set(drivername="postgresql")
        with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as connection:
            connection.execute(f"LISTEN {CHANNEL}")
            self._local.ring(self._local.everybody())
            while not self._stopped.is_set():
                for notice in connection.notifies(timeout=_LOOK):
                    self._local.ring([notice.payload])
