"""The widget stands in for a site's live chat while that cannot serve, and steps back when it can."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.widget.acting import mine, opened, write
from tests.widget.conftest import Visit
from tests.widget.live_chats import HIDDEN, SCRIPTS, SHOWN, TELLS_STATUS
from tests.widget.standin import HostPages, StandIn

VENDORS = list(SCRIPTS)


def go(context: BrowserContext, visit: Visit, host: HostPages, vendor: str, *, wait: float = 0.5, more: str = "", loads: bool = True) -> Page:
    """A page with a live chat's stand-in script on it, and the widget as its fallback."""
    host.files["vendor.js"] = (SCRIPTS[vendor], "text/javascript")
    src = "/vendor.js" if loads else "https://cdn.livechatinc.invalid/tracking.js"
    heard = "<script>window.told = []; window.tiepnhan = [['on', 'fallback', (e) => window.told.push(e)]];</script>"
    attributes = f'data-live-chat="{vendor}" data-live-chat-wait="{wait}" data-live-chat-every="0.3" {more}'
    page = visit(context, head=heard + f'<script src="{src}"></script>', attributes=attributes)
    page.locator("tiepnhan-chat").wait_for(state="attached")
    return page


def told(page: Page, reason: str, *, active: bool = True) -> None:
    """Waits until the widget tells the page that it stepped in or back."""
    page.wait_for_function("([r, a]) => window.told.some((e) => e.reason === r && e.active === a)", arg=[reason, active])


def asked(page: Page) -> list[Any]:
    """All calls to the live chat."""
    calls: list[Any] = page.evaluate("window.asked || []")
    return calls


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_live_chat_that_serves_is_left_alone(context: BrowserContext, visit: Visit, host: HostPages, vendor: str) -> None:
    page = go(context, visit, host, vendor, wait=3)
    page.evaluate("() => window.vendor.ready(true)")
    page.wait_for_timeout(3500)
    expect(page.locator("tiepnhan-chat .bubble")).to_be_hidden()
    assert page.evaluate("window.told") == []
    assert HIDDEN[vendor] not in asked(page)


@pytest.mark.parametrize("vendor", VENDORS)
def test_one_that_loads_late_is_stood_in_for_until_then(context: BrowserContext, visit: Visit, host: HostPages, vendor: str) -> None:
    page = go(context, visit, host, vendor)
    told(page, "not_ready")
    expect(page.locator("tiepnhan-chat .bubble")).to_be_visible()
    page.evaluate("() => window.vendor.ready(true)")
    told(page, "not_ready", active=False)
    expect(page.locator("tiepnhan-chat .bubble")).to_be_hidden()
    assert SHOWN[vendor] in asked(page)


def test_one_that_never_loads(context: BrowserContext, visit: Visit, host: HostPages) -> None:
    page = go(context, visit, host, "livechat", loads=False)
    told(page, "not_ready")
    opened(page)
    write(page, "chat kia hỏng rồi")
    expect(mine(page).get_by_text("Đã gửi")).to_have_count(1)


def test_one_whose_script_fails_is_not_waited_for(context: BrowserContext, visit: Visit, host: HostPages) -> None:
    page = go(context, visit, host, "tawk", wait=60, loads=False)
    page.evaluate("() => { const s = document.createElement('script'); s.src = '/embed.tawk.to/missing.js'; document.head.append(s); }")
    told(page, "failed")
    expect(page.locator("tiepnhan-chat .bubble")).to_be_visible()


@pytest.mark.parametrize("vendor", TELLS_STATUS)
def test_one_that_finds_nobody(context: BrowserContext, visit: Visit, host: HostPages, vendor: str) -> None:
    page = go(context, visit, host, vendor, wait=5)
    page.evaluate("() => window.vendor.ready(false)")
    told(page, "nobody_online")
    expect(page.locator("tiepnhan-chat .bubble")).to_be_visible()
    assert HIDDEN[vendor] in asked(page)
    page.evaluate("() => window.vendor.status(true)")
    told(page, "nobody_online", active=False)
    expect(page.locator("tiepnhan-chat .bubble")).to_be_hidden()


