"""The operator's secret keys and what is derived from them; it reads no environment and no file, and never shows a key."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from dataclasses import dataclass, field

from bot.gate.errors import GateSettingError

SHORTEST_KEY = 32
"""Characters that a key must have: a shorter one may be guessed from what it signed."""

_BASE64URL = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


@dataclass(frozen=True, init=False)
class Keys:
    """One secret in use, and older ones whose signatures are still believed.

    Attributes:
        every: all of them, the current one first; left out of the representation.
    """

    every: tuple[bytes, ...] = field(repr=False)

    def __init__(self, current: str, *previous: str) -> None:
        """Take the key that signs, then those that it followed.

        Raises:
            GateSettingError: a key has fewer than `SHORTEST_KEY` characters.
        """
        for place, key in enumerate((current, *previous), start=1):
            if len(key) < SHORTEST_KEY or len(set(key)) < 8:
                raise GateSettingError(
                    f"secret key number {place} can be guessed: it needs {SHORTEST_KEY} or more random characters "
                    '(make one with: python -c "import secrets; print(secrets.token_urlsafe(32))")'
                )
        object.__setattr__(self, "every", tuple(key.encode() for key in (current, *previous)))

    def derive(self, purpose: str) -> tuple[bytes, ...]:
        """Keys for one purpose, 32 bytes each, the current one first: what one purpose signs says nothing in another."""
        return tuple(hmac.digest(key, purpose.encode(), "sha256") for key in self.every)


def read_keys(written: str) -> Keys:
    """Keys as an environment variable holds them: separated by commas, the newest first.

    Raises:
        GateSettingError: there is none, or one is too short.
    """
    found = [part.strip() for part in written.split(",") if part.strip()]
    if not found:
        raise GateSettingError("no secret key is given: it is empty")
    return Keys(*found)


def sign(key: bytes, *parts: bytes) -> bytes:
    """HMAC-SHA256 (32 bytes) over parts, each with its length before it, so that no two lists of parts look alike."""
    framed = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    return hmac.digest(key, framed, "sha256")


def same(first: bytes, second: bytes) -> bool:
    """Whether two byte strings are equal, in a time that does not tell where they differ."""
    return hmac.compare_digest(first, second)


def digest(secret: str) -> str:
    """SHA-256 of a random secret as 64 hex digits: what the store may keep of it.

    Only for secrets of 16 random bytes or more; passwords belong to `bot.gate.passwords`.
    """
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def to_base64url(data: bytes) -> str:
    """Bytes as base64url without padding (RFC 4648 section 5)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def from_base64url(text: str) -> bytes | None:
    """The bytes of the one spelling that `to_base64url` gives them; None for any other spelling."""
    if not _BASE64URL.fullmatch(text):
        return None
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return None
    return data if to_base64url(data) == text else None
