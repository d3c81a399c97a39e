"""The summary: every line can be corrected, nothing is discarded, silence hands over unconfirmed."""

from __future__ import annotations

import pytest

from bot.triage import StartTimer
from tests.triage.talking import NIGHT, Talk, money, user, when


def summarised(**more: object) -> Talk:
    """A withdrawal with everything but a picture, which the customer does not have."""
    talk = Talk(**more)  # type: ignore[arg-type]
    data = (user("hoangnam88"), money("5tr", 5_000_000), when("8h tối qua"))
    talk.say("tk hoangnam88 rút 5tr từ 8h tối qua chưa về", "slow_withdrawal", entities=data)
    talk.say("không có ảnh", "inform")
    assert talk.name == "Confirming"
    return talk


@pytest.mark.parametrize(
    ("text", "intent"), [("đúng rồi", "affirm"), ("ok cảm ơn em", "thank"), ("that is right", "nlu_fallback"), ("phải", "nlu_fallback")]
)
def test_a_yes_hands_over(text: str, intent: str) -> None:
    talk = summarised()
    assert talk.say(text, intent) == ["handed_over"]
    assert talk.name == "Waiting"
    assert talk.handed_off() == [("slow_withdrawal", "complete")]
    assert (talk.case.unconfirmed, talk.case.incomplete) == (False, False)
    assert talk.case.code in talk.text


@pytest.mark.parametrize(
    ("text", "intent"), [("không", "deny"), ("thôi", "stop"), ("sửa lại giúp em", "correct"), ("sai rồi", "deny")]
)
def test_no_and_stop_ask_what_to_change_and_discard_nothing(text: str, intent: str) -> None:
    talk = summarised()
    before = talk.case.fields
    assert talk.say(text, intent) == ["ask_what_to_change"]
    assert talk.name == "Confirming"
    assert talk.case.fields == before
    assert talk.case.status == "confirming"


@pytest.mark.parametrize("intent", ["correct", "inform", "deny", "slow_withdrawal"])
def test_a_new_value_corrects_and_the_summary_comes_again(intent: str) -> None:
    talk = summarised()
    assert talk.say("3tr chứ", intent, entities=(money("3tr", 3_000_000),)) == ["summary"]
    assert "3.000.000đ" in talk.text
    assert "5.000.000đ" not in talk.text
    assert talk.values()["amount"] == "3.000.000đ"


def test_a_named_line_is_asked_for() -> None:
    talk = summarised()
    assert talk.say("sai số tiền rồi", "deny") == ["ask_slow_withdrawal_form_amount"]
    assert talk.say("3tr", "inform", entities=(money("3tr", 3_000_000),)) == ["summary"]
    assert talk.values()["amount"] == "3.000.000đ"


@pytest.mark.parametrize("text", ["sai tên tài khoản rồi", "sửa lại tên tài khoản giúp em", "ten tai khoan bi nham"])
def test_a_wrong_line_is_understood_without_the_model(text: str) -> None:
    talk = summarised()
    assert talk.say(text) == ["ask_username"]


def test_a_line_can_be_chosen_by_its_button() -> None:
    talk = summarised()
    talk.say("không", "deny")
    assert talk.press("correct", choice="username") == ["ask_username"]
    assert talk.say("bachduong", "inform") == ["summary"]
    assert talk.values()["username"] == "bachduong"


def test_a_line_that_stays_unclear_keeps_its_value() -> None:
    talk = summarised()
    talk.say("sai tên tài khoản", "deny")
    assert talk.say("thì là cái kia kìa") == ["ask_username_again"]
    assert talk.say("cái hôm trước í") == ["summary"]
    assert talk.values()["username"] == "hoangnam88"


def test_a_picture_joins_and_the_summary_comes_again() -> None:
    talk = summarised()
    assert talk.picture() == ["summary"]
    assert talk.case.missing == ()
    assert "1 ảnh" in talk.text


def test_a_question_is_answered_and_the_summary_still_waits() -> None:
    talk = summarised()
    assert talk.say("mấy giờ nghỉ", "faq_support_hours") == ["faq_support_hours", "status_confirming"]
    assert talk.name == "Confirming"


def test_yes_with_a_question_is_a_yes() -> None:
    talk = summarised()
    assert talk.say("đúng rồi, mấy giờ có người", "affirm", "faq_support_hours") == ["faq_support_hours", "handed_over"]


def test_another_problem_is_kept_and_offered_after_the_hand_off() -> None:
    talk = summarised()
    assert talk.say("à còn thưởng tuần nữa", "missing_bonus") == ["status_confirming"]
    assert "thưởng" in talk.text.lower()
    assert talk.say("đúng", "affirm") == ["handed_over", "offer_second"]


def test_two_unclear_messages_bring_a_human() -> None:
    talk = summarised()
    assert talk.say("ờ thì") == ["status_confirming"]
    assert talk.say("hmm") == ["handed_over_unconfirmed"]
    assert talk.case.unconfirmed


def test_silence_for_three_minutes_hands_over_unconfirmed() -> None:
    talk = summarised()
    assert talk.wait(minutes=2, seconds=59) == []
    assert talk.wait(seconds=2) == ["handed_over_unconfirmed"]
    assert talk.case.unconfirmed
    assert talk.handed_off() == [("slow_withdrawal", "unconfirmed")]


def test_an_answer_starts_the_three_minutes_anew() -> None:
    talk = summarised()
    talk.wait(minutes=2)
    talk.say("không", "deny")
    assert talk.wait(minutes=2) == []
    assert talk.name == "Confirming"
    assert talk.wait(minutes=2) == ["handed_over_unconfirmed"]


def test_a_human_is_one_message_away() -> None:
    talk = summarised()
    assert talk.say("cho gặp người", "ask_human") == ["ask_human"]
    assert talk.handed_off() == [("slow_withdrawal", "asked_human")]


def test_at_night_the_next_opening_is_named() -> None:
    talk = summarised(now=NIGHT)
    assert talk.say("đúng", "affirm") == ["handed_over_closed"]
    assert "08:00 ngày 15/11/2026" in talk.text


def test_only_one_confirm_timer_is_alive() -> None:
    talk = summarised()
    talk.say("không", "deny")
    talk.say("không", "deny")
    alive = [timer for timer in talk.state.talk.timers if timer.kind == "confirm"]
    assert len(alive) == 1
    assert len([each for each in talk.all_effects if isinstance(each, StartTimer) and each.kind == "confirm"]) == 3
