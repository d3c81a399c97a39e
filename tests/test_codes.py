"""Case codes: what is made can be read in every spelling, and what was mistyped is caught."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.codes import ALPHABET, RANDOM_BITS, canonical, check, check_character, make

BITS = st.integers(0, 2**RANDOM_BITS - 1)


def test_codes_have_the_written_form() -> None:
    assert make(0) == "TN-00000-00000-0"
    assert make(1) == "TN-00000-00001-Y"
    assert make(2**RANDOM_BITS - 1) == "TN-ZZZZZ-ZZZZZ-A"


def test_the_check_character_is_luhn_mod_32() -> None:
    # by hand, from the right: 2*2 = 4, 1, 2*16 = 32 -> "10" in base 32 -> 1; sum 6; 32 - 6 = 26
    assert check_character("G12") == ALPHABET[26]


@pytest.mark.parametrize("bits", [-1, 2**RANDOM_BITS])
def test_no_more_bits_than_a_code_holds(bits: int) -> None:
    with pytest.raises(ValueError, match="50 bits"):
        make(bits)


@given(BITS)
def test_every_code_is_read_back(bits: int) -> None:
    code = make(bits)
    assert canonical(code) == code
    assert check(code)


@given(BITS, BITS)
def test_different_bits_make_different_codes(first: int, second: int) -> None:
    assert (make(first) == make(second)) is (first == second)


@given(BITS, st.sampled_from(["lower", "bare", "spaces", "dots", "look-alikes", "without TN", "long dashes"]))
def test_spelling_does_not_matter(bits: int, spelling: str) -> None:
    code = make(bits)
    typed = {
        "lower": code.lower(),
        "bare": code.replace("-", ""),
        "spaces": code.replace("-", "  "),
        "dots": code.replace("-", "."),
        "look-alikes": "TN" + code[2:].replace("0", "o").replace("1", "l"),
        "without TN": code[3:],
        "long dashes": code.replace("-", " – "),
    }[spelling]
    assert canonical(typed) == code


@given(BITS, st.integers(0, 10), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_caught(bits: int, place: int, char: str) -> None:
    bare = make(bits).replace("-", "")[2:]
    mistyped = bare[:place] + char + bare[place + 1 :]
    assert check("TN" + mistyped) is (mistyped == bare)


@given(BITS, st.integers(0, 9))
def test_swapped_neighbours_are_caught_but_for_0_and_z(bits: int, place: int) -> None:
    bare = make(bits).replace("-", "")[2:]
    swapped = bare[:place] + bare[place + 1] + bare[place] + bare[place + 2 :]
    unseen = {bare[place], bare[place + 1]} in ({"0", "Z"}, {bare[place]})
    assert check("TN" + swapped) is unseen


@pytest.mark.parametrize(
    "code",
    [
        "",
        "TN",
        "TN-00000-00000",
        "TN-00000-00000-00",
        "TN-0000U-00000-0",
        "XX-00000-00000-0",
        "TN-00000-00000-1",
        "có mã",
    ],
)
def test_what_is_no_code(code: str) -> None:
    assert canonical(code) is None
    assert not check(code)


@given(st.text(max_size=40))
def test_any_text_may_be_asked(text: str) -> None:
    code = canonical(text)
    assert code is None or canonical(code) == code
