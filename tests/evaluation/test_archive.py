"""Archives: bad rows told, any cut into pieces leaves the same bytes, a killed run goes on where it was."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.errors import DataError
from bot.evaluation.archive_run import run_archive
from bot.evaluation.archive_state import Files, State
from tests.evaluation import small

NOW = "2026-11-14T20:00:00+07:00"
ROOT = Path(__file__).parents[2]


def _classify(paths: list[Path], out: Path, **more: Any) -> State:
    settings: dict[str, Any] = {"model": small.model(), "threshold": None, "now": NOW, "workers": 1, **more}
    return run_archive(paths, out, **settings)


def _lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """JSON lines, some of them broken."""
    path = tmp_path / "archive.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(1_100):
            text, _ = small.MESSAGES[number % len(small.MESSAGES)]
            file.write(json.dumps({"id": number, "text": f"{text} lần {number}"}, ensure_ascii=False) + "\n")
            if number % 400 == 7:
                file.write("{broken\n")
    return path


def test_rows_keep_their_fields_and_secrets_become_dots(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    row = {
        "id": 7,
        "channel": "zalo",
        "text": "rút tiền mãi chưa về, mk của em là Abc@12345",
        "at": "2026-11-14T21:00:00",
    }
    path.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    done = _classify([path], tmp_path / "out.jsonl")
    (said,) = _lines(tmp_path / "out.jsonl")
    assert (done.rows, done.bad) == (1, 0)
    assert (said["id"], said["channel"], said["predicted_intent"]) == (7, "zalo", "late")
    assert "Abc@12345" not in (tmp_path / "out.jsonl").read_text(encoding="utf-8")
    assert said["text"].endswith("•••••••••")
    assert {entity["entity"] for entity in said["predicted_entities"]} == {"secret"}
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.jsonl", "out.jsonl"]


def test_a_time_is_read_against_the_rows_own_day(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('text,at\nlúc 8h tối qua,2026-11-14T21:00:00\nlúc 8h tối qua,\n"",\nx,soon\n', encoding="utf-8")
    done = _classify([path], tmp_path / "out.csv", now="2026-01-02T12:00:00+07:00")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    days = [json.loads(row["predicted_entities"])[0]["value"]["start"][:10] for row in rows]
    assert days == ["2026-11-13", "2026-01-01"]
    (error,) = _lines(Files(tmp_path / "out.csv").errors)
    assert (error["line"], done.bad) == (5, 1)
    assert "ISO 8601" in error["error"]


def test_broken_rows_are_told_with_their_lines(tmp_path: Path, archive: Path) -> None:
    done = _classify([archive], tmp_path / "out.jsonl")
    errors = _lines(Files(tmp_path / "out.jsonl").errors)
    assert (done.rows, done.bad) == (1_100, 3)
    assert [each["line"] for each in errors] == [9, 410, 811]
    assert {each["file"] for each in errors} == {str(archive)}
    assert [each["id"] for each in _lines(tmp_path / "out.jsonl")] == list(range(1_100))


def test_two_processes_make_the_same_bytes(tmp_path: Path, archive: Path) -> None:
    _classify([archive], tmp_path / "one.jsonl")
    _classify([archive], tmp_path / "two.jsonl", workers=2)
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()


_CHILD = """
import os, signal, sys
from pathlib import Path
from bot.evaluation.archive_run import run_archive

if __name__ == "__main__":
    pieces, every, workers = int(sys.argv[4]), float(sys.argv[5]), int(sys.argv[6])

    def progress(state):
        global pieces
        pieces -= 1
        if not pieces:
            os.kill(os.getpid(), signal.SIGKILL)

    run_archive([Path(sys.argv[1])], Path(sys.argv[2]), model=Path(sys.argv[3]), threshold=None,
                now=sys.argv[7], workers=workers, progress=progress, every=every)
