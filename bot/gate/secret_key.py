"""The installation's secret key: from the environment, or made once in the data folder; it never shows a key."""

from __future__ import annotations

import base64
import contextlib
import os
import secrets
import stat
from pathlib import Path

from bot.gate.errors import GateSettingError
from bot.gate.keys import Keys, read_keys

FILE_NAME = "secret.key"

_BYTES = 32
_LONGEST = 4096


def load_keys(written: str | None, folder: Path) -> Keys:
    """The keys that sign visitor tokens, buttons and forms.

    Args:
        written: TIEPNHAN_SECRET_KEY: keys separated by commas, the newest first; None or blank where it is not set.
        folder: the data folder, which exists; `secret.key` in it is read, or made where it is not there.

    Raises:
        GateSettingError: a key is too short; or the file cannot be read, others may read it, or it holds no key.
    """
    if written is not None and written.strip():
        return read_keys(written)
    path = folder / FILE_NAME
    try:
        if not path.exists():
            _make(path)
        return read_keys(_read(path))
    except OSError as error:
        raise GateSettingError(f"{path}: {error.strerror or error} (or set TIEPNHAN_SECRET_KEY)") from error
    except UnicodeDecodeError as error:
        raise GateSettingError(f"{path}: holds no key (restore it from a backup)") from error


def _make(path: Path) -> None:
    """Write a fresh key beside the path, then give it the name: whoever is first does, and nobody sees half a file."""
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    file = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(file, "wb") as opened:
            opened.write(base64.urlsafe_b64encode(secrets.token_bytes(_BYTES)) + b"\n")
            opened.flush()
            os.fsync(opened.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(fresh, path)
    finally:
        fresh.unlink()
    _keep_folder(path.parent)


def _keep_folder(folder: Path) -> None:
    """Make the new name last through a power cut; Windows cannot open a folder, nor needs to."""
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _read(path: Path) -> str:
    with path.open("rb") as file:
        mode = os.fstat(file.fileno()).st_mode
        if not stat.S_ISREG(mode):
            raise GateSettingError(f"{path}: is no file")
        if os.name != "nt" and mode & (stat.S_IRWXO | stat.S_IWGRP):
            raise GateSettingError(f"{path}: others may read or change the key (chmod 600 {path})")
        return ",".join(file.read(_LONGEST).decode("ascii").split())
