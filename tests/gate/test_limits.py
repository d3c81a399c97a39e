"""Limits: no more than was allowed, never for longer than was said, in bounded memory, visitors before addresses."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gate.limits import PASSED, Action, Buckets, Limiter, Limits, Rate, Rule, Verdict, shortened

RATES = st.builds(Rate, st.integers(1, 100), st.sampled_from([1, 10, 60, 600]), st.integers(1, 50))
GAPS = st.lists(st.floats(0, 30, allow_nan=False), min_size=1, max_size=80)
HOME = "203.0.113.7"


def _one(rate: Rate, **more: Rate) -> Limiter:
    return Limiter(Limits(message=Rule(visitor=rate, **more)))


def _say(limiter: Limiter, now: float, visitor: str | None = "v-1", address: str = HOME) -> Verdict:
    return limiter.check(Action.MESSAGE, now, address=address, visitor=visitor)


@given(RATES, GAPS, st.floats(0, 1e7))
def test_no_stretch_of_time_holds_more_than_allowed(rate: Rate, gaps: list[float], start: float) -> None:
    limiter, now, taken = _one(rate), start, []
    for gap in gaps:
        now += gap
        if _say(limiter, now).ok:
            taken.append(now)
    for first in range(len(taken)):
        for last in range(first, len(taken)):
            allowed = rate.burst + (taken[last] - taken[first]) / rate.interval
            assert last - first + 1 <= allowed + 0.001


@given(RATES, GAPS)
def test_who_waits_as_told_is_let_in(rate: Rate, gaps: list[float]) -> None:
    limiter, now = _one(rate), 0.0
    for gap in gaps:
        now += gap
        verdict = _say(limiter, now)
        if not verdict.ok:
            now += verdict.retry_after
            assert verdict.retry_after >= 1
            assert _say(limiter, now) == PASSED


@given(RATES, st.integers(1, 40))
def test_a_refusal_counts_nowhere(rate: Rate, refusals: int) -> None:
    patient, hasty = _one(rate), _one(rate)
    for limiter in (patient, hasty):
        while _say(limiter, 0.0).ok:
            pass
    told = _say(patient, 0.0)
    assert [_say(hasty, 0.0) for _ in range(refusals)] == [told] * refusals
    assert _say(hasty, float(told.retry_after)) == _say(patient, float(told.retry_after)) == PASSED


@given(RATES)
def test_the_burst_is_there_at_once_and_again_after_a_rest(rate: Rate) -> None:
    limiter = _one(rate)
    for start in (0.0, rate.interval * rate.burst + 1):
        assert all(_say(limiter, start).ok for _ in range(rate.burst))
        assert _say(limiter, start).limit == "message.visitor"


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=60))
def test_a_clock_that_steps_back_gives_nothing_away(moments: list[float]) -> None:
    limiter = _one(Rate(1, 10, 3))
    taken = [now for now in moments if _say(limiter, now).ok]
    assert len(taken) <= 3 + (max(moments) - min(moments)) / 10 + 0.001


@given(st.integers(1, 20), st.lists(st.text(max_size=5), max_size=120))
def test_memory_is_bounded(most: int, names: list[str]) -> None:
    buckets = Buckets(Rate(1, 60, 1), most)
    for name in names:
        buckets.take(shortened(name), 0.0)
    assert len(buckets) == min(most, len(set(names)))
    if names:
        assert buckets.wait(shortened(names[-1]), 0.0) > 0  # the latest is remembered


def test_what_is_past_takes_no_memory() -> None:
    limiter = Limiter()
    for number in range(5_000):
        limiter.check(Action.MESSAGE, number * 10.0, address=f"a{number}", visitor=f"v{number}")
    assert limiter.entries() <= 6


def test_memory_is_bounded_over_all_limits_and_keys_of_any_length() -> None:
    limiter = Limiter(Limits(keys=50))
    for number in range(2_000):
        for action in Action:
            limiter.check(action, number * 10.0, address=f"a{number}" * 100, visitor=f"v{number}" * 1_000)
    assert limiter.entries() <= 50 * 5 * len(Action)
    assert {len(key) for buckets in limiter._buckets.values() for key in buckets._full_at} == {16}


def test_visitors_do_not_share_a_limit() -> None:
    limiter = _one(Rate(1, 60, 1))
    assert [_say(limiter, 0.0, visitor).ok for visitor in ("a", "b", "a", "c", "b")] == [True, True, False, True, False]


def test_actions_do_not_share_a_limit() -> None:
    limiter = Limiter(Limits(message=Rule(visitor=Rate(1, 60, 1)), picture=Rule(visitor=Rate(1, 60, 1))))
    asked = (Action.MESSAGE, Action.PICTURE, Action.MESSAGE)
    told = [limiter.check(action, 0.0, address=HOME, visitor="v").ok for action in asked]
    assert told == [True, True, False]


def test_one_loud_visitor_does_not_use_up_the_address() -> None:
    limiter = _one(Rate(1, 60, 1), address=Rate(3, 60, 3))
    for _ in range(50):
        _say(limiter, 0.0, "loud")
    assert _say(limiter, 0.0, "quiet").ok
    assert _say(limiter, 0.0, "third").ok
    assert _say(limiter, 0.0, "fourth").limit == "message.address"


def test_a_full_address_does_not_cost_the_visitor_anything() -> None:
    limiter = _one(Rate(1, 60, 1), address=Rate(1, 600, 1))
    assert _say(limiter, 0.0, "first").ok
    assert _say(limiter, 0.0, "mine").limit == "message.address"
    assert _say(limiter, 0.0, "mine", "198.51.100.9").ok


def test_beyond_the_soft_limit_everybody_still_gets_a_word_in() -> None:
    limiter = _one(Rate(60, 60, 10), trickle=Rate(1, 60, 1), address_soft=Rate(5, 60, 5), address=Rate(100, 60, 20))
    assert all(_say(limiter, 0.0, "loud").ok for _ in range(5))
    assert _say(limiter, 0.0, "loud").ok  # its trickle
    assert _say(limiter, 0.0, "loud") == Verdict(False, 60, "message.trickle")
    for number in range(14):
        assert _say(limiter, 0.0, f"neighbour {number}").ok
    assert _say(limiter, 0.0, "neighbour 14").limit == "message.address"
    assert _say(limiter, 0.0, "elsewhere", "198.51.100.9").ok


def test_without_a_token_the_soft_limit_is_a_limit() -> None:
    limiter = _one(Rate(60, 60, 10), trickle=Rate(1, 60, 1), address_soft=Rate(2, 60, 2))
    told = [_say(limiter, 0.0, None) for _ in range(3)]
    assert told == [PASSED, PASSED, Verdict(False, 30, "message.address_soft")]


def test_a_carriers_address_carries_a_busy_evening() -> None:
    """Eight hundred customers behind one address write every 90 seconds for ten minutes; nobody is refused."""
    limiter = Limiter()
    refused = [
        verdict
        for second in range(600)
        for customer in range(second % 90, 800, 90)
        if not (verdict := limiter.check(Action.MESSAGE, float(second), address=HOME, visitor=str(customer))).ok
    ]
    assert refused == []


def test_a_customer_who_writes_in_pieces_is_not_refused() -> None:
    limiter = Limiter()
    moments = [burst * 30.0 + piece for burst in range(10) for piece in range(8)]
    assert all(_say(limiter, now).ok for now in moments)


@pytest.mark.parametrize(
    ("action", "seconds", "at_most"),
    [(Action.STATUS, 3600, 1_210), (Action.LOGIN, 3600, 610), (Action.SETUP, 3600, 305), (Action.SESSION, 3600, 7_260)],
)
def test_an_hour_of_guessing_from_one_address(action: Action, seconds: int, at_most: int) -> None:
    limiter = Limiter()
    tries = sum(limiter.check(action, tenth / 10, address=HOME).ok for tenth in range(seconds * 10))
    assert at_most * 0.95 <= tries <= at_most


def test_all_addresses_together_are_limited_where_work_is_dear() -> None:
    limiter = Limiter()
    told = [limiter.check(Action.LOGIN, 0.0, address=f"10.0.{n // 250}.{n % 250}") for n in range(400)]
    assert sum(verdict.ok for verdict in told) == 20
    assert told[-1].limit == "login.everyone"


def test_every_action_has_a_rule() -> None:
    assert {action.value for action in Action} | {"keys"} == {field.name for field in fields(Limits)}
    assert all(Limits().rule(action).address is not None for action in Action)


@pytest.mark.parametrize(
    "numbers", [(0, 60, 1), (1, 0, 1), (1, 60, 0), (-1, 60, 1), (float("inf"), 1, 1), (1, float("inf"), 1)]
)
def test_a_rate_that_makes_no_sense(numbers: tuple[float, float, int]) -> None:
    with pytest.raises(ValueError, match="above zero"):
        Rate(*numbers)


def test_threads_share_one_count() -> None:
    limiter = _one(Rate(1, 3600, 50))
    with ThreadPoolExecutor(8) as threads:
        told = list(threads.map(lambda _: _say(limiter, 0.0).ok, range(400)))
    assert sum(told) == 50


@pytest.mark.parametrize("key", ["", "\ud800", "khách " * 1000, "203.0.113.7"])
def test_any_key_is_shortened(key: str) -> None:
    assert len(shortened(key)) == 16
