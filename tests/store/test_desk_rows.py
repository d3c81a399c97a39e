"""What the desk asks of the tables, on both kinds of database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.case import Case, Change, Field
from bot.codes import make
from bot.store import (
    case_rows,
    conversations,
    desk_rows,
    messages,
    notice_rows,
    people_rows,
    publishing_rows,
    stats_rows,
)
from bot.store.desk_rows import Wanted
from bot.store.engine import Store

NOW = datetime(2026, 11, 14, 3, 0, tzinfo=UTC)


def _case(store: Store, number: int, status: str, **more: object) -> str:
    at = NOW - timedelta(minutes=number)
    code = make(number)
    name = f"khach_{number}"
    values: dict[str, object] = {
        "kind": "slow_withdrawal", "title": "Rút tiền chậm", "priority": "important", "department": "payments",
        "channel": "web", "opened": at, "updated": at, "handed_over": at, "due": at + timedelta(minutes=1),
        "fields": (Field(name="username", label="Tên tài khoản", value=name, display=name),),
    } | more  # fmt: skip
    with store.writing() as connection:
        talk = conversations.begin(connection, "web", f"main:{number}", at)
        case_rows.save(connection, talk.id, Case(code=code, status=status, **values), before=None, actor="customer")  # type: ignore[arg-type]
    return code


def _codes(store: Store, **wanted: object) -> list[str]:
    with store.reading() as connection:
        return [each.row.code for each in desk_rows.listing(connection, Wanted(**wanted), NOW)]  # type: ignore[arg-type]


def test_lists_press_by_rank_cries_for_help_and_time(store: Store) -> None:
    late = _case(store, 9, "handed_over")
    young = _case(store, 1, "second_review", signals=("angry",), reviews=1)
    urgent = _case(store, 2, "handed_over", priority="urgent")
    cry = _case(store, 0, "handed_over", priority="urgent", kind="distress")
    _case(store, 3, "collecting")
    assert _codes(store, first=("distress",)) == [cry, urgent, late, young]
    assert _codes(store) == [urgent, cry, late, young]
    assert _codes(store, mark="late") == [urgent, late, young]
    with store.reading() as connection:
        assert desk_rows.urgent(connection, NOW) == (2, 3)
        assert desk_rows.next_waiting(connection, "Lan", cry, ("distress",)) == urgent
        [found] = [each for each in desk_rows.listing(connection, Wanted(), NOW) if each.row.code == young]
    assert (found.signals, found.reviews, found.undelivered) == (("angry",), 1, False)


def test_who_had_a_case_is_not_offered_it_again(store: Store) -> None:
    code = _case(store, 1, "second_review")
    with store.writing() as connection:
        case_rows.hand_over(connection, code, ["Lan"])
        assert desk_rows.next_waiting(connection, "Lan", "") is None
        assert desk_rows.next_waiting(connection, "Hoa", "") == code


def test_counts_are_those_of_the_lists(store: Store) -> None:
    for number, (status, agent) in enumerate([("handed_over", ""), ("with_agent", "Lan"), ("with_agent", "Hoa"), ("resolved", "Lan")]):
        _case(store, number, status, agent=agent)
    _case(store, 9, "closed", ended=NOW)
    with store.reading() as connection:
        found = desk_rows.counts(connection, "Lan")
    assert found == {"waiting": 1, "mine": 1, "taken": 2, "bot": 0, "resolved": 1}
    assert [len(_codes(store, view=view, agent="Lan")) for view in ("waiting", "mine", "taken", "bot", "resolved", "ended")] == [1, 1, 2, 0, 1, 1]


@pytest.mark.parametrize(
    ("words", "code", "count"),
    [("khach_1", "", 1), ("khach", "", 2), ("rut tien", "", 1), ("", make(40), 0), ("x", make(40), 1), ("%", "", 0), ("khach%1", "", 0)],
)
def test_searches_find_open_and_recent_cases(store: Store, words: str, code: str, count: int) -> None:
    _case(store, 1, "handed_over")
    _case(store, 40, "closed", ended=NOW - timedelta(days=60))
    with store.reading() as connection:
        found = desk_rows.search(connection, Wanted(words=words, code=code), NOW) if words else []
    assert len(found) == count


def test_looking_is_remembered_for_a_while(store: Store) -> None:
    with store.writing() as connection:
        desk_rows.note_look(connection, "Lan", "view_case", "TN-1", NOW)
        assert desk_rows.looked(connection, "Lan", "view_case", "TN-1", NOW + timedelta(minutes=9))
        assert not desk_rows.looked(connection, "Lan", "view_case", "TN-1", NOW + timedelta(minutes=11))
        assert not desk_rows.looked(connection, "Hoa", "view_case", "TN-1", NOW)


def test_a_one_time_code_is_used_up_once(store: Store) -> None:
    with store.writing() as connection:
        agent = people_rows.add_agent(connection, login="lan", name="Lan", password="x", role="lead", at=NOW)
        assert [people_rows.use_totp(connection, agent.id, step) for step in (7, 7, 6, 8)] == [True, False, False, True]


def test_statistics_see_what_happened_in_their_period(store: Store) -> None:
    code = _case(store, 5, "second_review", history=(Change(at=NOW, what="status", before="resolved", after="second_review"),))
    _case(store, 5000, "closed", ended=NOW)
    with store.writing() as connection:
        row = case_rows.listed(connection, code)
        assert row is not None
        said, _ = messages.add(connection, row.conversation, "customer", "hả", NOW, client_id="m1")
        found = messages.find(connection, row.conversation, "m1")
        assert found is not None
        messages.consume(connection, [found], 1, {said: {"text": "hả", "intent": {"name": "nlu_fallback", "confidence": 0.1}}})
        messages.add(connection, row.conversation, "agent", "Em đây ạ", NOW, name="Lan", case_code=code)
        people_rows.log(connection, NOW, "Lan", "resolve", code)
        since, until = NOW - timedelta(hours=1), NOW + timedelta(hours=1)
        [fact] = stats_rows.facts(connection, since, until)
        assert (fact.code, fact.replied, fact.resolved) == (code, NOW, NOW)
        assert stats_rows.talks(connection, since, until) == (1, 1, 1)
        assert stats_rows.reopened(connection, since, until) == 1
        assert list(stats_rows.unclear(connection, since, until)) == ["hả"]


def test_notices_are_live_until_they_end(store: Store) -> None:
    with store.writing() as connection:
        made = {"text_vi": "Bảo trì", "text_en": "", "kinds": ["slow_withdrawal"], "banks": [], "opened_by": "Lan"}
        id = notice_rows.add(connection, **made, starts_at=NOW, ends_at=NOW + timedelta(hours=2))  # type: ignore[arg-type]
        assert [row.id for row in notice_rows.live(connection, NOW)] == [id]
        assert notice_rows.live(connection, NOW + timedelta(hours=2)) == []
        assert notice_rows.live(connection, NOW - timedelta(seconds=1)) == []
        assert [notice_rows.end(connection, id, NOW, "Lan", "Xong") for _ in range(2)] == [True, False]
        assert notice_rows.live(connection, NOW) == []
        found = notice_rows.get(connection, id)
    assert found is not None
    assert (found.ending, found.notice.kinds) == ("Xong", frozenset({"slow_withdrawal"}))


def test_figures_of_a_period_are_published_once(store: Store) -> None:
    with store.writing() as connection:
        for count in (1, 2):
            publishing_rows.publish(connection, NOW, NOW + timedelta(days=1), {"cases": count}, "Lan", NOW)
        [found] = publishing_rows.standing(connection)
        assert found.data == {"cases": 2}
        publishing_rows.withdraw(connection, found.id, NOW)
        assert publishing_rows.standing(connection) == []
