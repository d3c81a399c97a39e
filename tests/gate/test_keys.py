"""Keys: short ones are refused, each purpose has its own, none is ever shown, and bytes have one spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gate.errors import GateSettingError
from bot.gate.keys import Keys, digest, from_base64url, read_keys, same, sign, to_base64url

KEY = "q7Lw2nYc0TzVb5RkXe9GmUd3HsJp8Fa1"
OTHER = "Zx4Mv6Bn1Qa9Ws2Ed7Rf3Tg8Yh5Uj0Ik"


@pytest.mark.parametrize("key", ["", "short", KEY[:31], "a" * 64, "abababab" * 8])
def test_keys_that_can_be_guessed_are_refused(key: str) -> None:
    with pytest.raises(GateSettingError, match="number 1 can be guessed") as refused:
        Keys(key)
    assert not key or key not in str(refused.value)


def test_the_message_says_which_key_is_too_short() -> None:
    with pytest.raises(GateSettingError, match="number 2"):
        Keys(KEY, "short")


@pytest.mark.parametrize("written", [f"{KEY},{OTHER}", f" {KEY} , {OTHER} ", f"{KEY},,{OTHER},", f"{KEY}\n,{OTHER}\n"])
def test_several_keys_the_newest_first(written: str) -> None:
    assert read_keys(written) == Keys(KEY, OTHER)


@pytest.mark.parametrize("written", ["", " ", ",", " , ,"])
def test_no_key_at_all(written: str) -> None:
    with pytest.raises(GateSettingError, match="empty"):
        read_keys(written)


def test_a_key_is_never_shown() -> None:
    assert KEY not in repr(Keys(KEY)) + str(Keys(KEY))


def test_purposes_and_keys_share_nothing() -> None:
    derived = [key for keys in (Keys(KEY, OTHER),) for purpose in ("a", "b", "") for key in keys.derive(purpose)]
    assert len(set(derived)) == 6
    assert {len(key) for key in derived} == {32}
    assert Keys(KEY, OTHER).derive("a")[0] == Keys(KEY).derive("a")[0]


@given(st.lists(st.binary(max_size=6), max_size=4), st.lists(st.binary(max_size=6), max_size=4))
def test_what_is_signed_has_one_reading(first: list[bytes], second: list[bytes]) -> None:
    assert (sign(b"k", *first) == sign(b"k", *second)) is (first == second)


@given(st.binary(max_size=80))
def test_base64url_has_one_spelling(data: bytes) -> None:
    text = to_base64url(data)
    assert from_base64url(text) == (data or None)
    assert from_base64url(text + "=") is None


@given(st.text(max_size=30))
def test_any_text_may_be_read_as_base64url(text: str) -> None:
    data = from_base64url(text)
    assert data is None or to_base64url(data) == text


@pytest.mark.parametrize("text", ["", "A", "AB=", "AA==", "A A", "AA\n", "AB", "A+", "A/", "ＡＡ", "éé", "A" * 5])
def test_other_spellings_are_none(text: str) -> None:
    assert from_base64url(text) is None


def test_digests_and_comparisons_take_any_text() -> None:
    assert digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # FIPS 180-2, B.1
    assert len(digest("\ud800")) == 64
    assert same("ô".encode(), "ô".encode())
    assert not same(b"a", b"ab")
