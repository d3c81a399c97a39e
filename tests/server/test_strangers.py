"""Every route, and everybody who has no business there; pictures that lie; limits; headers; other origins."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Mount, Route

from bot.clock import SystemClock
from bot.gate.keys import Keys
from bot.gate.tokens import LIFE, VisitorTokens
from tests.evidence.samples import halves, saved
from tests.server.conftest import Site, Visitor

OPEN = {
    ("POST", "/api/chat/session"), ("GET", "/api/chat/config"), ("GET", "/"), ("GET", "/chat"), ("GET", "/widget.js"),
    ("GET", "/widget-{digest}.js"), ("GET", "/host.css"), ("GET", "/host.js"), ("GET", "/healthz"), ("GET", "/readyz"),
    ("GET", "/metrics"), ("GET", "/api/openapi.json"), ("GET", "/chat/form"), ("POST", "/chat/form"), ("GET", "/status"),
    ("POST", "/status"), ("GET", "/c/{code}"), ("POST", "/c/{code}"), ("GET", "/static"),
    ("GET", "/favicon.ico"),
    ("GET", "/figures"),
}  # fmt: skip
"""What anybody may call; none of it shows a conversation that the caller has no token for."""

SIGNED = {("POST", "/api/handoff/events"), ("POST", "/api/handoff/parcels"), ("GET", "/api/handoff/evidence/{id}")}
"""What only the helpdesk may call, by its signature."""

PERSONAL = {
    ("POST", "/api/chat/messages"), ("GET", "/api/chat/messages"), ("GET", "/api/chat/events"),
    ("POST", "/api/chat/typing"), ("POST", "/api/chat/evidence"), ("GET", "/api/chat/evidence/{id}"),
    ("GET", "/api/chat/evidence/{id}/thumbnail"),
}  # fmt: skip
"""What a visitor may call for himself alone, by his token."""

DESK = ("/desk", "/setup")
"""The desk's routes have a table of their own, by role."""


def _routes(routes: list[BaseRoute]) -> Iterator[tuple[str, str]]:
    for route in routes:
        if isinstance(route, APIRoute | Route):
            for method in sorted((route.methods or set()) - {"HEAD"}):
                yield method, route.path
        elif isinstance(route, Mount):
            yield "GET", route.path
        else:
            # FastAPI keeps a router that was included as a whole; any other kind would be a hole in this table.
            yield from _routes(list(route.original_router.routes))  # type: ignore[attr-defined]


def test_every_route_is_open_personal_signed_or_the_desks(site: Site) -> None:
    """A route that is added without thinking of strangers falls out of this table."""
    found = {each for each in _routes(site.server.app.routes) if not each[1].startswith(DESK)}
    assert found == OPEN | SIGNED | PERSONAL


def _forged(site: Site) -> str:
    other = VisitorTokens(Keys("another-key-that-is-not-ours-0123456789"))
    return other.issue("somebody", "main", SystemClock().now())


def _expired(site: Site) -> str:
    return site.server.house.tokens.issue("somebody", "main", SystemClock().now() - LIFE - timedelta(days=1))


def _of_tomorrow(site: Site) -> str:
    return site.server.house.tokens.issue("somebody", "main", SystemClock().now() + timedelta(days=3))


def _altered(site: Site) -> str:
    token = site.visitor().token
    return token[:-2] + ("AA" if token[-2:] != "AA" else "BB")


def _of_a_button(site: Site) -> str:
    visitor = site.visitor()
    visitor.say("chào shop")
    [with_buttons, *_] = [each for each in visitor.wait_for_answer() if each["buttons"]]
    return str(with_buttons["buttons"][0]["id"])


TOKENS = {
    "none": lambda _: "", "nonsense": lambda _: "nonsense", "too long": lambda _: "a." * 3000, "forged": _forged,
    "altered": _altered, "expired": _expired, "of another day": _of_tomorrow, "a button's": _of_a_button,
    "not ascii": lambda _: "m\u00e3.m\u00e3",
}  # fmt: skip


@pytest.mark.parametrize("kind", TOKENS)
@pytest.mark.parametrize(("method", "path"), sorted(PERSONAL))
def test_without_a_token_of_ours_nothing_personal_happens(site: Site, method: str, path: str, kind: str) -> None:
    stranger = site.stranger()
    token = TOKENS[kind](site)
    stranger_headers = {b"authorization": b"Bearer " + token.encode()} if token else {}
    body = {"json": {"id": "abcdefgh", "text": "a", "on": True}} if path != "/api/chat/evidence" else {}
    answer = site.client.request(method, path.replace("{id}", "abcdefghij"), headers=stranger_headers, **body)  # type: ignore[arg-type]
    assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json")
    assert answer.json()["code"] == ("token_expired" if kind == "expired" else "token_invalid")
    assert stranger.token == ""


