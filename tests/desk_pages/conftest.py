"""A server of its own process, customers who write through the API, and agents with real browsers."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bot.gate.people import new_totp_secret, totp, written_secret
from bot.store import case_rows, people_rows
from bot.store.engine import Store

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent / "tiepnhan"
CHROMIUM = os.environ.get("TIEPNHAN_CHROMIUM", "/usr/bin/chromium")
REQUIRED = os.environ.get("TIEPNHAN_BROWSER") == "required"
ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
DESKTOP = {"width": 1280, "height": 860}
PHONE = {"width": 360, "height": 740}
PASSWORD = "chiều lặng gió trên sông quê"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, once for all tests."""
    if not Path(CHROMIUM).exists() and shutil.which(CHROMIUM) is None:
        if REQUIRED:
            pytest.fail(f"there is no browser at {CHROMIUM}: install chromium or set TIEPNHAN_CHROMIUM")
        pytest.skip(f"left out: there is no browser at {CHROMIUM}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield browser
        browser.close()


@dataclass
class Served:
    """A running server.

    Attributes:
        url: where.
        folder: its data.
        setup: the one-time link that it printed.
    """

    url: str
    folder: Path
    setup: str
    store: Store
    customers: list[Customer] = field(default_factory=list)
    secrets: dict[str, bytes] = field(default_factory=dict)

    def hire(self, login: str, name: str, role: str = "agent") -> None:
        """A new person, by the command; leads get a one-time code."""
        done = subprocess.run(
            [str(BIN), "agent", "add", login, "--name", name, "--role", role, "--password-stdin"], input=PASSWORD + "\n",
            text=True, capture_output=True, check=False, env={**os.environ, "TIEPNHAN_DATA_FOLDER": str(self.folder)},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        if role != "agent":
            secret = self.secrets[login] = new_totp_secret()
            with self.store.writing() as connection:
                row = people_rows.agent_by_login(connection, login)
                assert row is not None
                people_rows.change_agent(connection, row.id, totp=written_secret(secret))

    def customer(self) -> Customer:
        """Somebody who opens the chat."""
        self.customers.append(Customer(self))
        return self.customers[-1]

    def case(self, *said: str, picture: bool = False) -> Customer:
        """A customer whose withdrawal waits for an agent."""
        customer = self.customer()
        customer.say("tk hoangnam88 rút 5tr từ 8h tối qua chưa về")
        customer.say("đây ạ" if picture else "không có ảnh", picture=picture)
        customer.say("đúng rồi")
        for each in said:
            customer.say(each)
        return customer


class Customer:
    """A visitor, by the chat's API."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self.client = httpx.Client(base_url=served.url, timeout=30)
        given = self.client.post("/api/chat/session", json={"site": "main"})
        self.token = given.json()["token"]
        self.client.headers["authorization"] = f"Bearer {self.token}"
        self.conversation = given.json()["conversation"]
        self.said = 0

    def say(self, text: str, *, picture: bool = False) -> None:
        """Writes, and waits until it was answered or stands before a person."""
        self.said += 1
        sent = [self.upload()] if picture else []
        body = {"id": f"message-{self.said:04}", "text": text, "evidence": sent}
        answer = self.client.post("/api/chat/messages", json=body)
        assert answer.status_code == 202, answer.text
        with_people = self.with_people()
        until = time.monotonic() + 10
        while not with_people and self.messages()[-1]["from"] == "customer" and time.monotonic() < until:
            time.sleep(0.02)

    def upload(self) -> str:
        """A screenshot, as customers send them."""
        image = Image.new("RGB", (540, 960), "#f3f6f5")
        draw = ImageDraw.Draw(image)
        draw.rectangle((0, 0, 540, 90), fill="#12403a")
        for row in range(3):
            draw.rectangle((30, 140 + row * 190, 510, 300 + row * 190), fill="white", outline="#c9d3d0", width=3)
            draw.text((60, 190 + row * 190), f"Lenh rut 5.000.000 VND #{id(self) % 9999}", fill="#14201e", font_size=30)
        out = io.BytesIO()
        image.save(out, "PNG")
        answer = self.client.post(
            "/api/chat/evidence", data={"id": f"picture-{self.said:04}"}, files={"file": ("lenh-rut.png", out.getvalue(), "image/png")}
        )
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def messages(self) -> list[dict[str, object]]:
        """The whole conversation, as he sees it."""
        return list(self.client.get("/api/chat/messages").json()["messages"])

    def with_people(self) -> bool:
        """Whether the assistant is silent because people have the case."""
        with self.served.store.reading() as connection:
            return any(row.status in ("handed_over", "with_agent") for row in case_rows.of_conversation(connection, self.conversation))

    @property
    def code(self) -> str:
        """His newest case."""
        with self.served.store.reading() as connection:
            return case_rows.of_conversation(connection, self.conversation)[0].code


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A server on an empty folder, stopped afterwards."""
    told = (tmp_path / "told").open("w+")
    environment = {**os.environ, "TIEPNHAN_DATA_FOLDER": str(tmp_path / "data"), "TIEPNHAN_SETTLE": "0", "TIEPNHAN_LANG": "vi"}
    process = subprocess.Popen([str(BIN), "serve", "--port", "0"], stderr=told, stdout=subprocess.DEVNULL, env=environment, cwd=ROOT)
    try:
        until, words = time.monotonic() + 60, ""
        while "/setup/" not in words and time.monotonic() < until and process.poll() is None:
            time.sleep(0.05)
            words = (tmp_path / "told").read_text()
        found = re.search(r"(http://\S+?)(/setup/\S+)", words)
        assert found is not None, words
        store = Store(f"sqlite:///{tmp_path / 'data' / 'tiepnhan.db'}")
        serving = Served(found[1], tmp_path / "data", found[1] + found[2], store)
        yield serving
        for each in serving.customers:
            each.client.close()
        store.close()
    finally:
        process.terminate()
        process.wait(30)
        told.close()


Enter = Callable[..., Page]


@pytest.fixture
def enter(browser: Browser, served: Served) -> Iterator[Enter]:
    """Logs a person in, in a browser of his own; faults of the page fail the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def go(login: str, *, phone: bool = False, dark: bool = False, script: bool = True) -> Page:
        context = browser.new_context(
            viewport=PHONE if phone else DESKTOP,  # type: ignore[arg-type]
            color_scheme="dark" if dark else "light",
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            java_script_enabled=script,
            has_touch=phone,
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda told: faults.append(told.text) if "Content Security Policy" in told.text else None)
        page.goto(f"{served.url}/desk/login")
        page.get_by_label("Tên đăng nhập").fill(login)
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        if login in served.secrets:
            page.get_by_label("Mã 6 số").fill(totp(served.secrets[login], datetime.now(UTC)))
        page.get_by_role("button", name="Đăng nhập").click()
        page.wait_for_url(f"{served.url}/desk")
        return page

    yield go
    for context in contexts:
        context.close()
    assert faults == []
