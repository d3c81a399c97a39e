"""The table that says what a customer's turn leads to in which state; the first row whose test holds is taken.

Read it aloud with `read_aloud()`: "while collecting, who asks for a human …".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import bot.triage.answers as answers
import bot.triage.at_once as at_once
import bot.triage.collecting as collecting
import bot.triage.confirming as confirming
import bot.triage.listening as listening
import bot.triage.phrases as phrases
import bot.triage.rating as rating
import bot.triage.waiting as waiting
import bot.triage.with_agent as with_agent
from bot.triage.draft import Draft
from bot.triage.reading import Reading
from bot.triage.refusals import named_slot
from bot.triage.states import Collecting, Confirming, Listening, Rating, State, Waiting, WithAgent

_SHORT = 40
Test = Callable[[Draft, Any, Reading], bool]
Action = Callable[[Draft, Any, Reading], State]


class Row(NamedTuple):
    """One line of the table: what the customer does, how it is told, what follows."""

    who: str
    test: Test
    action: Action


def _flow(*intents: str) -> Test:
    wanted = frozenset(intents)
    return lambda draft, state, reading: bool(wanted & reading.flow)


def _at_once(draft: Draft, state: State, reading: Reading) -> bool:
    return bool(reading.at_once)


def _problem(draft: Draft, state: State, reading: Reading) -> bool:
    return bool(reading.problems)


def _question(draft: Draft, state: State, reading: Reading) -> bool:
    return bool(reading.answers)


def _status(draft: Draft, state: State, reading: Reading) -> bool:
    return answers.is_status_question(reading)


def _data(draft: Draft, state: State, reading: Reading) -> bool:
    return bool(reading.found or reading.evidence)


def _data_on_topic(draft: Draft, state: State, reading: Reading) -> bool:
    return _data(draft, state, reading) and "out_of_scope" not in reading.flow


def _chat(draft: Draft, state: State, reading: Reading) -> bool:
    talk = {"greet", "thank", "goodbye", "out_of_scope"}
    return bool(talk & reading.flow) or reading.insult


def _always(draft: Draft, state: State, reading: Reading) -> bool:
    return True


def _repeats(draft: Draft, state: State, reading: Reading) -> bool:
    return answers.is_repetition(draft, reading)


def _same(draft: Draft, state: State, reading: Reading) -> State:
    return answers.say_repeated(draft, state)


def _collecting_status(draft: Draft, state: Collecting, reading: Reading) -> bool:
    """A code is an answer where one was asked for."""
    wants_code = draft.talk.case(state.code).kind == "complaint_service"
    return "case_status" in reading.flow if wants_code else answers.is_status_question(reading)


def _offered_yes(draft: Draft, state: Collecting, reading: Reading) -> bool:
    return bool(state.offered) and "affirm" in reading.flow and not reading.of_kind("username")


def _offered_no(draft: Draft, state: Collecting, reading: Reading) -> bool:
    return bool(state.offered) and "deny" in reading.flow


def _cancels(draft: Draft, state: Collecting, reading: Reading) -> bool:
    """ "thôi", and not "thôi, không có ảnh đâu"."""
    return "stop" in reading.flow and not (reading.refusals or reading.found or reading.evidence or reading.problems)


def _refuses(draft: Draft, state: Confirming, reading: Reading) -> bool:
    return bool(reading.refusals) and not reading.found and (bool(state.changing) or "inform" in reading.flow)


def _wants_change(draft: Draft, state: Confirming, reading: Reading) -> bool:
    named = phrases.says_wrong(reading.plain) and bool(named_slot(reading.plain))
    return named or bool({"correct", "deny", "stop"} & reading.flow)


def _wants_time(draft: Draft, state: Confirming, reading: Reading) -> bool:
    return len(reading.plain) < _SHORT and phrases.says_later(reading.plain)


def _agrees(draft: Draft, state: Confirming, reading: Reading) -> bool:
    return bool({"affirm", "thank"} & reading.flow) or (not state.changing and phrases.agrees(reading.plain))


def _stars(draft: Draft, state: Rating, reading: Reading) -> bool:
    return state.step == "stars"


AT_ONCE = Row("cries for help, wants to stop playing, is a minor or reports fraud", _at_once, at_once.escalate)
AGAIN = Row("says the same words for the third time", _repeats, _same)

TABLE: Mapping[type, tuple[Row, ...]] = {
    Listening: (
        AT_ONCE,
        Row("asks for a human", _flow("ask_human"), listening.human),
        AGAIN,
        Row("says that the explained problem is solved", listening.is_arrival, listening.arrived),
        Row("says that only a part of it is there", listening.is_part, listening.no),
        Row("asks how a case stands", _status, listening.status),
        Row("tells a problem", _problem, listening.tell),
        Row("says that it is still not solved", listening.is_not_yet, listening.no),
        Row("asks a question", _question, listening.answer),
        Row("says yes", _flow("affirm"), listening.yes),
        Row("gives data", _data_on_topic, listening.data),
        Row("says no, or that something is wrong", _flow("deny", "correct"), listening.no),
        Row("wants to stop", _flow("stop"), listening.stop),
        Row("chats", _chat, listening.chat),
        Row("says anything else", _always, listening.unclear),
    ),
    Collecting: (
        AT_ONCE,
        Row("asks for a human", _flow("ask_human"), collecting.human),
        AGAIN,
        Row("asks how the case stands", _collecting_status, collecting.status),
        Row("takes the problem back and tells another", collecting.takes_back, collecting.other_kind),
        Row("agrees to the account that was offered", _offered_yes, collecting.account_given),
        Row("refuses the account that was offered", _offered_no, collecting.account_refused),
        Row("wants to stop", _cancels, collecting.cancel),
        Row("says anything else", _always, collecting.collect),
    ),
    Confirming: (
        AT_ONCE,
        Row("asks for a human", _flow("ask_human"), confirming.human),
        Row("gives data", _data, confirming.amend),
        AGAIN,
        Row("asks how the case stands", _status, confirming.status),
        Row("does not have what was asked for", _refuses, confirming.refuse),
        Row("says no, wants a change or to stop", _wants_change, confirming.change),
        Row("asks a question", _question, confirming.answer),
        Row("asks for a moment", _wants_time, confirming.remind),
        Row("tells a problem", _problem, confirming.another),
        Row("agrees, or thanks", _agrees, confirming.agree),
        Row("says goodbye", _flow("goodbye"), confirming.part_ways),
        Row("chats", _chat, confirming.chat),
        Row("says anything else", _always, confirming.unclear),
    ),
    Waiting: (
        AT_ONCE,
        Row("leaves the second problem to the agent", waiting.is_refusal, waiting.decline),
        Row("takes up the second problem", waiting.is_acceptance, waiting.accept),
        Row("asks for a human", _flow("ask_human"), waiting.human),
        Row("asks how a case stands", _status, waiting.status),
        Row("tells the same problem again", waiting.is_same_problem, waiting.same_problem),
        Row("tells another problem", _problem, waiting.other_problem),
        Row("asks a question", _question, waiting.answer),
        Row("wants to stop", _flow("stop"), waiting.stop),
        Row("says anything else", _always, waiting.add),
    ),
    WithAgent: (
        AT_ONCE,
        Row("says anything else", _always, with_agent.add),
    ),
    Rating: (
        AT_ONCE,
        Row("gives a rating", rating.is_rating, rating.rate),
        Row("asks how the case stands", _status, rating.status),
        Row("tells another problem", rating.is_other_problem, rating.other_problem),
        Row("says that it is not solved", rating.says_no, rating.not_content),
        Row("leaves the rating out", _stars, rating.leave),
        Row("says that it is solved", rating.says_yes, rating.content),
        Row("says anything else", _always, rating.ask_again),
    ),
}
"""What a turn leads to, state by state."""


def read_aloud() -> str:
    """The table in sentences, for documents and for people."""
    lines = []
    for state, rows in TABLE.items():
        lines.append(f"{state.__name__}:")
        lines += [f"  who {row.who}: {row.action.__module__.rsplit('.', 1)[-1]}.{row.action.__name__}" for row in rows]
    return "\n".join(lines)
