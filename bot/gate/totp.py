"""Six-digit codes of an authenticator app (RFC 6238: SHA-1, 30 seconds); it looks at no clock and stores nothing."""

from __future__ import annotations

import base64
import hmac
import re
import secrets
from datetime import datetime
from urllib.parse import quote, urlencode

from bot.gate.instants import seconds
from bot.gate.keys import same

STEP = 30
"""Seconds for which a code stands."""

WINDOW = 1
"""Codes before and behind the present one that are taken too, for a telephone whose clock is off."""

_SIX = re.compile(r"[0-9]{6}", re.ASCII)
_SECRET_BYTES = 20


def new_totp_secret() -> bytes:
    """20 random bytes, as long as the hash (RFC 4226, section 4, R6)."""
    return secrets.token_bytes(_SECRET_BYTES)


def hotp(secret: bytes, counter: int, *, digits: int = 6) -> str:
    """The code of one counter (RFC 4226, 5.3).

    Args:
        secret: the shared secret.
        counter: 0 or more.
        digits: 6 to 8.
    """
    mac = hmac.digest(secret, counter.to_bytes(8, "big"), "sha1")
    offset = mac[-1] & 15
    number = int.from_bytes(mac[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**digits:0{digits}d}"


def totp(secret: bytes, now: datetime, *, digits: int = 6) -> str:
    """The code of a moment (RFC 6238)."""
    return hotp(secret, seconds(now) // STEP, digits=digits)


def check_totp(secret: bytes, typed: str, now: datetime, last_used: int | None) -> int | None:
    """The counter of the code that was typed, which the store keeps as the last used; None where it is refused.

    A code is taken once, and none before the last one taken (RFC 6238, 5.2): store the counter in the same transaction
    by a comparison with the old one, so that of two requests at the same instant one is refused.

    Args:
        secret: the account's secret.
        typed: what the person typed; spaces do not matter.
        now: the moment of the request.
        last_used: the counter that this function gave last; None at first.
    """
    code = typed.replace(" ", "") if len(typed) <= 16 else ""
    if not _SIX.fullmatch(code):
        return None
    present = seconds(now) // STEP
    counters = range(max(0, present - WINDOW), present + WINDOW + 1)
    right = [counter for counter in counters if same(hotp(secret, counter).encode(), code.encode())]
    fresh = [counter for counter in right if last_used is None or counter > last_used]
    return fresh[0] if fresh else None


def totp_uri(secret: bytes, account: str, issuer: str) -> str:
    """The otpauth address that an authenticator app reads from a QR code.

    Format: https://github.com/google/google-authenticator/wiki/Key-Uri-Format.

    Args:
        account: the user name.
        issuer: the installation's name, as the app shows it.
    """
    label = quote(issuer.replace(":", " "), safe="") + ":" + quote(account.replace(":", " "), safe="")
    query = {"secret": written_secret(secret), "issuer": issuer.replace(":", " ")}
    fixed = {"algorithm": "SHA1", "digits": "6", "period": str(STEP)}
    return f"otpauth://totp/{label}?{urlencode(query | fixed, quote_via=quote)}"


def written_secret(secret: bytes) -> str:
    """The secret in base32 without padding, as a person types it into the app."""
    return base64.b32encode(secret).decode("ascii").rstrip("=")
