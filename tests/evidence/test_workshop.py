from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.evidence.bench import Gone, Worker
from bot.evidence.intake import Intake
from bot.evidence.values import Limits, Refused
from bot.evidence.workshop import Workshop
from tests.evidence.samples import PICTURES, png_of_size

RAW = PICTURES["jpeg"][0]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits and /proc are Linux's")


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker(Limits())
    yield made
    made.end()


def children() -> set[int]:
    """Our own processes for pictures."""
    tasks = Path("/proc/self/task").glob("*/children")
    pids = {int(pid) for task in tasks for pid in task.read_text().split()}
    return {pid for pid in pids if b"bot.evidence.worker" in Path(f"/proc/{pid}/cmdline").read_bytes()}


def test_a_worker_is_kept_for_the_next_picture() -> None:
    with Intake() as intake:
        intake.warm()
        first = children()
        for _ in range(3):
            intake.take_in(RAW)
        assert children() == first
    assert not children()


def test_no_secret_of_the_server_and_little_room(worker: Worker) -> None:
    place = Path(f"/proc/{worker.process.pid}")
    names = {entry.split(b"=")[0].decode() for entry in (place / "environ").read_bytes().split(b"\0") if entry}
    assert not {name for name in names if "TIEPNHAN" in name or "SECRET" in name or "PASSWORD" in name}
    assert names <= {
        "PATH",
        "SYSTEMROOT",
        "LD_LIBRARY_PATH",
        "HOME",
        "TMPDIR",
        "PYTHONPATH",
        "MALLOC_ARENA_MAX",
        "MALLOC_MMAP_THRESHOLD_",
        "OPENBLAS_NUM_THREADS",
        "OMP_NUM_THREADS",
        "PYTHONDONTWRITEBYTECODE",
        "LC_CTYPE",
    }
    limits = (place / "limits").read_text()
    assert [line.split()[-3] for line in limits.splitlines() if line.startswith(("Max file size", "Max core"))] == [
        "0",
        "0",
    ]
    assert str(Limits().memory) in limits
    assert (place / "oom_score_adj").read_text() == "1000\n"


def test_a_worker_that_dies_between_pictures_costs_no_picture() -> None:
    with Intake() as intake:
        intake.warm()
        for pid in children():
            os.kill(pid, signal.SIGKILL)
        assert intake.take_in(RAW).width == 64


def test_a_picture_that_takes_too_long_is_refused_and_its_worker_ended() -> None:
    with Intake(Limits(seconds=0.0)) as intake:
        for _ in range(2):
            with pytest.raises(Refused) as caught:
                intake.take_in(png_of_size(6000, 6000))
            assert caught.value.reason == "unreadable"
            assert not children()


def test_a_picture_that_wants_too_much_memory_is_refused_and_the_next_is_not() -> None:
    with Intake(Limits(memory=300_000_000)) as intake:
        with pytest.raises(Refused) as caught:
            intake.take_in(png_of_size(6300, 6300, colour=6, depth=8))
        assert caught.value.reason == "unreadable"
        assert intake.take_in(RAW).width == 64


def test_a_worker_that_is_killed_at_work_is_gone(worker: Worker) -> None:
    worker.process.kill()
    with pytest.raises(Gone) as caught:
        worker.ask(RAW)
    assert not caught.value.too_late
    assert worker.process.wait(30) == -signal.SIGKILL


def test_a_worker_leaves_by_itself_when_the_server_is_gone(worker: Worker) -> None:
    assert worker.process.stdin is not None
    worker.process.stdin.close()
    assert worker.process.wait(30) == 0
    with pytest.raises(Gone) as caught:
        worker.ask(RAW)
    assert not caught.value.too_late


def test_many_at_once_wait_for_their_turn() -> None:
    with Intake(at_once=2) as intake:
        seen: list[str] = []
        threads = [threading.Thread(target=lambda: seen.append(intake.take_in(RAW).sha256)) for _ in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(seen) == 12
        assert len(set(seen)) == 1
        assert 1 <= len(children()) <= 2


def test_who_waits_too_long_is_asked_to_come_again() -> None:
    workshop = Workshop(Limits(wait=0.0))
    inside, leave = threading.Event(), threading.Event()

    class Slow(bytes):
        """A picture whose sending waits for the test."""

        def __len__(self) -> int:
            inside.set()
            leave.wait(30)
            return bytes.__len__(self)

    def draw() -> None:
        workshop.draw(Slow(RAW))

    busy = threading.Thread(target=draw)
    busy.start()
    assert inside.wait(30)
    with pytest.raises(Refused) as caught:
        workshop.draw(RAW)
    leave.set()
    busy.join()
    workshop.close()
    assert caught.value.reason == "try_later"


def test_a_closed_intake_says_so() -> None:
    intake = Intake()
    intake.close()
    with pytest.raises(ValueError, match="closed"):
        intake.take_in(RAW)
