"""Turns at their time: a thread that waits for conversations to fall quiet and a pool that plays their turns."""

from __future__ import annotations

import heapq
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import structlog

from bot.clock import Clock
from bot.store.errors import StoreError

log = structlog.get_logger(__name__)

RETRY = 1.0
"""Seconds after which a turn is tried again that the database did not take."""


class Settler:
    """Calls a function for each conversation when it is due; one call per conversation at a time.

    Args:
        turn: plays the turn of a conversation; returns seconds after which to come again, or None.
        clock: whose monotonic time counts.
        workers: turns that run at the same time.
    """

    def __init__(self, turn: Callable[[str], float | None], clock: Clock, *, workers: int) -> None:
        self._turn = turn
        self._clock = clock
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="turn")
        self._changed = threading.Condition()
        self._due: list[tuple[float, str]] = []
        self._next: dict[str, float] = {}
        self._running: set[str] = set()
        self._again: dict[str, float] = {}
        self._stopping = False
        self._thread = threading.Thread(target=self._watch, name="settler", daemon=True)

    def start(self) -> None:
        """Begins to watch the time."""
        self._thread.start()

    def expect(self, conversation: str, wait: float) -> None:
        """Has a conversation looked at after so many seconds; a later word for the same one replaces an earlier one."""
        if wait <= 0 and self._begin_now(conversation):
            return
        with self._changed:
            if self._stopping:
                return
            due = self._clock.monotonic() + max(0.0, wait)
            if conversation in self._running:
                self._again[conversation] = due
            else:
                self._put(conversation, due)

    def stop(self, timeout: float) -> None:
        """Lets the turns in hand end, and begins no others: what waits is found in the inbox at the next start."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join(timeout)
        self._pool.shutdown(wait=True, cancel_futures=True)

    @property
    def busy(self) -> int:
        """Conversations that wait or run."""
        with self._changed:
            return len(self._next) + len(self._running)

    def _begin_now(self, conversation: str) -> bool:
        """Without a detour through the watching thread, where nothing stands in the way."""
        with self._changed:
            if self._stopping or conversation in self._running:
                return False
            self._next.pop(conversation, None)
            self._running.add(conversation)
            self._pool.submit(self._run, conversation)
        return True

    def _put(self, conversation: str, due: float) -> None:
        self._next[conversation] = due
        heapq.heappush(self._due, (due, conversation))
        self._changed.notify()

    def _watch(self) -> None:
        while True:
            with self._changed:
                while not self._stopping and (not self._due or self._due[0][0] > self._clock.monotonic()):
                    self._changed.wait(self._due[0][0] - self._clock.monotonic() if self._due else None)
                if self._stopping:
                    return
                due, conversation = heapq.heappop(self._due)
                if self._next.get(conversation) != due:
                    continue
                del self._next[conversation]
                self._running.add(conversation)
                self._pool.submit(self._run, conversation)

    def _run(self, conversation: str) -> None:
        wait: float | None = RETRY
        try:
            wait = self._turn(conversation)
        except StoreError as error:
            log.warning("turn_put_off", conversation=conversation, error=type(error).__name__)
        except Exception:
            # A thread's outermost loop: the sweep comes back to whatever is still in the inbox.
            log.exception("turn_lost", conversation=conversation)
        with self._changed:
            self._running.discard(conversation)
            again = self._again.pop(conversation, None)
            now = self._clock.monotonic()
            if self._stopping:
                return
            if again is not None:
                self._put(conversation, again)
            elif wait is not None:
                self._put(conversation, now + max(0.001, wait))
