"""Signatures: the specification's own example, every way to be wrong, and the library on the other side."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook

from bot.handoff.signing import TOLERANCE, Secrets, SecretUnusable, SignatureInvalid, new_secret, sign, verify
from tests.handoff.samples import OTHER_SECRET, SECRET, SECRETS

NOW = datetime(2026, 11, 14, 13, 30, tzinfo=UTC)
RAW = '{"text":"chưa về ạ"}'.encode()
SIGNED = sign("msg_1", NOW, RAW, SECRETS)


def test_a_known_signature() -> None:
    """The figures were computed with openssl: printf … | openssl dgst -sha256 -hmac … -binary | base64."""
    secrets = Secrets.read("whsec_" + base64.b64encode(b"0123456789abcdef01234567").decode())
    at = datetime(2021, 2, 25, 3, 7, 44, tzinfo=UTC)
    signed = sign("msg_p5jXN8AQM9LWM0D4loKWxJek", at, b'{"test": 2432232314}', secrets)
    assert signed == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614222464",
        "webhook-signature": "v1,tPvpKp/g9J17ac2qIS9ltks/3V4O694dCa1Vq5XP70w=",
    }


def test_the_library_takes_what_we_sign() -> None:
    headers = sign("msg_1", datetime.now(UTC), RAW, Secrets.read(f"{SECRET} {OTHER_SECRET}"))
    for secret in (SECRET, OTHER_SECRET):
        assert Webhook(secret).verify(RAW, headers) == {"text": "chưa về ạ"}


def test_any_zone_is_the_same_moment() -> None:
    assert sign("msg_1", NOW.astimezone(timezone(timedelta(hours=7))), RAW, SECRETS) == SIGNED


@given(
    st.text(alphabet="abcXYZ019_-", min_size=1, max_size=40),
    st.text().map(lambda text: text.encode("utf-8", "replace")),
)
def test_what_is_signed_is_verified(id: str, raw: bytes) -> None:
    assert verify(sign(id, NOW, raw, SECRETS), raw, SECRETS, NOW) == id


@given(st.integers(0, len(RAW) - 1), st.integers(1, 255))
def test_no_byte_may_change(place: int, change: int) -> None:
    altered = RAW[:place] + bytes([RAW[place] ^ change]) + RAW[place + 1 :]
    with pytest.raises(SignatureInvalid):
        verify(SIGNED, altered, SECRETS, NOW)


def _signature() -> str:
    return SIGNED["webhook-signature"]


@pytest.mark.parametrize(
    "changes",
    [
        {"webhook-id": ""},
        {"webhook-id": "msg_2"},
        {"webhook-id": "m" * 257},
        {"webhook-id": "msg_1\ud800"},
        {"webhook-timestamp": ""},
        {"webhook-timestamp": "soon"},
        {"webhook-timestamp": "-1"},
        {"webhook-timestamp": "nan"},
        {"webhook-timestamp": "9" * 400},
        {"webhook-timestamp": "99999999999"},
        {"webhook-timestamp": "0" + SIGNED["webhook-timestamp"][:-1]},
        {"webhook-timestamp": str(int(NOW.timestamp()) + 1)},
        {"webhook-signature": ""},
        {"webhook-signature": "v1"},
        {"webhook-signature": "v1,"},
        {"webhook-signature": "v1,no base64 ü"},
        {"webhook-signature": "v2" + _signature()[2:]},
        {"webhook-signature": _signature()[3:]},
        {"webhook-signature": _signature()[:-5]},
        {"webhook-signature": " ".join(["v1,AAAA"] * 16 + [_signature()])},
    ],
    ids=str,
)
def test_wrong_headers(changes: dict[str, str]) -> None:
    with pytest.raises(SignatureInvalid):
        verify({**SIGNED, **changes}, RAW, SECRETS, NOW)


@pytest.mark.parametrize("name", sorted(SIGNED))
def test_missing_headers(name: str) -> None:
    with pytest.raises(SignatureInvalid):
        verify({key: value for key, value in SIGNED.items() if key != name}, RAW, SECRETS, NOW)


def test_one_fitting_signature_is_enough() -> None:
    headers = {**SIGNED, "webhook-signature": f"v1a,xyz v1,AAAA v1 {_signature()}"}
    assert verify(headers, RAW, SECRETS, NOW) == "msg_1"


def test_header_names_in_any_case() -> None:
    assert verify({name.title(): value for name, value in SIGNED.items()}, RAW, SECRETS, NOW) == "msg_1"


def test_changing_over() -> None:
    """Old and new secrets meet halfway, whichever side changes first."""
    both = Secrets.read(f"{OTHER_SECRET},{SECRET}")
    assert verify(SIGNED, RAW, both, NOW) == "msg_1"
    assert verify(sign("msg_1", NOW, RAW, both), RAW, SECRETS, NOW) == "msg_1"
    with pytest.raises(SignatureInvalid):
        verify(SIGNED, RAW, Secrets.read(OTHER_SECRET), NOW)


@pytest.mark.parametrize("sign_of", [1, -1])
def test_five_minutes_and_no_more(sign_of: int) -> None:
    assert verify(SIGNED, RAW, SECRETS, NOW + sign_of * TOLERANCE) == "msg_1"
    with pytest.raises(SignatureInvalid, match="five minutes"):
        verify(SIGNED, RAW, SECRETS, NOW + sign_of * (TOLERANCE + timedelta(seconds=1)))


def test_a_body_that_is_no_text() -> None:
    with pytest.raises(SignatureInvalid, match="UTF-8"):
        verify(SIGNED, b"\xff\xfe", SECRETS, NOW)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " , ",
        "hunter2hunter2hunter2hunter2hunter2",
        "whsec_",
        "whsec_hunter2",
        "whsec_hunter2!hunter2!hunter2!hunter2!",
        "whsec_" + base64.b64encode(bytes(23)).decode(),
        "whsec_" + base64.b64encode(bytes(65)).decode(),
        SECRET + ",whsec_hunter2",
    ],
)
def test_unusable_secrets_are_not_quoted(text: str) -> None:
    with pytest.raises(SecretUnusable) as told:
        Secrets.read(text)
    assert "hunter2" not in str(told.value)
    assert told.value.__cause__ is None


@pytest.mark.parametrize("size", [24, 32, 64])
def test_new_secrets(size: int) -> None:
    assert Secrets.read(new_secret(bytes(size))).keys == (bytes(size),)
    assert Secrets.read(new_secret(bytes(size)).rstrip("=")).keys == (bytes(size),)


@pytest.mark.parametrize("size", [0, 23, 65])
def test_no_secrets_of_other_sizes(size: int) -> None:
    with pytest.raises(ValueError, match="24 to 64"):
        new_secret(bytes(size))


def test_secrets_are_not_printed() -> None:
    assert repr(SECRETS) == "Secrets()"
