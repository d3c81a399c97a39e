"""The case page and the inbox: what they show, that it stays text, and who looked."""

from __future__ import annotations

import pytest

from tests.server.desk.conftest import Desk, picture

HOSTILE = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'-alert(1)-'",
    "{{7*7}} {% raw %}",
    "</textarea><svg/onload=alert(1)>",
]


def test_the_page_tells_who_what_when_and_how_much(at_desk: Desk) -> None:
    shown = at_desk.enter("minh").get(f"/desk/cases/{at_desk.case()}").text
    for words in ("Rút tiền chậm", "hoangnam88", "5.000.000đ", "20:00 ngày 13/11/2026", "khách không có", "Chờ nhân viên"):
        assert words in shown, words


@pytest.mark.parametrize("words", HOSTILE)
def test_what_customers_write_stays_text(at_desk: Desk, words: str) -> None:
    minh, code = at_desk.enter("minh"), at_desk.case()
    at_desk.say(words)
    minh.act(code, "note", text=words)
    shown = minh.get(f"/desk/cases/{code}").text + minh.get("/desk", params={"q": words}).text
    for marked in ("<script>", "<img src=x", "<svg/onload", "</textarea><svg"):
        assert marked not in shown
    if "{{" in words:
        assert "{{7*7}}" in shown


def test_looking_is_written_down_once_in_a_while(at_desk: Desk) -> None:
    id = at_desk.picture()
    minh, lan, code = at_desk.enter("minh"), at_desk.enter("lan"), at_desk.case(pictures=(id,))
    for _ in range(3):
        minh.get(f"/desk/cases/{code}")
        minh.get(f"/desk/cases/{code}", headers={"x-desk-part": "1"})
        minh.get(f"/desk/evidence/{id}/thumbnail")
        minh.get(f"/desk/evidence/{id}")
    lan.get(f"/desk/cases/{code}", headers={"x-desk-part": "1"})
    assert at_desk.log(code) == [("Minh", "view_case"), ("Lan", "view_case")]
    assert at_desk.log(id) == [("Minh", "view_evidence")]
    at_desk.clock.advance(601)
    minh.get(f"/desk/cases/{code}")
    assert at_desk.log(code)[2:] == [("Minh", "view_case")]


def test_pictures_are_shown_to_agents_and_harmless(at_desk: Desk) -> None:
    id = at_desk.picture()
    minh, code = at_desk.enter("minh"), at_desk.case(pictures=(id,))
    assert f"/desk/evidence/{id}/thumbnail" in minh.get(f"/desk/cases/{code}").text
    answer = minh.get(f"/desk/evidence/{id}")
    assert answer.headers["content-type"] in ("image/png", "image/jpeg")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert minh.get("/desk/evidence/../secret.key").status_code == 404
    assert minh.get("/desk/evidence/khong-co").status_code == 404


def test_a_picture_of_another_customer_leads_to_his_case(at_desk: Desk) -> None:
    same = picture("#883311")
    first = at_desk.case("main:khach-1", (at_desk.picture("main:khach-1", same),))
    second = at_desk.case("main:khach-2", (at_desk.picture("main:khach-2", same),))
    shown = at_desk.enter("minh").get(f"/desk/cases/{second}").text
    assert f'<a href="/desk/cases/{first}">Ảnh giống trong {first}</a>' in shown
    assert "Ảnh giống ảnh khách khác đã gửi" in shown


def test_reasons_stand_beside_what_was_said(at_desk: Desk) -> None:
    shown = at_desk.enter("minh").get(f"/desk/cases/{at_desk.case()}").text
    assert "Vì sao?" in shown
    assert "opened a case: slow_withdrawal" in shown


def test_bank_accounts_show_their_last_four_digits(at_desk: Desk) -> None:
    minh, code = at_desk.enter("minh"), at_desk.case()
    at_desk.say("stk vietcombank của em là 0071001234567")
    shown = minh.get(f"/desk/cases/{code}").text
    assert "4567" in shown
    assert "0071001234567" not in shown


