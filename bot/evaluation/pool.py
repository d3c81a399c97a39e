"""Work on all cores, its results in order, with a bounded number of pieces under way; it knows nothing of the work."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from typing import TypeVar

_Piece = TypeVar("_Piece")
_Result = TypeVar("_Result")

_AHEAD = 2
"""Pieces under way for each worker: one that it works on and one that waits, so that memory stays bounded."""


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def ordered(
    work: Callable[[_Piece], _Result],
    pieces: Iterable[_Piece],
    *,
    workers: int,
    start: Callable[..., None] | None = None,
    given: tuple[object, ...] = (),
) -> Iterator[_Result]:
    """What `work` makes of each piece, in the order of the pieces.

    Args:
        work: a function of a module (other processes import it).
        pieces: taken one by one, never more than a few ahead of the results.
        workers: processes; with one everything happens in this process.
        start: called once in each process before its first piece.
        given: what `start` is called with.
    """
    if workers <= 1:
        if start is not None:
            start(*given)
        yield from map(work, pieces)
        return
    # "spawn": a forked child would share this process's threads' locks (progress bars, BLAS) in whatever state they are
    with ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_begin, initargs=(start, given)
    ) as pool:
        under_way: deque[Future[_Result]] = deque()
        for piece in pieces:
            under_way.append(pool.submit(work, piece))
            if len(under_way) >= _AHEAD * workers:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


def _begin(start: Callable[..., None] | None, given: tuple[object, ...]) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if start is not None:
        start(*given)


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for ever for its next piece."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
