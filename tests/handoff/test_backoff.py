"""The plan of repeats: its table, its laws, and when the customer hears of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.handoff.backoff import (
    FEWEST_ATTEMPTS,
    GIVE_UP_AFTER,
    JITTER,
    LONGEST_WISH,
    GiveUp,
    TryAgain,
    after_failure,
    pause,
)

HOUR = 3600.0
chances = st.floats(0, 1, exclude_max=True)


@pytest.mark.parametrize(
    ("attempt", "seconds"),
    [(1, 1), (2, 5), (3, 30), (4, 120), (5, 600), (6, 1800), (7, 3600), (8, 3600), (10_000, 3600)],
)
def test_the_plan(attempt: int, seconds: float) -> None:
    assert pause(attempt, 0.0) == seconds
    assert pause(attempt, 0.5) == pytest.approx(seconds * 1.1)


@pytest.mark.parametrize(
    ("attempt", "wish", "seconds"),
    [(1, None, 1), (1, 0, 1), (1, 90, 90), (5, 90, 600), (1, 1e9, LONGEST_WISH), (7, 5 * HOUR, 5 * HOUR)],
)
def test_the_targets_wish(attempt: int, wish: float | None, seconds: float) -> None:
    assert pause(attempt, 0.0, wish) == seconds


@given(st.integers(1, 1000), chances, st.none() | st.floats(0, 1e12))
def test_never_sooner_than_wished_and_never_much_later(attempt: int, chance: float, wish: float | None) -> None:
    least = max(pause(attempt, 0.0), min(wish or 0.0, LONGEST_WISH))
    assert least <= pause(attempt, chance, wish) <= least * (1 + JITTER)


@pytest.mark.parametrize(("attempt", "chance"), [(0, 0.5), (-1, 0.5), (1, -0.1), (1, 1.1), (1, float("nan"))])
def test_nonsense_is_refused(attempt: int, chance: float) -> None:
    with pytest.raises(ValueError, match="attempts"):
        pause(attempt, chance)


@given(st.lists(chances, min_size=1), st.floats(0, 30), st.none() | st.floats(0, 1e12))
def test_a_target_that_never_answers(drawn: list[float], time_out: float, wish: float | None) -> None:
    """Played to its end: given up after three days and not before; told within a minute and a time-out."""
    elapsed, attempt, told_at = time_out, 1, None
    while isinstance(step := after_failure(attempt, elapsed, drawn[attempt % len(drawn)], wish), TryAgain):
        if step.tell and told_at is None:
            told_at = elapsed
        assert step.tell == (told_at is not None), "once certain, it stays so"
        elapsed += step.after + time_out
        attempt += 1
    assert elapsed >= GIVE_UP_AFTER
    assert attempt >= FEWEST_ATTEMPTS
    assert attempt < 100
    assert told_at is not None
    assert told_at <= 60 + time_out


@pytest.mark.parametrize(
    ("attempt", "elapsed", "wish", "tell"),
    [
        (1, 0.1, None, False),  # a restart of the helpdesk
        (2, 1.2, None, False),
        (3, 6.5, None, False),
        (4, 37, None, True),  # the next attempt lies two minutes ahead
        (3, 45, None, True),  # three slow time-outs: 45 s and 30 more
        (1, 0.1, 300, True),  # the helpdesk itself says that it takes minutes
        (1, -500, None, False),  # a clock was set back
    ],
)
def test_when_the_customer_hears_of_it(attempt: int, elapsed: float, wish: float | None, tell: bool) -> None:
    step = after_failure(attempt, elapsed, 0.0, wish)
    assert isinstance(step, TryAgain)
    assert step.tell is tell


@pytest.mark.parametrize(
    ("attempt", "hours", "gives_up"),
    [
        (80, 71.9, False),
        (80, 72, True),
        (FEWEST_ATTEMPTS, 72, True),
        (FEWEST_ATTEMPTS - 1, 72, False),
        (2, 9000, False),
    ],
)
def test_giving_up(attempt: int, hours: float, gives_up: bool) -> None:
    assert isinstance(after_failure(attempt, hours * HOUR, 0.5), GiveUp) is gives_up
