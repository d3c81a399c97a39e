"""Moments as seconds: the same in every zone, rounded down before 1970 too."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.gate.instants import seconds


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(1970, 1, 1, tzinfo=UTC), 0),
        (datetime(1970, 1, 1, 0, 0, 1, 999_999, tzinfo=UTC), 1),
        (datetime(1969, 12, 31, 23, 59, 59, 500_000, tzinfo=UTC), -1),
        (datetime(2026, 11, 15, 3, 0, tzinfo=timezone(timedelta(hours=7))), 1_794_686_400),
    ],
)
def test_seconds(moment: datetime, expected: int) -> None:
    assert seconds(moment) == expected


def test_a_moment_without_a_zone() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        seconds(datetime(2026, 11, 15))
