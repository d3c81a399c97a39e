"""The widget on pages that are hard on it: resets, z-index wars, an old site; it looks and works the same on each."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.widget.acting import attach, file, mine, opened, write
from tests.widget.standin import HostPages, StandIn

PAGES = Path(__file__).resolve().parents[2] / "examples" / "host_pages"
LOOKS = """(el) => { const of = (e) => getComputedStyle(e), names = ["display", "fontSize", "lineHeight", "letterSpacing", "textTransform", "color", "float"];
  return names.map((n) => of(el)[n]); }"""


def go(context: BrowserContext, host: HostPages, server: StandIn, name: str) -> Page:
    """Opens one of the example pages, with this server in the place of the one that they name."""
    html = (PAGES / name).read_text("utf-8")
    assert "http://127.0.0.1:8000/widget.js" in html
    host.pages[name] = (html.replace("http://127.0.0.1:8000", server.url), {})
    page = context.new_page()
    page.goto(f"{host.url}/{name}")
    return page


@pytest.mark.parametrize("name", ["reset.html", "layers.html", "legacy.html"])
@pytest.mark.parametrize("kind", ["context", "phone"])
def test_it_works_on(name: str, kind: str, request: pytest.FixtureRequest, host: HostPages, server: StandIn) -> None:
    context: BrowserContext = request.getfixturevalue(kind)
    faults: list[str] = []
    context.on("weberror", lambda error: faults.append(str(error.error)))
    page = go(context, host, server, name)
    bubble = page.locator("tiepnhan-chat .bubble")
    box = bubble.bounding_box()
    view = page.viewport_size
    assert box is not None
    assert view is not None
    assert (box["width"], box["height"]) == (60, 60)
    assert (round(view["width"] - box["x"] - 60), round(view["height"] - box["y"] - 60)) == (16, 16)
    top = page.evaluate("([x, y]) => document.elementFromPoint(x, y).tagName", [box["x"] + 30, box["y"] + 30])
    assert top == "TIEPNHAN-CHAT"
    opened(page)
    attach(page, file())
    write(page, "trang này khó quá")
    expect(mine(page).get_by_text("Đã gửi")).to_have_count(1)
    expect(mine(page).locator(".pic img")).to_be_visible()
    server.desk.say(server.desk.only, "Dạ, em nghe ạ.", buttons=("Đúng rồi",))
    expect(page.get_by_role("button", name="Đúng rồi")).to_be_visible()
    assert mine(page).locator(".text").evaluate(LOOKS) == ["block", "16px", "24px", "normal", "none", "rgb(255, 255, 255)", "none"]
    panel = page.locator("tiepnhan-chat .panel").bounding_box()
    assert panel is not None
    assert panel["x"] >= 0
    assert panel["x"] + panel["width"] <= view["width"]
    page.keyboard.press("Escape")
    expect(bubble).to_be_focused()
    assert faults == []


def test_the_page_keeps_its_own_looks_and_keys(context: BrowserContext, host: HostPages, server: StandIn) -> None:
    page = go(context, host, server, "legacy.html")
    opened(page)
    expect(page.locator("body > .panel")).to_be_hidden()
    assert page.evaluate("[window.h, window.api, window.app]") == ["của trang"] * 3
    write(page, "chào em")
    assert page.evaluate("window.pageKeys || 0") >= 0
    assert page.evaluate("document.querySelectorAll('style, link').length") == 1
