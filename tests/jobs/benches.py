"""The three versions of Jobs on a workbench each, so that one test can be played on all; no test is in here."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Engine, NullPool, StaticPool, create_engine, event, text

from bot.clock import VirtualClock
from bot.jobs.durable import DurableJobs, Pulse
from bot.jobs.memory import MemoryJobs
from bot.jobs.protocol import Counts, Handler, Job, Jobs, Lane, Retry, Running
from bot.jobs.tables import metadata

QUICK = Retry(attempts=3, first=0.05, factor=2.0, longest=0.1)
LANES = (
    Lane("out", partitioned=True, concurrency=8, retry=QUICK, poll=0.05),
    Lane("later", partitioned=False, concurrency=4, retry=QUICK, poll=0.05),
)
PATIENCE = 60.0
"""Seconds after which something that should come is taken for never coming; nothing is asserted about less."""


class Version(Jobs, Running, Protocol):
    """Everything that both versions can do."""

    def counts(self) -> Counts: ...

    def prune(self, before: datetime) -> int: ...


@dataclass
class Bench:
    """A version of Jobs, the database it is used with, and what its handlers saw."""

    jobs: Version
    engine: Engine
    settle: Callable[[], None]
    seen: list[Job] = field(default_factory=list)

    def start(self, handler: Handler | None = None) -> None:
        """One handler for all lanes; it does nothing but note the job where none is given."""
        self.jobs.start({lane.kind: handler or self.note for lane in LANES})

    def note(self, job: Job) -> None:
        self.seen.append(job)

    def put(self, kind: str, *ids: str, **rest: Any) -> None:
        """Enqueues in one committed transaction."""
        with self.engine.begin() as connection:
            for id in ids:
                self.jobs.enqueue(connection, kind, id, **({"payload": {}} | rest))

    @property
    def ids(self) -> list[str]:
        return [job.id for job in self.seen]


@contextmanager
def memory_bench() -> Iterator[Bench]:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    clock = VirtualClock(datetime(2026, 11, 14, 13, 0, tzinfo=UTC))
    jobs = MemoryJobs(clock, LANES)

    def settle() -> None:
        jobs.run_until(clock.now() + timedelta(hours=1))

    yield Bench(jobs, engine, settle)
    engine.dispose()


@contextmanager
def durable_bench(url: str, executor_id: str = "a", pulse: Pulse | None = None) -> Iterator[Bench]:
    engine = application_engine(url)
    metadata.create_all(engine)
    jobs = DurableJobs(url, executor_id=executor_id, lanes=LANES, pulse=pulse, brisk=True)
    jobs.prepare()
    try:
        yield Bench(jobs, engine, lambda: until(lambda: not any(jobs.counts().queued.values())))
    finally:
        jobs.close()
        empty(engine)
        engine.dispose()


def application_engine(url: str) -> Engine:
    """As the application opens its database."""
    engine = create_engine(url, poolclass=NullPool)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def connect(connection: Any, record: Any) -> None:
            connection.isolation_level = None
            for pragma in ("busy_timeout=30000", "journal_mode=WAL", "synchronous=FULL"):
                connection.execute(f"PRAGMA {pragma}")

        @event.listens_for(engine, "begin")
        def begin(connection: Any) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def empty(engine: Engine) -> None:
    """Takes every job out of a database, for the next test on it."""
    with engine.begin() as connection:
        for name in ("workflow_status", "workflow_input", "workflow_output"):
            connection.execute(text(f"DELETE FROM {schema(engine)}{name}"))
        for table in metadata.tables.values():
            connection.execute(table.delete())


def schema(engine: Engine) -> str:
    """What stands before the names of DBOS's tables."""
    return "dbos." if engine.dialect.name == "postgresql" else ""


def sqlite_url(folder: Path) -> str:
    return f"sqlite:///{folder / 'tiepnhan.db'}"


def until(condition: Callable[[], bool]) -> None:
    """Waits for what another thread or process brings about."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.02)


def rows(engine: Engine, statement: str, values: Mapping[str, Any] | None = None) -> Sequence[Any]:
    with engine.connect() as connection:
        return connection.execute(text(statement), dict(values or {})).fetchall()
