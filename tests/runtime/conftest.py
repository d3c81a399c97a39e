"""A runtime on an SQLite file, with jobs in memory on a clock that stands still until it is moved."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import files
from bot.clock import VirtualClock
from bot.codes import RANDOM_BITS, make
from bot.domain import Domain
from bot.evidence.vault import FolderVault
from bot.gate.buttons import Buttons
from bot.gate.keys import Keys
from bot.jobs.memory import MemoryJobs
from bot.nlu.understand import Understander
from bot.runtime.bell import LocalBell
from bot.runtime.delivering import Courier
from bot.runtime.metrics import Metrics
from bot.runtime.parts import Accepted, Parts, Said
from bot.runtime.runtime import Runtime
from bot.store import messages
from bot.store.engine import Store
from bot.store.messages import MessageRow
from bot.store.upgrade import upgrade

START = datetime(2026, 11, 14, 3, 0, tzinfo=UTC)
"""A Saturday, 10:00 in Viet Nam: within opening hours."""

KEYS = Keys("not-a-real-key-0123456789-abcdefghij")


@dataclass
class Bench:
    """A runtime and what stands around it.

    Attributes:
        runtime: the real one.
        clock: moved by `wait`.
        jobs: timers and deliveries.
    """

    runtime: Runtime
    clock: VirtualClock
    jobs: MemoryJobs
    said: int = 0
    seen: dict[str, int] = field(default_factory=dict)

    def say(self, text: str, *, sender: str = "khach-1", id: str = "", **more: object) -> Accepted:
        """A customer writes; nothing is answered yet."""
        self.said += 1
        return self.runtime.accept(Said("web", sender, id or f"message-{self.said}", text, **more))  # type: ignore[arg-type]

    def settle(self, conversation: str) -> None:
        """Time passes until the conversation's turn is played."""
        while (wait := self.runtime.turn(conversation)) is not None:
            self.clock.advance(wait)

    def tell(self, text: str, *, sender: str = "khach-1", **more: object) -> list[MessageRow]:
        """A customer writes and is answered."""
        accepted = self.say(text, sender=sender, **more)
        self.settle(accepted.conversation)
        return self.answers(accepted.conversation)

    def press(self, button: Mapping[str, str], *, sender: str = "khach-1") -> list[MessageRow]:
        """A customer presses a button and is answered."""
        accepted = self.say(button["title"], sender=sender, button=button["id"])
        self.settle(accepted.conversation)
        return self.answers(accepted.conversation)

    def answers(self, conversation: str) -> list[MessageRow]:
        """What was said to the customer since this was asked last."""
        rows = self.transcript(conversation)
        fresh = [row for row in rows if row.seq > self.seen.get(conversation, 0) and row.author != "customer"]
        self.seen[conversation] = rows[-1].seq if rows else 0
        return fresh

    def transcript(self, conversation: str) -> list[MessageRow]:
        """Everything, in order."""
        with self.runtime.parts.store.reading() as connection:
            return messages.after(connection, conversation, 0, 10_000)

    def wait(self, seconds: float) -> None:
        """Time passes; what is due happens."""
        self.jobs.run_until(self.clock.now() + timedelta(seconds=seconds))


@pytest.fixture(scope="session")
def domain() -> Domain:
    return files.find_domain(None)


@pytest.fixture(scope="session")
def understander(domain: Domain) -> Understander:
    return Understander.load(files.find_model(None), threshold=domain.triage.threshold)


MakeBench = Callable[..., Bench]


@pytest.fixture
def make_bench(tmp_path: Path, domain: Domain, understander: Understander) -> Iterator[MakeBench]:
    opened: list[Store] = []

    def build(couriers: Mapping[str, Courier] | None = None, *, seed: int = 1, folder: Path = tmp_path, **jobs: object) -> Bench:
        chance = random.Random(seed)
        clock = VirtualClock(START)
        store = Store(f"sqlite:///{folder / 'tiepnhan.db'}")
        opened.append(store)
        upgrade(store)
        memory = MemoryJobs(clock, **jobs)  # type: ignore[arg-type]
        parts = Parts(
            store, domain, understander, memory, clock, LocalBell(), Buttons(KEYS), FolderVault(folder / "evidence"),
            Metrics(), targets=tuple(couriers or {}), draw=lambda: make(chance.getrandbits(RANDOM_BITS)),
            draw_bytes=chance.randbytes,
        )  # fmt: skip
        runtime = Runtime(parts, couriers or {})
        memory.start(runtime.handlers())
        return Bench(runtime, clock, memory)

    yield build
    for store in opened:
        store.close()


@pytest.fixture
def bench(make_bench: MakeBench) -> Bench:
    return make_bench()
