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
from tests.evidence.samples import halves, png_of_size, png_with_text_bomb, saved
from tests.server.conftest import SHOP, Site, Visitor

OPEN = {
    ("POST", "/api/chat/session"), ("GET", "/api/chat/config"), ("GET", "/"), ("GET", "/chat"), ("GET", "/widget.js"),
    ("GET", "/widget-{digest}.js"), ("GET", "/host.css"), ("GET", "/host.js"), ("GET", "/healthz"), ("GET", "/readyz"),
    ("GET", "/metrics"), ("GET", "/api/openapi.json"), ("GET", "/chat/form"), ("POST", "/chat/form"), ("GET", "/status"),
    ("POST", "/status"), ("GET", "/c/{code}"), ("GET", "/static"),
}  # fmt: skip
"""What anybody may call; none of it shows a conversation that the caller has no token for."""

SIGNED = {("POST", "/api/handoff/events"), ("GET", "/api/handoff/evidence/{id}")}
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
    for elsewhere in (f"/api/chat/messages?token={visitor.token}", f"/api/chat/messages?authorization=Bearer {visitor.token}"):
        assert site.client.get(elsewhere).status_code == 401
    cookies = {"token": visitor.token, "authorization": f"Bearer {visitor.token}"}
    assert site.client.get("/api/chat/messages", headers={"cookie": "; ".join(f"{k}={v}" for k, v in cookies.items())}).status_code == 401


@pytest.mark.parametrize("method,path", sorted(SIGNED))
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
        assert (answer.status_code, answer.json()["code"]) == (422, "unknown_button") or answer.status_code in (404, 403), answer.text
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


LIES = {
    "a program": b"MZ" + bytes(400), "html": b"<html><script>alert(1)</script></html>", "nothing": b"",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "svg with a byte order mark": b"\xef\xbb\xbf<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>",
    "a bomb": png_of_size(60_000, 60_000), "a bomb in its text": png_with_text_bomb(),
    "half a picture": saved(halves(size=(800, 600)), "JPEG")[:900], "a zip": b"PK\x03\x04" + bytes(100),
    "gif and script": b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)", "only a head": b"\xff\xd8\xff\xe0" + bytes(40),
}  # fmt: skip


@pytest.mark.parametrize("kind", LIES)
def test_uploads_that_lie_are_refused_with_a_sentence(site: Site, visitor: Visitor, kind: str) -> None:
    said = {}
    for lang in ("vi", "en"):
        answer = visitor.upload(LIES[kind], "anh.png", **{"accept-language": lang})
        assert 400 <= answer.status_code < 500, answer.text
        problem = answer.json()
        assert answer.headers["content-type"] == "application/problem+json"
        assert len(problem["detail"].split()) >= 4, problem
        said[lang] = problem["detail"]
    assert said["vi"] != said["en"]


@pytest.mark.parametrize("kind", ["html", "javascript", "zip"])
def test_a_polyglot_is_kept_as_a_fresh_picture_without_what_it_carried(site: Site, visitor: Visitor, kind: str) -> None:
    carried = {"html": b"<script>alert('x')</script>", "javascript": b"/*x*/=alert(1)", "zip": b"PK\x05\x06" + bytes(18)}[kind]
    taken = visitor.upload(saved(halves(), "JPEG") + carried, "anh.jpg")
    if taken.status_code == 201:
        kept = visitor.call("GET", f"/api/chat/evidence/{taken.json()['id']}")
        assert carried not in kept.content
        assert kept.headers["content-type"] in ("image/jpeg", "image/png", "image/webp")
        assert kept.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in kept.headers["content-security-policy"]
    else:
        assert 400 <= taken.status_code < 500


NAMES = ("../../etc/passwd", "..\\..\\windows\\win.ini", "/etc/shadow", "a\x00b.png", "con.png", "x" * 500 + ".png",
         "ảnh \u202egnp.exe", 'a"; filename="b.html', "a\r\nset-cookie: x=1", ".htaccess", "%2e%2e%2fkey")  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=[ascii(name)[:20] for name in NAMES])
