"""Moments as whole seconds; it looks at no clock."""

from __future__ import annotations

from datetime import datetime


def seconds(moment: datetime) -> int:
    """Seconds since 1970 in UTC, rounded down.

    Raises:
        ValueError: the moment has no zone, so that nobody can say when it was.
    """
    if moment.tzinfo is None:
        raise ValueError(f"a moment without a zone: {moment}")
    return int(moment.timestamp() // 1)
