"""Visitor tokens: what a browser shows to go on with its own conversation; it looks at no clock and stores nothing.

A token is `itsdangerous` JSON signed with HMAC-SHA256: {v: visitor, s: site, i: identified user name or null, at: seconds}.
It travels in the Authorization header and never in a URL.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from itsdangerous import BadData, URLSafeSerializer

from bot.gate.errors import TokenExpired, TokenInvalid
from bot.gate.instants import seconds
from bot.gate.keys import Keys, from_base64url

LIFE = timedelta(days=30)
"""How long a token lives after it was issued or renewed."""

RENEWED_AFTER = timedelta(days=1)
"""The age at which a token that is used is exchanged for a fresh one."""

CLOCK_LEEWAY = timedelta(days=1)
"""How far ahead of now a token may be: our own clock may have been set back since; nobody else can sign."""

LONGEST = 2048
"""Characters beyond which nothing is looked at."""

_PURPOSE = "tiepnhan.visitor.v1"
_TOKEN = re.compile(r"\.?[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Visitor:
    """One browser on one site.

    Attributes:
        id: the visitor's id, drawn by us.
        site: the site's id (`data-site`).
        identified: the user name that the operator's own site vouched for, or None.
        issued: when the token was issued or last renewed, in UTC.
    """

    id: str
    site: str
    identified: str | None
    issued: datetime

    def may_become(self, username: str) -> bool:
        """Whether this visitor may be identified by that name: not once another person was, for that one's talk shows."""
        return self.identified is None or self.identified == username


@dataclass(frozen=True, slots=True)
class VisitorTokens:
    """Issues and reads visitor tokens under given keys."""

    keys: Keys

    def issue(self, visitor: str, site: str, now: datetime, *, identified: str | None = None) -> str:
        """A fresh token, ASCII, under 2 KB.

        Raises:
            ValueError: an id is empty, or too long for a token.
        """
        if not visitor or not site:
            raise ValueError("a visitor token needs a visitor and a site")
        token = self._serializer().dumps({"v": visitor, "s": site, "i": identified, "at": seconds(now)})
        text = token if isinstance(token, str) else token.decode("ascii")
        if len(text) > LONGEST:
            raise ValueError("the ids are too long for a visitor token")
        return text

    def read(self, token: str, now: datetime) -> Visitor:
        """Who shows this token.

        Raises:
            TokenInvalid: it is not ours, was altered, is longer than 2 KB, or is dated more than a day ahead.
            TokenExpired: it is ours and older than 30 days.
        """
        visitor = _visitor(self._payload(token))
        age = seconds(now) - seconds(visitor.issued)
        if age < -CLOCK_LEEWAY.total_seconds():
            raise TokenInvalid("the visitor token is dated ahead of now")
        if age > LIFE.total_seconds():
            raise TokenExpired("the visitor token is too old")
        return visitor

    def renewed(self, visitor: Visitor, now: datetime) -> str | None:
        """A fresh token for a visitor whose token is older than a day; None while the old one will do."""
        if seconds(now) - seconds(visitor.issued) <= RENEWED_AFTER.total_seconds():
            return None
        return self.issue(visitor.id, visitor.site, now, identified=visitor.identified)

    def _payload(self, token: str) -> object:
        if len(token) > LONGEST or not _TOKEN.fullmatch(token):
            raise TokenInvalid("that is no visitor token")
        # itsdangerous skips characters that are not base64: only the spelling that we gave out is taken
        if from_base64url(token.rpartition(".")[2]) is None:
            raise TokenInvalid("that is no visitor token")
        try:
            return self._serializer().loads(token)
        except BadData as error:
            raise TokenInvalid("the visitor token was not signed by us") from error

    def _serializer(self) -> URLSafeSerializer:
        oldest_first = list(reversed(self.keys.derive(_PURPOSE)))
        return URLSafeSerializer(
            oldest_first,
            salt=_PURPOSE,
            signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256},
        )


def _visitor(payload: object) -> Visitor:
    match payload:
        case {"v": str(visitor), "s": str(site), "i": str() | None as name, "at": int(at), **rest} if not rest:
            return Visitor(visitor, site, name, _moment(at))
        case _:
            raise TokenInvalid("the visitor token is of another make")


def _moment(at: int) -> datetime:
    try:
        return datetime.fromtimestamp(at, UTC)
    except (OverflowError, ValueError, OSError) as error:
        raise TokenInvalid("the visitor token has no time") from error
