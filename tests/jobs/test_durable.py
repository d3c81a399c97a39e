"""What only jobs in a database can show: processes that are killed, frozen, doubled or stopped; what is kept, and how."""

from __future__ import annotations

import json
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from bot.jobs.durable import DurableJobs, Pulse
from bot.jobs.protocol import Again, AlreadyServing, Job, JobsError
from tests.jobs.benches import LANES, Bench, durable_bench, rows, schema, sqlite_url, until
from tests.jobs.child import flags, handle, notes, write
from tests.postgres import fresh_database

ROOT = Path(__file__).parents[2]
QUICK = Pulse(beat=0.2, silence=1.6)


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    with fresh_database() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return sqlite_url(tmp_path) if request.param == "sqlite" else str(request.getfixturevalue("database"))


@pytest.fixture
def bench(url: str) -> Iterator[Bench]:
    """A replica called a, not started yet, and tables for what other processes do."""
    with durable_bench(url, "a", QUICK) as bench:
        notes.create_all(bench.engine)
        yield bench
        notes.drop_all(bench.engine)


Child = subprocess.Popen[str]


@contextmanager
def child(url: str, who: str, silence: float = QUICK.silence, **env: str) -> Iterator[Child]:
    """Another process that runs jobs; killed at the end if it still lives."""
    command = [sys.executable, "-m", "tests.jobs.child", url, who, str(silence)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=os.environ | env)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "started\n"
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()


def kill(process: Child) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()


def seen(engine: Engine, table: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in rows(engine, f"SELECT * FROM {table}")]


def took(bench: Bench, *run: Any) -> Callable[[], bool]:
    return lambda: tuple(run) in seen(bench.engine, "runs")


@pytest.mark.slow
def test_a_killed_process_goes_on_at_once_under_its_name(bench: Bench, url: str) -> None:
    """With a silence of an hour, so that nothing but the restart can bring the jobs back."""
    bench.put("out", "a", partition="c", payload={"do": "hang"})
    bench.put("out", "b", "c", partition="c")
    with child(url, "a", 3600.0) as process:
        until(took(bench, "a", 1, "a"))
        kill(process)
    bench.start()
    bench.settle()
    assert [(job.id, job.attempt) for job in bench.seen] == [("a", 1), ("b", 1), ("c", 1)]


@pytest.mark.slow
def test_again_outlives_the_process(bench: Bench, url: str) -> None:
    bench.put("out", "w", partition="c", payload={"do": "again", "after": 1.0})
    bench.put("out", "behind", partition="c")
    with child(url, "a", 3600.0) as process:
        until(lambda: len(seen(bench.engine, "job_attempts")) == 1)
        kill(process)
    bench.start()
    bench.settle()
    assert [(job.id, job.attempt) for job in bench.seen] == [("w", 2), ("behind", 1)]


@pytest.mark.slow
def test_a_process_that_never_returns_is_inherited(bench: Bench, url: str) -> None:
    bench.put("out", "a", partition="c", payload={"do": "hang"})
    bench.put("out", "b", "c", partition="c")
    with child(url, "gone") as process:
        until(took(bench, "a", 1, "gone"))
        kill(process)
    bench.start()
    bench.settle()
    assert bench.ids == ["a", "b", "c"]
    assert [row[0] for row in seen(bench.engine, "replicas")] == ["a"]


@pytest.mark.slow
def test_two_processes_share_the_work_and_keep_the_order(database: str) -> None:
    with durable_bench(database, "a", QUICK) as bench, child_tables(bench), child(database, "b"):
        bench.start(partial(handle, bench.engine, "a"))
        names = [f"p{number}" for number in range(10)]
        for number in range(6):
            for name in names:
                bench.put("out", f"{name}-{number}", partition=name)
        bench.settle()
        done = seen(bench.engine, "ends")
        for name in names:
            assert [id for id, _ in done if id.startswith(f"{name}-")] == [f"{name}-{number}" for number in range(6)]


@contextmanager
def child_tables(bench: Bench) -> Iterator[None]:
    notes.create_all(bench.engine)
    yield
    notes.drop_all(bench.engine)


@pytest.mark.slow
def test_a_frozen_process_that_wakes_is_fenced_off(database: str) -> None:
    with durable_bench(database, "a", QUICK) as bench, child_tables(bench), child(database, "frozen") as process:
        bench.put("out", "hangs", "behind", partition="c", payload={"do": "hang"})
        bench.put("out", "waits", partition="d", payload={"do": "again", "after": 1.0})
        until(took(bench, "hangs", 1, "frozen"))
        until(lambda: len(seen(bench.engine, "job_attempts")) == 1)
        process.send_signal(signal.SIGSTOP)
        bench.start()
        bench.settle()
        assert sorted(bench.ids) == ["behind", "hangs", "waits"]
        write(bench.engine, flags, go="go")
        process.send_signal(signal.SIGCONT)
        until(lambda: ("hangs", "frozen") in seen(bench.engine, "ends"))
        bench.jobs.stop(5.0)
        # It is a replica like any other again, and has left alone what is not its own any more.
        bench.put("out", "fresh", partition="e")
        until(lambda: ("fresh", "frozen") in seen(bench.engine, "ends"))
        bench.settle()
        assert seen(bench.engine, "runs") == [
            ("hangs", 1, "frozen"),
            ("waits", 1, "frozen"),
            ("fresh", 1, "frozen"),
        ] or (seen(bench.engine, "runs") == [("waits", 1, "frozen"), ("hangs", 1, "frozen"), ("fresh", 1, "frozen")])
        assert [row[0] for row in seen(bench.engine, "replicas")] == ["frozen"]


