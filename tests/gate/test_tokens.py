"""Visitor tokens: ours are read for thirty days of use, and nothing else ever is."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous import URLSafeSerializer, URLSafeTimedSerializer

from bot.gate.buttons import Buttons
from bot.gate.errors import TokenExpired, TokenInvalid
from bot.gate.keys import Keys
from bot.gate.tokens import CLOCK_LEEWAY, LIFE, LONGEST, RENEWED_AFTER, Visitor, VisitorTokens

KEY = "q7Lw2nYc0TzVb5RkXe9GmUd3HsJp8Fa1"
OTHER = "Zx4Mv6Bn1Qa9Ws2Ed7Rf3Tg8Yh5Uj0Ik"
NOW = datetime(2026, 11, 14, 20, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
TOKENS = VisitorTokens(Keys(KEY))
TOKEN = TOKENS.issue("v-1", "main", NOW)
B64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@given(
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=60),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=40),
    st.none() | st.text(st.characters(codec="utf-8"), max_size=60),
    st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
)
def test_what_is_issued_is_read_back(visitor: str, site: str, name: str | None, now: datetime) -> None:
    token = TOKENS.issue(visitor, site, now, identified=name)
    assert TOKENS.read(token, now) == Visitor(visitor, site, name, now.replace(microsecond=0))
    assert token.isascii()
    assert not set(token) - set(B64 + ".")


def test_a_long_repetitive_id_is_read_back_too() -> None:
    token = TOKENS.issue("a" * 900, "main", NOW)
    assert token.startswith(".")  # packed by itsdangerous
    assert TOKENS.read(token, NOW).id == "a" * 900


@pytest.mark.parametrize(("age", "lives"), [(0, True), (29, True), (30, True), (31, False), (400, False)])
def test_thirty_days(age: int, lives: bool) -> None:
    now = NOW + timedelta(days=age)
    if lives:
        assert TOKENS.read(TOKEN, now).id == "v-1"
        return
    with pytest.raises(TokenExpired):
        TOKENS.read(TOKEN, now)


def test_the_last_second_counts() -> None:
    assert TOKENS.read(TOKEN, NOW + LIFE).id == "v-1"
    with pytest.raises(TokenExpired):
        TOKENS.read(TOKEN, NOW + LIFE + SECOND)


def test_a_token_from_the_future() -> None:
    ahead = TOKENS.issue("v-1", "main", NOW + CLOCK_LEEWAY)
    assert TOKENS.read(ahead, NOW).id == "v-1"
    with pytest.raises(TokenInvalid, match="ahead"):
        TOKENS.read(ahead, NOW - SECOND)


def test_the_zone_of_now_does_not_matter() -> None:
    hanoi = timezone(timedelta(hours=7))
    assert TOKENS.read(TOKEN, NOW.astimezone(hanoi)).issued == NOW
    with pytest.raises(ValueError, match="without a zone"):
        TOKENS.read(TOKEN, NOW.replace(tzinfo=None))


def test_used_tokens_slide_and_keep_who_it_is() -> None:
    token = TOKENS.issue("v-1", "main", NOW, identified="hoangnam88")
    visitor = TOKENS.read(token, NOW)
    assert TOKENS.renewed(visitor, NOW + RENEWED_AFTER) is None
    later = NOW + RENEWED_AFTER + SECOND
    fresh = TOKENS.renewed(visitor, later)
    assert fresh is not None
    assert TOKENS.read(fresh, NOW + LIFE + RENEWED_AFTER) == Visitor("v-1", "main", "hoangnam88", later)


@given(st.integers(0, len(TOKEN) - 1), st.integers(0, 7))
def test_no_flipped_bit_goes_unseen(place: int, bit: int) -> None:
    flipped = TOKEN[:place] + chr(ord(TOKEN[place]) ^ 1 << bit) + TOKEN[place + 1 :]
    with pytest.raises(TokenInvalid):
        TOKENS.read(flipped, NOW)


@given(st.integers(0, len(TOKEN) - 1), st.sampled_from(B64 + ".= \n+/ａа\u200b\ud800"))
def test_no_other_spelling_is_the_token(place: int, char: str) -> None:
    for other in (TOKEN[:place] + char + TOKEN[place:], TOKEN[:place] + char + TOKEN[place + 1 :]):
        if other != TOKEN:
            with pytest.raises(TokenInvalid):
                TOKENS.read(other, NOW)


@given(st.text(max_size=80))
def test_any_text_may_be_shown(text: str) -> None:
    with pytest.raises(TokenInvalid):
        TOKENS.read(text, NOW)


def test_swapped_payloads() -> None:
    mine, theirs = TOKEN, TOKENS.issue("v-2", "main", NOW)
    swapped = theirs.rpartition(".")[0] + "." + mine.rpartition(".")[2]
    with pytest.raises(TokenInvalid):
        TOKENS.read(swapped, NOW)


def _signed(payload: object, *, salt: str = "tiepnhan.visitor.v1", key: bytes | None = None) -> str:
    secret = Keys(KEY).derive("tiepnhan.visitor.v1")[0] if key is None else key
    kwargs = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
    written = URLSafeSerializer(secret, salt=salt, signer_kwargs=kwargs).dumps(payload)
    return written if isinstance(written, str) else written.decode()


GOOD = {"v": "v-1", "s": "main", "i": None, "at": int(NOW.timestamp())}


def test_the_forger_of_these_tests_would_succeed_with_the_key() -> None:
    assert TOKENS.read(_signed(GOOD), NOW).id == "v-1"


@pytest.mark.parametrize(
    "token",
    [
        _signed(GOOD, salt="tiepnhan.identity.v1"),
        _signed(GOOD, salt="itsdangerous"),
        _signed(GOOD, key=KEY.encode()),
        _signed(GOOD, key=b""),
        _signed(GOOD, key=Keys(KEY).derive("tiepnhan.csrf.v1")[0]),
        _signed([GOOD]),
        _signed("v-1"),
        _signed(None),
        _signed({}),
        _signed({**GOOD, "v": 1}),
        _signed({**GOOD, "v": None}),
        _signed({**GOOD, "i": ["x"]}),
        _signed({**GOOD, "at": "0"}),
        _signed({**GOOD, "at": 1e9}),
        _signed({**GOOD, "at": 10**30}),
        _signed({**GOOD, "at": -(10**18)}),
        _signed({**GOOD, "admin": True}),
        _signed({key: value for key, value in GOOD.items() if key != "s"}),
        URLSafeTimedSerializer(KEY).dumps(GOOD),
        Buttons(Keys(KEY)).make(b"123456789012", "v-1"),
        "",
        ".",
        "..",
        "a.b",
        TOKEN.partition(".")[0],
        TOKEN + ".",
        "." + TOKEN,
        TOKEN + "=",
        TOKEN + " ",
        TOKEN.replace(".", "．"),
        "А" + TOKEN[1:],
        base64.urlsafe_b64encode(json.dumps(GOOD).encode()).decode() + ".",
    ],
)
def test_what_is_no_token_of_ours(token: str) -> None:
    with pytest.raises(TokenInvalid):
        TOKENS.read(token, NOW)


def test_long_input_is_refused_even_if_it_is_signed() -> None:
    with pytest.raises(TokenInvalid, match="no visitor token"):
        TOKENS.read(_signed({**GOOD, "v": base64.b64encode(hashlib.shake_128(b"").digest(2000)).decode()}), NOW)
    with pytest.raises(TokenInvalid):
        TOKENS.read("A" * LONGEST + "." + "A" * 43, NOW)
    with pytest.raises(ValueError, match="too long"):
        TOKENS.issue(base64.b64encode(hashlib.shake_128(b"").digest(2000)).decode(), "main", NOW)


@pytest.mark.parametrize(("visitor", "site"), [("", "main"), ("v-1", "")])
def test_a_token_says_who_and_where(visitor: str, site: str) -> None:
    with pytest.raises(ValueError, match="needs a visitor and a site"):
        TOKENS.issue(visitor, site, NOW)


def test_keys_may_be_exchanged() -> None:
    old, both, new = (VisitorTokens(keys) for keys in (Keys(OTHER), Keys(KEY, OTHER), Keys(KEY)))
    from_old, from_both = old.issue("v-1", "main", NOW), both.issue("v-1", "main", NOW)
    assert both.read(from_old, NOW).id == "v-1"
    assert new.read(from_both, NOW).id == "v-1"
    for reader, token in ((new, from_old), (old, from_both)):
        with pytest.raises(TokenInvalid):
            reader.read(token, NOW)


@pytest.mark.parametrize(
    ("was", "name", "may"),
    [
        (None, "hoangnam88", True),
        ("hoangnam88", "hoangnam88", True),
        ("hoangnam88", "lananh", False),
        ("a", "а", False),
    ],
)
def test_a_visitor_never_becomes_another_person(was: str | None, name: str, may: bool) -> None:
    assert Visitor("v-1", "main", was, NOW).may_become(name) is may


def test_errors_never_repeat_the_token() -> None:
    with pytest.raises(TokenInvalid) as refused:
        TOKENS.read(TOKEN[:-2] + "AA", NOW)
    assert TOKEN[:20] not in str(refused.value)


def test_the_times_that_the_privacy_notice_may_name() -> None:
    assert (LIFE.days, RENEWED_AFTER.days, CLOCK_LEEWAY.days) == (30, 1, 1)
    assert LONGEST == 2048
