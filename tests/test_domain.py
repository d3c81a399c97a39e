"""The domain that comes with the package: its vocabulary, what it says, its hours, and what a careful reader finds."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import FLOW, Domain, Hours, Span, SpecialDays, Timers
from bot.domain_agree import clock_minutes, durations
from bot.domain_checks import domain_findings
from bot.domain_lexicon import slips, tone_slips
from bot.domain_responses import PARTS, RESPONSES, values_given
from bot.message import AttachmentKind

ROOT = Path(__file__).resolve().parent.parent
DOMAIN_TEXT = (ROOT / "domain.yml").read_text(encoding="utf-8")
TRIAGE_TEXT = (ROOT / "triage.yml").read_text(encoding="utf-8")
DOMAIN = Domain.load(ROOT / "domain.yml", ROOT / "triage.yml")
VN = timezone(timedelta(hours=7))

# intent|title|asks|takes if said|priority|department
TABLE = """
slow_withdrawal|Rút tiền chậm|incident_time username amount screenshots|transaction_id bank|urgent|payments
slow_deposit|Nạp tiền chưa vào tài khoản|incident_time username amount screenshots|transaction_id bank|urgent|payments
missing_bonus|Chưa nhận được thưởng/khuyến mãi|username incident_time screenshots|promotion amount|important|promotions
bet_dispute|Tranh chấp kết quả cược|username incident_time screenshots|transaction_id game amount|important|betting
login_failure|Không đăng nhập được|username incident_time screenshots|phone|urgent|accounts
account_locked|Tài khoản bị khóa|username incident_time|screenshots|urgent|accounts
balance_missing|Số dư thay đổi bất thường|username incident_time amount screenshots|transaction_id game|urgent|security
wallet_transfer|Chuyển quỹ, kẹt tiền trong sảnh|username incident_time game screenshots|amount|important|technical
game_error|Lỗi game|username incident_time game screenshots|transaction_id amount|important|technical
cancel_withdrawal|Hủy lệnh rút tiền|username transaction_id|amount|urgent|payments
change_details|Đổi thông tin tài khoản|username|| important|accounts
close_account|Đóng tài khoản, xóa dữ liệu|username|| important|accounts
report_fraud|Báo lừa đảo, lộ thông tin|username|incident_time screenshots phone|urgent|security
self_exclusion|Yêu cầu ngừng chơi, tự khóa tài khoản|username|| urgent|care
distress|Cần hỗ trợ khẩn|||urgent|care
underage|Người chưa đủ tuổi|||urgent|care
complaint_service|Khiếu nại dịch vụ, đề nghị xem xét lại|username case_code|| important|management
"""
AT_ONCE = {"report_fraud", "self_exclusion", "distress", "underage"}
ANSWERS = {
    "faq_reset_password", "faq_deposit_howto", "faq_withdraw_howto", "faq_withdrawal_time", "faq_limits_fees",
    "faq_bonus_terms", "faq_promotions", "faq_bet_rules", "faq_official_channels", "faq_register",
    "faq_verify_account", "faq_support_hours", "faq_responsible_gaming", "bot_challenge",
}
SLOTS = [
    "username", "incident_time", "amount", "transaction_id", "screenshots", "phone", "email", "bank", "promotion",
    "game", "case_code",
]

VALUES = {name: f"‹{name}›" for names in RESPONSES.values() for name in names}


def row_id(row: str) -> str:
    return row.partition("|")[0]


@pytest.mark.parametrize("row", TABLE.strip().splitlines(), ids=row_id)
def test_a_kind_is_as_the_design_has_it(row: str) -> None:
    intent, title, asks, takes, priority, department = (part.strip() for part in row.split("|"))
    kind = DOMAIN.kinds[intent]
    assert (kind.title["vi"], " ".join(kind.asks), " ".join(kind.takes)) == (title, asks, takes)
    assert (kind.priority, kind.department, kind.at_once) == (priority, department, intent in AT_ONCE)
    assert kind.care == (department == "care")
    assert bool(kind.first_line) == (intent in {"slow_withdrawal", "slow_deposit"})
    assert kind.title["en"]
    assert DOMAIN.title(intent, "en") == kind.title["en"]


def test_the_vocabulary_is_complete() -> None:
    kinds = [row_id(row) for row in TABLE.strip().splitlines()]
    assert list(DOMAIN.kinds) == kinds
    assert DOMAIN.answers == ANSWERS
    assert DOMAIN.flow == FLOW
    assert set(DOMAIN.intents) == set(kinds) | ANSWERS | FLOW
    assert [name for name, slot in DOMAIN.slots.items() if slot.label] == SLOTS
    assert {"secret", "card", "id_number", "bank_account"} <= DOMAIN.entities
    assert DOMAIN.kinds["complaint_service"].optional == {"case_code"}


def test_slots_take_the_entities_of_their_name() -> None:
    for name in SLOTS:
        slot = DOMAIN.slots[name]
        assert slot.entities == (() if name == "screenshots" else (name,))
    assert {DOMAIN.slots[name].type for name in ("amount", "screenshots", "incident_time")} == {"float", "list", "any"}
    assert all(slot.type == "text" and not slot.entities for slot in DOMAIN.slots.values() if slot.is_fact)


def test_every_attachment_kind_has_words() -> None:
    kinds = set(get_args(AttachmentKind)) - {"image"}
    assert {f"utter_attachment_{kind}" for kind in kinds} <= DOMAIN.responses.keys()


def test_every_status_has_words() -> None:
    assert {f"utter_status_{status}" for status in DOMAIN.triage.statuses} <= DOMAIN.responses.keys()


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("name", DOMAIN.responses)
def test_every_response_is_said_in_both_languages(name: str, lang: str) -> None:
    at_once = [intent for intent, kind in DOMAIN.kinds.items() if kind.at_once]
    given = values_given(name, at_once, DOMAIN.answers)
    assert given is not None
    assert DOMAIN.wants(name) <= given
    spoken = [each for each in DOMAIN.responses[name] if each.language == lang]
    assert spoken
    values = {value: VALUES[value] for value in given}
    said = [DOMAIN.say(name, lang, values, pick) for pick in range(len(spoken))]
    assert {each.language for each in said} == {lang}
    assert len({each.text for each in said}) == len(spoken)
    for each in said:
        assert "{" not in each.text
        assert "fact_" not in each.text
        assert all(button.title and button.intent in DOMAIN.intents for button in each.buttons)


def test_nothing_is_left_to_mend() -> None:
    assert [str(each) for each in domain_findings(DOMAIN, date(2026, 11, 21))] == []


def vietnamese() -> list[tuple[str, str]]:
    return [(name, each.text) for name, group in DOMAIN.responses.items() for each in group if each.language == "vi"]


@pytest.mark.parametrize(("name", "text"), vietnamese(), ids=lambda value: str(value)[:30])
def test_the_tone(name: str, text: str) -> None:
    polite = re.findall(r"\b(?:dạ|ạ)\b", text.lower())
    assert len(polite) == (0 if name in PARTS else 1)
    assert not re.search(r"[\U0001f000-\U0001ffff\u2600-\u27bf]", text)
    assert not re.search(r"\b(?:quý khách|bạn|ông|bà|mày|tao|đại lý|bằng chứng)\b", text.lower())
    assert not re.search(r"(?<!anh/)\bchị\b|(?<!tiếng )\banh\b(?!/chị)", text.lower()), "one form of address"


def test_what_the_design_words_exactly() -> None:
    for pick in range(2):
        withdrawal = DOMAIN.say("utter_first_line_withdrawal", "vi", VALUES, pick)
        deposit = DOMAIN.say("utter_first_line_deposit", "vi", VALUES, pick)
        assert withdrawal.text.endswith("Nếu sau 30 phút tiền vẫn chưa về, anh/chị nhắn lại giúp em tại đây ạ.")
        assert "tiền vẫn chưa vào tài khoản, anh/chị nhắn lại giúp em tại đây ạ." in deposit.text
        assert [button.title for button in withdrawal.buttons + deposit.buttons] == ["Gặp nhân viên"] * 2
        assert DOMAIN.say("utter_offer_second", "vi", VALUES, pick).buttons[0].title == "Khai báo vấn đề tiếp theo"
        assert "«gặp nhân viên»" in DOMAIN.say("utter_greet", "vi", {}, pick).text
        assert "trợ lý tự động" in DOMAIN.say("utter_greet", "vi", {}, pick).text
        promotions = DOMAIN.say("utter_faq_promotions", "vi", {}, pick)
        assert DOMAIN.facts["fact_promotions_page"] in promotions.text
        assert not promotions.buttons
        assert len(promotions.text) < 75
    assert DOMAIN.say("utter_resolved_question", "vi", VALUES).text == "Vấn đề này đã được xử lý ổn cho anh/chị chưa ạ?"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_helplines_come_first_in_distress(lang: str) -> None:
    for pick in range(2):
        text = DOMAIN.say("utter_distress", lang, VALUES, pick).text
        assert 0 < text.index("115") < text.index("111") < text.index(DOMAIN.facts["fact_helpline_operator"])
        assert text.index("111") < text.index("‹code›")


def test_care_has_no_buttons_and_no_questions() -> None:
    for name in ("utter_distress", "utter_self_exclusion", "utter_underage", "utter_helplines"):
        for each in DOMAIN.responses[name]:
            assert not each.buttons
            assert "?" not in each.text


@pytest.mark.parametrize(("address", "want"), [
    ("", "Nếu đang có nguy hiểm, anh/chị gọi ngay 115"), ("bác", "Nếu đang có nguy hiểm, bác gọi ngay 115"),
    ("chị", "Nếu đang có nguy hiểm, chị gọi ngay 115"), ("Quý khách", "Nếu đang có nguy hiểm, Quý khách gọi ngay 115"),
])
def test_forms_of_address(address: str, want: str) -> None:
    assert DOMAIN.say("utter_distress", "vi", VALUES, address=address).text.startswith(want)


@pytest.mark.parametrize(("address", "own"), [("cô", "Cháu ở đây"), ("anh", "Em ở đây"),
                                             ("Quý khách", "Chúng tôi ở đây")])
def test_the_assistant_calls_itself_what_fits(address: str, own: str) -> None:
    text = DOMAIN.say("utter_distress", "vi", VALUES, address=address).text
    assert own in text
    assert "trẻ em" in text.lower(), "a word of its own is left alone"


def test_values_are_put_in_as_they_are() -> None:
    text = DOMAIN.say("utter_corrected", "vi", {"field": "tên {code} em anh/chị", "value": "{{x}}"}, address="bác").text
    assert "tên {code} em anh/chị" in text
    assert "{{x}}" in text


def test_a_value_that_is_not_given_is_an_error() -> None:
    with pytest.raises(KeyError, match="code"):
        DOMAIN.say("utter_closed", "vi", {})
    with pytest.raises(KeyError):
        DOMAIN.say("utter_nothing_of_the_kind")


@given(pick=st.integers(), name=st.sampled_from(sorted(DOMAIN.responses)), lang=st.sampled_from(["vi", "en", "fr"]))
def test_any_pick_is_a_variation(pick: int, name: str, lang: str) -> None:
    said = DOMAIN.say(name, lang, VALUES, pick)
    assert said.text
    assert said.language == ("en" if lang == "en" else "vi")


def test_questions_openings_labels() -> None:
    assert DOMAIN.question("slow_withdrawal", "incident_time") == "utter_ask_slow_withdrawal_form_incident_time"
    assert DOMAIN.question("game_error", "incident_time") == "utter_ask_incident_time"
    assert DOMAIN.question("bet_dispute", "incident_time", again=True) == "utter_ask_incident_time_again"
    assert DOMAIN.opening("slow_deposit") == "utter_open_slow_deposit"
    assert DOMAIN.opening("report_fraud") == "utter_open_form"
    assert DOMAIN.label("transaction_id", "bet_dispute") == "Mã cược"
    assert DOMAIN.label("transaction_id") == "Mã giao dịch"
    assert DOMAIN.label("amount", "game_error", "en") == "Amount"
    assert DOMAIN.title("ask_human") == DOMAIN.general.title["vi"]


def test_every_slot_can_be_asked_for_twice() -> None:
    """An agent may have any of them asked."""
    for slot in SLOTS:
        for kind in DOMAIN.kinds:
            assert DOMAIN.question(kind, slot) in DOMAIN.responses
            assert DOMAIN.question(kind, slot, again=True) in DOMAIN.responses


@pytest.mark.parametrize(("channel", "when", "lang", "want"), [
    ("web", "2026-11-21T20:00+07:00", "vi", "trong khoảng 1 phút"),
    ("zalo", "2026-11-21T20:00+07:00", "vi", "trong khoảng 5–15 phút"),
    ("zalo", "2026-11-21T20:00+07:00", "en", "within about 5–15 minutes"),
    ("terminal", "2026-11-21T13:00+00:00", "vi", "trong khoảng 1 phút"),
    ("web", "2026-11-21T23:00+07:00", "vi", "khi làm việc lại, từ 08:00 ngày 22/11/2026"),
    ("web", "2026-11-22T02:00+07:00", "en", "when we are back, from 08:00 on 22/11/2026"),
    ("web", "2027-02-05T18:00+07:00", "vi", "khi làm việc lại, từ 09:00 ngày 06/02/2027"),
])
def test_when_an_answer_is_expected(channel: str, when: str, lang: str, want: str) -> None:
    assert DOMAIN.expected(datetime.fromisoformat(when), channel, lang) == want


def test_times_of_the_design() -> None:
    timers = DOMAIN.triage.timers
    assert (timers.settle, timers.settle_short, timers.settle_typing) == (1.2, 4, 6)
    assert (timers.confirm, timers.receipt) == (180, 180)
    assert (timers.idle_urgent, timers.reminder, timers.idle, timers.second_problem) == (600, 600, 3600, 600)
    assert timers.first_line_close == 86400
    assert DOMAIN.triage.normal_minutes == {"slow_withdrawal": 30, "slow_deposit": 30}
    assert {name: (each.low, each.high, each.working) for name, each in DOMAIN.triage.sla.first_reply.items()} == {
        "default": (60, 60, False), "web": (60, 60, False), "telegram": (300, 900, False), "zalo": (300, 900, False),
        "email": (3600, 43200, True),
    }
    assert DOMAIN.triage.threshold is None
    assert isinstance(timers, Timers)


def test_placeholders_are_told_until_they_are_filled() -> None:
    required = {"fact_brand", "fact_operator", "fact_licence", "fact_jurisdiction", "fact_minimum_age",
                "fact_complaint_body"}
    assert required <= DOMAIN.placeholders()
    filled = Domain.from_text(re.sub(r'"\[[^\]]+\]"', '"18"', DOMAIN_TEXT), TRIAGE_TEXT)
    assert filled.placeholders() == frozenset()


def test_the_hashes() -> None:
    comment = Domain.from_text("# another comment\n" + DOMAIN_TEXT, TRIAGE_TEXT)
    assert (comment.hash(), comment.labels_hash()) == (DOMAIN.hash(), DOMAIN.labels_hash())
    words = Domain.from_text(DOMAIN_TEXT.replace("Em chào anh/chị.", "Chào anh/chị."), TRIAGE_TEXT)
    assert words.hash() != DOMAIN.hash()
    assert words.labels_hash() == DOMAIN.labels_hash()
    extra = Domain.from_text(DOMAIN_TEXT.replace("  - secret\n", "  - secret\n  - wallet\n"), TRIAGE_TEXT)
    assert extra.labels_hash() != DOMAIN.labels_hash()


def test_an_operator_adds_a_kind_and_an_answer_without_python() -> None:
    domain_text = (
        DOMAIN_TEXT.replace("  - complaint_service\n", "  - complaint_service\n  - card_lost\n  - faq_app\n", 1)
        + "\n  utter_faq_app:\n    - text: Dạ, ứng dụng có tại {fact_official_address}.\n    - condition: *english\n"
        "      text: The app is at {fact_official_address}.\n"
    ).replace("forms:\n", "forms:\n  card_lost_form: {required_slots: [username, phone]}\n", 1)
    triage_text = TRIAGE_TEXT.replace(
        "kinds:\n",
        "kinds:\n  card_lost: {title: {vi: Mất thẻ, en: Lost card}, priority: info, department: security}\n", 1)
    domain = Domain.from_text(domain_text, triage_text)
    assert domain.kinds["card_lost"].asks == ("username", "phone")
    assert "faq_app" in domain.answers
    assert domain.opening("card_lost") == "utter_open_form"


# ---------------------------------------------------------------- hours and Tết

def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VN)


@pytest.mark.parametrize(("when", "is_open"), [
    ("2026-11-21 07:59", False), ("2026-11-21 08:00", True), ("2026-11-21 22:59", True), ("2026-11-21 23:00", False),
    ("2027-02-04 20:00", True), ("2027-02-05 08:30", False), ("2027-02-06 10:00", True), ("2027-02-06 17:00", False),
    ("2027-02-10 20:00", True), ("2028-01-26 08:59", False), ("2028-01-26 09:00", True), ("2028-01-30 08:00", True),
    ("2027-04-30 21:00", False), ("2027-09-02 20:59", True),
])
def test_open_and_closed(when: str, is_open: bool) -> None:
    hours = DOMAIN.triage.hours
    assert hours.is_open(at(when)) is is_open
    opening = hours.next_opening(at(when))
    assert opening is not None
    assert hours.is_open(opening)
    assert opening >= at(when)
    assert (opening == at(when)) is is_open


def test_the_first_day_of_tet() -> None:
    assert DOMAIN.triage.hours.tet == {2027: date(2027, 2, 6), 2028: date(2028, 1, 26)}


CLOSED = Hours("Asia/Ho_Chi_Minh", ((),) * 7)
TWO_SHIFTS = Hours(
    "Asia/Ho_Chi_Minh", ((Span(480, 720), Span(780, 1020)),) * 5 + ((), ()),
    (SpecialDays({"vi": "nghỉ"}, date(2026, 11, 23), date(2026, 11, 24), ()),),
)


@pytest.mark.parametrize(("start", "hours", "end"), [
    ("2026-11-20 09:00", 1, "2026-11-20 10:00"), ("2026-11-20 11:30", 1, "2026-11-20 13:30"),
    ("2026-11-20 16:00", 2, "2026-11-25 09:00"), ("2026-11-21 03:00", 0.5, "2026-11-25 08:30"),
    ("2026-11-20 08:00", 8, "2026-11-20 17:00"), ("2026-11-20 08:00", 16, "2026-11-25 17:00"),
])
def test_working_time(start: str, hours: float, end: str) -> None:
    assert TWO_SHIFTS.after_working(at(start), hours * 3600) == at(end)


def test_a_desk_that_never_opens() -> None:
    assert CLOSED.next_opening(at("2026-11-21 12:00")) is None
    assert CLOSED.after_working(at("2026-11-21 12:00"), 60) == at("2026-11-21 12:01")
    with pytest.raises(ValueError, match="zone"):
        CLOSED.is_open(datetime(2026, 11, 21))


@given(st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1)), st.integers(1, 200_000))
def test_working_time_never_ends_before_plain_time(when: datetime, seconds: int) -> None:
    start = when.replace(tzinfo=VN)
    for hours in (TWO_SHIFTS, DOMAIN.triage.hours):
        assert hours.after_working(start, seconds) >= start + timedelta(seconds=seconds)


@pytest.mark.parametrize(("channel", "when", "due"), [
    ("web", "2026-11-21 12:00", "2026-11-21 12:01"), ("rasa", "2026-11-21 12:00", "2026-11-21 12:01"),
    ("zalo", "2026-11-21 12:00", "2026-11-21 12:15"), ("email", "2026-11-21 21:00", "2026-11-22 18:00"),
])
def test_due_times(channel: str, when: str, due: str) -> None:
    assert DOMAIN.triage.due(channel, at(when)) == at(due)


def test_priorities_rise_to_the_top_and_stay() -> None:
    assert [DOMAIN.triage.raised(each) for each in ("info", "important", "urgent")] == ["important", "urgent", "urgent"]


def test_notices_hold_for_those_concerned() -> None:
    notice = ("notices:\n  - {text: {vi: Vietcombank bảo trì, en: Vietcombank is down}, kinds: [slow_withdrawal],"
              " banks: [Vietcombank], from: 2027-03-01T22:00+07:00, to: 2027-03-02T02:00+07:00}\n")
    domain = Domain.from_text(DOMAIN_TEXT, TRIAGE_TEXT.replace("notices: []\n", notice))
    (found,) = domain.triage.notices
    inside = at("2027-03-02 01:00")
    assert found.holds(inside, "slow_withdrawal", "Vietcombank")
    assert not found.holds(inside, "slow_withdrawal", "MB")
    assert not found.holds(inside, "login_failure", "Vietcombank")
    assert not found.holds(at("2027-03-02 02:00"), "slow_withdrawal", "Vietcombank")
    assert [each.message for each in domain_findings(domain, date(2027, 4, 1))] == ["a notice ended on 02/03/2027"]


# ---------------------------------------------------------------- what a careful reader finds

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
