"""How often somebody may do something: counted in memory under bounded keys, on a clock that the caller reads.

Each limit is a token bucket, kept as the one number that the generic cell rate algorithm needs (ITU-T I.371: the time at
which the bucket is full again), so that an entry whose time is past says nothing and may be forgotten. A visitor's own
limit is asked first. The limit of an address is soft and high, since thousands of customers of one carrier share an
address in Viet Nam: beyond it, visitors are only slowed to a trickle, and refused outright beyond the hard one.
With several processes each counts for itself.
"""

from __future__ import annotations

import hashlib
import math
from collections import OrderedDict
from dataclasses import dataclass, field
from enum import StrEnum, unique
from itertools import islice
from threading import Lock


@unique
class Action(StrEnum):
    """What is counted, each by itself."""

    MESSAGE = "message"
    PICTURE = "picture"
    TYPING = "typing"
    STREAM = "stream"
    """opening the stream of events, and fetching what was missed"""
    SESSION = "session"
    """a conversation or a visitor token made anew"""
    STATUS = "status"
    """asking for the state of a case by its code"""
    LOGIN = "login"
    SETUP = "setup"
    """opening a one-time setup link"""


@dataclass(frozen=True, slots=True)
class Rate:
    """`count` each `per` seconds in the long run, with up to `burst` at once.

    Raises:
        ValueError: a number is not above zero.
    """

    count: float
    per: float
    burst: int

    def __post_init__(self) -> None:
        if not (0 < self.count < math.inf and 0 < self.per < math.inf and self.burst >= 1):
            raise ValueError(f"a rate needs numbers above zero, not {self}")

    @property
    def interval(self) -> float:
        """Seconds for one more."""
        return self.per / self.count


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The limits of one action; None is no limit.

    Attributes:
        visitor: for one visitor (signed token).
        trickle: for one visitor while its address is beyond `address_soft`; None refuses at once.
        address_soft: for one address, before its visitors are slowed.
        address: for one address, refused beyond.
        everyone: for all together; for work that costs much and asks for no token.
    """

    visitor: Rate | None = None
    trickle: Rate | None = None
    address_soft: Rate | None = None
    address: Rate | None = None
    everyone: Rate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """All rules of an installation; the defaults suit one small server.

    Attributes:
        keys: how many visitors, and how many addresses, are remembered for each kind of limit.
    """

    message: Rule = Rule(
        visitor=Rate(20, 60, 10),
        trickle=Rate(6, 60, 4),
        address_soft=Rate(600, 60, 200),
        address=Rate(3000, 60, 600),
    )
    picture: Rule = Rule(
        visitor=Rate(30, 600, 12),
        trickle=Rate(6, 600, 3),
        address_soft=Rate(300, 600, 60),
        address=Rate(900, 600, 120),
    )
    typing: Rule = Rule(visitor=Rate(60, 60, 10), address=Rate(3000, 60, 600))
    stream: Rule = Rule(visitor=Rate(30, 60, 15), address=Rate(1800, 60, 600))
    session: Rule = Rule(visitor=Rate(5, 600, 5), address=Rate(120, 60, 60), everyone=Rate(1200, 60, 300))
    status: Rule = Rule(address=Rate(20, 60, 10), everyone=Rate(600, 60, 120))
    login: Rule = Rule(address=Rate(10, 60, 10), everyone=Rate(120, 60, 20))
    setup: Rule = Rule(address=Rate(5, 60, 5), everyone=Rate(30, 60, 10))
    keys: int = 20_000

    def rule(self, action: Action) -> Rule:
        """The rule of an action."""
        rule = getattr(self, action.value)
        assert isinstance(rule, Rule)
        return rule


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether to go on.

    Attributes:
        ok: go on.
        retry_after: whole seconds after which one more try is taken, if nobody else tries meanwhile; 0 where ok.
        limit: name of the limit that refused ("message.visitor"), or "" where ok; fit for a metric's label.
    """

    ok: bool
    retry_after: int = 0
    limit: str = ""


PASSED = Verdict(True)
_ROUNDING = 1e-6
_FORGOTTEN_AT_ONCE = 2


@dataclass(slots=True)
class Buckets:
    """The buckets of many keys under one rate, never more than `most`: the longest unused is forgotten first."""

    rate: Rate
    most: int
    _full_at: OrderedDict[bytes, float] = field(default_factory=OrderedDict)

    def __len__(self) -> int:
        return len(self._full_at)

    def wait(self, key: bytes, now: float) -> float:
        """Seconds until one is taken; 0 where it is now."""
        full_at = self._full_at.get(key, now)
        return max(0.0, full_at - self.rate.interval * (self.rate.burst - 1) - now - _ROUNDING)

    def take(self, key: bytes, now: float) -> None:
        """Count one, whether or not it should be."""
        self._full_at[key] = max(self._full_at.get(key, now), now) + self.rate.interval
        self._full_at.move_to_end(key)
        self._forget(now)

    def _forget(self, now: float) -> None:
        """Drop a few of the longest unused: those that are full again, and however many are too many."""
        for key in list(islice(self._full_at, _FORGOTTEN_AT_ONCE)):
            if self._full_at[key] <= now or len(self._full_at) > self.most:
                del self._full_at[key]


@dataclass(slots=True)
class Limiter:
    """Counts every action of every visitor and address; safe to call from several threads."""

    limits: Limits = field(default_factory=Limits)
    _buckets: dict[str, Buckets] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def check(self, action: Action, now: float, *, address: str, visitor: str | None = None) -> Verdict:
        """Count one action if every limit allows it; a refused one counts nowhere.

        Args:
            now: seconds on a monotonic clock.
            address: the key of the client's address (`bot.gate.addresses.address_key`).
            visitor: the id in the visitor's token; None where none was shown, and then only the address counts.
        """
        with self._lock:
            taken: list[tuple[Buckets, bytes]] = []
            for name, rate, who in self._asked(action, now, address, visitor):
                buckets, key = self._of(name, rate), shortened(who)
                wait = buckets.wait(key, now)
                if wait > 0:
                    return Verdict(False, math.ceil(wait), name)
                taken.append((buckets, key))
            for buckets, key in taken:
                buckets.take(key, now)
            return PASSED

    def _asked(self, action: Action, now: float, address: str, visitor: str | None) -> list[tuple[str, Rate, str]]:
        """Names, rates and keys of the limits that an action must pass, in order."""
        rule = self.limits.rule(action)
        crowded = self._crowded(action, now, address)
        slowed = rule.trickle is not None and visitor is not None
        rows = [
            ("visitor", rule.visitor, visitor),
            ("trickle", rule.trickle if crowded else None, visitor),
            ("address_soft", None if crowded and slowed else rule.address_soft, address),
            ("address", rule.address, address),
            ("everyone", rule.everyone, ""),
        ]
        return [(f"{action}.{name}", rate, who) for name, rate, who in rows if rate is not None and who is not None]

    def _crowded(self, action: Action, now: float, address: str) -> bool:
        soft = self.limits.rule(action).address_soft
        return soft is not None and self._of(f"{action}.address_soft", soft).wait(shortened(address), now) > 0

    def _of(self, name: str, rate: Rate) -> Buckets:
        return self._buckets.setdefault(name, Buckets(rate, self.limits.keys))

    def entries(self) -> int:
        """How many keys are remembered, over all limits."""
        return sum(len(buckets) for buckets in self._buckets.values())


def shortened(key: str) -> bytes:
    """A key of 16 bytes for one of any length, so that memory is bounded and no name or address lies in it."""
    return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16).digest()
