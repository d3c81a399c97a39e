"""At-once intents and the wish for a human: handed over in the same turn, from every state."""

from __future__ import annotations

import pytest

from bot.triage import AgentResolved, AgentTook, HandOff
from tests.triage.talking import NIGHT, Talk, money, user, when

AT_ONCE = ["distress", "underage", "self_exclusion", "report_fraud"]
DATA = (user("hoangnam88"), money("5tr", 5_000_000), when("8h tối qua"))
STATES = ["Listening", "Collecting", "Confirming", "Waiting", "WithAgent", "Rating", "stars"]


def talk_in(state: str) -> Talk:
    """A conversation in a state, about a slow withdrawal."""
    talk = Talk()
    if state == "Listening":
        return talk
    talk.say("tk hoangnam88 rút 5tr từ 8h tối qua chưa về", "slow_withdrawal", entities=DATA)
    if state == "Collecting":
        return talk
    talk.picture()
    if state == "Confirming":
        return talk
    talk.say("đúng", "affirm")
    if state == "Waiting":
        return talk
    talk.event(AgentTook, talk.case.code, "Lan")
    if state == "WithAgent":
        return talk
    talk.event(AgentResolved, talk.case.code, "Lan")
    if state == "stars":
        talk.say("ổn rồi", "affirm")
    return talk


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("intent", AT_ONCE)
def test_at_once_intents_reach_a_human_in_the_same_turn_from_every_state(state: str, intent: str) -> None:
    talk = talk_in(state)
    replies = talk.say("chuyện này gấp", intent)
    new = next(case for case in talk.cases if case.kind == intent)
    assert new.code in [each.code for each in talk.of(HandOff)]
    assert new.status == "handed_over"
    assert new.reason == "at_once"
    if state == "WithAgent":
        assert replies == (["helplines"] if intent == "distress" else [])
        assert talk.name == "WithAgent"
    else:
        assert replies[0] == intent
        assert talk.name == "Waiting"
    codes = [each.code for each in talk.all_effects if isinstance(each, HandOff)]
    assert len(codes) == len(set(codes)), "handed over twice"


@pytest.mark.parametrize(("state", "reason"), [("Collecting", "second_problem"), ("Confirming", "unconfirmed")])
def test_what_was_in_hand_goes_along(state: str, reason: str) -> None:
    talk = talk_in(state)
    talk.say("em không muốn sống nữa", "distress")
    assert talk.handed_off() == [("slow_withdrawal", reason), ("distress", "at_once")]


@pytest.mark.parametrize(
    ("told", "first"),
    [
        (("report_fraud", "distress"), "distress"),
        (("self_exclusion", "underage"), "underage"),
        (("report_fraud", "self_exclusion"), "self_exclusion"),
        (("slow_withdrawal", "distress"), "distress"),
        (("slow_withdrawal", "underage"), "underage"),
    ],
)
def test_the_most_pressing_goes_first(told: tuple[str, str], first: str) -> None:
    talk = Talk()
    assert talk.say("chuyện này và chuyện kia", *told)[0] == first
    assert talk.case.kind == first
    assert talk.case.also_mentioned == tuple(each for each in told if each != first)
    assert len(talk.cases) == 1


def test_fraud_beside_a_problem_keeps_the_problem_for_later() -> None:
    talk = Talk()
    talk.say(
        "bị lừa otp, lệnh rút cũng chưa về",
        ("report_fraud", "bị lừa otp"),
        ("slow_withdrawal", "lệnh rút cũng chưa về"),
    )
    assert talk.case.kind == "report_fraud"
    assert [kept.intent for kept in talk.state.talk.kept] == ["slow_withdrawal"]


def test_whatever_is_known_goes_along_and_one_thing_is_asked_for() -> None:
    talk = Talk()
    assert talk.say("có người giả nhân viên lấy 5tr của em", "report_fraud", entities=(money("5tr", 5_000_000),)) == [
        "report_fraud",
        "ask_username",
    ]
    assert talk.values() == {"amount": "5.000.000đ"}
    talk.say("hoangnam88", "inform", entities=(user("hoangnam88"),))
    assert talk.values()["username"] == "hoangnam88"
    assert talk.name == "Waiting"


def test_the_privacy_notice_never_stands_before_an_at_once_hand_off() -> None:
    talk = Talk()
    talk.say("khóa nick em lại đi", "self_exclusion")
    first, second = talk.texts
    assert "[ĐỊA CHỈ TRANG BẢO MẬT THÔNG TIN]" not in first
    assert "[ĐỊA CHỈ TRANG BẢO MẬT THÔNG TIN]" in second


