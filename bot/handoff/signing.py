"""Signatures by Standard Webhooks, for what we send and what we are sent; it keeps no secret and asks no clock.

Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md (symmetric, "v1").
"""

from __future__ import annotations

import base64
import binascii
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from standardwebhooks import Webhook

from bot.errors import TiepNhanError

PREFIX = "whsec_"
TOLERANCE = timedelta(minutes=5)
"""How far a timestamp may lie from our clock, on either side; the specification leaves the figure to the receiver."""

_FEWEST_BYTES, _MOST_BYTES = 24, 64
_MOST_SIGNATURES = 16
_LONGEST_ID = 256


class SecretUnusable(TiepNhanError):
    """A webhook secret cannot be used; the text says why and never quotes it."""


class SignatureInvalid(TiepNhanError):
    """A request does not prove that it comes from the helpdesk; the text says which part is wrong."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """The keys of one webhook, newest first; several while one replaces another. Printing them shows none.

    Attributes:
        keys: at least one, each 24 to 64 bytes.
    """

    keys: tuple[bytes, ...] = field(repr=False)

    @classmethod
    def read(cls, text: str) -> Secrets:
        """The secrets of a setting: `whsec_` and base64 each, separated by commas or spaces, newest first.

        Raises:
            SecretUnusable: there is none, or one is not of that shape.
        """
        keys = tuple(_key(each) for each in re.split(r"[,\s]+", text.strip()) if each)
        if not keys:
            raise SecretUnusable("no webhook secret is given: whsec_ and 24 to 64 random bytes in base64")
        return cls(keys)


def new_secret(random_bytes: bytes) -> str:
    """The secret that stands for some random bytes, as settings hold it.

    Args:
        random_bytes: 24 to 64 of them, from `secrets.token_bytes`.

    Raises:
        ValueError: fewer or more.
    """
    if not _FEWEST_BYTES <= len(random_bytes) <= _MOST_BYTES:
        raise ValueError(f"a webhook secret has {_FEWEST_BYTES} to {_MOST_BYTES} bytes, not {len(random_bytes)}")
    return PREFIX + base64.b64encode(random_bytes).decode("ascii")


def sign(id: str, at: datetime, raw: bytes, secrets: Secrets) -> dict[str, str]:
    """The headers that prove a request: webhook-id, webhook-timestamp and one signature per secret.

    Args:
        id: the message's, the same for every attempt.
        at: the time of this attempt, aware.
        raw: the body's bytes, UTF-8.
        secrets: whoever knows one of them can check the request.
    """
    at = at.astimezone(UTC)
    return {
        "webhook-id": id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(_signatures(id, at, raw, secrets)),
    }


def verify(headers: Mapping[str, str], raw: bytes, secrets: Secrets, now: datetime) -> str:
    """Makes sure that a request was signed with one of the secrets, within five minutes of now; its webhook-id.

    Args:
        headers: the request's, in any letter case.
        raw: the body as it came, before any parsing.
        secrets: any of them may have signed it.
        now: aware.

    Raises:
        SignatureInvalid: a header is missing or malformed, the time is too far off, or no signature fits.
    """
    named = {name.lower(): value for name, value in headers.items()}
    id, stamp = named.get("webhook-id", ""), named.get("webhook-timestamp", "")
    if not 0 < len(id) <= _LONGEST_ID or not re.fullmatch(r"[0-9]{1,11}", stamp):
        raise SignatureInvalid("webhook-id or webhook-timestamp is missing or malformed")
    at = datetime.fromtimestamp(int(stamp), UTC)
    if abs(now - at) > TOLERANCE:
        raise SignatureInvalid("webhook-timestamp is more than five minutes from now: is a clock wrong?")
    given = _given(named.get("webhook-signature", ""))
    try:
        wanted = [_bytes(each) for each in _signatures(id, at, raw, secrets)]
    except UnicodeError as error:
        raise SignatureInvalid("the body or the webhook-id is not UTF-8") from error
    # Every pair is compared, so that the time taken tells nothing about which secret or signature came close.
    fits = [hmac.compare_digest(mine, theirs) for mine in wanted for theirs in given]
    if not any(fits):
        raise SignatureInvalid("no webhook-signature fits")
    return id


def _signatures(id: str, at: datetime, raw: bytes, secrets: Secrets) -> list[str]:
    # The library labels any time as UTC instead of converting it, so it is only ever given UTC.
    return [Webhook(key).sign(id, at, raw.decode("utf-8")) for key in secrets.keys]


def _given(header: str) -> list[bytes]:
    """The v1 signatures of a header; other versions and what is malformed are left out."""
    named = [each.partition(",") for each in header.split(" ")[:_MOST_SIGNATURES]]
    return [_bytes(f"v1,{signature}") for version, _, signature in named if version == "v1"]


def _bytes(signature: str) -> bytes:
    try:
        return base64.b64decode(signature.removeprefix("v1,"), validate=True)
    except ValueError:
        return b""


def _key(text: str) -> bytes:
    if not text.startswith(PREFIX):
        raise SecretUnusable(f"a webhook secret begins with {PREFIX}")
    body = text.removeprefix(PREFIX)
    try:
        key = base64.b64decode(body + "=" * (-len(body) % 4), validate=True)
    except (binascii.Error, ValueError):
        # Without its cause: that one may quote the secret.
        raise SecretUnusable(f"behind {PREFIX} a webhook secret is base64") from None
    if not _FEWEST_BYTES <= len(key) <= _MOST_BYTES:
        raise SecretUnusable(f"a webhook secret has {_FEWEST_BYTES} to {_MOST_BYTES} bytes, this one {len(key)}")
    return key
