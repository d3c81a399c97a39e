"""Secrets, the privacy notice, notices of disturbances, failures: what must never go wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import Domain, Notice
from bot.message import Masked, Message
from bot.triage import (
    AgentTook,
    DeleteMessage,
    EffectFailed,
    HandOff,
    HandOffDelivered,
    MessageTurn,
    NoticeGiven,
    Reply,
    Understood,
    begin,
    decide,
)
from tests.triage.talking import EVENING, Talk, domain, money, parse, user, when

SECRET = (Masked("password", 3, 9),)


@pytest.mark.parametrize(
    ("channel", "reply"),
    [("web", "secret_warning_deleted"), ("telegram", "secret_warning_deleted"), ("zalo", "secret_warning")],
)
def test_a_secret_is_deleted_and_warned_of(channel: str, reply: str) -> None:
    talk = Talk(channel=channel)
    assert talk.say("mk ••••••", "inform", masked=SECRET)[0] == reply
    assert talk.of(DeleteMessage) == [DeleteMessage("m1")]


def test_a_secret_in_a_form_is_warned_of_and_is_no_failed_answer() -> None:
    talk = Talk()
    talk.say("không vào được", "login_failure", entities=(user("vào"),))
    before = talk.case.asked
    assert talk.say("mk ••••••", "inform", masked=SECRET) == ["secret_warning_deleted"]
    assert talk.case.asked == before
    assert talk.say(
        "tk của em mk ••••••, từ 8h tối qua",
        "inform",
        entities=(when("8h tối qua"),),
        masked=(Masked("password", 13, 19),),
    ) == [
        "secret_warning_deleted",
        "ask_login_failure_form_screenshots",
    ]


def test_card_numbers_are_said_to_be_unneeded() -> None:
    talk = Talk()
    assert talk.say("thẻ ••••", "inform", masked=(Masked("card", 4, 8),))[0] == "number_masked"


def test_a_deletion_that_fails_is_told() -> None:
    talk = Talk()
    talk.say("mk ••••••", "inform", masked=SECRET)
    assert talk.event(EffectFailed, "delete_message", "") == ["secret_warning"]


def test_the_privacy_notice_comes_once_before_the_first_personal_question() -> None:
    talk = Talk()
    talk.say("mấy giờ nghỉ", "faq_support_hours")
    assert not talk.of(NoticeGiven)
    talk.say("thưởng đâu", "missing_bonus")
    assert len(talk.of(NoticeGiven)) == 1
    assert talk.text.index("BẢO MẬT") < talk.text.index("tên tài khoản")
    assert talk.state.talk.notice is not None
    assert talk.state.talk.notice.at == talk.now
    talk.say("thôi", "stop")
    talk.say("vé sai", "bet_dispute")
    assert not talk.of(NoticeGiven)


def test_a_hand_off_that_fails_is_told_and_nothing_is_lost_or_doubled() -> None:
    talk = Talk()
    talk.say("gặp người", "ask_human")
    code = talk.case.code
    assert talk.event(EffectFailed, "hand_off", code) == ["handoff_failed"]
    assert talk.case.undelivered
    assert not talk.of(HandOff)
    assert talk.event(EffectFailed, "hand_off", code) == []
    assert talk.name == "Waiting"
    assert talk.event(HandOffDelivered, code) == ["handoff_done"]
    assert not talk.case.undelivered
    assert talk.event(HandOffDelivered, code) == []


def test_failures_are_not_told_over_an_agents_head() -> None:
    talk = Talk()
    talk.say("gặp người", "ask_human")
    talk.event(AgentTook, talk.case.code, "Lan")
    assert talk.event(EffectFailed, "hand_off", talk.case.code) == []


def test_a_reply_that_could_not_be_delivered_is_told() -> None:
    talk = Talk()
    talk.say("gặp người", "ask_human")
    assert talk.event(EffectFailed, "reply", talk.case.code) == ["delivery_failed"]


def disturbed() -> Domain:
    """The product's domain with a known disturbance."""
    notice = Notice(
        {"vi": "Vietcombank bảo trì", "en": "Vietcombank is down"},
        frozenset({"slow_withdrawal"}),
        frozenset(),
        EVENING - timedelta(hours=1),
        EVENING + timedelta(hours=1),
    )
    return replace(domain(), triage=replace(domain().triage, notices=(notice,)))


@pytest.mark.parametrize(("kind", "told"), [("slow_withdrawal", True), ("missing_bonus", False)])
def test_a_known_disturbance_is_told_first_and_once(kind: str, told: bool) -> None:
    state = begin("web")
    turn = MessageTurn((Understood(Message("m1", "chưa về"), parse("chưa về", kind)),), "TN-00000-00007-J")
    decision = decide(disturbed(), state, turn, EVENING)
    reply = next(effect for effect in decision.effects if isinstance(effect, Reply))
    assert ("utter_notice" in [line.response for line in reply.before]) == told
    assert bool(decision.state.talk.cases[0].notices) == told


def test_the_reasons_hold_none_of_the_customers_values() -> None:
    talk = Talk()
    talk.say("tk hoangnam88 rút 5tr chưa về", "slow_withdrawal", entities=(user("hoangnam88"), money("5tr", 5_000_000)))
    assert talk.last.because
    assert "5000000" not in "".join(talk.last.because)
