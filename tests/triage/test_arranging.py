"""Agents put cases in order; the customer hears nothing of it."""

from __future__ import annotations

import pytest

from bot.triage import AgentChanged, AgentMerged, AgentTook, CloseCase
from tests.triage.talking import Talk, money, user


def _waiting() -> Talk:
    talk = Talk()
    talk.say("rút 5tr chưa về, tk hoangnam88", "slow_withdrawal", entities=(user("hoangnam88"), money("5tr", 5_000_000)))
    talk.say("gặp nhân viên", "ask_human")
    assert talk.name == "Waiting"
    return talk


def _change(talk: Talk, **wanted: str) -> list[str]:
    return talk.play(AgentChanged(talk.case.code, "Lan", "TN-SPARE-SPARE-X", **wanted))


def test_another_kind_brings_its_title_department_and_priority() -> None:
    talk = _waiting()
    assert _change(talk, kind="slow_deposit") == []
    case = talk.case
    assert (case.kind, case.title, case.department) == ("slow_deposit", "Nạp tiền chưa vào tài khoản", "payments")
    assert talk.values()["amount"] == "5.000.000đ"
    assert next(each.label for each in case.fields if each.name == "amount") == "Số tiền nạp"
    assert [(each.what, each.before, each.after) for each in case.history][-1] == ("kind", "slow_withdrawal", "slow_deposit")


@pytest.mark.parametrize(
    ("wanted", "what", "after"),
    [({"priority": "info"}, "priority", "info"), ({"department": "security"}, "department", "security")],
)
def test_priority_and_department_are_noted(wanted: dict[str, str], what: str, after: str) -> None:
    talk = _waiting()
    assert _change(talk, **wanted) == []
    assert getattr(talk.case, what) == after
    assert (talk.case.history[-1].what, talk.case.history[-1].after) == (what, after)


@pytest.mark.parametrize("wanted", [{}, {"kind": "greet"}, {"priority": "huge"}, {"department": "nowhere"}, {"kind": "slow_withdrawal"}])
def test_what_the_domain_does_not_know_changes_nothing(wanted: dict[str, str]) -> None:
    talk = _waiting()
    before = talk.case
    assert _change(talk, **wanted) == []
    assert talk.case == before


def test_a_case_that_turns_out_to_be_one_of_protection_is_treated_so() -> None:
    talk = _waiting()
    _change(talk, kind="distress")
    assert (talk.case.department, talk.state.talk.care) == ("care", True)


def test_two_cases_of_a_conversation_become_one() -> None:
    talk = _waiting()
    first = talk.case.code
    talk.say("còn game bị lỗi nữa", "game_error")
    talk.wait(minutes=11)
    second = next(case.code for case in talk.cases if case.code != first)
    talk.picture()
    assert talk.play(AgentMerged(second, first, "Lan", "TN-SPARE-SPARE-X")) == []
    assert [(each.code, each.status) for each in talk.of(CloseCase)] == [(second, "closed")]
    into = talk.state.talk.case(first)
    assert "game_error" in into.also_mentioned
    assert into.is_open
    assert into.history[-1].what == "merged"


def test_the_state_follows_the_case_that_goes_on() -> None:
    talk = _waiting()
    talk.event(AgentTook, talk.case.code, "Lan")
    assert talk.name == "WithAgent"
    talk.play(AgentMerged(talk.case.code, "TN-00000-00000-0", "Lan", "TN-SPARE-SPARE-X"))
    assert talk.name == "Listening"
    assert talk.wait(days=2) == []


def test_a_case_is_not_merged_with_itself() -> None:
    talk = _waiting()
    talk.play(AgentMerged(talk.case.code, talk.case.code, "Lan", "TN-SPARE-SPARE-X"))
    assert talk.case.is_open
