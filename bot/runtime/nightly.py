"""What is done once a night: what was kept long enough is forgotten, finished jobs and half-written files are removed."""

from __future__ import annotations

import threading
from datetime import timedelta

import structlog

from bot.errors import TiepNhanError
from bot.evidence.vault import FolderVault
from bot.jobs.protocol import Kept
from bot.runtime.parts import Parts
from bot.store import people_rows
from bot.store.retention import sweep
from bot.text.zone import VIETNAM

log = structlog.get_logger(__name__)

HOUR = 3
"""From this hour on in Viet Nam, the quietest of the night."""

LOOK = 600.0
"""Seconds between two looks at the clock."""

JOBS_KEPT = timedelta(days=7)
FILES_ABANDONED = timedelta(days=1)


class Nightly:
    """A thread that waits for the night; of several processes one does the work.

    Args:
        parts: see Parts.
        kept: what is left of jobs.
    """

    def __init__(self, parts: Parts, kept: Kept) -> None:
        self._parts = parts
        self._kept = kept
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="nightly", daemon=True)

    def start(self) -> None:
        """Begins to watch the clock."""
        self._thread.start()

    def stop(self, timeout: float) -> None:
        """Ends; a sweep in hand goes on where it was in the next night."""
        self._stopped.set()
        self._thread.join(timeout)

    def look(self) -> bool:
        """Does the night's work if it is night and nobody has done it.

        Returns:
            Whether it was done now.
        """
        parts, now = self._parts, self._parts.clock.now()
        local = now.astimezone(VIETNAM)
        if local.hour < HOUR:
            return False
        with parts.store.writing() as connection:
            if not people_rows.note_done(connection, "nightly", local.date().isoformat(), True, now):
                return False
        swept = sweep(parts.store, parts.domain, now, parts.vault)
        pruned = self._kept.prune(now - JOBS_KEPT)
        if isinstance(parts.vault, FolderVault):
            parts.vault.sweep((now - FILES_ABANDONED).timestamp())
        log.info("nightly", swept=dict(swept.counts), jobs=pruned)
        return True

    def _watch(self) -> None:
        while not self._stopped.wait(LOOK):
            try:
                self.look()
            except TiepNhanError as error:
                log.error("nightly_broken", error=type(error).__name__)
