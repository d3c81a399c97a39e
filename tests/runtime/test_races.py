"""Many at once: order within a conversation, and requests that come again at the same instant, on both databases."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import func, select, text

from bot.clock import SystemClock
from bot.domain import Domain
from bot.evidence.vault import FolderVault
from bot.gate.buttons import Buttons
from bot.jobs.durable import DurableJobs
from bot.nlu.understand import Understander
from bot.runtime import happening
from bot.runtime.bell import LocalBell
from bot.runtime.happening import Doing
from bot.runtime.metrics import Metrics
from bot.runtime.parts import Accepted, Parts, Said
from bot.runtime.runtime import Runtime
from bot.store import case_rows, messages
from bot.store.engine import Store
from bot.store.errors import Conflict
from bot.store.messages import MessageRow
from bot.store.tables import audit, case_changes, cases, conversations, deliveries, inbox, metadata, turns
from bot.store.tables import messages as message_table
from bot.store.upgrade import upgrade
from tests.postgres import fresh_database
from tests.runtime.conftest import KEYS

T = TypeVar("T")
SENDERS = 64


@dataclass
class Crowd:
    """Several processes' worth of runtimes on one database, and threads that use them at once."""

    runtimes: Sequence[Runtime]

    @property
    def store(self) -> Store:
        return self.runtimes[0].parts.store

    def at_once(self, count: int, work: Callable[[Runtime, int], T]) -> list[T | Exception]:
        """So many calls that begin at the same instant, spread over the runtimes; what each gave or raised."""
        barrier = threading.Barrier(count)

        def one(number: int) -> T | Exception:
            runtime = self.runtimes[number % len(self.runtimes)]
            barrier.wait()
            try:
                return work(runtime, number)
            except Exception as error:  # shown to the test, which says what may be raised
                return error

        with ThreadPoolExecutor(count) as pool:
            return list(pool.map(one, range(count)))

    def settle(self) -> None:
        """Returns when nothing waits for a turn."""
        end = time.monotonic() + 60
        while self.count(inbox):
            assert time.monotonic() < end, "turns do not come to an end"
            time.sleep(0.02)

    def tell(self, text: str, id: str, **more: str) -> Accepted:
        accepted = self.runtimes[0].accept(Said("web", "main:khach", id, text, **more))  # type: ignore[arg-type]
        self.settle()
        return accepted

    def transcript(self, conversation: str) -> list[MessageRow]:
        with self.store.reading() as connection:
            return messages.after(connection, conversation, 0, 10_000)

    def count(self, table: object) -> int:
        with self.store.reading() as connection:
            return int(connection.execute(select(func.count()).select_from(table)).scalar_one())  # type: ignore[arg-type]

    def jobs(self) -> int:
        name = "workflow_status" if self.store.is_sqlite else "dbos.workflow_status"
        return self.count(text(name))

    def everything(self) -> list[int]:
        """How much there is of all that a request could double."""
        kept = (conversations, message_table, turns, cases, case_changes, deliveries, inbox)
        return [*(self.count(table) for table in kept), self.jobs()]


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A database of each kind with all tables, DBOS's too."""
    with ExitStack() as opened:
        file = tmp_path_factory.mktemp("migrated") / "tiepnhan.db"
        urls = {"sqlite": f"sqlite:///{file}", "postgres": opened.enter_context(fresh_database())}
        for url in urls.values():
            store = Store(url)
            upgrade(store)
            jobs = DurableJobs(store.url, executor_id="first")
            jobs.prepare()
            jobs.close()
            store.close()
        yield urls


def _empty(store: Store) -> None:
    names = [table.name for table in metadata.sorted_tables]
    with store.writing() as connection:
        if store.is_sqlite:
            for name in [*reversed(names), "workflow_status"]:
                connection.execute(text(f"DELETE FROM {name}"))
        else:
            connection.execute(text(f"TRUNCATE {', '.join(names)}, dbos.workflow_status CASCADE"))


@pytest.fixture(params=["sqlite", "postgres"])
def crowd(
    request: pytest.FixtureRequest, migrated: dict[str, str], tmp_path: Path, domain: Domain, understander: Understander
) -> Iterator[Crowd]:
    """One runtime on SQLite, two with stores of their own on Postgres."""
    with ExitStack() as opened:
        is_sqlite = request.param == "sqlite"
        runtimes = []
        for number in range(1 if is_sqlite else 2):
            store = Store(migrated[request.param])
            opened.callback(store.close)
            if number == 0:
                _empty(store)
            jobs = DurableJobs(store.url, executor_id=f"r{number}", brisk=True)
            opened.callback(jobs.close)
            parts = Parts(
                store, domain, understander, jobs, SystemClock(), LocalBell(), Buttons(KEYS),
                FolderVault(tmp_path / "evidence"), Metrics(), targets=("webhook",), settle=0.0,
            )  # fmt: skip
            runtime = Runtime(parts, {})
            opened.callback(runtime.stop)
            runtime.start()
            runtimes.append(runtime)
        yield Crowd(runtimes)


