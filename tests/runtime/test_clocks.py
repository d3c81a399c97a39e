"""Promised times: a warning, then late steps, each once; what is taken in time raises nothing."""

from __future__ import annotations

import pytest

from bot.runtime.clocks import alarms, sweep
from bot.runtime.happening import Doing
from bot.store import case_rows
from tests.runtime.conftest import Bench


def _waiting(bench: Bench) -> str:
    bench.tell("cho mình gặp nhân viên")
    with bench.runtime.parts.store.reading() as connection:
        [case] = case_rows.queue(connection)
    return case.code


def _noted(bench: Bench, code: str) -> list[str]:
    with bench.runtime.parts.store.reading() as connection:
        return [after for _, _, what, _, after in case_rows.history(connection, code) if what == "sla"]


def _priority(bench: Bench, code: str) -> str:
    with bench.runtime.parts.store.reading() as connection:
        row = case_rows.listed(connection, code)
    assert row is not None
    return row.priority


def test_what_nobody_takes_warns_is_late_and_rises(bench: Bench) -> None:
    code, parts = _waiting(bench), bench.runtime.parts
    assert sweep(parts) == 0
    bench.clock.advance(50)
    assert sweep(parts) == 1
    assert _noted(bench, code) == ["warning"]
    bench.clock.advance(12)
    assert sweep(parts) == 1
    assert _noted(bench, code) == ["warning", "late:support"]
    assert _priority(bench, code) == "important"
    bench.clock.advance(60)
    assert (sweep(parts), sweep(parts)) == (1, 0)
    assert _noted(bench, code)[-1] == "late:management"
    assert _priority(bench, code) == "urgent"


def test_what_is_taken_in_time_is_never_late(bench: Bench) -> None:
    code = _waiting(bench)
    bench.runtime.act(Doing("take", code, "Lan", "request-1"))
    bench.clock.advance(600)
    assert sweep(bench.runtime.parts) == 0
    assert _noted(bench, code) == []


def test_a_resolution_that_takes_too_long_is_noted(bench: Bench) -> None:
    code = _waiting(bench)
    bench.runtime.act(Doing("take", code, "Lan", "request-1"))
    bench.clock.advance(24 * 3600)
    assert sweep(bench.runtime.parts) == 1
    assert _noted(bench, code) == ["resolution"]


@pytest.mark.parametrize(("channel", "at_night"), [("web", False), ("email", True)])
def test_closed_hours_count_only_where_the_target_says_so(bench: Bench, channel: str, at_night: bool) -> None:
    domain = bench.runtime.parts.domain
    code = _waiting(bench)
    with bench.runtime.parts.store.reading() as connection:
        row = case_rows.listed(connection, code)
    assert row is not None
    evening = row.handed_over_at.replace(hour=15, minute=30)  # type: ignore[union-attr]
    moved = case_rows.Listed(**{name: getattr(row, name) for name in row.__slots__} | {"handed_over_at": evening, "channel": channel})
    late = next(each for each in alarms(domain, moved) if each.name == "late")
    assert (late.at.astimezone(evening.tzinfo).date() > evening.date()) == at_night
