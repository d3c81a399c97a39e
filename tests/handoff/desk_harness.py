"""The desk's other side for tests: its tables, what its people do, and the events that are put out for the sender."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, make_url, select, text

from bot import files
from bot.clock import VirtualClock
from bot.codes import RANDOM_BITS, make
from bot.domain import Domain
from bot.evidence.vault import FolderVault
from bot.gate.buttons import Buttons
from bot.gate.keys import Keys
from bot.handoff.inbound import read_event
from bot.handoff.outbound import encode_event
from bot.handoff.protocol import AgentEvent
from bot.jobs.memory import MemoryJobs
from bot.nlu.understand import Understander
from bot.runtime.bell import LocalBell
from bot.runtime.delivering import Courier
from bot.runtime.desk_target import DeskTarget
from bot.runtime.doing import Act, Doing
from bot.runtime.metrics import Metrics
from bot.runtime.parts import ORIGIN, Parts
from bot.runtime.runtime import Runtime
from bot.store import case_rows, foreign_rows, messages
from bot.store.engine import Store
from bot.store.tables import conversations, deliveries, evidence, ratings
from bot.store.upgrade import upgrade
from tests.handoff.contract import ActName, Shown
from tests.handoff.samples import moment
from tests.postgres import fresh_database

KEYS = Keys("not-a-real-key-0123456789-abcdefghij")

_ACTS: Mapping[ActName, Act] = {
    "took": "take",
    "replied": "reply",
    "asks": "ask",
    "handed_back": "hand_back",
    "resolved": "resolve",
    "verified": "verify",
    "note": "note",
}


@cache
def domain() -> Domain:
    """The shipped vocabulary."""
    return files.find_domain(None)


@cache
def understander() -> Understander:
    """The shipped model."""
    return Understander.load(files.find_model(None), threshold=domain().triage.threshold)


class DeskHarness:
    """The contract's view of the desk, on an SQLite file in a folder that can be taken away.

    Args:
        folder: of the test.
        couriers: what carries deliveries out, by target.
    """

    def __init__(self, folder: Path, couriers: Mapping[str, Courier] | None = None) -> None:
        self._rest = ExitStack()
        self.clock = VirtualClock(moment(40))
        self.store = Store(self._url(folder))
        upgrade(self.store)
        self.jobs = MemoryJobs(self.clock)
        bell, chance = LocalBell(), random.Random(7)
        parts = Parts(
            self.store, domain(), understander(), self.jobs, self.clock, bell, Buttons(KEYS),
            FolderVault(folder / "evidence"), Metrics(), draw=lambda: make(chance.getrandbits(RANDOM_BITS)),
            draw_bytes=chance.randbytes,
        )  # fmt: skip
        self.runtime = Runtime(parts, couriers or {})
        if couriers:
            self.jobs.start(self.runtime.handlers())
        self.target = DeskTarget(self.store, self.clock, bell)
        self._acts = 0

    def _url(self, folder: Path) -> str:
        self._folder = folder / "store"
        self._folder.mkdir()
        return f"sqlite:///{self._folder / 'tiepnhan.db'}"

    def cases(self) -> Mapping[str, Shown]:
        """What the desk's tables hold."""
        with self.store.reading() as connection:
            rows = connection.execute(select(conversations).where(conversations.c.channel == foreign_rows.CHANNEL)).all()
            return {row.sender: _shown(connection, row.id, row.sender) for row in rows}

    def act(self, code: str, act: ActName, *, agent: str = "Lan", text: str = "", slot: str = "") -> None:
        """What a form of the desk does, a second after the one before."""
        self._acts += 1
        self.clock.advance(1)
        assert self.runtime.act(Doing(_ACTS[act], code, agent, f"request-number-{self._acts}", text=text, slot=slot))

    def events(self, at_least: int) -> list[AgentEvent]:
        """What is put out, read as the installation that sent the case will read it."""
        came = [read_event(encode_event(body)) for body in self.put_out()]
        assert len(came) >= at_least
        return came

    def put_out(self) -> Sequence[Mapping[str, Any]]:
        """The bodies of the events, in order."""
        with self.store.reading() as connection:
            statement = select(deliveries.c.body).where(deliveries.c.target == ORIGIN).order_by(deliveries.c.number)
            return list(connection.execute(statement).scalars())

    def break_(self) -> None:
        """The database is gone."""
        self.store.close()
        self._folder.rename(self._folder.with_name("away"))

    def mend(self) -> None:
        """It is back."""
        self._folder.with_name("away").rename(self._folder)

    def close(self) -> None:
        """Ends all of it."""
        self.store.close()
        self._rest.close()


class PostgresDeskHarness(DeskHarness):
    """The same on Postgres, which can stop letting anybody in."""

    def _url(self, folder: Path) -> str:
        opened: AbstractContextManager[str] = fresh_database()
        self._database = self._rest.enter_context(opened)
        return self._database

    def break_(self) -> None:
        """Connections are cut, and no others allowed."""
        self._allow(False)
        self._ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")

    def mend(self) -> None:
        """They are again."""
        self._allow(True)

    def _allow(self, allowed: bool) -> None:
        self._ask("ALTER DATABASE {name} ALLOW_CONNECTIONS " + str(allowed))

    def _ask(self, statement: str) -> None:
        url = make_url(self._database)
        engine = create_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement.format(name=url.database)))
        engine.dispose()


def _shown(connection: Connection, conversation: str, code: str) -> Shown:
    listed = case_rows.listed(connection, code)
    lines = messages.after(connection, conversation, 0, 10_000)
    assert [row.seq for row in lines] == list(range(1, len(lines) + 1))
    refs = connection.execute(select(evidence.c.client_id).where(evidence.c.case_code == code)).scalars()
    held = connection.execute(select(ratings.c.rating).where(ratings.c.code == code)).scalar()
    return Shown(
        opened=listed is not None and listed.handed_over_at is not None,
        status=listed.status if listed is not None else "",
        not_agents=tuple(listed.not_agents) if listed is not None else (),
        messages=tuple(row.client_id or "" for row in lines),
        evidence=tuple(sorted(str(ref) for ref in refs)),
        rating=listed.rating if listed is not None else held,
    )
