"""One installation's desk serves another's customers: two real servers, one shared secret, either of them killed meanwhile."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest

from bot.handoff.bodies import encode
from bot.handoff.outbound import encode_event, event_to_json
from bot.handoff.protocol import AgentEvent, Replied, Took
from bot.handoff.signing import Secrets, sign
from bot.store import case_rows, delivery_rows, messages
from bot.store.case_rows import Listed
from bot.store.engine import Store
from bot.store.messages import MessageRow
from tests.handoff.samples import SECRET, SECRETS, opened
from tests.killing.servers import ServerProcess, free_port

pytestmark = pytest.mark.slow

PATIENCE = 60.0
PAUSE = 0.7
"""Seconds between two looks: a customer's browser may not ask more often for long."""
T = TypeVar("T")


class Two:
    """The installation where customers write, and the one whose people answer."""

    def __init__(self, folder: Path) -> None:
        port = free_port()
        (folder / "desk").mkdir()
        (folder / "origin").mkdir()
        back = f"http://127.0.0.1:{port}/api/handoff/events"
        self.desk = ServerProcess(folder / "desk", HANDOFF_ORIGIN_URL=back, HANDOFF_SECRET=SECRET)
        there = f"http://127.0.0.1:{self.desk.port}/api/handoff/parcels"
        self.origin = ServerProcess(folder / "origin", HANDOFF_URL=there, HANDOFF_SECRET=SECRET)
        self.origin.port = port
        self.store = Store(f"sqlite:///{folder / 'desk' / 'tiepnhan.db'}")
        self.client = httpx.Client(timeout=30)
        self.token = ""

    def customer(self, method: str, path: str, **body: Any) -> Any:
        url = f"http://127.0.0.1:{self.origin.port}/api/chat/{path}"
        headers = {"authorization": f"Bearer {self.token}"} if self.token else {}
        answer = self.client.request(method, url, headers=headers, json=body or None)
        assert answer.status_code < 300, answer.text
        return answer.json()

    def says(self, text: str) -> None:
        if not self.token:
            self.token = self.customer("POST", "session", site="main")["token"]
        self.customer("POST", "messages", id=secrets.token_hex(8), text=text)

    def hears(self) -> list[str]:
        """What agents have said to the customer."""
        return [each["text"] for each in self.customer("GET", "messages")["messages"] if each["from"] == "agent"]

    def queue(self) -> list[Listed]:
        with self.store.reading() as connection:
            return case_rows.queue(connection, ("handed_over", "with_agent"))

    def transcript(self) -> list[MessageRow]:
        with self.store.reading() as connection:
            return messages.after(connection, self.queue()[0].conversation, 0)

    def acts(self, event: AgentEvent) -> None:
        """An agent of the desk, through its own API: a form of the desk does the same."""
        raw = encode_event(event_to_json(event))
        headers = sign(event.id, datetime.now(UTC), raw, Secrets.read(SECRET))
        url = f"http://127.0.0.1:{self.desk.port}/api/handoff/events"
        assert self.client.post(url, content=raw, headers=headers).status_code == 202


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    made = Two(tmp_path)
    for each in (made.desk, made.origin):
        each.start()
    for each in (made.desk, made.origin):
        each.wait_ready()
    yield made
    made.desk.kill()
    made.origin.kill()
    made.client.close()
    made.store.close()


def wait_for(look: Callable[[], T]) -> T:
    end = time.monotonic() + PATIENCE
    while not (found := look()):
        assert time.monotonic() < end, "it does not come"
        time.sleep(PAUSE)
    return found


def test_a_case_goes_there_and_the_answer_comes_back(two: Two) -> None:
    two.says("tài khoản hoangnam88 của tôi bị lừa đảo mất tiền")
    [case] = wait_for(two.queue)
    assert (case.kind, case.status, case.username) == ("report_fraud", "handed_over", "hoangnam88")
    assert any("hoangnam88" in each.text for each in two.transcript())
    now = datetime.now(UTC)
    two.acts(Took("took-1", case.code, "Lan", now))
    two.acts(Replied("replied-1", case.code, "Lan", now, "Em là Lan, em khóa tài khoản ngay ạ."))
    assert wait_for(two.hears) == ["Em là Lan, em khóa tài khoản ngay ạ."]
    two.says("cảm ơn em")
    wait_for(lambda: [each for each in two.transcript() if each.text == "cảm ơn em"])
    [case] = two.queue()
    assert (case.status, case.agent) == ("with_agent", "Lan")


def test_either_may_be_gone_for_a_while(two: Two) -> None:
    two.desk.kill()
    two.says("tài khoản hoangnam88 của tôi bị lừa đảo mất tiền")
    two.desk.start()
    two.desk.wait_ready()
    [case] = wait_for(two.queue)
    two.origin.kill()
    two.acts(Replied("replied-1", case.code, "Lan", datetime.now(UTC), "Em là Lan ạ."))
    with two.store.reading() as connection:
        assert [each.outcome for each in delivery_rows.of_case(connection, case.code)] == ["waiting"]
    two.origin.start()
    two.origin.wait_ready()
    assert wait_for(two.hears) == ["Em là Lan ạ."]


def test_only_who_knows_the_secret_may_hand_over(two: Two) -> None:
    parcel = opened(1)
    raw = encode(parcel)
    signed = sign(parcel.id, datetime.now(UTC), raw, SECRETS)
    url = f"http://127.0.0.1:{two.desk.port}/api/handoff/parcels"
    assert two.client.post(url, content=raw).status_code == 401
    assert two.client.post(url, content=raw + b" ", headers=signed).status_code == 401
    assert two.queue() == []
    odd = json.dumps({"id": parcel.id, "type": "case.opened"}).encode()
    odd_signed = sign(parcel.id, datetime.now(UTC), odd, SECRETS)
    assert two.client.post(url, content=odd, headers=odd_signed).status_code == 422
    assert two.client.post(url, content=b"x" * 5_000_001, headers=signed).status_code == 413
    for _ in range(2):
        assert two.client.post(url, content=raw, headers=signed).status_code == 202
    assert [each.code for each in two.queue()] == [parcel.code]
    closed_door = f"http://127.0.0.1:{two.origin.port}/api/handoff/parcels"
    assert two.client.post(closed_door, content=raw, headers=signed).status_code == 404
