"""Jobs that survive the process, on DBOS Transact in the application's own SQLite file or Postgres database."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from threading import Event, Thread

from dbos import EnqueueOptions, error
from sqlalchemy import URL, Connection, delete, make_url
from sqlalchemy.exc import DBAPIError, TimeoutError

from bot.clock import Clock, SystemClock
from bot.jobs import engine_room
from bot.jobs.attempts import Abandoned, Attempts, GivenUp, Outcome, Wait
from bot.jobs.engines import job_engine
from bot.jobs.entry import accept, by_kind, match_handlers
from bot.jobs.hands import Hands
from bot.jobs.locks import AdvisoryLock, FileLock
from bot.jobs.protocol import LANES, Counts, Handler, JobsError, Json, Lane
from bot.jobs.replicas import Replica, Watch
from bot.jobs.serializer import JobFailed
from bot.jobs.tables import job_attempts
from bot.jobs.workflows import ENDED, count, last_place, running, workflow_name

_log = logging.getLogger("bot.jobs")
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Pulse:
    """How often a process says that it lives, and when it is taken for dead.

    Attributes:
        beat: seconds between two heartbeats.
        silence: seconds without one after which others take its jobs; several beats long.
    """

    beat: float = 10.0
    silence: float = 60.0


class DurableJobs:
    """Jobs in the database. Any process may enqueue; those that are started run them, one in a process.

    Args:
        url: the database that the application writes to. The tables of `bot.jobs.tables` must be there to start.
        executor_id: this replica's name, the same after every restart, no other living process's.
        lanes: which jobs there are; the same in all processes of a database.
        pulse: heartbeat and take-over.
        brisk: for tests: stopping takes milliseconds instead of up to a second.

    Raises:
        JobsError: lanes that cannot be, or a database that cannot hold jobs.
    """

    def __init__(
        self,
        url: str | URL,
        *,
        executor_id: str,
        lanes: Iterable[Lane] = LANES,
        pulse: Pulse | None = None,
        clock: Clock | None = None,
        brisk: bool = False,
    ) -> None:
        self._url = make_url(url)
        self._lanes = by_kind(lanes)
        self._pulse = pulse or Pulse()
        self._clock = clock or SystemClock()
        self._motor = engine_room.Motor(brisk=brisk)
        self._engine = job_engine(self._url, idle_limit=self._pulse.silence)
        self._client = engine_room.make_client(self._engine)
        self._alone = self._engine.dialect.name == "sqlite"
        lock = FileLock(self._url) if self._alone else AdvisoryLock(self._url, executor_id)
        self._replica = Replica(self._engine, lock, executor_id, self._pulse.silence, self._clock)
        self._hands = Hands()
        self._watch = Watch(self._replica, self._alone, self._hands.all_held)
        self._stopping = Event()
        self._pools: dict[str, ThreadPoolExecutor] = {}
        self._heart: Thread | None = None

    def prepare(self) -> None:
        """Makes DBOS's tables, for commands that enqueue without running anything; `start` does so by itself."""
        engine_room.migrate(self._url)

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
        """See `Jobs.enqueue`. Transactions that enqueue for one partition must exclude each other for its order to be
        theirs, as those do that hold the conversation's row."""
        lane, content = accept(self._lanes, kind, id, partition, delay, payload)
        options: EnqueueOptions = {"queue_name": kind, "workflow_name": workflow_name(kind), "workflow_id": id}
        if lane.partitioned:
            options["queue_partition_key"] = partition
            options["priority"] = last_place(connection, kind, partition) + 1
        if delay > 0:
            options["delay_seconds"] = delay
        # The id is there already under another kind: one job, as if the kind were the same.
        with suppress(error.DBOSConflictingWorkflowError):
            self._client.enqueue_in_transaction(connection, options, partition, content)

    def start(self, handlers: Mapping[str, Handler]) -> None:
        """See `Running.start`. To be called outside any event loop, as from a thread of its own."""
        match_handlers(self._lanes, handlers)
        if self._heart is not None:
            raise JobsError("jobs are started already")
        self._replica.lock.take()
        try:
            self._motor.reserve()
            self.prepare()
            self._begin(handlers)
        except BaseException:
            self._end()
            raise

    def stop(self, timeout: float) -> None:
        """See `Running.stop`. A handler that outlasts the time goes on in its thread; its job is run again later."""
        if self._heart is None:
            return
        end = time.monotonic() + timeout
        self._stopping.set()
        self._motor.take_no_more()
        self._heart.join()
        self._heart = None
        if self._hands.wait_idle(end) and not self._replica.lost:
            self._wait_written(end)
        self._end()

    @property
    def alive(self) -> bool:
        """Whether jobs are being run here; False also after another process took this one's name."""
        return self._heart is not None and self._heart.is_alive() and not self._replica.lost

    def counts(self) -> Counts:
        """See `Kept.counts`; one query over all jobs that are kept."""
        return count(self._engine, self._lanes)

    def prune(self, before: datetime) -> int:
        """See `Kept.prune`; in batches, so that nobody waits for it."""
        pruned = 0
        while ids := self._ended(before):
            self._client.delete_workflows(ids)
            with self._engine.begin() as connection:
                connection.execute(delete(job_attempts).where(job_attempts.c.id.in_(ids)))
            pruned += len(ids)
        return pruned

    def close(self) -> None:
        """Closes the connections, also of an object that never was started."""
        self.stop(0.0)
        self._client.destroy()
        self._engine.dispose()

    def _begin(self, handlers: Mapping[str, Handler]) -> None:
        self._stopping.clear()
        self._replica.enter()
        self._watch.sweep()
        self._pools = {
            kind: ThreadPoolExecutor(lane.concurrency, thread_name_prefix=f"job-{kind}")
            for kind, lane in self._lanes.items()
        }
        engine_room.register(self._client, self._lanes.values())
        runs = [(lane, partial(self._run, lane, handlers[kind])) for kind, lane in self._lanes.items()]
        self._motor.launch(self._engine, self._replica.executor_id, runs)
        self._heart = Thread(target=self._beat_on, name="job-heart", daemon=True)
        self._heart.start()

    def _end(self) -> None:
        self._motor.destroy()
        for pool in self._pools.values():
            pool.shutdown(wait=False, cancel_futures=True)
        try:
            self._replica.leave(busy=self._hands.all_busy())
        except (DBAPIError, TimeoutError) as problem:
            _log.warning("jobs in hand could not be given back: %s", type(problem).__name__)
            self._replica.lock.release()

    async def _run(self, lane: Lane, handler: Handler, id: str, partition: str, payload: dict[str, Json]) -> None:
        """All runs of a job that this process has taken, until it is done, given up or taken away."""
        attempts = Attempts(self._engine, self._clock, self._stopping)
        epoch = self._replica.epoch
        loop, pool = asyncio.get_running_loop(), self._pools[lane.kind]
        may_run = partial(self._replica.may_run, epoch)

        def attempt(taken: bool) -> Outcome:
            with self._hands.busy(id):
                return attempts.run(lane, handler, id, partition, payload, may_run, taken=taken)

        with self._hands.held(id):
            try:
                outcome = await loop.run_in_executor(pool, attempt, True)
                while isinstance(outcome, Wait):
                    with self._hands.resting(id):
                        await asyncio.sleep(outcome.seconds)
                    outcome = await loop.run_in_executor(pool, attempt, False)
            except Abandoned:
                if self._stopping.is_set():
                    with self._hands.resting(id):
                        await engine_room.until_cut_off()
                # Ends the run without an outcome, which is the other owner's to write.
                raise asyncio.CancelledError from None
        if isinstance(outcome, GivenUp):
            raise JobFailed(outcome.reason)

    def _beat_on(self) -> None:
        while not self._stopping.wait(self._pulse.beat):
            try:
                self._replica.beat()
                if self._replica.lost:
                    self._stopping.set()
                    self._end()
                    return
                self._watch.sweep()
            except Exception as problem:
                # The outermost loop: a database that is away comes back, and the next beat finds out what happened.
                _log.warning("no heartbeat: %s", type(problem).__name__)

    def _wait_written(self, end: float) -> None:
        """Waits until the outcomes of jobs that ended are in the database; these would be run again otherwise."""
        while time.monotonic() < end:
            try:
                with self._engine.connect() as connection:
                    if running(connection, self._replica.executor_id) <= self._hands.all_resting():
                        return
            except (DBAPIError, TimeoutError) as problem:
                _log.warning("stopping without the database: %s", type(problem).__name__)
                return
            time.sleep(0.02)

    def _ended(self, before: datetime) -> list[str]:
        found = self._client.list_workflows(
            completed_before=before.isoformat(), status=list(ENDED), limit=_BATCH, load_input=False, load_output=False
        )
        return [workflow.workflow_id for workflow in found]
