"""The httpx client that deliveries go through: one connection each, and a deadline over all of it; it judges no answer.

httpx's time-outs hold for single reads and writes, so a server that sends a byte every nine seconds would hold a sender
for days. Here the connection itself carries the deadline. It serves one delivery only: hand-offs are few, and a kept
connection that the other side has closed meanwhile would be a failure about nothing.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpcore
import httpx

MOST_CONNECTIONS = 32

_PIECE = 65_536


@dataclass(frozen=True, slots=True)
class TimeOuts:
    """How long a delivery may take, in seconds.

    Attributes:
        connect: for the connection, and again for TLS on it.
        read: for each single read or write.
        total: from the connection's first packet to the answer's last byte.
    """

    connect: float = 5.0
    read: float = 10.0
    total: float = 30.0


def make_client(time_outs: TimeOuts | None = None, *, authorities: Path | None = None) -> httpx.Client:
    """A client for `WebhookTarget`; it looks at no environment variable, follows no redirect, ends by its deadline.

    Args:
        time_outs: seconds; the defaults where None.
        authorities: a PEM file of certificate authorities to trust instead of the usual ones, for a helpdesk whose
            certificate is the operator's own.

    Raises:
        OSError, ssl.SSLError: the file cannot be read, or holds no certificate.
    """
    limits = time_outs or TimeOuts()
    context = httpx.create_ssl_context(trust_env=False)
    if authorities is not None:
        context = ssl.create_default_context(cafile=str(authorities))
    return httpx.Client(
        transport=OneDeliveryTransport(context, limits.total),
        timeout=httpx.Timeout(limits.read, connect=limits.connect),
        follow_redirects=False,
        trust_env=False,
    )


class OneDeliveryTransport(httpx.BaseTransport):
    """httpx over httpcore with a deadline per connection.

    Args:
        context: whom to trust.
        total: seconds that a connection lives.
        monotonic: seconds from an arbitrary start.
    """

    def __init__(self, context: ssl.SSLContext, total: float, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=context,
            max_connections=MOST_CONNECTIONS,
            max_keepalive_connections=0,
            network_backend=_Backend(total, monotonic),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Sends a request; the answer's body is read by the caller.

        Raises:
            httpx.TransportError: one of its kinds, with httpcore's as its cause.
        """
        assert isinstance(request.stream, httpx.SyncByteStream)
        url = request.url
        wanted = httpcore.Request(
            method=request.method,
            url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        try:
            answer = self._pool.handle_request(wanted)
        except _FOREIGN as error:
            raise _translated(error, request) from error
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer, request))

    def close(self) -> None:
        """Closes what is open."""
        self._pool.close()


_FOREIGN = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
)


def _translated(error: Exception, request: httpx.Request) -> httpx.TransportError:
    """httpx has its own exception of the same name for each of httpcore's."""
    kind: type[httpx.TransportError] = getattr(httpx, type(error).__name__)
    return kind(str(error), request=request)


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response, request: httpx.Request) -> None:
        self._answer = answer
        self._request = request

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._answer.iter_stream()
        except _FOREIGN as error:
            raise _translated(error, self._request) from error

    def close(self) -> None:
        self._answer.close()


class _Backend(httpcore.SyncBackend):
    """Connects as httpcore does; what it returns knows when it ends."""

    def __init__(self, total: float, monotonic: Callable[[], float]) -> None:
        self._total = total
        self._monotonic = monotonic

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        deadline = self._monotonic() + self._total
        stream = super().connect_tcp(host, port, timeout, local_address, socket_options)
        return _Stream(stream, deadline, self._monotonic)


class _Stream(httpcore.NetworkStream):
    """A connection that nothing can keep busy beyond its deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: float, monotonic: Callable[[], float]) -> None:
        self._inner = inner
        self._deadline = deadline
        self._monotonic = monotonic

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        # In pieces, since the time-out below holds for each time that the system takes some of it.
        for start in range(0, len(buffer), _PIECE):
            self._inner.write(buffer[start : start + _PIECE], self._left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._left(timeout, httpcore.ConnectTimeout)
        inner = self._inner.start_tls(ssl_context, server_hostname, left)
        return _Stream(inner, self._deadline, self._monotonic)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)

    def _left(self, timeout: float | None, late: type[Exception]) -> float:
        left = self._deadline - self._monotonic()
        if left <= 0:
            raise late("the whole took too long")
        return left if timeout is None else min(left, timeout)
