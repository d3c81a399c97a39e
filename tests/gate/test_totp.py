"""One-time codes: those of the standard, each taken once, and no other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gate.totp import STEP, check_totp, hotp, new_totp_secret, totp, totp_uri, written_secret

SECRET = b"12345678901234567890"  # of RFC 4226 and RFC 6238
NOW = datetime(2026, 11, 14, 20, 0, tzinfo=UTC)
PRESENT = int(NOW.timestamp()) // STEP


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_vectors_of_rfc_6238_appendix_b(seconds: int, code: str) -> None:
    now = datetime.fromtimestamp(seconds, UTC)
    assert totp(SECRET, now, digits=8) == code
    assert totp(SECRET, now) == code[2:]


@pytest.mark.parametrize(
    ("counter", "code"),
    list(enumerate("755224 287082 359152 969429 338314 254676 287922 162583 399871 520489".split())),
)
def test_vectors_of_rfc_4226_appendix_d(counter: int, code: str) -> None:
    assert hotp(SECRET, counter) == code


@pytest.mark.parametrize(("steps", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_the_window(steps: int, taken: bool) -> None:
    typed = totp(SECRET, NOW + timedelta(seconds=steps * STEP))
    assert check_totp(SECRET, typed, NOW, None) == (PRESENT + steps if taken else None)


def test_a_code_is_taken_once_and_none_before_it() -> None:
    codes = {step: hotp(SECRET, PRESENT + step) for step in (-1, 0, 1)}
    used = check_totp(SECRET, codes[0], NOW, None)
    assert used == PRESENT
    assert check_totp(SECRET, codes[0], NOW, used) is None
    assert check_totp(SECRET, codes[-1], NOW, used) is None
    assert check_totp(SECRET, codes[1], NOW, used) == PRESENT + 1


def test_spaces_as_the_app_shows_them() -> None:
    code = totp(SECRET, NOW)
    assert check_totp(SECRET, f" {code[:3]} {code[3:]} ", NOW, None) == PRESENT


@pytest.mark.parametrize(
    "change",
    [
        lambda code: "",
        lambda code: code[:5],
        lambda code: code + "0",
        lambda code: "0" + code,
        lambda code: "-" + code[1:],
        lambda code: code + "\n",
        lambda code: "".join(chr(0xFF10 + int(digit)) for digit in code),
        lambda code: "".join(chr(0x0660 + int(digit)) for digit in code),
        lambda code: code + " " * 100_000,
        lambda code: "é" * 6,
        lambda code: "\ud800" * 6,
        lambda code: f"{(int(code) + 1) % 10**6:06d}",
    ],
)  # fmt: skip
def test_what_is_no_code(change: object) -> None:
    assert callable(change)
    assert check_totp(SECRET, change(totp(SECRET, NOW)), NOW, None) is None


@given(st.binary(min_size=20, max_size=20), st.integers(0, 10**9), st.text(max_size=8))
def test_any_text_may_be_typed(secret: bytes, seconds: int, typed: str) -> None:
    now = datetime.fromtimestamp(seconds, UTC)
    used = check_totp(secret, typed, now, None)
    assert used is None or hotp(secret, used) == typed.replace(" ", "")
    right = check_totp(secret, totp(secret, now), now, None)
    assert right is not None
    assert abs(right - seconds // STEP) <= 1


def test_the_address_for_the_app() -> None:
    uri = urlsplit(totp_uri(SECRET, "lan:anh", "Tiếp Nhận: Hà Nội"))
    query = parse_qs(uri.query, strict_parsing=True)
    assert (uri.scheme, uri.netloc) == ("otpauth", "totp")
    assert unquote(uri.path) == "/Tiếp Nhận  Hà Nội:lan anh"
    assert query == {
        "secret": ["GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"],
        "issuer": ["Tiếp Nhận  Hà Nội"],
        "algorithm": ["SHA1"],
        "digits": ["6"],
        "period": ["30"],
    }
    assert "+" not in uri.query  # apps read a plus as itself


def test_secrets() -> None:
    first, second = new_totp_secret(), new_totp_secret()
    assert len(first) == len(second) == 20
    assert first != second
    assert len(written_secret(first)) == 32
