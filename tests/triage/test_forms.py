"""Forms: what is volunteered is taken, the opening names what is missing, each slot is asked for at most twice."""

from __future__ import annotations

from typing import Any

import pytest

from bot.message import Attachment
from bot.text import read
from bot.triage import AgentResolved, Reply
from bot.triage.refusals import refused
from tests.triage.talking import E, Talk, domain, money, time_value, user, when

FULL = "tk hoangnam88 rút 5tr từ 8h tối qua chưa về"
DATA = (user("hoangnam88"), money("5tr", 5_000_000), when("8h tối qua"))


def test_everything_volunteered_is_taken_at_once_and_only_the_picture_is_asked_for() -> None:
    talk = Talk()
    assert talk.say(FULL, "slow_withdrawal", entities=DATA) == ["ask_slow_withdrawal_form_screenshots"]
    assert talk.values() == {
        "username": "hoangnam88",
        "amount": "5.000.000đ",
        "incident_time": "20:00 ngày 13/11/2026",
    }
    assert talk.case.code in talk.text
    assert "5.000.000đ" in talk.text


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        (
            "missing_bonus",
            "tên tài khoản, thời gian tham gia khuyến mãi và ảnh chụp khuyến mãi hoặc lịch sử nhận thưởng",
        ),
        ("bet_dispute", "tên tài khoản, thời gian đặt cược và ảnh chụp vé cược"),
        ("login_failure", "tên tài khoản, thời gian bắt đầu không vào được và ảnh chụp thông báo lỗi"),
        ("slow_withdrawal", "thời gian đặt lệnh rút, tên tài khoản, số tiền rút và ảnh chụp màn hình lệnh rút"),
    ],
)
def test_a_form_opens_with_one_message_that_names_everything_missing(kind: str, missing: str) -> None:
    talk = Talk()
    assert talk.say("hỏng rồi", kind) == [f"open_{kind}"]
    assert missing in talk.text
    assert talk.case.code in talk.text
    assert talk.case.asked == {}


@pytest.mark.parametrize("kind", [name for name, kind in domain().kinds.items() if kind.asks and not kind.at_once])
def test_every_form_ends_in_a_summary_when_all_is_given(kind: str) -> None:
    talk = Talk()
    talk.say("hỏng rồi ad", kind)
    values: dict[str, E] = {
        "username": user("hoangnam88"),
        "incident_time": when("8h tối qua"),
        "amount": money("5tr", 5_000_000),
        "transaction_id": E("transaction_id", "RT552018", "RT552018"),
        "game": E("game", "baccarat", "Baccarat"),
        "case_code": E("case_code", "TN-00000-00007-J", "TN-00000-00007-J"),
    }
    for slot in domain().kinds[kind].asks:
        assert talk.name == "Collecting"
        talk.picture() if slot == "screenshots" else talk.say(values[slot].raw, "inform", entities=(values[slot],))
    assert talk.replies[-1] == "summary"
    assert talk.name == "Confirming"
    talk.say("đúng rồi", "affirm")
    assert talk.name == "Waiting"
    assert talk.handed_off() == [(kind, "complete")]
    assert not talk.case.unconfirmed
    assert not talk.case.missing


def test_a_slot_is_asked_for_twice_the_second_time_with_an_example_then_marked_with_the_words() -> None:
    talk = Talk()
    talk.say("khuyến mãi chưa có", "missing_bonus")
    assert talk.say("gấp lắm") == ["ask_username"]
    assert talk.say("nhanh lên nào") == ["ask_username_again"]
    assert talk.say("tên gì cũng được mà") == ["ask_missing_bonus_form_incident_time"]
    missing = talk.case.missing[0]
    assert (missing.name, missing.why, missing.words) == ("username", "asked_twice", "tên gì cũng được mà")
    assert "tên tài khoản" in talk.text


