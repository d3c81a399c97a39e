"""Takes lines that name somebody out of the server's log files; it reads nothing else."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from bot.store.appearing import CannotWrite, appearing

_SHORTEST = 6
"""Characters of a word that is looked for: a shorter one stands in lines that have nothing to do with it."""


def clean_logs(folder: Path, words: Iterable[str]) -> int:
    """Removes every line that holds one of the words, in all files of a folder, packed ones (.gz) too.

    A file that the server is writing to keeps its place on the disk, since the server would go on writing to the old one.

    Args:
        folder: where the files are; one that is not there holds nothing.
        words: ids; those of fewer than 6 characters are not looked for.

    Returns:
        How many lines went.

    Raises:
        CannotWrite: a file cannot be read or written.
    """
    wanted = [word.encode() for word in words if len(word) >= _SHORTEST]
    if not wanted or not folder.is_dir():
        return 0
    return sum(_clean(file, wanted) for file in sorted(folder.rglob("*")) if file.is_file() and not file.is_symlink())


def _clean(file: Path, words: list[bytes]) -> int:
    try:
        with _opened(file) as lines:
            went = sum(1 for line in lines if _names(line, words))
        if not went:
            return 0
        if file.suffix == ".gz":
            _rewrite_packed(file, words)
        else:
            _rewrite(file, words)
    except OSError as error:
        raise CannotWrite(f"cannot clean {file}: {error.strerror or error}") from error
    return went


def _opened(file: Path) -> IO[bytes]:
    return gzip.open(file) if file.suffix == ".gz" else file.open("rb")  # type: ignore[return-value]


def _names(line: bytes, words: list[bytes]) -> bool:
    return any(word in line for word in words)


def _rewrite(file: Path, words: list[bytes]) -> None:
    """Moves the lines that stay to the front of the same file, and cuts off the rest."""
    with file.open("rb") as reading, file.open("r+b") as writing:
        for line in reading:
            if not _names(line, words):
                writing.write(line)
        writing.truncate()


def _rewrite_packed(file: Path, words: list[bytes]) -> None:
    with gzip.open(file) as lines, appearing(file) as part, gzip.GzipFile(fileobj=part, mode="wb") as packed:
        for line in lines:
            if not _names(line, words):
                packed.write(line)
