"""Identity tokens: the operator's own site vouches for the user name of its visitor; it looks at no clock.

The format is a JWT (RFC 7519) signed with HS256 under TIEPNHAN_IDENTITY_KEY, and nothing else is taken. Claims: `sub` the
user name, `site` the site's id, `iat` and `exp` whole seconds since 1970, at most an hour apart. In PHP:

    $part = fn($value) => rtrim(strtr(base64_encode(json_encode($value)), '+/', '-_'), '=');
    $claims = ['sub' => $username, 'site' => 'main', 'iat' => time(), 'exp' => time() + 600];
    $signed = $part(['alg' => 'HS256', 'typ' => 'JWT']) . '.' . $part($claims);
    $mac = hash_hmac('sha256', $signed, getenv('TIEPNHAN_IDENTITY_KEY'), true);
    $token = $signed . '.' . rtrim(strtr(base64_encode($mac), '+/', '-_'), '=');

and in Node:

    const part = value => Buffer.from(JSON.stringify(value)).toString('base64url')
    const now = Math.floor(Date.now() / 1000)
    const claims = { sub: username, site: 'main', iat: now, exp: now + 600 }
    const signed = part({ alg: 'HS256', typ: 'JWT' }) + '.' + part(claims)
    const token = signed + '.' + createHmac('sha256', process.env.TIEPNHAN_IDENTITY_KEY).update(signed).digest('base64url')
"""

from __future__ import annotations

import hmac
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.gate.errors import IdentityInvalid
from bot.gate.instants import seconds
from bot.gate.keys import Keys, from_base64url, same

LONGEST = 2048
"""Characters beyond which nothing is looked at."""

LONGEST_LIFE = timedelta(hours=1)
"""How far apart `iat` and `exp` may be."""

CLOCK_LEEWAY = timedelta(seconds=60)
"""How far the clock of the operator's site may be ahead of ours."""

LONGEST_USERNAME = 64

_HEADERS: tuple[Mapping[str, object], ...] = ({"alg": "HS256"}, {"alg": "HS256", "typ": "JWT"})


@dataclass(frozen=True, slots=True)
class Identity:
    """What the operator's site said.

    Attributes:
        username: the user name, as the site wrote it.
        site: the site's id.
        expires: until when it may be shown, in UTC.
    """

    username: str
    site: str
    expires: datetime


def read_identity(token: str, keys: Keys, *, site: str, now: datetime) -> Identity:
    """The identity that a token vouches for.

    Args:
        token: as the operator's site made it.
        keys: TIEPNHAN_IDENTITY_KEY, never the keys of visitor tokens.
        site: the id of the site on which the visitor is.
        now: the moment of the request.

    Raises:
        IdentityInvalid: another form or algorithm, another key, another site, expired, from the future, or for longer
            than an hour; the text tells a developer which.
    """
    header, claims = _verified(token, keys)
    if header not in _HEADERS:
        raise IdentityInvalid('the header must be {"alg": "HS256", "typ": "JWT"} and nothing else')
    username = _username(claims.get("sub"))
    if claims.get("site") != site:
        raise IdentityInvalid("`site` is not the id of this site")
    return Identity(username, site, _expiry(_whole(claims, "iat"), _whole(claims, "exp"), seconds(now)))


def _verified(token: str, keys: Keys) -> tuple[dict[str, object], dict[str, object]]:
    """Header and claims of a token that is signed under one of the keys; nothing of it is read before."""
    parts = token.split(".") if len(token) <= LONGEST else []
    if len(parts) != 3:
        raise IdentityInvalid("an identity token has three parts with dots between, and at most 2048 characters")
    header, claims, mac = (from_base64url(part) for part in parts)
    if header is None or claims is None or mac is None:
        raise IdentityInvalid("the parts must be base64url without padding")
    signed = f"{parts[0]}.{parts[1]}".encode("ascii")
    if not any(same(mac, hmac.digest(key, signed, "sha256")) for key in keys.every):
        raise IdentityInvalid("the signature is not HMAC-SHA256 under TIEPNHAN_IDENTITY_KEY")
    return _object(header), _object(claims)


def _object(data: bytes) -> dict[str, object]:
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise IdentityInvalid("header and claims must be JSON in UTF-8, each key once") from error
    if not isinstance(value, dict):
        raise IdentityInvalid("header and claims must be JSON objects")
    return value


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A JSON object; refused where a key stands twice, since readers differ in which one they take."""
    if len({key for key, _ in pairs}) != len(pairs):
        raise ValueError("a key stands twice")
    return dict(pairs)


def _username(value: object) -> str:
    if not isinstance(value, str) or not 1 <= len(value) <= LONGEST_USERNAME or value != value.strip():
        raise IdentityInvalid(f"`sub` must be the user name: text of 1 to {LONGEST_USERNAME} characters, not a number")
    if any(unicodedata.category(char)[0] == "C" for char in value):
        raise IdentityInvalid("`sub` holds control or invisible characters")
    return value


def _whole(claims: Mapping[str, object], name: str) -> int:
    value = claims.get(name)
    if type(value) is not int or not 0 <= value < 1 << 40:
        raise IdentityInvalid(f"`{name}` must be whole seconds since 1970")
    return value


def _expiry(issued: int, expires: int, now: int) -> datetime:
    leeway = CLOCK_LEEWAY.total_seconds()
    if not 0 < expires - issued <= LONGEST_LIFE.total_seconds():
        raise IdentityInvalid("`exp` must be after `iat`, by an hour at most")
    if issued > now + leeway:
        raise IdentityInvalid("`iat` is ahead of our clock")
    if expires <= now:
        raise IdentityInvalid("the token has expired")
    return datetime.fromtimestamp(expires, UTC)
