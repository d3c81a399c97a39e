"""Takes pictures of the widget's states for people to look at: `python -m tests.widget.screens FOLDER`; it checks nothing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.widget.acting import attach, file, mine, opened, picture, write
from tests.widget.conftest import ARGS, CHROMIUM, DESKTOP, PHONE, page_html
from tests.widget.standin import Fault, HostPages, StandIn

BODY = """<h1>Sao Mai</h1><p>Trang chủ của một nền tảng giải trí. Nội dung trang vẫn đọc được khi khung chat thu nhỏ.</p>
<p>Giờ hỗ trợ: cả ngày. Hotline chỉ có trên trang chính thức.</p>"""
HEAD = "<style>body{font:16px/1.5 system-ui;margin:24px;max-width:60ch}@media(prefers-color-scheme:dark){body{background:#0b0f10;color:#ddd}}</style>"
SUMMARY = """Không sao, em ghi là đã có 2 ảnh. Em ghi nhận như sau, anh/chị xem đã đúng chưa ạ?
• Rút tiền chậm
• Thời gian đặt lệnh rút: 20:00 ngày 21/11/2026
• Tên tài khoản: hoangnam88
• Số tiền rút: 5.000.000đ
• Ngân hàng: Vietcombank, số tài khoản tận cùng 4321
• Ảnh chụp màn hình lệnh rút: 2 ảnh
Mã hỗ trợ: TN-26S65-4TR1C-W"""
OPENING = """Em là trợ lý tự động của Sao Mai; muốn gặp người thật, anh/chị nhắn «gặp nhân viên».
Em đã mở yêu cầu «Rút tiền chậm», mã hỗ trợ TN-26S65-4TR1C-W. Em đã ghi nhận thời gian đặt lệnh rút 20:00 ngày 21/11/2026, tên tài khoản hoangnam88 và số tiền rút 5.000.000đ.
Em dùng thông tin anh/chị gửi để xử lý yêu cầu này; cách lưu và xóa: https://saomai.example/bao-mat"""
CASE = {"code": "TN-26S65-4TR1C-W", "title": "Rút tiền chậm", "status": "confirming", "status_title": "Chờ khách xác nhận"}


def play(page: Page, server: StandIn, shoot: Any) -> None:
    """One story from the bubble to the rating, with a picture of each state."""
    page.locator("tiepnhan-chat .bubble").wait_for()
    shoot("1-bubble")
    opened(page)
    page.locator("tiepnhan-chat .m").first.wait_for()
    shoot("2-greeting")
    write(page, "tk hoangnam88 rút 5tr từ 8h tối qua chưa về")
    mine(page).get_by_text("Đã gửi").wait_for(state="attached")
    desk = server.desk
    talk = desk.only
    desk.say(talk, OPENING)
    desk.enter(talk, "collecting", case=CASE | {"status": "collecting", "status_title": "Đang nhận thông tin"})
    desk.say(talk, "Anh/chị gửi giúp em ảnh chụp lệnh rút trong lịch sử giao dịch, thấy rõ giờ, số tiền và trạng thái ạ.", buttons=("Không có ảnh",))
    page.locator("tiepnhan-chat .choice").wait_for()
    shoot("3-asked")
    attach(page, file("lenh-rut.png"), file("lich-su.png", picture("21/11/2026 20:00  -5.000.000", (900, 600))))
    shoot("4-staged")
    write(page, "ảnh đây ạ")
    page.locator("tiepnhan-chat .pic img").nth(1).wait_for()
    talk.push(("typing", {"from": "assistant", "on": True}))
    page.wait_for_timeout(300)
    shoot("5-pictures")
    desk.enter(talk, "confirming", case=CASE)
    desk.say(talk, SUMMARY, buttons=("Đúng rồi", "Cần sửa", "Gặp nhân viên"))
    page.locator("tiepnhan-chat .choice").nth(2).wait_for()
    page.wait_for_timeout(300)
    shoot("6-summary")
    page.get_by_role("button", name="Đúng rồi").click()
    page.wait_for_timeout(300)
    desk.enter(talk, "with_agent", agent="Lan", case=CASE | {"status": "with_agent", "status_title": "Nhân viên đang xử lý"})
    desk.say(talk, "Em là Lan, em đang kiểm tra lệnh rút của mình với ngân hàng ạ.", who="agent", name="Lan")
    server.desk.faults += [Fault("POST", "/api/chat/messages", 400, code="unavailable")]
    write(page, "bao giờ thì có tiền em?")
    page.locator("tiepnhan-chat .failed").wait_for()
    page.wait_for_timeout(200)
    shoot("7-failed")
    page.get_by_role("button", name="Gửi lại").click()
    page.wait_for_timeout(300)
    desk.enter(talk, "rating", case=CASE | {"status": "resolved", "status_title": "Đã xử lý, chờ khách xác nhận"})
    rating = ("Rất hài lòng", "Hài lòng", "Bình thường", "Không hài lòng", "Rất không hài lòng")
    desk.say(talk, "Cảm ơn anh/chị. Anh/chị thấy lần hỗ trợ này thế nào ạ?", buttons=rating)
    page.locator("tiepnhan-chat .choice").nth(4).wait_for()
    page.wait_for_timeout(300)
    shoot("8-rating")


def take(browser: Browser, folder: Path, name: str, **options: Any) -> None:
    """One run of the story in one kind of browser."""
    with HostPages() as host, StandIn((host.url,)) as server:
        host.pages[""] = (page_html(f"{server.url}/widget.js", head=HEAD, body=BODY), {})
        context = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", **options)
        page = context.new_page()
        page.goto(host.url)
        play(page, server, lambda state: page.screenshot(path=folder / f"{name}-{state}.png"))
        context.close()


def main() -> None:
    """Phone and desktop, light and dark."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    phone = {"viewport": PHONE, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        for scheme in ("light", "dark"):
            take(browser, folder, f"phone-{scheme}", color_scheme=scheme, **phone)
            take(browser, folder, f"desktop-{scheme}", color_scheme=scheme, viewport=DESKTOP)
        browser.close()


if __name__ == "__main__":
    main()
