"""Waiting: receipts at most once in three minutes, status, second problems; no form is opened unasked."""

from __future__ import annotations

import pytest

from bot.triage import AddToCase, AgentTook, HandOff
from tests.triage.talking import NIGHT, Talk, money, user, when

DATA = (user("hoangnam88"), money("5tr", 5_000_000), when("8h tối qua"))


def handed_over(**more: object) -> Talk:
    talk = Talk(**more)  # type: ignore[arg-type]
    talk.say("tk hoangnam88 rút 5tr từ 8h tối qua chưa về", "slow_withdrawal", entities=DATA)
    talk.picture()
    talk.say("đúng", "affirm")
    assert talk.name == "Waiting"
    return talk


def with_second(**more: object) -> Talk:
    talk = Talk(**more)  # type: ignore[arg-type]
    text = "tk hoangnam88 rút 5tr từ 8h tối qua chưa về, thưởng tuần 200k cũng chưa có"
    talk.say(
        text,
        ("slow_withdrawal", "tk hoangnam88 rút 5tr từ 8h tối qua chưa về"),
        ("missing_bonus", "thưởng tuần 200k cũng chưa có"),
        entities=(*DATA, money("200k", 200_000)),
    )
    talk.picture()
    assert talk.say("đúng", "affirm") == ["handed_over", "offer_second"]
    return talk


def test_a_receipt_comes_at_most_once_in_three_minutes_and_nothing_is_lost() -> None:
    talk = handed_over()
    assert talk.say("nhanh nha em") == ["receipt_waiting"]
    assert talk.case.code in talk.text
    assert talk.say("alo") == []
    assert talk.of(AddToCase)
    talk.wait(minutes=2, seconds=59)
    assert talk.say("alo") == []
    talk.wait(seconds=2)
    assert talk.say("alo alo") == ["receipt_waiting"]


def test_pictures_and_data_join_the_case() -> None:
    talk = handed_over()
    talk.picture(2)
    assert len(talk.case.evidence) == 3
    assert len(talk.joined[0].evidence) == 2
    talk.say("à 3tr", "correct", entities=(money("3tr", 3_000_000),))
    assert talk.values()["amount"] == "3.000.000đ"


def test_status_is_told_whenever_it_is_asked() -> None:
    talk = handed_over()
    for _ in range(3):
        assert talk.say("tới đâu rồi", "case_status") == ["status_handed_over"]


@pytest.mark.parametrize("kind", ["missing_bonus", "bet_dispute", "slow_deposit"])
def test_a_new_problem_gets_one_offer_and_no_form(kind: str) -> None:
    talk = handed_over()
    assert talk.say("còn việc này nữa", kind) == ["offer_second"]
    assert talk.name == "Waiting"
    assert len(talk.cases) == 1
    assert "offer_second" not in talk.say("còn việc này nữa mà", kind)


@pytest.mark.parametrize("how", ["button", "yes", "told"])
def test_accepted_it_is_collected_while_the_first_waits(how: str) -> None:
    talk = with_second()
    if how == "button":
        talk.press("affirm", choice="second_problem")
    elif how == "yes":
        talk.say("ừ khai luôn đi", "affirm")
    else:
        talk.say("thưởng tuần chưa có", "missing_bonus")
    assert talk.name == "Collecting"
    assert [(case.kind, case.status) for case in talk.cases] == [
        ("slow_withdrawal", "handed_over"),
        ("missing_bonus", "collecting"),
    ]
    assert talk.values() == {"amount": "200.000đ", "username": "hoangnam88"}


def test_each_problem_has_its_own_amount() -> None:
    talk = with_second()
    assert talk.values()["amount"] == "5.000.000đ"


@pytest.mark.parametrize("how", ["button", "no", "stop", "silence"])
def test_refused_or_unanswered_it_is_handed_over_incomplete(how: str) -> None:
    talk = with_second()
    match how:
        case "button":
            replies = talk.press("deny", choice="second_problem")
        case "no":
            replies = talk.say("không", "deny")
        case "stop":
            replies = talk.say("thôi", "stop")
        case _:
            replies = talk.wait(minutes=10)
    assert replies == ["second_handed_over"]
    assert talk.handed_off() == [("slow_withdrawal", "complete"), ("missing_bonus", "second_problem")]
    second = talk.cases[1]
    assert second.incomplete
    assert second.code in "".join(talk.texts)
    assert talk.name == "Waiting"
    assert talk.wait(minutes=15) == []


def test_three_problems_come_one_by_one_and_none_is_lost() -> None:
    talk = Talk()
    talk.say("ba việc: rút, thưởng, vé", ("slow_withdrawal", "rút"), ("missing_bonus", "thưởng"), ("bet_dispute", "vé"))
    talk.say("gặp người", "ask_human")
    assert [kept.intent for kept in talk.state.talk.kept] == ["missing_bonus", "bet_dispute"]
    talk.wait(minutes=11)
    assert [case.kind for case in talk.cases] == ["slow_withdrawal", "missing_bonus", "bet_dispute"]
    assert len(talk.handed_off()) == 3
    assert len({case.code for case in talk.cases}) == 3