@pytest.mark.parametrize(
    ("answer", "intent", "slot"),
    [
        ("không nhớ", "inform", "incident_time"),
        ("ko nhớ rõ nữa", "inform", "incident_time"),
        ("k nho ad oi", "nlu_fallback", "incident_time"),
        ("chịu", "inform", "incident_time"),
        ("quên rồi em", "deny", "incident_time"),
        ("hông biết luôn", "inform", "incident_time"),
        ("không nhớ giờ", "inform", "incident_time"),
        ("I don't remember", "inform", "incident_time"),
        ("không có ảnh", "inform", "screenshots"),
        ("ko có hình nha", "deny", "screenshots"),
        ("tui đâu có chụp", "inform", "screenshots"),
        ("chx chụp màn hình", "inform", "screenshots"),
        ("thôi không có ảnh đâu", "stop", "screenshots"),
        ("no screenshot", "inform", "screenshots"),
        ("mất bill rồi", "inform", "screenshots"),
    ],
)
def test_refusals_mark_a_slot_at_once(answer: str, intent: str, slot: str) -> None:
    talk = Talk()
    talk.say("vé cược sai", "bet_dispute")
    talk.say("hoangnam88", "inform", entities=(user("hoangnam88"),))
    talk.say(answer, intent, language="en" if answer in ("I don't remember", "no screenshot") else "vi")
    assert [(each.name, each.why, each.words) for each in talk.case.missing] == [(slot, "refused", answer)]


@pytest.mark.parametrize(
    ("answer", "slot"), [("không", "screenshots"), ("chưa có", "screenshots"), ("ko có", "screenshots")]
)
def test_a_bare_no_refuses_what_was_asked(answer: str, slot: str) -> None:
    talk = Talk()
    talk.say("không vào được", "login_failure", entities=(user("vào"), when("được")))
    talk.say(answer, "deny")
    assert [each.name for each in talk.case.missing] == [slot]
    assert talk.name == "Confirming"


@pytest.mark.parametrize(
    "text",
    [
        "tiền không có về",
        "chưa có tiền",
        "không nhận được thưởng",
        "không hiểu sao luôn",
        "chưa thấy gì hết",
    ],
)
def test_what_sounds_like_a_refusal_is_none(text: str) -> None:
    talk = Talk()
    talk.say("vé cược sai", "bet_dispute")
    talk.say("hoangnam88", "inform", entities=(user("hoangnam88"),))
    talk.say(text, "bet_dispute")
    assert talk.case.missing == ()


def test_the_button_for_nothing_to_give_marks_the_slot() -> None:
    talk = Talk()
    talk.say(FULL, "slow_withdrawal", entities=DATA)
    assert talk.press("inform", unavailable="screenshots") == ["summary"]
    assert talk.case.missing[0].why == "refused"


def test_data_of_earlier_messages_is_not_asked_for_again() -> None:
    talk = Talk()
    assert talk.say("hoangnam88", "inform", entities=(user("hoangnam88"),)) == ["data_without_problem"]
    assert talk.picture() == ["picture_without_problem"]
    assert talk.say("khuyến mãi nạp đầu chưa có", "missing_bonus") == ["ask_missing_bonus_form_incident_time"]
    assert talk.values()["username"] == "hoangnam88"
    assert len(talk.case.evidence) == 1


def test_what_was_volunteered_long_ago_belongs_to_another_story() -> None:
    talk = Talk()
    talk.say("5tr", "inform", entities=(money("5tr", 5_000_000),))
    talk.wait(hours=3)
    talk.say("rút chưa về", "slow_withdrawal")
    assert talk.case.field("amount") is None


def test_a_question_in_the_middle_is_answered_and_the_form_goes_on_where_it_was() -> None:
    talk = Talk()
    talk.say(FULL, "slow_withdrawal", entities=DATA)
    replies = talk.say("hỗ trợ mấy giờ nghỉ", "faq_support_hours")
    assert replies == ["faq_support_hours", "ask_slow_withdrawal_form_screenshots"]
    assert "Mình tiếp tục" in talk.text or "quay lại" in talk.text
    assert talk.case.asked == {"screenshots": 1}
    assert talk.say("rút tối đa bao nhiêu", "faq_limits_fees") == ["faq_limits_fees", "take_your_time"]
    talk.picture()
    assert talk.name == "Confirming"


def test_a_question_that_comes_with_the_problem_is_answered_first() -> None:
    talk = Talk()
    replies = talk.say("rút chưa về, mấy giờ có người", "slow_withdrawal", "faq_support_hours")
    assert replies == ["faq_support_hours", "open_slow_withdrawal"]


def test_data_with_a_question_is_taken() -> None:
    talk = Talk()
    talk.say("thưởng đâu", "missing_bonus")
    replies = talk.say("tk hoangnam88, mấy giờ nghỉ", "faq_support_hours", entities=(user("hoangnam88"),))
    assert replies == ["faq_support_hours", "ask_missing_bonus_form_incident_time"]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("ok", "affirm"),
        ("đợi em chụp", "inform"),
        ("cảm ơn em", "thank"),
        ("chờ tí", "nlu_fallback"),
        ("hay quá", "out_of_scope"),
    ],
)
def test_small_talk_is_no_failed_answer(text: str, intent: str) -> None:
    talk = Talk()
    talk.say(FULL, "slow_withdrawal", entities=DATA)
    for _ in range(2):
        assert talk.say(text, intent)[-1] == "take_your_time"
    assert talk.case.asked == {"screenshots": 1}
    assert talk.name == "Collecting"


