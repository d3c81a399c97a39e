"""The application as `tiepnhan serve` builds it, within this process, and visitors who use it as a browser would."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from bot.app import Server, build
from bot.clock import Clock, SystemClock
from bot.settings import Settings
from bot.store.engine import Store
from bot.store.upgrade import upgrade
from tests.handoff.samples import SECRET
from tests.postgres import fresh_database

START = datetime(2026, 11, 14, 3, 0, tzinfo=UTC)
"""A Saturday, 10:00 in Viet Nam: within opening hours."""

SECRET_KEY = "not-a-real-key-0123456789-abcdefghij"
SHOP = "https://shop.example"


@dataclass
class Visitor:
    """One browser: its own address behind the proxy, its token once it has asked for one."""

    client: httpx.Client
    site: str = "main"
    address: str = field(
        default_factory=lambda: f"10.{secrets.randbelow(250)}.{secrets.randbelow(250)}.{1 + secrets.randbelow(250)}"
    )
    token: str = ""
    conversation: str = ""

    @property
    def headers(self) -> dict[str, str]:
        own = {"x-forwarded-for": self.address}
        return own | {"authorization": f"Bearer {self.token}"} if self.token else own

    def come(self, **more: Any) -> Visitor:
        """Asks for a session."""
        given = self.call("POST", "/api/chat/session", json={"site": self.site, **more}).json()
        self.token, self.conversation = given["token"], given["conversation"]
        return self

    def call(self, method: str, path: str, **more: Any) -> httpx.Response:
        headers = {**self.headers, **more.pop("headers", {})}
        return self.client.request(method, path, headers=headers, **more)

    def say(self, text: str, **more: Any) -> httpx.Response:
        body = {"id": secrets.token_hex(8), "text": text, **more}
        return self.call("POST", "/api/chat/messages", json=body)

    def upload(self, data: bytes, name: str = "anh.png", *, id: str = "", **headers: str) -> httpx.Response:
        file = {"file": (name, data, "application/octet-stream")}
        return self.call(
            "POST", "/api/chat/evidence", data={"id": id or secrets.token_hex(8)}, files=file, headers=headers
        )

    def history(self) -> dict[str, Any]:
        answer = self.call("GET", "/api/chat/messages")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def wait_for_answer(self, beyond: int = 0) -> list[dict[str, Any]]:
        """What was said, once something was said to the visitor behind a number. Turns are played within the request
        where nothing is to be waited for."""
        for _ in range(500):
            shown = [each for each in self.history_quietly() if each["seq"] > beyond]
            if any(each["from"] != "customer" for each in shown):
                return shown
        raise AssertionError("no answer")

    def history_quietly(self) -> list[dict[str, Any]]:
        """Without the limit of the address: each look comes from another one."""
        answer = self.call(
            "GET", "/api/chat/messages", headers={"x-forwarded-for": f"10.77.0.{secrets.randbelow(250)}"}
        )
        return list(answer.json().get("messages", []))


@dataclass
class Site:
    """A running application."""

    server: Server
    client: TestClient
    folder: Path

    @property
    def store(self) -> Store:
        return self.server.house.store

    def visitor(self, site: str = "main") -> Visitor:
        """A new visitor with a token."""
        return Visitor(self.client, site).come()

    def stranger(self, site: str = "main") -> Visitor:
        """Somebody without one."""
        return Visitor(self.client, site)


Opening = Callable[..., Any]


@contextmanager
def opened(folder: Path, *, database: str = "", clock: Clock | None = None, **more: Any) -> Iterator[Site]:
    """A site on a database of its own; `more` are settings."""
    settings = Settings(
        data_folder=folder, database_url=database, proxies=("127.0.0.1",), origins=(SHOP,), settle=0.0,
        secret_key=SECRET_KEY, handoff_url="http://127.0.0.1:9/webhook", handoff_secrets=(SECRET,),
        handoff_origin_url="http://127.0.0.1:9/acts",
    )  # fmt: skip
    if database:
        store = Store(database)
        upgrade(store)
        store.close()
    server = build(replace(settings, **more), clock=clock or SystemClock())
    try:
        with TestClient(server.app, client=("127.0.0.1", 50_000), raise_server_exceptions=False) as client:
            yield Site(server, client, folder)
    finally:
        server.close()


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One for all tests of a module, on each kind of database."""
    with ExitStack() as stack:
        url = stack.enter_context(fresh_database()) if request.param == "postgres" else ""
        yield stack.enter_context(opened(tmp_path_factory.mktemp("site"), database=url))


@pytest.fixture
def visitor(site: Site) -> Visitor:
    return site.visitor()
