"""Security headers: nothing runs but our own files, nothing personal is kept, and a file is never a page."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gate.headers import Page, evidence_headers, security_headers

PAGES = [Page.DESK, Page.CHAT]


def _policy(headers: dict[str, str]) -> dict[str, list[str]]:
    rules = [rule.split() for rule in headers["content-security-policy"].split(";")]
    return {name: sources for name, *sources in rules}


@pytest.mark.parametrize("page", list(Page))
@pytest.mark.parametrize("framed_by", [(), ("https://shop.example",)])
def test_what_holds_everywhere(page: Page, framed_by: tuple[str, ...]) -> None:
    headers = security_headers(page, secure=True, framed_by=framed_by)
    policy = _policy(headers)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["strict-transport-security"] == "max-age=31536000"
    assert policy["default-src"] == ["'none'"]
    assert policy["base-uri"] == ["'none'"]
    assert "unsafe" not in headers["content-security-policy"]
    assert "*" not in headers["content-security-policy"]
    assert "data:" not in headers["content-security-policy"]
    assert all(name == name.lower() and value.isascii() and "\n" not in value for name, value in headers.items())
    assert "camera=()" in headers["permissions-policy"]
    assert headers["referrer-policy"] in ("no-referrer", "same-origin")


@pytest.mark.parametrize("page", PAGES)
def test_pages_run_our_own_files_only(page: Page) -> None:
    headers = security_headers(page, secure=False)
    policy = _policy(headers)
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == policy["form-action"] == ["'self'"]
    assert policy["object-src"] == policy["frame-ancestors"] == ["'none'"]
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize("page", [Page.DESK, Page.CHAT, Page.API])
def test_what_is_personal_is_not_kept(page: Page) -> None:
    assert security_headers(page, secure=False)["cache-control"] == "no-store"


def test_only_the_chat_page_may_be_framed() -> None:
    origins = ("https://shop.example", "https://*.club.example")
    chat = security_headers(Page.CHAT, secure=False, framed_by=origins)
    assert _policy(chat)["frame-ancestors"] == list(origins)
    assert "x-frame-options" not in chat
    for page in (Page.DESK, Page.API, Page.WIDGET, Page.ASSET):
        framed = security_headers(page, secure=False, framed_by=origins)
        assert _policy(framed)["frame-ancestors"] == ["'none'"]
        assert framed["x-frame-options"] == "DENY"


def test_the_widget_may_stand_on_other_pages() -> None:
    assert security_headers(Page.WIDGET, secure=False)["cross-origin-resource-policy"] == "cross-origin"
    assert security_headers(Page.ASSET, secure=False)["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize("page", [Page.API, Page.WIDGET, Page.ASSET])
def test_what_is_no_page_can_do_nothing_as_one(page: Page) -> None:
    assert set(_policy(security_headers(page, secure=False))) == {
        "default-src", "base-uri", "form-action", "frame-ancestors", "sandbox"
    }  # fmt: skip


def test_no_hsts_without_https() -> None:
    assert "strict-transport-security" not in security_headers(Page.DESK, secure=False)


def test_a_picture_is_shown_in_a_sandbox() -> None:
    headers = evidence_headers(media_type="image/jpeg", name="bien-lai.jpg", picture=True, secure=True)
    assert headers["content-type"] == "image/jpeg"
    assert headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert headers["content-disposition"] == "inline; filename=\"bien-lai.jpg\"; filename*=UTF-8''bien-lai.jpg"
    assert headers["cache-control"] == "private, no-store"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("media_type", "sent"),
    [
        ("application/pdf", "application/pdf"),
        ("video/mp4", "video/mp4"),
        ("audio/ogg", "audio/ogg"),
        ("image/svg+xml", "application/octet-stream"),
        ("image/svg", "application/octet-stream"),
        ("text/html", "application/octet-stream"),
        ("application/xhtml+xml", "application/octet-stream"),
        ("application/javascript", "application/octet-stream"),
        ("image/png; charset=x", "application/octet-stream"),
        ("image/png\r\nset-cookie: a=b", "application/octet-stream"),
        ("IMAGE/PNG", "application/octet-stream"),
        ("", "application/octet-stream"),
    ],
)
def test_all_else_is_saved_and_never_run(media_type: str, sent: str) -> None:
    headers = evidence_headers(media_type=media_type, name="x", picture=False, secure=False)
    assert headers["content-type"] == sent
    assert headers["content-disposition"].startswith("attachment; ")


@pytest.mark.parametrize(
    ("name", "plain", "full"),
    [
        ("biên lai.pdf", "bien lai.pdf", "biên lai.pdf"),
        ("Đơn.pdf", "Don.pdf", "Đơn.pdf"),
        ("../../etc/passwd", "_.._etc_passwd", "_.._etc_passwd"),
        ("C:\\x\\y.pdf", "C__x_y.pdf", "C__x_y.pdf"),
        ('a".pdf', "a_.pdf", "a_.pdf"),
        ("a\r\nset-cookie: x.pdf", "aset-cookie_ x.pdf", "aset-cookie_ x.pdf"),
        ("fdp\u202eexe.pdf", "fdpexe.pdf", "fdpexe.pdf"),
        ("a;b%00.pdf", "a_b_00.pdf", "a_b_00.pdf"),
        ("收据.pdf", "pdf", "收据.pdf"),
        ("", "file", "file"),
        (" .. ", "file", "file"),
        ("\ud800.pdf", "pdf", "pdf"),
        ("\ufb01le.pdf", "file.pdf", "\ufb01le.pdf"),
    ],
)
def test_names(name: str, plain: str, full: str) -> None:
    written = evidence_headers(media_type="application/pdf", name=name, picture=False, secure=False)[
        "content-disposition"
    ]
    found = re.fullmatch(r"attachment; filename=\"([^\"]*)\"; filename\*=UTF-8''(\S+)", written)
    assert found is not None
    assert (found[1], unquote(found[2])) == (plain, full)


@given(st.text(max_size=200), st.text(max_size=40), st.booleans())
def test_no_name_breaks_out(name: str, media_type: str, picture: bool) -> None:
    headers = evidence_headers(media_type=media_type, name=name, picture=picture, secure=False)
    for value in headers.values():
        assert value.isascii()
        assert value.isprintable()
    parts = re.fullmatch(
        r"(inline|attachment); filename=\"([^\"\\/]+)\"; filename\*=UTF-8''([A-Za-z0-9%_.~-]+)",
        headers["content-disposition"],
    )
    assert parts is not None
    assert not parts[2].startswith(".")
    assert len(parts[3]) <= 120 * 12
