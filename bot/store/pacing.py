"""Long work in small transactions, with room for others between them; it opens none itself."""

from __future__ import annotations

import time

LONGEST = 0.2
"""Seconds of a pause at most."""


def breathe(begun: float) -> None:
    """Pauses as long as the transaction took that began at a moment of `time.monotonic`.

    On SQLite there is one writer at a time and waiting is not in turn: without pauses others would hardly ever find the
    file free.
    """
    time.sleep(min(LONGEST, time.monotonic() - begun))
