"""The script as a file: small, own code only, no text as code, both languages whole."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re

import pytest
from playwright.sync_api import BrowserContext, expect

from bot.server.integrity import STATIC, WIDGET, integrity_of
from tests.widget.acting import attach, file, mine, opened, write
from tests.widget.conftest import Visit
from tests.widget.standin import HostPages, StandIn

SOURCE = WIDGET.read_text("utf-8")
MOST_BYTES = 25_000


def test_small_enough_for_a_cheap_phone() -> None:
    assert len(gzip.compress(SOURCE.encode(), 9)) < MOST_BYTES


@pytest.mark.parametrize("name", ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "DOMParser", "srcdoc", "import(", "document.cookie"])
@pytest.mark.parametrize("file", ["widget.js", "host.js"])
def test_text_never_becomes_code(name: str, file: str) -> None:
    assert name not in (STATIC / file).read_text("utf-8")


def test_no_token_in_an_address() -> None:
    addresses = re.findall(r"[`\"](/api/[^`\"]*)", SOURCE)
    assert addresses
    assert not [address for address in addresses if re.search(r"token|\.jwt|identity", address)]


def test_it_speaks_to_its_own_server_only() -> None:
    calls = re.findall(r"(?:fetch\(|\.open\(\"POST\", |sendBeacon\(|WebSocket\()(\w+)", SOURCE)
    assert set(calls) == {"SERVER"}
    assert len(calls) >= 4


def test_money_and_care_need_no_emoji() -> None:
    assert not re.search("[\U0001f000-\U0001faff\u2600-\u27bf]", SOURCE)


def test_both_languages_say_everything() -> None:
    block = SOURCE.split("const TEXTS = {")[1].split("\n};")[0]
    halves = block.split("\n  en: {")
    keys = [set(re.findall(r"(?:^|[ ,{])(\w+): (?=\")", half)) for half in halves]
    assert keys[0] - {"vi"} == keys[1]
    used = set(re.findall(r"\bt\(\"(\w+)\"", SOURCE)) | set(re.findall(r"name\(this\.\w+, \"(\w+)\"\)", SOURCE))
    assert used <= keys[1]


def test_integrity_is_the_hash_of_the_file() -> None:
    digest = hashlib.sha384(WIDGET.read_bytes()).digest()
    assert integrity_of() == f"sha384-{base64.b64encode(digest).decode()}"


def test_a_browser_takes_the_script_with_its_hash_and_no_other(context: BrowserContext, visit: Visit) -> None:
    page = visit(context, attributes=f'integrity="{integrity_of()}" crossorigin="anonymous"')
    expect(page.locator("tiepnhan-chat .bubble")).to_be_visible()
    wrong = "sha384-" + base64.b64encode(bytes(48)).decode()
    page = visit(context, attributes=f'integrity="{wrong}" crossorigin="anonymous"')
    page.wait_for_load_state("networkidle")
    assert page.locator("tiepnhan-chat").count() == 0


STRICT = "default-src 'none'; script-src {server}; connect-src {server}; img-src blob:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"


def test_a_strict_policy_is_kept(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    broken: list[str] = []
    context.on("console", lambda message: broken.append(message.text) if message.type == "error" else None)
    page = visit(context, headers={"Content-Security-Policy": STRICT.format(server=server.url)})
    opened(page)
    attach(page, file())
    write(page, "có ảnh")
    expect(mine(page).locator(".pic img")).to_have_js_property("naturalWidth", 540)
    expect(mine(page).get_by_text("Đã gửi")).to_have_count(1)
    page.reload()
    expect(mine(page).locator(".pic img")).to_have_js_property("naturalWidth", 540)
    assert page.locator("tiepnhan-chat .panel").evaluate("el => getComputedStyle(el).display") == "flex"
    assert [text for text in broken if "favicon" not in text] == []


def test_nothing_is_asked_for_and_nothing_moves_before_it_is_opened(context: BrowserContext, visit: Visit, server: StandIn, host: HostPages) -> None:
    watch = """<script>window.shift = 0; window.tasks = [];
      new PerformanceObserver((l) => { for (const e of l.getEntries()) window.shift += e.value; }).observe({type: "layout-shift", buffered: true});</script>"""
    page = visit(context, head=watch, body="<h1>Sao Mai</h1><p>Nội dung trang.</p>" * 20)
    expect(page.locator("tiepnhan-chat .bubble")).to_be_visible()
    before = page.locator("h1").first.bounding_box()
    page.wait_for_load_state("networkidle")
    assert [url for _, url, _ in server.desk.log] == []
    page.locator("tiepnhan-chat .bubble").click()
    expect(page.locator("tiepnhan-chat .m").first).to_be_visible()
    assert page.evaluate("window.shift") == 0
    assert page.locator("h1").first.bounding_box() == before


def test_the_pages_api(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    queue = "<script>window.tiepnhan = [['on', 'ready', () => { window.told = ['ready']; }], ['on', 'open', () => window.told.push('open')]];</script>"
    page = visit(context, head=queue)
    page.wait_for_function("() => window.told")
    page.evaluate("""() => { const t = window.tiepnhan;
      for (const name of ["close", "message", "sent", "unread"]) t.on(name, (d) => window.told.push(name)); t.open(); }""")
    page.locator("tiepnhan-chat textarea").fill("xin chào")
    page.locator("tiepnhan-chat .send").click()
    expect(page.get_by_text("Đã gửi")).to_have_count(1)
    page.evaluate("() => window.tiepnhan.toggle()")
    server.desk.say(server.desk.only, "dạ")
    page.wait_for_function("() => window.told.includes('unread') && window.told.at(-1) !== 'x' && window.told.filter((n) => n === 'message').length >= 1")
    assert page.evaluate("window.told.slice(0, 2)") == ["ready", "open"]
    assert {"close", "sent"} <= set(page.evaluate("window.told"))
    page.evaluate("() => window.tiepnhan.identify('aaa.bbb.ccc')")
    assert server.desk.only.identity == "aaa.bbb.ccc"
    page.evaluate("() => window.tiepnhan.destroy()")
    assert page.locator("tiepnhan-chat").count() == 0
    assert json.dumps(page.evaluate("Object.keys(window.tiepnhan)"))


def test_a_theme_of_the_page_and_of_the_server(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    page = visit(context, head="<style>tiepnhan-chat{--tn-accent:#5b2a86;--tn-right:40px;--tn-bottom:50px}</style>")
    box = page.locator("tiepnhan-chat .bubble").bounding_box()
    assert box is not None
    assert (round(1280 - box["x"] - box["width"]), round(800 - box["y"] - box["height"])) == (40, 50)
    assert page.locator("tiepnhan-chat .bubble").evaluate("el => getComputedStyle(el).backgroundColor") == "rgb(91, 42, 134)"
    server.desk.config = {"theme": {"accent": "#ffd200", "accent_text": "#000000"}}
    page = visit(context)
    page.locator("tiepnhan-chat .bubble").click()
    header = page.locator("tiepnhan-chat header")
    expect(header).to_have_css("background-color", "rgb(255, 210, 0)")
    expect(header).to_have_css("color", "rgb(0, 0, 0)")
