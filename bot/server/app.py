"""The web application: routes, headers, origins, correlation ids, the order of start and stop; no route does work here."""

from __future__ import annotations

import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

import structlog
from fastapi import APIRouter, FastAPI, Request, Response
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from bot.gate.headers import Page, security_headers
from bot.gate.origins import cors_headers, preflight_headers
from bot.handoff.signing import Secrets
from bot.jobs.protocol import Kept
from bot.server import chat, files, handoff_api, health, sites
from bot.server.house import House
from bot.server.limits import BodyLimit
from bot.server.problems import add_handlers

log = structlog.get_logger(__name__)

STATIC = Path(__file__).parent / "static"

DESCRIPTION = """The chat API of Tiếp Nhận. A visitor asks for a session, sends messages under ids of his own making, and
reads what happens as server-sent events. Everything that was accepted is answered or stands before a person."""

Start = Callable[[], Awaitable[None]]


def make_app(
    house: House,
    *,
    kept: Kept,
    handoff_secrets: Secrets | None,
    start: Start,
    stop: Start,
    routers: Iterable[APIRouter] = (),
) -> FastAPI:
    """The application around a house.

    Args:
        house: everything that handlers need.
        kept: what is left of jobs, for metrics.
        handoff_secrets: shared with the helpdesk, or None.
        start: brings up what runs beside the requests.
        stop: ends it.
        routers: further routes: the desk, pages, channels.
    """

    @asynccontextmanager
    async def life(_app: FastAPI) -> AsyncIterator[None]:
        await start()
        try:
            yield
        finally:
            house.closing.set()
            await stop()

    app = FastAPI(
        title="Tiếp Nhận", version="1", description=DESCRIPTION, lifespan=life, openapi_url="/api/openapi.json",
        docs_url=None, redoc_url=None,
    )  # fmt: skip
    app.state.house, app.state.kept, app.state.handoff_secrets = house, kept, handoff_secrets
    add_handlers(app)
    for router in (chat.router, files.router, sites.router, handoff_api.router, health.router, *routers):
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_middleware(BodyLimit, most=house.intake.limits.largest + 65_536)
    app.add_middleware(GZipMiddleware, minimum_size=1024)
    app.middleware("http")(_around(house))
    return app


def _around(house: House) -> Callable[[Request, Callable[[Request], Awaitable[Response]]], Awaitable[Response]]:
    """Headers, origins, correlation ids and time of every request."""

    async def around(request: Request, following: Callable[[Request], Awaitable[Response]]) -> Response:
        began = time.perf_counter()
        correlation = _correlation(request)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=correlation)
        if request.method == "OPTIONS" and "access-control-request-method" in request.headers:
            return _preflight(house, request)
        response = await following(request)
        response.headers["x-request-id"] = correlation
        _protect(house, request, response)
        route = getattr(request.scope.get("route"), "path", "none")
        house.metrics.request_seconds.labels(route, str(response.status_code)).observe(time.perf_counter() - began)
        return response

    return around


def _correlation(request: Request) -> str:
    given = request.headers.get("x-request-id", "")
    return given if given.isascii() and given.isalnum() and 8 <= len(given) <= 64 else secrets.token_hex(8)


def _preflight(house: House, request: Request) -> Response:
    asked = request.headers
    allowed = preflight_headers(
        asked.get("origin"),
        asked.get("access-control-request-method"),
        asked.get("access-control-request-headers"),
        house.origins,
    )
    return Response(status_code=204, headers=allowed)


def _protect(house: House, request: Request, response: Response) -> None:
    """Security headers by kind of page, unless the route has set its own; CORS for the chat's API."""
    path = request.url.path
    for name, value in security_headers(kind_of(path), secure=house.settings.is_secure).items():
        response.headers.setdefault(name, value)
    if path.startswith("/api/chat/"):
        origin = request.headers.get("origin")
        for name, value in cors_headers(origin, house.origins).items():
            response.headers[name] = value
        if "access-control-allow-origin" in response.headers:
            response.headers["cross-origin-resource-policy"] = "cross-origin"


def kind_of(path: str) -> Page:
    """Which headers an address gets."""
    if path.startswith("/widget"):
        return Page.WIDGET
    if path.startswith("/static/"):
        return Page.ASSET
    if path.startswith(("/api/", "/healthz", "/readyz", "/metrics")):
        return Page.API
    if path.startswith(("/desk", "/setup")):
        return Page.DESK
    return Page.CHAT
