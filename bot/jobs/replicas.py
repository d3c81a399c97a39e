"""This process as one of several that run jobs: its name, its heartbeat, and taking over from those that fell silent."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from threading import RLock
from typing import TypeAlias

from sqlalchemy import ColumnElement, Connection, Engine, and_, delete, insert, select, update

from bot.clock import Clock
from bot.jobs.locks import LockInDoubt, ProcessLock
from bot.jobs.tables import replicas
from bot.jobs.workflows import executors, requeue, requeue_these, running

_log = logging.getLogger("bot.jobs")
_Sign: TypeAlias = tuple[str, int] | None


@dataclass
class Replica:
    """One process's place among the replicas.

    Attributes:
        engine: the job layer's.
        lock: what makes the name this process's own.
        executor_id: the name; the same after every restart.
        silence: seconds without a heartbeat after which others may take this replica's jobs.
        clock: for the length of silences.
        epoch: counts how often this process was taken for dead: runs that began in an earlier one are not its own.
        lost: another process has the name now, so nothing may be run here.
    """

    engine: Engine
    lock: ProcessLock
    executor_id: str
    silence: float
    clock: Clock
    epoch: int = 0
    lost: bool = False
    _incarnation: str = ""
    _beaten: float = 0.0
    _guard: RLock = field(default_factory=RLock, repr=False)

    def enter(self) -> None:
        """Says that this process lives, under a name that its lock has made its own, and takes up what it left behind."""
        self._beaten, self.lost = self.clock.monotonic(), False
        with self.engine.begin() as connection:
            connection.execute(delete(replicas).where(replicas.c.executor_id == self.executor_id))
            self._register(connection)
            requeue(connection, self.executor_id)

    def leave(self, *, busy: Collection[str] = ()) -> None:
        """Gives back what was not begun or is waiting, so that others need not wait for it, and then the name.

        Args:
            busy: jobs whose handlers are still at work; they are run again when this name comes back.
        """
        with self._guard:
            self.epoch += 1
            if not self.lost:
                with self.engine.begin() as connection:
                    requeue(connection, self.executor_id, without=busy)
                    connection.execute(delete(replicas).where(self._is_me()))
        self.lock.release()

    def beat(self) -> None:
        """Says that this process lives; finds out whether others took it for dead meanwhile.

        Raises:
            sqlalchemy.exc.DBAPIError: the database does not answer.
            LockInDoubt: it cannot be said for now.
        """
        with self._guard:
            moment = self.clock.monotonic()
            if not self.lock.holds():
                self._judge()
                return
            beat = {"beats": replicas.c.beats + 1, "seen_at": self.clock.now().timestamp()}
            with self.engine.begin() as connection:
                if connection.execute(update(replicas).where(self._is_me()).values(beat)).rowcount == 0:
                    self.epoch += 1
                    _log.warning(
                        "replica %s was taken for dead: what it had in hand is left to others", self.executor_id
                    )
                    self._register(connection)
            self._beaten = moment

    def may_run(self, epoch: int) -> bool:
        """Whether a run that began in an epoch is still this process's to do; asks the database after a long silence.

        Raises:
            as `beat`.
        """
        with self._guard:
            if not self.lost and self.clock.monotonic() - self._beaten > self.silence / 2:
                self.beat()
            return not self.lost and epoch == self.epoch

    def _judge(self) -> None:
        """Without the lock: whoever has it writes a row of its own at once; until then it may be our own old session."""
        with self.engine.connect() as connection:
            rows = select(replicas.c.incarnation).where(replicas.c.executor_id == self.executor_id)
            incarnation = connection.execute(rows).scalar()
        if incarnation is None or incarnation == self._incarnation:
            raise LockInDoubt(f"the lock of replica {self.executor_id} is not free yet")
        self.lost = True
        _log.critical("another process runs as replica %s: this one stops running jobs", self.executor_id)

    def _is_me(self) -> ColumnElement[bool]:
        return and_(replicas.c.executor_id == self.executor_id, replicas.c.incarnation == self._incarnation)

    def _register(self, connection: Connection) -> None:
        self._incarnation = secrets.token_hex(8)
        row = {"incarnation": self._incarnation, "beats": 0, "seen_at": self.clock.now().timestamp()}
        connection.execute(insert(replicas).values(executor_id=self.executor_id, **row))


@dataclass
class Watch:
    """Takes over the jobs of replicas that fell silent, and this one's own that nobody is running.

    Attributes:
        replica: this process.
        alone: no other process can be alive (SQLite, held by its lock), so every other name is a dead one.
        in_hand: ids of the jobs that this process is running or waiting with.
    """

    replica: Replica
    alone: bool
    in_hand: Callable[[], Collection[str]]
    _seen: dict[str, tuple[_Sign, float]] = field(default_factory=dict)
    _orphans: set[str] = field(default_factory=set)
    _swept: float = 0.0

    def sweep(self) -> None:
        """Looks once; to be called about as often as a heartbeat.

        A replica is dead when its row has not changed for `silence` seconds by this process's own watch, in which it
        looked again and again: neither a clock that jumps nor a pause of this process makes a living one look dead.

        Raises:
            sqlalchemy.exc.DBAPIError: the database does not answer.
        """
        now = self.replica.clock.monotonic()
        if now - self._swept > self.replica.silence / 2:
            self._seen = {}
        self._swept = now
        with self.replica.engine.connect() as connection:
            signs = self._signs(connection)
            mine = running(connection, self.replica.executor_id)
        self._seen = {id: self._since(id, sign, now) for id, sign in signs.items()}
        for id, (sign, since) in list(self._seen.items()):
            if self.alone or now - since >= self.replica.silence:
                self._adopt(id, sign)
                del self._seen[id]
        self._take_orphans(mine)

    def _signs(self, connection: Connection) -> dict[str, _Sign]:
        """Every other name that beats or is held for running something, with its last sign of life."""
        signs: dict[str, _Sign] = dict.fromkeys(executors(connection))
        for id, incarnation, beats in connection.execute(
            select(replicas.c.executor_id, replicas.c.incarnation, replicas.c.beats)
        ):
            signs[id] = (incarnation, beats)
        signs.pop(self.replica.executor_id, None)
        return signs

    def _since(self, id: str, sign: _Sign, now: float) -> tuple[_Sign, float]:
        before = self._seen.get(id)
        return before if before is not None and before[0] == sign else (sign, now)

    def _adopt(self, id: str, sign: _Sign) -> None:
        """Frees a dead replica's jobs, unless it gave a sign of life or another replica was faster."""
        row = replicas.c.executor_id == id
        with self.replica.engine.begin() as connection:
            if sign is not None:
                same = (replicas.c.incarnation == sign[0], replicas.c.beats == sign[1])
                if connection.execute(delete(replicas).where(row, *same)).rowcount == 0:
                    return
            elif connection.execute(select(replicas.c.beats).where(row)).first() is not None:
                return
            taken = requeue(connection, id)
        if taken:
            _log.warning("replica %s is silent: %d of its jobs are run by others now", id, taken)

    def _take_orphans(self, mine: set[str]) -> None:
        """Frees jobs that the database holds for running here and that nobody has: their outcome could not be written."""
        missing = mine - set(self.in_hand())
        if twice := self._orphans & missing:
            with self.replica.engine.begin() as connection:
                requeue_these(connection, self.replica.executor_id, twice)
            _log.warning("%d jobs were left without an outcome: they are run again", len(twice))
        self._orphans = missing
