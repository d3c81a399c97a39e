"""The turn, from the message that is accepted to the reply that is a row: one face for channels, desk and server."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.jobs.protocol import Again, Handler, Job
from bot.runtime import clocks, happening
from bot.runtime.accepting import accept
from bot.runtime.delivering import Courier, deliver, send_again
from bot.runtime.happening import Doing
from bot.runtime.joining import join
from bot.runtime.parts import Accepted, Parts, Said
from bot.runtime.reading import Reader
from bot.runtime.resuming import resume_deliveries, resume_timers
from bot.runtime.settle import LONGEST, SKEW, TYPING
from bot.runtime.settler import Settler
from bot.runtime.taking import MOST_TRIES, take_turn, turn_within
from bot.store import conversations, messages
from bot.store.errors import StoreError, StoreUnavailable

log = structlog.get_logger(__name__)

STORE_AWAY = 5.0
"""Seconds after which a job is run again that found the database away, full or locked."""

SWEEP = 5.0
"""Seconds between two looks for messages that were accepted and that nobody answers: their process may have died."""


class _TurnBroken(Exception):
    pass


class Runtime:
    """Conversations that live in the store.

    Args:
        parts: see Parts.
        couriers: what carries deliveries, by target.
        workers: turns that run at the same time.
    """

    def __init__(self, parts: Parts, couriers: Mapping[str, Courier], *, workers: int = 4) -> None:
        self.parts = parts
        self.couriers = couriers
        self.reader = Reader(parts.understander)
        self.settler = Settler(self.turn, parts.clock, workers=workers)
        self._stopped = threading.Event()
        self._sweeper = threading.Thread(target=self._sweep_for_ever, name="sweep", daemon=True)

    def start(self) -> None:
        """Takes up what earlier processes left behind and begins to play turns at their time."""
        self.settler.start()
        self.take_up(self.parts.clock.now())
        resume_timers(self.parts)
        resume_deliveries(self.parts)
        self._sweeper.start()

    def stop(self, timeout: float = 10.0) -> None:
        """Ends the turns in hand."""
        self._stopped.set()
        self.settler.stop(timeout)

    def accept(self, said: Said) -> Accepted:
        """Saves a message and sees to its turn.

        Raises:
            WrongMessage: it cannot be accepted as it is.
            StoreError: nothing was saved; the same id may be sent again.
        """
        try:
            accepted = accept(self.parts, self.reader, said, self._answer)
        except _TurnBroken:
            # A turn that breaks must not keep a message from being saved: it is saved alone and taken up from there.
            accepted = accept(self.parts, self.reader, said)
        if not (accepted.repeated or accepted.answered):
            self.settler.expect(accepted.conversation, accepted.wait)
        return accepted

    def _answer(self, connection: Connection, conversation: str) -> set[str]:
        try:
            return turn_within(self.parts, self.reader, connection, conversation)[1]
        except (StoreError, SQLAlchemyError):
            raise
        except Exception as error:
            log.exception("turn_at_once_broken", conversation=conversation)
            raise _TurnBroken from error

    def turn(self, conversation: str) -> float | None:
        """See bot.runtime.taking.take_turn."""
        return take_turn(self.parts, self.reader, conversation)

    def typing(self, conversation: str, on: bool) -> None:
        """The customer is typing, or has stopped: the turn waits for him, within limits."""
        seen = self.parts.clock.now() - (timedelta(0) if on else timedelta(seconds=TYPING))
        with self.parts.store.writing() as connection:
            conversations.note_typing(connection, conversation, seen)
        self.parts.bell.ring([conversation])

    def join(self, sender: str, site: str, code: str) -> None:
        """See bot.runtime.joining.join."""
        join(self.parts, sender, site, code)

    def act(self, doing: Doing) -> bool:
        """See bot.runtime.happening.act."""
        return happening.act(self.parts, doing)

    def send_again(self, delivery: str) -> bool:
        """See bot.runtime.delivering.send_again."""
        return send_again(self.parts, delivery)

    def handlers(self) -> dict[str, Handler]:
        """What the jobs are given to run, by lane."""
        every: dict[str, Handler] = {"out": self._deliver, "handoff": self._deliver, "later": self._fire}
        return {kind: handler for kind, handler in every.items() if kind in self.parts.lanes}

    def _deliver(self, job: Job) -> None:
        with _database_comes_back():
            deliver(self.parts, self.couriers, job)

    def _fire(self, job: Job) -> None:
        payload = job.payload
        with _database_comes_back():
            happening.fire(self.parts, str(payload["conversation"]), str(payload["kind"]), int(str(payload["version"])))

    def take_up(self, older_than: datetime) -> int:
        """Has every conversation looked at whose messages have waited since before a moment.

        Returns:
            How many there are.
        """
        now = self.parts.clock.now()
        with self.parts.store.reading() as connection:
            found = messages.waiting(connection, older_than=older_than, most_tries=MOST_TRIES)
            found += messages.waiting_in_the_future(connection, now, timedelta(seconds=SKEW))
        for conversation in dict.fromkeys(found):
            self.settler.expect(conversation, 0.0)
        return len(found)

    def _sweep_for_ever(self) -> None:
        while not self._stopped.wait(SWEEP):
            try:
                self.take_up(self.parts.clock.now() - timedelta(seconds=LONGEST + SWEEP))
                clocks.sweep(self.parts)
            except StoreError as error:
                log.warning("sweep_put_off", error=type(error).__name__)


@contextmanager
def _database_comes_back() -> Iterator[None]:
    """A job that finds the database away is run again until it is there: that is no failure of the job, of which few
    are allowed before it is given up.

    Raises:
        Again: the database cannot be used for now.
    """
    try:
        yield
    except StoreUnavailable as error:
        raise Again(STORE_AWAY) from error