def ended(bench: Bench, number: int) -> bool:
    return len(seen(bench.engine, "ends")) >= number


@pytest.mark.slow
def test_nothing_is_lost_or_overtaken_however_often_it_is_killed(bench: Bench, url: str) -> None:
    """Jobs are enqueued all the while; each ends once or more, and a partition's first ends keep its order."""
    names = [f"p{number}" for number in range(12)]
    for life in range(5):
        with child(url, "a", 3600.0) as process:
            enough = len(seen(bench.engine, "ends")) + 10
            for number in range(3):
                for name in names:
                    bench.put("out", f"{name}-{life * 3 + number}", partition=name)
            until(partial(ended, bench, enough))
            kill(process)
    with child(url, "a", 3600.0):
        bench.settle()
    for name in names:
        first = dict.fromkeys(id for id, _ in seen(bench.engine, "ends") if id.startswith(f"{name}-"))
        assert list(first) == [f"{name}-{number}" for number in range(15)]


@pytest.mark.slow
def test_a_database_that_goes_away_and_returns_is_worked_with_again(database: str) -> None:
    """Every connection is cut, that of the replica's lock too."""
    with durable_bench(database, "a", QUICK) as bench:
        bench.start()
        bench.put("out", "before", partition="c")
        bench.settle()
        jobs = bench.jobs
        assert isinstance(jobs, DurableJobs)
        for number in range(3):
            with bench.engine.connect() as connection:
                others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                connection.execute(text(f"{others} AND pid <> pg_backend_pid()"))
            bench.put("out", f"after {number}", partition="c")
        bench.settle()
        until(
            lambda: len(rows(bench.engine, "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1")) > 0
        )
        assert jobs.alive
        assert bench.ids == ["before", "after 0", "after 1", "after 2"]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="another process's limits are set on Linux only")
def test_a_full_disk_delays_and_loses_nothing(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    with durable_bench(url) as bench, child_tables(bench), child(url, "a") as process:
        bench.put("out", *(f"a{number}" for number in range(9)), partition="c")
        until(partial(ended, bench, 2))
        limits = resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
        bench.put("out", "put meanwhile", partition="c")
        time.sleep(2.0)
        assert not ended(bench, 10)
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, limits)
        bench.settle()
        first = dict.fromkeys(id for id, _ in seen(bench.engine, "ends"))
        assert list(first) == [*(f"a{number}" for number in range(9)), "put meanwhile"]


@pytest.mark.slow
def test_two_living_processes_do_not_share_a_name(bench: Bench, url: str) -> None:
    with child(url, "a") as process:
        with pytest.raises(AlreadyServing, match=r"\.serving|replica 'a'"):
            bench.start()
        kill(process)
        bench.start()
    bench.put("later", "t")
    bench.settle()
    assert bench.ids == ["t"]


def test_two_on_one_sqlite_file_are_refused_under_any_name(tmp_path: Path) -> None:
    with durable_bench(sqlite_url(tmp_path), "a") as one, durable_bench(sqlite_url(tmp_path), "b") as two:
        one.start()
        with pytest.raises(AlreadyServing, match="another process already serves this database"):
            two.start()
        two.put("later", "put by a command")
        one.settle()
        assert one.ids == ["put by a command"]


def test_one_process_runs_the_jobs_of_one_database(tmp_path: Path, database: str) -> None:
    with durable_bench(sqlite_url(tmp_path)) as one, durable_bench(database) as two:
        one.start()
        with pytest.raises(JobsError, match="this process runs jobs already"):
            two.start()
        one.jobs.stop(5.0)
        two.put("later", "t")
        two.start()
        two.settle()
        assert two.ids == ["t"]


def test_a_stop_waits_for_the_handler_in_hand_and_gives_the_rest_back(bench: Bench) -> None:
    began, go = threading.Event(), threading.Event()

    def handler(job: Job) -> None:
        if job.id == "waits":
            raise Again(3600.0)
        began.set()
        go.wait(30.0)
        bench.note(job)

    bench.start(handler)
    bench.put("out", "waits", partition="w")
    bench.put("out", "in hand", "next", partition="c")
    assert began.wait(30.0)
    until(lambda: len(seen(bench.engine, "job_attempts")) == 1)
    threading.Timer(0.3, go.set).start()
    bench.jobs.stop(30.0)
    assert bench.ids == ["in hand"]
    status = f"SELECT workflow_uuid, status FROM {schema(bench.engine)}workflow_status ORDER BY 1"
    assert [tuple(row) for row in rows(bench.engine, status)] == [
        ("in hand", "SUCCESS"),
        ("next", "ENQUEUED"),
        ("waits", "ENQUEUED"),
    ]