def test_order_holds_under_64_senders(crowd: Crowd) -> None:
    words = ("tk khach0001 rút 5tr từ 8h tối qua chưa về", "không có ảnh", "đúng rồi")

    def speak(runtime: Runtime, number: int) -> list[Accepted]:
        each = [f"{number:02d}-{nth}-{word}" for nth, word in enumerate(words)]
        return [runtime.accept(Said("web", "main:khach", f"m-{one[:4]}", one[5:])) for one in each]

    given = crowd.at_once(SENDERS, speak)
    assert [each for each in given if isinstance(each, Exception)] == []
    accepted = [one for each in given if not isinstance(each, Exception) for one in each]
    crowd.settle()
    [conversation] = {each.conversation for each in accepted}
    rows = crowd.transcript(conversation)
    theirs = [row for row in rows if row.author == "customer"]
    assert [row.seq for row in rows] == list(range(1, len(rows) + 1))
    assert sorted(row.seq for row in theirs) == sorted(each.seq for each in accepted)
    assert len({row.client_id for row in theirs}) == len(theirs) == SENDERS * len(words)
    _each_sender_in_his_order(theirs)
    _turns_are_dense(crowd, conversation, rows)


def _each_sender_in_his_order(theirs: Sequence[MessageRow]) -> None:
    for number in range(SENDERS):
        own = [row.client_id or "" for row in theirs if (row.client_id or "").startswith(f"m-{number:02d}")]
        assert own == sorted(own)


def _turns_are_dense(crowd: Crowd, conversation: str, rows: Sequence[MessageRow]) -> None:
    with crowd.store.reading() as connection:
        kept = connection.execute(
            select(turns).where(turns.c.conversation == conversation).order_by(turns.c.number)
        ).all()
        row = connection.execute(select(conversations).where(conversations.c.id == conversation)).one()
    assert [turn.number for turn in kept] == list(range(1, len(kept) + 1))
    assert (row.turns, row.seq) == (len(kept), len(rows))
    number = {turn.id: turn.number for turn in kept}
    consumed = [number[message.turn] for message in rows if message.author == "customer" and message.turn is not None]
    assert len(consumed) == SENDERS * 3
    assert consumed == sorted(consumed)
    replies = [number[message.turn] for message in rows if message.author == "assistant" and message.turn is not None]
    assert replies == sorted(replies)


def test_the_same_message_at_the_same_instant_is_one(crowd: Crowd) -> None:
    said = Said("web", "main:khach", "m-0001-abc", "tk khach0001 rút 5tr từ 8h tối qua chưa về")
    given = crowd.at_once(32, lambda runtime, _: runtime.accept(said))
    crowd.settle()
    accepted = [each for each in given if isinstance(each, Accepted)]
    assert len(accepted) == 32
    assert {(each.seq, each.conversation) for each in accepted} == {(1, accepted[0].conversation)}
    assert [each.repeated for each in accepted].count(False) == 1
    rows = crowd.transcript(accepted[0].conversation)
    assert [row.author for row in rows].count("customer") == 1
    assert len({row.turn for row in rows}) == 1


@pytest.mark.parametrize("own_ids", [True, False], ids=["an id for each press", "the same request"])
def test_a_button_at_the_same_instant_is_pressed_once(crowd: Crowd, own_ids: bool) -> None:
    first = crowd.tell("chào shop", "m-0001-abc")
    [reply, *_] = [row for row in crowd.transcript(first.conversation) if row.buttons]
    button = reply.buttons[0]

    def press(runtime: Runtime, number: int) -> Accepted:
        id = f"press-{number:04d}" if own_ids else "press-0000"
        return runtime.accept(Said("web", "main:khach", id, button["title"], button=button["id"]))

    given = crowd.at_once(32, press)
    crowd.settle()
    assert [each for each in given if not isinstance(each, Accepted)] == []
    assert [each.repeated for each in given if isinstance(each, Accepted)].count(False) == 1
    rows = crowd.transcript(first.conversation)
    assert [row.press is not None for row in rows].count(True) == 1
    assert len([row for row in rows if row.seq > reply.seq and row.author == "customer"]) == 1


def _handed_over(crowd: Crowd) -> tuple[str, str]:
    conversation = crowd.tell("cho mình gặp nhân viên", "m-0001-abc").conversation
    with crowd.store.reading() as connection:
        [case] = case_rows.queue(connection)
    return conversation, case.code


