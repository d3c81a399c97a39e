"""Attempts at an account: a guesser waits ever longer, and its owner is not kept out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.gate.attempts import Attempts, Delays
from bot.gate.limits import PASSED, Verdict

MINE, THEIRS = "203.0.113.7", "198.51.100.9"
DELAYS = Delays()


def _guess(attempts: Attempts, until: float, step: float, address: str = THEIRS) -> int:
    """How many attempts a guesser gets in who tries every `step` seconds."""
    return sum(attempts.ask("lan", address, number * step).ok for number in range(int(until / step)))


def test_the_delay_doubles_up_to_a_quarter_of_an_hour() -> None:
    attempts, now, waits = Attempts(), 0.0, []
    for _ in range(17):
        verdict = attempts.ask("lan", THEIRS, now)
        if not verdict.ok:
            waits.append(verdict.retry_after)
            now += verdict.retry_after
            assert attempts.ask("lan", THEIRS, now).ok
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]


def test_a_day_of_guessing_from_one_address() -> None:
    assert _guess(Attempts(), 86_400, 1.0) <= 5 + 9 + 86_400 / 900


def test_a_hundred_at_once_are_five() -> None:
    attempts = Attempts()
    told = [attempts.ask("lan", THEIRS, 0.0) for _ in range(100)]
    assert [verdict.ok for verdict in told] == [True] * 5 + [False] * 95
    assert told[-1] == Verdict(False, 2, "login.account")


def test_a_refusal_counts_nowhere() -> None:
    attempts = Attempts()
    for _ in range(1000):
        attempts.ask("lan", THEIRS, 0.0)
    assert attempts.ask("lan", THEIRS, 2.0) == PASSED


def test_the_owner_comes_in_while_strangers_guess() -> None:
    attempts = Attempts()
    attempts.ask("lan", MINE, 0.0)
    attempts.succeeded("lan", MINE, 0.0)
    for number in range(5_000):
        attempts.ask("lan", f"stranger {number}", float(number))
    assert attempts.ask("lan", MINE, 5_000.0) == PASSED


def test_and_at_a_new_place_after_a_little_patience() -> None:
    attempts = Attempts()
    for number in range(5_000):
        attempts.ask("lan", f"stranger {number}", 0.0)
    verdict = attempts.ask("lan", MINE, 0.0)
    assert verdict.limit == "login.anywhere"
    assert verdict.retry_after <= DELAYS.longest_anywhere
    assert attempts.ask("lan", MINE, float(verdict.retry_after)) == PASSED


def test_many_addresses_together_are_slowed() -> None:
    attempts = Attempts()
    tries = sum(attempts.ask("lan", f"stranger {number}", number / 10).ok for number in range(36_000))
    assert tries <= DELAYS.free_anywhere + 10 + 3600 / DELAYS.longest_anywhere


def test_success_forgets_the_slips_of_its_owner() -> None:
    attempts = Attempts()
    for _ in range(5):
        assert attempts.ask("lan", MINE, 0.0).ok
    assert not attempts.ask("lan", MINE, 1.0).ok
    assert attempts.ask("lan", MINE, 2.0).ok
    attempts.succeeded("lan", MINE, 2.0)
    assert all(attempts.ask("lan", MINE, 3.0).ok for _ in range(5))


def test_success_of_one_account_helps_no_other() -> None:
    attempts = Attempts()
    for _ in range(6):
        attempts.ask("lan", THEIRS, 0.0)
    attempts.ask("own", THEIRS, 0.0)
    attempts.succeeded("own", THEIRS, 0.0)
    assert not attempts.ask("lan", THEIRS, 0.0).ok


def test_a_day_of_quiet_forgets() -> None:
    attempts = Attempts()
    _guess(attempts, 10_000, 1.0)
    assert not attempts.ask("lan", THEIRS, 10_000.0).ok
    later = 10_001 + DELAYS.forgotten
    assert all(attempts.ask("lan", THEIRS, later).ok for _ in range(5))


def test_names_that_look_joined_are_apart() -> None:
    attempts = Attempts()
    for _ in range(10):
        attempts.ask("la", "n203.0.113.7", 0.0)
    assert attempts.ask("lan", MINE, 0.0).ok


@given(st.integers(2, 30), st.lists(st.tuples(st.text(max_size=3), st.text(max_size=3)), max_size=100))
def test_memory_is_bounded(most: int, tries: list[tuple[str, str]]) -> None:
    attempts = Attempts(Delays(most=most))
    for account, address in tries:
        if attempts.ask(account, address, 0.0).ok:
            attempts.succeeded(account, address, 0.0)
            attempts.ask(account, address, 0.0)
    assert attempts.entries() <= 2 * most


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=60))
def test_who_waits_as_told_is_let_in(gaps: list[float]) -> None:
    attempts, now = Attempts(), 0.0
    for gap in gaps:
        now += gap
        verdict = attempts.ask("lan", THEIRS, now)
        if not verdict.ok:
            now += verdict.retry_after
            assert attempts.ask("lan", THEIRS, now).ok


def test_coming_in_from_many_places_is_no_guessing() -> None:
    attempts = Attempts()
    for number in range(100):
        assert attempts.ask("lan", f"café {number}", 0.0).ok
        attempts.succeeded("lan", f"café {number}", 0.0)


def test_coming_in_at_home_gives_strangers_nothing() -> None:
    attempts = Attempts()
    attempts.ask("lan", MINE, 0.0)
    attempts.succeeded("lan", MINE, 0.0)
    for number in range(DELAYS.free_anywhere):
        assert attempts.ask("lan", f"stranger {number}", 0.0).ok
    for _ in range(30):
        assert attempts.ask("lan", MINE, 0.0).ok
        attempts.succeeded("lan", MINE, 0.0)
    assert attempts.ask("lan", "one stranger more", 0.0) == Verdict(False, 2, "login.anywhere")


def test_as_many_are_remembered_as_was_said() -> None:
    attempts = Attempts(Delays(most=10))
    for number in range(30):
        attempts.ask(f"account {number}", THEIRS, 0.0)
    assert attempts.entries() == 10
    for number in range(30):
        attempts.succeeded(f"account {number}", MINE, 0.0)
    assert attempts.entries() == 20