def test_path_names_come_to_nothing(site: Site, visitor: Visitor, name: str) -> None:
    """What a file is called decides nothing about where it lies, nor about a header."""
    before = {path for path in site.folder.rglob("*") if "evidence" not in path.parts}
    answer = visitor.upload(saved(halves(), "PNG"), name)
    assert answer.status_code in (201, 400, 422), answer.text
    if answer.status_code == 201:
        shown = answer.json()
        assert not set(shown["name"]) & {"/", "\\", "\x00", "\r", "\n", "\u202e"}
        assert len(shown["name"]) <= 200
        kept = visitor.call("GET", f"/api/chat/evidence/{shown['id']}")
        assert kept.status_code == 200
        assert "set-cookie" not in kept.headers
        assert ".." not in kept.headers["content-disposition"]
    assert {path for path in site.folder.rglob("*") if "evidence" not in path.parts} - before <= {
        site.folder / f"tiepnhan.db{end}" for end in ("", "-wal", "-shm")
    }


IDS = ("..%2f..%2fsecret.key", "../secret.key", "%00", "a" * 5000, "..", "'; DROP TABLE evidence;--", "\u00e1\u00e0")


@pytest.mark.parametrize("id", IDS, ids=[ascii(id)[:20] for id in IDS])
@pytest.mark.parametrize("end", ["", "/thumbnail"])
def test_an_id_of_evidence_is_no_path(site: Site, visitor: Visitor, id: str, end: str) -> None:
    answer = visitor.call("GET", f"/api/chat/evidence/{id}{end}")
    assert answer.status_code in (404, 405, 422), (answer.status_code, answer.text)
    assert site.server.house.settings.secret_key not in answer.text


@pytest.mark.parametrize("path", ["/static/../app.py", "/static/..%2f..%2fapp.py", "/static/%2e%2e/house.py", "/static//etc/passwd",
                                  "/widget-../../secret.js", "/static/"])  # fmt: skip
def test_static_files_are_static_files(site: Site, path: str) -> None:
    answer = site.client.get(path)
    assert answer.status_code in (404, 405), answer.text[:200]
    assert "import" not in answer.text


def _until_refused(visitor: Visitor, most: int) -> int:
    for number in range(most):
        if visitor.call("POST", "/api/chat/typing", json={"on": True}).status_code == 429:
            return number
    return most


def test_a_visitor_is_limited_before_his_address(site: Site) -> None:
    one, two = site.visitor(), site.visitor()
    two.address = one.address
    assert _until_refused(one, 40) < 40
    refused = one.call("POST", "/api/chat/typing", json={"on": True})
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) == refused.json()["retry_after"] >= 1
    assert len(refused.json()["detail"].split()) > 4
    assert two.call("POST", "/api/chat/typing", json={"on": True}).status_code == 204, "his neighbour may still"


def test_an_accepted_message_is_acknowledged_whatever_the_limits_say(site: Site, visitor: Visitor) -> None:
    first = visitor.say("alo", id="first-message")
    codes = [visitor.say(f"tin {number}").status_code for number in range(30)]
    assert 429 in codes
    again = visitor.say("alo", id="first-message")
    assert (again.status_code, again.json()["seq"], again.json()["repeated"]) == (202, first.json()["seq"], True)


def test_sessions_are_limited_by_address(site: Site) -> None:
    stranger = site.stranger()
    codes = {stranger.call("POST", "/api/chat/session", json={"site": "main"}).status_code for _ in range(80)}
    assert codes == {200, 429}
    assert site.stranger().call("POST", "/api/chat/session", json={"site": "main"}).status_code == 200


