"""Identity tokens: what the operator's developer makes in five lines is read, and nothing that looks like it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gate.errors import IdentityInvalid
from bot.gate.identity import Identity, read_identity
from bot.gate.keys import Keys
from bot.gate.tokens import VisitorTokens

KEY = "operators-shared-secret-0123456789-abc"
OTHER = "Zx4Mv6Bn1Qa9Ws2Ed7Rf3Tg8Yh5Uj0Ik"
KEYS = Keys(KEY)
NOW = datetime(2026, 11, 14, 20, 0, tzinfo=UTC)
AT = int(NOW.timestamp())
HEADER = {"alg": "HS256", "typ": "JWT"}
CLAIMS = {"sub": "hoangnam88", "site": "main", "iat": AT, "exp": AT + 600}
NO_VALUE = object()


def _part(value: object) -> str:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _token(header: object = HEADER, claims: object = CLAIMS, *, key: str = KEY, algorithm: str = "sha256") -> str:
    signed = f"{_part(header)}.{_part(claims)}"
    return f"{signed}.{_part(hmac.digest(key.encode(), signed.encode(), algorithm))}"


def _read(token: str, now: datetime = NOW, site: str = "main") -> Identity:
    return read_identity(token, KEYS, site=site, now=now)


def _with(**changed: object) -> str:
    return _token(claims={name: value for name, value in (CLAIMS | changed).items() if value is not NO_VALUE})


GOOD = _token()


@pytest.mark.parametrize(
    "token",
    [
        GOOD,
        _token({"alg": "HS256"}),
        _token({"typ": "JWT", "alg": "HS256"}),
        _with(exp=AT + 3600),
        _with(iat=AT + 60, exp=AT + 300),
        _with(iat=AT - 3500, exp=AT + 1),
        _with(name="more claims do no harm", aud="x"),
    ],
)
def test_what_the_site_vouches_for(token: str) -> None:
    assert _read(token).username == "hoangnam88"


def test_a_token_as_php_makes_it() -> None:
    """In the bytes that PHP's json_encode writes: no spaces, letters beyond ASCII escaped."""
    header, claims = (
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9",
        _part(b'{"sub":"ho\\u00e0ng nam","site":"main","iat":%d,"exp":%d}' % (AT, AT + 600)),
    )
    mac = hmac.new(KEY.encode(), f"{header}.{claims}".encode(), hashlib.sha256).digest()
    assert _read(f"{header}.{claims}.{_part(mac)}").username == "hoàng nam"


def test_a_token_that_another_programme_signed() -> None:
    """The example of https://jwt.io: its signature is right, so what it lacks is the site."""
    token = (
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
        ".eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiYWRtaW4iOnRydWUsImlhdCI6MTUxNjIzOTAyMn0"
        ".KMUFsIDTnFmyG3nMiGM6H9FNFUROf3wh7SmqJp-QV30"
    )
    with pytest.raises(IdentityInvalid, match="`site`"):
        read_identity(token, Keys("a-string-secret-at-least-256-bits-long"), site="main", now=NOW)
    with pytest.raises(IdentityInvalid, match="signature"):
        read_identity(token, KEYS, site="main", now=NOW)


