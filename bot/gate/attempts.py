"""Guessing at one account is slowed by a delay that doubles; it knows no password and looks at no clock.

The delay grows for an account together with an address, so that a stranger's guesses do not keep its owner out. Over all
addresses an account is slowed only a little, and not at all for an address from which its owner came in before: else
anybody could lock the desk on a Saturday night. See OWASP's Authentication Cheat Sheet, "Account Lockout".
"""

from __future__ import annotations

import math
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from bot.gate.limits import PASSED, Verdict, shortened


@dataclass(frozen=True, slots=True, kw_only=True)
class Delays:
    """How the delay grows.

    Attributes:
        free: attempts without any delay.
        first: seconds after the last free attempt; doubled with each further one.
        longest: seconds at most, for an account from one address.
        longest_anywhere: seconds at most, for an account from all other addresses together.
        free_anywhere: attempts from all addresses together without any delay.
        forgotten: seconds without an attempt after which all is forgotten.
        most: accounts and pairs that are remembered.
    """

    free: int = 5
    first: float = 2.0
    longest: float = 900.0
    longest_anywhere: float = 20.0
    free_anywhere: int = 20
    forgotten: float = 86_400.0
    most: int = 20_000


@dataclass(slots=True)
class _Guessed:
    count: int = 0
    last: float = 0.0


@dataclass(slots=True)
class Attempts:
    """Counts attempts at accounts; safe to call from several threads."""

    delays: Delays = field(default_factory=Delays)
    _guessed: OrderedDict[bytes, _Guessed] = field(default_factory=OrderedDict)
    _trusted: OrderedDict[bytes, None] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def ask(self, account: str, address: str, now: float) -> Verdict:
        """Whether an attempt may be made; it counts as failed until `succeeded` says otherwise.

        So a hundred attempts at the same instant find no way around. A refused one counts nowhere.

        Args:
            account: the user name as the store would look it up; it need not exist.
            address: the key of the client's address.
            now: seconds on a monotonic clock.
        """
        with self._lock:
            pair, anywhere = _pair(account, address), shortened(account)
            rows = [(pair, self.delays.free, self.delays.longest, "login.account")]
            if pair not in self._trusted:
                rows.append((anywhere, self.delays.free_anywhere, self.delays.longest_anywhere, "login.anywhere"))
            for key, free, longest, name in rows:
                wait = self._wait(key, free, longest, now)
                if wait > 0:
                    return Verdict(False, math.ceil(wait), name)
            for key, *_ in rows:
                self._count(key, now)
            return PASSED

    def succeeded(self, account: str, address: str, now: float) -> None:
        """The attempt was the owner's: its guesses from there are forgotten, and the address is known from now on."""
        with self._lock:
            pair = _pair(account, address)
            self._guessed.pop(pair, None)
            anywhere = self._guessed.get(shortened(account))
            if anywhere is not None and pair not in self._trusted:
                anywhere.count = max(0, anywhere.count - 1)
            self._trusted[pair] = None
            self._trusted.move_to_end(pair)
            while len(self._trusted) > self.delays.most:
                self._trusted.popitem(last=False)

    def entries(self) -> int:
        """How many accounts and pairs are remembered."""
        return len(self._guessed) + len(self._trusted)

    def _wait(self, key: bytes, free: int, longest: float, now: float) -> float:
        guessed = self._guessed.get(key)
        if guessed is None or guessed.count < free or now - guessed.last > self.delays.forgotten:
            return 0.0
        delay = min(longest, math.ldexp(self.delays.first, min(guessed.count - free, 60)))
        return max(0.0, guessed.last + delay - now)

    def _count(self, key: bytes, now: float) -> None:
        guessed = self._guessed.setdefault(key, _Guessed(last=now))
        if now - guessed.last > self.delays.forgotten:
            guessed.count = 0
        guessed.count += 1
        guessed.last = max(guessed.last, now)
        self._guessed.move_to_end(key)
        while len(self._guessed) > self.delays.most:
            self._guessed.popitem(last=False)


def _pair(account: str, address: str) -> bytes:
    return shortened(f"{len(account)}:{account}{address}")
