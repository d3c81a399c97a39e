"""`tiepnhan serve`: brings the whole product up in one process and tells where it is."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import uvicorn

from bot.app import Server, build
from bot.cli_texts import TEXTS, Lang
from bot.errors import TiepNhanError
from bot.gate.people import SETUP_LIFE, new_setup_token
from bot.logs import configure
from bot.settings import Settings
from bot.store import people_rows

GRACE = 20
"""Seconds that open requests get when the server is told to stop."""


def run(bind: str | None, port: int | None, domain: Path | None, model: Path | None, lang: Lang) -> None:
    """Serves until it is told to stop (SIGINT, SIGTERM).

    Raises:
        TiepNhanError: something that the operator can mend.
    """
    settings = _settings(bind, port)
    configure(settings.log_level)
    server = build(settings, domain=domain, model=model)
    _end_well()
    try:
        asyncio.run(_serve(server, settings, lang))
    finally:
        server.close()


def _end_well() -> None:
    """uvicorn raises the signal that stopped it once more when it is done, so that the process would end as if killed: a
    service manager takes that for a failure. By then there is nothing left to stop."""
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda _number, _frame: None)


def _settings(bind: str | None, port: int | None) -> Settings:
    found = Settings.from_environment()
    return found.having(bind=bind, port=port)


async def _serve(server: Server, settings: Settings, lang: Lang) -> None:
    web = uvicorn.Server(
        uvicorn.Config(
            server.app,
            host=settings.bind,
            port=settings.port,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=75,
            timeout_graceful_shutdown=GRACE,
            limit_concurrency=4000,
            h11_max_incomplete_event_size=65_536,
        )
    )
    serving = asyncio.create_task(web.serve())
    while not web.started and not serving.done():
        await asyncio.sleep(0.01)
    if web.started:
        port = web.servers[0].sockets[0].getsockname()[1]
        _tell(await asyncio.to_thread(lambda: _greeting(server, settings, port, TEXTS[lang])))
    watching = asyncio.create_task(_close_streams(web, server))
    await serving
    watching.cancel()
    if not web.started:
        raise TiepNhanError(TEXTS[lang]["serve.failed"].format(bind=settings.bind, port=settings.port))


async def _close_streams(web: uvicorn.Server, server: Server) -> None:
    """Event streams never end by themselves: they are told to when uvicorn begins to wait for open requests."""
    while not web.should_exit:
        await asyncio.sleep(0.1)
    server.house.closing.set()
    server.house.wake_all()


def _greeting(server: Server, settings: Settings, port: int, say: Mapping[str, str]) -> list[str]:
    """Where everything is; a one-time link for the first administrator while there is nobody at the desk."""
    house, url = server.house, settings.public_url if settings.port else f"http://{settings.bind}:{port}"
    lines = [say["serve.chat"].format(url=url), say["serve.desk"].format(url=url)]
    with house.store.writing() as connection:
        if not people_rows.all_agents(connection):
            token, digest = new_setup_token()
            people_rows.add_setup_link(connection, digest, house.clock.now() + SETUP_LIFE)
            minutes = int(SETUP_LIFE / timedelta(minutes=1))
            lines.append(say["serve.setup"].format(url=f"{url}/setup/{token}", minutes=minutes))
    if facts := sorted(server.domain.placeholders()):
        lines.append(say["serve.demo"].format(count=len(facts)))
    return lines


def _tell(lines: list[str]) -> None:
    for line in lines:
        print(line, file=sys.stderr, flush=True)
