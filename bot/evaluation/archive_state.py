"""How far a run over an archive is, and of what order it is: kept on disk, so that a run can be gone on with."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from bot.errors import DataError
from bot.evaluation.archive import Place, Source, columns_of, source_of

_HEAD = 65_536


@dataclass(frozen=True, slots=True)
class Order:
    """What was ordered; a checkpoint of another order is not gone on with.

    Attributes:
        sources: the files to read.
        model: SHA-256 of the model's files.
        threshold: another threshold than the model's own.
        columns: of the CSV file to make; () for JSON lines.
        heads: SHA-256 of the beginning of each source, so that another file of the same name is noticed.
    """

    sources: tuple[Source, ...]
    model: str
    threshold: float | None
    columns: tuple[str, ...]
    heads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class State:
    """How far a run is.

    Attributes:
        order: what was ordered.
        now: the present that rows without a time are read against; the first start's.
        place: up to where everything is done.
        out_size: bytes of the file to make that are whole.
        errors_size: bytes of the file of errors that are whole.
        rows: how many came out.
        bad: how many could not be read.
        done: whether nothing is left but to move the file to its place.
    """

    order: Order
    now: str
    place: Place
    out_size: int = 0
    errors_size: int = 0
    rows: int = 0
    bad: int = 0
    done: bool = False


@dataclass(frozen=True, slots=True)
class Files:
    """The four files of a run, all in the folder of the file to make."""

    out: Path

    @property
    def part(self) -> Path:
        """What is made, until it is whole."""
        return self.out.with_name(f"{self.out.name}.part")

    @property
    def errors(self) -> Path:
        """Rows that could not be read: JSON lines with file, line and error."""
        return self.out.with_name(f"{self.out.name}.errors.jsonl")

    @property
    def checkpoint(self) -> Path:
        """How far the run is."""
        return self.out.with_name(f"{self.out.name}.checkpoint.json")


def order_of(
    paths: Sequence[Path], out: Path, model: Path, threshold: float | None, sizes: Sequence[int | None]
) -> Order:
    """What is ordered.

    Args:
        paths: the files to read.
        out: the file to make.
        model: the model's folder.
        threshold: another threshold than its own.
        sizes: bytes of each file that are read; None for what it holds now.

    Raises:
        DataError: a file cannot be read, or is shorter than it was.
    """
    sources = tuple(source_of(path, size) for path, size in zip(paths, sizes, strict=True))
    for source in sources:
        if Path(source.path).stat().st_size < source.size:
            raise DataError(
                "it is shorter than when the work began", file=source.path, mend="begin anew with --overwrite"
            )
    columns = columns_of(sources) if out.suffix.lower() == ".csv" else ()
    heads = tuple(_head(source) for source in sources)
    return Order(sources, _digest(model), threshold, columns, heads)


def _head(source: Source) -> str:
    with Path(source.path).open("rb") as file:
        return hashlib.sha256(file.read(min(_HEAD, source.size))).hexdigest()


def _digest(model: Path) -> str:
    """One hash for all files of a model."""
    digest = hashlib.sha256()
    for path in sorted(each for each in model.rglob("*") if each.is_file()):
        digest.update(str(path.relative_to(model)).encode() + b"\0")
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def save(state: State, files: Files, out: BinaryIO, errors: BinaryIO) -> None:
    """The checkpoint, after what it speaks of is on the disk."""
    for file in (out, errors):
        file.flush()
        os.fsync(file.fileno())
    made = files.checkpoint.with_name(f".{files.checkpoint.name}.part")
    with made.open("w", encoding="utf-8") as checkpoint:
        json.dump(asdict(state), checkpoint, ensure_ascii=False)
        checkpoint.flush()
        os.fsync(checkpoint.fileno())
    os.replace(made, files.checkpoint)


def read_checkpoint(path: Path) -> State | None:
    """Where an earlier run was; None where there was none.

    Raises:
        DataError: it cannot be read.
    """
    if not path.exists():
        return None
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        order = data.pop("order")
        sources = tuple(Source(**{**each, "names": tuple(each["names"])}) for each in order["sources"])
        lists = {name: tuple(order[name]) for name in ("columns", "heads")}
        whole = Order(sources=sources, model=order["model"], threshold=order["threshold"], **lists)
        return State(order=whole, place=Place(**data.pop("place")), **data)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"cannot be read: {error}", file=str(path), mend="begin anew with --overwrite") from error
