"""The whole application around a desk: the real runtime on an SQLite file, jobs in memory, a clock that is moved by hand."""

from __future__ import annotations

import asyncio
import io
import random
import re
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from PIL import Image

from bot import files
from bot.clock import VirtualClock
from bot.codes import RANDOM_BITS, make
from bot.domain import Domain
from bot.evidence.intake import Intake
from bot.evidence.vault import FolderVault
from bot.gate.addresses import Proxies
from bot.gate.buttons import Buttons
from bot.gate.keys import Keys
from bot.gate.limits import Limiter
from bot.gate.origins import Origins
from bot.gate.passwords import Passwords
from bot.gate.people import SETUP_LIFE, new_setup_token, totp, written_secret
from bot.gate.tokens import VisitorTokens
from bot.jobs.memory import MemoryJobs
from bot.nlu.understand import Understander
from bot.runtime.bell import LocalBell
from bot.runtime.metrics import Metrics
from bot.runtime.parts import Accepted, Parts, Said
from bot.runtime.runtime import Runtime
from bot.server import desk
from bot.server.app import make_app
from bot.server.desk.people import Doorkeeper
from bot.server.files import keep
from bot.server.house import House
from bot.settings import Settings
from bot.store import case_rows, messages, people_rows
from bot.store.case_rows import Listed
from bot.store.engine import Store
from bot.store.messages import MessageRow
from bot.store.upgrade import upgrade

START = datetime(2026, 11, 14, 3, 0, tzinfo=UTC)
"""A Saturday, 10:00 in Viet Nam: within opening hours."""

KEYS = Keys("not-a-real-key-0123456789-abcdefghij")
QUICK = Passwords(time_cost=1, memory_kib=64)
"""Argon2 with the least that it allows: these tests are not about its cost."""

PASSWORD = "chiều lặng gió trên sông quê"
ORIGIN = "http://testserver"


def fields(page: str, action: str) -> dict[str, str]:
    """The hidden fields of the form with this action on a page."""
    form = re.search(rf'<form[^>]*action="{re.escape(action)}"[^>]*>(.*?)</form>', page, re.DOTALL)
    assert form is not None, f"no form for {action}"
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form[1]))


def picture(color: str = "#226655") -> bytes:
    """A picture as a customer might send it."""
    image = Image.new("RGB", (300, 500), color)
    image.paste(Image.radial_gradient("L").resize((200, 200)), (40, 90))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@dataclass
class Browser:
    """A person's browser at the desk."""

    client: TestClient

    def get(self, path: str, **more: object) -> httpx.Response:
        """Opens a page; redirects are not followed."""
        return self.client.get(path, follow_redirects=False, **more)  # type: ignore[arg-type]

    def send(self, path: str, data: dict[str, str], **more: object) -> httpx.Response:
        """Sends a form as a browser does from a page of ours."""
        headers = {"origin": ORIGIN, "sec-fetch-site": "same-origin"}
        return self.client.post(path, data=data, headers=headers, follow_redirects=False, **more)  # type: ignore[arg-type]

    def submit(self, page: str, action: str, **more: object) -> httpx.Response:
        """Opens a page, fills one of its forms and sends it."""
        opened = self.get(page)
        assert opened.status_code == 200, opened.text[:500]
        sent = more.pop("files", None)
        data = fields(opened.text, action) | {name: str(value) for name, value in more.items()}
        return self.send(action, data, **({"files": sent} if sent else {}))

    def login(self, login: str, password: str = PASSWORD, **more: str) -> httpx.Response:
        """Logs in."""
        return self.submit("/desk/login", "/desk/login", login=login, password=password, **more)

    def act(self, code: str, act: str, **more: object) -> httpx.Response:
        """Does something with a case by its page's form."""
        return self.submit(f"/desk/cases/{code}", f"/desk/cases/{code}/{act}", **more)


