"""Setup links, sessions, CSRF: each secret opens its own door, for its time, from our own pages."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gate.keys import Keys
from bot.gate.sessions import (
    ABSOLUTE,
    CLOCK_LEEWAY,
    IDLE,
    SETUP_LIFE,
    csrf_matches,
    double_submitted,
    from_own_page,
    new_csrf_token,
    new_session_id,
    new_setup_token,
    secret_digest,
    session_lives,
    setup_matches,
)

KEY = "q7Lw2nYc0TzVb5RkXe9GmUd3HsJp8Fa1"
OTHER = "Zx4Mv6Bn1Qa9Ws2Ed7Rf3Tg8Yh5Uj0Ik"
KEYS = Keys(KEY)
NOW = datetime(2026, 11, 14, 20, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
OWN = {"https://hotro.example", "http://127.0.0.1:8000"}
STRANGE = [
    "",
    "x",
    "A" * 42,
    "A" * 44,
    "A" * 100_000,
    "é" * 43,
    "\ud800" * 43,
    "А" * 43,
    "A" * 42 + "\n",
    "A" * 42 + "=",
]


def test_every_secret_is_new_and_only_its_digest_is_kept() -> None:
    made = [new() for new in (new_session_id, new_setup_token) for _ in range(50)]
    assert len({secret for secret, _ in made}) == len({kept for _, kept in made}) == 100
    for secret, kept in made:
        assert len(secret) == 43
        assert kept == hashlib.sha256(secret.encode()).hexdigest() == secret_digest(secret)


@pytest.mark.parametrize("shown", STRANGE)
def test_what_cannot_be_a_secret_of_ours(shown: str) -> None:
    assert secret_digest(shown) is None
    assert not setup_matches(shown, new_setup_token()[1], NOW, NOW)


@pytest.mark.parametrize(
    ("age", "opens"),
    [
        (timedelta(0), True),
        (SETUP_LIFE - SECOND, True),
        (SETUP_LIFE, False),
        (timedelta(days=1), False),
        (-CLOCK_LEEWAY, True),
        (-CLOCK_LEEWAY - SECOND, False),
    ],
)
def test_a_setup_link_opens_for_a_quarter_of_an_hour(age: timedelta, opens: bool) -> None:
    token, kept = new_setup_token()
    assert setup_matches(token, kept, NOW, NOW + age) is opens


def test_a_setup_link_opens_its_own_setup() -> None:
    token, kept = new_setup_token()
    other, _ = new_setup_token()
    assert not setup_matches(other, kept, NOW, NOW)
    assert not setup_matches(kept, kept, NOW, NOW)  # the digest, as a thief of the database has it
    for stored in ("", kept.upper(), kept[:-1], "é" * 64, "\ud800"):
        assert not setup_matches(token, stored, NOW, NOW)


@pytest.mark.parametrize(
    ("age", "idle", "lives"),
    [
        (timedelta(0), timedelta(0), True),
        (timedelta(hours=13), IDLE - SECOND, True),
        (timedelta(hours=13), IDLE, False),
        (ABSOLUTE - SECOND, timedelta(0), True),
        (ABSOLUTE, timedelta(0), False),
        (timedelta(days=400), timedelta(0), False),
        (-CLOCK_LEEWAY, -CLOCK_LEEWAY, True),
        (timedelta(0), -CLOCK_LEEWAY - SECOND, False),
        (-CLOCK_LEEWAY - SECOND, timedelta(0), False),
    ],
)
def test_how_long_a_session_lives(age: timedelta, idle: timedelta, lives: bool) -> None:
    assert session_lives(NOW - age, NOW - idle, NOW) is lives


@pytest.mark.parametrize("place", [0, 1, 2])
def test_moments_need_a_zone(place: int) -> None:
    moments = [NOW, NOW, NOW]
    moments[place] = NOW.replace(tzinfo=None)
    with pytest.raises(ValueError, match="zone"):
        session_lives(*moments)


def test_a_form_belongs_to_its_session() -> None:
    session, other = new_session_id()[0], new_session_id()[0]
    first, second = new_csrf_token(KEYS, session), new_csrf_token(KEYS, session)
    assert first != second
    assert csrf_matches(KEYS, session, first)
    assert csrf_matches(KEYS, session, second)
    assert not csrf_matches(KEYS, other, first)
    assert not csrf_matches(KEYS, "", first)
    assert not csrf_matches(KEYS, session, first[:22] + second[22:])
    assert session not in first


def test_keys_of_forms_may_be_exchanged() -> None:
    session = new_session_id()[0]
    token = new_csrf_token(Keys(OTHER), session)
    assert csrf_matches(Keys(KEY, OTHER), session, token)
    assert not csrf_matches(KEYS, session, token)


@given(st.integers(0, 64), st.integers(0, 7))
def test_no_flipped_bit_goes_unseen(place: int, bit: int) -> None:
    session = "A" * 43
    token = new_csrf_token(KEYS, session)
    assert not csrf_matches(KEYS, session, token[:place] + chr(ord(token[place]) ^ 1 << bit) + token[place + 1 :])


@pytest.mark.parametrize("sent", [*STRANGE, "A" * 65, "é" * 65, "\ud800" * 65])
def test_what_is_no_form_of_ours(sent: str) -> None:
    session = new_session_id()[0]
    assert not csrf_matches(KEYS, session, sent)
    assert not double_submitted(KEYS, session, sent, sent)
    assert not csrf_matches(KEYS, sent if not sent.isascii() else session, "A" * 65)


def test_cookie_and_form_must_be_one_token() -> None:
    session = new_session_id()[0]
    first, second = new_csrf_token(KEYS, session), new_csrf_token(KEYS, session)
    assert double_submitted(KEYS, session, first, first)
    assert not double_submitted(KEYS, session, first, second)
    assert not double_submitted(KEYS, session, "", first)
    assert not double_submitted(KEYS, session, "", "")
    assert not double_submitted(KEYS, new_session_id()[0], first, first)


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({"sec-fetch-site": "same-origin", "origin": "https://hotro.example"}, True),
        ({"sec-fetch-site": "same-origin", "origin": "null"}, True),
        ({"sec-fetch-site": "same-origin"}, True),
        ({"origin": "https://hotro.example"}, True),
        ({"origin": "http://127.0.0.1:8000"}, True),
        ({}, False),
        ({"referer": "https://hotro.example/desk"}, False),
        ({"host": "hotro.example"}, False),
        ({"origin": "null"}, False),
        ({"origin": ""}, False),
        ({"origin": "https://evil.example"}, False),
        ({"origin": "http://hotro.example"}, False),
        ({"origin": "https://hotro.example:8443"}, False),
        ({"origin": "https://hotro.example.evil.example"}, False),
        ({"origin": "https://hotro.еxample"}, False),
        ({"sec-fetch-site": "cross-site", "origin": "https://hotro.example"}, False),
        ({"sec-fetch-site": "same-site", "origin": "https://blog.hotro.example"}, False),
        ({"sec-fetch-site": "same-site", "origin": "https://hotro.example"}, False),
        ({"sec-fetch-site": "none"}, False),
        ({"sec-fetch-site": ""}, False),
        ({"sec-fetch-site": "same-origin, cross-site"}, False),
        ({"sec-fetch-site": "same-origin", "origin": "https://evil.example"}, False),
    ],
)
def test_where_a_change_comes_from(headers: dict[str, str], ours: bool) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE", "post", "", "QUERY", "get\n"):
        assert from_own_page(method, headers, OWN) is ours
    for method in ("GET", "HEAD", "OPTIONS", "get"):
        assert from_own_page(method, headers, OWN)


def test_the_times_that_the_operator_guide_may_name() -> None:
    assert (timedelta(minutes=15), timedelta(hours=12), timedelta(days=7)) == (SETUP_LIFE, IDLE, ABSOLUTE)
    assert timedelta(minutes=5) == CLOCK_LEEWAY
