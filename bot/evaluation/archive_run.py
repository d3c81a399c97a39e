"""One run over an archive: killed anywhere and called again, it goes on and makes the same bytes.

What is made grows beside its place, a checkpoint tells how far it is whole, and at the end it is moved there.
"""

from __future__ import annotations

import csv
import fcntl
import io
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from bot.errors import DataError
from bot.evaluation.archive import Made, Place, begin, classify, pieces
from bot.evaluation.archive_state import Files, State, order_of, read_checkpoint, save
from bot.evaluation.pool import cores, ordered

_EVERY = 2.0
"""Seconds between checkpoints: so much work is done again after a kill, at most."""


def run_archive(
    paths: Sequence[Path],
    out: Path,
    *,
    model: Path,
    threshold: float | None,
    now: str,
    overwrite: bool = False,
    workers: int | None = None,
    begun: Callable[[State], None] = lambda state: None,
    progress: Callable[[State], None] = lambda state: None,
    every: float = _EVERY,
) -> State:
    """Classifies all rows of some files into one.

    Args:
        paths: the files, read one after another.
        out: the file to make; its ending says whether CSV or JSON lines.
        model: the model's folder.
        threshold: another threshold than the model's own.
        now: the present as ISO 8601; of a run that goes on, the first start's is kept.
        overwrite: begin anew, whatever is there.
        workers: processes; by default one per core.
        begun: told where the run begins, or goes on.
        progress: told after each piece.
        every: seconds between checkpoints.

    Raises:
        DataError: a file cannot be read or written, or what is there belongs to another order.
    """
    files = Files(out)
    if overwrite:
        for path in (files.checkpoint, files.part, files.errors, files.out):
            path.unlink(missing_ok=True)
    state = _state(paths, files, model, threshold, now)
    begun(state)
    if not state.done:
        state = _work(state, files, model, workers or cores(), progress, every)
    if files.part.exists():
        os.replace(files.part, files.out)
    if not state.bad:
        files.errors.unlink(missing_ok=True)
    files.checkpoint.unlink(missing_ok=True)
    return state


def _state(paths: Sequence[Path], files: Files, model: Path, threshold: float | None, now: str) -> State:
    """Where to begin: at the checkpoint where there is one of the same order, else at the start."""
    before = read_checkpoint(files.checkpoint)
    if before is None:
        if files.out.exists():
            mend = "name another file with --out, or begin anew with --overwrite"
            raise DataError("the file is there already", file=str(files.out), mend=mend)
        order = order_of(paths, files.out, model, threshold, [None] * len(paths))
        first = order.sources[0]
        return State(order, now, Place(0, first.offset, first.line))
    sizes = [source.size for source in before.order.sources]
    same = [source.path for source in before.order.sources] == [str(path) for path in paths]
    if not same or order_of(paths, files.out, model, threshold, sizes) != before.order:
        mend = "call it as before to go on, or begin anew with --overwrite"
        said = "it belongs to another run: other files, another model, or files that have changed"
        raise DataError(said, file=str(files.checkpoint), mend=mend)
    return before


def _work(
    state: State, files: Files, model: Path, workers: int, progress: Callable[[State], None], every: float
) -> State:
    order = state.order
    given = (model, order.threshold, order.columns, state.now)
    try:
        with _opened(files.part, state.out_size) as out, _opened(files.errors, state.errors_size) as errors:
            if not state.out_size and order.columns:
                state = replace(state, out_size=out.write(_header(order.columns)))
            last = time.monotonic()
            for made in ordered(
                classify, pieces(order.sources, state.place), workers=workers, start=begin, given=given
            ):
                state = _add(state, made, out, errors)
                progress(state)
                if time.monotonic() - last >= every:
                    save(state, files, out, errors)
                    last = time.monotonic()
            state = replace(state, done=True)
            save(state, files, out, errors)
    except OSError as error:
        raise DataError(
            f"cannot be written: {error.strerror}", file=str(files.out), mend="make room and call again"
        ) from error
    return state


def _opened(path: Path, size: int) -> BinaryIO:
    """A file open behind its whole part; what was written behind that is cut off."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = open(path, "r+b" if path.exists() else "w+b")  # noqa: SIM115 (the caller closes it)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.close()
        raise DataError("another run is writing it", file=str(path), mend="wait for its end") from error
    file.truncate(size)
    file.seek(size)
    return file


def _header(columns: tuple[str, ...]) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(columns)
    return line.getvalue().encode()


def _add(state: State, made: Made, out: BinaryIO, errors: BinaryIO) -> State:
    return replace(
        state,
        place=made.behind,
        out_size=state.out_size + out.write(made.out),
        errors_size=state.errors_size + errors.write(made.errors),
        rows=state.rows + made.rows,
        bad=state.bad + made.bad,
    )
