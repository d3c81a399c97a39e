"""The build of identity and card numbers; the messages that hold them are in test_masking."""

from __future__ import annotations

import pytest

from bot.text.id_numbers import find_id_numbers, is_card, is_cccd, passes_luhn


@pytest.mark.parametrize("digits", ["001099012345", "079203001234", "096310012345", "001302015678"])
def test_built_as_a_cccd(digits: str) -> None:
    assert is_cccd(digits)


@pytest.mark.parametrize(
    "digits",
    ["003099012345", "097099012345", "001499012345", "001005012345", "001260012345", "00109901234", "0010990123456"],
)
def test_not_built_as_a_cccd(digits: str) -> None:
    assert not is_cccd(digits)


@pytest.mark.parametrize(
    "digits",
    [
        "4111111111111111",
        "5555555555554444",
        "2223003122003222",
        "378282246310005",
        "6011111111111117",
        "9704000000000018",
    ],
)
def test_built_as_a_card(digits: str) -> None:
    assert is_card(digits)
    assert not is_card(digits[:-1] + str((int(digits[-1]) + 1) % 10))


@pytest.mark.parametrize("digits", ["1111111111111117", "7992739871300003", "41111111111", "555555555555444"])
def test_not_built_as_a_card(digits: str) -> None:
    assert not is_card(digits)


def test_luhn_takes_any_length() -> None:
    assert passes_luhn("79927398713")
    assert not passes_luhn("79927398710")


@pytest.mark.parametrize(
    ("plain", "found"),
    [
        ("001099012345 va 4111 1111 1111 1111", [("id_number", 0, 12), ("card", 16, 35)]),
        ("stk 001099012345", []),
        ("001099012345 vietcombank", []),
        ("ma gd 4111111111111111", []),
        ("12001099012345", []),
        ("001099012345678", []),
    ],
)
def test_only_what_no_other_word_claims(plain: str, found: list[tuple[str, int, int]]) -> None:
    assert find_id_numbers(plain) == found
