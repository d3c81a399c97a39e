"""Which jobs this process has in hand, and which of those a handler is at work on; it starts and ends none."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition


class Hands:
    """Jobs in hand, by id. A job may be in hand twice for a moment, when it was taken from this process and came back."""

    def __init__(self) -> None:
        self._held: Counter[str] = Counter()
        self._busy: Counter[str] = Counter()
        self._resting: Counter[str] = Counter()
        self._changed = Condition()

    @contextmanager
    def held(self, id: str) -> Iterator[None]:
        """Around everything that is done for a job, waiting included."""
        with self._counted(self._held, id):
            yield

    @contextmanager
    def busy(self, id: str) -> Iterator[None]:
        """Around the call of its handler."""
        with self._counted(self._busy, id):
            yield

    @contextmanager
    def resting(self, id: str) -> Iterator[None]:
        """Around a wait, at which a job in hand may be cut off without loss."""
        with self._counted(self._resting, id):
            yield

    def all_resting(self) -> set[str]:
        """Ids of the jobs in hand that only wait."""
        with self._changed:
            return set(self._resting)

    def all_held(self) -> set[str]:
        """Ids of all jobs in hand."""
        with self._changed:
            return set(self._held)

    def all_busy(self) -> set[str]:
        """Ids of the jobs whose handlers are at work."""
        with self._changed:
            return set(self._busy)

    def wait_idle(self, until: float) -> bool:
        """Waits until no handler is at work.

        Args:
            until: a moment of `time.monotonic`.

        Returns:
            whether none is.
        """
        with self._changed:
            while self._busy:
                if not self._changed.wait(max(0.0, until - time.monotonic())):
                    return not self._busy
            return True

    @contextmanager
    def _counted(self, counter: Counter[str], id: str) -> Iterator[None]:
        with self._changed:
            counter[id] += 1
        try:
            yield
        finally:
            with self._changed:
                counter[id] -= 1
                if not counter[id]:
                    del counter[id]
                self._changed.notify_all()
