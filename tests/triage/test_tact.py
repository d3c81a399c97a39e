"""What grates in a long talk: pressing, silence, a queue beside despair, data that the human does not get."""

from __future__ import annotations

import pytest

from bot.triage import AgentResolved, HandOff
from bot.triage.phrases import asks, corrects
from bot.triage.summary import summary_text
from bot.triage.timing import combined
from tests.triage.talking import Talk, domain, money, time_value, user, when

FULL = "tk hoangnam88 rút 5tr từ 8h tối qua chưa về"
DATA = (user("hoangnam88"), money("5tr", 5_000_000), when("8h tối qua"))


def handed_over() -> Talk:
    talk = Talk()
    talk.say(FULL, "slow_withdrawal", entities=DATA)
    talk.picture()
    talk.say("đúng", "affirm")
    return talk


@pytest.mark.parametrize(
    ("text", "intent", "replies"),
    [("cảm ơn em", "thank", ["thank"]), ("bye em", "goodbye", ["goodbye"]), ("ok em", "affirm", ["receipt_waiting"])],
)
def test_courtesies_are_no_news_for_the_case(text: str, intent: str, replies: list[str]) -> None:
    assert handed_over().say(text, intent) == replies


def test_a_question_never_meets_silence() -> None:
    talk = handed_over()
    assert talk.say("nhanh nha em") == ["receipt_waiting"]
    assert talk.say("alo") == []
    assert talk.say("bao giờ mới trả lời") == ["status_handed_over"]
    assert talk.say("thế có cần gửi gì nữa không?") == ["receipt_waiting"]


def test_how_long_it_takes_is_how_the_reported_case_stands() -> None:
    assert handed_over().say("bao lâu tiền về", "faq_withdrawal_time") == ["status_handed_over"]
    assert handed_over().say("bao giờ có người trả lời", "faq_support_hours") == ["status_handed_over"]
    other = Talk()
    other.say("gặp nhân viên", "ask_human")
    assert other.say("bao lâu mới xong", "faq_withdrawal_time") == ["status_handed_over"]
    assert other.say("rút tiền thường mất bao lâu", "faq_withdrawal_time") == ["faq_withdrawal_time"]


def test_beside_despair_there_is_no_queue_and_no_silence() -> None:
    talk = Talk()
    talk.say("không muốn sống nữa", "distress")
    assert talk.say("giờ phải làm sao") == ["helplines"]
    assert talk.say("gọi rồi mà không ai mở cửa") == ["helplines"]


def test_questions_in_a_form_are_no_failed_answers() -> None:
    talk = Talk()
    talk.say(FULL, "slow_withdrawal", entities=DATA)
    for text in ("ảnh để làm gì?", "sao phải chờ lâu thế", "có phải gửi ảnh không"):
        assert talk.say(text) == ["take_your_time"]
    assert not talk.case.missing


def test_other_data_than_asked_for_is_no_failed_answer() -> None:
    talk = Talk()
    talk.say("rút tiền chưa về", "slow_withdrawal")
    assert talk.say("5tr", "inform", entities=(money("5tr", 5_000_000),)) == ["ask_slow_withdrawal_form_incident_time"]
    question = ["ask_slow_withdrawal_form_incident_time"]
    assert talk.say("tk hoangnam88", "inform", entities=(user("hoangnam88"),)) == question
    assert talk.say("à 6tr", "correct", entities=(money("6tr", 6_000_000),)) == question
    assert not talk.case.missing


def test_several_kept_problems_are_named_in_one_sentence() -> None:
    talk = Talk()
    talk.say(
        "rút tiền chưa về, thưởng chưa có, game bị văng",
        ("slow_withdrawal", "rút tiền chưa về"),
        ("missing_bonus", "thưởng chưa có"),
        ("game_error", "game bị văng"),
    )
    assert talk.text.count("Em ghi nhớ thêm") + talk.text.count("em đã ghi lại") == 1
    assert "» và «" in talk.text


def test_the_human_reads_that_the_one_question_was_asked() -> None:
    talk = Talk()
    talk.say("khóa tài khoản, tôi muốn nghỉ chơi", "self_exclusion")
    assert [(each.name, each.why) for each in talk.case.missing] == [("username", "asked_twice")]


def test_a_kept_problem_gets_the_account_of_the_one_that_was_cancelled() -> None:
    talk = Talk()
    talk.say(
        "tk hoangnam88 thưởng chưa có, game bị văng",
        ("missing_bonus", "tk hoangnam88 thưởng chưa có"),
        ("game_error", "game bị văng"),
        entities=(user("hoangnam88"),),
    )
    talk.say("thôi hủy đi", "stop")
    talk.say("để sau", "deny")
    assert talk.of(HandOff)
    assert talk.values()["username"] == "hoangnam88"


ROUGH = time_value("2026-11-14T11:00", "2026-11-14T13:00", "part_of_day")
EVENING = time_value("2026-11-13T18:00", "2026-11-13T22:00", "part_of_day")


@pytest.mark.parametrize(
    ("held", "said", "start"),
    [
        (ROUGH, time_value("2026-11-14T12:00", precision="hour", told="both"), "2026-11-14T12:00"),
        (ROUGH, time_value("2026-11-14T15:00", precision="hour", told="both"), ""),
        (EVENING, time_value("2026-11-13T23:00", precision="hour", told="clock"), "2026-11-13T23:00"),
        (EVENING, time_value("2026-11-14T00:30", precision="minute", told="both"), ""),
    ],
)
def test_a_finer_time_within_a_rough_one_completes_it(held: dict, said: dict, start: str) -> None:  # type: ignore[type-arg]
    whole = combined(held, said)
    assert (str(whole["start"])[:16] if isinstance(whole, dict) else "") == start


def test_what_lasts_until_now_has_no_end() -> None:
    talk = Talk()
    time = when("từ 8h tối qua tới giờ", end="2026-11-14T20:30", precision="hour")
    text = "tk hoangnam88 rút 5tr từ 8h tối qua tới giờ chưa về"
    talk.say(text, "slow_withdrawal", entities=(*DATA[:2], time))
    assert talk.values()["incident_time"] == "20:00 ngày 13/11/2026"


def test_who_is_not_content_is_quoted_to_the_next_agent() -> None:
    talk = handed_over()
    talk.event(AgentResolved, talk.case.code, "Lan")
    talk.say("chưa ổn, vẫn sai", "deny")
    text = summary_text(talk.case, domain())
    assert "Lời khách: «tk hoangnam88 rút 5tr" in text
    assert "Tin mới nhất: «chưa ổn, vẫn sai»" in text


@pytest.mark.parametrize(
    ("plain", "yes"),
    [("ten tai khoan de lam gi", True), ("hoangnam88", False), ("toi co anh day", False), ("lam sao gui anh", True)],
)
def test_questions_are_told_by_their_words(plain: str, yes: bool) -> None:
    assert asks(plain) is yes


@pytest.mark.parametrize("plain", ["cai minh can la rut tien", "thuc ra la nap chua vao", "a ma thoi khong phai, nap"])
def test_taking_back_comes_in_many_words(plain: str) -> None:
    assert corrects(plain)
