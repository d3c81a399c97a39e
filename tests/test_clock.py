"""The clock that tests move behaves as time does, and as machines' clocks sometimes do not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.clock import SystemClock, VirtualClock

START = datetime(2026, 11, 14, 20, 0, tzinfo=timezone(timedelta(hours=7)))


def test_it_stands_still_until_it_is_moved() -> None:
    clock = VirtualClock(START)
    assert clock.now() == clock.now() == START
    assert clock.now().tzinfo is UTC
    assert clock.monotonic() == clock.monotonic()


def test_time_passes_on_both_clocks() -> None:
    clock = VirtualClock(START)
    before = clock.monotonic()
    clock.advance(90.5)
    assert clock.now() - START == timedelta(seconds=90.5)
    assert clock.monotonic() - before == 90.5


@pytest.mark.parametrize("hours", [-3, 5])
def test_a_jump_lets_no_time_pass(hours: int) -> None:
    clock = VirtualClock(START)
    before = clock.monotonic()
    clock.set(START + timedelta(hours=hours))
    assert clock.now() == START + timedelta(hours=hours)
    assert clock.monotonic() == before


def test_time_does_not_pass_backwards() -> None:
    with pytest.raises(ValueError, match="backwards"):
        VirtualClock(START).advance(-1)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        VirtualClock(START.replace(tzinfo=None))
    with pytest.raises(ValueError, match="zone"):
        VirtualClock(START).set(START.replace(tzinfo=None))


def test_the_machines_clock_is_aware_and_goes_on() -> None:
    clock = SystemClock()
    assert clock.now().utcoffset() == timedelta(0)
    assert clock.monotonic() <= clock.monotonic()
