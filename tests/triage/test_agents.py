"""With an agent the assistant says three things only; afterwards the case is agreed, rated or looked at again."""

from __future__ import annotations

import pytest

from bot.message import Masked
from bot.triage import (
    AddToCase,
    AgentAsks,
    AgentHandedBack,
    AgentReplied,
    AgentResolved,
    AgentTook,
    CloseCase,
    HandOff,
    RateCase,
)
from bot.triage.events import AgentVerified
from tests.triage.talking import Talk, money, user, when

DATA = (user("hoangnam88"), money("5tr", 5_000_000), when("8h tối qua"))


def with_agent(*, picture: bool = True) -> Talk:
    talk = Talk()
    talk.say("tk hoangnam88 rút 5tr từ 8h tối qua chưa về", "slow_withdrawal", entities=DATA)
    talk.picture() if picture else talk.say("không có ảnh", "inform")
    talk.say("đúng", "affirm")
    assert talk.event(AgentTook, talk.case.code, "Lan") == ["agent_joined"]
    return talk


def resolved() -> Talk:
    talk = with_agent()
    assert talk.event(AgentResolved, talk.case.code, "Lan") == ["resolved_question"]
    return talk


@pytest.mark.parametrize(
    "intent",
    [
        "greet",
        "slow_withdrawal",
        "missing_bonus",
        "faq_support_hours",
        "case_status",
        "ask_human",
        "stop",
        "affirm",
        "nlu_fallback",
        "bot_challenge",
        "out_of_scope",
        "inform",
        "complaint_service",
    ],
)
def test_everything_joins_the_case_in_silence(intent: str) -> None:
    talk = with_agent()
    assert talk.say("gì đó", intent) == []
    assert [each.code for each in talk.of(AddToCase)] == [talk.case.code]
    assert talk.name == "WithAgent"
    assert not talk.of(HandOff)


def test_a_secret_is_warned_of() -> None:
    talk = with_agent()
    assert talk.say("mk ••••••", "inform", masked=(Masked("password", 3, 9),)) == ["secret_warning_deleted"]


def test_the_helplines_come_on_a_first_distress_only() -> None:
    talk = with_agent()
    assert talk.say("em muốn chết", "distress") == ["helplines"]
    assert talk.say("em muốn chết thật", "distress") == []


def test_the_agent_lets_the_assistant_ask_each_slot_once() -> None:
    talk = with_agent(picture=False)
    asked = dict(talk.case.asked)
    assert talk.event(AgentAsks, talk.case.code, "transaction_id") == ["ask_transaction_id"]
    assert talk.event(AgentAsks, talk.case.code, "transaction_id") == []
    assert talk.event(AgentAsks, talk.case.code, "screenshots") == ["ask_slow_withdrawal_form_screenshots"]
    assert talk.case.asked == asked, "not counted among its own questions"
    assert talk.event(AgentAsks, talk.case.code, "fact_brand") == []
    talk.picture()
    assert talk.replies == []
    assert talk.case.missing == ()


def test_an_answer_to_the_agents_question_fills_the_case() -> None:
    talk = with_agent()
    talk.event(AgentAsks, talk.case.code, "transaction_id")
    assert talk.say("8830127", "inform") == []
    assert talk.values()["transaction_id"] == "8830127"


def test_a_reply_takes_the_case_too() -> None:
    talk = Talk()
    talk.say("gặp người", "ask_human")
    assert talk.event(AgentReplied, talk.case.code, "Lan") == []
    assert talk.name == "WithAgent"
    assert (talk.case.status, talk.case.agent) == ("with_agent", "Lan")


def test_an_agent_may_take_a_case_that_is_being_collected() -> None:
    talk = Talk()
    talk.say("thưởng đâu", "missing_bonus")
    talk.event(AgentTook, talk.case.code, "Lan")
    assert talk.name == "WithAgent"
    assert talk.case.incomplete
    assert {each.why for each in talk.case.missing} == {"not_asked"}
    assert not talk.of(HandOff)
    assert talk.wait(hours=3) == []


def test_after_the_hand_back_the_assistant_answers_again() -> None:
    talk = with_agent()
    assert talk.event(AgentHandedBack, talk.case.code) == ["handed_back"]
    assert talk.name == "Waiting"
    assert talk.case.status == "handed_over"
    assert talk.say("alo") == ["receipt_waiting"]


def test_unknown_and_ended_cases_change_nothing() -> None:
    talk = with_agent()
    before = talk.state
    assert talk.event(AgentTook, "TN-ZZZZZ-ZZZZZ-Z", "Lan") == []
    assert talk.state.talk.cases == before.talk.cases


@pytest.mark.parametrize(
    ("text", "intent"),
    [("ổn rồi", "affirm"), ("cảm ơn em", "thank"), ("nhận được tiền rồi", "inform"), ("ok", "affirm")],
)
def test_content_closes_with_a_rating(text: str, intent: str) -> None:
    talk = resolved()
    assert talk.say(text, intent) == ["rating_question"]
    assert talk.of(CloseCase)
    assert talk.case.status == "closed"
    assert talk.press("inform", rating=5) == ["rating_thanks"]
    assert talk.of(RateCase)[0].rating == 5
    assert talk.cases[0].rating == 5
    assert talk.name == "Listening"
    assert talk.wait(days=3) == []


