"""Passwords: what is too easy is refused, what is right is taken on every keyboard, and nobody learns who exists."""

from __future__ import annotations

import unicodedata

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.gate.passwords import FAULTS, LONGEST, Checked, Fault, Passwords, faults

CHEAP = Passwords(time_cost=1, memory_kib=8)
GOOD = "con mèo ngồi trên mái nhà"


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "mưa rơi ngoài hiên vắng",
        "correct horse battery staple",
        "x7#Kp2!9QzLm4",
        "8&2$9!4@7^3k0",
        "Tr0ub4dor&3xyQ",
        "bánh mì thịt nướng 2 trứng",
        "дом на берегу реки",
        "密码很长而且没有人知道的句子",
        "🐱🐶🐭🐹🐰🦊🐻🐼🐨🐯🦁🐮",
        "k" + "vzqw" * 3,
    ],
)
def test_passwords_that_may_be_used(password: str) -> None:
    assert faults(password, "lananh") == ()


@pytest.mark.parametrize(
    ("password", "username", "fault"),
    [
        ("", "", Fault.TOO_SHORT),
        ("x7#Kp2!9Qzl", "", Fault.TOO_SHORT),
        ("x" + " " * 20, "", Fault.TOO_SHORT),
        ("e\u0301" * 11, "", Fault.TOO_SHORT),  # eleven letters, however they are spelt
        ("k7#" * 100, "", Fault.TOO_LONG),
        ("matkhau123456", "", Fault.COMMON),
        ("Mật khẩu 123456", "", Fault.COMMON),
        ("MATKHAU@123456", "", Fault.COMMON),
        ("anhyeuem1234", "", Fault.COMMON),
        ("Anh yêu em 2024", "", Fault.COMMON),
        ("emyeuanhmaimai", "", Fault.COMMON),
        ("anhyeuem0912345678", "", Fault.COMMON),
        ("xinchaovietnam", "", Fault.COMMON),
        ("hanoi19902024", "", Fault.COMMON),
        ("admin@123456", "", Fault.COMMON),
        ("Admin@2026!@#", "", Fault.COMMON),
        ("P@ssw0rd123456", "", Fault.COMMON),
        ("passwordpassword", "", Fault.COMMON),
        ("qwertyuiop123", "", Fault.COMMON),
        ("1234567890123", "", Fault.COMMON),
        ("839201746512", "", Fault.COMMON),
        ("aaaaaaaaaaaaaa", "", Fault.COMMON),
        ("ababababababab", "", Fault.COMMON),
        ("abcdefghijklmnop", "", Fault.COMMON),
        ("zyxwvutsrqponm", "", Fault.COMMON),
        ("!@#$%^&*()!@#", "", Fault.COMMON),
        ("tiepnhan2026", "", Fault.COMMON),
        ("nhanvienhotro1", "", Fault.COMMON),
        ("\ud800bcjkqvwxzmpr", "", Fault.COMMON),
        ("hoangnam88hoangnam88", "hoangnam88", Fault.LIKE_USERNAME),
        ("Hoàng Nam 88!!!", "hoangnam88", Fault.LIKE_USERNAME),
        ("hoangnam88-2026", "HoangNam88", Fault.LIKE_USERNAME),
    ],
)
def test_passwords_that_may_not(password: str, username: str, fault: Fault) -> None:
    assert fault in faults(password, username)


def test_a_name_within_a_long_password_does_no_harm() -> None:
    assert faults("lan anh thích ăn phở cuốn", "lananh") == ()
    assert faults("an toàn là bạn của mọi nhà", "an") == ()


def test_every_fault_has_its_words() -> None:
    assert set(FAULTS) == set(Fault)
    assert all(vietnamese and english for vietnamese, english in FAULTS.values())


@given(st.text(max_size=300), st.text(max_size=30))
def test_any_text_may_be_asked_and_what_passes_can_be_hashed(password: str, username: str) -> None:
    found = faults(password, username)
    assert len(found) == len(set(found))
    if not found:
        assert CHEAP.verify(CHEAP.hash(password), password).ok