@pytest.mark.parametrize(
    ("said", "detail"),
    [
        ("không phải hoangnam88 mà là hoangnam89", {"instead_of": "hoangnam88"}),
        ("hoangnam89 mới đúng", {}),
    ],
)
def test_a_correction_replaces_and_is_kept_in_the_history(said: str, detail: dict[str, Any]) -> None:
    talk = Talk()
    talk.say("thưởng của hoangnam88 đâu", "missing_bonus", entities=(user("hoangnam88"),))
    talk.say(said, "correct", entities=(user("hoangnam89", **detail),))
    assert talk.values()["username"] == "hoangnam89"
    assert "hoangnam89" in talk.text
    changes = [(each.what, each.before, each.after) for each in talk.case.history]
    assert ("username", "hoangnam88", "hoangnam89") in changes


def test_a_story_does_not_overwrite_what_is_there() -> None:
    talk = Talk()
    talk.say("rút 5tr chưa về", "slow_withdrawal", entities=(money("5tr", 5_000_000),))
    talk.say("hôm trước rút 2tr thì về ngay", "slow_withdrawal", entities=(money("2tr", 2_000_000),))
    assert talk.values()["amount"] == "5.000.000đ"


def test_thoi_cancels_while_collecting() -> None:
    talk = Talk()
    talk.say("thưởng đâu", "missing_bonus")
    assert talk.say("thôi", "stop") == ["cancelled"]
    assert talk.name == "Listening"
    assert talk.case.status == "cancelled"
    assert not talk.handed_off()


def test_an_amount_without_a_unit_is_asked_about() -> None:
    talk = Talk()
    bare = money("500", None, ambiguous=True, candidates=[500_000, 500])
    talk.say(
        "rút 500 chưa về, tk hoangnam88 lúc 8h", "slow_withdrawal", entities=(bare, user("hoangnam88"), when("8h"))
    )
    assert talk.case.field("amount") is None
    assert "500.000đ" in talk.text
    titles = [button.title for effect in talk.of(Reply) for button in effect.buttons]
    assert titles == ["500.000đ", "500đ"]
    talk.press("inform", amount=500_000)
    assert talk.values()["amount"] == "500.000đ"


def test_a_lunar_date_is_asked_back() -> None:
    talk = Talk()
    lunar = E("incident_time", "mùng 5 âm", {**time_value("2026-11-13T00:00"), "start": None, "lunar": True})
    assert (
        talk.say("thưởng mùng 5 âm đâu, tk hoangnam88", "missing_bonus", entities=(lunar, user("hoangnam88")))[-1]
        == "lunar_date"
    )
    assert talk.case.field("incident_time") is None


def test_an_ambiguous_time_is_taken_and_marked() -> None:
    talk = Talk()
    talk.say("vé lúc 8h", "bet_dispute", entities=(when("8h", "2026-11-14T20:00", precision="hour", ambiguous=True),))
    assert talk.case.signals == ("ambiguous_time",)
    assert talk.case.field("incident_time").confidence < 1  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("asked", "text", "value"),
    [
        ("username", "xuandieu", "xuandieu"),
        ("username", "Kien_95", "Kien_95"),
        ("username", "boss.", "boss"),
        ("username", "nhanh", None),
        ("username", "0912345678", None),
        ("username", "hello", None),
        ("transaction_id", "8830127", "8830127"),
        ("transaction_id", "RT-20448", "RT-20448"),
        ("transaction_id", "mai", None),
    ],
)
def test_a_bare_word_counts_where_it_was_asked_for(asked: str, text: str, value: str | None) -> None:
    talk = Talk()
    others = (user("abcd1"),) if asked == "transaction_id" else ()
    kind = "cancel_withdrawal" if asked == "transaction_id" else "change_details"
    talk.say("việc abcd1 này" if others else "việc này", kind, entities=others)
    talk.say(text, "inform")
    field = talk.case.field(asked)
    assert (field.value if field else None) == value


