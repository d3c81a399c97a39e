"""One run of one job: which attempt it is, calling the handler, keeping what came of it; it decides no order."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from threading import Event
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Engine, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, TimeoutError

from bot.clock import Clock
from bot.jobs.locks import LockInDoubt
from bot.jobs.protocol import Again, Handler, Job, Json, Lane
from bot.jobs.tables import job_attempts

_log = logging.getLogger("bot.jobs")
T = TypeVar("T")


class Abandoned(Exception):
    """This run must not go on or write anything: the process stops, or another one has taken the job over."""


@dataclass(frozen=True, slots=True)
class Done:
    """The handler returned."""


@dataclass(frozen=True, slots=True)
class Wait:
    """To be run again after so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class GivenUp:
    """The handler raised once too often; the reason names no content."""

    reason: str


Outcome: TypeAlias = Done | Wait | GivenUp


@dataclass(frozen=True, slots=True)
class _Kept:
    attempt: int = 1
    failures: int = 0
    due_at: float = 0.0
    wait: float = 0.0

    def left(self, now: float) -> float:
        return max(0.0, min(self.due_at - now, self.wait))


@dataclass(frozen=True)
class Attempts:
    """Runs jobs and keeps their attempts in the database.

    Attributes:
        engine: the job layer's.
        clock: for when a waiting job is due.
        stopping: set when the process stops.
    """

    engine: Engine
    clock: Clock
    stopping: Event

    def run(
        self,
        lane: Lane,
        handler: Handler,
        id: str,
        partition: str,
        payload: Mapping[str, Json],
        may_run: Callable[[], bool],
        *,
        taken: bool,
    ) -> Outcome:
        """Runs a job once.

        Args:
            may_run: asked right before the handler is called.
            taken: the job was only just taken from the queue: what an earlier process let it wait for is waited for.

        Raises:
            Abandoned: it was not run, or another process went on with it meanwhile.
        """
        kept = self._until_it_works(lambda: self._read(id))
        if taken and (left := kept.left(self.clock.now().timestamp())):
            return Wait(left)
        if self.stopping.is_set() or not self._until_it_works(may_run):
            raise Abandoned(id)
        try:
            handler(Job(id, lane.kind, partition, payload, kept.attempt))
        except Again as again:
            return self._again(id, kept, again.after)
        except (Exception, SystemExit) as error:
            return self._failed(lane, id, kept, error)
        return Done()

    def _again(self, id: str, kept: _Kept, seconds: float) -> Wait:
        later = self.clock.now().timestamp() + seconds
        self._keep(id, replace(kept, attempt=kept.attempt + 1, due_at=later, wait=seconds))
        return Wait(seconds)

    def _failed(self, lane: Lane, id: str, kept: _Kept, error: BaseException) -> Outcome:
        failures = kept.failures + 1
        reason = f"{_place(error)} in run {kept.attempt}"
        if failures >= lane.retry.attempts:
            _log.error("job %s of kind %s is given up: %s", id, lane.kind, reason)
            return GivenUp(reason)
        seconds = lane.retry.wait(failures)
        _log.warning("job %s of kind %s failed: %s; again in %.1f s", id, lane.kind, reason, seconds)
        return self._again(id, replace(kept, failures=failures), seconds)

    def _read(self, id: str) -> _Kept:
        columns = job_attempts.c
        wanted = select(columns.attempt, columns.failures, columns.due_at, columns.wait).where(columns.id == id)
        with self.engine.connect() as connection:
            row = connection.execute(wanted).one_or_none()
        return _Kept(*row) if row is not None else _Kept()

    def _keep(self, id: str, kept: _Kept) -> None:
        if not self._until_it_works(lambda: self._write(id, kept)):
            raise Abandoned(id)

    def _write(self, id: str, kept: _Kept) -> bool:
        """Writes unless another run of this job has got as far already."""
        values: dict[str, Any] = {
            "attempt": kept.attempt, "failures": kept.failures, "due_at": kept.due_at, "wait": kept.wait,
        }  # fmt: skip
        dialect = postgresql if self.engine.dialect.name == "postgresql" else sqlite
        statement = (
            dialect.insert(job_attempts)
            .values(id=id, **values)
            .on_conflict_do_update(index_elements=["id"], set_=values, where=job_attempts.c.attempt < kept.attempt)
            .returning(job_attempts.c.id)
        )
        with self.engine.begin() as connection:
            return connection.execute(statement).first() is not None

    def _until_it_works(self, act: Callable[[], T]) -> T:
        """Repeats a database call while the database is away or full; nothing else could be done meanwhile anyway."""
        pause = 0.5
        while True:
            try:
                return act()
            except (DBAPIError, TimeoutError, LockInDoubt) as error:
                _log.warning("the database does not take the state of a job: %s", type(error).__name__)
                if self.stopping.wait(pause):
                    raise Abandoned("stopping") from None
                pause = min(30.0, pause * 2)


def _place(error: BaseException) -> str:
    """An exception's type and where it was raised, without its message: that may quote a customer or a token."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {frames[-1].filename.rsplit('/', 1)[-1]}:{frames[-1].lineno}" if frames else ""
    return type(error).__name__ + where
