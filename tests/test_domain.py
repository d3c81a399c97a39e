"""The domain that comes with the package: its vocabulary, what it says, its hours, and what a careful reader finds."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import FLOW, Domain, Timers
from bot.domain_checks import domain_findings
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


def test_an_operator_who_speaks_vietnamese_only() -> None:
    triage_text = re.sub(r", en: [^}]+}", "}", TRIAGE_TEXT.replace("languages: [vi, en]", "languages: [vi]"))
    domain = Domain.from_text(DOMAIN_TEXT, triage_text)
    assert domain.triage.languages == ("vi",)
    assert domain.title("slow_deposit", "en") == "Nạp tiền chưa vào tài khoản"
