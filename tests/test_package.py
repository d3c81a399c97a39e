"""The wheel: built from this tree, installed into an empty environment, and run there, far from the repository."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.slow


def _run(*words: str | Path, cwd: Path, stdin: str = "", seconds: int = 900) -> str:
    done = subprocess.run(
        [str(word) for word in words],
        input=stdin,
        capture_output=True,
        text=True,
        cwd=cwd,
        timeout=seconds,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built."""
    folder = tmp_path_factory.mktemp("dist")
    _run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_carries_what_is_needed_and_no_more(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "bot/shipped/domain.yml" in names
    assert "bot/shipped/triage.yml" in names
    assert "bot/shipped/model/meta.json" in names
    assert any(name.startswith("bot/shipped/nlu/") for name in names)
    assert not [name for name in names if name.startswith(("tests", "benchmarks", "data", "models"))]
    assert wheel.stat().st_size < 20_000_000


def test_it_works_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    pinned = tmp_path / "pinned.txt"
    pinned.write_text((ROOT / "requirements.lock").read_text(encoding="utf-8"), encoding="utf-8")
    # The lock's hashes hold for every package; only what the wheel itself asks for is installed.
    names = _run(sys.executable, "-c", _CORE, cwd=ROOT).split()
    pinned.write_text(_only(names, pinned.read_text(encoding="utf-8")), encoding="utf-8")
    _run(python, "-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps", "-r", pinned, cwd=tmp_path)
    _run(python, "-m", "pip", "install", "--quiet", "--no-deps", wheel, cwd=tmp_path)
    _run(python, "-m", "pip", "check", cwd=tmp_path)
    tiepnhan = tmp_path / "env" / "bin" / "tiepnhan"
    said = _run(tiepnhan, "parse", "--now", "2026-11-14T21:00:00", cwd=tmp_path, stdin="rút 5tr tối qua chưa về\n")
    assert json.loads(said)["intent"]["name"] == "slow_withdrawal"
    talk = "k đăng nhập dc, tk thanhtruc92 từ sáng nay\nkhông có ảnh\nđúng\n"
    turns = _run(tiepnhan, "chat", "--json", "--now", "2026-11-14T21:00:00", cwd=tmp_path, stdin=talk).splitlines()
    assert json.loads(turns[-1])["case"]["status"] == "handed_over"
    script = "import spacy; from bot.files import SHIPPED; print(spacy.load(SHIPPED / 'model')('rút tiền chưa về').cats.keys())"
    assert "slow_withdrawal" in _run(python, "-c", script, cwd=tmp_path)
    told = subprocess.run(
        [tiepnhan, "--lang", "en", "train"], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert told.returncode == 1
    assert "pip install 'tiepnhan[train]'" in told.stderr


_CORE = """
import re
from importlib.metadata import requires
seen, todo = set(), ["tiepnhan"]
while todo:
    name = todo.pop()
    for line in requires(name) or ():
        if "extra ==" in line:
            continue
        from packaging.requirements import Requirement
        wanted = Requirement(line)
        key = re.sub(r"[-_.]+", "-", wanted.name).lower()
        if key not in seen and (wanted.marker is None or wanted.marker.evaluate()):
            seen.add(key)
            todo.append(wanted.name)
print(*sorted(seen))
"""


def _only(names: list[str], lock: str) -> str:
    """The lock's entries for some packages, hashes and all."""
    entries = lock.replace("\\\n", "\\").splitlines()
    return "\n".join(entry.replace("\\", "\\\n") for entry in entries if entry.split("==")[0].strip().lower() in names)
