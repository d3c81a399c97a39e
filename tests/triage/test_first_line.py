"""First-line answers: young withdrawals and deposits are explained, asked about once, and go on when they stay away."""

from __future__ import annotations

import pytest

from tests.triage.talking import Talk, money, time_value, user, when

YOUNG = when("10 phút trước", "2026-11-14T20:20")
NOT_YET = [
    ("chưa", "deny"),
    ("vẫn chưa", "deny"),
    ("chưa thấy gì em ơi", "nlu_fallback"),
    ("rút vẫn chưa về", "slow_withdrawal"),
    ("van chua ve", "inform"),
]


def explained(kind: str = "slow_withdrawal") -> Talk:
    talk = Talk()
    talk.say("rút 5tr 10 phút trước chưa về", kind, entities=(money("5tr", 5_000_000), YOUNG))
    return talk


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("slow_withdrawal", "Nếu sau 30 phút tiền vẫn chưa về, anh/chị nhắn lại giúp em tại đây ạ."),
        ("slow_deposit", "Nếu sau 30 phút tiền vẫn chưa vào tài khoản, anh/chị nhắn lại giúp em tại đây ạ."),
    ],
)
def test_a_young_one_is_explained(kind: str, words: str) -> None:
    talk = explained(kind)
    assert words in talk.text
    assert talk.case.code in talk.text
    assert talk.case.status == "answered"
    assert talk.name == "Listening"
    assert not talk.handed_off()


def test_the_time_may_come_later() -> None:
    talk = Talk()
    talk.say("rút chưa về", "slow_withdrawal")
    assert talk.say("10 phút trước", "inform", entities=(YOUNG,)) == ["first_line_withdrawal"]


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("rút bị từ chối 10 phút trước", (YOUNG,)),
        ("lệnh rút treo từ 10 phút trước", (YOUNG,)),
        ("tiền bị hoàn lại 10 phút trước", (YOUNG,)),
        ("rút 80tr 10 phút trước", (money("80tr", 80_000_000), YOUNG)),
        ("rút từ 8h tối qua", (when("8h tối qua"),)),
        ("rút sáng nay", (when("sáng nay", "2026-11-14T06:00", "2026-11-14T12:00", "part_of_day"),)),
        ("nhắn lần thứ 3 rồi, rút 10 phút trước", (YOUNG,)),
    ],
)
def test_it_is_skipped(text: str, entities: tuple[object, ...]) -> None:
    talk = Talk()
    talk.say(text, "slow_withdrawal", entities=entities)
    assert talk.name == "Collecting"


@pytest.mark.parametrize(("text", "intent"), NOT_YET)
def test_not_yet_goes_on_in_the_form(text: str, intent: str) -> None:
    talk = explained()
    talk.wait(minutes=25)
    talk.say(text, intent)
    assert talk.name == "Collecting"
    assert len(talk.cases) == 1
    assert talk.values()["amount"] == "5.000.000đ"
    talk.say("hoangnam88", "inform", entities=(user("hoangnam88"),))
    talk.picture()
    assert talk.name == "Confirming", "explained once only"


@pytest.mark.parametrize(("text", "intent"), NOT_YET)
def test_it_is_asked_once_whether_it_is_there(text: str, intent: str) -> None:
    talk = explained()
    assert talk.wait(minutes=30) == ["first_line_check_withdrawal"]
    talk.say(text, intent)
    assert talk.name == "Collecting"


@pytest.mark.parametrize(
    ("text", "intent"),
    [("có rồi em", "affirm"), ("rồi", "affirm"), ("tiền về rồi nha", "thank"), ("vừa nhận được", "inform")],
)
def test_a_yes_closes(text: str, intent: str) -> None:
    talk = explained()
    talk.wait(minutes=31)
    assert talk.say(text, intent) == ["first_line_solved"]
    assert talk.cases[0].status == "closed"
    assert talk.wait(days=3) == []


def test_it_may_arrive_before_it_is_asked() -> None:
    talk = explained()
    assert talk.say("à về rồi em", "inform") == ["first_line_solved"]


