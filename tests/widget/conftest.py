"""A browser, a stand-in server and a host page of another origin for each test of the widget."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.widget.standin import HostPages, StandIn

CHROMIUM = os.environ.get("TIEPNHAN_CHROMIUM", "/usr/bin/chromium")
REQUIRED = os.environ.get("TIEPNHAN_REQUIRE_BROWSER") == "1"
"""Set by the lane that must not be left out: a missing browser is then a failure, not a skip."""
ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, once for all tests."""
    if not Path(CHROMIUM).exists() and shutil.which(CHROMIUM) is None:
        if REQUIRED:
            pytest.fail(f"there is no browser at {CHROMIUM}: install chromium or set TIEPNHAN_CHROMIUM")
        pytest.skip(f"left out: there is no browser at {CHROMIUM}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield browser
        browser.close()


@pytest.fixture
def host() -> Iterator[HostPages]:
    """A site that is not the server's origin."""
    with HostPages() as pages:
        yield pages


@pytest.fixture
def server(host: HostPages) -> Iterator[StandIn]:
    """The stand-in; the host's origin may use it."""
    with StandIn((host.url,)) as running:
        yield running


Visit = Callable[..., Page]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One visitor's browser on a desk."""
    context = browser.new_context(viewport=DESKTOP, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """One visitor's cheap phone."""
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    context.set_default_timeout(10_000)
    yield context
    context.close()


def page_html(src: str, *, attributes: str = "", head: str = "", body: str = "<h1>Trang chủ Sao Mai</h1>", lang: str = "vi") -> str:
    """A plain host page with the widget's tag."""
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Sao Mai</title>'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">{head}</head>'
        f'<body>{body}<script async src="{src}" data-site="saomai" {attributes}></script></body></html>'
    )


@pytest.fixture
def visit(host: HostPages, server: StandIn) -> Visit:
    """Opens a host page with the widget in a context."""

    def go(context: BrowserContext, *, path: str = "", headers: dict[str, str] | None = None, **html: str) -> Page:
        host.pages[path] = (page_html(f"{server.url}/widget.js", **html), headers or {})
        page = context.new_page()
        page.goto(f"{host.url}/{path}")
        return page

    return go
