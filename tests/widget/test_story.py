"""The widget against the real server: the whole story, what goes wrong in the middle of it, and who may not take part."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot.server.integrity import WIDGET
from tests.widget.acting import attach, file, mine, opened, picture, theirs, write
from tests.widget.conftest import page_html
from tests.widget.serving import Agent, Serving
from tests.widget.standin import HostPages

SENT = "Đã gửi"
LONG = 30_000
"""Milliseconds; the machine may be busy."""
COMPLAINT = "tk hoangnam88 rút 5tr từ 8h tối qua chưa về"


@pytest.fixture(scope="module")
def site() -> Iterator[HostPages]:
    """A site of another origin that may hold the widget."""
    with HostPages() as pages:
        yield pages


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, site: HostPages) -> Iterator[Serving]:
    """The real server, once for this file."""
    server = Serving(tmp_path_factory.mktemp("served"), ORIGINS=site.url)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def agent(browser: Browser, real: Serving) -> Agent:
    """Lan, who works at the desk."""
    return Agent(browser, real)


def visit(context: BrowserContext, real: Serving, site: HostPages, **more: str) -> Page:
    """A page of the site, with the widget of the real server."""
    site.pages[""] = (page_html(f"{real.url}/widget.js", **more).replace('data-site="saomai"', 'data-site="main"'), {})
    page = context.new_page()
    page.goto(site.url)
    return page


def code_of(page: Page) -> str:
    """The support code that the panel shows."""
    shown = page.locator("tiepnhan-chat .case b")
    expect(shown).to_have_text(re.compile(r"^TN-"), timeout=LONG)
    return shown.inner_text()


def test_from_the_first_message_with_two_pictures_to_the_rating(phone: BrowserContext, real: Serving, site: HostPages, agent: Agent) -> None:
    page = visit(phone, real, site)
    opened(page)
    expect(theirs(page).first).to_contain_text("trợ lý tự động", timeout=LONG)
    attach(page, file("lenh-rut.png"), file("lich-su.png", picture("21/11/2026 20:00", (900, 600))))
    write(page, COMPLAINT)
    expect(mine(page).get_by_text(SENT)).to_have_count(1, timeout=LONG)
    expect(mine(page).locator(".pic img")).to_have_count(2)
    expect(page.get_by_role("button", name="Đúng rồi")).to_be_visible(timeout=LONG)
    summary = theirs(page).last
    for words in ("hoangnam88", "5.000.000đ", "Rút tiền chậm"):
        expect(summary).to_contain_text(words)
    code = code_of(page)

    # the line goes, and comes back
    phone.set_offline(True)
    page.get_by_role("button", name="Cần sửa").click()
    expect(mine(page).last).to_contain_text("Mất kết nối")
    phone.set_offline(False)
    expect(page.get_by_role("button", name=re.compile("Số tiền"))).to_be_visible(timeout=LONG)
    page.get_by_role("button", name=re.compile("Số tiền")).click()
    expect(mine(page).get_by_text(SENT)).to_have_count(3, timeout=LONG)
    page.wait_for_timeout(1500)

    # the server is killed with a message on its way, and the page is loaded anew
    real.stop(kill=True)
    write(page, "5tr5")
    expect(mine(page)).to_have_count(4)
    real.start()
    page.reload()
    opened(page)  # on a phone the panel is not in the way of a page that was just loaded
    expect(page.get_by_role("button", name="Đúng rồi")).to_be_visible(timeout=LONG)
    expect(theirs(page).last).to_contain_text("5.500.000đ")
    assert mine(page).locator(".text").all_inner_texts() == [COMPLAINT, "Cần sửa", mine(page).locator(".text").nth(2).inner_text(), "5tr5"]
    expect(mine(page).first.locator(".pic img")).to_have_count(2)
    page.get_by_role("button", name="Đúng rồi").click()
    expect(theirs(page).last).to_contain_text(re.compile("dự kiến trả lời"), timeout=LONG)
    assert code_of(page) == code

    # an agent takes the case, answers and resolves it
    agent.goes_to(code)
    agent.takes()
    expect(page.locator("tiepnhan-chat header")).to_contain_text("Lan, nhân viên", timeout=LONG)
    agent.replies("Em là Lan, lệnh rút của mình đã được chuyển rồi ạ.")
    expect(theirs(page).last).to_contain_text("lệnh rút của mình đã được chuyển", timeout=LONG)
    expect(theirs(page).last).to_contain_text("Lan, nhân viên")
    write(page, "có tiền rồi, cảm ơn em")
    expect(mine(page).get_by_text(SENT)).to_have_count(6, timeout=LONG)
    agent.goes_to(code)
    agent.resolves()
    solved = page.locator("tiepnhan-chat .choice").first
    expect(solved).to_be_visible(timeout=LONG)
    expect(theirs(page).last).to_contain_text("xử lý")
    solved.click()
    expect(page.get_by_role("button", name="Rất hài lòng")).to_be_visible(timeout=LONG)
    page.get_by_role("button", name="Rất hài lòng").click()
    expect(theirs(page).last).to_contain_text(re.compile("cảm ơn", re.IGNORECASE), timeout=LONG)
    expect(page.locator("tiepnhan-chat .choice")).to_have_count(0)
    seqs = page.evaluate("() => [...document.querySelector('tiepnhan-chat').shadowRoot.querySelectorAll('.m')].map((m) => m.seq).filter(Boolean)")
    assert seqs == sorted(set(seqs))


def test_two_tabs_and_one_conversation(context: BrowserContext, real: Serving, site: HostPages) -> None:
    one, two = visit(context, real, site), visit(context, real, site)
    opened(one)
    opened(two)
    write(one, "acc lanphuong_84 bi khoa tu 7h sang nay")
    for page in (one, two):
        expect(mine(page).get_by_text(SENT)).to_have_count(1, timeout=LONG)
        expect(page.get_by_role("button", name="Đúng rồi")).to_be_visible(timeout=LONG)
    two.get_by_role("button", name="Đúng rồi").click()
    for page in (one, two):
        expect(mine(page).get_by_text(SENT)).to_have_count(2, timeout=LONG)
        expect(page.locator("tiepnhan-chat .choice")).to_have_count(0, timeout=LONG)
    assert theirs(one).locator(".text").all_inner_texts() == theirs(two).locator(".text").all_inner_texts()
    assert code_of(one) == code_of(two)


def test_the_next_day_it_goes_on(context: BrowserContext, real: Serving, site: HostPages) -> None:
    page = visit(context, real, site)
    opened(page)
    write(page, "mk abc123 của em")
    expect(theirs(page).last).to_contain_text(re.compile("mật khẩu", re.IGNORECASE), timeout=LONG)
    expect(mine(page).last).not_to_contain_text("abc123")  # a secret is dotted before it is kept, here too
    state = context.storage_state(indexed_db=True)
    assert "abc123" not in str(state)
    page.close()
    page = visit(context, real, site)
    expect(mine(page)).to_have_count(1, timeout=LONG)
    expect(mine(page).last).not_to_contain_text("abc123")


def test_a_site_that_is_not_on_the_list_gets_nothing(context: BrowserContext, real: Serving, site: HostPages) -> None:
    page = visit(context, real, site)
    opened(page)
    write(page, "chuyện riêng")
    expect(mine(page).get_by_text(SENT)).to_have_count(1, timeout=LONG)
    token = page.evaluate("() => JSON.parse(Object.entries(localStorage).find(([k]) => k.endsWith(':me'))[1]).token")
    with HostPages() as stranger:
        stranger.pages[""] = (page_html(f"{real.url}/widget.js"), {})
        other = context.new_page()
        other.goto(stranger.url)
        expect(opened(other)).to_contain_text("Chưa kết nối được với máy chủ hỗ trợ.", timeout=LONG)
        read = other.evaluate(
            "([url, token]) => fetch(`${url}/api/chat/messages`, {headers: {Authorization: `Bearer ${token}`}}).then((a) => a.text(), () => 'kept out')",
            [real.url, token],
        )
        assert read == "kept out"


def clean(page: Page) -> None:
    """axe-core finds nothing on the whole page."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_our_own_pages(phone: BrowserContext, real: Serving) -> None:
    page = phone.new_page()
    broken: list[str] = []
    page.on("console", lambda message: broken.append(message.text) if message.type == "error" else None)
    page.goto(f"{real.url}/chat")
    area = page.locator("tiepnhan-chat textarea")
    expect(area).to_be_visible()
    box = page.locator("tiepnhan-chat .panel").bounding_box()
    assert box is not None
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 360, 740)
    expect(theirs(page).first).to_be_visible(timeout=LONG)
    clean(page)
    write(page, "cho mình gặp người thật")
    expect(mine(page).get_by_text(SENT)).to_have_count(1, timeout=LONG)
    expect(theirs(page).last).to_contain_text("nhân viên", timeout=LONG)
    code_of(page)
    page.goto(f"{real.url}/?lang=en")
    page.get_by_role("button", name="Open the chat").click()
    expect(page.locator("tiepnhan-chat .panel")).to_be_visible()
    page.keyboard.press("Escape")
    clean(page)
    assert [text for text in broken if "favicon" not in text] == []


