"""Who is to be woken when something was committed: listeners of this process, and through Postgres those of the others."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import Protocol

DESK = "desk"
"""The topic of everybody who looks at the desk."""

Listener = Callable[[str], object]


class Bell(Protocol):
    """Tells listeners that there is something new; what it is they read from the store."""

    def ring(self, topics: Iterable[str]) -> None:
        """Wakes the listeners of some topics: conversation ids, or DESK. Called after the commit."""
        ...

    def ring_here(self, topics: Iterable[str]) -> None:
        """Wakes the listeners of this process alone."""
        ...

    def listen(self, topic: str, listener: Listener) -> Callable[[], None]:
        """Has a listener called, from whatever thread, at each ring of a topic.

        Returns:
            A function that ends it.
        """
        ...

    def everybody(self) -> tuple[str, ...]:
        """The topics that somebody in this process listens to."""
        ...


class LocalBell:
    """Wakes listeners of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: dict[str, set[Listener]] = {}

    def ring(self, topics: Iterable[str]) -> None:
        """See Bell."""
        self.ring_here(topics)

    def ring_here(self, topics: Iterable[str]) -> None:
        """See Bell."""
        for topic in topics:
            with self._lock:
                listeners = tuple(self._listeners.get(topic, ()))
            for listener in listeners:
                listener(topic)

    def listen(self, topic: str, listener: Listener) -> Callable[[], None]:
        """See Bell."""
        with self._lock:
            self._listeners.setdefault(topic, set()).add(listener)
        return lambda: self._forget(topic, listener)

    def _forget(self, topic: str, listener: Listener) -> None:
        with self._lock:
            listeners = self._listeners.get(topic, set())
            listeners.discard(listener)
            if not listeners:
                self._listeners.pop(topic, None)

    def everybody(self) -> tuple[str, ...]:
        """The topics that somebody listens to."""
        with self._lock:
            return tuple(self._listeners)
