"""A few short-lived processes that decode pictures, so that no picture can take the server's memory, time or life.

In the server itself 40 megapixels cost 200 to 500 MB at peak and a fault in a decoder ends every conversation. A process
is kept for many pictures, since starting one takes longer than a screenshot does, and is then replaced.
"""

from __future__ import annotations

import queue
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.evidence.bench import Answer, Gone, Worker, WorkshopBroken
from bot.evidence.values import Limits, Reason, Refused

PICTURES_EACH = 200
"""Pictures after which a worker is replaced: what a decoder leaks ends with it."""

NOTED = ("software", "taken_at", "modified_at")
"""All that is ever kept of a picture's metadata."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a worker answered, checked: sizes are those of the bytes; the server never decodes them."""

    data: bytes
    ending: str
    width: int
    height: int
    thumbnail: bytes
    thumbnail_size: tuple[int, int]
    noted: Mapping[str, str]
    fingerprint: str


class Workshop:
    """So many workers at most, each started when it is needed.

    Args:
        limits: seconds per picture, seconds to wait for a worker, memory of one.
        workers: how many at the same time.
    """

    def __init__(self, limits: Limits, *, workers: int = 1) -> None:
        self.limits = limits
        self._places: queue.LifoQueue[Worker | None] = queue.LifoQueue()
        self._count = workers
        self._closed = False
        for _ in range(workers):
            self._places.put(None)

    def draw(self, raw: bytes) -> Drawn:
        """A picture drawn anew by a worker.

        Raises:
            Refused: unreadable, also where the worker crashed or took too long; too_many_pixels; try_later.
            ValueError: the workshop is closed.
        """
        worker, keep = self._free(), None
        try:
            worker, answer = self._answered(worker, raw)
            keep = worker if worker.done < PICTURES_EACH else None
            return _drawn(*answer)
        except WorkshopBroken as broken:
            raise Refused("try_later", kind="image") from broken
        except Gone as gone:
            raise Refused("unreadable", kind="image") from gone
        finally:
            if worker is not None and keep is None:
                worker.end()
            self._places.put(keep)

    def warm(self) -> None:
        """Start one worker, if none has been.

        Raises:
            WorkshopBroken: it does not come up.
        """
        worker = self._free()
        try:
            worker = worker or Worker(self.limits)
        finally:
            self._places.put(worker)

    def close(self) -> None:
        """End all workers, each when it has done its picture."""
        self._closed = True
        for _ in range(self._count):
            worker = self._places.get()
            if worker is not None:
                worker.end()
        for _ in range(self._count):
            self._places.put(None)

    def _answered(self, worker: Worker | None, raw: bytes) -> tuple[Worker, Answer]:
        """The answer and who gave it.

        A worker that was used before and is suddenly gone says nothing about this picture: it had rested, or ran out of memory
        for the last one. The picture is asked once more of a fresh one, unless its time was up.
        """
        if worker is not None:
            try:
                return worker, worker.ask(raw)
            except Gone as gone:
                worker.end()
                if gone.too_late:
                    raise
        fresh = Worker(self.limits)
        try:
            return fresh, fresh.ask(raw)
        except Gone:
            fresh.end()
            raise

    def _free(self) -> Worker | None:
        """A place, with its worker if it has one."""
        try:
            worker = self._places.get(timeout=self.limits.wait)
        except queue.Empty as error:
            raise Refused("try_later", kind="image") from error
        if self._closed:
            self._places.put(worker)
            raise ValueError("the intake is closed")
        return worker


def _drawn(told: dict[str, Any], data: bytes, thumbnail: bytes) -> Drawn:
    """The answer as values; whatever a worker says is looked at as if a stranger had said it.

    Raises:
        Refused: what the worker said, or unreadable where it said nothing that makes sense.
    """
    if "refused" in told:
        reason: Reason = "too_many_pixels" if told["refused"] == "too_many_pixels" else "unreadable"
        raise Refused(reason, kind="image", most=int(told.get("most", 0)))
    ending = "png" if data.startswith(b"\x89PNG\r\n\x1a\n") else "jpg"
    if not (ending == "png" or data.startswith(b"\xff\xd8\xff")) or not thumbnail.startswith(b"\xff\xd8\xff"):
        raise Refused("unreadable", kind="image")
    width, height = (int(side) for side in told["size"])
    across, down = (int(side) for side in told["thumbnail_size"])
    noted = {name: str(told["noted"][name])[:80] for name in NOTED if name in told["noted"]}
    return Drawn(data, ending, width, height, thumbnail, (across, down), noted, str(told["fingerprint"])[:4096])