def test_an_agent_who_is_quicker_gets_the_second_problem_too() -> None:
    talk = with_second()
    assert talk.event(AgentTook, talk.cases[0].code, "Lan") == ["agent_joined"]
    assert talk.name == "WithAgent"
    assert talk.handed_off() == [("slow_withdrawal", "complete"), ("missing_bonus", "second_problem")]
    assert talk.wait(minutes=30) == []


def test_an_agent_who_takes_the_first_case_ends_the_collecting_of_the_second() -> None:
    talk = with_second()
    talk.press("affirm", choice="second_problem")
    talk.event(AgentTook, talk.cases[0].code, "Lan")
    assert talk.name == "WithAgent"
    assert [case.status for case in talk.cases] == ["with_agent", "handed_over"]
    assert talk.cases[1].incomplete


def test_the_same_problem_joins_the_open_case() -> None:
    talk = handed_over()
    assert talk.say("rút mãi chưa về", "slow_withdrawal") == ["joined_open_case"]
    assert talk.say("rút mãi chưa về mà", "slow_withdrawal") == []
    assert len(talk.cases) == 1
    assert not talk.of(HandOff)


def test_stop_is_told_to_the_agent_and_cancels_nothing() -> None:
    talk = handed_over()
    assert talk.say("thôi khỏi", "stop") == ["stop_waiting"]
    assert talk.case.status == "handed_over"
    assert talk.joined


def test_a_question_is_answered() -> None:
    talk = handed_over()
    assert talk.say("mấy giờ nghỉ", "faq_support_hours") == ["faq_support_hours"]


def test_a_long_wait_is_told_once() -> None:
    talk = handed_over()
    assert talk.wait(minutes=31) == ["still_waiting"]
    assert talk.wait(hours=2) == []


def test_nobody_is_woken_at_night() -> None:
    talk = handed_over(now=NIGHT)
    assert talk.wait(minutes=31) == []


@pytest.mark.parametrize(
    ("channel", "minutes", "words"), [("web", 1, "1 phút"), ("telegram", 15, "5–15 phút"), ("zalo", 15, "5–15 phút")]
)
def test_the_due_time_is_the_channels(channel: str, minutes: int, words: str) -> None:
    talk = handed_over(channel=channel)
    assert talk.case.due is not None
    assert talk.case.handed_over is not None
    assert (talk.case.due - talk.case.handed_over).total_seconds() == minutes * 60
    assert words in talk.text


def test_e_mail_counts_working_hours() -> None:
    talk = handed_over(channel="email")
    assert talk.case.due is not None
    assert f"{talk.case.due:%d %H:%M}" == "15 17:30"
    assert "Quý khách" in talk.text


def test_the_account_is_the_customers_in_whichever_clause_he_says_it() -> None:
    talk = Talk()
    text = "rút chưa về, thưởng cũng không có acc tuanvu_77"
    clauses = (("slow_withdrawal", "rút chưa về"), ("missing_bonus", "thưởng cũng không có acc tuanvu_77"))
    talk.say(text, *clauses, entities=(user("tuanvu_77"),))
    assert talk.values() == {"username": "tuanvu_77"}


def test_what_comes_while_waiting_goes_to_the_case_that_lacks_it() -> None:
    talk = Talk()
    talk.say("nạp 500k chưa vào", "slow_deposit", entities=(money("500k", 500_000),))
    talk.say("em không muốn sống nữa", "distress")
    talk.picture()
    talk.say("hoangnam88", "inform", entities=(user("hoangnam88"),))
    deposit = talk.cases[0]
    assert len(deposit.evidence) == 1
    assert deposit.field("username") is not None
    assert {each.name for each in deposit.missing} == {"incident_time"}


@pytest.mark.parametrize("text", ["khai luôn", "ừ làm đi", "có", "ok em", "tiếp đi"])
def test_a_yes_may_be_worded_in_many_ways(text: str) -> None:
    talk = with_second()
    talk.say(text)
    assert talk.name == "Collecting"


def test_data_for_the_offered_problem_takes_it_up() -> None:
    talk = with_second()
    talk.say("sáng nay", "inform", entities=(when("sáng nay", "2026-11-14T05:00", "2026-11-14T11:00", "part_of_day"),))
    assert talk.name == "Collecting"
    assert talk.case.kind == "missing_bonus"
    assert talk.values()["incident_time"] == "sáng ngày 14/11/2026"
    assert talk.cases[0].field("incident_time").display == "20:00 ngày 13/11/2026"  # type: ignore[union-attr]


def test_bare_data_overwrites_nothing_while_waiting() -> None:
    talk = handed_over()
    talk.say("3tr", "inform", entities=(money("3tr", 3_000_000),))
    assert talk.values()["amount"] == "5.000.000đ"
    assert talk.joined
