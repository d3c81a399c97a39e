"""Where the bytes of evidence are kept: a folder, a bucket or memory, by key; it knows nothing of what the bytes are."""

from __future__ import annotations

import errno
import importlib
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from bot.errors import MissingExtra, TiepNhanError

_KEY = re.compile(r"([0-9a-f]{2})/\1[0-9a-f]{62}\.[a-z0-9]{1,5}")
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_ABANDONED = ".part"


class VaultError(TiepNhanError):
    """The storage of evidence does not do what it was asked; the text names the place."""


class StorageFull(VaultError):
    """There is no room for the file; nothing of it was left behind."""


class NotInVault(VaultError):
    """No file of that key is kept."""


class BadKey(VaultError):
    """A key that is not `ab/ab….ext`: two hex digits, the 64 of the SHA-256, an ending. No path leaves the vault so."""


class Vault(Protocol):
    """Bytes by key; a key names its content, so putting twice is putting once."""

    def put(self, key: str, data: bytes) -> None:
        """Keep the bytes: whole and safe on return, or not at all.

        Raises:
            BadKey, StorageFull, VaultError.
        """

    def read(self, key: str) -> bytes:
        """The bytes.

        Raises:
            BadKey, NotInVault, VaultError.
        """

    def remove(self, key: str) -> None:
        """Forget the bytes; a key that is not there is no error.

        Raises:
            BadKey, VaultError.
        """

    def exists(self, key: str) -> bool:
        """Whether the bytes are kept.

        Raises:
            BadKey, VaultError.
        """


def open_vault(url: str) -> Vault:
    """The vault at a URL: `file:///var/lib/tiepnhan/evidence` or a bare path, `memory://name`, `s3://bucket/folder`.

    Raises:
        MissingExtra: the package that speaks to such a place is not installed.
        VaultError: no such kind of place is known, or the folder cannot be made.
    """
    parts = urlsplit(url)
    if parts.scheme in ("", "file"):
        return FolderVault(Path(unquote(parts.path) if parts.scheme else url))
    return RemoteVault(url)


class FolderVault:
    """A folder on a local disk; files appear under their names only when they are whole and on the disk.

    Args:
        folder: made where it is missing, for the owner only.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with _told(folder):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def put(self, key: str, data: bytes) -> None:
        """Temporary file, fsync, rename, fsync of the folder: a crash leaves the file whole or not at all."""
        path = self._path(key)
        with _told(path):
            if path.is_file() and path.stat().st_size == len(data):
                return
            if not path.parent.is_dir():
                path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                _sync_folder(self.folder)
            _write_whole(path, data)

    def read(self, key: str) -> bytes:
        """The bytes."""
        path = self._path(key)
        with _told(path):
            return path.read_bytes()

    def remove(self, key: str) -> None:
        """Forget the bytes."""
        path = self._path(key)
        with _told(path):
            path.unlink(missing_ok=True)

    def exists(self, key: str) -> bool:
        """Whether the bytes are kept."""
        path = self._path(key)
        with _told(path):
            return path.is_file()

    def sweep(self, before: float) -> int:
        """Remove what a crash left half written before this moment (seconds since the epoch); how many files."""
        stale = [path for path in self.folder.glob(f"??/*{_ABANDONED}") if path.stat().st_mtime < before]
        for path in stale:
            path.unlink(missing_ok=True)
        return len(stale)

    def _path(self, key: str) -> Path:
        return self.folder / _checked(key)


class RemoteVault:
    """Any place that fsspec reaches: memory, S3 and its like, where one write is whole or not there.

    Args:
        url: as fsspec has it; credentials come from the place's own configuration, never from the URL.
    """

    def __init__(self, url: str) -> None:
        # Found by name, since fsspec has no types of its own and is needed for such places only.
        fsspec: Any = importlib.import_module("fsspec")
        try:
            self._files, root = fsspec.core.url_to_fs(url)
        except ImportError as error:
            scheme = urlsplit(url).scheme
            raise MissingExtra(f"evidence in {scheme}:// needs another package: {error}") from error
        except ValueError as error:
            raise VaultError(f"evidence cannot be kept in {urlsplit(url).scheme}://: {error}") from error
        self._root = str(root).rstrip("/")

    def put(self, key: str, data: bytes) -> None:
        """One write of the whole object."""
        path = self._path(key)
        with _told(path):
            self._files.pipe_file(path, data)

    def read(self, key: str) -> bytes:
        """The bytes."""
        path = self._path(key)
        with _told(path):
            return bytes(self._files.cat_file(path))

    def remove(self, key: str) -> None:
        """Forget the bytes."""
        path = self._path(key)
        with _told(path), suppress(FileNotFoundError):
            self._files.rm_file(path)

    def exists(self, key: str) -> bool:
        """Whether the bytes are kept."""
        path = self._path(key)
        with _told(path):
            return bool(self._files.isfile(path))

    def _path(self, key: str) -> str:
        return f"{self._root}/{_checked(key)}"


def _checked(key: str) -> str:
    if _KEY.fullmatch(key) is None:
        raise BadKey(f"not a key of evidence: {key[:80]!r}")
    return key


@contextmanager
def _told(place: object) -> Iterator[None]:
    """Errors of the system in our own words."""
    try:
        yield
    except FileNotFoundError as error:
        raise NotInVault(f"no evidence is kept at {place}") from error
    except OSError as error:
        if error.errno in _FULL:
            raise StorageFull(f"no room for evidence at {place}: {error.strerror}") from error
        raise VaultError(f"evidence at {place}: {error.strerror or error}") from error


def _write_whole(path: Path, data: bytes) -> None:
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}{_ABANDONED}")
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make a new name in a folder survive a power cut; a system whose folders cannot be opened has no need of it."""
    with suppress(PermissionError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