def test_without_javascript_the_form_opens_the_same_case(browser: Browser, real: Serving) -> None:
    context = browser.new_context(java_script_enabled=False, locale="vi-VN")
    page = context.new_page()
    page.goto(f"{real.url}/chat")
    page.get_by_role("link", name=re.compile("biểu mẫu")).click()
    page.locator("textarea").first.fill(COMPLAINT)
    page.locator("input[type=file]").first.set_input_files([file()])
    page.locator("form button").first.click()
    expect(page.locator("body")).to_contain_text(re.compile(r"TN-[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z]"))
    context.close()


def test_over_slow_3g(phone: BrowserContext, real: Serving, site: HostPages) -> None:
    page = visit(phone, real, site)
    opened(page)
    expect(theirs(page).first).to_be_visible(timeout=LONG)
    session = phone.new_cdp_session(page)
    session.send("Network.enable")
    slow = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
    session.send("Network.emulateNetworkConditions", slow)
    attach(page, file("lon.png", noisy()))
    write(page, "nạp 1tr lúc 6h chiều qua chưa vào, tk manhha_qn")
    expect(page.get_by_role("progressbar")).to_be_visible(timeout=LONG)
    expect(mine(page).get_by_text(SENT)).to_have_count(1, timeout=LONG)
    expect(page.get_by_role("button", name="Đúng rồi")).to_be_visible(timeout=LONG)
    expect(mine(page).locator(".pic img")).to_have_count(1)


def noisy() -> bytes:
    """A picture of some 300 kB that cannot be packed."""
    out = io.BytesIO()
    Image.effect_noise((720, 720), 90).save(out, "PNG")
    return out.getvalue()


def test_the_script_is_named_by_its_hash(real: Serving, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(real.url)
    src = page.locator("script[data-site]").get_attribute("src")
    assert src is not None
    answer = context.request.get(f"{real.url}{src}")
    assert "immutable" in answer.headers["cache-control"]
    assert answer.body() == WIDGET.read_bytes()
