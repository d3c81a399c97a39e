"""Cases of other installations at this desk, beside what the contract of targets holds of every target."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.case import Case
from bot.codes import make
from bot.handoff.bodies import EvidenceLink, Line, case_message, case_opened, case_rated, case_updated
from bot.handoff.protocol import Parcel, Refused
from bot.runtime import arranging
from bot.runtime.arranging import Arranging
from bot.runtime.bell import DESK
from bot.runtime.desk_target import web_address
from bot.runtime.doing import Doing
from bot.runtime.foreign_case import THEIRS
from bot.runtime.parts import ORIGIN, Said
from bot.store import case_rows, conversations, delivery_rows, evidence_rows, messages
from bot.store.case_rows import Listed
from bot.store.errors import Conflict
from bot.store.evidence_rows import EvidenceRow
from bot.store.foreign_rows import CHANNEL, evidence_id
from bot.store.messages import MessageRow
from bot.store.tables import cases, evidence, requests
from tests.handoff.desk_harness import DeskHarness
from tests.handoff.samples import closed, line, message, moment, numbered, opened, opened_anew, picture, rated, updated

CODE = make(1)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskHarness]:
    made = DeskHarness(tmp_path)
    yield made
    made.close()


def listed(desk: DeskHarness, code: str = CODE) -> Listed:
    with desk.store.reading() as connection:
        found = case_rows.listed(connection, code)
    assert found is not None
    return found


def case(desk: DeskHarness) -> Case:
    with desk.store.reading() as connection:
        return case_rows.load(connection, CODE)


def lines(desk: DeskHarness, code: str = CODE) -> list[MessageRow]:
    with desk.store.reading() as connection:
        row = conversations.find(connection, CHANNEL, code)
        assert row is not None
        found = messages.after(connection, row.id, 0)
        assert [each.seq for each in found] == list(range(1, len(found) + 1))
        assert row.seq == len(found)
    return found


def files(desk: DeskHarness) -> list[EvidenceRow]:
    with desk.store.reading() as connection:
        return evidence_rows.of_case(connection, CODE)


def heard(desk: DeskHarness) -> None:
    """The other installation has taken every act that was put out."""
    with desk.store.writing() as connection:
        for each in delivery_rows.open_ones(connection):
            delivery_rows.settle(connection, each.id, "sent", desk.clock.now())


def test_the_desk_shows_what_the_summary_says(desk: DeskHarness) -> None:
    desk.target.send(opened(1))
    told, row, kept = numbered(1), listed(desk), case(desk)
    assert (row.kind, row.status, row.priority, row.department, row.channel, row.username) == (
        told.kind, told.status, told.priority, told.department, told.channel, "hoangnam88",
    )  # fmt: skip
    assert (row.due_at, row.handed_over_at, row.updated_at) == (told.due, moment(2), moment(2))
    assert [each.model_dump() for each in kept.fields] == [each.model_dump() for each in told.fields]
    assert (kept.missing, kept.said, kept.reason, kept.title) == (told.missing, told.said, told.reason, told.title)
    with desk.store.reading() as connection:
        assert [each.code for each in case_rows.queue(connection)] == [CODE]


def test_a_late_line_stands_where_it_was_said(desk: DeskHarness) -> None:
    desk.target.send(opened(1))
    for name, minutes in (("m5", 6), ("m3", 3), ("m4", 4), ("m0", -1)):
        desk.target.send(message(1, name, minutes))
    assert [each.client_id for each in lines(desk)] == ["m0", "m1", "m2", "m3", "m4", "m5"]


def test_new_words_are_counted_once(desk: DeskHarness) -> None:
    desk.target.send(opened(1))
    for parcel in (message(1, "m3", 3), message(1, "m3", 3), message(1, "m4", 4, "e2", "e3")):
        desk.target.send(parcel)
    again = replace(message(1, "m4", 4, "e2"), id="under-another-id")
    desk.target.send(again)
    assert listed(desk).unread == 2


def test_the_desk_is_woken_by_what_is_new(desk: DeskHarness) -> None:
    rung: list[str] = []
    desk.runtime.parts.bell.listen(DESK, rung.append)
    desk.target.send(opened(1))
    desk.target.send(opened(1))
    assert rung == [DESK]


def test_a_picture_hangs_on_its_message_and_keeps_its_address(desk: DeskHarness) -> None:
    desk.target.send(opened(1))
    [kept] = files(desk)
    assert (kept.id, kept.key, kept.thumbnail, kept.size) == (evidence_id(CODE, "e1"), "", None, 81_920)
    assert kept.traces["url"] == "https://support.example/evidence/e1"
    by_name = {each.client_id: each.attachments for each in lines(desk)}
    assert [each["ref"] for each in by_name["m2"]] == [kept.id]
    assert by_name["m1"] == []
    assert {each.ref for each in case(desk).evidence} == {evidence_id(CODE, each.ref) for each in numbered(1).evidence}


def test_a_picture_whose_message_comes_later(desk: DeskHarness) -> None:
    desk.target.send(opened(1))
    early = case_message(CODE, (), [picture("e7", "m7")])
    desk.target.send(Parcel("early", "case.message", CODE, moment(5), early))
    desk.target.send(message(1, "m7", 5))
    assert [each["ref"] for each in lines(desk)[-1].attachments] == [evidence_id(CODE, "e7")]


def test_bytes_that_are_here_already_are_shown_from_here(desk: DeskHarness) -> None:
    accepted = desk.runtime.accept(Said("web", "khach-1", "message-1", "alo"))
    key = f"00/{len('e1'):064x}.jpg"
    own = EvidenceRow(
        "own", accepted.conversation, None, None, "image", "image/jpeg", "a.jpg", 81_920, 30, 40, key, key,
        f"{len('e1'):064x}", "f" * 64, {}, None, desk.clock.now(),
    )  # fmt: skip
    with desk.store.writing() as connection:
        evidence_rows.add(connection, own, ())
    desk.target.send(opened(1))
    [kept] = files(desk)
    assert (kept.key, kept.thumbnail, kept.width) == (key, key, 30)


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://support.example/a", "https://support.example/a"),
        ("http://10.0.0.7:8000/a", "http://10.0.0.7:8000/a"),
        ("javascript:alert(1)", ""),
        ("//support.example/a", ""),
        ("https://who:what@support.example/a", ""),
        ("https://[", ""),
        ("https://support.example/\na", ""),
        ("https://support.example/" + "a" * 2_000, ""),
    ],
)
def test_only_the_webs_own_addresses_are_shown(url: str, kept: str) -> None:
    assert web_address(url) == kept


def test_what_is_too_long_for_a_column_is_kept_shorter(desk: DeskHarness) -> None:
    long = "x" * 5_000
    said = Line(message_id=long, at=moment(0), who="agent", name=long, text="chào anh")
    file = EvidenceLink(
        ref=long, kind=long, name=long, url=long, media_type=long, size=2**40, sha256="a" * 64, message_id=long
    )
    summary = numbered(1, kind=long, department=long, channel=long)
    body = case_opened(summary, reason=long, not_agents=(), transcript=(said,), evidence=(file,))
    for id in ("one", "two"):
        desk.target.send(Parcel(id, "case.opened", CODE, moment(2), body))
    assert [each.text for each in lines(desk)] == ["chào anh"]
    [kept] = files(desk)
    assert (kept.kind, kept.traces["url"], len(kept.name)) == ("file", "", 200)


def test_secrets_that_slipped_through_are_masked_here(desk: DeskHarness) -> None:
    body = case_message(CODE, (line("m9", 9, "mật khẩu của em là Hoang@12345"),))
    desk.target.send(Parcel("slip", "case.message", CODE, moment(9), body))
    [kept] = lines(desk)
    assert "Hoang@12345" not in kept.text
    assert kept.masked


def test_a_rating_may_come_first_and_the_later_one_counts(desk: DeskHarness) -> None:
    desk.target.send(rated(1))
    early = Parcel("rate-early", "case.rated", CODE, moment(10), case_rated(CODE, 1))
    desk.target.send(early)
    desk.target.send(closed(1))
    assert (listed(desk).rating, listed(desk).ended_at) == (5, moment(30))


def test_a_reopened_case_waits_again(desk: DeskHarness) -> None:
    desk.target.send(opened(1))
    desk.act(CODE, "took")
    desk.act(CODE, "resolved")
    heard(desk)
    desk.target.send(opened_anew(1))
    row, kept = listed(desk), case(desk)
    assert (row.status, row.agent, row.not_agents, kept.reviews) == ("second_review", "", ["Lan"], 1)
    assert (row.ended_at, row.handed_over_at) == (None, moment(21))


def test_our_own_cases_are_left_alone(desk: DeskHarness) -> None:
    said = desk.runtime.accept(Said("web", "khach-1", "message-1", "tài khoản hoangnam88 bị lừa đảo mất tiền", whole=True))
    with desk.store.reading() as connection:
        [own] = case_rows.of_conversation(connection, said.conversation)
        before = connection.execute(select(cases)).all()
    summary = numbered(1).model_copy(update={"code": own.code, "status": "closed"})
    for id, body in (("p1", case_opened(summary, reason="complete", not_agents=("Lan",))), ("p2", case_updated(summary))):
        kind: Any = "case.opened" if id == "p1" else "case.updated"
        desk.target.send(Parcel(id, kind, own.code, desk.clock.now() + timedelta(days=1), body))
    desk.target.send(Parcel("p3", "case.message", own.code, moment(90), case_message(own.code, (line("m9", 90),))))
    desk.target.send(Parcel("p4", "case.rated", own.code, moment(90), case_rated(own.code, 1)))
    with desk.store.reading() as connection:
        assert connection.execute(select(cases)).all() == before
        assert conversations.find(connection, CHANNEL, own.code) is None
        assert len(connection.execute(select(requests).where(requests.c.source == "handoff-in")).all()) == 4


def test_a_parcel_of_another_shape_is_refused_for_good(desk: DeskHarness) -> None:
    with pytest.raises(Refused):
        desk.target.send(Parcel("odd", "case.closed", CODE, moment(2), {"code": CODE}))
    assert desk.cases() == {}


def test_a_summary_made_before_an_act_was_heard_of_does_not_undo_it(desk: DeskHarness) -> None:
    desk.target.send(opened(1))
    desk.act(CODE, "took")
    desk.target.send(updated(1, 50, incomplete=True))
    row = listed(desk)
    assert (row.status, row.agent, row.incomplete) == ("with_agent", "Lan", True)
    heard(desk)
    desk.target.send(updated(1, 51))
    assert (listed(desk).status, listed(desk).agent) == ("handed_over", "")
    desk.target.send(updated(1, 52, status="with_agent"))
    assert (listed(desk).status, listed(desk).agent) == ("with_agent", "Lan")


def test_a_case_that_ends_there_ends_here_whatever_is_on_its_way(desk: DeskHarness) -> None:
    desk.target.send(opened(1))
    desk.act(CODE, "took")
    desk.target.send(closed(1))
    assert (listed(desk).status, listed(desk).agent) == ("closed", "Lan")


def test_who_took_it_there_is_not_known_here(desk: DeskHarness) -> None:
    desk.target.send(opened(1))
    desk.act(CODE, "took")
    desk.act(CODE, "handed_back")
    heard(desk)
    desk.target.send(updated(1, 60, status="with_agent"))
    assert (listed(desk).status, listed(desk).agent) == ("with_agent", THEIRS)


def test_what_an_agent_wrote_here_is_not_shown_twice(desk: DeskHarness) -> None:
    desk.target.send(opened(1))
    desk.act(CODE, "replied", text="Em đang kiểm tra ạ")
    desk.act(CODE, "replied", text="Em đang kiểm tra ạ")
    theirs = [Line(message_id=f"s{n}", at=moment(41 + n), who="agent", name="Lan", text="Em đang kiểm tra ạ") for n in (1, 2, 3)]
    body = case_message(CODE, theirs)
    for id in ("one", "two"):
        desk.target.send(Parcel(id, "case.message", CODE, moment(45), body))
    assert [each.client_id for each in lines(desk) if each.author == "agent"] == ["s1", "s2", "s3"]


def test_nothing_is_said_or_sent_to_anybody_here(desk: DeskHarness) -> None:
    desk.target.send(opened(1))
    desk.target.send(replace(opened(2), body={**opened(2).body}))
    for act in ("took", "replied", "asks", "handed_back", "resolved"):
        desk.act(CODE, act, text="Em chào anh ạ" if act == "replied" else "", slot="bank" if act == "asks" else "")  # type: ignore[arg-type]
    assert [each.author for each in lines(desk)] == ["customer", "customer", "agent"]
    with desk.store.reading() as connection:
        assert {each.target for each in delivery_rows.of_case(connection, CODE)} == {ORIGIN}
        row = conversations.find(connection, CHANNEL, CODE)
        assert row is not None
        assert (row.state, row.turns) == (None, 0)
        assert connection.execute(select(evidence).where(evidence.c.case_code == make(2))).first() is not None


def test_the_same_request_is_one_act(desk: DeskHarness) -> None:
    desk.target.send(opened(1))
    doing = Doing("reply", CODE, "Lan", "request-of-a-form", text="Em chào anh ạ")
    assert desk.runtime.act(doing)
    assert not desk.runtime.act(doing)
    assert len(desk.put_out()) == 1
    assert [each.text for each in lines(desk)][2:] == ["Em chào anh ạ"]


@pytest.mark.parametrize(("text", "files"), [("ảnh đây ạ", ("evidence-1",)), (" \x0b ", ()), ("", ("evidence-1",))])
def test_pictures_and_empty_words_do_not_travel(desk: DeskHarness, text: str, files: tuple[str, ...]) -> None:
    desk.target.send(opened(1))
    with pytest.raises(Conflict):
        desk.runtime.act(Doing("reply", CODE, "Lan", "request-of-a-form", text=text, evidence=files))
    assert desk.put_out() == []
    assert listed(desk).status == "handed_over"


def test_its_conversation_takes_no_turns_here(desk: DeskHarness) -> None:
    desk.target.send(opened(1))
    parts = desk.runtime.parts
    with pytest.raises(Conflict):
        arranging.change(parts, Arranging(CODE, "Lan", "request-of-a-form", priority="info"))
    assert not arranging.tell(parts, CODE, "Lan", "notice-1", "Hệ thống đã ổn định ạ")
    assert [each.author for each in lines(desk)] == ["customer", "customer"]
