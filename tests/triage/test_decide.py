"""decide itself: pure, complete, quick to read; states survive JSON."""

from __future__ import annotations

import json

import pytest

import bot.triage
from bot.triage import (
    Collecting,
    Confirming,
    Listening,
    Rating,
    Waiting,
    WithAgent,
    begin,
    from_json,
    state_name,
    to_json,
)
from bot.triage.table import TABLE, read_aloud
from tests.triage.talking import Talk, domain, user
from tests.triage.test_at_once import STATES, talk_in


@pytest.mark.parametrize("state", STATES)
def test_every_state_survives_json(state: str) -> None:
    talk = talk_in(state)
    written = json.loads(json.dumps(to_json(talk.state)))
    assert from_json(written) == talk.state
    assert written["name"] == state_name(talk.state)


def test_state_names_are_lower_case_with_underscores() -> None:
    talk = begin("web").talk
    named = [
        state_name(each)
        for each in (
            Listening(talk),
            Collecting(talk, "x"),
            Confirming(talk, "x"),
            Waiting(talk, "x"),
            WithAgent(talk, "x"),
            Rating(talk, "x"),
        )
    ]
    assert named == ["listening", "collecting", "confirming", "waiting", "with_agent", "rating"]


@pytest.mark.parametrize(
    "wrong", [{}, {"name": "sleeping"}, {"name": "listening"}, {"name": "collecting", "talk": {"channel": "web"}}]
)
def test_what_is_no_state_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_json(wrong)


def test_the_table_covers_every_state_and_ends_in_a_row_for_anything_else() -> None:
    assert set(TABLE) == {Listening, Collecting, Confirming, Waiting, WithAgent, Rating}
    assert all(rows[-1].who == "says anything else" for rows in TABLE.values())
    assert "Confirming:\n  who cries for help" in read_aloud()


def test_the_same_event_gives_the_same_decision() -> None:
    first, second = Talk(), Talk()
    for talk in (first, second):
        talk.say("thưởng đâu", "missing_bonus", entities=())
        talk.say("hoangnam88", "inform", entities=(user("hoangnam88"),))
    assert first.last == second.last


def test_the_names_are_exact() -> None:
    assert all(hasattr(bot.triage, name) for name in bot.triage.__all__)
    assert sorted(bot.triage.__all__) == list(bot.triage.__all__)


def test_every_response_that_is_said_has_the_values_that_it_wants() -> None:
    talk = talk_in("Rating")
    for effect in talk.all_effects:
        if isinstance(effect, bot.triage.Reply):
            assert domain().wants(effect.response) <= set(effect.values), effect.response
