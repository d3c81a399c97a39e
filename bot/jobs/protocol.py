"""What durable work is to the rest of the package: jobs, lanes, handlers; it knows no database and no engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeAlias

from sqlalchemy import Connection

from bot.errors import TiepNhanError

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"


class JobsError(TiepNhanError):
    """A job cannot be enqueued, or the jobs cannot be started; the text says why."""


class AlreadyServing(JobsError):
    """Another living process already runs jobs under the same name or on the same SQLite file."""


class Again(Exception):
    """Raised by a handler: run this job again after so many seconds; not a failure and not counted as one.

    A job of a partitioned lane keeps its place meanwhile: the jobs behind it in its partition wait.

    Args:
        after: seconds, 0 or more.
    """

    def __init__(self, after: float) -> None:
        self.after = max(0.0, after)
        super().__init__(f"again after {self.after} seconds")


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work, as its handler sees it.

    Attributes:
        id: its name for ever, also after a crash: the idempotency key to send along.
        kind: the lane's kind.
        partition: whose turn it is, "" in a lane without partitions.
        payload: what was enqueued, as JSON gives it back.
        attempt: which run this is, counted from 1; a run that a crash cut short is repeated under the same number.
    """

    id: str
    kind: str
    partition: str
    payload: Mapping[str, Json]
    attempt: int


Handler: TypeAlias = Callable[[Job], None]
"""Does one job. Runs at least once, in a thread of its own, outside every transaction; see `Again`."""


@dataclass(frozen=True, slots=True)
class Retry:
    """How often an exception other than `Again` is tried again, and how long it waits in between.

    Attributes:
        attempts: failed runs after which a job is kept as failed; 1 is no second try.
        first: seconds before the second run.
        factor: by which each wait is longer than the last.
        longest: seconds that no wait exceeds.
    """

    attempts: int = 8
    first: float = 1.0
    factor: float = 2.0
    longest: float = 300.0

    def wait(self, failures: int) -> float:
        """Seconds to wait after so many failed runs, counted from 1."""
        try:
            return min(self.longest, self.first * self.factor ** (failures - 1))
        except OverflowError:
            return self.longest


@dataclass(frozen=True, slots=True)
class Lane:
    """How jobs of one kind are run.

    Attributes:
        kind: the name that `enqueue` is given.
        partitioned: at most one job per partition at a time, in the order of enqueueing; otherwise in any order.
        concurrency: handlers of this kind that run at the same time in one process; jobs that wait take none.
        retry: what happens to a job whose handler raises.
        poll: seconds between two looks into the queue, about half of which a committed job waits to be run.
        in_hand: jobs that one process takes at most, those that wait for `Again` or a retry included.
    """

    kind: str
    partitioned: bool
    concurrency: int
    retry: Retry = field(default_factory=Retry)
    poll: float = 0.2
    in_hand: int = 4096


OUT = Lane("out", partitioned=True, concurrency=16)
"""Deliveries that leave the house, in order within a conversation."""

HANDOFF = Lane("handoff", partitioned=True, concurrency=8)
"""Cases on their way to another helpdesk, in order within a case: its outage must not fill the lane of the channels."""

LATER = Lane("later", partitioned=False, concurrency=4, poll=0.5)
"""Timers: jobs with a delay, in any order."""

LANES: tuple[Lane, ...] = (OUT, HANDOFF, LATER)


class Jobs(Protocol):
    """Where work is put that must be done even if this process dies."""

    def enqueue(
        self,
        connection: Connection,
        kind: str,
        id: str,
        *,
        partition: str = "",
        delay: float = 0.0,
        payload: Mapping[str, Json],
    ) -> None:
        """Puts a job into the caller's own transaction: committed with it, or never there.

        Args:
            connection: the open transaction; on the database that the jobs live in.
            kind: a lane's kind.
            id: the job's name over all kinds; a second job of the same id is silently none.
            partition: required in a partitioned lane, refused in another.
            delay: seconds before it may run; refused in a partitioned lane, where jobs run in order of enqueueing.
            payload: JSON and nothing else; kept as it is until the job is pruned, so no secrets.

        Raises:
            JobsError: an unknown kind, a partition or delay that the lane does not take, an empty id, a payload that
                is not JSON. The transaction is untouched then.
        """
        ...


class Running(Protocol):
    """What runs jobs, for the process's composition root."""

    def start(self, handlers: Mapping[str, Handler]) -> None:
        """Begins to run jobs, those that earlier processes left behind first.

        Args:
            handlers: one per lane, by kind.

        Raises:
            AlreadyServing: another living process holds this replica's name or the SQLite file.
            JobsError: a lane has no handler, a handler no lane, or the database cannot hold jobs.
        """
        ...

    def stop(self, timeout: float) -> None:
        """Takes no new job, gives those in hand so many seconds to end, and lets go; the rest are run at the next start."""
        ...


@dataclass(frozen=True, slots=True)
class Counts:
    """How much work there is, by kind; every lane's kind is there, with 0 where there is none.

    Attributes:
        queued: jobs that are still to be done: due, delayed, running and waiting for another try.
        failed: jobs that were given up and are kept.
    """

    queued: Mapping[str, int]
    failed: Mapping[str, int]


class Kept(Protocol):
    """What is left of jobs, for metrics and for retention."""

    def counts(self) -> Counts:
        """How many jobs of each kind are to be done, and how many failed, read at this moment."""
        ...

    def prune(self, before: datetime) -> int:
        """Forgets jobs that were done or given up before a moment; their ids may be used again then.

        Args:
            before: aware.

        Returns:
            how many were forgotten.
        """
        ...