def test_a_nod_before_the_check_is_no_solution() -> None:
    talk = explained()
    talk.say("ok em", "affirm")
    assert talk.case.status == "answered"
    assert talk.wait(minutes=31) == ["first_line_check_withdrawal"]


def test_no_reply_within_a_day_closes() -> None:
    talk = explained()
    assert talk.wait(minutes=31, hours=25) == ["first_line_check_withdrawal", "first_line_closed"]
    assert talk.cases[0].status == "closed"
    assert talk.state.talk.timers == ()


def test_the_same_problem_after_that_goes_on_with_the_same_case() -> None:
    talk = explained()
    talk.wait(days=2)
    talk.say("rút vẫn chưa về", "slow_withdrawal")
    assert len(talk.cases) == 1
    assert talk.name == "Collecting"


def test_the_button_brings_a_human_with_this_case() -> None:
    talk = explained()
    assert talk.press("ask_human") == ["ask_human"]
    assert talk.handed_off() == [("slow_withdrawal", "asked_human")]
    assert len(talk.cases) == 1


def test_data_after_the_explanation_joins_the_case() -> None:
    talk = explained()
    assert talk.picture() == ["status_answered"]
    assert len(talk.case.evidence) == 1
    assert talk.case.status == "answered"


def test_a_second_problem_is_offered_after_the_explanation() -> None:
    talk = Talk()
    text = "rút 10 phút trước chưa về, thưởng cũng chưa có"
    replies = talk.say(
        text,
        ("slow_withdrawal", "rút 10 phút trước chưa về"),
        ("missing_bonus", "thưởng cũng chưa có"),
        entities=(YOUNG,),
    )
    assert replies == ["first_line_withdrawal", "offer_second"]
    assert talk.press("affirm", choice="second_problem") == ["open_missing_bonus"]
    assert [case.status for case in talk.cases] == ["answered", "collecting"]


def test_a_repeated_contact_is_not_explained_again() -> None:
    talk = explained()
    talk.wait(minutes=31)
    talk.say("rồi", "affirm")
    talk.wait(days=1)
    new = when("10 phút trước", value_at(talk))
    talk.say("rút mới 10 phút trước chưa về", "slow_withdrawal", entities=(new,))
    assert len(talk.cases) == 2
    assert "repeated_contact" in talk.case.signals
    assert talk.name == "Collecting"


def value_at(talk: Talk) -> str:
    """Ten minutes ago, as the builder writes times."""
    from datetime import timedelta

    return f"{talk.now + timedelta(hours=7) - timedelta(minutes=10):%Y-%m-%dT%H:%M}"


def test_time_values_are_as_the_grammar_gives_them() -> None:
    assert set(time_value("2026-11-14T20:20")) == {"start", "end", "precision", "ambiguous", "lunar"}


@pytest.mark.parametrize("text", ["vao roi nhung thieu 500k", "về có một nửa thôi", "hôm qua em nhắn rồi mà"])
def test_not_all_of_it_is_not_solved(text: str) -> None:
    talk = explained()
    talk.say(text, "nlu_fallback")
    assert talk.cases[0].status != "closed"


@pytest.mark.parametrize("text", ["vào rồi nhưng thiếu 500k", "mới về có một nửa thôi", "về rồi mà chưa đủ"])
def test_a_part_of_it_is_the_same_problem(text: str) -> None:
    talk = explained("slow_deposit")
    talk.say(text, "missing_bonus")
    assert [case.kind for case in talk.cases] == ["slow_deposit"]
    assert talk.cases[0].status == "collecting"


def test_a_bonus_that_stays_away_is_another_problem() -> None:
    talk = explained("slow_deposit")
    talk.say("tiền vào rồi nhưng thiếu thưởng nạp đầu", "missing_bonus")
    assert "missing_bonus" in [case.kind for case in talk.cases]


def test_thanks_for_the_explanation_do_not_close() -> None:
    talk = explained()
    talk.say("ok em cảm ơn ad nhiều", "thank")
    assert talk.case.status == "answered"
