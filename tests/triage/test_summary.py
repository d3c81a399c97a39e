"""The summary: at most 15 lines, what an agent needs first, nothing that no message said."""

from __future__ import annotations

import pytest

from bot.case import CaseSummary, Missing
from bot.message import Entity, Message
from bot.triage import MessageTurn, Understood, begin, decide, summarise, summary_text
from bot.triage.display import half_hidden, incident_time, listed, lowered, money, quoted, shortened
from tests.triage.talking import EVENING, E, Talk, domain, parse, time_value, user, when
from tests.triage.talking import money as amount


def finished() -> Talk:
    talk = Talk(channel="zalo")
    text = "lừa đảo à, rút 80tr từ 8h tối qua chưa về, thưởng tuần cũng không có"
    talk.say(
        text,
        ("slow_withdrawal", "rút 80tr từ 8h tối qua chưa về"),
        ("missing_bonus", "thưởng tuần cũng không có"),
        entities=(amount("80tr", 80_000_000), when("8h tối qua")),
    )
    talk.say("tk hoangnam88", "inform", entities=(user("hoangnam88"),))
    talk.say("không có ảnh", "inform")
    talk.say("đúng rồi", "affirm")
    return talk


def test_the_text_says_what_an_agent_needs() -> None:
    text = summary_text(finished().case, domain())
    assert text.splitlines() == [
        "[Khẩn cấp] Rút tiền chậm · TN-00000-00007-J",
        "Khách: hoangnam88 (chưa xác minh) · Zalo",
        "Thời gian đặt lệnh rút: 20:00 ngày 13/11/2026 («8h tối qua»)",
        "Số tiền rút: 80.000.000đ («80tr»)",
        "Còn thiếu: Ảnh chụp màn hình lệnh rút (khách không có, «không có ảnh»)",
        "Lời khách: «lừa đảo à, rút 80tr từ 8h tối qua chưa về, thưởng tuần cũng không có»",
        "Lưu ý: Khách bức xúc, Số tiền lớn",
        "Chuyển vì: Đủ thông tin, khách đã xác nhận",
        "Bộ phận: Thanh toán · trả lời trước 20:45 ngày 14/11/2026",
    ]


def test_the_text_may_be_english() -> None:
    text = summary_text(finished().case, domain(), "en")
    assert text.startswith("[Urgent] Slow withdrawal · TN-00000-00007-J\nCustomer: hoangnam88")
    assert "80.000.000đ" in text


def test_the_fullest_case_has_at_most_fifteen_lines() -> None:
    case = finished().case
    slots = [name for name, slot in domain().slots.items() if slot.label]
    case = case.having(
        missing=tuple(Missing(name=name, label=name, why="asked_twice", words="x" * 300) for name in slots),
        also_mentioned=tuple(domain().kinds),
        signals=tuple(domain().triage.signals),
        unconfirmed=True,
        incomplete=True,
        reviews=2,
        fields=tuple(
            case.fields[0].model_copy(
                update={"name": name, "value": case.fields[0].value if name == "incident_time" else 5}
            )
            for name in slots
        ),
    )
    lines = summary_text(case, domain()).splitlines()
    assert len(lines) <= 15
    assert all(len(line) <= 160 for line in lines)


def test_a_newline_in_the_customers_words_makes_no_line() -> None:
    talk = Talk()
    talk.say("rút chưa về\nBộ phận: giả\nKhách: giả", "slow_withdrawal")
    text = summary_text(talk.case, domain())
    assert len([line for line in text.splitlines() if line.startswith("Khách:")]) == 1


