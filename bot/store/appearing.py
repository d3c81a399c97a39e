"""A file that appears whole or not at all, readable by its owner only; it knows nothing of what is in it."""

from __future__ import annotations

import io
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.store.errors import StoreError


class CannotWrite(StoreError):
    """A file cannot be written; the text names it and says why."""


@contextmanager
def appearing(file: Path) -> Iterator[io.BufferedRandom]:
    """Opens a file under another name in the same folder, and gives it its own when all is on the disk.

    Raises:
        CannotWrite: the folder is not there, may not be written to, or the disk is full.
    """
    part = file.with_name(f".{file.name}.{secrets.token_hex(4)}.part")
    try:
        descriptor = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "w+b") as opened:
            yield opened
            opened.flush()
            os.fsync(opened.fileno())
        part.replace(file)
        _sync(file.parent)
    except OSError as error:
        raise CannotWrite(f"cannot write {file}: {error.strerror or error}") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
