"""What stands around every route: limits, addresses, headers, other origins, and pages that tell of nobody."""

from __future__ import annotations

import pytest

from tests.server.conftest import SHOP, Site, Visitor


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
        transport_client.post(
            "/api/chat/session", json={"site": "main"}, headers={"x-forwarded-for": f"198.51.100.{n}"}
        ).status_code
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
    asked = {
        "origin": origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type",
    }
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