@pytest.mark.parametrize(
    "acts",
    [("take",), ("take", "reply"), ("take", "note"), ("take", "resolve"), ("take", "hand_back"), ("take", "verify")],
    ids=lambda acts: acts[-1],
)
@pytest.mark.parametrize("source", ["desk", "webhook"])
def test_an_agents_request_at_the_same_instant_is_done_once(crowd: Crowd, acts: tuple[str, ...], source: str) -> None:
    _, code = _handed_over(crowd)
    *before, act = acts
    for nth, earlier in enumerate(before):
        assert crowd.runtimes[0].act(Doing(earlier, code, "Lan", f"before-{nth}", source))  # type: ignore[arg-type]
    doing = Doing(act, code, "Lan", "request-1", source, text="Em đang kiểm tra ạ.")  # type: ignore[arg-type]
    alone = crowd.everything()
    assert crowd.runtimes[0].act(doing)
    once = [after - earlier for after, earlier in zip(crowd.everything(), alone, strict=True)]
    other = Doing(act, code, "Lan", "request-2", source, text="Em đang kiểm tra ạ.")  # type: ignore[arg-type]
    fresh = crowd.everything()
    given = crowd.at_once(16, lambda runtime, _: runtime.act(doing))
    assert given == [False] * 16, "what was done before is done again"
    assert crowd.everything() == fresh
    given = crowd.at_once(16, lambda runtime, _: runtime.act(other))
    assert given.count(True) <= 1
    assert [each for each in given if not isinstance(each, bool | Conflict)] == []
    more = [after - earlier for after, earlier in zip(crowd.everything(), fresh, strict=True)]
    assert all(second <= first for second, first in zip(more, once, strict=True)), (once, more)


def test_of_sixteen_agents_at_the_same_instant_one_takes_a_case(crowd: Crowd) -> None:
    conversation, code = _handed_over(crowd)
    given = crowd.at_once(16, lambda runtime, n: runtime.act(Doing("take", code, f"Agent {n}", f"take-{n:04d}")))
    assert given.count(True) == 1
    assert sum(isinstance(each, Conflict) for each in given) == 15
    with crowd.store.reading() as connection:
        taken = case_rows.listed(connection, code)
        actors = {each[1] for each in case_rows.history(connection, code) if each[1].startswith("Agent")}
        logged = connection.execute(select(audit.c.actor).where(audit.c.action == "take")).scalars().all()
    assert taken is not None
    assert (taken.agent, taken.status) == (f"Agent {given.index(True)}", "with_agent")
    assert logged == [taken.agent]
    assert actors <= {taken.agent}
    assert len({row.turn for row in crowd.transcript(conversation)}) == 2, "his question, and the agent's arrival"


def test_a_timer_at_the_same_instant_fires_once(crowd: Crowd) -> None:
    """Nothing keeps a durable job from running twice at once; the state's version does."""
    conversation = crowd.tell("nạp tiền chưa vào, tk namdinh12", "m-0001-abc").conversation
    crowd.tell("không có", "m-0002-abc")
    name = "workflow_status" if crowd.store.is_sqlite else "dbos.workflow_status"
    with crowd.store.reading() as connection:
        ids = connection.execute(text(f"SELECT workflow_uuid FROM {name} WHERE queue_name = 'later'")).scalars().all()
    latest = max((int(id.removeprefix(f"t-{conversation}-").split("-")[0]), id) for id in ids)
    kind = latest[1].split("-", 3)[3]
    before = len(crowd.transcript(conversation))
    fired = crowd.at_once(16, lambda runtime, _: happening.fire(runtime.parts, conversation, kind, latest[0]))
    assert fired == [None] * 16
    rows = crowd.transcript(conversation)[before:]
    assert len({row.turn for row in rows}) == 1, [row.response for row in rows]
    assert crowd.count(cases) == 1


def test_senders_of_many_conversations_do_not_stand_in_each_others_way(crowd: Crowd) -> None:
    """Whole forms in forty conversations at once: one case each, and no turn that broke."""

    def live(runtime: Runtime, number: int) -> str:
        ids = iter(f"m-{number:02d}-{nth:04d}" for nth in range(9))
        for line in (f"tk khach{number:04d} rút 5tr từ 8h tối qua chưa về", "không có ảnh", "đúng rồi"):
            conversation = runtime.accept(Said("web", f"main:khach-{number}", next(ids), line)).conversation
            seq = len(crowd.transcript(conversation))
            end = time.monotonic() + 30
            while not any(row.author == "assistant" and row.seq >= seq for row in crowd.transcript(conversation)):
                assert time.monotonic() < end, "no answer"
                time.sleep(0.01)
        return conversation

    given = crowd.at_once(40, live)
    assert [each for each in given if isinstance(each, Exception)] == []
    crowd.settle()
    with crowd.store.reading() as connection:
        found = connection.execute(select(cases.c.conversation, cases.c.username, cases.c.status)).all()
    assert len(found) == 40
    assert {row.conversation for row in found} == set(given)
    assert {row.status for row in found} == {"handed_over"}
    assert sum(runtime.parts.metrics.broken._value.get() for runtime in crowd.runtimes) == 0
