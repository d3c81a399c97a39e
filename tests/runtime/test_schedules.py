"""A thousand random evenings on a clock that is moved by hand: a helpdesk that fails as it likes, processes that die
between any two commits; afterwards everything has arrived, and every customer was told the truth once."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest
import structlog
from sqlalchemy import Connection, select

from bot.clock import VirtualClock
from bot.codes import RANDOM_BITS, make
from bot.handoff.protocol import Cause, Unreachable
from bot.jobs.memory import Crash, MemoryJobs
from bot.runtime.parts import Parts, Said
from bot.runtime.runtime import Runtime
from bot.store import case_rows, messages
from bot.store.delivery_rows import Delivery
from bot.store.engine import Store
from bot.store.messages import MessageRow
from bot.store.tables import deliveries
from tests.runtime.conftest import START, Bench, MakeBench

FORM = ("tk khachquen1 rút 5tr từ 8h tối qua chưa về", "không có ảnh", "đúng rồi")
LATER = ("sao lâu thế", "mình cần gấp lắm")
FAILED, DONE = "utter_handoff_failed", "utter_handoff_done"
EVENING = 2 * 3600.0
"""Seconds in which things may go wrong."""

REST = 14 * 3600.0
"""Seconds in which they do not: longer than any pause between two attempts."""


class MortalStore(Store):
    """A database whose process may die around any commit: right before, so that nothing was written, or right after."""

    dying = 0.0
    chance = random.Random(0)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with super().writing() as connection:
            yield connection
            self._perhaps_die()
        self._perhaps_die()

    def _perhaps_die(self) -> None:
        if self.dying and self.chance.random() < self.dying:
            raise Crash


@dataclass
class Fickle:
    """A helpdesk that fails by chance in every way that there is, and keeps what has come by its id."""

    chance: random.Random
    clock: VirtualClock
    bad: float
    kept: dict[str, str] = field(default_factory=dict)
    came: int = 0
    calm: bool = False

    def carry(self, delivery: Delivery) -> None:
        if not self.calm and self.chance.random() < self.bad:
            self._fail(delivery)
        self._keep(delivery)

    def _fail(self, delivery: Delivery) -> None:
        match self.chance.randrange(5):
            case 0:
                raise Unreachable("nobody there", cause="connection")
            case 1:
                raise Unreachable("come later", cause="busy", retry_after=self.chance.choice((0.5, 90.0, 900.0)))
            case 2:
                self._keep(delivery)
                raise Unreachable("no answer", cause="timeout", sent=True)
            case 3:
                self._keep(delivery)
                raise Crash
            case _:
                raise ValueError("a fault of our own in the courier")

    def _keep(self, delivery: Delivery) -> None:
        self.came += 1
        first = self.kept.setdefault(delivery.id, repr(delivery.body))
        assert first == repr(delivery.body), "the same id came with another content"


@dataclass
class Evening:
    """One conversation under one schedule."""

    parts: Parts
    store: MortalStore
    jobs: MemoryJobs
    clock: VirtualClock
    helpdesk: Fickle
    chance: random.Random
    sender: str
    dying: float
    conversation: str = ""

    def __post_init__(self) -> None:
        self.runtime = Runtime(self.parts, {"webhook": self.helpdesk})
        self.jobs.start(self.runtime.handlers())

    def play(self) -> None:
        for line in FORM:
            self._say(line)
            self._pass(self.chance.random() * 20)
        for line in LATER[: self.chance.randrange(3)]:
            self._pass(self.chance.choice((5.0, 120.0, 1500.0)))
            self._say(line)
        self._pass(max(0.0, EVENING - (self.clock.now() - START).total_seconds()))
        self.helpdesk.calm, self.dying, self.jobs.crash_before, self.jobs.crash_after = True, 0.0, 0.0, 0.0
        self._pass(REST)

    def _say(self, line: str) -> None:
        id = f"m-{self.chance.getrandbits(60):x}"
        accepted = self.runtime.accept(Said("web", self.sender, id, line))
        self.conversation = accepted.conversation
        while (wait := self.runtime.turn(self.conversation)) is not None:
            self.clock.advance(wait)

    def _pass(self, seconds: float) -> None:
        """Time passes; processes may die in it, in their jobs."""
        self.store.dying, self.store.chance = self.dying, self.chance
        try:
            self.jobs.run_until(self.clock.now() + timedelta(seconds=seconds))
        finally:
            self.store.dying = 0.0

    def transcript(self) -> list[MessageRow]:
        with self.store.reading() as connection:
            return messages.after(connection, self.conversation, 0, 1000)


Make = Callable[..., Evening]


@pytest.fixture
def make_evening(make_bench: MakeBench, tmp_path: Path) -> Iterator[Make]:
    bench: Bench = make_bench()
    store = MortalStore(bench.runtime.parts.store.url)
    made: list[int] = []

    def build(seed: int, *, bad: float, dying: float, crashes: float) -> Evening:
        chance = random.Random(seed)
        codes = random.Random(f"codes {seed} {bad} {dying} {crashes} {len(made)}")
        made.append(seed)
        clock = VirtualClock(START)
        jobs = MemoryJobs(clock, shuffle=chance, crash_before=crashes, crash_after=crashes)
        parts = replace(
            bench.runtime.parts, store=store, jobs=jobs, clock=clock, targets=("webhook",),
            draw=lambda: make(codes.getrandbits(RANDOM_BITS)),
        )  # fmt: skip
        helpdesk = Fickle(chance, clock, bad)
        return Evening(parts, store, jobs, clock, helpdesk, chance, f"main:{len(made)}", dying)

    # Thousands of faults of ours are wanted here: drawing each one's traceback costs more than everything else.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    yield build
    structlog.reset_defaults()
    store.close()


def _evenings(make_evening: Make, count: int) -> None:
    undisturbed = make_evening(0, bad=0.0, dying=0.0, crashes=0.0)
    undisturbed.play()
    wanted = _case(undisturbed)
    told, failures = 0, 0
    for seed in range(count):
        draw = random.Random(f"schedule {seed}")
        bad, dying, crashes = draw.choice((0.0, 0.7, 0.9, 1.0)), draw.choice((0.0, 0.2, 0.4)), draw.choice((0.0, 0.2))
        evening = make_evening(seed, bad=bad, dying=dying, crashes=crashes)
        evening.play()
        found = _faults(evening)
        assert not found, f"seed {seed}, bad {bad}, dying {dying}, crashes {crashes}: {found}"
        assert _case(evening) == wanted, f"seed {seed}: another case"
        told += _count(evening, FAILED)
        failures += evening.helpdesk.came - len(evening.helpdesk.kept)
    assert told > count // 20, "hardly anybody was told: these schedules show nothing"
    assert failures > count // 10, "hardly anything came twice: these schedules show nothing"


def test_sixty_random_evenings(make_evening: Make) -> None:
    _evenings(make_evening, 60)


@pytest.mark.slow
def test_a_thousand_random_evenings(make_evening: Make) -> None:
    _evenings(make_evening, 1000)


def _faults(evening: Evening) -> list[str]:
    with evening.store.reading() as connection:
        rows = connection.execute(
            select(deliveries).where(deliveries.c.conversation == evening.conversation).order_by(deliveries.c.number)
        ).all()
    found = [f"{row.id} is {row.outcome}: {row.error}" for row in rows if row.outcome != "sent"]
    if list(evening.helpdesk.kept) != [row.id for row in rows]:
        found.append(f"arrived {list(evening.helpdesk.kept)}, wanted {[row.id for row in rows]}")
    if given_up := evening.jobs.failed():
        found.append(f"given up: {given_up}")
    failed, done = _count(evening, FAILED), _count(evening, DONE)
    told = [row.told for row in rows if row.type == "case.opened"]
    if not failed == done == sum(told) <= 1:
        found.append(
            f"the customer was told {failed} times of the failure and {done} times of its end; on record {told}"
        )
    responses = [row.response for row in evening.transcript()]
    if failed and done and responses.index(FAILED) > responses.index(DONE):
        found.append("told of the end before the failure")
    if [row.seq for row in evening.transcript()] != list(range(1, len(responses) + 1)):
        found.append("the transcript has holes")
    return found


def _count(evening: Evening, response: str) -> int:
    return [row.response for row in evening.transcript()].count(response)


def _case(evening: Evening) -> dict[str, object]:
    with evening.store.reading() as connection:
        [listed] = case_rows.of_conversation(connection, evening.conversation)
        case = case_rows.load(connection, listed.code)
    fields = {each.name: each.value for each in case.fields}
    return {
        "kind": case.kind,
        "status": case.status,
        "priority": case.priority,
        "fields": fields,
        "flags": (case.unconfirmed, case.incomplete),
    }


def test_a_failure_that_lasts_is_told_once_and_its_end_too(make_evening: Make) -> None:
    evening = make_evening(1, bad=1.0, dying=0.0, crashes=0.0)
    evening.play()
    responses = [row.response for row in evening.transcript()]
    assert (responses.count(FAILED), responses.count(DONE)) == (1, 1)


@pytest.mark.parametrize("cause", ["connection", "timeout"])
def test_a_failure_of_seconds_is_not_told(make_evening: Make, cause: Cause) -> None:
    evening = make_evening(2, bad=0.0, dying=0.0, crashes=0.0)
    carry, left = evening.helpdesk.carry, iter(range(2))

    class Twice:
        def carry(self, delivery: Delivery) -> None:
            if next(left, None) is not None:
                raise Unreachable("a moment", cause=cause, sent=cause == "timeout")
            carry(delivery)

    evening.runtime.couriers = {"webhook": Twice()}
    evening.play()
    assert _faults(evening) == []
    assert _count(evening, FAILED) == 0
