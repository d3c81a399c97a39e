"""Buttons: an id opens its own conversation's button and nothing else, in any spelling."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.gate.buttons import LONGEST, RANDOM_BYTES, Buttons, button_key
from bot.gate.errors import ButtonInvalid
from bot.gate.keys import Keys

KEY = "q7Lw2nYc0TzVb5RkXe9GmUd3HsJp8Fa1"
OTHER = "Zx4Mv6Bn1Qa9Ws2Ed7Rf3Tg8Yh5Uj0Ik"
BUTTONS = Buttons(Keys(KEY))
DRAWN = bytes(range(12))
BUTTON = BUTTONS.make(DRAWN, "c-1")
BYTES = st.binary(min_size=RANDOM_BYTES, max_size=RANDOM_BYTES)


@given(BYTES, st.text(max_size=80))
def test_a_button_is_read_in_its_conversation(drawn: bytes, conversation: str) -> None:
    button = BUTTONS.make(drawn, conversation)
    assert BUTTONS.read(button, conversation) == button_key(drawn)
    assert button.isascii()
    assert len(button.encode()) <= LONGEST


@given(BYTES, st.text(max_size=20), st.text(max_size=20))
def test_and_in_no_other(drawn: bytes, conversation: str, other: str) -> None:
    assume(conversation != other)
    with pytest.raises(ButtonInvalid, match="does not belong"):
        BUTTONS.read(BUTTONS.make(drawn, conversation), other)


@given(st.integers(0, len(BUTTON) - 1), st.integers(0, 7))
def test_no_flipped_bit_goes_unseen(place: int, bit: int) -> None:
    with pytest.raises(ButtonInvalid):
        BUTTONS.read(BUTTON[:place] + chr(ord(BUTTON[place]) ^ 1 << bit) + BUTTON[place + 1 :], "c-1")


@given(BYTES, BYTES)
def test_different_bytes_make_different_buttons(first: bytes, second: bytes) -> None:
    assert (BUTTONS.make(first, "c") == BUTTONS.make(second, "c")) is (first == second)


@pytest.mark.parametrize(
    "button",
    ["", "x", BUTTON[:-1], BUTTON + "A", BUTTON + "=", " " + BUTTON[1:], "Ａ" + BUTTON[1:], "é" * 38, "\ud800" * 38,
     "A" * 38, "A" * 100_000, BUTTON[:16] + "A" * 22, BUTTON[16:] + BUTTON[:16]],
)  # fmt: skip
def test_what_is_no_button(button: str) -> None:
    with pytest.raises(ButtonInvalid):
        BUTTONS.read(button, "c-1")


@pytest.mark.parametrize("length", [0, 11, 13, 32])
def test_twelve_bytes(length: int) -> None:
    with pytest.raises(ValueError, match="12 random bytes"):
        BUTTONS.make(bytes(length), "c-1")


def test_keys_may_be_exchanged() -> None:
    from_old = Buttons(Keys(OTHER)).make(DRAWN, "c-1")
    assert Buttons(Keys(KEY, OTHER)).read(from_old, "c-1") == button_key(DRAWN)
    assert Buttons(Keys(KEY, OTHER)).make(DRAWN, "c-1") == BUTTON
    with pytest.raises(ButtonInvalid):
        BUTTONS.read(from_old, "c-1")
