"""Origins: the pages that an operator named may speak with us, and none that looks like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gate.errors import GateSettingError
from bot.gate.origins import Origins, cors_headers, preflight_headers, read_origins

SHOP = read_origins(
    [
        "https://shop.example",
        "https://*.club.example",
        "http://localhost:8080",
        "http://[::1]:8080",
        "https://x.example:443",
    ]
)


@pytest.mark.parametrize(
    "origin",
    [
        "https://shop.example",
        "https://www.club.example",
        "https://a.b.club.example",
        "http://localhost:8080",
        "http://[::1]:8080",
        "https://x.example",
    ],
)
def test_pages_that_were_named(origin: str) -> None:
    assert SHOP.allows(origin)


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "",
        "null",
        "*",
        "https://*.club.example",
        "http://shop.example",
        "https://shop.example:8443",
        "https://shop.example/",
        "https://shop.example.evil.example",
        "https://evilshop.example",
        "https://www.shop.example",
        "https://club.example",
        "https://evilclub.example",
        "https://.club.example",
        "https://evil.example/.club.example",
        "https://evil.example#.club.example",
        "https://evil.example?.club.example",
        "https://evil.example\\.club.example",
        "https://user@www.club.example",
        "https://www.club.example:8443",
        "http://www.club.example",
        "https://www.club.example.",
        "https://www.club.example\n",
        "https://www..club.example",
        "https://-.club.example",
        "https://еvil.club.example",
        "HTTPS://shop.example",
        "https://SHOP.example",
        "https://" + "a." * 500 + "club.example",
        "javascript://www.club.example",
        "file://",
        "https://x.example:443",
    ],
)
def test_pages_that_were_not(origin: str | None) -> None:
    assert not SHOP.allows(origin)
    assert cors_headers(origin, SHOP) == {"vary": "Origin"}


@pytest.mark.parametrize(
    ("entry", "origin"),
    [
        (" https://Shop.Example/ ", "https://shop.example"),
        ("https://shop.example:443", "https://shop.example"),
        ("http://shop.example:80", "http://shop.example"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("https://*.shop.com.vn", "https://www.shop.com.vn"),
        ("https://*.shop.example:8443", "https://a.shop.example:8443"),
        ("https://xn--ca-hng-q4a.example", "https://xn--ca-hng-q4a.example"),
    ],
)
def test_entries_as_people_write_them(entry: str, origin: str) -> None:
    assert read_origins([entry]).allows(origin)


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ("*", "no origin"),
        ("", "no origin"),
        ("null", "no origin"),
        ("shop.example", "no origin"),
        ("https://", "no origin"),
        ("https://shop.example/chat", "no origin"),
        ("https://sh*p.example", "no origin"),
        ("https://a.*.example", "no origin"),
        ("ftp://shop.example", "no origin"),
        ("https://shop.example:0", "port"),
        ("https://shop.example:70000", "port"),
        ("https://cửahàng.example", "xn--"),
        ("https://*", "no origin"),
        ("https://*.com", "strangers"),
        ("https://*.com.vn", "strangers"),
        ("https://*.github.io", "strangers"),
        ("https://*.0.0.1", "strangers"),
        ("https://shop.example; script-src *", "no origin"),
    ],
)
def test_entries_that_cannot_be_meant(entry: str, why: str) -> None:
    with pytest.raises(GateSettingError, match=why):
        read_origins([entry])


@given(st.text(max_size=40))
def test_any_origin_may_be_sent(text: str) -> None:
    for origin in (text, f"https://{text}.club.example", f"https://{text}club.example"):
        headers = cors_headers(origin, SHOP)
        allowed = headers.get("access-control-allow-origin")
        assert allowed in (None, origin)
        assert allowed is None or allowed.isascii()
        assert allowed is None or "\n" not in allowed


def test_answers_never_allow_credentials_or_everybody() -> None:
    answer = cors_headers("https://shop.example", SHOP)
    asked = preflight_headers("https://shop.example", "POST", "Authorization, content-type", SHOP)
    assert answer["access-control-allow-origin"] == asked["access-control-allow-origin"] == "https://shop.example"
    assert asked["access-control-allow-headers"] == "authorization, content-type, last-event-id, x-request-id"
    assert asked["access-control-allow-methods"] == "GET, POST"
    for headers in (answer, asked):
        assert "access-control-allow-credentials" not in headers
        assert "*" not in headers.values()
        assert headers["vary"].startswith("Origin")


@pytest.mark.parametrize(
    ("origin", "method", "names"),
    [
        ("https://evil.example", "POST", "authorization"),
        (None, "POST", "authorization"),
        ("null", "POST", "authorization"),
        ("https://shop.example", "DELETE", "authorization"),
        ("https://shop.example", "post", "authorization"),
        ("https://shop.example", None, None),
        ("https://shop.example", "POST", "cookie"),
        ("https://shop.example", "POST", "authorization, x-forwarded-for"),
        ("https://shop.example", "POST", "*"),
    ],
)
def test_preflights_that_get_nothing(origin: str | None, method: str | None, names: str | None) -> None:
    assert set(preflight_headers(origin, method, names, SHOP)) == {"vary"}


def test_without_entries_nobody_is_allowed() -> None:
    assert not Origins().allows("https://shop.example")
    assert read_origins([]) == Origins()


def test_frames_are_allowed_by_the_same_list() -> None:
    assert SHOP.framing()[-1] == "https://*.club.example"
    assert "https://shop.example" in SHOP.framing()
    assert all(source.isascii() and " " not in source and ";" not in source for source in SHOP.framing())


def test_everything_that_is_allowed_may_be_asked_at_once() -> None:
    names = "authorization,content-type,last-event-id,x-request-id"
    assert "access-control-allow-origin" in preflight_headers("https://shop.example", "GET", names, SHOP)
    assert "access-control-allow-origin" in preflight_headers("https://shop.example", "GET", None, SHOP)


@pytest.mark.parametrize(("port", "possible"), [(1, True), (65_535, True), (65_536, False)])
def test_ports(port: int, possible: bool) -> None:
    if possible:
        assert read_origins([f"https://shop.example:{port}"]).allows(f"https://shop.example:{port}")
        return
    with pytest.raises(GateSettingError, match="port"):
        read_origins([f"https://shop.example:{port}"])
