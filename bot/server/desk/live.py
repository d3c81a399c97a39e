"""What happens, as it happens: a stream that says where to look again; what it is, pages fetch for themselves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable

from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse

from bot.codes import canonical
from bot.runtime.bell import DESK
from bot.server.desk.door import Agent, find
from bot.server.desk.rendering import DeskRoute
from bot.server.house import House
from bot.server.streams import PING, event
from bot.store import case_rows, conversations
from bot.store.errors import StoreError

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

APART = 0.4
"""Seconds between two pieces of news on one stream: a busy desk is told once of what comes together."""

LOOK = 60.0
"""Seconds after which a stream looks whether its login still holds."""

RETRY_MS = 2000


@router.get("/desk/events")
async def events(visit: Agent, code: str = "") -> Response:
    """Server-sent events: `desk` where a list may have changed, `case` where this case or its conversation has."""
    house, session = visit.house, visit.session
    written = canonical(code) or ""
    topics = await house.outside(lambda: _topics(house, written)) if written else ()
    body = stream(house, session, topics)
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(body, media_type="text/event-stream", headers=headers)


async def stream(house: House, session: str, topics: Iterable[str]) -> AsyncIterator[bytes]:
    """News until the browser goes, the login ends or the server closes."""
    woken, rung = asyncio.Event(), set[str]()
    loop = asyncio.get_running_loop()

    def wake(topic: str) -> None:
        rung.add("desk" if topic == DESK else "case")
        woken.set()

    listeners: list[Callable[[], None]] = [
        house.parts.bell.listen(topic, lambda rang: loop.call_soon_threadsafe(wake, rang)) for topic in (DESK, *topics)
    ]
    house.metrics.streams.inc()
    try:
        yield f"retry: {RETRY_MS}\n\n".encode()
        yield event("ready", {})
        looked = loop.time()
        while not house.closing.is_set():
            if not await _wait(woken):
                yield b": \n\n"
            if loop.time() - looked > LOOK:
                looked = loop.time()
                if not await _still_in(house, session):
                    yield event("out", {})
                    return
            if rung and not house.closing.is_set():
                woken.clear()
                told = sorted(rung)
                rung.clear()
                for name in told:
                    yield event(name, {})
                await asyncio.sleep(APART)
        yield event("bye", {})
    finally:
        house.metrics.streams.dec()
        for forget in listeners:
            forget()


async def _wait(woken: asyncio.Event) -> bool:
    try:
        await asyncio.wait_for(woken.wait(), PING)
    except TimeoutError:
        return False
    return True


async def _still_in(house: House, session: str) -> bool:
    """Whether the login holds; while the database cannot be asked it does."""
    try:
        return await house.outside(lambda: find(house, session)) is not None
    except StoreError:
        return True


def _topics(house: House, code: str) -> tuple[str, ...]:
    with house.store.reading() as connection:
        row = case_rows.listed(connection, code)
        return (row.conversation, *conversations.linked_to(connection, code)) if row is not None else ()
