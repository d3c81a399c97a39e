"""`tiepnhan agent` and `tiepnhan stats`, as a person runs them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.gate.people import Passwords, new_session_id
from bot.store import people_rows
from bot.store.engine import Store

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent / "tiepnhan"
PASSWORD = "chiều lặng gió trên sông quê"


def run(folder: Path, *words: str, typed: str = PASSWORD) -> subprocess.CompletedProcess[str]:
    """Runs `tiepnhan` on a data folder."""
    ours = {"TIEPNHAN_DATA_FOLDER": str(folder), "TIEPNHAN_DATABASE_URL": "", "TIEPNHAN_LANG": "en"}
    return subprocess.run(
        [str(BIN), *words], capture_output=True, text=True, timeout=120, cwd=ROOT, check=False, input=typed + "\n",
        env={**os.environ, **ours},
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with an empty database."""
    assert run(tmp_path, "db", "upgrade").returncode == 0
    return tmp_path


def test_people_are_added_listed_sent_away_and_let_in_again(folder: Path) -> None:
    added = run(folder, "agent", "add", "Hoa", "--name", "Hoa", "--role", "lead", "--password-stdin")
    assert (added.returncode, added.stdout) == (0, "Added Hoa (hoa, lead).\n"), added.stderr
    store = Store(f"sqlite:///{folder / 'tiepnhan.db'}")
    with store.writing() as connection:
        row = people_rows.agent_by_login(connection, "hoa")
        assert row is not None
        people_rows.open_session(connection, new_session_id()[1], row.id, row.created_at)
    assert Passwords().verify(row.password, PASSWORD).ok
    assert PASSWORD not in row.password
    assert run(folder, "agent", "disable", "hoa").stdout == "Hoa is disabled.\n"
    assert "disabled" in run(folder, "agent", "list").stdout
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM agent_sessions").scalar_one() == 0
    assert run(folder, "agent", "enable", "hoa").stdout == "Hoa is enabled.\n"
    assert run(folder, "agent", "password", "hoa", "--password-stdin", typed="một câu khác cũng đủ dài").returncode == 0
    store.close()


@pytest.mark.parametrize(
    ("words", "typed", "told"),
    [
        (("add", "x", "--name", "Hoa"), PASSWORD, "cannot be a user name"),
        (("add", "hoa", "--name", "assistant"), PASSWORD, "cannot be a display name"),
        (("add", "hoa", "--name", "Hoa"), "ngắn", "at least 12 characters"),
        (("password", "nobody"), PASSWORD, "nobody called 'nobody'"),
    ],
)
def test_what_cannot_be_is_told(folder: Path, words: tuple[str, ...], typed: str, told: str) -> None:
    done = run(folder, "agent", *words, "--password-stdin", typed=typed)
    assert done.returncode == 1
    assert told in done.stderr
    assert typed not in done.stderr + done.stdout


def test_statistics_are_printed_for_programs(folder: Path) -> None:
    found = json.loads(run(folder, "stats", "--from", "2026-11-01", "--to", "2026-11-07").stdout)
    assert (found["cases"], found["since"]) == (0, "2026-11-01T00:00:00+07:00")
    assert "all,,cases,0" in run(folder, "stats", "--csv").stdout
    assert run(folder, "stats", "--from", "yesterday").returncode == 1
    assert run(folder, "stats", "--from", "2026-11-09", "--to", "2026-11-07").returncode == 1
