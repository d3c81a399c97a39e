"""What is old goes, kind by kind, at its own time; what is open or waits stays, however old."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import func, select, text, update

from bot.case import Case
from bot.domain import Domain
from bot.evidence.vault import FolderVault
from bot.store import case_rows, conversations, messages, tables
from bot.store.engine import Store
from bot.store.forgetting import FORGOTTEN, Limits, cleaned
from bot.store.retention import MACHINE, Swept, sweep
from bot.store.upgrade import upgrade
from bot.triage import KnownAccount, begin, from_json, to_json
from bot.triage.states import Heard, Listening
from tests.store.conftest import NewStore
from tests.store.samples import START, case, count, delivery, everything, fill, picture, put, talk

ROOT = Path(__file__).parents[2]
CODE = "TN-AAAAA-AAAAA-A"


@cache
def domain() -> Domain:
    return Domain.load(ROOT / "domain.yml", ROOT / "triage.yml")


def after(kind: str, *, days: int = 1) -> datetime:
    """A moment at which what was kept at START is older than allowed by so many days."""
    kept = MACHINE.get(kind) or domain().triage.retention_days[kind]
    return START + timedelta(days=kept + days)


@pytest.fixture
def vault(tmp_path: Path) -> FolderVault:
    return FolderVault(tmp_path / "evidence")


def ended(store: Store, vault: FolderVault, **more: Any) -> str:
    """A conversation with an ended case, a picture and a delivery that arrived; its id."""
    with store.writing() as connection:
        id = talk(connection, "visitor-1", said="tk hoangnam88 của em 0900000001")
        case(connection, id, CODE, ended=START, refs=("e1",), **more)
        case_rows.rate(connection, CODE, 5, START)
        picture(connection, vault, id, "e1", code=CODE)
        delivery(connection, id, "d1", done=True)
        put(connection, tables.audit, at=START, actor="Lan", action="case.seen", subject=CODE, detail={})
        put(connection, tables.requests, source="desk:a1", id="r1", result={}, at=START)
        put(connection, tables.setup_links, digest="1" * 64, expires_at=START)
        put(
            connection, tables.buttons, key="b1", conversation=id, title="Có", intent="affirm", slot_values={},
            created_at=START,
        )  # fmt: skip
    return id


@pytest.mark.parametrize(
    ("kind", "table"),
    [
        ("messages", tables.messages),
        ("evidence", tables.evidence),
        ("cases", tables.cases),
        ("ratings", tables.ratings),
        ("audit", tables.audit),
        ("deliveries", tables.deliveries),
        ("buttons", tables.buttons),
        ("requests", tables.requests),
        ("setup_links", tables.setup_links),
    ],
)
def test_each_kind_goes_at_its_own_time(store: Store, vault: FolderVault, kind: str, table: Any) -> None:
    ended(store, vault)
    there = count(store, table)
    sweep(store, domain(), after(kind, days=-1), vault)
    assert count(store, table) == there
    swept = sweep(store, domain(), after(kind), vault)
    assert swept.counts[kind] == there
    assert count(store, table) == 0
    assert sweep(store, domain(), after(kind), vault).counts[kind] == 0


def test_care_has_a_time_of_its_own(store: Store, vault: FolderVault) -> None:
    ended(store, vault, kind="self_exclusion")
    swept = sweep(store, domain(), after("care"), vault)
    assert (swept.counts["care"], swept.counts["cases"]) == (1, 0)


def test_in_the_end_nothing_is_left(store: Store, vault: FolderVault) -> None:
    ended(store, vault)
    sweep(store, domain(), START + timedelta(days=4000), vault)
    assert not any(everything(store).values())
    assert not [file for file in vault.folder.rglob("*") if file.is_file()]


def test_what_is_open_or_waits_stays_for_ever(store: Store, vault: FolderVault) -> None:
    fill(store, vault)
    with store.writing() as connection:
        connection.execute(update(tables.ratings).values(at=START + timedelta(days=4000)))
    kept = ("conversations", "messages", "inbox", "turns", "cases", "case_changes", "evidence", "deliveries", "buttons")
    before = everything(store)
    sweep(store, domain(), START + timedelta(days=4000), vault)
    rest = everything(store)
    assert {name: rest[name] for name in kept} == {name: before[name] for name in kept}
    assert vault.exists(before["evidence"][0][10])


@pytest.mark.parametrize("waits", ["inbox", "delivery", "link"])
def test_each_thing_that_waits_holds_its_conversation(store: Store, vault: FolderVault, waits: str) -> None:
    with store.writing() as connection:
        id = talk(connection, "visitor-1")
        if waits == "inbox":
            row = messages.add(connection, id, "customer", "alo", START, client_id="m-2")[0]
            messages.put_in_inbox(connection, row, id, START, 1.0)
        elif waits == "delivery":
            delivery(connection, id, "d1")
        else:
            case(connection, talk(connection, "visitor-2"), CODE)
            conversations.link(connection, id, CODE)
    before = count(store, tables.messages)
    sweep(store, domain(), START + timedelta(days=4000), vault)
    assert count(store, tables.messages) == before


def test_a_nameless_case_is_still_a_case(store: Store, vault: FolderVault) -> None:
    ended(store, vault)
    swept = sweep(store, domain(), after("identifiers"), vault)
    assert swept.counts["identifiers"] == 1
    with store.reading() as connection:
        left, row = case_rows.load(connection, CODE), case_rows.listed(connection, CODE)
        history = case_rows.history(connection, CODE)
    assert isinstance(left, Case)
    assert row is not None
    assert (row.username, row.kind) == ("", "slow_withdrawal")
    assert [(field.name, field.value, field.display) for field in left.fields] == [
        ("username", "", FORGOTTEN),
        ("amount", 5_000_000, "5.000.000đ"),
    ]
    assert [said.text for said in left.said] == [FORGOTTEN]
    assert [(what, now) for _, _, what, _, now in history] == [("username", ""), ("status", "handed_over")]
    assert "hoangnam88" not in json.dumps(everything(store)["cases"] + everything(store)["case_changes"], default=str)
    assert sweep(store, domain(), after("identifiers"), vault).counts["identifiers"] == 0


def test_a_picture_that_two_sent_goes_with_the_last(store: Store, vault: FolderVault) -> None:
    with store.writing() as connection:
        key = picture(connection, vault, talk(connection, "visitor-1"), "e1", START)
        picture(connection, vault, talk(connection, "visitor-2"), "e2", START + timedelta(days=10))
    swept = sweep(store, domain(), after("evidence"), vault)
    assert (swept.counts["evidence"], swept.counts["files"]) == (1, 0)
    assert vault.exists(key)
    swept = sweep(store, domain(), after("evidence", days=11), vault)
    assert (swept.counts["evidence"], swept.counts["files"]) == (1, 2)
    assert not vault.exists(key)


def test_more_than_a_batch(store: Store, vault: FolderVault) -> None:
    with store.writing() as connection:
        id = talk(connection, "visitor-1")
        for number in range(1203):
            messages.add(connection, id, "customer", "alo", START, client_id=f"x{number}")
    assert sweep(store, domain(), after("messages"), vault).counts["messages"] == 1205
    assert count(store, tables.messages) == 0


def test_a_dry_run_counts_and_keeps(store: Store, vault: FolderVault) -> None:
    ended(store, vault)
    before, now = everything(store), after("audit", days=300)
    foreseen = sweep(store, domain(), now, vault, dry_run=True)
    assert everything(store) == before
    done = sweep(store, domain(), now, vault)
    alike = set(done.counts) - {"conversations", "files", "identifiers"}
    assert {kind: foreseen.counts[kind] for kind in alike} == {kind: done.counts[kind] for kind in alike}
    assert done.total > 5


def _state(store: Store, id: str, state: Any, at: datetime = START) -> None:
    with store.writing() as connection:
        values = {"state": json.dumps(to_json(state)), "name": "listening", "asking": False, "turns": 1, "now": at}
        conversations.advance(connection, id, **values)


def _left(store: Store, id: str) -> Any:
    with store.reading() as connection:
        row = conversations.get(connection, id)
    assert row is not None
    assert row.state is not None
    return from_json(json.loads(row.state))


def test_the_account_in_a_state_is_forgotten(store: Store, vault: FolderVault) -> None:
    with store.writing() as connection:
        id = talk(connection, "visitor-1")
    now = after("known_account")
    _state(store, id, begin("web", known_account=KnownAccount("hoangnam88", START)), now)
    assert sweep(store, domain(), now, vault, dry_run=True).counts["states"] == 1
    assert sweep(store, domain(), now, vault).counts["states"] == 1
    assert _left(store, id).talk.known_account is None
    _state(store, id, begin("web", known_account=KnownAccount("hoangnam88", now)), now)
    assert sweep(store, domain(), now, vault).counts["states"] == 0


def test_an_ended_case_in_a_state_is_forgotten_with_its_names(store: Store, vault: FolderVault) -> None:
    with store.writing() as connection:
        id = talk(connection, "visitor-1")
        old = case(connection, id, CODE, ended=START)
        new = case(connection, id, "TN-BBBBB-BBBBB-B", ended=START + timedelta(days=20))
        live = case(connection, id, "TN-CCCCC-CCCCC-C", START)
    state = begin("web")
    assert isinstance(state, Listening)
    now = after("identifiers")
    _state(store, id, Listening(_with(state.talk, cases=(old, new, live))), now)
    sweep(store, domain(), now, vault)
    assert [each.code for each in _left(store, id).talk.cases] == [new.code, live.code]


def test_what_was_heard_goes_with_the_messages(store: Store, vault: FolderVault) -> None:
    with store.writing() as connection:
        id = talk(connection, "visitor-1")
        case(connection, id, CODE, ended=START)
    heard = Heard("phone", "0900000001", "0900000001", "m-1", START)
    _state(store, id, Listening(_with(begin("web").talk, heard=(heard,), last_text="tk hoangnam88", introduced=True)))
    sweep(store, domain(), after("messages"), vault)
    left = _left(store, id).talk
    assert (left.heard, left.last_text, left.introduced) == ((), "", True)


def _with(talk_: Any, **changes: Any) -> Any:
    return replace(talk_, **changes)


def test_a_state_in_which_nothing_is_over_is_left_alone() -> None:
    limits = Limits(START, START, stale=True)
    assert cleaned(json.dumps(to_json(begin("web"))), limits) is None


def test_no_row_is_looked_at_for_ever(store: Store, vault: FolderVault) -> None:
    """Messages of a busy conversation are over but stay; the sweep passes them by and ends."""
    with store.writing() as connection:
        busy, idle = talk(connection, "visitor-1"), talk(connection, "visitor-2")
        case(connection, busy, CODE)
    assert sweep(store, domain(), after("messages"), vault).counts["messages"] == 2
    with store.reading() as connection:
        statement = select(tables.messages.c.conversation, func.count()).group_by(tables.messages.c.conversation)
        assert [tuple(row) for row in connection.execute(statement)] == [(busy, 2)]
    assert idle != busy




def test_a_message_that_comes_meanwhile_keeps_its_conversation(new_store: NewStore, vault: FolderVault) -> None:
    """On Postgres the sweep finds a conversation empty, waits for the one who is writing to it, and looks again."""
    store = new_store("postgres")
    upgrade(store)
    with store.writing() as connection:
        id = conversations.begin(connection, "web", "visitor-1", START).id
    swept: list[Swept] = []
    with store.writing() as connection:
        messages.add(connection, id, "customer", "alo", after("messages"), client_id="m-1")
        sweeper = Thread(target=lambda: swept.append(sweep(store, domain(), after("messages"), vault)))
        sweeper.start()
        _wait_until_one_waits(store)
    sweeper.join()
    assert swept
    assert (count(store, tables.conversations), count(store, tables.messages)) == (1, 1)


def _wait_until_one_waits(store: Store) -> None:
    waiting = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
    for _ in range(600):
        with store.reading() as connection:
            if connection.execute(waiting).scalar_one():
                return
        time.sleep(0.05)
    pytest.fail("the sweep did not wait for the writer")
