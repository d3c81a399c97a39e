"""Messages and pictures go out once and in order, whatever the line and the server do."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, expect

from bot.server.integrity import WIDGET
from tests.widget.acting import attach, file, mine, opened, picture, theirs, write
from tests.widget.conftest import Visit
from tests.widget.standin import Fault, HostPages, StandIn

SENT = "Đã gửi"


def test_a_message_is_sent_and_answered(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    page = visit(context)
    opened(page)
    expect(theirs(page).first).to_contain_text("Em là trợ lý tự động của Sao Mai")
    write(page, "rút 5tr chưa về")
    expect(mine(page)).to_have_count(1)
    expect(mine(page).locator(".meta")).to_contain_text(SENT)
    server.desk.say(server.desk.only, "Anh/chị cho em xin tên tài khoản ạ.")
    expect(theirs(page).last).to_contain_text("tên tài khoản")
    assert server.desk.texts_of_customer() == ["rút 5tr chưa về"]


def test_no_session_before_the_first_word(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    page = visit(context)
    opened(page)
    expect(theirs(page).first).to_be_visible()
    assert [path for _, path, _ in server.desk.log if "/session" in path] == []


def test_two_pictures_go_with_their_message(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    page = visit(context)
    opened(page)
    attach(page, file("một.png"), file("hai.png"))
    expect(page.locator("tiepnhan-chat .staged li")).to_have_count(2)
    write(page, "ảnh đây ạ")
    expect(mine(page).locator(".pic img")).to_have_count(2)
    expect(mine(page).locator(".meta")).to_contain_text(SENT)
    (message,) = server.desk.only.messages
    assert [e["name"] for e in message["evidence"]] == ["một.png", "hai.png"]


def test_pictures_by_paste_and_drop(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    page = visit(context)
    opened(page)
    carry = """(name) => { const t = new DataTransfer(); t.items.add(new File([new Uint8Array([1, 2, 3])], name, {type: "application/pdf"})); return t; }"""
    for kind, where, name in (("paste", "textarea", "dán.pdf"), ("drop", ".panel", "thả.pdf")):
        page.evaluate(
            f"""() => {{ const data = ({carry})("{name}"), root = document.querySelector("tiepnhan-chat").shadowRoot;
            const event = "{kind}" === "paste" ? new ClipboardEvent("paste", {{clipboardData: data, bubbles: true, cancelable: true}})
              : new DragEvent("drop", {{dataTransfer: data, bubbles: true, cancelable: true}});
            root.querySelector("{where}").dispatchEvent(event); }}"""
        )
    expect(page.locator("tiepnhan-chat .staged li")).to_have_count(2)
    page.locator("tiepnhan-chat .send").click()
    expect(mine(page).locator(".chip")).to_have_count(2)
    assert [e["name"] for e in server.desk.only.messages[0]["evidence"]] == ["dán.pdf", "thả.pdf"]


def test_a_staged_picture_can_be_taken_back(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    page = visit(context)
    opened(page)
    attach(page, file("một.png"), file("hai.png"))
    page.get_by_role("button", name="Bỏ một.png").click()
    write(page, "")
    expect(mine(page).locator(".meta")).to_contain_text(SENT)
    assert [e["name"] for e in server.desk.only.messages[0]["evidence"]] == ["hai.png"]


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([file("virus.exe", b"MZ", "application/x-msdownload")], "Chưa nhận được loại tệp của virus.exe"),
        ([file("to.png", b"x" * 200_001)], "to.png quá lớn, mỗi tệp tối đa 0 MB"),
        ([file(f"{n}.png", b"x") for n in range(4)], "Mỗi lần gửi tối đa 3 tệp"),
        ([file("rong.png", b"")], "rong.png không có nội dung"),
    ],
)
def test_what_cannot_be_taken_is_said_before_sending(context: BrowserContext, visit: Visit, server: StandIn, files: list[object], words: str) -> None:
    server.desk.config = {"limits": {"text": 4000, "pictures": 3, "picture_bytes": 200_000, "accepts": ["image/png"]}}
    page = visit(context)
    opened(page)
    expect(theirs(page).first).to_be_visible()
    attach(page, *files)
    expect(page.get_by_role("alert")).to_contain_text(words)


def test_a_picture_without_a_type_is_known_by_its_ending(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    page = visit(context)
    opened(page)
    expect(theirs(page).first).to_be_visible()
    attach(page, file("IMG_0001.HEIC", b"heic", ""))
    expect(page.locator("tiepnhan-chat .staged li")).to_have_count(1)


FAULTS = {
    "a busy server": Fault("POST", "/api/chat/messages", 503, times=2),
    "a server's fault": Fault("POST", "/api/chat/messages", 500),
    "too many, wait a second": Fault("POST", "/api/chat/messages", 429, code="too_many", retry_after=1),
    "a line that is cut before": Fault("POST", "/api/chat/messages", "drop"),
    "an answer that is lost": Fault("POST", "/api/chat/messages", "lose"),
    "an upload that is cut": Fault("POST", "/api/chat/evidence", "drop"),
    "an upload whose answer is lost": Fault("POST", "/api/chat/evidence", "lose"),
    "a session that is cut": Fault("POST", "/api/chat/session", "drop"),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_one_message_whatever_fails(context: BrowserContext, visit: Visit, server: StandIn, fault: Fault) -> None:
    fault = Fault(fault.method, fault.path, fault.how, fault.times, code=fault.code, retry_after=fault.retry_after)
    page = visit(context)
    opened(page)
    server.desk.faults = [fault]
    attach(page, file())
    write(page, "một")
    write(page, "hai")
    expect(mine(page).get_by_text(SENT)).to_have_count(2, timeout=15_000)
    assert fault.times == 0
    assert server.desk.texts_of_customer() == ["một", "hai"]
    assert len(server.desk.only.messages[0]["evidence"]) == 1
    assert len(server.desk.only.evidence) == 1
    expect(mine(page)).to_have_count(2)


def test_a_message_refused_for_good_says_why_and_can_be_sent_again(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    page = visit(context)
    opened(page)
    server.desk.faults = [Fault("POST", "/api/chat/evidence", 422, code="unreadable")]
    attach(page, file())
    write(page, "ảnh đây")
    expect(page.locator("tiepnhan-chat .failed")).to_contain_text("Ảnh này không đọc được")
    write(page, "câu sau vẫn đi")
    expect(mine(page).get_by_text(SENT)).to_have_count(1)
    page.get_by_role("button", name="Gửi lại").click()
    expect(mine(page).get_by_text(SENT)).to_have_count(2)
    assert server.desk.texts_of_customer() == ["câu sau vẫn đi", "ảnh đây"]


def test_a_failed_message_can_be_discarded(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    page = visit(context)
    opened(page)
    server.desk.faults = [Fault("POST", "/api/chat/messages", 413, code="too_big")]
    write(page, "thôi")
    page.get_by_role("button", name="Bỏ tin này").click()
    expect(mine(page)).to_have_count(0)
    page.reload()
    expect(page.locator("tiepnhan-chat .panel")).to_be_visible()
    expect(mine(page)).to_have_count(0)


def test_marked_as_failed_after_some_tries_and_sent_when_it_can_be(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    page = visit(context)
    opened(page)
    write(page, "chào em")
    expect(mine(page).get_by_text(SENT)).to_have_count(1)
    page.clock.install()
    fault = Fault("POST", "/api/chat/messages", 503, times=99)
    server.desk.faults = [fault]
    write(page, "có ai không")
    for _ in range(8):
        page.clock.run_for(5_000)
    expect(page.locator("tiepnhan-chat .failed")).to_contain_text("Chưa gửi được")
    fault.times = 0
    page.get_by_role("button", name="Gửi lại").click()
    expect(mine(page).get_by_text(SENT)).to_have_count(2)
    assert server.desk.texts_of_customer() == ["chào em", "có ai không"]


def test_offline_is_said_and_kept(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    page = visit(context)
    opened(page)
    write(page, "trước")
    expect(mine(page).get_by_text(SENT)).to_have_count(1)
    context.set_offline(True)
    attach(page, file())
    write(page, "lúc mất mạng")
    expect(mine(page).last).to_contain_text("Mất kết nối")
    expect(page.locator("tiepnhan-chat header")).to_contain_text("Đang mất kết nối")
    context.set_offline(False)
    expect(mine(page).get_by_text(SENT)).to_have_count(2)
    assert server.desk.texts_of_customer() == ["trước", "lúc mất mạng"]


def test_a_reload_while_the_server_is_down_loses_nothing(context: BrowserContext, visit: Visit, server: StandIn, host: HostPages) -> None:
    # the script comes from the host's own site, so that the page can load it while the server is away
    host.files["widget.js"] = (WIDGET.read_text("utf-8"), "text/javascript")
    host.pages["own"] = (
        f'<!doctype html><html lang="vi"><body><script async src="/widget.js" data-site="saomai" data-server="{server.url}"></script></body></html>',
        {},
    )
    page = context.new_page()
    page.goto(f"{host.url}/own")
    opened(page)
    write(page, "trước khi mất")
    expect(mine(page).get_by_text(SENT)).to_have_count(1)
    server.stop()
    attach(page, file("giữ.png", picture("GIU LAI")))
    write(page, "gửi lúc máy chủ tắt")
    write(page, "và câu nữa")
    expect(mine(page)).to_have_count(3)
    page.reload()
    expect(mine(page)).to_have_count(2)  # what has not been acknowledged is still here; the rest is the server's
    expect(mine(page).first.locator(".pic img")).to_have_count(1)
    server.start()
    expect(mine(page).get_by_text(SENT)).to_have_count(3, timeout=20_000)
    assert server.desk.texts_of_customer() == ["trước khi mất", "gửi lúc máy chủ tắt", "và câu nữa"]
    assert [len(m["evidence"]) for m in server.desk.only.messages] == [0, 1, 0]
    page.reload()
    expect(mine(page)).to_have_count(3)


def test_a_button_is_pressed_once(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    page = visit(context)
    opened(page)
    write(page, "chào em")
    expect(mine(page).get_by_text(SENT)).to_have_count(1)
    asked = server.desk.say(server.desk.only, "Đúng chưa ạ?", buttons=("Đúng rồi", "Cần sửa"))
    page.get_by_role("button", name="Đúng rồi").click()
    expect(mine(page).last).to_contain_text("Đúng rồi")
    expect(page.locator("tiepnhan-chat .choice")).to_have_count(0)
    expect(mine(page).get_by_text(SENT)).to_have_count(2)
    assert [b["pressed"] for b in asked["buttons"]] == [True, False]
    page.reload()
    expect(mine(page)).to_have_count(2)
    expect(page.locator("tiepnhan-chat .choice")).to_have_count(0)


def test_typing_is_told_at_most_every_two_seconds(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    page = visit(context)
    opened(page)
    write(page, "chào em")
    expect(mine(page).get_by_text(SENT)).to_have_count(1)
    page.clock.install()
    area = page.locator("tiepnhan-chat textarea")
    for second in range(5):
        area.press_sequentially("rút tiền")
        page.clock.run_for(1000)
        assert len(server.desk.only.typing) <= second // 2 + 2
    page.wait_for_timeout(100)
    assert 2 <= len(server.desk.only.typing) <= 4


def test_a_secret_is_shown_as_the_server_masked_it(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    page = visit(context)
    opened(page)
    write(page, "mật khẩu abc123")
    expect(mine(page)).to_contain_text("mật khẩu ••••••")
    expect(mine(page)).to_contain_text("Thông tin mật đã được che")
    expect(mine(page)).not_to_contain_text("abc123")


def test_the_greeting_stays_above_what_it_began(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    page = visit(context)
    opened(page)
    write(page, "chào em")
    expect(mine(page).get_by_text(SENT)).to_have_count(1)
    expect(page.locator("tiepnhan-chat .m").first).to_contain_text("Em là trợ lý tự động của Sao Mai")
    page.reload()
    expect(mine(page)).to_have_count(1)
    expect(theirs(page)).to_have_count(0)  # what the server has said is all there is


def test_an_identity_that_is_not_believed_stops_nobody(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    page = visit(context)
    opened(page)
    server.desk.faults = [Fault("POST", "/api/chat/session", 401, code="identity_invalid")]
    page.evaluate("() => { window.tiepnhan.identify('a.b.c'); }")
    write(page, "chào em")
    expect(mine(page).get_by_text(SENT)).to_have_count(1)
    assert server.desk.only.identity is None


def test_the_script_twice_on_a_page_is_one_chat(context: BrowserContext, visit: Visit, server: StandIn) -> None:
    faults: list[str] = []
    context.on("weberror", lambda error: faults.append(str(error.error)))
    page = visit(context, head=f'<script src="{server.url}/widget.js" data-site="saomai"></script>')
    expect(page.locator("tiepnhan-chat .bubble")).to_have_count(1)
    page.wait_for_load_state("networkidle")
    assert page.locator("tiepnhan-chat").count() == 1
    assert faults == []
