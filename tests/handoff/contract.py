"""What every target promises, whatever it is made of: checks that are played against the desk and the webhook alike."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

import pytest

from bot.codes import make
from bot.handoff.protocol import (
    AgentEvent,
    Asks,
    HandedBack,
    Noted,
    Replied,
    Resolved,
    Target,
    Took,
    Unreachable,
    Verified,
)
from tests.handoff.samples import message, opened, opened_anew, story, updated

ActName = Literal["took", "replied", "asks", "handed_back", "resolved", "verified", "note"]


@dataclass(frozen=True)
class Shown:
    """A case as the people at the target see it.

    Attributes:
        opened: whether it has been opened, or only messages of it have come.
        status: the summary's; "" where there is none yet.
        not_agents: who may not take it.
        messages: their ids, in the order in which an agent reads them.
        evidence: its refs, sorted.
        rating: the customer's, or None.
    """

    opened: bool
    status: str
    not_agents: tuple[str, ...]
    messages: tuple[str, ...]
    evidence: tuple[str, ...]
    rating: int | None


class Harness(Protocol):
    """A target with its other side within reach."""

    @property
    def target(self) -> Target:
        """What is checked."""
        ...

    def cases(self) -> Mapping[str, Shown]:
        """What the people there see, by code."""
        ...

    def act(self, code: str, act: ActName, *, agent: str = "Lan", text: str = "", slot: str = "") -> None:
        """An agent there does something."""
        ...

    def events(self, at_least: int) -> list[AgentEvent]:
        """What has come back, in order; waits until there are so many."""
        ...

    def break_(self) -> None:
        """The target can no longer be reached."""
        ...

    def mend(self) -> None:
        """It can again; what it knew, it knows."""
        ...


def opening_is_idempotent(harness: Harness) -> None:
    """The same parcel three times is one case."""
    for _ in range(3):
        harness.target.send(opened(101))
    assert harness.cases() == {make(101): Shown(True, "handed_over", (), ("m1", "m2"), ("e1",), None)}


def opening_anew_is_the_same_case(harness: Harness) -> None:
    """Another opening under the same code is a second review of one case; lines that it repeats are known."""
    for parcel in (opened(102), opened_anew(102), opened(102), opened_anew(102)):
        harness.target.send(parcel)
    assert harness.cases() == {
        make(102): Shown(True, "second_review", ("Lan",), ("m1", "m2", "m6"), ("e1",), None),
    }


def a_late_opening_does_not_undo_a_second_review(harness: Harness) -> None:
    """The first opening, retried long, comes behind the second."""
    for parcel in (opened_anew(103), opened(103)):
        harness.target.send(parcel)
    shown = harness.cases()[make(103)]
    assert (shown.status, shown.not_agents) == ("second_review", ("Lan",))


def everything_is_kept_once_in_any_order(harness: Harness) -> None:
    """Whatever is repeated and in whatever order it comes, the case ends up the same."""
    wanted = Shown(True, "closed", (), ("m1", "m2", "m3", "m4", "m5"), ("e1", "e2", "e3"), 5)
    for number in range(200, 210):
        chance = random.Random(number)
        parcels = story(number)
        parcels += chance.choices(parcels, k=5)
        chance.shuffle(parcels)
        for parcel in parcels:
            harness.target.send(parcel)
        assert harness.cases()[make(number)] == wanted, [parcel.id for parcel in parcels]


def a_message_may_come_before_its_case(harness: Harness) -> None:
    """It is held, and is there when the case is opened."""
    harness.target.send(message(104, "m3", 3, "e2"))
    assert not harness.cases()[make(104)].opened
    harness.target.send(opened(104))
    assert harness.cases()[make(104)].messages == ("m1", "m2", "m3")


def an_older_summary_never_wins(harness: Harness) -> None:
    """Of two updates the one that happened later counts, not the one that arrived later."""
    for parcel in (opened(105), updated(105, 9, status="resolved"), updated(105, 8, status="with_agent")):
        harness.target.send(parcel)
    assert harness.cases()[make(105)].status == "resolved"


def cases_do_not_mix(harness: Harness) -> None:
    """Messages of the same name belong to their own case."""
    for number in (106, 107):
        harness.target.send(opened(number))
    harness.target.send(message(107, "m3", 3))
    shown = harness.cases()
    assert shown[make(106)].messages == ("m1", "m2")
    assert shown[make(107)].messages == ("m1", "m2", "m3")


def acts_come_back(harness: Harness) -> None:
    """Everything that an agent can do, once each, in order, about the right case."""
    code = make(108)
    harness.target.send(opened(108))
    harness.act(code, "took")
    harness.act(code, "replied", text="Em đã nhận, anh/chị chờ em 5 phút ạ.\nEm kiểm tra ngay.")
    harness.act(code, "asks", slot="transaction_id")
    harness.act(code, "note", text="đã hỏi bộ phận thanh toán")
    harness.act(code, "verified")
    harness.act(code, "handed_back")
    harness.act(code, "took", agent="Minh")
    harness.act(code, "resolved", agent="Minh")
    came = harness.events(8)
    assert [type(each) for each in came] == [Took, Replied, Asks, Noted, Verified, HandedBack, Took, Resolved]
    assert {each.code for each in came} == {code}
    assert [each.agent for each in came] == ["Lan"] * 6 + ["Minh"] * 2
    assert len({each.id for each in came}) == 8
    assert all(each.at.utcoffset() is not None for each in came)
    replied, asks, noted = came[1], came[2], came[3]
    assert isinstance(replied, Replied)
    assert replied.text == "Em đã nhận, anh/chị chờ em 5 phút ạ.\nEm kiểm tra ngay."
    assert isinstance(asks, Asks)
    assert asks.slot == "transaction_id"
    assert isinstance(noted, Noted)
    assert noted.text == "đã hỏi bộ phận thanh toán"


def unreachable_loses_nothing(harness: Harness) -> None:
    """What could not be sent arrives when it is tried again, beside what was there before."""
    parcels = story(109)
    harness.target.send(parcels[0])
    harness.break_()
    for parcel in parcels[1:]:
        with pytest.raises(Unreachable):
            harness.target.send(parcel)
    harness.mend()
    for parcel in parcels:
        harness.target.send(parcel)
    wanted = Shown(True, "closed", (), ("m1", "m2", "m3", "m4", "m5"), ("e1", "e2", "e3"), 5)
    assert harness.cases() == {make(109): wanted}


CONTRACT: tuple[Callable[[Harness], None], ...] = (
    opening_is_idempotent,
    opening_anew_is_the_same_case,
    a_late_opening_does_not_undo_a_second_review,
    everything_is_kept_once_in_any_order,
    a_message_may_come_before_its_case,
    an_older_summary_never_wins,
    cases_do_not_mix,
    acts_come_back,
    unreachable_loses_nothing,
)
"""All of it; each is given a harness with no case in it."""
