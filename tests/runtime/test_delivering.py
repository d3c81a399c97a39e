"""What becomes of deliveries: tried again under the same id, given up honestly, sent anew by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.codes import make
from bot.handoff.causes import in_words
from bot.handoff.protocol import Refused, Unreachable
from bot.runtime.parts import ORIGIN
from bot.store import case_rows, delivery_rows
from bot.store.delivery_rows import Delivery
from bot.store.errors import Unknown
from tests.handoff.desk_harness import DeskHarness
from tests.handoff.samples import opened

CODE = make(1)


class Road:
    """A courier that meets with one fault after the other, and then with none."""

    def __init__(self) -> None:
        self.faults: list[Exception] = []
        self.forever: Exception | None = None
        self.carried: list[str] = []

    def carry(self, delivery: Delivery) -> None:
        self.carried.append(delivery.id)
        if self.forever is not None:
            raise self.forever
        if self.faults:
            raise self.faults.pop(0)


@pytest.fixture
def road() -> Road:
    return Road()


@pytest.fixture
def desk(tmp_path: Path, road: Road) -> Iterator[DeskHarness]:
    made = DeskHarness(tmp_path, {ORIGIN: road})
    made.target.send(opened(1))
    yield made
    made.close()


def only(desk: DeskHarness) -> Delivery:
    with desk.store.reading() as connection:
        [found] = delivery_rows.of_case(connection, CODE)
    return found


def pass_days(desk: DeskHarness, days: float) -> None:
    desk.jobs.run_until(desk.clock.now() + timedelta(days=days))


def notes(desk: DeskHarness) -> list[str]:
    with desk.store.reading() as connection:
        return [after for _, _, what, _, after in case_rows.history(connection, CODE) if what == "note"]


def status(desk: DeskHarness) -> tuple[str, str]:
    with desk.store.reading() as connection:
        row = case_rows.listed(connection, CODE)
    assert row is not None
    return row.status, row.agent


def test_an_act_arrives_under_the_same_id_however_often_it_is_tried(desk: DeskHarness, road: Road) -> None:
    road.faults = [Unreachable("no answer in time", cause="timeout", sent=True), Unreachable("refused", cause="connection")]
    desk.act(CODE, "took")
    pass_days(desk, 0.1)
    assert only(desk).outcome == "sent"
    assert road.carried == [only(desk).id] * 3


def test_what_may_have_arrived_stays_unknown(desk: DeskHarness, road: Road) -> None:
    """Also when a later attempt has certainly not arrived: the first one may have."""
    road.faults = [Unreachable("no answer in time", cause="timeout", sent=True)]
    desk.act(CODE, "took")
    pass_days(desk, 0.5 / 86_400)
    road.forever = Unreachable("no connection", cause="connection")
    pass_days(desk, 4)
    given_up = only(desk)
    assert (given_up.outcome, given_up.done_at is not None) == ("unknown", True)
    assert in_words(given_up.error, "vi") == "không kết nối được"
    assert in_words(given_up.error, "en") == "no connection"


def test_what_never_left_is_failed(desk: DeskHarness, road: Road) -> None:
    road.forever = Unreachable("no connection", cause="connection")
    desk.act(CODE, "took")
    pass_days(desk, 4)
    assert only(desk).outcome == "failed"


def test_sent_again_by_hand_it_is_the_same_delivery(desk: DeskHarness, road: Road) -> None:
    road.forever = Unreachable("no connection", cause="connection")
    desk.act(CODE, "took")
    pass_days(desk, 4)
    tried = len(road.carried)
    assert desk.runtime.send_again(only(desk).id)
    assert not desk.runtime.send_again(only(desk).id)
    pass_days(desk, 0.01)
    assert only(desk).outcome == "waiting"
    assert len(road.carried) > tried + 1
    road.forever = None
    pass_days(desk, 0.1)
    assert only(desk).outcome == "sent"
    assert len(set(road.carried)) == 1


def test_it_may_be_sent_again_as_often_as_it_fails(desk: DeskHarness, road: Road) -> None:
    road.forever = Refused("answered 410")
    desk.act(CODE, "took")
    for tries in (1, 2, 3):
        pass_days(desk, 0.01)
        assert (only(desk).outcome, len(road.carried)) == ("failed", tries)
        assert desk.runtime.send_again(only(desk).id)


def test_there_is_nothing_to_send_again(desk: DeskHarness) -> None:
    desk.act(CODE, "took")
    pass_days(desk, 0.01)
    assert not desk.runtime.send_again(only(desk).id)
    with pytest.raises(Unknown):
        desk.runtime.send_again("no-such-delivery")


@pytest.mark.parametrize("act", ["took", "resolved"])
def test_an_act_that_was_refused_there_is_told_to_colleagues(desk: DeskHarness, road: Road, act: str) -> None:
    road.forever = Refused("answered 409")
    desk.act(CODE, act)  # type: ignore[arg-type]
    assert status(desk)[1] == "Lan"
    pass_days(desk, 0.01)
    [note] = notes(desk)
    assert "Lan" in note
    assert status(desk) == ("handed_over", "")


def test_a_note_that_was_refused_takes_the_case_from_nobody(desk: DeskHarness, road: Road) -> None:
    desk.act(CODE, "took")
    pass_days(desk, 0.01)
    road.forever = Refused("answered 409")
    desk.act(CODE, "note", text="đã gọi ngân hàng")
    pass_days(desk, 0.01)
    assert len(notes(desk)) == 2
    assert status(desk) == ("with_agent", "Lan")


def test_acts_of_a_case_wait_for_one_another(desk: DeskHarness, road: Road) -> None:
    road.faults = [Unreachable("no connection", cause="connection")] * 3
    desk.act(CODE, "took")
    desk.act(CODE, "replied", text="Em chào anh ạ")
    pass_days(desk, 0.1)
    with desk.store.reading() as connection:
        took, replied = (each.id for each in delivery_rows.of_case(connection, CODE))
    assert road.carried == [took] * 4 + [replied]