def test_an_agent_who_looks_has_read(at_desk: Desk) -> None:
    minh, lan, code = at_desk.enter("minh"), at_desk.enter("lan"), at_desk.case()
    minh.act(code, "take")
    at_desk.say("có tin gì chưa em")
    assert at_desk.row(code).unread == 1
    lan.get(f"/desk/cases/{code}")
    assert at_desk.row(code).unread == 1
    assert "1 tin mới" in minh.get("/desk?view=mine").text
    minh.get(f"/desk/cases/{code}")
    assert at_desk.row(code).unread == 0


@pytest.mark.parametrize("code", ["TN-00000-00000-1", "x", "TN-00000-00000-0", "%00"])
def test_codes_of_nothing_are_not_found(at_desk: Desk, code: str) -> None:
    assert at_desk.enter("minh").get(f"/desk/cases/{code}").status_code == 404


# ---------------------------------------------------------------- the inbox


def test_cases_stand_where_they_belong(at_desk: Desk) -> None:
    minh, lan, code = at_desk.enter("minh"), at_desk.enter("lan"), at_desk.case()
    other = at_desk.case("main:khach-2")
    minh.act(code, "take")
    shown = {view: minh.get(f"/desk?view={view}").text for view in ("waiting", "mine", "taken", "resolved", "ended", "nonsense")}
    assert other in shown["waiting"]
    assert code not in shown["waiting"]
    assert code in shown["mine"]
    assert other not in shown["mine"]
    assert code in shown["taken"]
    assert other in shown["nonsense"]
    assert code not in lan.get("/desk?view=mine").text
    minh.act(code, "resolve")
    assert code in minh.get("/desk?view=resolved").text
    at_desk.say("rồi, cảm ơn em")
    assert code in minh.get("/desk?view=ended").text


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ("department=payments", True), ("department=betting", False), ("priority=urgent", True), ("priority=info", False),
        ("kind=slow_withdrawal", True), ("kind=game_error", False), ("channel=web", True), ("channel=zalo", False),
        ("mark=unconfirmed", False), ("mark=nonsense", True),
        ("q=HOANGNAM", True), ("q=rut+tien+cham", True), ("q=R%C3%BAt+ti%E1%BB%81n", True), ("q=chua+ve", True),
        ("q=khong+co+that", False), ("q=%25", False), ("q=_", False),
    ],
)  # fmt: skip
def test_lists_are_narrowed_and_searched_without_accents(at_desk: Desk, asked: str, there: bool) -> None:
    code = at_desk.case()
    assert (code in at_desk.enter("minh").get(f"/desk?{asked}").text) == there


def test_a_code_is_found_however_it_is_written(at_desk: Desk) -> None:
    minh, code = at_desk.enter("minh"), at_desk.case()
    minh.act(code, "resolve")
    at_desk.say("rồi, cảm ơn em")
    assert code in minh.get("/desk", params={"q": code.lower().replace("-", " ")}).text


def test_the_next_case_is_the_most_urgent_that_one_may_take(at_desk: Desk) -> None:
    minh = at_desk.enter("minh")
    assert minh.get("/desk/next").headers["location"] == "/desk?none=1"
    first = at_desk.case()
    at_desk.clock.advance(5)
    second = at_desk.case("main:khach-2")
    assert minh.get("/desk/next").headers["location"] == f"/desk/cases/{first}"
    assert minh.get(f"/desk/next?but={first}").headers["location"] == f"/desk/cases/{second}"


@pytest.mark.parametrize(("lang", "words"), [("vi", "Hộp yêu cầu"), ("en", "Inbox")])
def test_the_desk_speaks_two_languages_and_remembers(at_desk: Desk, lang: str, words: str) -> None:
    minh = at_desk.enter("minh")
    assert words in minh.get(f"/desk?lang={lang}").text
    assert words in minh.get("/desk").text


def test_a_cry_for_help_stands_first(at_desk: Desk) -> None:
    minh, first = at_desk.enter("minh"), at_desk.case()
    at_desk.clock.advance(5)
    at_desk.say("tôi không muốn sống nữa", "main:khach-2")
    shown = minh.get("/desk").text
    assert shown.index("Cần hỗ trợ khẩn</b>") < shown.index(first)
    assert minh.get("/desk/next").headers["location"] != f"/desk/cases/{first}"
