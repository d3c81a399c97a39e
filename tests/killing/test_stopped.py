"""SIGTERM: the turn in hand is ended, streams are told to come again, the process ends with 0 within seconds."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.store.engine import Store
from bot.store.tables import inbox, messages
from tests.killing.servers import ServerProcess
from tests.killing.wire import call, events
from tests.postgres import fresh_database

STREAMS = 50
GRACE = 12.0
"""Seconds; far below the half minute that service managers give before they kill, far above what is needed."""


@pytest.fixture(params=["sqlite", "postgres"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[ServerProcess, str]]:
    if request.param == "sqlite":
        process, url = ServerProcess(tmp_path, SETTLE="0"), f"sqlite:///{tmp_path / 'tiepnhan.db'}"
        yield from _running(process, url)
        return
    with fresh_database() as url:
        process = ServerProcess(tmp_path, url, SETTLE="0")
        process.upgrade()
        yield from _running(process, url)


def _running(process: ServerProcess, url: str) -> Iterator[tuple[ServerProcess, str]]:
    try:
        process.start()
        process.wait_ready()
        yield process, url
    finally:
        process.kill()


async def _listen(
    port: int, headers: dict[str, str], heard: list[tuple[str, dict[str, Any]]], open_: asyncio.Event
) -> None:
    async for name, _, data in events(port, "/api/chat/events", headers):
        heard.append((name, data))
        open_.set()


async def _play(server: ServerProcess) -> tuple[list[list[tuple[str, dict[str, Any]]]], list[str], float]:
    """Fifty streams are open and messages come in when the word to stop is given."""
    heard: list[list[tuple[str, dict[str, Any]]]] = [[] for _ in range(STREAMS)]
    tokens, listening = [], []
    for number in range(STREAMS):
        headers = {"x-forwarded-for": f"10.8.0.{number}", "content-type": "application/json"}
        _, given = await call(server.port, "POST", "/api/chat/session", headers, b'{"site": "main"}')
        headers["authorization"] = f"Bearer {given['token']}"
        tokens.append(headers)
        open_ = asyncio.Event()
        listening.append(asyncio.create_task(_listen(server.port, headers, heard[number], open_)))
        await asyncio.wait_for(open_.wait(), 20)
    accepted: list[str] = []
    saying = [asyncio.create_task(_say(server.port, headers, accepted)) for headers in tokens]
    while len(accepted) < STREAMS // 2:
        await asyncio.sleep(0.01)
    began = time.monotonic()
    code = await asyncio.to_thread(server.stop)
    took = time.monotonic() - began
    assert code == 0
    await asyncio.wait_for(asyncio.gather(*listening, return_exceptions=True), 20)
    for each in saying:
        each.cancel()
    await asyncio.gather(*saying, return_exceptions=True)
    return heard, accepted, took


async def _say(port: int, headers: dict[str, str], accepted: list[str]) -> None:
    chance = random.Random(headers["x-forwarded-for"])
    for number in range(8):
        id = f"m-{headers['x-forwarded-for'].replace('.', '-')}-{number}"
        try:
            status, _ = await call(
                port, "POST", "/api/chat/messages", headers, f'{{"id": "{id}", "text": "alo shop"}}'.encode()
            )
        except OSError:
            return
        if status == 202:
            accepted.append(id)
        await asyncio.sleep(chance.random() * 0.2)


@pytest.mark.slow
def test_a_server_that_is_told_to_stop_ends_what_it_has_in_hand(server: tuple[ServerProcess, str]) -> None:
    process, url = server
    heard, accepted, took = asyncio.run(_play(process))
    assert took < GRACE
    assert [each[-1] for each in heard] == [("bye", {"reason": "restart"})] * STREAMS
    store = Store(url)
    with store.reading() as connection:
        kept = connection.execute(select(messages.c.client_id).where(messages.c.author == "customer")).scalars().all()
        waiting = connection.execute(select(func.count()).select_from(inbox)).scalar_one()
    store.close()
    assert set(accepted) <= set(kept), "what was acknowledged is not there"
    assert waiting <= len(kept) - len(accepted) + 2, "turns were cut off"
    assert "Traceback" not in process.said.read_text(encoding="utf-8")
