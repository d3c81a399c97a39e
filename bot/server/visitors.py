"""Who a request comes from: the visitor by his token, the address by the proxies that we know; and how often he may."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from bot.gate.addresses import address_key, client_address
from bot.gate.limits import Action
from bot.gate.tokens import Visitor
from bot.server.house import House, house_of
from bot.server.problems import Problem

CHANNEL = "web"


@dataclass(frozen=True, slots=True)
class Guest:
    """A visitor who has shown his token.

    Attributes:
        visitor: what the token says.
        address: the key under which the address is counted.
    """

    visitor: Visitor
    address: str

    @property
    def sender(self) -> str:
        """The person's id on the channel web: bound to the site, so that one site never sees another's talk."""
        return f"{self.visitor.site}:{self.visitor.id}"


def address_of(request: Request) -> str:
    """The key under which a client's address is counted."""
    house = house_of(request)
    peer = request.client.host if request.client else None
    headers = request.headers.getlist(house.proxies.header)
    return address_key(client_address(peer, headers, house.proxies))


def token_of(request: Request) -> str:
    """The bearer token of a request.

    Raises:
        Problem: there is none.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Problem("token_invalid")
    return token.strip()


def guest_of(request: Request) -> Guest:
    """Who shows the token of a request.

    Raises:
        TokenInvalid, TokenExpired, Problem: nobody that we know.
    """
    house = house_of(request)
    visitor = house.tokens.read(token_of(request), house.clock.now())
    return Guest(visitor, address_of(request))


KnownGuest = Annotated[Guest, Depends(guest_of)]


def limit(house: House, action: Action, address: str, visitor: str | None = None) -> None:
    """Counts one action.

    Raises:
        Problem: too many.
    """
    verdict = house.limiter.check(action, house.clock.monotonic(), address=address, visitor=visitor)
    if not verdict.ok:
        house.metrics.limited.labels(verdict.limit).inc()
        raise Problem("too_many", retry_after=verdict.retry_after)