"""


@pytest.mark.parametrize(("pieces", "every", "workers"), [(1, 0.0, 1), (3, 0.0, 1), (4, 3600.0, 1), (2, 0.0, 2)])
def test_a_killed_run_goes_on_and_makes_the_same_bytes(
    tmp_path: Path, archive: Path, pieces: int, every: float, workers: int
) -> None:
    whole, broken = tmp_path / "whole.jsonl", tmp_path / "broken.jsonl"
    _classify([archive], whole)
    script = tmp_path / "child.py"
    script.write_text(_CHILD, encoding="utf-8")
    words = [str(archive), str(broken), str(small.model()), str(pieces), str(every), str(workers), NOW]
    killed = subprocess.run(
        [sys.executable, str(script), *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
        timeout=120,
    )
    assert killed.returncode == -signal.SIGKILL
    assert not broken.exists()
    assert Files(broken).part.exists()
    begun: list[State] = []
    done = _classify([archive], broken, begun=begun.append)
    # rows that were written behind the last checkpoint are made again, not twice
    assert (begun[0].rows + begun[0].bad > 0) == (every == 0.0 and pieces > 1)
    assert (done.rows, done.bad) == (1_100, 3)
    assert broken.read_bytes() == whole.read_bytes()
    assert Files(broken).errors.read_bytes() == Files(whole).errors.read_bytes()
    assert not Files(broken).checkpoint.exists()


def test_a_run_that_was_killed_between_its_last_two_steps_is_done(tmp_path: Path, archive: Path) -> None:
    out = tmp_path / "out.jsonl"
    kept: dict[str, bytes] = {}
    _classify([archive], out, progress=lambda state: kept.update(last=_checkpoint(out)), every=0.0)
    state = json.loads(kept["last"])
    made = out.read_bytes()
    whole = {**state, "done": True, "out_size": len(made), "rows": 1_100, "bad": 3}
    Files(out).checkpoint.write_text(json.dumps(whole), encoding="utf-8")
    assert _classify([archive], out).rows == 1_100
    assert out.read_bytes() == made
    assert not Files(out).checkpoint.exists()


def _checkpoint(out: Path) -> bytes:
    return Files(out).checkpoint.read_bytes() if Files(out).checkpoint.exists() else b""


def _stopped(paths: list[Path], out: Path) -> None:
    """Begins a run and gives up behind its first piece."""

    class Enough(Exception):
        pass

    seen: list[State] = []

    def progress(state: State) -> None:
        seen.append(state)
        if len(seen) == 2:
            raise Enough

    with pytest.raises(Enough):
        _classify(paths, out, progress=progress, every=0.0)


def test_a_checkpoint_of_other_files_is_not_gone_on_with(tmp_path: Path, archive: Path) -> None:
    out = tmp_path / "out.jsonl"
    _stopped([archive], out)
    other = tmp_path / "other.jsonl"
    other.write_bytes(archive.read_bytes())
    with pytest.raises(DataError, match="another run"):
        _classify([other], out)
    archive.write_bytes(b'{"text": "changed"}\n' + archive.read_bytes())
    with pytest.raises(DataError, match="another run"):
        _classify([archive], out)
    assert _classify([archive], out, overwrite=True).rows == 1_101


def test_rows_that_come_meanwhile_are_left_for_another_run(tmp_path: Path, archive: Path) -> None:
    out, size = tmp_path / "out.jsonl", archive.stat().st_size
    _stopped([archive], out)
    with archive.open("a", encoding="utf-8") as file:
        file.write('{"text": "later"}\n')
    done = _classify([archive], out)
    assert (done.rows, done.order.sources[0].size) == (1_100, size)


def test_what_is_there_is_not_written_over(tmp_path: Path, archive: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("mine", encoding="utf-8")
    with pytest.raises(DataError, match="--overwrite"):
        _classify([archive], out)
    assert out.read_text(encoding="utf-8") == "mine"


def test_several_files_one_after_another(tmp_path: Path) -> None:
    for name, text in (
        ("a.csv", "id,text\n1,rút\n"),
        ("b.csv", "text;id\nnạp;2\n"),
        ("c.jsonl", '{"id": 3, "text": "x"}\n'),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    _classify([tmp_path / name for name in ("a.csv", "b.csv", "c.jsonl")], tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["id"], row["text"]) for row in rows] == [("1", "rút"), ("2", "nạp"), ("3", "x")]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("none.csv", None, "cannot be read"),
        ("a.txt", b"x", "is not known"),
        ("a.csv", b"message\nx\n", "no column `text`"),
        ("a.csv", "text\nrút\n".encode("utf-16"), "UTF-16"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_before_the_work(
    tmp_path: Path, name: str, data: bytes | None, said: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(DataError, match=said):
        _classify([tmp_path / name], tmp_path / "out.csv")
    assert not (tmp_path / "out.csv.part").exists()


def test_other_columns_are_told(tmp_path: Path) -> None:
    for name, text in (("a.csv", "text,id\nx,1\n"), ("b.csv", "text,note\nx,1\n")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"b\.csv:1: it has other columns"):
        _classify([tmp_path / "a.csv", tmp_path / "b.csv"], tmp_path / "out.csv")