@dataclass
class Desk:
    """A server and those who use it."""

    app: FastAPI
    house: House
    clock: VirtualClock
    jobs: MemoryJobs
    client: Callable[[], TestClient]
    said: int = 0
    browsers: dict[str, Browser] = field(default_factory=dict)

    def browser(self) -> Browser:
        """A browser that was never here."""
        return Browser(self.client())

    def hire(self, login: str, name: str = "", role: str = "agent", totp: str | None = None) -> None:
        """A new person of the desk."""
        with self.house.store.writing() as connection:
            row = people_rows.add_agent(
                connection, login=login, name=name or login.capitalize(), password=QUICK.hash(PASSWORD), role=role,
                at=self.clock.now(),
            )  # fmt: skip
            if totp is not None:
                people_rows.change_agent(connection, row.id, totp=totp)

    def enter(self, login: str, name: str = "", role: str = "agent", *, proven: bool = False) -> Browser:
        """A new person of the desk, logged in; proven: with a one-time code."""
        secret = b"12345678901234567890" if proven else None
        self.hire(login, name, role, totp=written_secret(secret) if secret else None)
        browser = self.browser()
        assert browser.login(login, code=totp(secret, self.clock.now()) if secret else "").status_code == 303
        return browser

    def setup_link(self) -> str:
        """A fresh link for the first administrator."""
        token, digest = new_setup_token()
        with self.house.store.writing() as connection:
            people_rows.add_setup_link(connection, digest, self.clock.now() + SETUP_LIFE)
        return f"/setup/{token}"

    def say(self, text: str, sender: str = "main:khach-1", **more: object) -> Accepted:
        """A customer writes and is answered."""
        self.said += 1
        accepted = self.house.runtime.accept(Said("web", sender, f"message-{self.said}", text, **more))  # type: ignore[arg-type]
        while (wait := self.house.runtime.turn(accepted.conversation)) is not None:
            self.clock.advance(wait)
        return accepted

    def picture(self, sender: str = "main:khach-1", raw: bytes | None = None) -> str:
        """A customer uploads a picture; its id."""
        taken = self.house.intake.take_in(raw or picture(), "lenh-rut.png")
        return keep(self.house, "web", sender, "main", None, taken).id

    def case(self, sender: str = "main:khach-1", pictures: tuple[str, ...] = ()) -> str:
        """A customer's withdrawal that is handed over; its code."""
        self.say("tk hoangnam88 rút 5tr từ 8h tối qua chưa về", sender)
        self.say("ảnh đây" if pictures else "không có ảnh", sender, evidence=pictures)
        accepted = self.say("đúng rồi", sender)
        with self.house.store.reading() as connection:
            [row] = case_rows.of_conversation(connection, accepted.conversation)
        assert row.status == "handed_over"
        return row.code

    def row(self, code: str) -> Listed:
        """A case's row."""
        with self.house.store.reading() as connection:
            row = case_rows.listed(connection, code)
        assert row is not None
        return row

    def transcript(self, code: str) -> list[MessageRow]:
        """What was said in a case's conversation."""
        with self.house.store.reading() as connection:
            return messages.last(connection, self.row(code).conversation)

    def log(self, subject: str) -> list[tuple[str, str]]:
        """Who did what with a subject, oldest first."""
        with self.house.store.reading() as connection:
            return [(who, what) for _, who, what in people_rows.audit_of(connection, subject)][::-1]


@pytest.fixture(scope="session")
def domain() -> Domain:
    return files.find_domain(None)


@pytest.fixture(scope="session")
def understander(domain: Domain) -> Understander:
    return Understander.load(files.find_model(None), threshold=domain.triage.threshold)


@pytest.fixture(scope="session")
def intake() -> Iterator[Intake]:
    with Intake() as opened:
        yield opened


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database, to be copied."""
    file = tmp_path_factory.mktemp("desk") / "empty.db"
    store = Store(f"sqlite:///{file}")
    upgrade(store)
    store.close()
    return file


MakeDesk = Callable[..., Desk]


@pytest.fixture
def make_desk(
    tmp_path: Path, empty: Path, domain: Domain, understander: Understander, intake: Intake
) -> Iterator[MakeDesk]:
    with ExitStack() as opened:

        def build(public_url: str = ORIGIN) -> Desk:
            file = tmp_path / "tiepnhan.db"
            shutil.copy(empty, file)
            store = Store(f"sqlite:///{file}")
            opened.callback(store.close)
            chance, clock = random.Random(7), VirtualClock(START)
            jobs = MemoryJobs(clock)
            vault = FolderVault(tmp_path / "evidence")
            parts = Parts(
                store, domain, understander, jobs, clock, LocalBell(), Buttons(KEYS), vault, Metrics(),
                draw=lambda: make(chance.getrandbits(RANDOM_BITS)), draw_bytes=chance.randbytes,
            )  # fmt: skip
            runtime = Runtime(parts, {})
            jobs.start(runtime.handlers())
            pool = opened.enter_context(ThreadPoolExecutor(4))
            house = House(
                Settings(data_folder=tmp_path, public_url=public_url), runtime, intake, VisitorTokens(KEYS), KEYS, None,
                Limiter(), Proxies(), Origins(), pool, asyncio.Event(),
            )  # fmt: skip
            app = make_app(house, kept=jobs, handoff_secrets=None, start=_nothing, stop=_nothing, routers=(desk.router,))
            app.state.doorkeeper = Doorkeeper(passwords=QUICK)
            first = opened.enter_context(TestClient(app, base_url=public_url))

            def client() -> TestClient:
                other = TestClient(app, base_url=public_url)
                other.portal = first.portal
                return other

            return Desk(app, house, clock, jobs, client)

        yield build


async def _nothing() -> None: ...


@pytest.fixture
def at_desk(make_desk: MakeDesk) -> Desk:
    return make_desk()
