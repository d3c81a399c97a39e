"""The same request at the same instant, over HTTP: it is done once, and everybody is given the same answer."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select
from standardwebhooks import Webhook

from bot.store.tables import audit, cases, conversations, evidence, messages, requests
from tests.evidence.samples import halves, saved
from tests.handoff.samples import SECRET
from tests.server.conftest import Site, Visitor

TIMES = 12


def _at_once(ask: Callable[[], httpx.Response]) -> list[httpx.Response]:
    barrier = threading.Barrier(TIMES)

    def one(_number: int) -> httpx.Response:
        barrier.wait()
        return ask()

    with ThreadPoolExecutor(TIMES) as pool:
        return list(pool.map(one, range(TIMES)))


def _count(site: Site, table: object, *where: object) -> int:
    with site.store.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one())  # type: ignore[arg-type]


def test_an_upload(site: Site, visitor: Visitor) -> None:
    picture = saved(halves(size=(120, 90)), "PNG")
    answers = _at_once(lambda: visitor.upload(picture, id="upload-0001"))
    assert {each.status_code for each in answers} <= {201, 429}, [each.text for each in answers]
    taken = [each.json() for each in answers if each.status_code == 201]
    assert len({each["id"] for each in taken}) == 1
    assert (
        _count(site, evidence, evidence.c.client_id == "upload-0001", evidence.c.conversation == visitor.conversation)
        == 1
    )
    again = visitor.upload(picture, id="upload-0001")
    assert (again.status_code, again.json()["repeated"], again.json()["id"]) == (201, True, taken[0]["id"])


def test_a_message(site: Site, visitor: Visitor) -> None:
    answers = _at_once(lambda: visitor.say("rút tiền chưa về, tk khachlap01", id="message-0001"))
    assert {each.status_code for each in answers} == {202}, [each.text for each in answers]
    assert len({each.json()["seq"] for each in answers}) == 1
    assert [each.json()["repeated"] for each in answers].count(False) == 1
    assert _count(site, messages, messages.c.client_id == "message-0001") == 1
    visitor.wait_for_answer()
    assert _count(site, cases, cases.c.conversation == visitor.conversation) == 1


def test_a_form_without_javascript(site: Site) -> None:
    token = site.visitor().token
    sender = site.server.house.tokens.read(token, site.server.house.clock.now()).id
    data = {"id": "form-00001", "text": "nạp tiền chưa vào", "token": token}
    answers = _at_once(lambda: site.client.post("/chat/form", data=data, headers={"x-forwarded-for": "10.5.5.5"}))
    assert {each.status_code for each in answers} <= {200, 429}, [each.text for each in answers]
    begun = select(conversations.c.id).where(conversations.c.sender == f"main:{sender}")
    assert _count(site, messages, messages.c.client_id == "form-00001", messages.c.conversation.in_(begun)) == 1


def _signed(event: dict[str, Any]) -> tuple[str, dict[str, str]]:
    raw, now = json.dumps(event), datetime.now(UTC)
    signature = Webhook(SECRET).sign(event["id"], now, raw)
    stamp = str(int(now.timestamp()))
    return raw, {
        "webhook-id": event["id"],
        "webhook-timestamp": stamp,
        "webhook-signature": signature,
        "content-type": "application/json",
    }


@pytest.mark.parametrize("type", ["agent.took", "agent.replied", "agent.note"])
def test_an_event_of_the_helpdesk(site: Site, visitor: Visitor, type: str) -> None:
    visitor.say("cho mình gặp nhân viên")
    visitor.wait_for_answer()
    code = visitor.history()["state"]["case"]["code"]
    last = visitor.history()["last"]
    data = {"code": code, "agent": "Lan"} | ({"text": "Em đang kiểm tra ạ."} if type != "agent.took" else {})
    id = f"event-{type.replace('.', '-')}-{code}"
    event = {"id": id, "type": type, "timestamp": datetime.now(UTC).isoformat(), "data": data}
    raw, headers = _signed(event)
    answers = _at_once(lambda: site.client.post("/api/handoff/events", content=raw, headers=headers))
    assert {each.status_code for each in answers} == {202}, [each.text for each in answers]
    assert [each.json()["repeated"] for each in answers].count(False) == 1
    assert _count(site, requests, requests.c.id == event["id"]) == 1
    assert _count(site, audit, audit.c.subject == code) == 1
    later = [each["text"] for each in visitor.history()["messages"] if each["seq"] > last]
    assert later.count("Em đang kiểm tra ạ.") == (1 if type == "agent.replied" else 0)


def test_sessions_of_one_token_are_one_conversation(site: Site, visitor: Visitor) -> None:
    body = {"site": "main", "token": visitor.token}
    answers = _at_once(
        lambda: site.client.post("/api/chat/session", json=body, headers={"x-forwarded-for": "10.6.6.6"})
    )
    given = [each.json() for each in answers if each.status_code == 200]
    assert given
    assert {(each["conversation"], each["resumed"]) for each in given} == {(visitor.conversation, True)}
