"""The case link: a new conversation joins somebody's case as a second, unverified sender; it sees a state, no words."""

from __future__ import annotations

import json
from dataclasses import replace

from sqlalchemy import Connection

from bot.case import Case
from bot.runtime.parts import Parts
from bot.store import case_rows, conversations, messages, people_rows
from bot.store.errors import Unknown
from bot.triage import Line, Reply, State, Waiting, WithAgent, begin, render, state_name, to_json

CHANNEL = "web"


def join(parts: Parts, sender: str, site: str, code: str) -> None:
    """Begins a conversation that joins an open case; one that joined it before goes on.

    Raises:
        Unknown: there is no such case, or it has ended.
    """
    with parts.store.writing() as connection:
        now = parts.clock.now()
        listed = case_rows.listed(connection, code)
        if listed is None or listed.ended_at is not None:
            raise Unknown("there is no open case of this code")
        row = conversations.begin(connection, CHANNEL, sender, now, site=site)
        if row.linked_code == code or row.id == listed.conversation:
            return
        conversations.link(connection, row.id, code)
        state = joined(case_rows.load(connection, code))
        conversations.advance(
            connection, row.id, state=json.dumps(to_json(state), ensure_ascii=False), name=state_name(state),
            asking=False, turns=row.turns, now=now,
        )  # fmt: skip
        _greet(parts, connection, row.id, code, listed.status)
        people_rows.log(connection, now, "customer", "joined_by_link", code)
    parts.bell.ring([row.id])


def joined(case: Case) -> State:
    """The state of a conversation whose words go to the people who have a case: without anything that was said of it."""
    bare = case.having(fields=(), missing=(), evidence=(), said=(), history=(), asked={}, also_mentioned=(), signals=())
    talk = replace(begin(CHANNEL).talk, cases=(bare.having(status="handed_over"),), introduced=True)
    if case.status == "with_agent":
        return WithAgent(replace(talk, cases=(bare,)), case.code)
    return Waiting(talk, case.code)


def _greet(parts: Parts, connection: Connection, conversation: str, code: str, status: str) -> None:
    title = parts.domain.triage.statuses[status]["vi"]
    said = render(
        parts.domain,
        Reply("utter_case_link", {"code": code, "status": title}, before=(Line("utter_introduction"),), channel=CHANNEL),
    )
    messages.add(connection, conversation, "assistant", said.text, parts.clock.now(), response=said.response, case_code=code)
