from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import threading
import uuid
from pathlib import Path

import pytest

from bot.errors import MissingExtra
from bot.evidence.vault import BadKey, FolderVault, NotInVault, RemoteVault, Vault, VaultError, open_vault

DATA = b"a receipt" * 1000
KEY = f"{hashlib.sha256(DATA).hexdigest()[:2]}/{hashlib.sha256(DATA).hexdigest()}.jpg"


@pytest.fixture(params=["folder", "file url", "memory"])
def vault(request: pytest.FixtureRequest, tmp_path: Path) -> Vault:
    folder = tmp_path / "chứng từ"
    where = {"folder": str(folder), "file url": folder.as_uri(), "memory": f"memory://{uuid.uuid4()}"}
    return open_vault(where[request.param])


def test_what_is_put_is_read(vault: Vault) -> None:
    assert not vault.exists(KEY)
    vault.put(KEY, DATA)
    assert vault.exists(KEY)
    assert vault.read(KEY) == DATA


def test_twice_is_once(vault: Vault) -> None:
    vault.put(KEY, DATA)
    vault.put(KEY, DATA)
    assert vault.read(KEY) == DATA


def test_what_is_removed_is_gone(vault: Vault) -> None:
    vault.put(KEY, DATA)
    vault.remove(KEY)
    vault.remove(KEY)
    assert not vault.exists(KEY)
    with pytest.raises(NotInVault):
        vault.read(KEY)


@pytest.mark.parametrize(
    "key",
    [
        "",
        "../x",
        "ab/../../etc/passwd",
        "/etc/passwd",
        KEY[3:],
        KEY.upper(),
        "00" + KEY[2:],
        KEY + "/x",
        KEY + "\n",
        KEY[:-4],
        f"{KEY[:-4]}.j/g",
    ],
)
def test_no_key_leaves_the_vault(vault: Vault, key: str) -> None:
    for act in (
        lambda: vault.put(key, b"x"),
        lambda: vault.read(key),
        lambda: vault.remove(key),
        lambda: vault.exists(key),
    ):
        with pytest.raises(BadKey):
            act()


def test_the_same_file_from_many_threads_is_there_once(vault: Vault) -> None:
    threads = [threading.Thread(target=vault.put, args=(KEY, DATA)) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert vault.read(KEY) == DATA


def test_a_folder_holds_whole_files_only_and_for_the_owner_only(tmp_path: Path) -> None:
    vault = FolderVault(tmp_path / "evidence")
    vault.put(KEY, DATA)
    assert [path.name for path in vault.folder.rglob("*") if path.is_file()] == [KEY[3:]]
    assert (vault.folder / KEY).stat().st_mode & 0o777 == 0o600
    assert (vault.folder / KEY[:2]).stat().st_mode & 0o077 == 0


def test_a_file_of_the_wrong_length_is_put_right(tmp_path: Path) -> None:
    vault = FolderVault(tmp_path)
    vault.put(KEY, DATA)
    (tmp_path / KEY).write_bytes(DATA[:100])
    vault.put(KEY, DATA)
    assert vault.read(KEY) == DATA


def test_what_a_crash_left_is_swept(tmp_path: Path) -> None:
    vault = FolderVault(tmp_path)
    vault.put(KEY, DATA)
    left = tmp_path / f"{KEY}.1234.part"
    left.write_bytes(b"half")
    moment = left.stat().st_mtime
    assert vault.sweep(moment - 60) == 0
    assert vault.sweep(moment + 60) == 1
    assert vault.read(KEY) == DATA


_FULL = """
import resource, signal, sys
from pathlib import Path
from bot.evidence.vault import FolderVault, StorageFull
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
vault = FolderVault(Path(sys.argv[1]))
try:
    vault.put(sys.argv[2], b"x" * 100_000)
except StorageFull as error:
    vault.put(sys.argv[3], b"small")
    print("full")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on file sizes")
def test_a_full_disk_is_told_and_leaves_no_half_file(tmp_path: Path) -> None:
    small = "ab/" + "ab" * 32 + ".png"
    ran = subprocess.run(
        [sys.executable, "-c", _FULL, str(tmp_path), KEY, small], capture_output=True, text=True, timeout=60, check=False
    )  # fmt: skip
    assert ran.stdout == "full\n", ran.stderr
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()] == [small]


def test_a_place_that_cannot_be_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(VaultError, match="file"):
        FolderVault(tmp_path / "file" / "evidence")


def test_a_folder_that_vanishes_is_made_again(tmp_path: Path) -> None:
    vault = FolderVault(tmp_path / "evidence")
    os.rmdir(tmp_path / "evidence")
    vault.put(KEY, DATA)
    assert vault.read(KEY) == DATA


def test_an_unknown_kind_of_place_is_told() -> None:
    with pytest.raises(VaultError, match="nowhere"):
        open_vault("nowhere://x")


def test_a_place_whose_package_is_missing_is_told() -> None:
    with pytest.raises(MissingExtra, match="smb"):
        RemoteVault("smb://host/share")
