"""One process serves an SQLite file, and its death lets the next one in."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.store.lock import InUse, ServingLock

_HOLD = """
import sys, time
from pathlib import Path
from bot.store.lock import ServingLock
ServingLock(Path(sys.argv[1])).take()
print("held", flush=True)
time.sleep(600)
"""


def test_a_second_one_is_told_who_has_it(tmp_path: Path) -> None:
    file = tmp_path / "tiepnhan.db"
    with ServingLock(file), pytest.raises(InUse, match=f"process {os.getpid()} already serves"):
        ServingLock(file).take()
    with ServingLock(file):
        pass


def test_taking_it_twice_is_taking_it_once(tmp_path: Path) -> None:
    lock = ServingLock(tmp_path / "tiepnhan.db")
    lock.take()
    lock.take()
    lock.release()
    lock.release()
    with ServingLock(tmp_path / "tiepnhan.db"):
        pass


def test_the_folder_is_made(tmp_path: Path) -> None:
    with ServingLock(tmp_path / "a" / "b" / "tiepnhan.db") as lock:
        assert lock.path.is_file()


def test_two_files_are_two_locks(tmp_path: Path) -> None:
    with ServingLock(tmp_path / "one.db"), ServingLock(tmp_path / "two.db"):
        pass


def test_a_killed_process_lets_go(tmp_path: Path) -> None:
    file = tmp_path / "tiepnhan.db"
    holder = subprocess.Popen([sys.executable, "-c", _HOLD, str(file)], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(InUse, match=f"process {holder.pid} already serves"):
            ServingLock(file).take()
    finally:
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        assert holder.stdout is not None
        holder.stdout.close()
    with ServingLock(file) as lock:
        assert lock.path.read_text().strip() == str(os.getpid())


def test_a_lock_does_not_pass_to_a_child(tmp_path: Path) -> None:
    file = tmp_path / "tiepnhan.db"
    lock = ServingLock(file)
    lock.take()
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    lock.release()
    try:
        with ServingLock(file):
            pass
    finally:
        child.communicate(b"\n")
