"""The stream of what happens in a conversation: server-sent events, resumed by the number of the last message seen.

Messages carry their number as the event's id, so a stream that breaks goes on behind it on any process; states and
typing have no id, they are told anew at each start.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

from pydantic import BaseModel

from bot.server.house import House
from bot.server.shapes import MessageShown, StateShown
from bot.server.showing import find_row, show_messages, show_state
from bot.server.visitors import CHANNEL
from bot.store import messages
from bot.store.conversations import new_id
from bot.store.errors import StoreError

PING = 15.0
"""Seconds between two signs of life: proxies close streams that say nothing for a minute."""

RETRY_MS = 2000
LONGEST = 3600.0
"""Seconds after which a stream ends and the client opens it anew with a token that may have been renewed."""

MOST = 200


@dataclass(frozen=True, slots=True)
class News:
    """What a look at the store found."""

    messages: list[MessageShown]
    state: StateShown


async def stream(house: House, sender: str, after: int, lang: str) -> AsyncIterator[bytes]:
    """Events of a conversation behind a number, until the client goes or the server closes."""
    woken = asyncio.Event()
    loop = asyncio.get_running_loop()
    told: StateShown | None = None
    forget = house.parts.bell.listen(new_id(CHANNEL, sender), lambda _: loop.call_soon_threadsafe(woken.set))
    house.metrics.streams.inc()
    try:
        yield f"retry: {RETRY_MS}\n\n".encode()
        ends = loop.time() + LONGEST
        while loop.time() < ends:
            if house.closing.is_set():
                yield event("bye", {"reason": "restart"})
                return
            woken.clear()
            news = await _look(house, sender, after, lang)
            if news is not None:
                for message in news.messages:
                    after = message.seq
                    yield event("message", message, id=message.seq)
                if news.state != told:
                    told = news.state
                    yield event("state", news.state)
                if len(news.messages) == MOST:
                    continue
            if not await _wait(woken, PING):
                yield b": \n\n"
        yield event("bye", {"reason": "expired"})
    finally:
        house.metrics.streams.dec()
        forget()


async def _look(house: House, sender: str, after: int, lang: str) -> News | None:
    """What is new; None while the database cannot be used: the stream stays, and looks again."""
    try:
        return await house.outside(lambda: _news(house, sender, after, lang))
    except StoreError:
        return None


def _news(house: House, sender: str, after: int, lang: str) -> News:
    with house.store.reading() as connection:
        row = find_row(connection, CHANNEL, sender)
        rows = messages.after(connection, row.id, after, MOST) if row is not None else []
        return News(show_messages(connection, rows), show_state(connection, house.domain, row, lang))


async def _wait(woken: asyncio.Event, seconds: float) -> bool:
    try:
        await asyncio.wait_for(woken.wait(), seconds)
    except TimeoutError:
        return False
    return True


def event(name: str, data: BaseModel | dict[str, object], *, id: int | None = None) -> bytes:
    """One server-sent event."""
    written = data.model_dump_json(by_alias=True) if isinstance(data, BaseModel) else json.dumps(data)
    head = f"id: {id}\n" if id is not None else ""
    return f"{head}event: {name}\ndata: {written}\n\n".encode()