def test_an_optional_slot_is_asked_for_once_and_never_reported() -> None:
    talk = Talk()
    talk.say("phục vụ tệ quá, tk hoangnam88", "complaint_service", entities=(user("hoangnam88"),))
    assert talk.replies == ["ask_case_code"]
    talk.say("làm ăn chán")
    assert talk.name == "Confirming"
    talk.say("đúng", "affirm")
    assert talk.case.missing == ()
    assert talk.case.skipped == ("case_code",)
    assert "Mã hỗ trợ lần trước: chưa có" not in talk.text


def test_a_returning_sender_is_offered_the_last_account_half_hidden() -> None:
    talk = Talk()
    talk.say("đổi số giúp, tk hoangnam88", "change_details", entities=(user("hoangnam88"),))
    talk.say("đúng", "affirm")
    talk.event(AgentResolved, talk.case.code, "Lan")
    talk.say("ổn rồi", "affirm")
    talk.wait(days=8)
    assert talk.say("thưởng đâu", "missing_bonus") == ["open_missing_bonus", "offer_known_account"]
    assert "ho•••88" in talk.text
    assert "hoangnam88" not in talk.text
    talk.say("đúng rồi", "affirm")
    assert talk.values()["username"] == "hoangnam88"


def test_the_offered_account_may_be_refused() -> None:
    talk = Talk()
    talk.say("thưởng của hoangnam88", "missing_bonus", entities=(user("hoangnam88"),))
    talk.say("thôi", "stop")
    assert "offer_known_account" in talk.say("vé sai", "bet_dispute")
    assert talk.say("không", "deny") == ["ask_username_again"]
    talk.say("tk minhanh_92", "inform", entities=(user("minhanh_92"),))
    assert talk.values()["username"] == "minhanh_92"


def test_the_kind_can_be_taken_back_and_the_code_stays() -> None:
    talk = Talk()
    talk.say("tiền chưa thấy", "slow_withdrawal", entities=())
    code = talk.case.code
    assert talk.say("không, em nạp tiền mà", ("slow_deposit", "em nạp tiền mà"), "deny") == ["open_slow_deposit"]
    assert talk.case.code == code
    assert talk.case.kind == "slow_deposit"
    assert len(talk.cases) == 1


def test_new_details_are_not_taken() -> None:
    talk = Talk()
    talk.say("đổi số điện thoại giúp em", "change_details")
    phone = E("phone", "0900000001", "0900000001")
    assert talk.say("số mới 0900000001", "inform", entities=(phone,)) == ["new_details_later"]
    talk.say("hoangnam88", "inform", entities=(user("hoangnam88"),))
    assert "0900000001" not in talk.case.model_dump_json()


@pytest.mark.parametrize(
    ("kind", "reply"),
    [
        ("sticker", "attachment_sticker"),
        ("voice", "attachment_voice"),
        ("video", "attachment_video"),
        ("location", "attachment_location"),
        ("contact", "attachment_contact"),
        ("unknown", "attachment_unknown"),
    ],
)
def test_what_cannot_be_read_is_acknowledged(kind: Any, reply: str) -> None:
    talk = Talk()
    assert talk.say("", "inform", attachments=(Attachment(kind, "x"),))[0] == reply
    talk.say("thưởng đâu", "missing_bonus")
    assert reply in talk.say("", "inform", attachments=(Attachment(kind, "y"),))
    assert talk.name == "Collecting"


@pytest.mark.parametrize(("name", "reply"), [("sao-ke.pdf", "attachment_file"), ("anh.png", "picture_unreadable")])
def test_a_file_is_kept_and_is_no_picture(name: str, reply: str) -> None:
    talk = Talk()
    talk.say(FULL, "slow_withdrawal", entities=DATA)
    assert talk.say("", "inform", attachments=(Attachment("file", "f1", name),)) == [reply]
    assert talk.name == "Collecting"
    assert [each.kind for each in talk.case.evidence] == ["file"]