def test_forwarded_addresses_are_believed_from_proxies_only(site: Site) -> None:
    """Somebody who is no proxy cannot choose whom his requests are counted for."""
    house = site.server.house
    transport_client = type(site.client)(site.server.app, client=("203.0.113.9", 50_000))
    codes = [
        transport_client.post("/api/chat/session", json={"site": "main"}, headers={"x-forwarded-for": f"198.51.100.{n}"}).status_code
        for n in range(80)
    ]
    assert 429 in codes, "each claimed address was counted by itself"
    through = [site.client.post("/api/chat/session", json={"site": "main"}, headers={"x-forwarded-for": f"198.51.100.{n}"}).status_code
               for n in range(80)]  # fmt: skip
    assert set(through) == {200}
    lying = [site.client.post("/api/chat/session", json={"site": "main"}, headers={"x-forwarded-for": f"198.18.0.{n}, 203.0.113.77"}).status_code
             for n in range(80)]  # fmt: skip
    assert 429 in lying, "what a client puts before the proxy's own entry was believed"
    assert house.proxies


PAGES = [("GET", "/"), ("GET", "/chat"), ("GET", "/widget.js"), ("GET", "/healthz"), ("GET", "/readyz"), ("GET", "/metrics"),
         ("GET", "/api/chat/config?site=main"), ("POST", "/api/chat/session"), ("GET", "/nowhere"), ("POST", "/chat/form"),
         ("GET", "/api/chat/messages"), ("GET", "/status"), ("GET", "/static/widget.js"), ("DELETE", "/api/chat/messages"),
         ("GET", "/api/openapi.json"), ("GET", "/desk/login"), ("GET", "/desk"), ("OPTIONS", "/api/chat/messages")]  # fmt: skip


@pytest.mark.parametrize(("method", "path"), PAGES)
def test_every_answer_has_its_headers(site: Site, method: str, path: str) -> None:
    answer = site.client.request(method, path, follow_redirects=False)
    assert answer.status_code < 500
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["referrer-policy"] in ("no-referrer", "same-origin")
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["x-request-id"]
    assert "server" not in answer.headers
    assert "x-powered-by" not in answer.headers
    if not path.startswith(("/widget", "/static")):
        assert "no-store" in answer.headers["cache-control"]
    assert "set-cookie" not in answer.headers or path.startswith("/desk")


@pytest.mark.parametrize("origin", [SHOP, "https://evil.example", "null", "https://shop.example.evil.example", "http://shop.example",
                                    "https://shop.example:444", "https://SHOP.example/x", ""])  # fmt: skip
@pytest.mark.parametrize("path", ["/api/chat/messages", "/api/chat/config", "/api/chat/session"])
def test_foreign_origins_get_no_leave_to_read(site: Site, visitor: Visitor, origin: str, path: str) -> None:
    asked = {"origin": origin, "access-control-request-method": "POST", "access-control-request-headers": "authorization,content-type"}
    for answer in (site.client.options(path, headers=asked), visitor.call("GET", path, headers={"origin": origin})):
        allowed = answer.headers.get("access-control-allow-origin")
        assert allowed == (SHOP if origin == SHOP else None)
        assert "access-control-allow-credentials" not in answer.headers
        assert "Origin" in answer.headers["vary"]


@pytest.mark.parametrize("path", ["/desk", "/metrics", "/api/handoff/events", "/status", "/api/openapi.json"])
def test_even_allowed_origins_read_the_chats_api_only(site: Site, path: str) -> None:
    assert "access-control-allow-origin" not in site.client.get(path, headers={"origin": SHOP}).headers


def test_nobody_learns_of_others_from_config_health_and_metrics(site: Site) -> None:
    visitor = site.visitor()
    visitor.say("tk riengtu02 rút 5tr chưa về")
    visitor.wait_for_answer()
    for path in ("/metrics", "/readyz", "/healthz", "/api/chat/config?site=main", "/api/openapi.json", "/"):
        text = site.client.get(path).text
        for private in ("riengtu02", visitor.conversation, visitor.address, "TN-"):
            assert private not in text or (private == "TN-" and "openapi" in path)
