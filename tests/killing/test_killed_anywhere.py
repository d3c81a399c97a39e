"""The real server is killed at twenty random moments while two hundred customers write: nothing is lost, nothing doubled."""

from __future__ import annotations

import asyncio
import io
import os
import random
import signal
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import text

from bot.store.engine import Store
from tests.handoff.receiving import Receiver
from tests.handoff.samples import SECRET
from tests.killing.customers import PICTURE, PRESS, Customer, Line
from tests.killing.proof import faults, rest_of
from tests.killing.servers import ServerProcess
from tests.postgres import fresh_database

KILLS = 20
WHILE_STARTING = 4
"""So many of them fall upon a process that has not come up yet."""

CUSTOMERS = 200
SILENCE = 4.0
LONGEST = 480.0
"""Seconds after which it is certain that somebody waits for ever; a busy machine takes its time."""

SEED = int(os.environ.get("KILLING_SEED", "20261114"))

CALM: tuple[Line, ...] = (
    "alo shop", "tk {name} rút 5tr từ 8h tối qua chưa về", "không có ảnh", "đúng rồi", "cảm ơn em",
)  # fmt: skip
HASTY: tuple[Line, ...] = (
    ("alo shop", "tk {name}", "nap 2 trieu luc 9h sang ma chua vao tk"), "k co anh", "ok", ("sao lâu thế", "alo"),
)  # fmt: skip
PRESSING: tuple[Line, ...] = (f"{PICTURE}nạp 3tr lúc 9h sáng chưa vào tk {{name}}", PRESS, "cảm ơn em")
STORIES = (CALM, HASTY, PRESSING)


