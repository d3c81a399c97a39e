"""The whole life of cases with two agents and a lead, in real browsers, live."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.desk_pages.conftest import PASSWORD, Enter, Served


def _open(page: Page, served: Served, code: str) -> None:
    page.goto(f"{served.url}/desk/cases/{code}")


def test_the_first_administrator_is_made_by_the_printed_link(served: Served, browser: object) -> None:
    page = browser.new_page(locale="vi-VN")  # type: ignore[attr-defined]
    page.goto(served.setup)
    page.get_by_label("Tên đăng nhập").fill("lan")
    page.get_by_label("Tên hiển thị").fill("Lan")
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_label("Nhập lại mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Tạo tài khoản").click()
    expect(page.get_by_role("link", name="Hộp yêu cầu")).to_be_visible()
    page.goto(served.setup)
    expect(page.get_by_role("alert")).to_contain_text("đã dùng hoặc đã hết hạn")
    page.close()


def test_a_case_lives_from_the_queue_to_a_second_review(served: Served, enter: Enter) -> None:
    served.hire("minh", "Minh")
    served.hire("hoa", "Hoa")
    minh, hoa = enter("minh"), enter("hoa")
    expect(minh.get_by_text("Không có yêu cầu nào đang chờ.")).to_be_visible()
    customer = served.case(picture=True)
    expect(minh.get_by_role("link", name="hoangnam88")).to_be_visible(timeout=3000)
    assert minh.title().startswith("(1!)")
    minh.get_by_role("link", name="hoangnam88").click()
    _open(hoa, served, customer.code)
    minh.get_by_role("button", name="Nhận yêu cầu").click()
    expect(minh.locator(".note").first).to_contain_text("Bạn đã nhận yêu cầu này.")
    expect(hoa.get_by_text("Minh đã nhận yêu cầu này.")).to_be_visible(timeout=3000)
    expect(hoa.get_by_role("button", name="Nhận yêu cầu")).to_have_count(0)
    minh.get_by_label("Trả lời khách").fill("Em đang kiểm tra lệnh rút ạ.")
    customer.say("alo em ơi <b>có tin</b> chưa")
    expect(minh.locator(".messages")).to_contain_text("<b>có tin</b>", timeout=3000)
    assert minh.get_by_label("Trả lời khách").input_value() == "Em đang kiểm tra lệnh rút ạ."
    minh.get_by_label("Trả lời khách").press("Control+Enter")
    expect(minh.locator(".m.agent")).to_contain_text("Em đang kiểm tra lệnh rút ạ.")
    assert customer.messages()[-1]["text"] == "Em đang kiểm tra lệnh rút ạ."
    minh.get_by_role("button", name="Đã xử lý xong").click()
    expect(minh.locator(".pill").nth(1)).to_contain_text("chờ khách xác nhận")
    customer.say("chưa, tiền vẫn chưa về")
    expect(minh.get_by_text("lần xem lại này cần người khác").first).to_be_visible(timeout=3000)
    expect(hoa.get_by_role("button", name="Nhận yêu cầu")).to_be_visible(timeout=3000)
    hoa.get_by_role("button", name="Nhận yêu cầu").click()
    hoa.get_by_role("button", name="Đã xử lý xong").click()
    customer.say("rồi, cảm ơn em")
    expect(hoa.locator(".pill").nth(1)).to_contain_text("Đã đóng", timeout=3000)


def test_pictures_open_in_the_viewer_by_keyboard(served: Served, enter: Enter) -> None:
    served.hire("minh", "Minh")
    customer = served.case(picture=True)
    page = enter("minh")
    _open(page, served, customer.code)
    page.locator("a[data-view]").first.focus()
    page.keyboard.press("Enter")
    viewer = page.get_by_role("dialog")
    expect(viewer.locator("img")).to_be_visible()
    assert viewer.locator("img").evaluate("each => each.decode().then(() => each.naturalWidth)") == 540
    page.keyboard.press("+")
    expect(viewer.locator(".frame.big")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(viewer).not_to_be_visible()


def test_twenty_cases_at_once_by_keyboard_alone(served: Served, enter: Enter) -> None:
    served.hire("minh", "Minh")
    for n in range(20):
        customer = served.customer()
        customer.say(f"cho mình gặp nhân viên, tk khachso{n:02}")
    page = enter("minh")
    expect(page.locator(".cases .case")).to_have_count(20)
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.locator(".cases .case").nth(1).get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{second}")
    page.keyboard.press("t")
    expect(page.locator(".note").first).to_contain_text("Bạn đã nhận yêu cầu này.")
    expect(page.get_by_label("Trả lời khách")).to_be_focused()
    page.keyboard.type("Em đây ạ")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".m.agent")).to_contain_text("Em đây ạ")
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.wait_for_url(lambda url: "/desk/cases/" in url and second not in url)
    page.keyboard.press("g")
    expect(page.locator(".cases .case")).to_have_count(19)
    page.keyboard.press("/")
    expect(page.get_by_label("Tìm theo tài khoản, mã, nội dung")).to_be_focused()
    page.keyboard.type("gặp nhân")
    page.keyboard.press("Enter")
    expect(page.locator(".cases .case")).to_have_count(20)


def test_a_lead_opens_a_notice_and_ends_it_for_everybody(served: Served, enter: Enter) -> None:
    served.hire("thu", "Thu", "lead")
    lead = enter("thu")
    lead.get_by_role("link", name="Sự cố").click()
    lead.get_by_label("Khách nghe câu này trước tiên").fill("Vietcombank bảo trì 22h–2h, lệnh rút sẽ chậm.")
    lead.get_by_label("Rút tiền chậm").check()
    lead.get_by_role("button", name="Báo sự cố").click()
    expect(lead.locator(".note").first).to_contain_text("Đã báo sự cố.")
    customer = served.case()
    assert any("Vietcombank bảo trì" in str(each["text"]) for each in customer.messages())
    lead.reload()
    lead.get_by_role("button", name="Kết thúc và nhắn 1 khách").click()
    expect(lead.locator(".note").first).to_contain_text("Đã kết thúc sự cố.")
    assert "sự cố đã được khắc phục" in str(customer.messages()[-1]["text"])


def test_a_call_and_a_merge(served: Served, enter: Enter) -> None:
    served.hire("minh", "Minh")
    customer = served.case()
    page = enter("minh")
    page.get_by_role("link", name="Ghi cuộc gọi").click()
    page.get_by_label("Khách kể gì").fill("Khách gọi hỏi lệnh rút 5 triệu tối qua")
    page.get_by_label("Tên tài khoản").fill("hoangnam88")
    page.get_by_role("button", name="Tạo yêu cầu").click()
    expect(page.locator(".note").first).to_contain_text("Đã tạo yêu cầu từ cuộc gọi.")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_text("Gộp vào yêu cầu khác").click()
    page.get_by_label("Mã hỗ trợ").fill(customer.code)
    page.get_by_role("button", name="Gộp", exact=True).click()
    expect(page.locator(".note").first).to_contain_text("Đã gộp vào yêu cầu này.")
    assert customer.code in page.url


def test_everything_works_without_script(served: Served, enter: Enter) -> None:
    served.hire("minh", "Minh")
    customer = served.case()
    page = enter("minh", script=False)
    page.get_by_role("link", name="hoangnam88").click()
    page.get_by_label("Trả lời khách").fill("Không cần JavaScript.")
    page.get_by_role("button", name="Gửi trả lời").click()
    expect(page.locator(".m.agent")).to_contain_text("Không cần JavaScript.")
    assert customer.messages()[-1]["text"] == "Không cần JavaScript."


def test_a_stream_that_breaks_is_told_and_mended(served: Served, enter: Enter) -> None:
    served.hire("minh", "Minh")
    page = enter("minh")
    expect(page.get_by_text("Không có yêu cầu nào đang chờ.")).to_be_visible()
    page.context.set_offline(True)
    served.case()
    page.wait_for_timeout(300)
    page.context.set_offline(False)
    expect(page.get_by_role("link", name="hoangnam88")).to_be_visible(timeout=15_000)
