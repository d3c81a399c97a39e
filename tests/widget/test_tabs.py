"""Two tabs of one visitor share one conversation; nothing is sent or shown twice."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, expect

from tests.widget.acting import attach, file, mine, opened, theirs, write
from tests.widget.conftest import Visit
from tests.widget.standin import Fault, StandIn

SENT = "Đã gửi"


def test_both_tabs_show_what_either_says(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    one, two = visit(context), visit(context)
    opened(one)
    opened(two)
    write(one, "từ thẻ một")
    write(two, "từ thẻ hai")
    for page in (one, two):
        expect(mine(page).get_by_text(SENT)).to_have_count(2)
    server.desk.say(server.desk.only, "trả lời")
    for page in (one, two):
        expect(theirs(page).get_by_text("trả lời")).to_have_count(1)
        assert mine(page).count() == 2
    assert sorted(server.desk.texts_of_customer()) == ["từ thẻ hai", "từ thẻ một"]


def test_what_waits_is_sent_once_however_many_tabs_see_it(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    one, two = visit(context), visit(context)
    opened(one)
    opened(two)
    write(one, "đầu")
    expect(mine(two).get_by_text(SENT)).to_have_count(1)
    fault = Fault("POST", "/api/chat/", 503, times=10_000)
    server.desk.faults = [fault]
    attach(one, file())
    write(one, "chờ gửi")
    expect(mine(two)).to_have_count(2)
    fault.times = 0
    for page in (one, two):
        expect(mine(page).get_by_text(SENT)).to_have_count(2, timeout=20_000)
        assert mine(page).count() == 2
    assert server.desk.texts_of_customer() == ["đầu", "chờ gửi"]
    assert len(server.desk.only.evidence) == 1


def test_what_is_read_in_one_tab_is_read_in_both(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    one, two = visit(context), visit(context)
    opened(one)
    write(one, "chào em")
    expect(mine(one).get_by_text(SENT)).to_have_count(1)
    one.keyboard.press("Escape")
    server.desk.say(server.desk.only, "dạ")
    expect(one.locator("tiepnhan-chat .badge")).to_have_text("1")
    expect(two.locator("tiepnhan-chat .badge")).to_have_text("1")
    two.bring_to_front()
    opened(two)
    expect(theirs(two).get_by_text("dạ", exact=True)).to_be_visible()
    expect(one.locator("tiepnhan-chat .badge")).to_be_hidden()


def test_a_log_out_erases_what_the_browser_knows(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    page = visit(context)
    opened(page)
    write(page, "bí mật")
    expect(mine(page).get_by_text(SENT)).to_have_count(1)
    page.evaluate("() => window.tiepnhan.forget()")
    expect(mine(page)).to_have_count(0)
    assert "token" not in page.evaluate("() => JSON.stringify(localStorage)")
    write(page, "người khác")
    expect(mine(page).get_by_text(SENT)).to_have_count(1)
    assert len(server.desk.conversations) == 2


def test_a_button_pressed_in_one_tab_is_gone_in_both(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    one, two = visit(context), visit(context)
    opened(one)
    opened(two)
    write(one, "chào em")
    expect(mine(two).get_by_text(SENT)).to_have_count(1)
    server.desk.say(server.desk.only, "Đúng chưa ạ?", buttons=("Đúng rồi", "Cần sửa"))
    expect(one.locator("tiepnhan-chat .choice")).to_have_count(2)
    two.get_by_role("button", name="Đúng rồi").click()
    server.desk.say(server.desk.only, "Dạ.")
    for page in (one, two):
        expect(theirs(page).get_by_text("Dạ.", exact=True)).to_be_visible()
        expect(mine(page).get_by_text(SENT)).to_have_count(2)
        expect(page.locator("tiepnhan-chat .choice")).to_have_count(0)
        page.wait_for_timeout(300)  # nor do they come back once the outbox is empty
        expect(page.locator("tiepnhan-chat .choice")).to_have_count(0)