@pytest.mark.parametrize("vendor", ["chatwoot", "zendesk", "subiz"])
def test_outside_hours_where_the_vendor_tells_no_status(context: BrowserContext, visit: Visit, host: HostPages, server: StandIn, vendor: str) -> None:
    server.desk.config = {"hours": {"open": False, "words": "Từ 8:00"}}
    page = go(context, visit, host, vendor, wait=5)
    page.evaluate("() => window.vendor.ready()")
    told(page, "outside_hours")
    assert HIDDEN[vendor] in asked(page)
    server.desk.config = {}
    told(page, "outside_hours", active=False)
    assert SHOWN[vendor] in asked(page)


def test_a_queue_longer_than_the_target(context: BrowserContext, visit: Visit, host: HostPages, server: StandIn) -> None:
    server.desk.config = {"queue": {"waiting": 6, "wait_seconds": 900}}
    page = go(context, visit, host, "tawk", wait=5, more='data-live-chat-queue="5"')
    page.evaluate("() => window.vendor.ready(true)")
    told(page, "queue")
    server.desk.config = {"queue": {"waiting": 5, "wait_seconds": 60}}
    told(page, "queue", active=False)


def test_the_sites_own_queue_counts_before_ours(context: BrowserContext, visit: Visit, host: HostPages) -> None:
    page = go(context, visit, host, "custom", wait=5, more='data-live-chat-queue="3"')
    page.evaluate("() => { window.vendor.ready(true); window.vendor.queue(4); }")
    told(page, "queue")


HANDED = {
    "chatwoot": ("setConversationCustomAttributes", lambda call: call[1]["said_before"]),
    "tawk": ("setAttributes", lambda call: call[1]["said-before"]),
    "zendesk": ("messenger:set", lambda call: call[2][0]["value"]),
    "livechat": ("update_session_variables", lambda call: call[1]["said_before"]),
    "custom": ("handOver", lambda call: call[1]["text"]),
}


@pytest.mark.parametrize("vendor", VENDORS)
def test_it_steps_back_in_the_middle_of_a_talk_without_losing_it(context: BrowserContext, visit: Visit, host: HostPages, server: StandIn, vendor: str) -> None:
    page = go(context, visit, host, vendor, more='data-live-chat-field="360001"')
    told(page, "not_ready")
    opened(page)
    write(page, "rút 5tr chưa về")
    expect(mine(page).get_by_text("Đã gửi")).to_have_count(1)
    server.desk.enter(server.desk.only, "waiting", case={"code": "TN-26S65-4TR1C-W", "title": "Rút tiền chậm", "status": "handed_over", "status_title": "Chờ nhân viên"})
    expect(page.locator("tiepnhan-chat .case")).to_contain_text("TN-26S65-4TR1C-W")
    page.evaluate("() => window.vendor.ready(true)")
    notice = page.locator("tiepnhan-chat .notice")
    expect(notice).to_contain_text("Nhân viên tư vấn trực tuyến đã sẵn sàng")
    expect(page.locator("tiepnhan-chat .panel")).to_be_visible()  # nobody is thrown out
    if vendor in HANDED:
        name, text = HANDED[vendor]
        call = next(call for call in asked(page) if call[0] == name)
        assert "Khách: rút 5tr chưa về" in text(call)
    else:
        expect(notice).to_contain_text("TN-26S65-4TR1C-W")
    page.get_by_role("button", name="Sang chat trực tuyến").click()
    expect(page.locator("tiepnhan-chat .panel")).to_be_hidden()


def test_a_closed_talk_with_a_case_stays_within_reach_beside_the_live_chat(context: BrowserContext, visit: Visit, host: HostPages, server: StandIn) -> None:
    page = go(context, visit, host, "tawk")
    told(page, "not_ready")
    opened(page)
    write(page, "rút 5tr chưa về")
    expect(mine(page).get_by_text("Đã gửi")).to_have_count(1)
    server.desk.enter(server.desk.only, "waiting")
    page.wait_for_timeout(200)
    page.keyboard.press("Escape")
    low = page.locator("tiepnhan-chat .bubble").bounding_box()
    page.evaluate("() => window.vendor.ready(true)")
    told(page, "not_ready", active=False)
    high = page.locator("tiepnhan-chat .bubble").bounding_box()
    assert low is not None
    assert high is not None
    assert high["y"] == low["y"] - 76