@settings(max_examples=30)
@given(st.text(st.characters(codec="utf-8"), max_size=40), st.text(st.characters(codec="utf-8"), max_size=40))
def test_only_the_password_opens(password: str, other: str) -> None:
    same = unicodedata.normalize("NFKC", password) == unicodedata.normalize("NFKC", other)
    stored = CHEAP.hash(password)
    assert CHEAP.verify(stored, password) == Checked(True)
    assert CHEAP.verify(stored, other).ok is same


def test_a_hash_is_salted_and_holds_nothing_of_the_password() -> None:
    first, second = CHEAP.hash(GOOD), CHEAP.hash(GOOD)
    assert first != second
    assert "mèo" not in first + repr(Checked(True, "secret hash"))
    assert "secret hash" not in repr(Checked(True, "secret hash"))


def test_keyboards_that_compose_otherwise() -> None:
    stored = CHEAP.hash(unicodedata.normalize("NFC", GOOD))
    assert CHEAP.verify(stored, unicodedata.normalize("NFD", GOOD)).ok


def test_the_parameters_are_those_of_owasp() -> None:
    parameters = extract_parameters(Passwords().hash(GOOD))
    assert (parameters.type, parameters.memory_cost, parameters.time_cost, parameters.parallelism) == (
        Type.ID,
        19_456,
        2,
        1,
    )


def test_an_unknown_account_costs_what_a_known_one_does() -> None:
    """The hash that is verified for nobody has the same parameters, so Argon2 does the same work."""
    passwords = Passwords(time_cost=2, memory_kib=64)
    assert extract_parameters(passwords._nobody) == extract_parameters(passwords.hash(GOOD))
    assert not passwords.verify(None, GOOD).ok
    assert not passwords.verify(None, "nobody has this password").ok
    assert not passwords.verify(None, "").ok


def test_the_hash_is_renewed_when_parameters_change() -> None:
    stored = CHEAP.hash(GOOD)
    dearer = Passwords(time_cost=2, memory_kib=16)
    checked = dearer.verify(stored, GOOD)
    assert checked.ok
    assert checked.rehash is not None
    assert dearer.verify(checked.rehash, GOOD) == Checked(True)
    assert dearer.verify(stored, "wrong password here") == Checked(False)


@pytest.mark.parametrize("stored", ["", "x", "$argon2id$", "$2b$12$abcdefghijklmnopqrstuv", "é", GOOD])
def test_a_broken_hash_opens_nothing(stored: str) -> None:
    assert CHEAP.verify(stored, GOOD) == Checked(False)
    assert CHEAP.verify(stored, stored) == Checked(False)


@pytest.mark.parametrize("password", ["x" * (LONGEST + 1), "x" * 10_000_000, "\ud800" * 20])
def test_what_is_never_hashed(password: str) -> None:
    with pytest.raises(ValueError, match="refuses"):
        CHEAP.hash(password)
    assert CHEAP.verify(CHEAP.hash(GOOD), password) == Checked(False)
    assert CHEAP.verify(CHEAP.hash(""), password) == Checked(False)


def test_other_programmes_read_our_hashes() -> None:
    assert PasswordHasher().verify(CHEAP.hash("plain ascii words"), "plain ascii words")


def test_the_longest_password() -> None:
    longest = (GOOD * 20)[:LONGEST]
    assert faults(longest, "") == ()
    assert CHEAP.verify(CHEAP.hash(longest), longest).ok
    assert faults(longest + "x", "") == (Fault.TOO_LONG,)


@pytest.mark.parametrize(("username", "refused"), [("lan", False), ("lanh", True)])
def test_names_of_four_letters_count(username: str, refused: bool) -> None:
    assert (Fault.LIKE_USERNAME in faults(f"{username}{username} 4820 7351", username)) is refused
