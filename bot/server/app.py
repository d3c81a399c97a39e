"""The web application: its routes, what stands around them, the order of start and stop; no route does work here."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import APIRouter, FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from bot.handoff.signing import Secrets
from bot.jobs.protocol import Kept
from bot.server import chat, files, handoff_api, health, sites
from bot.server.around import Around
from bot.server.house import House
from bot.server.limits import BodyLimit
from bot.server.problems import add_handlers

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
    app.add_middleware(BodyLimit, most=house.intake.limits.largest + 65_536, long=frozenset({handoff_api.PARCELS}))
    app.add_middleware(GZipMiddleware, minimum_size=1024)
    app.add_middleware(
        Around, origins=house.origins, metrics=house.metrics, secure=house.settings.is_secure
    )
    return app
