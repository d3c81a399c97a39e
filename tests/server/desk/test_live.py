"""The stream of news: what rings where, and when it ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from bot.gate.people import new_session_id
from bot.runtime.bell import DESK
from bot.server.desk.live import stream
from bot.store import people_rows
from tests.server.desk.conftest import Desk


async def _names(news: AsyncIterator[bytes], count: int) -> list[str]:
    found: list[str] = []
    async for each in news:
        found += [line.removeprefix(b"event: ").decode() for line in each.splitlines() if line.startswith(b"event: ")]
        if len(found) >= count:
            return found
    return found


def test_a_ring_tells_the_lists_and_the_case_that_is_looked_at(at_desk: Desk) -> None:
    house = at_desk.house
    house.closing.clear()

    async def listen() -> list[str]:
        news = stream(house, "", ("talk-1",))
        found = await _names(news, 1)
        house.parts.bell.ring([DESK, "talk-2"])
        found += await _names(news, 1)
        house.parts.bell.ring(["talk-1"])
        found += await _names(news, 1)
        await news.aclose()  # type: ignore[attr-defined]
        return found

    assert asyncio.run(listen()) == ["ready", "desk", "case"]
    assert house.parts.bell.everybody() == ()


def test_a_stream_ends_when_the_server_closes(at_desk: Desk) -> None:
    house = at_desk.house

    async def listen() -> list[str]:
        news = stream(house, "", ())
        found = await _names(news, 1)
        house.closing.set()
        house.wake_all()
        return found + await _names(news, 5)

    assert asyncio.run(listen()) == ["ready", "bye"]
    house.closing.clear()


def test_what_a_customer_says_reaches_the_agent_who_talks_with_him(at_desk: Desk) -> None:
    minh, code = at_desk.enter("minh"), at_desk.case()
    minh.act(code, "take")
    rung: list[str] = []
    forget = at_desk.house.parts.bell.listen(at_desk.row(code).conversation, rung.append)
    at_desk.say("alo em ơi")
    forget()
    assert rung


def test_a_session_that_nobody_opened_hears_nothing(at_desk: Desk) -> None:
    browser = at_desk.browser()
    browser.client.cookies.set("tiepnhan_desk", new_session_id()[0])
    assert browser.get("/desk/events", headers={"accept": "text/event-stream"}).status_code == 401
    with at_desk.house.store.reading() as connection:
        assert people_rows.all_agents(connection) == []
