"""The signed webhook: one POST per parcel to the operator's own helpdesk; it repeats nothing and stores nothing.

Private addresses are allowed: the operator's helpdesk often stands in a private network, and only the operator, never a
customer, writes the address. Redirects are not followed, so nobody else can point a delivery elsewhere either.
"""

from __future__ import annotations

import contextlib
import ipaddress
import re
import socket
import ssl
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from bot.clock import Clock
from bot.errors import TiepNhanError
from bot.handoff.bodies import encode
from bot.handoff.protocol import Cause, Parcel, Refused, Unreachable
from bot.handoff.signing import Secrets, sign, verify

__all__ = ["MOST_READ", "AddressUnusable", "WebhookTarget", "verify"]

MOST_READ = 65_536
"""Bytes of an answer that are read; they mean nothing, but a server may want to be rid of them."""

_PASSING = frozenset({408, 409, 425, 429})
_MOVED_FOR_NOW = frozenset({302, 303, 307})


class AddressUnusable(TiepNhanError):
    """A webhook's address cannot be used; the text says why and never quotes it, since it may hold a token."""


class WebhookTarget:
    """A helpdesk that takes parcels by signed webhook (Standard Webhooks).

    Args:
        url: where to POST; https, or http to the same machine.
        secrets: every delivery is signed with each, so that the helpdesk can change over.
        client: from `bot.handoff.transport.make_client`, whose time-outs hold.
        clock: for the signature's time, and for a Retry-After that names a date.
        name: what operators call it.
        allow_http: the operator accepts that customers' data cross the network unencrypted.

    Raises:
        AddressUnusable: the address is none, or http to another machine.
    """

    def __init__(
        self,
        url: str,
        secrets: Secrets,
        client: httpx.Client,
        clock: Clock,
        *,
        name: str = "webhook",
        allow_http: bool = False,
    ) -> None:
        self.name = name
        self._url = _checked(url, allow_http=allow_http)
        self._secrets = secrets
        self._client = client
        self._clock = clock

    def send(self, parcel: Parcel) -> None:
        """Hands over a parcel; returns when the helpdesk answered 2xx. Takes as long as the client's time-outs allow.

        Raises:
            Unreachable: no connection, no answer, 408, 409, 425, 429, 5xx, or a redirect for the time being.
            Refused: any other answer.
        """
        self.post(parcel.id, encode(parcel))

    def post(self, id: str, raw: bytes, *, never: frozenset[int] = frozenset()) -> None:
        """Sends something under its id, signed.

        Args:
            id: the webhook-id, the same for every repeat.
            raw: JSON in UTF-8.
            never: statuses that a repeat will not change, beside those that `judge` takes so.

        Raises:
            Unreachable, Refused: as for `send`.
        """
        headers = {
            **sign(id, self._clock.now(), raw, self._secrets),
            "content-type": "application/json",
            "accept-encoding": "identity",
            "user-agent": "tiepnhan-webhook",
        }
        request = self._client.build_request("POST", self._url, content=raw, headers=headers)
        try:
            answer = self._client.send(request, stream=True, follow_redirects=False)
        except httpx.TransportError as error:
            raise _unreachable(error) from error
        try:
            _drain(answer)
        finally:
            answer.close()
        if answer.status_code in never:
            raise Refused(f"answered {answer.status_code}")
        judge(answer.status_code, answer.headers.get("retry-after", ""), self._clock.now())


def judge(status: int, retry_after: str, now: datetime) -> None:
    """What an answer's status means; returning means that the parcel has arrived.

    A 5xx may come from a proxy behind which the helpdesk did its work: the outcome is unknown. Busy answers and
    redirects come before any work.

    Args:
        status: HTTP's.
        retry_after: that header, or "".
        now: aware.

    Raises:
        Unreachable, Refused: it has not.
    """
    if 200 <= status < 300:
        return
    wish = wished_pause(retry_after, now)
    if status in _PASSING:
        raise Unreachable(f"answered {status}", cause="busy", retry_after=wish)
    if status >= 500:
        raise Unreachable(f"answered {status}", cause="fault", retry_after=wish, sent=True)
    if status in _MOVED_FOR_NOW:
        # A maintenance page often stands behind one: it passes.
        raise Unreachable(f"answered {status}: redirects are not followed", cause="redirect", retry_after=wish)
    if 300 <= status < 400:
        raise Refused(f"answered {status}: redirects are not followed, set the new address", cause="redirect")
    raise Refused(f"answered {status}")


def wished_pause(retry_after: str, now: datetime) -> float | None:
    """Seconds that a Retry-After asks for: a number or an HTTP date (RFC 9110, 10.2.3); None where it is neither.

    Args:
        retry_after: the header, or "".
        now: aware.
    """
    text = retry_after.strip()
    if re.fullmatch(r"[0-9]{1,9}", text):
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
        # A date without a zone (or with -0000) is GMT, the only zone that HTTP has.
        aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
        return max(0.0, (aware - now).total_seconds())
    except (ValueError, OverflowError):
        return None


def _drain(answer: httpx.Response) -> None:
    """Reads what the server says behind its status, in vain: the status has decided, whatever happens to the rest."""
    read = 0
    with contextlib.suppress(httpx.TransportError):
        for piece in answer.iter_raw():
            read += len(piece)
            if read >= MOST_READ:
                return


def _unreachable(error: httpx.TransportError) -> Unreachable:
    match error:
        case httpx.ConnectTimeout() | httpx.PoolTimeout():
            return Unreachable("no connection in time", cause="timeout")
        case httpx.ConnectError():
            return _unconnected(error)
        case httpx.TimeoutException():
            return Unreachable("no answer in time", cause="timeout", sent=True)
        case httpx.RemoteProtocolError():
            return Unreachable("the answer is cut short, or no HTTP", cause="answer", sent=True)
        case _:
            return Unreachable(f"the connection broke ({type(error).__name__})", cause="connection", sent=True)


def _unconnected(error: httpx.ConnectError) -> Unreachable:
    """No connection; the reason names what the system says, which holds no address."""
    cause: Cause = "connection"
    # httpcore's pool raises "from None", which forgets the cause and keeps the context.
    root: BaseException = error
    while (below := root.__cause__ or root.__context__) is not None:
        root = below
    if isinstance(root, socket.gaierror):
        cause = "dns"
    elif isinstance(root, ssl.SSLError):
        cause = "tls"
    return Unreachable(f"no connection: {_said(root)}", cause=cause)


def _said(root: BaseException) -> str:
    match root:
        case ssl.SSLCertVerificationError():
            # "Hostname mismatch, certificate is not valid for '…'": without the name.
            return root.verify_message.partition(",")[0]
        case ssl.SSLError():
            return root.reason or "TLS"
        case OSError(strerror=str(words)):
            return words
        case _:
            return type(root).__name__


def _checked(url: str, *, allow_http: bool) -> httpx.URL:
    try:
        address = httpx.URL(url.strip())
        address.raw_host.decode("ascii").encode("idna")
    except (httpx.InvalidURL, UnicodeError):
        # Without its cause: that one may quote the address.
        raise AddressUnusable("a webhook's address cannot be read") from None
    if address.scheme not in {"http", "https"} or not address.host:
        raise AddressUnusable("a webhook's address begins with https:// and a host")
    if address.port is not None and not 0 < address.port < 65_536:
        raise AddressUnusable("a webhook's address names no port between 1 and 65535")
    if address.scheme == "http" and not allow_http and not _is_this_machine(address.host):
        raise AddressUnusable("a webhook's address is https: customers' data cross the network (or allow http openly)")
    return address


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
