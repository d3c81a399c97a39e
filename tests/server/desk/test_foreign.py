"""Cases of another installation at this desk: shown whole, also in its own vocabulary, and answered in words."""

from __future__ import annotations

import pytest

from bot.case import Missing, SummaryField
from bot.codes import make
from bot.handoff.bodies import case_opened
from bot.handoff.protocol import Parcel
from bot.runtime.desk_target import DeskTarget
from bot.runtime.parts import ORIGIN
from bot.store import delivery_rows
from bot.store.foreign_rows import evidence_id
from tests.handoff.samples import line, moment, numbered, opened, picture
from tests.server.desk.conftest import Browser, Desk

CODE = make(1)
PAGE = f"/desk/cases/{CODE}"


def hand(desk: Desk, parcel: Parcel) -> None:
    DeskTarget(desk.house.store, desk.clock, desk.house.parts.bell).send(parcel)


@pytest.fixture
def lan(at_desk: Desk) -> Browser:
    hand(at_desk, opened(1))
    return at_desk.enter("lan")


def test_its_page_shows_it_whole(lan: Browser) -> None:
    shown = lan.get(PAGE).text
    for words in ("Rút tiền chậm", "hoangnam88", "5.000.000đ", "rút 5tr từ 8h tối qua chưa về", "ảnh chụp.jpg"):
        assert words in shown, words
    assert CODE in lan.get("/desk").text


def test_a_picture_that_is_not_here_leads_to_where_it_is(lan: Browser) -> None:
    id = evidence_id(CODE, "e1")
    answer = lan.get(f"/desk/evidence/{id}")
    assert (answer.status_code, answer.headers["location"]) == (303, "https://support.example/evidence/e1")
    assert lan.get(f"/desk/evidence/{id}/thumbnail").status_code == 404


def test_a_picture_without_an_address_is_missed_politely(at_desk: Desk, lan: Browser) -> None:
    bad = picture("e9", "m1").model_copy(update={"url": "javascript:alert(1)"})
    body = case_opened(numbered(2), reason="complete", transcript=(line("m1", 0),), evidence=(bad,))
    hand(at_desk, Parcel("p2", "case.opened", make(2), moment(2), body))
    assert "javascript:" not in lan.get(f"/desk/cases/{make(2)}").text
    assert lan.get(f"/desk/evidence/{evidence_id(make(2), 'e9')}").status_code == 404


def test_words_of_another_vocabulary_are_shown_as_they_come(at_desk: Desk, lan: Browser) -> None:
    ring = SummaryField(
        name="ring_size", label="Cỡ nhẫn", value={"a": 1}, display="số 7", words="", message_id="", confidence=1.0
    )
    when = ring.model_copy(update={"name": "incident_time", "label": "Lúc", "value": "hôm nọ", "display": "hôm nọ"})
    gone = Missing(name="hat_size", label="Cỡ mũ", why="not_asked")
    summary = numbered(2, kind="lost_ring", title="Mất nhẫn", department="jewels", channel="pigeon", reason="moon",
                       fields=(ring, when), missing=(gone,), signals=("odd",), also_mentioned=("lost_hat",))  # fmt: skip
    body = case_opened(summary, reason="moon", transcript=(line("m1", 0),))
    hand(at_desk, Parcel("p2", "case.opened", make(2), moment(2), body))
    answer = lan.get(f"/desk/cases/{make(2)}")
    assert answer.status_code == 200
    for words in ("Cỡ nhẫn", "số 7", "hôm nọ", "Cỡ mũ", "jewels", "pigeon"):
        assert words in answer.text, words
    assert lan.get("/desk").status_code == 200


def test_an_agent_answers_in_words(at_desk: Desk, lan: Browser) -> None:
    assert 'type="file"' not in lan.get(PAGE).text
    assert lan.act(CODE, "reply", text="Em chào anh ạ").status_code == 303
    assert lan.act(CODE, "reply", text="ảnh đây ạ", files={"files": ("a.png", b"x", "image/png")}).status_code in (409, 422)
    with at_desk.house.store.reading() as connection:
        put_out = delivery_rows.of_case(connection, CODE)
    assert [(each.target, each.type, each.body["data"]["text"]) for each in put_out] == [
        (ORIGIN, "agent.replied", "Em chào anh ạ"),
    ]
    assert (at_desk.row(CODE).status, at_desk.row(CODE).agent) == ("with_agent", "Lan")


def test_every_act_of_the_desk_is_put_out(at_desk: Desk, lan: Browser) -> None:
    lan.act(CODE, "take")
    lan.act(CODE, "note", text="đã gọi ngân hàng")
    lan.act(CODE, "verify")
    lan.act(CODE, "hand_back")
    lan.act(CODE, "resolve")
    with at_desk.house.store.reading() as connection:
        types = [each.type for each in delivery_rows.of_case(connection, CODE)]
    assert types == ["agent.took", "agent.note", "agent.verified", "agent.handed_back", "agent.resolved"]
    assert at_desk.row(CODE).status == "resolved"
