"""`tiepnhan db`, `backup`, `restore` and `privacy`, as a person runs them."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bot.evidence.vault import FolderVault
from bot.store.engine import Store
from bot.store.lock import ServingLock
from bot.store.upgrade import newest
from tests.postgres import fresh_database
from tests.store.samples import everything, fill

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent / "tiepnhan"


def run(folder: Path, *words: str, url: str = "", lang: str = "en") -> subprocess.CompletedProcess[str]:
    """Runs `tiepnhan` on a data folder."""
    ours = {"TIEPNHAN_DATA_FOLDER": str(folder), "TIEPNHAN_DATABASE_URL": url, "TIEPNHAN_LANG": lang}
    return subprocess.run(
        [str(BIN), *words], capture_output=True, text=True, timeout=120, cwd=ROOT, check=False, env={**os.environ, **ours}
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with a database, a picture and a key."""
    place = tmp_path / "data"
    done = run(place, "db", "upgrade")
    assert (done.returncode, done.stdout.strip()) == (0, f"empty -> {newest()}"), done.stderr
    store = opened(place)
    fill(store, FolderVault(place / "evidence"))
    store.close()
    (place / "secret.key").write_text("k" * 10 + "abcdefghijklmnopqrstuvwxyz")
    return place


def opened(folder: Path) -> Store:
    return Store(f"sqlite:///{folder}/tiepnhan.db")


def test_the_revision(folder: Path) -> None:
    done = run(folder, "db", "current")
    assert (done.returncode, done.stdout.strip()) == (0, f"At {newest()}; this version needs {newest()}.")
    assert run(folder, "db", "upgrade").stdout.strip() == f"{newest()} -> {newest()}"


def test_where_there_is_no_database_none_is_made(tmp_path: Path) -> None:
    done = run(tmp_path, "db", "current")
    assert done.returncode == 1
    assert "there is no database here" in done.stderr
    assert not list(tmp_path.iterdir())


def test_the_statements(tmp_path: Path) -> None:
    assert "CREATE TABLE conversations" in run(tmp_path, "db", "upgrade", "--sql").stdout


def test_a_postgres_that_is_behind(tmp_path: Path) -> None:
    with fresh_database() as url:
        assert run(tmp_path, "db", "current", url=url).returncode == 1
        done = run(tmp_path, "backup", str(tmp_path), url=url)
        assert done.returncode == 1
        assert "run `tiepnhan db upgrade`" in done.stderr
        assert run(tmp_path, "db", "upgrade", url=url).returncode == 0
        assert run(tmp_path, "db", "current", url=url).returncode == 0


def test_backed_up_and_restored_elsewhere(folder: Path, tmp_path: Path) -> None:
    done = run(folder, "backup", str(tmp_path / "one.tar"))
    assert done.returncode == 0, done.stderr
    assert "rows, 2 files" in done.stdout
    assert "The secret key is not in it" in done.stdout
    other = tmp_path / "other"
    done = run(other, "restore", str(tmp_path / "one.tar"))
    assert done.returncode == 0, done.stderr
    assert not (other / "secret.key").exists()
    first, second = opened(folder), opened(other)
    assert everything(first) == everything(second)
    first.close()
    second.close()
    assert run(other, "restore", str(tmp_path / "one.tar")).returncode == 1


def test_restored_on_postgres(folder: Path, tmp_path: Path) -> None:
    run(folder, "backup", str(tmp_path / "one.tar"))
    with fresh_database() as url:
        done = run(tmp_path / "other", "restore", str(tmp_path / "one.tar"), url=url)
        assert done.returncode == 0, done.stderr
        first, second = opened(folder), Store(url)
        assert everything(first) == everything(second)
        first.close()
        second.close()


def test_the_key_comes_along_where_it_is_asked_for(folder: Path, tmp_path: Path) -> None:
    done = run(folder, "backup", str(tmp_path / "one.tar"), "--with-secrets")
    assert "keep this file safe" in done.stdout
    other = tmp_path / "other"
    other.mkdir()
    (other / "secret.key").write_text("another key altogether")
    done = run(other, "restore", str(tmp_path / "one.tar"))
    assert done.returncode == 1
    assert "another secret key" in done.stderr
    (other / "secret.key").unlink()
    assert run(other, "restore", str(tmp_path / "one.tar")).returncode == 0
    assert (other / "secret.key").read_bytes() == (folder / "secret.key").read_bytes()
    assert (other / "secret.key").stat().st_mode & 0o777 == 0o600


def test_nothing_is_restored_under_a_server(folder: Path, tmp_path: Path) -> None:
    run(folder, "backup", str(tmp_path / "one.tar"))
    with ServingLock(tmp_path / "other" / "tiepnhan.db"):
        done = run(tmp_path / "other", "restore", str(tmp_path / "one.tar"))
    assert done.returncode == 1
    assert f"process {os.getpid()} already serves this database" in done.stderr


def test_a_backup_is_made_beside_a_server(folder: Path, tmp_path: Path) -> None:
    with ServingLock(folder / "tiepnhan.db"):
        assert run(folder, "backup", str(tmp_path)).returncode == 0
    assert len(list(tmp_path.glob("tiepnhan-*.tar"))) == 1


def test_a_sweep(folder: Path) -> None:
    store = opened(folder)
    before = everything(store)
    done = run(folder, "privacy", "sweep", "--dry-run")
    assert done.returncode == 0, done.stderr
    assert "Would remove:" in done.stdout
    assert everything(store) == before
    assert "Đã dọn:" in run(folder, "privacy", "sweep", lang="vi").stdout
    store.close()


def test_exported_and_erased(folder: Path, tmp_path: Path) -> None:
    him = ("--channel", "web", "--sender", "visitor-1")
    out = tmp_path / "one.zip"
    done = run(folder, "privacy", "export", *him, "--out", str(out))
    assert (done.returncode, zipfile.is_zipfile(out)) == (0, True), done.stderr
    done = run(folder, "privacy", "erase", "--code", "tn-aaaaa-aaaaa-a")
    assert done.returncode == 1
    assert "Add --yes to do it." in done.stdout
    (folder / "logs").mkdir()
    (folder / "logs" / "server.log").write_text("case TN-AAAAA-AAAAA-A opened\nready\n")
    done = run(folder, "privacy", "erase", *him, "--yes")
    assert done.returncode == 0, done.stderr
    assert "Older backups still hold this data" in done.stdout
    assert (folder / "logs" / "server.log").read_text() == "ready\n"
    done = run(folder, "privacy", "erase", *him, "--yes")
    assert (done.returncode, done.stdout.strip()) == (0, "Nothing is kept about this person.")
    assert run(folder, "privacy", "export", *him, "--out", str(out)).returncode == 1


def test_somebody_has_to_be_named(folder: Path) -> None:
    done = run(folder, "privacy", "erase", "--yes")
    assert done.returncode == 1
    assert "nobody is named" in done.stderr
    assert "there is no case" in run(folder, "privacy", "erase", "--code", "TN-ZZZZZ-ZZZZZ-Z").stderr
