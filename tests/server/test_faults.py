"""The real server while its database is away, full or locked, and while its clock jumps: it says so, and nothing is lost."""

from __future__ import annotations

import json
import resource
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import NullPool, create_engine, make_url, text

from bot.clock import VirtualClock
from tests.handoff.receiving import Receiver
from tests.handoff.samples import SECRET
from tests.killing.servers import ServerProcess
from tests.postgres import fresh_database
from tests.server.conftest import START, opened

LINES = ("tk khachloi01 rút 5tr từ 8h tối qua chưa về", "không có ảnh", "đúng rồi")
PATIENCE = 60.0


class Client:
    """One visitor of a server in another process."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._headers = {"content-type": "application/json"}
        status, given = self.call("POST", "/api/chat/session", {"site": "main"})
        assert status == 200, given
        self._headers["authorization"] = f"Bearer {given['token']}"

    def call(self, method: str, path: str, body: Any = None, lang: str = "vi") -> tuple[int, dict[str, Any]]:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        try:
            raw = None if body is None else json.dumps(body)
            connection.request(method, path, raw, {**self._headers, "accept-language": lang})
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()

    def say(self, text: str, id: str, lang: str = "vi") -> tuple[int, dict[str, Any]]:
        return self.call("POST", "/api/chat/messages", {"id": id, "text": text}, lang)

    def rows(self) -> list[dict[str, Any]]:
        status, answer = self.call("GET", "/api/chat/messages")
        assert status == 200, answer
        return list(answer["messages"])

    def answered(self, beyond: int) -> list[dict[str, Any]]:
        return _until(lambda: [each for each in self.rows() if each["seq"] > beyond and each["from"] == "assistant"])


def _until(look: Callable[[], Any]) -> Any:
    end = time.monotonic() + PATIENCE
    while not (found := look()):
        assert time.monotonic() < end, "it does not come to pass"
        time.sleep(0.1)
    return found


@contextmanager
def _full_disk(server: ServerProcess, folder: Path, url: str) -> Iterator[None]:
    """No file of the server may grow beyond what the smallest of the database's is now."""
    before = resource.prlimit(server.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        yield
    finally:
        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, before)


@contextmanager
def _locked_file(server: ServerProcess, folder: Path, url: str) -> Iterator[None]:
    """Another program writes and does not come to an end."""
    other = sqlite3.connect(folder / "tiepnhan.db", isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        yield
    finally:
        other.close()


@contextmanager
def _postgres_away(server: ServerProcess, folder: Path, url: str) -> Iterator[None]:
    """All sessions are ended, and no new one is let in."""
    name = make_url(url).database
    admin = create_engine(make_url(url).set(database="postgres"), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with admin.connect() as connection:
        connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false"))
        connection.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :n"), {"n": name}
        )
        try:
            yield
        finally:
            connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true"))
            admin.dispose()


Fault = Callable[[ServerProcess, Path, str], AbstractContextManager[None]]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [(_full_disk, 507, "full"), (_locked_file, 503, "unavailable"), (_postgres_away, 503, "unavailable")],
    ids=["full disk", "locked file", "Postgres away"],
)
def test_a_fault_is_told_and_work_is_resumed(tmp_path: Path, fault: Fault, status: int, code: str) -> None:
    with ExitStack() as stack:
        url = stack.enter_context(fresh_database()) if fault is _postgres_away else ""
        receiver = Receiver(tmp_path)
        stack.callback(receiver.kill)
        server = ServerProcess(tmp_path, url, HANDOFF_URL=receiver.url, HANDOFF_SECRET=SECRET, SILENCE="4")
        stack.callback(server.kill)
        if url:
            server.upgrade()
        server.start()
        server.wait_ready()
        client = Client(server.port)
        assert client.say(LINES[0], "line-00000")[0] == 202
        client.answered(1)
        with fault(server, tmp_path, url):
            _it_says_so(server, client, status, code)
        _until(lambda: server.ask("/readyz") == 200)
        _nothing_was_lost(client, receiver)
        assert server.is_running


def _it_says_so(server: ServerProcess, client: Client, status: int, code: str) -> None:
    for lang, word in (("vi", "gửi lại"), ("en", "again")):
        got, problem = client.say(LINES[1], "line-00001", lang)
        assert (got, problem["code"]) == (status, code), problem
        assert problem["retry_after"] >= 1
        assert word in problem["detail"].lower() or len(problem["detail"].split()) > 5, problem
    _until(lambda: server.ask("/readyz") == 503)
    assert server.ask("/healthz") == 200
    assert server.ask("/metrics") == 200