@pytest.mark.parametrize(
    ("token", "why"),
    [
        (_with(exp=AT), "after `iat`"),
        (_with(iat=AT - 900, exp=AT - 300), "expired"),
        (_with(exp=AT + 3601), "by an hour"),
        (_with(exp=AT - 1), "after `iat`"),
        (_with(iat=AT + 61, exp=AT + 300), "ahead"),
        (_with(exp=NO_VALUE), "`exp`"),
        (_with(iat=NO_VALUE), "`iat`"),
        (_with(exp=float(AT + 600)), "`exp`"),
        (_with(exp=str(AT + 600)), "`exp`"),
        (_with(exp=True), "`exp`"),
        (_with(exp=None), "`exp`"),
        (_with(exp=float("nan")), "`exp`"),
        (_with(exp=float("inf")), "`exp`"),
        (_with(exp=10**40), "`exp`"),
        (_with(iat=-1), "`iat`"),
        (_with(iat=AT * 1000, exp=AT * 1000 + 600), "`iat`"),  # milliseconds
        (_with(site="other"), "`site`"),
        (_with(site="mаin"), "`site`"),  # a Cyrillic letter
        (_with(site=NO_VALUE), "`site`"),
        (_with(site=["main"]), "`site`"),
        (_with(sub=NO_VALUE), "`sub`"),
        (_with(sub=""), "`sub`"),
        (_with(sub=" hoangnam88"), "`sub`"),
        (_with(sub=12345), "`sub`"),
        (_with(sub="x" * 65), "`sub`"),
        (_with(sub="hoang\u200bnam"), "invisible"),
        (_with(sub="hoang\u202enam"), "invisible"),
        (_with(sub="a\nb"), "invisible"),
        (_with(sub="\ud800"), "invisible"),
        (_token({"alg": "none", "typ": "JWT"}), "header"),
        (_token({"alg": "None"}), "header"),
        (_token({"alg": "hs256"}), "header"),
        (_token({"alg": "HS512"}, algorithm="sha512"), "signature"),
        (_token({"alg": "HS512"}), "header"),
        (_token({"alg": "RS256"}), "header"),
        (_token({"alg": ["HS256"]}), "header"),
        (_token({}), "header"),
        (_token(HEADER | {"kid": "../../etc/passwd"}), "header"),
        (_token(HEADER | {"crit": ["exp"], "exp": 1}), "header"),
        (_token(HEADER | {"jwk": {}}), "header"),
        (_token(key=OTHER), "signature"),
        (_token(key=""), "signature"),
        (_token(b'{"alg":"none","alg":"HS256"}'), "each key once"),
        (_token(claims=b'{"sub":"a","sub":"b"}'), "each key once"),
        (_token(claims=b"[" * 1000), "JSON"),
        (_token(claims=b"\xff\xfe"), "UTF-8"),
        (_token(claims=["sub"]), "objects"),
        (_token(claims="hoangnam88"), "objects"),
        (_token(header=None), "objects"),
        (f"{_part({'alg': 'none'})}.{_part(CLAIMS)}.", "base64url"),
        (GOOD.rpartition(".")[0] + ".", "base64url"),
        (GOOD.rpartition(".")[0], "three parts"),
        (GOOD + ".x", "three parts"),
        (GOOD + "=", "base64url"),
        (" " + GOOD, "base64url"),
        (GOOD + "\n", "base64url"),
        (GOOD.replace("e", "е", 1), "base64url"),
        ("", "three parts"),
        ("..", "base64url"),
        ("a" * 100_000, "three parts"),
        (_with(padding="x" * 2000), "three parts"),
        (VisitorTokens(KEYS).issue("v-1", "main", NOW), "three parts"),
    ],
)
def test_what_nobody_vouches_for(token: str, why: str) -> None:
    with pytest.raises(IdentityInvalid, match=why) as refused:
        _read(token)
    assert KEY not in str(refused.value)
    assert "hoangnam88" not in str(refused.value)


@given(st.integers(0, len(GOOD) - 1), st.integers(0, 7))
def test_no_flipped_bit_goes_unseen(place: int, bit: int) -> None:
    with pytest.raises(IdentityInvalid):
        _read(GOOD[:place] + chr(ord(GOOD[place]) ^ 1 << bit) + GOOD[place + 1 :])


@given(st.text(max_size=60) | st.lists(st.text("ABCab01_-", max_size=20), min_size=3, max_size=3).map(".".join))
def test_any_text_may_be_shown(text: str) -> None:
    with pytest.raises(IdentityInvalid):
        _read(text)


def test_swapped_claims() -> None:
    signed, theirs = GOOD.split("."), _with(sub="lananh").split(".")
    with pytest.raises(IdentityInvalid, match="signature"):
        _read(".".join((signed[0], theirs[1], signed[2])))


def test_the_last_second_counts_and_the_zone_does_not() -> None:
    assert _read(GOOD, NOW + timedelta(seconds=599)).expires == NOW + timedelta(seconds=600)
    with pytest.raises(IdentityInvalid, match="expired"):
        _read(GOOD, NOW + timedelta(seconds=600))


def test_keys_may_be_exchanged() -> None:
    assert read_identity(GOOD, Keys(OTHER, KEY), site="main", now=NOW).username == "hoangnam88"
