"""What every version of Jobs promises: in memory, on SQLite, on Postgres."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.jobs.protocol import Again, Handler, Job, JobsError
from tests.jobs.benches import Bench, durable_bench, memory_bench, sqlite_url
from tests.postgres import fresh_database

HOUR = timedelta(hours=1)


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    match request.param:
        case "memory":
            with memory_bench() as bench:
                yield bench
        case "sqlite":
            with durable_bench(sqlite_url(tmp_path)) as bench:
                yield bench
        case _:
            with durable_bench(request.getfixturevalue("database")) as bench:
                yield bench


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """One Postgres database for the module; each bench leaves it empty."""
    with fresh_database() as url:
        yield url


def test_a_committed_job_is_run_with_what_it_was_given(bench: Bench) -> None:
    payload: dict[str, Any] = {"text": "rút 5tr \u0000 \ud83d", "list": [1, 2.5, None, True], "in": {"ố": "ạ"}}
    bench.start()
    bench.put("out", "d-1", partition="c-1", payload=payload)
    bench.put("later", "t-1", payload={})
    bench.settle()
    assert sorted(bench.seen, key=lambda job: job.id) == [
        Job("d-1", "out", "c-1", payload, 1),
        Job("t-1", "later", "", {}, 1),
    ]


def test_a_rollback_leaves_nothing(bench: Bench) -> None:
    bench.start()
    with bench.engine.connect() as connection, connection.begin() as transaction:
        bench.jobs.enqueue(connection, "out", "gone", partition="c", payload={})
        bench.jobs.enqueue(connection, "later", "gone too", payload={})
        transaction.rollback()
    with pytest.raises(RuntimeError, match="turn"):
        _turn_that_fails(bench)
    bench.put("out", "here", partition="c")
    bench.settle()
    assert bench.ids == ["here"]
    assert bench.jobs.counts().queued == {"out": 0, "later": 0}


def _turn_that_fails(bench: Bench) -> None:
    with bench.engine.begin() as connection:
        bench.jobs.enqueue(connection, "out", "gone as well", partition="c", payload={})
        raise RuntimeError("the turn fails")


def test_a_savepoint_rolled_back_takes_its_jobs_along(bench: Bench) -> None:
    with bench.engine.begin() as connection:
        bench.jobs.enqueue(connection, "out", "before", partition="c", payload={})
        with connection.begin_nested():
            bench.jobs.enqueue(connection, "out", "inside", partition="c", payload={})
            inner = connection.begin_nested()
            bench.jobs.enqueue(connection, "out", "gone", partition="c", payload={})
            inner.rollback()
        bench.jobs.enqueue(connection, "out", "after", partition="c", payload={})
    bench.start()
    bench.settle()
    assert bench.ids == ["before", "inside", "after"]


def test_the_same_id_is_one_job(bench: Bench) -> None:
    bench.put("out", "twice", "twice", partition="c", payload={"n": 1})
    bench.put("out", "twice", partition="c", payload={"n": 2})
    bench.put("later", "twice", payload={"n": 3})
    bench.start()
    bench.settle()
    bench.put("out", "twice", partition="other", payload={"n": 4})
    bench.settle()
    assert bench.seen == [Job("twice", "out", "c", {"n": 1}, 1)]


def test_jobs_wait_for_a_start(bench: Bench) -> None:
    bench.put("out", "b", "a", partition="c")
    assert bench.jobs.counts().queued == {"out": 2, "later": 0}
    bench.start()
    bench.settle()
    assert bench.ids == ["b", "a"]


def test_one_transaction_keeps_its_order_whatever_the_ids(bench: Bench) -> None:
    wanted = [f"{number:02}" for number in range(20, 0, -1)]
    bench.put("out", *wanted, partition="c")
    bench.start()
    bench.settle()
    assert bench.ids == wanted


def test_a_partition_keeps_its_order_while_handlers_fail(bench: Bench) -> None:
    ended: list[str] = []
    at_work: Counter[str] = Counter()
    at_most: Counter[str] = Counter()

    def flaky(job: Job) -> None:
        at_work[job.partition] += 1
        at_most[job.partition] = max(at_most[job.partition], at_work[job.partition])
        try:
            number = int(job.id[2:])
            if number % 3 == 1 and job.attempt == 1:
                raise ConnectionError("not reached")
            if number % 4 == 2 and job.attempt < 3:
                raise Again(0.01)
            ended.append(job.id)
        finally:
            at_work[job.partition] -= 1

    bench.start(flaky)
    for number in range(8):
        for name in "xyz":
            bench.put("out", f"{name}-{number}", partition=name)
    bench.settle()
    for name in "xyz":
        assert [id for id in ended if id.startswith(name)] == [f"{name}-{number}" for number in range(8)]
    assert set(at_most.values()) == {1}


def test_a_waiting_partition_holds_up_no_other(bench: Bench) -> None:
    def handler(job: Job) -> None:
        if job.id == "slow" and job.attempt == 1:
            raise Again(0.5)
        bench.note(job)

    bench.put("out", "slow", "behind it", partition="one")
    bench.put("out", "other", partition="two")
    bench.start(handler)
    bench.settle()
    assert bench.ids == ["other", "slow", "behind it"]


def test_waiting_jobs_take_no_handlers_place(bench: Bench) -> None:
    """More jobs wait than handlers may run at once, and another is done meanwhile."""
    waiting = [f"w{number}" for number in range(20)]

    def handler(job: Job) -> None:
        if job.id in waiting and job.attempt == 1:
            raise Again(2.0)
        bench.note(job)

    bench.start(handler)
    for id in waiting:
        bench.put("out", id, partition=id)
    bench.put("out", "next", partition="next")
    bench.settle()
    assert bench.ids[0] == "next"
    assert sorted(bench.ids[1:]) == sorted(waiting)


def test_a_delay_lets_others_go_first(bench: Bench) -> None:
    bench.put("later", "in two seconds", delay=2.0)
    bench.put("later", "at once")
    bench.start()
    bench.settle()
    assert bench.ids == ["at once", "in two seconds"]


def test_again_counts_attempts_and_never_fails(bench: Bench) -> None:
    def handler(job: Job) -> None:
        bench.note(job)
        if job.attempt < 8:
            raise Again(0.01)

    bench.start(handler)
    bench.put("later", "patient")
    bench.settle()
    assert [job.attempt for job in bench.seen] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert bench.jobs.counts().failed == {"out": 0, "later": 0}


@pytest.mark.parametrize("error", [ValueError("it is wrong"), SystemExit(1), KeyError("secret")])
def test_a_handler_that_keeps_failing_is_given_up_and_counted(bench: Bench, error: BaseException) -> None:
    def handler(job: Job) -> None:
        bench.note(job)
        if job.id == "bad":
            raise error

    bench.start(handler)
    bench.put("out", "bad", "good", partition="c")
    bench.settle()
    assert [(job.id, job.attempt) for job in bench.seen] == [("bad", 1), ("bad", 2), ("bad", 3), ("good", 1)]
    assert bench.jobs.counts().failed == {"out": 1, "later": 0}
    assert bench.jobs.counts().queued == {"out": 0, "later": 0}


def test_a_handler_may_enqueue(bench: Bench) -> None:
    def handler(job: Job) -> None:
        bench.note(job)
        if job.id == "first":
            bench.put("later", "second", payload={"from": job.id})

    bench.start(handler)
    bench.put("later", "first")
    bench.settle()
    assert bench.ids == ["first", "second"]


def test_what_is_left_at_a_stop_is_done_after_the_next_start(bench: Bench) -> None:
    reached = threading.Event()

    def never(job: Job) -> None:
        reached.set()
        raise Again(0.0 if job.attempt > 1 else 0.3)

    bench.start(never)
    bench.put("out", "a", "b", partition="c")
    bench.jobs.stop(5.0)
    bench.start()
    bench.settle()
    assert bench.ids == ["a", "b"]


def test_pruning_forgets_what_ended_and_nothing_else(bench: Bench) -> None:
    def handler(job: Job) -> None:
        if job.id == "bad":
            raise ValueError
        bench.note(job)

    bench.start(handler)
    bench.put("out", "good", "bad", partition="c")
    bench.settle()
    bench.put("later", "open", delay=3600.0)
    assert bench.jobs.prune(datetime(2020, 1, 1, tzinfo=UTC)) == 0
    assert bench.jobs.prune(datetime.now(UTC) + 100 * HOUR) == 2
    assert bench.jobs.counts().failed == {"out": 0, "later": 0}
    assert bench.jobs.counts().queued == {"out": 0, "later": 1}
    bench.put("out", "good", partition="c")
    assert bench.jobs.counts().queued == {"out": 1, "later": 1}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kind": "sideways"}, "no lane"),
        ({"id": " "}, "needs an id"),
        ({"partition": ""}, "partition is needed"),
        ({"kind": "later"}, "no partitions"),
        ({"delay": 1.0}, "take no delay"),
        ({"kind": "later", "partition": "", "delay": -1.0}, "delay"),
        ({"kind": "later", "partition": "", "delay": float("nan")}, "delay"),
        ({"payload": {"a": object()}}, "not JSON"),
        ({"payload": {"a": float("nan")}}, "not JSON"),
        ({"payload": {"a": {1, 2}}}, "not JSON"),
        ({"payload": {("a", 1): 1}}, "not JSON"),
    ],
)
def test_what_cannot_be_a_job_is_refused_and_the_transaction_goes_on(
    bench: Bench, wrong: dict[str, Any], said: str
) -> None:
    with bench.engine.begin() as connection:
        right: dict[str, Any] = {"kind": "out", "id": "x", "partition": "c", "payload": {}} | wrong
        with pytest.raises(JobsError, match=said):
            bench.jobs.enqueue(connection, right.pop("kind"), right.pop("id"), **right)
        bench.jobs.enqueue(connection, "out", "fine", partition="c", payload={})
    assert bench.jobs.counts().queued == {"out": 1, "later": 0}


@pytest.mark.parametrize(
    ("kinds", "said"), [(["out"], "no handler .* later"), (["out", "later", "x"], "x, but no such lane")]
)
def test_every_lane_has_its_handler(bench: Bench, kinds: list[str], said: str) -> None:
    handlers: dict[str, Handler] = dict.fromkeys(kinds, bench.note)
    with pytest.raises(JobsError, match=said):
        bench.jobs.start(handlers)
