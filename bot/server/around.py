"""What stands around every request: headers, origins, correlation ids, the time it took; plain ASGI, no body is touched."""

from __future__ import annotations

import secrets
import time
from functools import cache

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.gate.headers import Page, security_headers
from bot.gate.origins import Origins, cors_headers, preflight_headers
from bot.runtime.metrics import Metrics


class Around:
    """Middleware for all routes.

    Args:
        app: what follows.
        origins: which pages of other origins may use the chat's API.
        metrics: what is counted.
        secure: whether people reach the server by https.
    """

    def __init__(self, app: ASGIApp, *, origins: Origins, metrics: Metrics, secure: bool) -> None:
        self._app = app
        self._origins = origins
        self._metrics = metrics
        self._secure = secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked, began, status = Headers(scope=scope), time.perf_counter(), 500
        correlation = correlation_of(asked.get("x-request-id", ""))
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=correlation)

        async def protected(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                self._dress(scope["path"], asked, MutableHeaders(scope=message), correlation)
            await send(message)

        if scope["method"] == "OPTIONS" and "access-control-request-method" in asked:
            await self._preflight(asked, protected)
            return
        try:
            await self._app(scope, receive, protected)
        finally:
            route = getattr(scope.get("route"), "path", "none")
            self._metrics.request_seconds.labels(route, str(status)).observe(time.perf_counter() - began)

    def _dress(self, path: str, asked: Headers, headers: MutableHeaders, correlation: str) -> None:
        """Security headers by kind of page, unless the route has set its own; CORS for the chat's API."""
        headers["x-request-id"] = correlation
        for name, value in _headers(kind_of(path), self._secure).items():
            headers.setdefault(name, value)
        if path.startswith("/api/chat/"):
            for name, value in cors_headers(asked.get("origin"), self._origins).items():
                headers[name] = value
            if "access-control-allow-origin" in headers:
                headers["cross-origin-resource-policy"] = "cross-origin"

    async def _preflight(self, asked: Headers, send: Send) -> None:
        allowed = preflight_headers(
            asked.get("origin"),
            asked.get("access-control-request-method"),
            asked.get("access-control-request-headers"),
            self._origins,
        )
        raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in allowed.items()]
        await send({"type": "http.response.start", "status": 204, "headers": raw})
        await send({"type": "http.response.body", "body": b""})


def correlation_of(given: str) -> str:
    """The caller's own id where it is harmless, else a fresh one."""
    return given if given.isascii() and given.isalnum() and 8 <= len(given) <= 64 else secrets.token_hex(8)


def kind_of(path: str) -> Page:
    """Which headers an address gets."""
    if path.startswith("/widget"):
        return Page.WIDGET
    if path.startswith(("/static/", "/host.")):
        return Page.ASSET
    if path.startswith(("/api/", "/healthz", "/readyz", "/metrics")):
        return Page.API
    if path.startswith(("/desk", "/setup")):
        return Page.DESK
    return Page.CHAT


@cache
def _headers(kind: Page, secure: bool) -> dict[str, str]:
    return security_headers(kind, secure=secure)
