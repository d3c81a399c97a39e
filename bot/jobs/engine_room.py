"""DBOS as we use it: JSON only, quiet, nothing over the network but the database; the one place that starts and ends it."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable, Iterable
from threading import Lock
from threading import enumerate as enumerate_threads
from typing import ClassVar

from dbos import DBOS, DBOSClient, DBOSConfig
from sqlalchemy import URL, Engine

from bot.jobs.engines import postgres_url
from bot.jobs.protocol import JobsError, Json, Lane
from bot.jobs.serializer import JobFailed, JsonSerializer
from bot.jobs.workflows import workflow_name

APPLICATION = "tiepnhan"
VERSION = "1"
"""Held constant: DBOS leaves jobs of another version lying. What changes its shape gets another workflow name."""

_CRASHES = 100
"""Times that a job may have been under way when its process ended, before it is taken for the cause and given up."""

_CLOUD = ("DBOS__CLOUD", "DBOS__CONDUCTOR_KEY", "DBOS__CONDUCTOR_URL")

Run = Callable[[str, str, dict[str, Json]], Awaitable[None]]
"""Does a job of one lane: id, partition, payload."""


def make_client(engine: Engine) -> DBOSClient:
    """What puts jobs into a caller's transaction; opens no connection by itself."""
    hush()
    return DBOSClient(
        system_database_engine=engine, serializer=JsonSerializer(), application_name=APPLICATION, lazy=True
    )


def hush() -> None:
    """Gives DBOS's log to the standard logging, from WARNING on, before DBOS adds a console of its own."""
    logger = logging.getLogger("dbos")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    logger.propagate = True
    logger.setLevel(logging.WARNING)
    logger.addFilter(_is_news)


def migrate(url: URL) -> None:
    """Makes or updates DBOS's own tables."""
    hush()
    database = postgres_url(url) if url.get_backend_name() == "postgresql" else url
    DBOS.migrate(database.render_as_string(hide_password=False))


def register(client: DBOSClient, lanes: Iterable[Lane]) -> None:
    """Makes or updates the queue of each lane."""
    for lane in lanes:
        client.register_queue(
            lane.kind,
            partition_concurrency=1 if lane.partitioned else None,
            worker_concurrency=lane.in_hand,
            polling_interval_sec=lane.poll,
        )


class Motor:
    """The one DBOS that a process has, for the time from `reserve` to `destroy`.

    Args:
        brisk: looks for the end every few milliseconds, so that tests need not wait a second for it.
    """

    _guard: ClassVar[Lock] = Lock()
    _in_use: ClassVar[Motor | None] = None

    def __init__(self, *, brisk: bool) -> None:
        self._brisk = brisk
        self._dbos: DBOS | None = None

    def reserve(self) -> None:
        """Claims it.

        Raises:
            JobsError: somebody in this process has it, or the environment tells it to report to DBOS's cloud.
        """
        if told := [name for name in _CLOUD if os.environ.get(name)]:
            raise JobsError(f"this program reports to nobody: take {', '.join(told)} out of the environment")
        with Motor._guard:
            if Motor._in_use is not None:
                raise JobsError("this process runs jobs already, and one process runs those of one database")
            Motor._in_use = self

    def launch(self, engine: Engine, executor_id: str, runs: Iterable[tuple[Lane, Run]]) -> None:
        """Starts taking jobs."""
        config: DBOSConfig = {
            "name": APPLICATION,
            "system_database_engine": engine,
            "application_version": VERSION,
            "executor_id": executor_id,
            "serializer": JsonSerializer(),
            "enable_otlp": False,
            "log_level": "WARNING",
            "notification_listener_polling_interval_sec": 0.01 if self._brisk else 1.0,
        }
        self._dbos = DBOS(config=config)
        for lane, run in runs:
            DBOS.workflow(name=workflow_name(lane.kind), max_recovery_attempts=_CRASHES)(_workflow(lane, run))
        DBOS.launch()

    def take_no_more(self) -> None:
        """Stops taking jobs; returns when none is being taken. Those in hand go on.

        DBOS's own end closes its event loop under the feet of threads that have just taken a job.
        """
        if self._dbos is not None:
            for stop in self._dbos.background_thread_stop_events:
                stop.set()
            for thread in enumerate_threads():
                if thread.name.startswith("queue-worker-"):
                    thread.join(10.0)

    def destroy(self) -> None:
        """Ends DBOS if it is ours; what runs or waits in it is cut off and stays in the database."""
        with Motor._guard:
            if Motor._in_use is self:
                self.take_no_more()
                DBOS.destroy(destroy_registry=True)
                self._dbos = Motor._in_use = None


def _workflow(lane: Lane, run: Run) -> Callable[[str, dict[str, Json]], Awaitable[None]]:
    async def job(partition: str, payload: dict[str, Json]) -> None:
        id = DBOS.workflow_id
        if id is None:
            raise JobsError("a job runs outside of its queue")
        await run(id, partition, payload)

    job.__qualname__ = f"job_{lane.kind}"
    return job


async def until_cut_off() -> None:
    """Waits for `destroy`; the job stays under way in the database, for the next process."""
    await asyncio.Event().wait()


def _is_news(record: logging.LogRecord) -> bool:
    """Drops what we say ourselves, without a traceback that could show content, and what every stop brings about."""
    given_up = record.exc_info and isinstance(record.exc_info[1], JobFailed)
    return not given_up and not str(record.msg).startswith("Asyncio task cancelled")
