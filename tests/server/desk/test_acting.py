"""What agents do: once per form, one agent per case, told in words; and all of it is written down."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.store import evidence_rows
from tests.server.desk.conftest import Desk, fields, picture


def test_a_case_is_taken_answered_and_resolved(at_desk: Desk) -> None:
    minh, code = at_desk.enter("minh"), at_desk.case()
    taken = minh.act(code, "take")
    assert taken.headers["location"].startswith(f"/desk/cases/{code}?did=take")
    assert "Bạn đã nhận yêu cầu này." in minh.get(taken.headers["location"]).text
    assert minh.act(code, "reply", text="Em kiểm tra ngay ạ.").status_code == 303
    assert minh.act(code, "resolve").status_code == 303
    row = at_desk.row(code)
    assert (row.status, row.agent) == ("resolved", "Minh")
    said = [(each.author, each.name, each.text) for each in at_desk.transcript(code)]
    assert ("agent", "Minh", "Em kiểm tra ngay ạ.") in said
    assert at_desk.log(code) == [("Minh", "view_case"), ("Minh", "take"), ("Minh", "reply"), ("Minh", "resolve")]


def test_a_reply_takes_a_case_that_waits(at_desk: Desk) -> None:
    minh, code = at_desk.enter("minh"), at_desk.case()
    assert minh.act(code, "reply", text="Em đây ạ.").status_code == 303
    assert (at_desk.row(code).status, at_desk.row(code).agent) == ("with_agent", "Minh")


def test_a_form_sent_twice_is_one_act(at_desk: Desk) -> None:
    minh, code = at_desk.enter("minh"), at_desk.case()
    action = f"/desk/cases/{code}/reply"
    form = fields(minh.get(f"/desk/cases/{code}").text, action) | {"text": "Chỉ một lần."}
    files = {"files": ("anh.png", picture(), "image/png")}
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: minh.send(action, form, files=files).status_code, range(4)))
    assert answers == [303] * 4
    said = [each for each in at_desk.transcript(code) if each.text == "Chỉ một lần."]
    assert len(said) == 1
    assert len(said[0].attachments) == 1


@pytest.mark.parametrize("act", ["take", "reply", "resolve", "hand_back", "ask"])
def test_two_agents_never_have_one_case(at_desk: Desk, act: str) -> None:
    minh, lan, code = at_desk.enter("minh"), at_desk.enter("lan"), at_desk.case()
    if act in ("hand_back", "ask"):
        lan.act(code, "take")
        form = fields(lan.get(f"/desk/cases/{code}").text, f"/desk/cases/{code}/{act}")
        lan.act(code, "hand_back")
        minh.act(code, "take")
    else:
        form = fields(lan.get(f"/desk/cases/{code}").text, f"/desk/cases/{code}/{act}")
        minh.act(code, "take")
    before = len(at_desk.transcript(code))
    refused = lan.send(f"/desk/cases/{code}/{act}", form | {"text": "Em trả lời sau", "slot": "transaction_id"})
    assert refused.status_code == 409
    assert "Minh đã nhận yêu cầu này." in refused.text
    assert len(at_desk.transcript(code)) == before
    assert at_desk.row(code).agent == "Minh"


def test_of_many_who_take_at_once_one_has_it(at_desk: Desk) -> None:
    code = at_desk.case()
    people = [at_desk.enter(f"person{n}", f"Người {n}") for n in range(4)]
    forms = [fields(each.get(f"/desk/cases/{code}").text, f"/desk/cases/{code}/take") for each in people]
    with ThreadPoolExecutor(4) as pool:
        sent = pool.map(lambda pair: pair[0].send(f"/desk/cases/{code}/take", pair[1]).status_code, zip(people, forms, strict=True))
        answers = sorted(sent)
    assert answers == [303, 409, 409, 409]


def test_words_are_kept_when_somebody_else_was_first(at_desk: Desk) -> None:
    minh, lan, code = at_desk.enter("minh"), at_desk.enter("lan"), at_desk.case()
    form = fields(lan.get(f"/desk/cases/{code}").text, f"/desk/cases/{code}/note")
    minh.act(code, "take")
    assert lan.send(f"/desk/cases/{code}/note", form | {"text": "Khách gọi thêm một lần."}).status_code == 303
    assert "Khách gọi thêm một lần." in minh.get(f"/desk/cases/{code}").text


def test_a_note_hides_secrets_and_no_customer_sees_it(at_desk: Desk) -> None:
    minh, code = at_desk.enter("minh"), at_desk.case()
    assert minh.act(code, "note", text="Khách đọc mật khẩu là Sieumat#2026 qua điện thoại").status_code == 303
    shown = minh.get(f"/desk/cases/{code}").text
    assert "Khách đọc mật khẩu là" in shown
    assert "Sieumat" not in shown
    assert not [each for each in at_desk.transcript(code) if "Khách đọc" in each.text]


def test_a_reply_carries_pictures_that_the_customer_may_fetch(at_desk: Desk) -> None:
    minh, code = at_desk.enter("minh"), at_desk.case()
    sent = {"files": ("huong-dan.png", picture(), "image/png")}
    assert minh.act(code, "reply", text="Anh xem hình ạ.", files=sent).status_code == 303
    message = at_desk.transcript(code)[-1]
    [attachment] = message.attachments
    with at_desk.house.store.reading() as connection:
        assert evidence_rows.get(connection, attachment["ref"], message.conversation) is not None
        assert evidence_rows.of_case(connection, code) == []


@pytest.mark.parametrize(("name", "raw"), [("virus.exe", b"MZ" + b"\0" * 500), ("anh.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), ("trong.png", b"")])
def test_a_file_that_is_not_taken_leaves_the_words(at_desk: Desk, name: str, raw: bytes) -> None:
    minh, code = at_desk.enter("minh"), at_desk.case()
    refused = minh.act(code, "reply", text="Lời đã gõ", files={"files": (name, raw, "image/png")})
    assert refused.status_code == 422
    assert "Lời đã gõ" in refused.text
    assert at_desk.row(code).status == "handed_over"


def test_the_assistant_asks_for_what_is_missing(at_desk: Desk) -> None:
    minh, code = at_desk.enter("minh"), at_desk.case()
    minh.act(code, "take")
    before = len(at_desk.transcript(code))
    assert minh.act(code, "ask", slot="transaction_id").status_code == 303
    assert [each.author for each in at_desk.transcript(code)[before:]] == ["assistant"]
    form = fields(minh.get(f"/desk/cases/{code}").text, f"/desk/cases/{code}/ask")
    assert minh.send(f"/desk/cases/{code}/ask", form | {"slot": "fact_brand"}).status_code == 422


def test_a_verified_identity_is_written_down(at_desk: Desk) -> None:
    minh, code = at_desk.enter("minh"), at_desk.case()
    assert "Chưa xác minh" in minh.get(f"/desk/cases/{code}").text
    assert minh.act(code, "verify").status_code == 303
    assert "Chưa xác minh" not in minh.get(f"/desk/cases/{code}").text
    assert ("Minh", "verify") in at_desk.log(code)


def test_a_second_review_is_somebody_elses(at_desk: Desk) -> None:
    minh, lan, code = at_desk.enter("minh"), at_desk.enter("lan"), at_desk.case()
    minh.act(code, "take")
    minh.act(code, "resolve")
    at_desk.say("chưa, tiền vẫn chưa về")
    assert at_desk.row(code).status == "second_review"
    page = minh.get(f"/desk/cases/{code}").text
    assert "lần xem lại này cần người khác" in page
    assert f"/desk/cases/{code}/take" not in page
    form = fields(page, f"/desk/cases/{code}/note")
    refused = minh.send(f"/desk/cases/{code}/take", form)
    assert refused.status_code == 409
    assert lan.act(code, "take").status_code == 303


def test_a_closed_case_takes_no_more_words(at_desk: Desk) -> None:
    minh, code = at_desk.enter("minh"), at_desk.case()
    minh.act(code, "take")
    form = fields(minh.get(f"/desk/cases/{code}").text, f"/desk/cases/{code}/reply")
    minh.act(code, "resolve")
    at_desk.say("rồi, cảm ơn em")
    assert at_desk.row(code).ended_at is not None
    refused = minh.send(f"/desk/cases/{code}/reply", form | {"text": "Thêm một câu"})
    assert (refused.status_code, "Yêu cầu này đã đóng." in refused.text) == (409, True)


@pytest.mark.parametrize("id", ["", "ngắn", "a" * 65, "có dấu cách ở đây nhé"])
def test_a_form_without_an_id_of_its_own_does_nothing(at_desk: Desk, id: str) -> None:
    minh, code = at_desk.enter("minh"), at_desk.case()
    assert minh.act(code, "take", request_id=id).status_code == 422
    assert at_desk.row(code).status == "handed_over"