@pytest.mark.parametrize("scheme", ["Basic", "bearer ", "Token"])
def test_a_token_comes_as_bearer_or_not_at_all(site: Site, visitor: Visitor, scheme: str) -> None:
    answer = visitor.call("GET", "/api/chat/messages", headers={"authorization": f"{scheme} {visitor.token}"})
    assert answer.status_code == (200 if scheme.strip().lower() == "bearer" else 401)
    for elsewhere in (
        f"/api/chat/messages?token={visitor.token}",
        f"/api/chat/messages?authorization=Bearer {visitor.token}",
    ):
        assert site.client.get(elsewhere).status_code == 401
    cookies = {"token": visitor.token, "authorization": f"Bearer {visitor.token}"}
    assert (
        site.client.get(
            "/api/chat/messages", headers={"cookie": "; ".join(f"{k}={v}" for k, v in cookies.items())}
        ).status_code
        == 401
    )


@pytest.mark.parametrize(("method", "path"), sorted(SIGNED))
def test_the_helpdesks_routes_want_its_signature(site: Site, visitor: Visitor, method: str, path: str) -> None:
    body = json.dumps({"id": "e1", "type": "agent.took", "code": "TN-00000-00000-0", "agent": "Lan"})
    signed = {"webhook-id": "e1", "webhook-timestamp": "1799999999", "webhook-signature": "v1,AAAA"}
    for headers in ({}, {"authorization": f"Bearer {visitor.token}"}, signed):
        answer = visitor.call(method, path.replace("{id}", "abcdefgh"), headers=headers, content=body)
        assert answer.status_code == 401, answer.text


def _with_a_picture(visitor: Visitor) -> str:
    taken = visitor.upload(saved(halves(), "PNG"))
    assert taken.status_code == 201, taken.text
    id = str(taken.json()["id"])
    assert visitor.say("nạp tiền chưa vào", evidence=[id]).status_code == 202
    return id


def _other_site(site: Site, owner: Visitor) -> Visitor:
    """The same visitor id under another site's name."""
    known = site.server.house.tokens.read(owner.token, SystemClock().now())
    other = site.stranger("other")
    other.token = site.server.house.tokens.issue(known.id, "other", SystemClock().now())
    return other


@pytest.mark.parametrize("who", ["another visitor", "the same id of another site"])
def test_what_belongs_to_one_visitor_cannot_be_reached_by_another(site: Site, who: str) -> None:
    owner = site.visitor()
    id = _with_a_picture(owner)
    owner.say("chào shop")
    shown = owner.wait_for_answer()
    buttons = [button["id"] for each in shown for button in each["buttons"]]
    other = site.visitor() if who == "another visitor" else _other_site(site, owner)
    assert owner.call("GET", f"/api/chat/evidence/{id}").status_code == 200
    assert owner.call("GET", f"/api/chat/evidence/{id}/thumbnail").status_code == 200
    assert other.call("GET", f"/api/chat/evidence/{id}").status_code == 404
    assert other.call("GET", f"/api/chat/evidence/{id}/thumbnail").status_code == 404
    assert other.history() == {"messages": [], "last": 0, "state": other.history()["state"]}
    assert other.history()["state"]["case"] is None
    assert other.say("xem ảnh", evidence=[id]).json()["code"] == "unknown_evidence"
    for button in buttons:
        answer = other.say("", button=button)
        assert (answer.status_code, answer.json()["code"]) == (422, "unknown_button") or answer.status_code in (
            404,
            403,
        ), answer.text
    assert [each["text"] for each in other.history()["messages"]] == []


def test_a_message_id_of_another_visitor_says_nothing(site: Site) -> None:
    owner, other = site.visitor(), site.visitor()
    first = owner.say("chuyện riêng", id="same-id-0001").json()
    second = other.say("chuyện khác", id="same-id-0001").json()
    assert (first["repeated"], second["repeated"]) == (False, False)
    assert "chuyện riêng" not in json.dumps(other.history(), ensure_ascii=False)
    upload = saved(halves(), "PNG")
    mine = owner.upload(upload, id="same-id-0002").json()
    theirs = other.upload(upload, id="same-id-0002").json()
    assert mine["id"] != theirs["id"]
    assert (mine["repeated"], theirs["repeated"]) == (False, False)


def test_an_old_token_is_renewed_for_its_own_site_only(site: Site, visitor: Visitor) -> None:
    again = site.stranger()
    again.come(token=visitor.token)
    assert again.conversation == visitor.conversation
    elsewhere = site.stranger("other")
    elsewhere.come(token=visitor.token)
    assert elsewhere.conversation != visitor.conversation


def test_the_state_of_a_case_is_all_that_its_code_shows(site: Site, visitor: Visitor) -> None:
    for line in ("tk riengtu01 rút 5tr từ 8h tối qua chưa về", "không có ảnh", "đúng rồi"):
        last = visitor.history()["last"]
        visitor.say(line)
        visitor.wait_for_answer(last)
    code = visitor.history()["state"]["case"]["code"]
    stranger = site.stranger()
    for method, path, data in (("POST", "/status", {"code": code}), ("GET", f"/c/{code}", None)):
        answer = stranger.call(method, path, data=data)
        assert answer.status_code == 200
        for private in ("riengtu01", "5.000.000", "5tr", visitor.conversation):
            assert private not in answer.text
    assert stranger.call("POST", "/status", data={"code": "TN-00000-00000-0"}).status_code == 404
