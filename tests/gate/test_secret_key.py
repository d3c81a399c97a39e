"""The installation's key: made once even by many starters, kept from others, never guessed at."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot.gate.errors import GateSettingError
from bot.gate.keys import Keys
from bot.gate.secret_key import FILE_NAME, load_keys

KEY = "q7Lw2nYc0TzVb5RkXe9GmUd3HsJp8Fa1"
OTHER = "Zx4Mv6Bn1Qa9Ws2Ed7Rf3Tg8Yh5Uj0Ik"


def _write(folder: Path, text: str | bytes, mode: int = 0o600) -> Path:
    path = folder / FILE_NAME
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    path.chmod(mode)
    return path


def test_the_environment_wins_and_leaves_no_file(tmp_path: Path) -> None:
    assert load_keys(f"{KEY},{OTHER}", tmp_path) == Keys(KEY, OTHER)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("written", [None, "", "  "])
def test_a_key_is_made_once_and_kept(tmp_path: Path, written: str | None) -> None:
    first = load_keys(written, tmp_path)
    assert load_keys(written, tmp_path) == first
    path = tmp_path / FILE_NAME
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(path.read_text(encoding="ascii").strip()) == 44  # base64 of 32 bytes
    assert [found.name for found in tmp_path.iterdir()] == [FILE_NAME]


def test_two_installations_differ(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    assert load_keys(None, tmp_path / "a") != load_keys(None, tmp_path / "b")


def test_a_loose_umask_does_not_matter(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        load_keys(None, tmp_path)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / FILE_NAME).stat().st_mode) == 0o600


def test_starters_at_the_same_instant_agree(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from bot.gate.secret_key import load_keys; sys.stdin.read(1); "
        "print(load_keys(None, Path(sys.argv[1])).every[0].decode())"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    starters = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(6)
    ]
    for starter in starters:
        assert starter.stdin is not None
        starter.stdin.write("x")
        starter.stdin.flush()
    ended = [starter.communicate(timeout=60) for starter in starters]
    assert [errors for _, errors in ended] == [""] * 6
    assert len({key for key, _ in ended}) == 1
    assert [found.name for found in tmp_path.iterdir()] == [FILE_NAME]


def test_several_keys_in_the_file_for_an_exchange(tmp_path: Path) -> None:
    _write(tmp_path, f"{KEY}\n{OTHER}\n")
    assert load_keys(None, tmp_path) == Keys(KEY, OTHER)


@pytest.mark.parametrize("mode", [0o604, 0o644, 0o602, 0o601, 0o666, 0o777, 0o620])
def test_a_key_that_others_may_touch_is_refused(tmp_path: Path, mode: int) -> None:
    path = _write(tmp_path, KEY, mode)
    with pytest.raises(GateSettingError, match=f"chmod 600 {path}"):
        load_keys(None, tmp_path)


@pytest.mark.parametrize("mode", [0o600, 0o400, 0o440, 0o640])
def test_owner_and_group_may_read(tmp_path: Path, mode: int) -> None:
    _write(tmp_path, KEY, mode)
    assert load_keys(None, tmp_path) == Keys(KEY)


@pytest.mark.parametrize(
    ("content", "why"),
    [("", "empty"), ("\n", "empty"), ("short\n", "guessed"), (b"\xff" * 44, "holds no key"), (KEY[:20], "guessed")],
)
def test_a_file_without_a_key_is_never_replaced(tmp_path: Path, content: str | bytes, why: str) -> None:
    path = _write(tmp_path, content)
    before = path.read_bytes()
    with pytest.raises(GateSettingError, match=why):
        load_keys(None, tmp_path)
    assert path.read_bytes() == before


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(GateSettingError, match="or set TIEPNHAN_SECRET_KEY"):
        load_keys(None, tmp_path / "nowhere")


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(GateSettingError, match=FILE_NAME):
        load_keys(None, tmp_path)


def test_a_link_to_nowhere(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).symlink_to(tmp_path / "gone")
    with pytest.raises(GateSettingError, match=FILE_NAME):
        load_keys(None, tmp_path)
    assert [found.name for found in tmp_path.iterdir()] == [FILE_NAME]


def test_a_link_to_a_mounted_secret(tmp_path: Path) -> None:
    (tmp_path / "mounted").write_text(KEY, encoding="ascii")
    (tmp_path / "mounted").chmod(0o400)
    (tmp_path / FILE_NAME).symlink_to(tmp_path / "mounted")
    assert load_keys(None, tmp_path) == Keys(KEY)