@pytest.mark.parametrize("now", [NIGHT, None])
def test_helplines_come_first_of_all_in_and_out_of_hours(now: object) -> None:
    talk = Talk(now=NIGHT) if now else Talk()
    talk.say("em chỉ muốn chết", "distress")
    assert "115" in talk.texts[0].split("\n")[0]
    assert "111" in talk.texts[0].split("\n")[0]
    assert "trợ lý tự động" in talk.text


@pytest.mark.parametrize("intent", ["distress", "underage", "self_exclusion"])
def test_after_a_case_of_protection_nothing_keeps_a_person_playing(intent: str) -> None:
    talk = Talk()
    talk.say("chuyện này gấp", intent)
    assert talk.case.signals == ("vulnerable",)
    promoted = talk.say("có khuyến mãi gì không", "faq_promotions")
    assert "faq_promotions" not in promoted
    assert talk.wait(hours=30) == []
    talk.event(AgentTook, talk.case.code, "Lan")
    assert talk.event(AgentResolved, talk.case.code, "Lan") == []
    assert talk.cases[0].status == "closed"
    assert talk.name == "Listening"
    assert talk.wait(days=2) == []
    talk.say("thưởng của em đâu", "missing_bonus")
    assert talk.wait(minutes=11) == [], "no reminder"
    talk.wait(minutes=60)
    talk.event(AgentTook, talk.case.code, "Lan")
    talk.event(AgentResolved, talk.case.code, "Lan")
    assert talk.say("ổn rồi", "affirm") == ["closed"], "no rating"


def test_a_minor_gets_no_account_help() -> None:
    talk = Talk()
    talk.say("em 16 tuổi", "underage")
    assert talk.say("mà rút tiền chưa về", "slow_withdrawal") == ["underage_no_help"]
    assert [case.kind for case in talk.cases] == ["underage"]
    assert talk.cases[0].also_mentioned == ("slow_withdrawal",)


def test_a_second_cry_of_distress_joins_the_case() -> None:
    talk = Talk()
    talk.say("em không muốn sống nữa", "distress")
    talk.wait(minutes=4)
    assert talk.say("em mệt quá rồi", "distress") == ["helplines"]
    assert len(talk.cases) == 1
    assert talk.joined


@pytest.mark.parametrize("state", ["Listening", "Collecting", "Confirming", "Rating"])
def test_a_human_is_never_further_than_one_message_away(state: str) -> None:
    talk = talk_in(state)
    talk.say("cho gặp nhân viên", "ask_human")
    assert talk.name == "Waiting"
    assert len(talk.of(HandOff)) == 1


def test_a_wish_for_a_human_without_a_problem_opens_a_general_case() -> None:
    talk = Talk()
    assert talk.say("gặp người thật", "ask_human") == ["ask_human"]
    assert (talk.case.kind, talk.case.department, talk.case.reason) == ("ask_human", "support", "asked_human")


def test_a_wish_for_a_human_with_a_problem_opens_that_problem() -> None:
    talk = Talk()
    talk.say("gặp nhân viên, rút 5tr chưa về", "ask_human", "slow_withdrawal", entities=(money("5tr", 5_000_000),))
    assert talk.case.kind == "slow_withdrawal"
    assert talk.case.incomplete
    assert {each.why for each in talk.case.missing} == {"not_asked"}


def test_asking_again_while_waiting_opens_nothing() -> None:
    talk = talk_in("Waiting")
    assert talk.say("gặp nhân viên đi", "ask_human") == ["ask_human_again"]
    assert len(talk.cases) == 1
    assert not talk.of(HandOff)


def test_a_late_withdrawal_called_fraud_stays_a_withdrawal() -> None:
    talk = Talk()
    talk.say("lừa đảo à, rút mãi chưa về", "slow_withdrawal")
    assert talk.case.kind == "slow_withdrawal"
    assert talk.case.signals == ("angry",)


@pytest.mark.parametrize(
    ("clause", "fraud"),
    [("LỪA ĐẢO NGƯỜI CHƠI À", False), ("bọn lừa đảo", False), ("bị lừa đưa mã otp", True), ("có người giả nhân viên lừa đảo", True)],
)  # fmt: skip
def test_mere_anger_beside_a_problem_is_no_fraud_report(clause: str, fraud: bool) -> None:
    talk = Talk()
    talk.say(f"thưởng không có, {clause}", ("missing_bonus", "thưởng không có"), ("report_fraud", clause))
    assert (talk.cases[0].kind == "report_fraud") == fraud
    assert fraud or talk.case.signals == ("angry",)
