"""What time it is: the system's clock and one that tests move; nobody else in the package asks the operating system."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What time it is."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC; may jump when an operator or NTP sets the machine's clock."""
        ...

    def monotonic(self) -> float:
        """Seconds from an arbitrary start; never goes back. Only differences mean anything."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds from an arbitrary start; never goes back."""
        return time.monotonic()


class VirtualClock:
    """A clock that stands still until it is moved.

    Args:
        start: the first moment, aware.

    Raises:
        ValueError: start has no zone.
    """

    def __init__(self, start: datetime) -> None:
        self._now = _in_utc(start)
        self._monotonic = 0.0

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return self._now

    def monotonic(self) -> float:
        """Seconds that `advance` has let pass since the clock was made."""
        return self._monotonic

    def advance(self, seconds: float) -> None:
        """Time passes, on both clocks.

        Raises:
            ValueError: seconds is negative; a wall clock that goes back is `set`.
        """
        if seconds < 0:
            raise ValueError(f"time does not pass backwards: {seconds} seconds")
        self._now += timedelta(seconds=seconds)
        self._monotonic += seconds

    def set(self, moment: datetime) -> None:
        """The wall clock jumps, forwards or back, as when an operator sets it; no time passes, so monotonic stays.

        Raises:
            ValueError: moment has no zone.
        """
        self._now = _in_utc(moment)


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"a moment needs a zone: {moment.isoformat()}")
    return moment.astimezone(UTC)
