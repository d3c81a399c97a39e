"""Priority, department, signals: what lifts a case and what only marks it."""

from __future__ import annotations

import pytest

from bot.text import read
from bot.triage import phrases
from tests.triage.talking import Talk, domain, money


@pytest.mark.parametrize("kind", sorted(domain().kinds))
def test_every_kind_has_its_priority_and_department(kind: str) -> None:
    talk = Talk()
    talk.say("hỏng rồi", kind)
    wanted = domain().kinds[kind]
    assert (talk.case.priority, talk.case.department) == (wanted.priority, wanted.department)
    assert talk.case.title == wanted.title["vi"]


@pytest.mark.parametrize(
    ("text", "signals", "priority"),
    [
        ("thưởng đâu", (), "important"),
        ("thưởng 80tr đâu", ("high_amount",), "urgent"),
        ("nhắn lần thứ 3 rồi, thưởng đâu", ("repeated_contact",), "urgent"),
        ("hôm qua em nhắn rồi mà thưởng đâu", ("repeated_contact",), "urgent"),
        ("lừa đảo à, thưởng đâu", ("angry",), "important"),
        ("TRẢ THƯỞNG NGAY CHO TÔI!!!", ("angry",), "important"),
        ("THUONG CUA TOI DAU", (), "important"),
        ("bóc phốt lên mạng giờ", ("angry",), "important"),
    ],
)
def test_signals_and_priority(text: str, signals: tuple[str, ...], priority: str) -> None:
    talk = Talk()
    entities = (money("80tr", 80_000_000),) if "80tr" in text else ()
    talk.say(text, "missing_bonus", entities=entities)
    assert talk.case.signals == signals
    assert talk.case.priority == priority


def test_a_first_anger_is_met_with_an_apology_once() -> None:
    talk = Talk()
    talk.say("thưởng đâu", "missing_bonus")
    talk.say("bực mình quá rồi đấy")
    assert "xin lỗi" in talk.text.lower()
    talk.say("bực mình thật chứ")
    assert "xin lỗi" not in talk.text.lower()


@pytest.mark.parametrize(
    "text", ["chờ muốn chết", "cháy túi rồi", "anh ơi giúp em", "em ngủ quên mất", "ngu duoc mot giac day"]
)
def test_false_friends_are_no_anger(text: str) -> None:
    talk = Talk()
    talk.say("thưởng đâu", "missing_bonus")
    talk.say(text)
    assert talk.case.signals == ()


def test_idle_urgent_is_handed_over_after_ten_minutes_incomplete() -> None:
    talk = Talk()
    talk.say("rút chưa về", "slow_withdrawal")
    assert talk.wait(minutes=9) == []
    assert talk.wait(minutes=2) == ["handed_over_incomplete"]
    assert talk.handed_off() == [("slow_withdrawal", "incomplete")]
    assert talk.case.incomplete
    assert "số tiền" in talk.text


def test_idle_important_gets_one_reminder_and_is_handed_over_after_an_hour() -> None:
    talk = Talk()
    talk.say("thưởng đâu", "missing_bonus")
    assert talk.wait(minutes=59) == ["reminder"]
    assert talk.wait(minutes=2) == ["handed_over_incomplete"]
    assert talk.case.incomplete


def test_an_answer_starts_the_idle_time_anew() -> None:
    talk = Talk()
    talk.say("rút chưa về", "slow_withdrawal")
    talk.wait(minutes=9)
    talk.say("đợi em tí", "inform")
    assert talk.wait(minutes=9) == []
    assert talk.wait(minutes=2) == ["handed_over_incomplete"]


def test_what_comes_after_an_incomplete_hand_over_fills_the_case() -> None:
    talk = Talk()
    talk.say("rút chưa về", "slow_withdrawal")
    talk.wait(minutes=11)
    talk.picture()
    talk.say("5tr nha", "inform", entities=(money("5tr", 5_000_000),))
    assert talk.values()["amount"] == "5.000.000đ"
    assert {each.name for each in talk.case.missing} == {"incident_time", "username"}


@pytest.mark.parametrize(
    "text",
    [
        "tao lenh rut luc 8h", "hom qua dang nhap van duoc", "lenh con cho duyet", "mà máy em hết pin", "em bỏ máy ở nhà",
        "mấy ông xem giúp", "em điền mẫu rồi", "anh chị xem giúp em", "tui ngủ quên", "chờ chết đi được",
    ],
)  # fmt: skip
def test_harmless_words_are_neither_anger_nor_insult(text: str) -> None:
    plain = read(text).normal.plain
    assert not phrases.is_angry(text, plain)
    assert not phrases.is_insult(plain)


@pytest.mark.parametrize(
    ("text", "arrived"),
    [
        ("tiền về rồi", True), ("có rồi em", True), ("nhận được rồi nha", True), ("vào được rồi", True), ("ổn rồi", True),
        ("vua nhan duoc", True), ("it has arrived", True), ("ok rồi", False), ("em chuyển vào rồi mà", False),
        ("nạp rồi mà", False), ("về rồi à?", False), ("vẫn chưa về", False), ("tiền về chưa", False),
    ],
)  # fmt: skip
def test_what_has_arrived(text: str, arrived: bool) -> None:
    assert phrases.says_arrived(read(text).normal.plain) == arrived