def test_a_job_that_nobody_has_in_hand_is_found(bench: Bench) -> None:
    """As after an outcome that could not be written: the database holds it for running here, and nothing runs."""
    bench.start()
    bench.put("later", "lost", delay=3600.0)
    with bench.engine.begin() as connection:
        connection.execute(
            text(f"UPDATE {schema(bench.engine)}workflow_status SET status = 'PENDING', executor_id = 'a'")
        )
    bench.settle()
    assert bench.ids == ["lost"]


def test_transactions_that_waited_for_each_other_keep_the_order_of_their_turns(database: str) -> None:
    """The one that began first comes second: the clock of its beginning must not decide."""
    with durable_bench(database) as bench:
        with bench.engine.connect() as early, bench.engine.connect() as late:
            early.execute(text("SELECT now()"))
            bench.jobs.enqueue(late, "out", "z first", partition="c", payload={})
            late.commit()
            bench.jobs.enqueue(early, "out", "a second", partition="c", payload={})
            early.commit()
        bench.start()
        bench.settle()
        assert bench.ids == ["z first", "a second"]


def test_only_json_is_kept_and_no_message_of_an_exception(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    def handler(job: Job) -> None:
        if job.id == "bad":
            raise ValueError("matkhau123")

    bench.start(handler)
    bench.put("out", "bad", "good", partition="c", payload={"text": "rút tiền"})
    bench.settle()
    dbos = schema(bench.engine)
    kept = rows(bench.engine, f"SELECT inputs FROM {dbos}workflow_input")
    kept += rows(bench.engine, f"SELECT coalesce(output, error) FROM {dbos}workflow_output")
    read = [json.loads(row[0]) for row in kept]
    assert read.count({"args": ["c", {"text": "rút tiền"}], "kwargs": {}}) == 2
    assert len(read) == 4
    assert {row[0] for row in rows(bench.engine, f"SELECT serialization FROM {dbos}workflow_status")} == {
        "tiepnhan_json"
    }
    assert "ValueError at test_durable.py" in str(read)
    assert "ValueError at test_durable.py" in caplog.text
    assert "matkhau123" not in str(read) + caplog.text


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/net/tcp").exists(), reason="sockets of a process are read from /proc")
def test_nothing_listens_and_nothing_is_called_but_the_database(bench: Bench, url: str) -> None:
    allowed = {5432} if bench.engine.dialect.name == "postgresql" else set()
    if bench.engine.url.port:
        allowed = {bench.engine.url.port}
    with child(url, "a") as process:
        bench.put("later", "t")
        bench.settle()
        remote = {port for state, port in sockets(process.pid) if state != "LISTEN"}
        assert not [port for state, port in sockets(process.pid) if state == "LISTEN"]
        assert remote <= allowed


def sockets(pid: int) -> Iterator[tuple[str, int]]:
    """State and remote port of each TCP socket of a process."""
    links = set()
    for link in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):
            links.add(os.readlink(link))
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if f"socket:[{fields[9]}]" in links:
                yield "LISTEN" if fields[3] == "0A" else "OPEN", int(fields[2].split(":")[1], 16)


def test_the_sockets_of_a_process_are_seen() -> None:
    """Else the test above could not fail."""
    with socket.create_server(("127.0.0.1", 0)):
        assert ("LISTEN", 0) in set(sockets(os.getpid()))


@pytest.mark.slow
def test_it_reports_to_nobodys_cloud(tmp_path: Path) -> None:
    with durable_bench(sqlite_url(tmp_path)):
        command = [sys.executable, "-m", "tests.jobs.child", sqlite_url(tmp_path), "a", "60"]
        env = os.environ | {"DBOS__CLOUD": "true"}
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60)
        assert done.returncode != 0
        assert "take DBOS__CLOUD out of the environment" in done.stderr


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite://", "need a file"),
        ("sqlite:///:memory:", "need a file"),
        ("sqlite:///file:x?mode=memory&uri=true", "need a file"),
        ("mysql+pymysql://localhost/x", "SQLite or Postgres, not mysql"),
    ],
)
def test_a_database_that_cannot_hold_jobs_is_refused(url: str, said: str) -> None:
    with pytest.raises(JobsError, match=said):
        DurableJobs(url, executor_id="a", lanes=LANES)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    jobs = DurableJobs(f"sqlite:///{tmp_path}/none/x.db", executor_id="a", lanes=LANES)
    with pytest.raises(JobsError, match="cannot open"):
        jobs.start(dict.fromkeys(("out", "later"), print))
    assert not jobs.alive
    jobs.close()