def _nothing_was_lost(client: Client, receiver: Receiver) -> None:
    """The same id is taken now; the form goes on where it stood, and its case arrives once."""
    for number in (1, 2):
        got, taken = _until(lambda n=number: _accepted(client, n))  # type: ignore[misc]
        assert (got, taken["repeated"]) == (202, False)
        client.answered(taken["seq"])
    rows = client.rows()
    assert [each["text"] for each in rows if each["from"] == "customer"] == list(LINES)
    assert [each["seq"] for each in rows] == list(range(1, len(rows) + 1))
    [case] = _until(lambda: receiver.ask("GET", "/cases"))
    assert case["code"] in rows[-1]["text"] + "".join(each["text"] for each in rows)


def _accepted(client: Client, number: int) -> tuple[int, dict[str, Any]] | None:
    got = client.say(LINES[number], f"line-0000{number}")
    return got if got[0] == 202 else None


@pytest.mark.parametrize(
    "jump", [timedelta(hours=-1), timedelta(days=1), timedelta(days=-2), timedelta(minutes=-5)], ids=str
)
def test_a_clock_that_jumps(tmp_path: Path, jump: timedelta) -> None:
    """Messages around the jump are answered in their order, tokens go on where they may, the case is one."""
    clock = VirtualClock(START)
    with opened(tmp_path, clock=clock) as site:
        visitor = site.visitor()
        visitor.say(LINES[0])
        first = visitor.wait_for_answer()
        clock.set(START + jump)
        if jump < timedelta(days=-1):
            assert visitor.say(LINES[1]).json()["code"] == "token_invalid", "dated ahead of now by more than a day"
            visitor.come()
            assert visitor.say(LINES[0]).status_code == 202
            first = visitor.wait_for_answer()
        last = first[-1]["seq"]
        for line in LINES[1:]:
            assert visitor.say(line).status_code == 202
            last = visitor.wait_for_answer(last)[-1]["seq"]
        history = visitor.history()
        assert [each["seq"] for each in history["messages"]] == list(range(1, last + 1))
        assert history["state"]["case"]["status"] == "handed_over"
        assert site.client.get("/readyz").status_code == 200


def test_a_message_that_waits_while_the_clock_is_set_back_is_answered(tmp_path: Path) -> None:
    """Its time lies an hour ahead then: it is answered at once instead of in an hour."""
    clock = VirtualClock(START)
    with opened(tmp_path, clock=clock, settle=5.0) as site:
        visitor = site.visitor()
        accepted = visitor.say("alo shop").json()
        assert [each["from"] for each in visitor.history()["messages"]] == ["customer"]
        clock.set(START - timedelta(hours=1))
        runtime = site.server.house.runtime
        assert runtime.take_up(clock.now()) >= 1
        _until(lambda: [each for each in visitor.history_quietly() if each["seq"] > accepted["seq"]])


def test_a_database_that_may_not_grow(tmp_path: Path) -> None:
    with opened(tmp_path) as site:
        visitor = site.visitor()
        visitor.say(LINES[0])
        visitor.wait_for_answer()
        with site.store.engine.connect() as connection:
            file = connection.connection.dbapi_connection
            assert file is not None
            pages = file.execute("PRAGMA page_count").fetchone()[0]
        site.store.engine.dispose()
        small = create_engine(site.store.url, connect_args={"check_same_thread": False})
        small.dispose()
        limited = _limited(site.store.engine, pages + 1)
        with limited:
            codes = [visitor.say("x" * 3900, id=f"{number:08d}") for number in range(8)]
            full = [each for each in codes if each.status_code == 507]
            assert full, [each.status_code for each in codes]
            assert full[0].json()["code"] == "full"
            assert len(full[0].json()["detail"].split()) > 5
        again = visitor.call(
            "POST",
            "/api/chat/messages",
            json={"id": secrets.token_hex(8), "text": LINES[1]},
            headers={"x-forwarded-for": "10.3.3.3"},
        )
        assert again.status_code in (202, 429)


@contextmanager
def _limited(engine: Any, pages: int) -> Iterator[None]:
    """Every connection that is opened meanwhile may not let the file grow beyond so many pages."""
    from sqlalchemy import event

    def limit(connection: Any, _record: Any) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    event.listen(engine, "connect", limit)
    try:
        yield
    finally:
        event.remove(engine, "connect", limit)
        engine.dispose()