def test_thirty_pictures_are_too_many() -> None:
    talk = Talk()
    talk.say(FULL, "slow_withdrawal", entities=DATA)
    assert talk.picture(30) == ["picture_too_many", "summary"]


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("rut tien chua ve ma minh k co anh chup dau nhe", ["screenshots"]),
        ("em rut ve vietcombank 3tr luc 8h toi qua ma chua co, acc tuanlinh77, k co anh dau a", ["screenshots"]),
        ("rút chưa về, quên tên tk rồi, cũng không nhớ giờ", ["username", "incident_time"]),
        ("rút chưa về không có mã otp", []), ("tiền không có về, anh không giúp em à", []),
        ("rút chưa về, không có thời gian chờ đâu", []), ("không biết tài khoản bị sao mà rút chưa về", []),
    ],
)  # fmt: skip
def test_what_is_refused_with_the_problem_is_not_asked_for(text: str, slots: list[str]) -> None:
    talk = Talk()
    talk.say(text, "slow_withdrawal")
    assert [each.name for each in talk.case.missing] == slots


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("anh không nhớ giờ", "incident_time"), ("anh quen ten tk roi", "username"), ("giờ thì không nhớ", "incident_time"),
        ("ảnh thì em không có", "screenshots"), ("không có anh ơi", "*"), ("không có đâu anh", "*"), ("không nhớ mật khẩu", "*"),
        ("mã em không có", "transaction_id"), ("chưa chụp", "screenshots"), ("chưa chụp được em ơi", "screenshots"),
    ],
)  # fmt: skip
def test_what_a_refusal_is_about(text: str, slot: str) -> None:
    view = read(text).normal
    assert refused(view.plain, view.text) == (slot,)


def test_a_number_without_a_unit_is_asked_about_where_an_amount_is_missing() -> None:
    talk = Talk()
    talk.say(
        "rút từ 8h tối qua chưa về, tk hoangnam88", "slow_withdrawal", entities=(user("hoangnam88"), when("8h tối qua"))
    )
    assert talk.say("700", "inform") == ["ambiguous_amount"]
    assert "700.000đ hay 700.000.000đ" in talk.text


def test_two_accounts_in_one_message_are_asked_about() -> None:
    talk = Talk()
    talk.say(
        "tk nhatnam_kh hoặc tk nhatnam_k2 bị khóa", "account_locked", entities=(user("nhatnam_kh"), user("nhatnam_k2"))
    )
    assert talk.replies[-1] == "ambiguous_username"
    assert talk.case.field("username") is None
    talk.say("nhatnam_k2", "inform", entities=(user("nhatnam_k2"),))
    assert talk.values()["username"] == "nhatnam_k2"


@pytest.mark.parametrize("typed", ["Không có ảnh", "không có ảnh", "khong co anh", "KHÔNG CÓ ẢNH "])
def test_typing_a_buttons_title_is_pressing_it(typed: str) -> None:
    talk = Talk()
    talk.say(FULL, "slow_withdrawal", entities=DATA)
    assert talk.say(typed, "out_of_scope") == ["summary"]
    assert talk.say("đúng rồi", "nlu_fallback") == ["handed_over"]


def test_a_clause_of_nothing_but_data_is_no_problem_of_its_own() -> None:
    talk = Talk()
    text = "rút 2tr lúc 8h chưa về, tk khanhly_dn"
    clauses = (("slow_withdrawal", "rút 2tr lúc 8h chưa về"), ("login_failure", "tk khanhly_dn"))
    talk.say(text, *clauses, entities=(money("2tr", 2_000_000), when("8h"), user("khanhly_dn")))
    assert not talk.state.talk.kept
    assert talk.values()["username"] == "khanhly_dn"


def test_a_persons_name_is_a_try_at_the_user_name() -> None:
    talk = Talk()
    talk.say("đổi số", "change_details")
    assert talk.say("Nguyễn Thị Hoa", "out_of_scope") == ["ask_username_again"]


def test_a_refusal_after_the_opening_is_about_what_it_sounds_like() -> None:
    talk = Talk()
    talk.say("vé sai", "bet_dispute")
    talk.say("tui quên rồi", "nlu_fallback")
    assert [each.name for each in talk.case.missing] == ["incident_time"]
    talk.say("mô có hình", "nlu_fallback")
    assert [each.name for each in talk.case.missing] == ["incident_time", "screenshots"]


def test_a_correction_without_a_problem_may_mean_another_kind() -> None:
    talk = Talk()
    talk.say("tiền chưa về", "slow_withdrawal")
    ranking = (("correct", 0.78), ("slow_deposit", 0.1), ("deny", 0.02))
    assert talk.say("không phải rút, em nạp mà", "correct", ranking=ranking) == ["open_slow_deposit"]
    assert (talk.case.kind, len(talk.cases)) == ("slow_deposit", 1)


def test_an_amount_in_another_currency_is_kept_as_it_was_said() -> None:
    talk = Talk()
    usdt = money("50 usdt", None, currency="USDT", number=50)
    talk.say("nạp 50 usdt chưa vào", "slow_deposit", entities=(usdt,))
    assert talk.values()["amount"] == "50 USDT"
    assert talk.case.signals == ()
