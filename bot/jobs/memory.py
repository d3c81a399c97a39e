"""Jobs in memory on a virtual clock, for tests and stories: same rules, no threads, no database of its own."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Literal

from sqlalchemy import Connection

from bot.clock import VirtualClock
from bot.jobs.commits import when_committed
from bot.jobs.entry import accept, by_kind, match_handlers
from bot.jobs.protocol import LANES, Again, Counts, Handler, Job, JobsError, Json, Lane


class Crash(BaseException):
    """Raised inside a handler by a test: the process dies here, and the job is run again after the restart."""


@dataclass
class _Entry:
    lane: Lane
    id: str
    partition: str
    payload: Mapping[str, Json]
    due: datetime
    place: int
    attempt: int = 1
    failures: int = 0
    ended: datetime | None = None
    failed: bool = False

    def job(self) -> Job:
        return Job(self.id, self.lane.kind, self.partition, self.payload, self.attempt)


@dataclass
class MemoryJobs:
    """Jobs that live as long as this object, run when they are told to, one after the other.

    Attributes:
        clock: what `run_until` moves; nobody need move it otherwise.
        lanes: which jobs there are.
        shuffle: takes due jobs of different partitions in random order instead of the order of enqueueing.
        crash_before: chance of each run to be cut short before its handler; needs `shuffle`.
        crash_after: chance of each run to be forgotten after its handler; needs `shuffle`.

    Raises:
        JobsError: lanes that cannot be, or chances without `shuffle`.
    """

    clock: VirtualClock
    lanes: Iterable[Lane] = LANES
    shuffle: random.Random | None = None
    crash_before: float = 0.0
    crash_after: float = 0.0
    _entries: dict[str, _Entry] = field(default_factory=dict, repr=False)
    _handlers: dict[str, Handler] = field(default_factory=dict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)
    _places: int = field(default=0, repr=False)

    def __post_init__(self) -> None:
        self._lanes = by_kind(self.lanes)
        if self.shuffle is None and (self.crash_before or self.crash_after):
            raise JobsError("crashes by chance need a random source")

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
        """See `Jobs.enqueue`; the job is there once the connection's transaction has committed."""
        lane, content = accept(self._lanes, kind, id, partition, delay, payload)
        due = self.clock.now() + timedelta(seconds=delay)
        when_committed(connection, lambda: self._add(lane, id, partition, content, due))

    def start(self, handlers: Mapping[str, Handler]) -> None:
        """See `Running.start`; jobs left by an earlier start are still there."""
        match_handlers(self._lanes, handlers)
        self._handlers = dict(handlers)

    def stop(self, timeout: float) -> None:
        """See `Running.stop`; nothing runs between calls, so there is nothing to wait for."""
        self._handlers = {}

    def run_due(self) -> int:
        """Runs what is due now, also what comes up meanwhile and is due at once.

        Returns:
            how many times a handler was called or would have been.

        Raises:
            JobsError: not started.
        """
        if not self._handlers:
            raise JobsError("jobs are not started")
        runs = 0
        while (entry := self._next()) is not None:
            self._run(entry)
            runs += 1
        return runs

    def run_until(self, moment: datetime) -> int:
        """Lets time pass up to a moment and runs every job when it comes due.

        Returns:
            how many runs there were.
        """
        runs = self.run_due()
        while (due := self._due()) is not None and due <= moment:
            self.clock.advance(max(0.0, (due - self.clock.now()).total_seconds()))
            runs += self.run_due()
        self.clock.advance(max(0.0, (moment - self.clock.now()).total_seconds()))
        return runs

    def queued(self) -> list[Job]:
        """Jobs that are still to be done, in the order of enqueueing."""
        with self._lock:
            return [entry.job() for entry in self._entries.values() if entry.ended is None]

    def failed(self) -> list[Job]:
        """Jobs that were given up, with the attempt that was their last."""
        with self._lock:
            return [entry.job() for entry in self._entries.values() if entry.failed]

    def counts(self) -> Counts:
        """See `Kept.counts`."""
        queued, failed = dict.fromkeys(self._lanes, 0), dict.fromkeys(self._lanes, 0)
        for job in self.queued():
            queued[job.kind] += 1
        for job in self.failed():
            failed[job.kind] += 1
        return Counts(queued, failed)

    def prune(self, before: datetime) -> int:
        """See `Kept.prune`."""
        with self._lock:
            old = [id for id, entry in self._entries.items() if entry.ended is not None and entry.ended < before]
            for id in old:
                del self._entries[id]
        return len(old)

    def _add(self, lane: Lane, id: str, partition: str, payload: Mapping[str, Json], due: datetime) -> None:
        with self._lock:
            if id not in self._entries:
                self._places += 1
                self._entries[id] = _Entry(lane, id, partition, payload, due, self._places)

    def _heads(self) -> list[_Entry]:
        """Jobs whose turn it is, due or not: all that are open, of a partition only the first."""
        heads: dict[tuple[str, str], _Entry] = {}
        with self._lock:
            for entry in self._entries.values():
                if entry.ended is None:
                    heads.setdefault((entry.lane.kind, entry.partition if entry.lane.partitioned else entry.id), entry)
        return list(heads.values())

    def _due(self) -> datetime | None:
        return min((entry.due for entry in self._heads()), default=None)

    def _next(self) -> _Entry | None:
        due = [entry for entry in self._heads() if entry.due <= self.clock.now()]
        if not due:
            return None
        return self.shuffle.choice(due) if self.shuffle else min(due, key=lambda entry: (entry.due, entry.place))

    def _run(self, entry: _Entry) -> None:
        """One run. A crash leaves the entry as it was, so that it comes up again."""
        if self._crashes(self.crash_before):
            return
        try:
            self._handlers[entry.lane.kind](entry.job())
            outcome: Literal["done"] | float | None = "done"
        except Crash:
            return
        except Again as again:
            outcome = again.after
        except (Exception, SystemExit):
            outcome = None
        if not self._crashes(self.crash_after):
            self._settle(entry, outcome)

    def _crashes(self, chance: float) -> bool:
        return self.shuffle is not None and chance > 0 and self.shuffle.random() < chance

    def _settle(self, entry: _Entry, outcome: Literal["done"] | float | None) -> None:
        now = self.clock.now()
        if outcome == "done":
            entry.ended = now
            return
        if outcome is None:
            entry.failures += 1
            if entry.failures >= entry.lane.retry.attempts:
                entry.ended, entry.failed = now, True
                return
            outcome = entry.lane.retry.wait(entry.failures)
        entry.attempt += 1
        entry.due = now + timedelta(seconds=outcome)
