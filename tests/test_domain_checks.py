"""What a careful reader finds in files that can be used, and how words are held against numbers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.domain import Domain
from bot.domain_agree import clock_minutes, durations
from bot.domain_checks import domain_findings
from bot.domain_lexicon import slips, tone_slips

ROOT = Path(__file__).resolve().parent.parent
DOMAIN_TEXT = (ROOT / "domain.yml").read_text(encoding="utf-8")
TRIAGE_TEXT = (ROOT / "triage.yml").read_text(encoding="utf-8")
DOMAIN = Domain.from_text(DOMAIN_TEXT, TRIAGE_TEXT)


@pytest.mark.parametrize(("words", "seconds"), [
    ("30 phút", (1800,)), ("5–15 phút", (300, 900)), ("từ 1 đến 12 giờ làm việc", (3600, 43200)),
    ("nửa tiếng", (1800,)),
    ("1 tiếng rưỡi", (5400,)), ("half an hour", (1800,)), ("one hour and a half", (5400,)), ("1,5 giờ", (5400,)),
    ("45 giây", (45,)), ("2 ngày", (172800,)), ("30 to 45 minutes", (1800, 2700)), ("sớm nhất có thể", ()), ("115", ()),
])
def test_durations_in_words(words: str, seconds: tuple[float, ...]) -> None:
    assert durations(words) == pytest.approx(seconds)


@pytest.mark.parametrize(("words", "minutes"), [
    ("08:00–23:00 mỗi ngày", {480, 1380}), ("8h–23h", {480, 1380}), ("8 giờ đến 22 giờ 30", {480, 1350}),
    ("8 am–11 pm", {480, 1380}), ("24/7", {0, 1440}), ("ngày đêm", {0, 1440}), ("12 am–12 pm", {0, 720}),
])
def test_hours_in_words(words: str, minutes: set[int]) -> None:
    assert clock_minutes(words) == minutes


@pytest.mark.parametrize("text", [
    "Anh/chị gửi em mật khẩu để kiểm tra ạ.", "Anh/chị cho em xin mã OTP vừa nhận ạ.", "Dạ, anh/chị cung cấp mã PIN.",
    "Anh/chị đọc giúp em mã xác nhận ạ.", "Please send us your password.", "Tell me the one-time code.",
    "Tiền chắc chắn về trong 30 phút ạ.", "Em cam kết hoàn tiền ạ.", "Tiền của anh/chị sẽ về trong hôm nay ạ.",
    "Anh/chị sẽ được hoàn tiền ạ.", "Khoản này sẽ được cộng vào ví ạ.", "Your money will be refunded.",
    "We guarantee it.",
    "Chơi ngay để nhận thưởng ạ!", "Chúc anh/chị may mắn ạ.", "Anh/chị nạp thêm để đủ vòng cược ạ.", "Good luck!",
    "Anh/chị đổi DNS sang 1.1.1.1 ạ.", "Anh/chị dùng VPN giúp em.", "Anh/chị vào link dự phòng ạ.", "Use a mirror.",
])
def test_what_no_reply_may_say(text: str) -> None:
    assert [each for each in slips(text) if each.severity == "error"]


@pytest.mark.parametrize("text", [
    "Anh/chị đừng gửi mật khẩu cho ai ạ.", "Nhân viên không bao giờ hỏi mã OTP ạ.", "Em không hứa thời gian tiền về.",
    "Anh/chị xóa tin nhắn và đổi mật khẩu giúp em ạ.", "Chưa chắc chắn, nhân viên đang kiểm tra ạ.",
    "Nhân viên sẽ trả lời trong khoảng 1 phút ạ.", "Nhập mã xác nhận ngay trên trang đó ạ.", "Never send a password.",
    "Nếu sau 30 phút tiền vẫn chưa về, anh/chị nhắn lại ạ.", "Anh/chị bấm «Quên mật khẩu» để đặt lại ạ.",
])
def test_what_a_reply_may_say(text: str) -> None:
    assert not list(slips(text))


@pytest.mark.parametrize("text", [
    "Tại sao anh/chị muốn nghỉ ạ?", "Anh/chị đánh giá giúp em ạ.", "Why do you want to stop?",
    "Đang có khuyến mãi mới ạ.",
])
def test_what_care_does_not_say(text: str) -> None:
    assert list(slips(text, care=True))
    assert not [each for each in slips(text) if each.severity == "error"]


@pytest.mark.parametrize(("text", "part", "said"), [
    ("Dạ, em chào anh/chị ạ.", False, "dạ/ạ"), ("Em chào anh/chị.", False, "dạ/ạ"), ("Em ghi nhận ạ.", True, "dạ/ạ"),
    ("Dạ, quý khách chờ em.", False, "quý khách"), ("Bạn chờ mình ạ.", False, "bạn"), ("Tiền đã về ạ 🎉", False, "🎉"),
    ("Em chào anh/chị ạ :)", False, ":)"),
])
def test_tone_slips(text: str, part: bool, said: str) -> None:
    assert said in [each.said for each in tone_slips(text, part=part, emoji=False)]


@pytest.mark.parametrize(("old", "new", "key", "message"), [
    ('Em đã đóng yêu cầu {code}. Nếu vấn đề trở lại', 'Em đã đóng yêu cầu {code}, tiền sẽ về. Nếu vấn đề trở lại',
     "responses.utter_closed", "promises"),
    ("  utter_open_login_failure:\n", "  utter_open_login_failur:\n", "responses.utter_open_login_failur",
     "never said"),
    ("  - secret\n", "  - secret\n  - wallet\n", "entities.wallet", "no slot takes it"),
    ("  choice: {", "  colour: {type: text, mappings: [{type: custom}]}\n  choice: {", "slots.colour", "no form"),
    ("usually takes {fact_withdrawal_time_en}. It takes", "usually takes {fact_withdrawal_time}. It takes",
     "responses.utter_faq_withdrawal_time", "is Vietnamese"),
    ('    - text: "Dạ, yêu cầu {code} đã dừng. Cần mở lại anh/chị cứ nhắn em."\n', "", "responses.utter_cancelled",
     "only one"),
    ("ví dụ: ten@example.com. Không nhớ thì anh/chị bấm", "đủ cả @. Không nhớ thì anh/chị bấm",
     "responses.utter_ask_email_again", "no example"),
    ("  fact_licence: {", "  fact_license: {", None, None),
])
def test_findings_of_edited_files(old: str, new: str, key: str | None, message: str | None) -> None:
    assert old in DOMAIN_TEXT
    text = DOMAIN_TEXT.replace(old, new, 1)
    if key is None or message is None:
        text = text.replace("{fact_licence}", "{fact_license}")
        key, message = "slots.fact_licence", "is missing"
    found = domain_findings(Domain.from_text(text, TRIAGE_TEXT))
    assert message in "; ".join(each.message for each in found if each.key == key), [str(each) for each in found]
    assert all(each.mend for each in found)


def test_an_agent_may_not_ask_for_secrets_either() -> None:
    domain = Domain.from_text(DOMAIN_TEXT, TRIAGE_TEXT.replace("vi: Ngày sinh đã đăng ký", "vi: Mật khẩu rút tiền"))
    (found,) = domain_findings(domain)
    assert (found.file, found.key, found.severity) == ("triage.yml", "identity.questions", "error")


def test_a_calendar_that_runs_out_is_told() -> None:
    assert ["the calendar ends" in each.message for each in domain_findings(DOMAIN, date(2028, 7, 1))] == [True]


@pytest.mark.parametrize("text", [
    "gửi " * 25_000, "sẽ " * 33_000, "mật khẩu " * 11_000, "nạp tiền ngay" * 8_000, "dạ" * 50_000,
])
def test_the_lexicon_is_quick_on_any_text(text: str) -> None:
    list(slips(text, care=True))
    list(tone_slips(text, part=False, emoji=False))