@dataclass
class Storm:
    """Servers under customers, killed by chance.

    Attributes:
        servers: all on one database.
        receiver: the helpdesk, which has its own troubles.
        store: the database.
        chance: everything random comes from it.
    """

    servers: Sequence[ServerProcess]
    receiver: Receiver
    store: Store
    chance: random.Random
    accepted: int = 0
    began: float = field(default_factory=time.monotonic)
    kills: list[str] = field(default_factory=list)
    seats: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(0))

    async def play(self, *, for_ever: bool) -> list[Customer]:
        """Customers come, servers die; returns when everybody was answered and everything was delivered."""
        ports = [server.port for server in self.servers]
        everybody = [
            Customer(ports, number, random.Random(self.chance.random()), self._count, _picture(number))
            for number in range(CUSTOMERS)
        ]
        stories = [STORIES[number % len(STORIES)] for number in range(CUSTOMERS)]
        # The first three come before anything is killed: the others must be told the same.
        await asyncio.gather(*(one.live(story) for one, story in zip(everybody[:3], stories, strict=False)))
        living = [asyncio.create_task(self._live(*each)) for each in list(zip(everybody, stories, strict=True))[3:]]
        killing = asyncio.create_task(self._kill_all(len(living), for_ever=for_ever))
        try:
            await asyncio.wait_for(asyncio.gather(killing, *living), LONGEST)
        except TimeoutError as error:
            raise AssertionError(self._left_waiting(everybody)) from error
        await self._come_to_rest(everybody)
        return everybody

    def _left_waiting(self, everybody: Sequence[Customer]) -> str:
        """Who waits for what, as far as the database knows it."""
        told = [f"behind {self.accepted} accepted messages, {rest_of(self.store)}"]
        for one in everybody:
            rows = self._last(one.conversation) if one.conversation else 0
            if one.is_waiting:
                told.append(
                    f"{one.name} {one.conversation}: accepted {one.seen.accepted}, saw {one.seen.last} of {rows}"
                )
        return "\n".join(told)

    def _count(self) -> None:
        self.accepted += 1

    async def _live(self, customer: Customer, story: Sequence[Line]) -> None:
        await self.seats.acquire()
        await customer.live(story)

    async def _kill_all(self, customers: int, *, for_ever: bool) -> None:
        """Fresh customers come before each kill, so that it always falls upon conversations that are under way."""
        times = KILLS - WHILE_STARTING
        for nth in range(times):
            for _ in range(customers * (nth + 1) // times - customers * nth // times):
                self.seats.release()
            if for_ever and nth == times - 1:
                await asyncio.to_thread(self._kill_for_ever)
                return
            await asyncio.sleep(self.chance.random())
            if nth % 6 == 4:
                await asyncio.to_thread(self._trouble_the_receiver)
            server = self.chance.choice(self.servers)
            await asyncio.to_thread(self._kill, server, booting=nth % WHILE_STARTING == 1)

    def _kill(self, server: ServerProcess, *, booting: bool) -> None:
        self._note(server, "")
        server.kill()
        server.start()
        if booting:
            time.sleep(self.chance.random() * 2.5)
            self._note(server, " while it starts")
            server.kill()
            server.start()
        server.wait_ready()

    def _kill_for_ever(self) -> None:
        """With deliveries in hand: the helpdesk stands still until the process has some, then the process is gone."""
        gone = self.servers[0]
        os.kill(self.receiver.pid, signal.SIGSTOP)
        try:
            end = time.monotonic() + 8
            while (pending := self._pending(gone.replica)) == 0 and time.monotonic() < end:
                time.sleep(0.05)
            self._note(gone, f" for ever, with {pending} jobs in hand")
            gone.kill()
        finally:
            os.kill(self.receiver.pid, signal.SIGCONT)
        assert pending > 0, "the process that never returns had nothing in hand: this shows nothing"

    def _pending(self, replica: str) -> int:
        statement = text("SELECT count(*) FROM dbos.workflow_status WHERE status = 'PENDING' AND executor_id = :me")
        with self.store.reading() as connection:
            return int(connection.execute(statement, {"me": replica}).scalar_one())

    def _trouble_the_receiver(self) -> None:
        self.receiver.kill()
        time.sleep(0.2)
        self.receiver.start("--fail-first", "2", "--slow", "0.02")

    def _note(self, server: ServerProcess, how: str) -> None:
        moment = time.monotonic() - self.began
        self.kills.append(f"{server.replica} after {moment:.1f} s, behind {self.accepted} messages{how}")
        print("killed:", self.kills[-1])

    async def _come_to_rest(self, everybody: Sequence[Customer]) -> None:
        end = time.monotonic() + 90
        while not (rest := await asyncio.to_thread(rest_of, self.store)).reached:
            assert time.monotonic() < end, f"not at rest: {rest}"
            await asyncio.sleep(0.2)
        for customer in everybody:
            last = await asyncio.to_thread(self._last, customer.conversation)
            await asyncio.wait_for(customer.caught_up(last), 30)
            await customer.leave()

    def _last(self, conversation: str) -> int:
        with self.store.reading() as connection:
            statement = text("SELECT seq FROM conversations WHERE id = :id")
            return int(connection.execute(statement, {"id": conversation}).scalar() or 0)


@pytest.fixture(params=["sqlite", "postgres", "postgres, two processes"])
def storm(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Storm]:
    if request.param == "sqlite":
        yield from _storm(tmp_path, "", ("main",))
        return
    with fresh_database() as url:
        yield from _storm(tmp_path, url, ("one", "two") if "two" in request.param else ("main",))


def _storm(folder: Path, database: str, replicas: Sequence[str]) -> Iterator[Storm]:
    receiver = Receiver(folder, "", "--slow", "0.02")
    more = {"HANDOFF_URL": receiver.url, "HANDOFF_SECRET": SECRET, "SILENCE": str(SILENCE)}
    servers = [ServerProcess(folder, database, replica=each, **more) for each in replicas]
    store = Store(database or f"sqlite:///{folder / 'tiepnhan.db'}")
    try:
        if database:
            servers[0].upgrade()
        for server in servers:
            server.start()
        for server in servers:
            server.wait_ready()
        yield Storm(servers, receiver, store, random.Random(SEED))
    finally:
        for server in servers:
            server.kill()
        receiver.kill()
        store.close()


@pytest.mark.slow
def test_nothing_is_lost_and_nothing_is_doubled(storm: Storm) -> None:
    """SIGKILL at 20 moments drawn from a seed (KILLING_SEED chooses another)."""
    print(f"seed {SEED}")
    everybody = asyncio.run(storm.play(for_ever=len(storm.servers) > 1))
    received = storm.receiver.ask("GET", "/deliveries")
    assert len(storm.kills) >= KILLS
    assert faults(storm.store, everybody, received) == []
    assert len({one.conversation for one in everybody}) == CUSTOMERS
    _told_the_same(everybody)
    _was_a_storm(everybody)


def _told_the_same(everybody: Sequence[Customer]) -> None:
    """A customer who waits for each answer hears what he would have heard without any kill."""
    for place, story in enumerate(STORIES):
        if story is not HASTY:
            undisturbed = _responses(everybody[place])
            others = everybody[place :: len(STORIES)]
            assert [one.name for one in others if _responses(one) != undisturbed] == []


def _responses(customer: Customer) -> list[tuple[str, str | None]]:
    return [(each["from"], each["response"]) for each in customer.seen.messages]


def _was_a_storm(everybody: Sequence[Customer]) -> None:
    """Requests were in the air and streams were open when the server died; otherwise nothing was tried."""
    assert sum(one.seen.repeats for one in everybody) > KILLS
    assert sum(one.seen.reconnects for one in everybody) > KILLS


def _picture(number: int) -> bytes:
    """A picture like nobody else's: 8 × 8 large fields in colours drawn from the number."""
    small = Image.frombytes("RGB", (8, 8), random.Random(number).randbytes(192))
    written = io.BytesIO()
    small.resize((160, 160), Image.Resampling.NEAREST).save(written, "PNG")
    return written.getvalue()