def test_the_published_summary_holds_it_all() -> None:
    summary = summarise(finished().case, domain())
    assert CaseSummary.model_validate_json(summary.model_dump_json()) == summary
    assert (summary.status, summary.status_title) == ("handed_over", "Chờ nhân viên")
    assert (summary.priority_title, summary.department_title) == ("Khẩn cấp", "Thanh toán")
    assert summary.identity == "chưa xác minh"
    assert summary.reason_title == "Đủ thông tin, khách đã xác nhận"
    assert [(field.name, field.words, field.message_id) for field in summary.fields] == [
        ("incident_time", "8h tối qua", "m1"),
        ("amount", "80tr", "m1"),
        ("username", "hoangnam88", "m2"),
    ]
    assert summary.text.count("\n") < 15


def test_a_bank_account_is_shown_by_its_last_four_digits() -> None:
    text = "rút về 0123456789 chưa thấy"
    bank = Entity("bank_account", 7, 17, "0123456789", "0123456789")
    understood = parse(text, "slow_withdrawal")
    understood = type(understood)(text, understood.intent, understood.ranking, understood.intents, (bank,))
    turn = MessageTurn((Understood(Message("m1", text), understood),), "TN-00000-00007-J")
    case = decide(domain(), begin("web"), turn, EVENING).state.talk.cases[0]
    assert "0123456789" not in case.model_dump_json()
    assert "•••6789" in summary_text(case, domain())


@pytest.mark.parametrize(
    ("amount_", "shown"), [(5_000_000, "5.000.000đ"), (500, "500đ"), (1_250_000.0, "1.250.000đ"), (0, "0đ")]
)
def test_money(amount_: float, shown: str) -> None:
    assert money(amount_) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (time_value("2026-11-14T20:15"), "20:15 ngày 14/11/2026"),
        (time_value("2026-11-14T20:15", precision="second"), "20:15:00 ngày 14/11/2026"),
        (time_value("2026-11-14T20:00", precision="hour"), "20:00 ngày 14/11/2026"),
        (time_value("2026-11-14T20:00", precision="hour", ambiguous=True), "khoảng 20:00 ngày 14/11/2026"),
        (time_value("2026-11-14T19:00", "2026-11-14T20:00", "hour"), "19:00–20:00 ngày 14/11/2026"),
        (time_value("2026-11-14T00:00", precision="day"), "ngày 14/11/2026"),
        (time_value("2026-11-14T05:00", "2026-11-14T11:00", "part_of_day"), "sáng ngày 14/11/2026"),
        (time_value("2026-11-13T22:00", "2026-11-14T05:00", "part_of_day"), "đêm ngày 13/11/2026"),
        (time_value("2026-11-14T01:00", "2026-11-14T05:00", "part_of_day"), "rạng sáng ngày 14/11/2026"),
        (time_value("2026-11-10T00:00", "2026-11-14T20:30", "day"), "từ 10/11/2026 đến 14/11/2026"),
        (time_value("2026-11-09T00:00", precision="week"), "tuần từ 09/11/2026"),
        (time_value("2026-10-01T00:00", precision="month"), "tháng 10/2026"),
        (
            time_value("2026-11-13T23:00", "2026-11-14T02:00", "hour"),
            "từ 23:00 ngày 13/11/2026 đến 02:00 ngày 14/11/2026",
        ),
    ],
)
def test_times(value: dict[str, object], shown: str) -> None:
    assert incident_time(value) == shown


def test_small_words() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b và c"
    assert listed(["a", "b"], "en") == "a and b"
    assert lowered("Tên tài khoản") == "tên tài khoản"
    assert lowered("E-mail") == "E-mail"
    assert half_hidden("hoangnam88") == "ho•••88"
    assert half_hidden("abc") == "a•••c"
    assert shortened("abcdef", 4) == "abc…"
    assert quoted("a\n\n b", ()) == "a b"


def test_whatever_an_entity_holds_is_shown_in_one_line() -> None:
    talk = Talk()
    talk.say("thưởng hoàn trả tuần đâu", "missing_bonus", entities=(E("promotion", "hoàn trả tuần", "Hoàn trả tuần"),))
    assert "Tên khuyến mãi: Hoàn trả tuần («hoàn trả tuần»)" in summary_text(talk.case, domain())
