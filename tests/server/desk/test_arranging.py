"""Cases put in order, merged, and made of calls."""

from __future__ import annotations

import pytest

from bot.store import case_rows, conversations, evidence_rows
from tests.server.desk.conftest import Desk, fields

CALL = {
    "kind": "slow_deposit", "words": "Khách nạp tiền mà chưa thấy vào, mật khẩu là Sieumat#2026", "username": "lananh_77",
    "incident_time": "8h tối qua", "amount": "2tr5", "transaction_id": "FT26318123456", "keep": "1",
}  # fmt: skip


def test_a_case_gets_another_kind_priority_and_department(at_desk: Desk) -> None:
    minh, code = at_desk.enter("minh"), at_desk.case()
    changed = minh.act(code, "change", kind="slow_deposit", priority="info", department="security")
    assert changed.status_code == 303
    row = at_desk.row(code)
    assert (row.kind, row.priority, row.department) == ("slow_deposit", "info", "security")
    shown = minh.get(f"/desk/cases/{code}").text
    assert "<s>Rút tiền chậm</s> → Nạp tiền chưa vào tài khoản" in shown
    assert ("Minh", "change") in at_desk.log(code)


def test_only_a_lead_changes_what_somebody_else_has(at_desk: Desk) -> None:
    minh, lan, lead, code = at_desk.enter("minh"), at_desk.enter("lan"), at_desk.enter("lead", role="lead"), at_desk.case()
    form = fields(lan.get(f"/desk/cases/{code}").text, f"/desk/cases/{code}/change")
    minh.act(code, "take")
    refused = lan.send(f"/desk/cases/{code}/change", form | {"priority": "info"})
    assert (refused.status_code, "Minh đã nhận yêu cầu này." in refused.text) == (409, True)
    assert lead.act(code, "change", priority="info").status_code == 303
    assert (at_desk.row(code).priority, at_desk.row(code).agent) == ("info", "Minh")


def test_cases_of_two_customers_become_one_and_both_hear_the_reply(at_desk: Desk) -> None:
    minh = at_desk.enter("minh")
    file = at_desk.picture("main:khach-2")
    into, code = at_desk.case("main:khach-1"), at_desk.case("main:khach-2", (file,))
    merged = minh.act(code, "merge", into=into.lower())
    assert merged.headers["location"].startswith(f"/desk/cases/{into}?did=merge")
    assert at_desk.row(code).status == "closed"
    with at_desk.house.store.reading() as connection:
        assert [each.id for each in evidence_rows.of_case(connection, into)] == [file]
        assert conversations.linked_to(connection, into) == [at_desk.row(code).conversation]
    minh.act(into, "reply", text="Em đang kiểm tra cho cả hai ạ.")
    for each in (into, code):
        assert at_desk.transcript(each)[-1].text == "Em đang kiểm tra cho cả hai ạ."
    at_desk.say("cảm ơn em, có gì báo nhé", "main:khach-2")
    assert "có gì báo nhé" in minh.get(f"/desk/cases/{into}").text
    assert at_desk.row(into).status == "with_agent"
    assert at_desk.row(into).username == "hoangnam88"


@pytest.mark.parametrize("into", ["", "TN-00000-00000-0", "itself", "ended"])
def test_what_cannot_be_merged_stays(at_desk: Desk, into: str) -> None:
    minh, code, other = at_desk.enter("minh"), at_desk.case(), at_desk.case("main:khach-2")
    if into == "ended":
        minh.act(other, "resolve")
        at_desk.say("rồi, cảm ơn em", "main:khach-2")
    named = {"itself": code, "ended": other}.get(into, into)
    assert minh.act(code, "merge", into=named).status_code in (409, 422)
    assert at_desk.row(code).status == "handed_over"


def test_a_call_is_a_case_of_the_same_shape(at_desk: Desk) -> None:
    minh = at_desk.enter("minh")
    made = minh.submit("/desk/hotline", "/desk/hotline", **CALL)
    code = made.headers["location"].split("/")[-1].split("?")[0]
    row = at_desk.row(code)
    assert (row.kind, row.channel, row.status, row.agent, row.username) == (
        "slow_deposit", "hotline", "with_agent", "Minh", "lananh_77",
    )  # fmt: skip
    with at_desk.house.store.reading() as connection:
        case = case_rows.load(connection, code)
    assert {each.name: each.display for each in case.fields} | {"incident_time": ""} == {
        "username": "lananh_77", "amount": "2.500.000đ", "transaction_id": "FT26318123456", "incident_time": "",
    }  # fmt: skip
    assert case.field("incident_time") is not None
    shown = minh.get(f"/desk/cases/{code}").text
    assert "Khách nạp tiền mà chưa thấy vào" in shown
    assert "Sieumat" not in shown
    assert "Trợ lý tự động" not in shown


def test_a_call_sent_twice_is_one_case(at_desk: Desk) -> None:
    minh = at_desk.enter("minh")
    form = fields(minh.get("/desk/hotline").text, "/desk/hotline") | CALL
    one, two = minh.send("/desk/hotline", form), minh.send("/desk/hotline", form)
    assert one.headers["location"] == two.headers["location"]
    with at_desk.house.store.reading() as connection:
        assert len(case_rows.queue(connection, ("with_agent", "handed_over", "collecting"))) == 1


@pytest.mark.parametrize("kind", ["slow_withdrawal", "distress", "ask_human", "complaint_service", "missing_bonus"])
def test_a_call_that_nobody_keeps_waits_like_any_other(at_desk: Desk, kind: str) -> None:
    minh = at_desk.enter("minh")
    made = minh.submit("/desk/hotline", "/desk/hotline", kind=kind, words="Khách kể chuyện của mình", keep="0")
    code = made.headers["location"].split("/")[-1].split("?")[0]
    assert (at_desk.row(code).status, at_desk.row(code).kind) == ("handed_over", kind)


@pytest.mark.parametrize(("kind", "words"), [("greet", "a"), ("slow_deposit", "  "), ("", "a")])
def test_a_call_without_a_kind_or_words_is_none(at_desk: Desk, kind: str, words: str) -> None:
    minh = at_desk.enter("minh")
    assert minh.submit("/desk/hotline", "/desk/hotline", kind=kind, words=words).status_code == 422