@pytest.mark.parametrize(
    ("text", "stars"),
    [
        ("5", 5),
        ("4 sao", 4),
        ("rất hài lòng", 5),
        ("hai long", 4),
        ("không hài lòng", 2),
        ("rất không hài lòng luôn", 1),
        ("bình thường", 3),
        ("tuyệt vời", 5),
        ("tốt", 4),
        ("quá tệ", 1),
    ],
)
def test_a_rating_may_be_typed(text: str, stars: int) -> None:
    talk = resolved()
    talk.say("ổn rồi", "affirm")
    talk.say(text, "inform")
    assert talk.cases[0].rating == stars
    assert talk.replies == ["rating_thanks_low" if stars <= 2 else "rating_thanks"]


def test_no_rating_is_fine() -> None:
    talk = resolved()
    talk.say("ổn rồi", "affirm")
    assert talk.wait(days=2) == []
    assert talk.name == "Listening"
    assert talk.cases[0].status == "closed"


def test_a_rating_may_be_left_out_by_talking_on() -> None:
    talk = resolved()
    talk.say("ổn rồi", "affirm")
    assert talk.say("bye em", "goodbye") == ["goodbye"]
    assert talk.name == "Listening"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("chưa", "deny"),
        ("vẫn chưa được", "nlu_fallback"),
        ("không đồng ý", "deny"),
        ("gặp người", "ask_human"),
        ("rút vẫn chưa về", "slow_withdrawal"),
        ("tôi khiếu nại", "complaint_service"),
    ],
)
def test_not_content_means_a_second_review_by_another_person(text: str, intent: str) -> None:
    talk = resolved()
    assert talk.say(text, intent) == ["reopened"]
    assert (talk.case.status, talk.case.department, talk.case.reviews) == ("second_review", "management", 1)
    assert talk.of(HandOff)[0].not_agents == ("Lan",)
    assert talk.of(HandOff)[0].reason == "reopened"
    assert talk.name == "Waiting"
    assert talk.say("alo") == ["second_review"]


def test_not_content_with_the_review_either_names_the_complaint_body() -> None:
    talk = resolved()
    talk.say("chưa", "deny")
    talk.event(AgentTook, talk.case.code, "Minh")
    talk.event(AgentResolved, talk.case.code, "Minh")
    assert talk.say("vẫn chưa", "deny") == ["reopened", "complaint_body"]
    assert talk.of(HandOff)[0].not_agents == ("Lan", "Minh")


def test_a_day_of_silence_closes() -> None:
    talk = resolved()
    assert talk.wait(hours=25) == ["closed"]
    assert talk.cases[0].status == "closed"
    assert talk.name == "Listening"


@pytest.mark.parametrize("text", ["vẫn chưa được em ơi", "lại bị nữa rồi, vẫn chưa được"])
def test_within_seven_days_it_is_reopened_by_a_word(text: str) -> None:
    talk = resolved()
    talk.wait(days=3)
    assert talk.say(text, "nlu_fallback") == ["reopened"]
    assert len(talk.cases) == 1


def test_within_seven_days_the_same_problem_reopens() -> None:
    talk = resolved()
    talk.wait(days=3)
    assert talk.say("rút vẫn chưa về", "slow_withdrawal") == ["reopened"]
    assert len(talk.cases) == 1


def test_another_withdrawal_is_a_new_case_of_a_repeated_contact() -> None:
    talk = resolved()
    talk.say("ổn", "affirm")
    talk.wait(days=3)
    talk.say("rút 9tr chưa về", "slow_withdrawal", entities=(money("9tr", 9_000_000),))
    assert len(talk.cases) == 2
    assert talk.case.signals == ("repeated_contact",)


def test_after_seven_days_it_starts_afresh() -> None:
    talk = resolved()
    talk.say("ổn", "affirm")
    talk.wait(days=8)
    talk.say("rút chưa về", "slow_withdrawal")
    assert len(talk.cases) == 2


def test_any_other_message_starts_afresh() -> None:
    talk = resolved()
    talk.say("ổn", "affirm")
    talk.wait(days=1)
    talk.say("thưởng đâu", "missing_bonus")
    assert [case.kind for case in talk.cases] == ["slow_withdrawal", "missing_bonus"]
    assert talk.case.signals == ()


def test_another_problem_before_the_answer_leaves_the_resolved_case_to_its_timer() -> None:
    talk = resolved()
    talk.say("thưởng đâu", "missing_bonus")
    assert [case.status for case in talk.cases] == ["resolved", "collecting"]
    talk.wait(hours=25)
    assert talk.cases[0].status == "closed"


def test_verification_is_noted() -> None:
    talk = with_agent()
    assert talk.case.identity == "chưa xác minh"
    talk.event(AgentVerified, talk.case.code, "Lan")
    assert talk.case.identity == "đã xác minh"
