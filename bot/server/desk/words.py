"""What the desk says, in Vietnamese and English; titles of kinds, statuses and the like stand in triage.yml."""

from __future__ import annotations

from bot.server.desk.words_case import CASE
from bot.server.languages import Lang

_OWN: dict[str, tuple[str, str]] = {
    "desk": ("Bàn làm việc", "Desk"),
    "inbox": ("Hộp yêu cầu", "Inbox"),
    "skip": ("Đến nội dung chính", "Skip to content"),
    "menu": ("Điều hướng", "Navigation"),
    "logout": ("Đăng xuất", "Log out"),
    "other_lang": ("English", "Tiếng Việt"),
    "back": ("Quay lại", "Back"),
    "back.desk": ("Về hộp yêu cầu", "Back to the inbox"),
    "present.on": ("Đang trực", "On duty"),
    "present.off": ("Đang nghỉ", "Away"),
    "present.go": ("Bấm để bắt đầu trực", "Press to go on duty"),
    "present.leave": ("Bấm để nghỉ", "Press to go off duty"),
    "sound.on": ("Tắt chuông", "Mute"),
    "sound.off": ("Bật chuông", "Unmute"),
    "live.lost": ("Mất kết nối, đang thử lại…", "Connection lost, trying again…"),
    "live.late": ("{0} trễ", "{0} late"),
    "role.agent": ("Nhân viên", "Agent"),
    "role.lead": ("Trưởng nhóm", "Lead"),
    "role.admin": ("Quản trị", "Admin"),
    # ------------------------------------------------------------ login and setup
    "login.title": ("Đăng nhập bàn làm việc", "Log in to the desk"),
    "login.login": ("Tên đăng nhập", "User name"),
    "login.password": ("Mật khẩu", "Password"),
    "login.code": ("Mã 6 số (nếu đã bật)", "6-digit code (if turned on)"),
    "login.code_hint": ("Từ ứng dụng xác thực trên điện thoại của bạn.", "From the authenticator app on your phone."),
    "login.go": ("Đăng nhập", "Log in"),
    "login.wrong": ("Tên đăng nhập, mật khẩu hoặc mã 6 số chưa đúng.", "User name, password or code is not right."),
    "login.wait": ("Thử quá nhiều lần. Vui lòng đợi {wait} giây.", "Too many attempts. Please wait {wait} seconds."),
    "login.out": ("Bạn đã đăng xuất.", "You are logged out."),
    "login.stale": ("Trang đã mở quá lâu. Vui lòng thử lại.", "The page was open too long. Please try again."),
    "setup.title": ("Tạo tài khoản quản trị đầu tiên", "Create the first administrator"),
    "setup.lead": (
        "Liên kết này dùng được một lần, trong 15 phút kể từ lúc máy chủ khởi động.",
        "This link works once, within 15 minutes of the server's start.",
    ),
    "setup.login": ("Tên đăng nhập", "User name"),
    "setup.login_hint": ("3–80 ký tự: a–z, 0–9, dấu . _ - @", "3–80 characters: a–z, 0–9, . _ - @"),
    "setup.name": ("Tên hiển thị", "Display name"),
    "setup.name_hint": ("Khách và đồng nghiệp thấy tên này, ví dụ: Minh", "Customers and colleagues see it, e.g. Minh"),
    "setup.password": ("Mật khẩu", "Password"),
    "setup.password_hint": (
        "Ít nhất 12 ký tự. Một câu gồm vài từ là dễ nhớ nhất.",
        "At least 12 characters. A few words are easiest to remember.",
    ),
    "setup.again": ("Nhập lại mật khẩu", "Password again"),
    "setup.go": ("Tạo tài khoản", "Create the account"),
    "setup.wrong_login": ("Tên đăng nhập chưa đúng dạng.", "The user name has a wrong form."),
    "setup.wrong_name": (
        "Tên hiển thị cần 2–30 ký tự và không trùng với từ dành riêng.",
        "The display name needs 2–30 characters and must not be a reserved word.",
    ),
    "setup.differ": ("Hai lần nhập mật khẩu chưa giống nhau.", "The two passwords differ."),
    "setup.taken": ("Tên này đã có người dùng.", "This name is taken."),
    "setup.gone": (
        "Liên kết này đã dùng hoặc đã hết hạn. Khởi động lại máy chủ để có liên kết mới,"
        " hoặc chạy `tiepnhan agent add`.",
        "This link was used or has expired. Restart the server for a new one, or run `tiepnhan agent add`.",
    ),
    # ------------------------------------------------------------ refusals
    "denied.title": ("Chưa thực hiện được", "That did not work"),
    "denied.page": (
        "Yêu cầu không đến từ trang của bàn làm việc nên không được thực hiện.",
        "The request did not come from a page of the desk, so nothing was done.",
    ),
    "denied.form": (
        "Biểu mẫu đã quá hạn hoặc bạn đã đăng nhập lại ở thẻ khác. Quay lại, tải lại trang rồi gửi lần nữa.",
        "The form is out of date, or you have logged in again elsewhere. Go back, reload and send it again.",
    ),
    "denied.login": ("Phiên làm việc đã hết. Vui lòng đăng nhập lại.", "Your session has ended. Please log in again."),
    "denied.role": ("Tài khoản của bạn chưa có quyền cho việc này.", "Your account may not do this."),
    "denied.not_found": ("Không tìm thấy trang hoặc yêu cầu này.", "There is no such page or case."),
    "denied.too_many": ("Quá nhiều lần thử. Vui lòng đợi một lát.", "Too many attempts. Please wait a moment."),
    "denied.too_big": ("Nội dung gửi lên quá lớn.", "What was sent is too large."),
    "denied.shape": ("Nội dung gửi lên chưa đúng dạng.", "What was sent has a wrong shape."),
    "denied.busy": (
        "Hệ thống đang bận, chưa ghi lại được gì. Vui lòng thử lại sau vài giây.",
        "The system is busy; nothing was kept. Please try again in a few seconds.",
    ),
    # ------------------------------------------------------------ statistics
    "stats": ("Thống kê", "Statistics"),
    "stats.from": ("Từ ngày", "From"),
    "stats.to": ("Đến ngày", "To"),
    "stats.show": ("Xem", "Show"),
    "stats.conversations": ("Cuộc trò chuyện", "Conversations"),
    "stats.alone": ("Trợ lý tự trả lời trọn vẹn", "Answered by the assistant alone"),
    "stats.cases": ("Yêu cầu", "Cases"),
    "stats.complete": ("Chuyển đi đủ thông tin", "Handed over complete"),
    "stats.hand_off": ("Từ mở đến lúc chuyển", "Opening to hand-over"),
    "stats.first_reply": ("Chờ nhân viên trả lời", "First reply"),
    "stats.resolution": ("Đến lúc xử lý xong", "Resolution"),
    "stats.kept": ("Đúng hạn", "In time"),
    "stats.in_time": ("{share} đúng hạn", "{share} in time"),
    "stats.rating": ("Khách đánh giá", "Rating"),
    "stats.reopened": ("Xem xét lại", "Second reviews"),
    "stats.hours": ("Yêu cầu theo giờ trong ngày", "Cases by hour of day"),
    "stats.unclear": ("Tin trợ lý chưa hiểu nhiều nhất", "Commonest unclear messages"),
    "stats.none": ("Không có.", "None."),
    "stats.leads": ("Số liệu từng nhân viên chỉ trưởng nhóm xem được.", "Figures of single agents are for leads."),
    "public.title": ("Số liệu hỗ trợ khách hàng", "Customer support in figures"),
    "public.lead": ("{brand} công bố số liệu chung của từng kỳ.", "{brand} publishes the figures of each period."),
    "public.none": ("Chưa có số liệu nào được công bố.", "No figures have been published."),
    "public.publish": ("Công bố kỳ này", "Publish this period"),
    "public.hint": (
        "Chỉ số liệu chung: không có tên nhân viên, không có lời khách.",
        "Figures of all together: no names of agents, no words of customers.",
    ),
    "public.page": ("Trang công bố", "Public page"),
    "public.withdraw": ("Gỡ xuống", "Withdraw"),
    # ------------------------------------------------------------ one-time codes
    "totp.title": ("Xác thực hai bước", "Two-step login"),
    "totp.lead": (
        "Trưởng nhóm và quản trị cần bật xác thực hai bước trước khi vào các trang quản lý.",
        "Leads and admins turn on two-step login before they can open the management pages.",
    ),
    "totp.add": (
        "Mở ứng dụng xác thực (Google Authenticator, Aegis, …), chọn nhập khóa thủ công, rồi nhập:",
        "Open an authenticator app (Google Authenticator, Aegis, …), choose to enter a key, and type:",
    ),
    "totp.account": ("Tài khoản", "Account"),
    "totp.secret": ("Khóa", "Key"),
    "totp.open": ("Mở ngay trong ứng dụng trên máy này", "Open in the app on this device"),
    "totp.code": ("Mã 6 số mà ứng dụng đang hiện", "The 6-digit code that the app shows"),
    "totp.go": ("Bật", "Turn on"),
    "totp.wrong": ("Mã chưa đúng. Kiểm tra giờ trên điện thoại rồi thử mã mới.", "Wrong code. Check the phone's clock."),
    "totp.stale": ("Trang này đã quá hạn; đây là khóa mới.", "This page was out of date; here is a new key."),
    "totp.is_on": ("Đã bật xác thực hai bước cho tài khoản này.", "Two-step login is on for this account."),
    "totp.banner": ("Bật xác thực hai bước để mở các trang quản lý.", "Turn on two-step login for the management pages."),
}

WORDS: dict[str, tuple[str, str]] = {**_OWN, **CASE}
"""By key: Vietnamese, English."""


def say(lang: Lang, key: str, **values: object) -> str:
    """Words in a language.

    Raises:
        KeyError: there are none of this key.
    """
    vi, en = WORDS[key]
    words = vi if lang == "vi" else en
    return words.format(**values) if values else words
