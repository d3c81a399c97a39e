"""One serving process per SQLite file, for as long as that process lives; it opens no database."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from types import TracebackType

from bot.store.errors import StoreError


class InUse(StoreError):
    """Another process serves this database; the text names its process id."""


class ServingLock:
    """Held by the one process that serves an SQLite file; commands that open the file briefly do not need it.

    The kernel lets go of it when the process dies, however it dies, so no stale lock is ever left; the file itself stays
    and means nothing.

    Args:
        database: the SQLite file; the lock is on a file beside it, since SQLite's own file is replaced by a restore.
    """

    def __init__(self, database: Path) -> None:
        self.path = database.with_name(database.name + ".lock")
        self._descriptor: int | None = None

    def take(self) -> None:
        """Takes the lock, without waiting.

        Raises:
            InUse: another process, or another lock object of this one, has it.
            StoreError: the folder cannot be written to.
        """
        if self._descriptor is not None:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise StoreError(f"cannot open {self.path}: {error.strerror}") from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
            os.close(descriptor)
            if not isinstance(error, BlockingIOError):
                raise StoreError(f"cannot lock {self.path}: {error.strerror}") from error
            raise InUse(_in_use(self.path, holder)) from None
        _write_holder(descriptor)
        self._descriptor = descriptor

    def release(self) -> None:
        """Lets go; without effect where it is not held."""
        if self._descriptor is not None:
            os.ftruncate(self._descriptor, 0)
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> ServingLock:
        self.take()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def _write_holder(descriptor: int) -> None:
    """Who holds it, for the message that others get; a full disk may lose it, the lock is none the weaker."""
    try:
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
    except OSError:
        pass


def _in_use(path: Path, holder: str) -> str:
    who = f"process {holder}" if holder.isdigit() else "another process"
    return f"{who} already serves this database (it holds {path}): stop it first, or give this one its own data folder"
