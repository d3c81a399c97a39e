"""One-time setup links, sessions at the desk, and proof that a request came from our own page; it stores nothing."""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from bot.gate.instants import seconds
from bot.gate.keys import Keys, digest, from_base64url, same, sign, to_base64url

SETUP_LIFE = timedelta(minutes=15)
"""How long a one-time setup link may be opened."""

IDLE = timedelta(hours=12)
"""How long a session lives without a request."""

ABSOLUTE = timedelta(days=7)
"""How long a session lives at all."""

CLOCK_LEEWAY = timedelta(minutes=5)
"""How far ahead of now a stored moment may be: the clock may have been set back a little since."""

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing (RFC 9110, 9.2.1)."""

_SECRET = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)
_PURPOSE = "tiepnhan.csrf.v1"
_NONCE = 16
_CSRF_LENGTH = 65


def new_setup_token() -> tuple[str, str]:
    """A one-time token for the link, and the digest that the store keeps with the moment."""
    return new_session_id()


def setup_matches(token: str, stored: str, made: datetime, now: datetime) -> bool:
    """Whether a token opens the setup: the right one, within 15 minutes. The store sees to it that it does so once.

    Args:
        token: as it stands in the link.
        stored: the digest that `new_setup_token` gave.
        made: when it was made.
        now: the moment of the request.
    """
    given = secret_digest(token)
    right = given is not None and same(given.encode(), stored.encode("utf-8", "surrogatepass"))
    return right and -CLOCK_LEEWAY.total_seconds() <= seconds(now) - seconds(made) < SETUP_LIFE.total_seconds()


def new_session_id() -> tuple[str, str]:
    """A session's id for the cookie (32 random bytes as 43 characters), and the digest that the store keeps."""
    secret = to_base64url(secrets.token_bytes(32))
    return secret, digest(secret)


def secret_digest(shown: str) -> str | None:
    """The digest under which the store holds a session id or setup token; None where it cannot be one of ours."""
    return digest(shown) if _SECRET.fullmatch(shown) else None


def session_lives(created: datetime, seen: datetime, now: datetime) -> bool:
    """Whether a session may go on: seen within 12 hours, begun within 7 days, neither ahead of now.

    Args:
        created: when its person came in.
        seen: when it was last used.
        now: the moment of the request.
    """
    ahead = -CLOCK_LEEWAY.total_seconds()
    age, idle = seconds(now) - seconds(created), seconds(now) - seconds(seen)
    return ahead <= age < ABSOLUTE.total_seconds() and ahead <= idle < IDLE.total_seconds()


def new_csrf_token(keys: Keys, session: str) -> str:
    """A token for the forms of one session, different each time; for a login form, of the session before the login.

    Args:
        session: the session's id, as the cookie holds it.
    """
    nonce = secrets.token_bytes(_NONCE)
    return to_base64url(nonce) + to_base64url(sign(keys.derive(_PURPOSE)[0], nonce, session.encode()))


def csrf_matches(keys: Keys, session: str, sent: str) -> bool:
    """Whether a token that came in a form field or header was made for this session."""
    if len(sent) != _CSRF_LENGTH or not session.isascii():
        return False
    nonce, mac = from_base64url(sent[:22]), from_base64url(sent[22:])
    if nonce is None or mac is None:
        return False
    return any(same(mac, sign(key, nonce, session.encode())) for key in keys.derive(_PURPOSE))


def double_submitted(keys: Keys, session: str, cookie: str, sent: str) -> bool:
    """Whether the token of the cookie is the one that was sent along, and was made for this session (OWASP's signed
    double submit): for pages that keep no session in the store."""
    equal = same(cookie.encode("utf-8", "surrogatepass"), sent.encode("utf-8", "surrogatepass"))
    return equal and csrf_matches(keys, session, sent)


def from_own_page(method: str, headers: Mapping[str, str], own: Collection[str]) -> bool:
    """Whether a request that changes something was sent by a page of ours.

    A browser says so by Sec-Fetch-Site (W3C Fetch Metadata), which no page can forge; one that does not know that header
    sends Origin with every POST. A request with neither comes from no browser that people use, and is refused. Origin is
    "null" beside Sec-Fetch-Site "same-origin" where the page's referrer policy is no-referrer (WHATWG Fetch, "append a
    request Origin header").

    Args:
        method: the request's method; those that change nothing are always in order.
        headers: the request's headers, names in lower case.
        own: our own origins, as browsers write them ("https://hotro.example").
    """
    if method.upper() in SAFE_METHODS:
        return True
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin" and (origin in (None, "null") or origin in own)
    return origin is not None and origin in own
