"""Who is dead and who only looks dead: on a virtual clock, against real tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from bot.clock import VirtualClock
from bot.jobs.durable import DurableJobs
from bot.jobs.engines import job_engine
from bot.jobs.locks import LockInDoubt
from bot.jobs.protocol import LATER
from bot.jobs.replicas import Replica, Watch
from bot.jobs.tables import metadata
from tests.jobs.benches import rows, sqlite_url

START = datetime(2026, 11, 14, 13, 0, tzinfo=UTC)
SILENCE = 60.0


class Lock:
    """A process lock in memory: free, held here, or lost to somebody."""

    def __init__(self) -> None:
        self.free = True

    def take(self) -> None:
        self.free = False

    def holds(self) -> bool:
        return not self.free

    def release(self) -> None:
        self.free = True


@dataclass
class Machine:
    """One replica with a clock of its own, and its watch over the others."""

    replica: Replica
    watch: Watch
    clock: VirtualClock
    held: set[str]

    def live(self, seconds: float, *others: Machine) -> None:
        """Time passes for this machine and for others, all of them beating and looking."""
        for _ in range(int(seconds / 10)):
            for machine in (self, *others):
                machine.clock.advance(10.0)
                machine.replica.beat()
                machine.watch.sweep()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    url = sqlite_url(tmp_path)
    jobs = DurableJobs(url, executor_id="none")
    jobs.prepare()
    engine = job_engine(url, idle_limit=SILENCE)
    metadata.create_all(engine)
    with engine.begin() as connection:
        for name in "12":
            jobs.enqueue(connection, LATER.kind, name, payload={})
    yield engine
    engine.dispose()
    jobs.close()


def machine(engine: Engine, name: str) -> Machine:
    clock = VirtualClock(START)
    held: set[str] = set()
    lock = Lock()
    lock.take()
    replica = Replica(engine, lock, name, SILENCE, clock)
    replica.enter()
    watch = Watch(replica, False, lambda: held)
    watch.sweep()
    return Machine(replica, watch, clock, held)


def run(engine: Engine, id: str, executor_id: str) -> None:
    """A replica takes a job."""
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE workflow_status SET status = 'PENDING', executor_id = :who WHERE workflow_uuid = :id"),
            {"who": executor_id, "id": id},
        )


def running(engine: Engine) -> list[str]:
    return [row[0] for row in rows(engine, "SELECT workflow_uuid FROM workflow_status WHERE status = 'PENDING'")]


def test_a_silent_replica_loses_its_jobs_and_its_row(engine: Engine) -> None:
    one, two = machine(engine, "one"), machine(engine, "two")
    run(engine, "1", "two")
    two.held.add("1")
    one.live(120, two)
    assert running(engine) == ["1"]
    one.live(50)
    assert running(engine) == ["1"]
    one.live(30)
    assert running(engine) == []
    assert [row[0] for row in rows(engine, "SELECT executor_id FROM replicas")] == ["one"]


def test_one_that_wakes_knows_that_it_was_taken_for_dead(engine: Engine) -> None:
    one, two = machine(engine, "one"), machine(engine, "two")
    run(engine, "1", "two")
    epoch = two.replica.epoch
    assert two.replica.may_run(epoch)
    one.live(90)
    two.clock.advance(90)
    assert not two.replica.may_run(epoch)
    assert two.replica.may_run(two.replica.epoch)
    run(engine, "2", "two")
    two.held.add("2")
    two.live(120, one)
    assert running(engine) == ["2"]


def test_a_clock_that_jumps_kills_nobody(engine: Engine) -> None:
    one, two = machine(engine, "one"), machine(engine, "two")
    run(engine, "1", "two")
    two.held.add("1")
    for hours in (5, -9, 0):
        one.clock.set(START + timedelta(hours=hours))
        two.clock.set(START - timedelta(hours=hours))
        one.live(40, two)
    assert running(engine) == ["1"]
    assert one.replica.epoch == two.replica.epoch == 0


def test_a_watch_that_paused_itself_judges_nobody_by_that(engine: Engine) -> None:
    """After its own pause it has to see the silence anew."""
    one = machine(engine, "one")
    machine(engine, "two")
    run(engine, "1", "two")
    one.live(30)
    one.clock.advance(600)
    one.live(50)
    assert running(engine) == ["1"]
    one.live(20)
    assert running(engine) == []


def test_jobs_of_a_name_without_a_row_are_found(engine: Engine) -> None:
    one = machine(engine, "one")
    run(engine, "1", "nobody")
    one.live(50)
    assert running(engine) == ["1"]
    one.live(30)
    assert running(engine) == []


def test_who_serves_alone_need_not_wait(engine: Engine) -> None:
    one = machine(engine, "one")
    run(engine, "1", "before")
    one.watch.alone = True
    one.watch.sweep()
    assert running(engine) == []


def test_of_two_survivors_one_takes_over(engine: Engine) -> None:
    one, two = machine(engine, "one"), machine(engine, "two")
    machine(engine, "three")
    run(engine, "1", "three")
    one.live(60, two)
    run(engine, "1", "one")
    one.held.add("1")
    two.live(60, one)
    assert running(engine) == ["1"]


def test_a_name_lost_to_another_process_runs_nothing(engine: Engine) -> None:
    one = machine(engine, "one")
    one.replica.lock.release()
    machine(engine, "one")
    one.replica.beat()
    assert one.replica.lost
    assert not one.replica.may_run(one.replica.epoch)


def test_a_lock_that_is_not_free_yet_is_no_proof(engine: Engine) -> None:
    """As after a cut connection, whose session the server still keeps."""
    one = machine(engine, "one")
    one.replica.lock.release()
    with pytest.raises(LockInDoubt):
        one.replica.beat()
    assert not one.replica.lost
    one.clock.advance(SILENCE)
    with pytest.raises(LockInDoubt):
        one.replica.may_run(one.replica.epoch)
    one.replica.lock.take()
    assert one.replica.may_run(one.replica.epoch)


def test_a_start_takes_up_what_its_name_left_behind(engine: Engine) -> None:
    run(engine, "1", "one")
    machine(engine, "one")
    assert running(engine) == []


def test_orphans_are_believed_at_the_second_look(engine: Engine) -> None:
    one = machine(engine, "one")
    run(engine, "1", "one")
    run(engine, "2", "one")
    one.held.add("2")
    one.live(10)
    assert sorted(running(engine)) == ["1", "2"]
    one.live(10)
    assert running(engine) == ["2"]
