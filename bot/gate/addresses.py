"""Which address a request comes from, when proxies stand between; it believes only the proxies that it was told of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Literal

from bot.gate.errors import GateSettingError

Address = IPv4Address | IPv6Address
HeaderName = Literal["x-forwarded-for", "forwarded"]

MOST_HOPS = 10
"""Proxies behind one another, at most."""

_LONGEST_READ = 2048
_V4_PORT = re.compile(r"(\d{1,3}(?:\.\d{1,3}){3})(?::\d{1,5})?", re.ASCII)
_V6_PORT = re.compile(r"\[([0-9A-Fa-f:.]{2,45})\](?::\d{1,5})?", re.ASCII)
_FOR = re.compile(r"(?:^|;)\s*for\s*=\s*(\"[^\"]*\"|[^;\"\s]+)\s*(?=;|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Proxies:
    """The proxies in front of us.

    Attributes:
        networks: their addresses.
        header: the one header that they write, in lower case. The other one is never read: a proxy passes on what a
            client wrote into a header that the proxy does not know.
        unix: whether requests without an address (a Unix socket) come from a proxy of ours.
    """

    networks: tuple[IPv4Network | IPv6Network, ...] = ()
    header: HeaderName = "x-forwarded-for"
    unix: bool = False

    def holds(self, address: Address | None) -> bool:
        """Whether an address, or a Unix socket (None), is a proxy of ours."""
        if address is None:
            return self.unix
        return any(address.version == network.version and address in network for network in self.networks)


def read_proxies(written: str, header: HeaderName = "x-forwarded-for") -> Proxies:
    """Proxies as an environment variable holds them: addresses and networks separated by commas, or `unix`.

    Raises:
        GateSettingError: one is neither; or it is the whole internet.
    """
    parts = [part.strip() for part in written.split(",") if part.strip()]
    networks = tuple(_network(part) for part in parts if part != "unix")
    return Proxies(networks, header, "unix" in parts)


def client_address(peer: str | None, headers: Sequence[str], proxies: Proxies) -> Address | None:
    """The address of the client; None where it came over a Unix socket and no proxy told more.

    From the right each entry was written by the machine to the right of it; the first that is no proxy of ours is the
    client. An entry that cannot be read ends the walk at the proxy that wrote it.

    Args:
        peer: the address of the connection; None or "" for a Unix socket.
        headers: the values of the header `proxies.header`, in the order in which they came.
        proxies: the proxies that are believed.
    """
    found = read_address(peer or "")
    if not proxies.holds(found):
        return found
    for entry in _entries(headers, proxies.header):
        said = read_address(entry)
        if said is None:
            return found
        found = said
        if not proxies.holds(found):
            return found
    return found


def address_key(address: Address | None) -> str:
    """The key under which an address is counted: IPv4 as it is, IPv6 by its /64, which is one customer's."""
    match address:
        case IPv6Address():
            return f"{IPv6Address(int(address) >> 64 << 64)}/64"
        case IPv4Address():
            return str(address)
        case None:
            return "unknown"


def read_address(written: str) -> Address | None:
    """An address with or without a port, as proxies write them; None where it is none. IPv4 within IPv6 is IPv4."""
    text = written.strip()
    with_port = _V4_PORT.fullmatch(text) or _V6_PORT.fullmatch(text)
    try:
        address = ip_address(with_port[1] if with_port else text)
    except ValueError:
        return None
    if isinstance(address, IPv6Address):
        return address.ipv4_mapped or IPv6Address(int(address))  # the number leaves the zone ("%eth0") out
    return address


def _entries(headers: Sequence[str], header: HeaderName) -> list[str]:
    """Entries from the right, at most `MOST_HOPS`; what a client put far to the left is not even looked at."""
    entries = ",".join(headers)[-_LONGEST_READ:].split(",")[::-1] if headers else []
    whole = entries[:-1] if sum(map(len, headers)) > _LONGEST_READ else entries  # the last may be cut in the middle
    nearest = whole[:MOST_HOPS]
    return nearest if header == "x-forwarded-for" else [_forwarded_for(entry) for entry in nearest]


def _forwarded_for(element: str) -> str:
    """The `for` of one element of Forwarded (RFC 7239, 4), "" where there is not exactly one."""
    found = _FOR.findall(element.strip())
    return found[0].strip('"') if len(found) == 1 else ""


def _network(part: str) -> IPv4Network | IPv6Network:
    try:
        network = ip_network(part, strict=False)
    except ValueError as error:
        raise GateSettingError(
            f"{part!r} is no address of a proxy (write 10.0.0.5, 10.0.0.0/8, 2001:db8::/32 or unix)"
        ) from error
    if network.prefixlen == 0:
        raise GateSettingError(f"{part!r} would believe everybody: name the proxies in front of the server")
    return network
