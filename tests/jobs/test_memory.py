"""Jobs in memory: exact times on the virtual clock, orders drawn by chance, crashes where a test wants them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, StaticPool, create_engine, event

from bot.clock import VirtualClock
from bot.jobs.memory import Crash, MemoryJobs
from bot.jobs.protocol import Again, Job, JobsError, Lane, Retry

START = datetime(2026, 11, 14, 13, 0, tzinfo=UTC)
LANES = (
    Lane("out", partitioned=True, concurrency=8, retry=Retry(attempts=3, first=10.0, factor=3.0, longest=20.0)),
    Lane("later", partitioned=False, concurrency=4),
)


@pytest.fixture
def engine() -> Iterator[Engine]:
    engine = _engine()
    yield engine
    engine.dispose()


def _engine() -> Engine:
    return create_engine("sqlite://", poolclass=StaticPool)


def put(jobs: MemoryJobs, engine: Engine, kind: str, *ids: str, partition: str = "", delay: float = 0.0) -> None:
    with engine.begin() as connection:
        for id in ids:
            jobs.enqueue(connection, kind, id, partition=partition, delay=delay, payload={})


def test_each_job_runs_at_its_moment(engine: Engine) -> None:
    clock = VirtualClock(START)
    jobs, seen = MemoryJobs(clock, LANES), []

    def note(job: Job) -> None:
        seen.append((job.id, (clock.now() - START).total_seconds()))
        if job.id == "early":
            put(jobs, engine, "later", "child", delay=5.0)

    jobs.start({"out": note, "later": note})
    put(jobs, engine, "later", "late", delay=90.0)
    put(jobs, engine, "later", "early", delay=30.0)
    assert jobs.run_due() == 0
    assert jobs.run_until(START + timedelta(seconds=60)) == 2
    assert clock.now() == START + timedelta(seconds=60)
    assert jobs.run_until(START + timedelta(seconds=120)) == 1
    assert seen == [("early", 30.0), ("child", 35.0), ("late", 90.0)]


def test_failures_wait_longer_and_longer(engine: Engine) -> None:
    clock = VirtualClock(START)
    jobs, seen = MemoryJobs(clock, LANES), []

    def fail(job: Job) -> None:
        seen.append((clock.now() - START).total_seconds())
        raise ConnectionError

    jobs.start({"out": fail, "later": fail})
    put(jobs, engine, "out", "d", partition="c")
    jobs.run_until(START + timedelta(hours=1))
    assert seen == [0.0, 10.0, 30.0]
    assert [job.id for job in jobs.failed()] == ["d"]


def test_nothing_runs_before_a_start(engine: Engine) -> None:
    jobs = MemoryJobs(VirtualClock(START), LANES)
    put(jobs, engine, "later", "t")
    with pytest.raises(JobsError, match="not started"):
        jobs.run_due()
    assert [job.id for job in jobs.queued()] == ["t"]


def test_a_crash_in_a_handler_brings_the_job_up_again(engine: Engine) -> None:
    jobs, seen = MemoryJobs(VirtualClock(START), LANES), []

    def die_once(job: Job) -> None:
        seen.append((job.id, job.attempt))
        if len(seen) == 1:
            raise Crash

    jobs.start({"out": die_once, "later": die_once})
    put(jobs, engine, "out", "a", "b", partition="c")
    assert jobs.run_due() == 3
    assert seen == [("a", 1), ("a", 1), ("b", 1)]


def test_chances_need_a_source_of_chance() -> None:
    with pytest.raises(JobsError, match="random source"):
        MemoryJobs(VirtualClock(START), LANES, crash_after=0.1)


@given(seed=st.integers(0, 2**32), sizes=st.lists(st.integers(1, 6), min_size=1, max_size=5))
def test_no_chance_breaks_a_partitions_order_or_loses_a_job(seed: int, sizes: list[int]) -> None:
    """Law: whatever is drawn, each job ends once or more, and first ends come in the order of enqueueing."""
    engine, chance = _engine(), random.Random(seed)
    clock = VirtualClock(START)
    jobs = MemoryJobs(clock, LANES, shuffle=chance, crash_before=0.2, crash_after=0.2)
    ends: list[tuple[str, str]] = []

    def handler(job: Job) -> None:
        if job.attempt == 1 and chance.random() < 0.3:
            raise Again(chance.random() * 10)
        ends.append((job.partition, job.id))

    jobs.start({"out": handler, "later": handler})
    for name, size in enumerate(sizes):
        put(jobs, engine, "out", *(f"{name}-{number}" for number in range(size)), partition=str(name))
    jobs.run_until(START + timedelta(hours=1))
    for name, size in enumerate(sizes):
        first = list(dict.fromkeys(id for partition, id in ends if partition == str(name)))
        assert first == [f"{name}-{number}" for number in range(size)]
    assert not jobs.queued()
    engine.dispose()


def test_chance_mixes_partitions_and_its_seed_repeats_it(engine: Engine) -> None:
    def play(seed: int) -> list[str]:
        jobs, seen = MemoryJobs(VirtualClock(START), LANES, shuffle=random.Random(seed)), []
        jobs.start({"out": lambda job: seen.append(job.id), "later": lambda job: seen.append(job.id)})
        for name in "abcd":
            put(jobs, engine, "out", f"{name}1", f"{name}2", partition=name)
        jobs.run_due()
        return seen

    assert play(1) == play(1)
    assert len({tuple(play(seed)) for seed in range(10)}) > 5


def test_a_job_waits_for_the_commit_and_not_for_the_statement(engine: Engine) -> None:
    jobs = MemoryJobs(VirtualClock(START), LANES)
    with engine.begin() as connection:
        jobs.enqueue(connection, "later", "t", payload={})
        assert not jobs.queued()
    assert [job.id for job in jobs.queued()] == ["t"]


def test_a_connection_that_comes_back_from_the_pool_starts_afresh(engine: Engine) -> None:
    jobs = MemoryJobs(VirtualClock(START), LANES)
    commits: list[str] = []
    event.listen(engine, "commit", lambda connection: commits.append("commit"))
    with engine.connect() as connection:
        jobs.enqueue(connection, "later", "left open", payload={})
    for number in range(3):
        put(jobs, engine, "later", f"t{number}")
    assert [job.id for job in jobs.queued()] == ["t0", "t1", "t2"]
    assert len(commits) == 3
