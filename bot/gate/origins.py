"""Which pages of other origins may speak with us (CORS); it decides from values and knows no web framework.

Visitors prove themselves by a token in a header, never by a cookie: so no answer allows credentials, here or anywhere.
Rules: WHATWG Fetch, "CORS protocol".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.gate.errors import GateSettingError

ALLOWED_METHODS = ("GET", "POST")
ALLOWED_HEADERS = ("authorization", "content-type", "last-event-id", "x-request-id")
EXPOSED_HEADERS = ("retry-after", "x-request-id")
PREFLIGHT_SECONDS = 600
"""How long a browser may remember the answer to a preflight."""

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ORIGIN = re.compile(rf"(https?)://(\*\.)?({_LABEL}(?:\.{_LABEL})*|\[[0-9a-f:.]+\])(?::([0-9]{{1,5}}))?", re.ASCII)
_SHARED = frozenset(
    """com.vn net.vn org.vn edu.vn gov.vn info.vn name.vn biz.vn id.vn io.vn ai.vn pro.vn health.vn co.uk com.au com.sg
    github.io gitlab.io pages.dev workers.dev vercel.app netlify.app web.app firebaseapp.com herokuapp.com onrender.com
    blogspot.com wixsite.com wordpress.com myshopify.com ngrok.io ngrok-free.app trycloudflare.com""".split()
)
"""Names under which strangers own subdomains; the full list (https://publicsuffix.org) is longer."""
_DEFAULT_PORTS = {"http": "80", "https": "443"}


@dataclass(frozen=True, slots=True)
class Origins:
    """The origins on which one site's widget may stand.

    Attributes:
        exact: origins as browsers write them.
        below: scheme, ending of the host (".shop.example") and port of entries with a wildcard.
    """

    exact: frozenset[str] = frozenset()
    below: tuple[tuple[str, str, str], ...] = ()

    def allows(self, origin: str | None) -> bool:
        """Whether a page of this origin may speak with us; "null" and what no browser writes never may."""
        if origin is None or len(origin) > 300:
            return False
        if origin in self.exact:
            return True
        parts = _ORIGIN.fullmatch(origin)
        if parts is None or parts[2]:
            return False
        return any(
            parts[1] == scheme and parts[3].endswith(ending) and (parts[4] or "") == port
            for scheme, ending, port in self.below
        )

    def framing(self) -> tuple[str, ...]:
        """The same as sources of a CSP, for frame-ancestors."""
        wild = (f"{scheme}://*{ending}" + (f":{port}" if port else "") for scheme, ending, port in self.below)
        return (*sorted(self.exact), *wild)


def read_origins(entries: Sequence[str]) -> Origins:
    """Origins as an operator writes them: `https://shop.example`, `https://*.shop.example`, `http://localhost:8080`.

    A wildcard stands for one or more whole labels and does not include the name itself.

    Raises:
        GateSettingError: an entry is no origin, or its wildcard would let strangers in; names entry and mend.
    """
    exact, below = set(), []
    for entry in entries:
        scheme, wild, host, port = _parts(entry)
        if wild:
            below.append((scheme, f".{host}", port))
        else:
            exact.add(f"{scheme}://{host}" + (f":{port}" if port else ""))
    return Origins(frozenset(exact), tuple(below))


def cors_headers(origin: str | None, allowed: Origins) -> dict[str, str]:
    """Headers for the answer to a request, names in lower case; without an allowed origin only `vary`."""
    if origin is None or not allowed.allows(origin):
        return {"vary": "Origin"}
    return {
        "vary": "Origin",
        "access-control-allow-origin": origin,
        "access-control-expose-headers": ", ".join(EXPOSED_HEADERS),
    }


def preflight_headers(origin: str | None, method: str | None, names: str | None, allowed: Origins) -> dict[str, str]:
    """Headers for the answer to a preflight (204 either way); it allows nothing where anything asked for is not allowed.

    Args:
        origin: header Origin.
        method: header Access-Control-Request-Method.
        names: header Access-Control-Request-Headers.
        allowed: the site's origins.
    """
    varies = {"vary": "Origin, Access-Control-Request-Method, Access-Control-Request-Headers"}
    asked = {name.strip().lower() for name in (names or "").split(",") if name.strip()}
    if origin is None or not allowed.allows(origin) or method not in ALLOWED_METHODS or not asked <= {*ALLOWED_HEADERS}:
        return varies
    return varies | {
        "access-control-allow-origin": origin,
        "access-control-allow-methods": ", ".join(ALLOWED_METHODS),
        "access-control-allow-headers": ", ".join(ALLOWED_HEADERS),
        "access-control-max-age": str(PREFLIGHT_SECONDS),
    }


def _parts(entry: str) -> tuple[str, bool, str, str]:
    written = entry.strip().lower().removesuffix("/")
    found = _ORIGIN.fullmatch(written)
    if found is None:
        raise GateSettingError(
            f"{entry!r} is no origin (write https://shop.example, without a path{_punycode(written)})"
        )
    scheme, wild, host, port = found[1], found[2] is not None, found[3], found[4] or ""
    if port and not 0 < int(port) < 65_536:
        raise GateSettingError(f"{entry!r} has no possible port")
    if wild and (host.count(".") < 1 or host in _SHARED or host.replace(".", "").isdigit()):
        raise GateSettingError(f"{entry!r} would let strangers in (put the name that you own behind the asterisk)")
    return scheme, wild, host, "" if port == _DEFAULT_PORTS[scheme] else port


def _punycode(written: str) -> str:
    """How a host with letters beyond ASCII is written for browsers, as a hint; "" where it is not that."""
    host = written.rpartition("//")[2]
    if host.isascii():
        return ""
    try:
        return f"; the host as {host.encode('idna').decode('ascii')}"
    except UnicodeError:
        return "; the host in ASCII"
