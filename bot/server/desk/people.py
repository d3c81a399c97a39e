"""Passwords and guesses at the desk: what outlives one request, made once for each application; it keeps no person."""

from __future__ import annotations

import asyncio
import re
import unicodedata
from dataclasses import dataclass, field

from fastapi import Request

from bot.gate.attempts import Attempts
from bot.gate.passwords import Checked, Passwords
from bot.server.house import House

AT_ONCE = 2
"""Passwords that are hashed at the same time: each takes 19 MiB and a core."""

LOGIN = re.compile(r"[a-z0-9][a-z0-9._@+-]{2,79}", re.ASCII)
LONGEST_NAME = 30
RESERVED = frozenset({"customer", "assistant", "khách", "trợ lý"})
"""Names that histories use for those who are no agents."""


@dataclass(frozen=True, slots=True)
class Doorkeeper:
    """What the login needs to remember.

    Attributes:
        passwords: hashes and verifies them.
        attempts: guesses at accounts.
        turns: lets few in at a time.
    """

    passwords: Passwords = field(default_factory=Passwords)
    attempts: Attempts = field(default_factory=Attempts)
    turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    async def verify(self, house: House, stored: str | None, password: str) -> Checked:
        """Whether a password is the account's; as much work where there is none."""
        async with self.turns:
            return await house.outside(lambda: self.passwords.verify(stored, password))

    async def hash(self, house: House, password: str) -> str:
        """The hash to store."""
        async with self.turns:
            return await house.outside(lambda: self.passwords.hash(password))


def doorkeeper_of(request: Request) -> Doorkeeper:
    """The application's doorkeeper; made at the first request, on the one loop that serves."""
    found = getattr(request.app.state, "doorkeeper", None)
    if not isinstance(found, Doorkeeper):
        found = request.app.state.doorkeeper = Doorkeeper()
    return found


def login_of(written: str) -> str:
    """A user name as it is looked up."""
    return unicodedata.normalize("NFKC", written).strip().lower()[:80]


def name_of(written: str) -> str:
    """A display name in one spelling, without marks that cannot be seen."""
    seen = "".join(char for char in unicodedata.normalize("NFC", written) if unicodedata.category(char)[0] != "C")
    return " ".join(seen.split())


def wrong_login(login: str) -> bool:
    """Whether a user name may not be given to anybody."""
    return LOGIN.fullmatch(login) is None


def wrong_name(name: str) -> bool:
    """Whether a display name may not be given to anybody: customers read it, histories tell agents apart by it."""
    return not 2 <= len(name) <= LONGEST_NAME or name.lower() in RESERVED or not any(char.isalpha() for char in name)
