"""Disturbances: opened by a lead, heard first by those concerned, ended with one press that tells each once."""

from __future__ import annotations

import pytest

from bot.store import messages, notice_rows
from tests.server.desk.conftest import Browser, Desk, fields

WORDS = "Vietcombank bảo trì 22h–2h, lệnh rút về ngân hàng này sẽ chậm hơn thường lệ."
OVER = "Dạ, Vietcombank đã hoạt động lại ạ."


def _open(desk: Desk, **more: str) -> Browser:
    lead = desk.enter("lead", "Thu", role="lead", proven=True)
    wanted = {"text_vi": WORDS, "kinds": "slow_withdrawal", "ends": "2026-11-14T14:00"} | more
    assert lead.submit("/desk/notices", "/desk/notices", **wanted).status_code == 303
    return lead


def _id(desk: Desk) -> str:
    with desk.house.store.reading() as connection:
        return notice_rows.latest(connection)[0].id


def test_customers_with_that_problem_hear_it_first(at_desk: Desk) -> None:
    _open(at_desk)
    code = at_desk.case()
    assert [each for each in at_desk.transcript(code) if WORDS in each.text]
    assert WORDS in at_desk.enter("minh").get(f"/desk/cases/{code}").text
    at_desk.say("game lỗi quá", "main:khach-9")
    with at_desk.house.store.reading() as connection:
        row = notice_rows.latest(connection)[0]
    assert row.opened_by == "Thu"


@pytest.mark.parametrize(("said", "told"), [("rút tiền vietcombank chưa về", True), ("rút tiền techcombank chưa về", False)])
def test_a_notice_of_one_bank_is_told_to_its_customers(at_desk: Desk, said: str, told: bool) -> None:
    _open(at_desk, banks="Vietcombank, Agribank")
    conversation = at_desk.say(said).conversation
    with at_desk.house.store.reading() as connection:
        heard = any(WORDS in row.text for row in messages.last(connection, conversation))
    assert heard == told


def test_one_press_tells_everybody_concerned_once(at_desk: Desk) -> None:
    before = at_desk.case("main:khach-0")
    at_desk.clock.advance(60)
    lead = _open(at_desk)
    codes = [at_desk.case(f"main:khach-{n}") for n in (1, 2)]
    at_desk.say("game lỗi quá, tk abcd123", "main:khach-3")
    action = f"/desk/notices/{_id(at_desk)}/end"
    page = lead.get("/desk/notices").text
    assert "2 yêu cầu đang mở liên quan" in page
    form = fields(page, action) | {"text": OVER}
    for _ in range(2):
        assert lead.send(action, form).status_code == 303
    for code in codes:
        assert [each.text for each in at_desk.transcript(code)].count(OVER) == 1
        assert at_desk.row(code).status == "handed_over"
    assert OVER not in [each.text for each in at_desk.transcript(before)]
    assert WORDS not in [each.text for each in at_desk.transcript(at_desk.case("main:khach-7"))]


def test_a_notice_may_end_in_silence(at_desk: Desk) -> None:
    lead, code = _open(at_desk), at_desk.case()
    assert lead.submit("/desk/notices", f"/desk/notices/{_id(at_desk)}/end", text="").status_code == 303
    assert at_desk.transcript(code)[-1].author == "assistant"


def test_a_notice_ends_by_itself_for_new_customers(at_desk: Desk) -> None:
    _open(at_desk)
    at_desk.clock.advance(5 * 3600)
    assert not [each for each in at_desk.transcript(at_desk.case()) if WORDS in each.text]


@pytest.mark.parametrize("wrong", [{"text_vi": " "}, {"ends": ""}, {"ends": "2026-11-14T09:00"}, {"ends": "2026-12-30T09:00"}, {"kinds": "greet"}])
def test_notices_that_make_no_sense_are_refused(at_desk: Desk, wrong: dict[str, str]) -> None:
    lead = at_desk.enter("lead", role="lead", proven=True)
    wanted = {"text_vi": WORDS, "kinds": "slow_withdrawal", "ends": "2026-11-14T14:00"} | wrong
    assert lead.submit("/desk/notices", "/desk/notices", **wanted).status_code == 422
