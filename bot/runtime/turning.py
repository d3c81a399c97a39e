"""One event of one conversation, within a transaction that holds it: decide, write the state, carry out the effects."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import datetime

import structlog
from sqlalchemy import Connection

from bot.case import Case
from bot.runtime.bell import DESK
from bot.runtime.carrying import carry
from bot.runtime.context import Context
from bot.runtime.disturbances import with_notices
from bot.runtime.parts import Parts
from bot.store import case_rows, conversations, evidence_rows, messages
from bot.store.conversations import ConversationRow
from bot.store.errors import Conflict
from bot.store.foreign_rows import is_foreign
from bot.text.zone import VIETNAM
from bot.triage import (
    ButtonPressed,
    Collecting,
    Confirming,
    Decision,
    Event,
    KnownAccount,
    MessageTurn,
    SignalSeen,
    State,
    Waiting,
    WithAgent,
    begin,
    decide,
    from_json,
    state_name,
    to_json,
)

log = structlog.get_logger(__name__)

REUSED = "reused_picture"
"""The signal of a case whose picture another customer sent too."""


@dataclass
class Playing:
    """A conversation that is held while events are played on it.

    Attributes:
        parts: see Parts.
        connection: the open transaction.
        row: the conversation as it was when it was locked.
        now: the turn's moment.
        state: where it stands.
        turns: how many there were.
        topics: whom to wake after the commit.
    """

    parts: Parts
    connection: Connection
    row: ConversationRow
    now: datetime
    state: State
    turns: int
    topics: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, parts: Parts, connection: Connection, row: ConversationRow) -> Playing:
        """Takes up a locked conversation.

        Raises:
            Conflict: it is another installation's, where its turns are played.
        """
        if is_foreign(row):
            raise Conflict("this case belongs to another installation: its conversation is held there")
        now = parts.clock.now().astimezone(VIETNAM)
        return cls(parts, connection, row, now, state_of(parts, connection, row, now), row.turns, {row.id})

    def play(self, event: Event, *, actor: str = "assistant") -> int:
        """One event, and the signals that follow from it.

        Args:
            actor: who brought it about: customer, assistant, or an agent's name.

        Returns:
            The turn's id.
        """
        turn = self._step(event, actor)
        if isinstance(event, MessageTurn):
            for code in self._reused():
                self._step(SignalSeen(code, REUSED, self.parts.draw()), "assistant")
        return turn

    def write(self) -> None:
        """Writes the state that the events have led to; the caller commits."""
        conversations.advance(
            self.connection,
            self.row.id,
            state=json.dumps(to_json(self.state), ensure_ascii=False, separators=(",", ":")),
            name=state_name(self.state),
            asking=_is_asking(self.state),
            turns=self.turns,
            now=self.now,
        )

    def _step(self, event: Event, actor: str) -> int:
        domain = self.parts.domain
        if isinstance(event, MessageTurn | ButtonPressed):
            domain = with_notices(self.connection, domain, self.now)
        decision = decide(domain, self.state, event, self.now)
        self.turns += 1
        name = type(event).__name__
        turn = messages.add_turn(self.connection, self.row.id, self.turns, name, decision.because, self.now)
        self._carry(decision, turn, actor)
        self.parts.metrics.turns.labels(name).inc()
        return turn

    def _carry(self, decision: Decision, turn: int, actor: str) -> None:
        before = {case.code: case for case in self.state.talk.cases}
        self.state = decision.state
        context = Context(
            self.parts, self.connection, self.row, self.now, turn, actor, decision.state.talk, before, self.topics
        )
        carry(context, decision.effects)
        if any(changed(before.get(case.code), case) for case in decision.state.talk.cases):
            self.topics.add(DESK)

    def _reused(self) -> list[str]:
        """Codes of open cases that hold a picture which another customer sent too, and do not say so yet."""
        found = []
        for case in self.state.talk.open_cases:
            if case.evidence and REUSED not in case.signals:
                rows = evidence_rows.some(self.connection, [each.ref for each in case.evidence])
                if any(row.traces.get("like") for row in rows.values()):
                    found.append(case.code)
        return found


def state_of(parts: Parts, connection: Connection, row: ConversationRow, now: datetime) -> State:
    """The conversation's state; one that this version cannot read is begun anew with the cases that are open."""
    if row.linked_code is not None and _has_ended(connection, row.linked_code):
        return begin(row.channel)
    if row.state is None:
        known = KnownAccount(row.identified, now) if row.identified else None
        return begin(row.channel, known_account=known)
    try:
        return from_json(json.loads(row.state))
    except ValueError:
        log.error("state_unreadable", conversation=row.id, state=row.state_name)
        return _from_cases(connection, row)


def _has_ended(connection: Connection, code: str) -> bool:
    listed = case_rows.listed(connection, code)
    return listed is None or listed.ended_at is not None


def _from_cases(connection: Connection, row: ConversationRow) -> State:
    listed = case_rows.of_conversation(connection, row.id)
    cases = tuple(case_rows.load(connection, each.code) for each in listed[::-1] if each.ended_at is None)
    talk = begin(row.channel).talk
    fresh = begin(row.channel)
    with_humans = [case for case in cases if case.is_with_humans]
    talk = replace(talk, cases=cases, introduced=True)
    if not with_humans:
        return replace(fresh, talk=talk)
    newest = with_humans[-1]
    return WithAgent(talk, newest.code) if newest.status == "with_agent" else Waiting(talk, newest.code)


def changed(before: Case | None, after: Case) -> bool:
    """Whether agents would see a difference."""
    return before is None or before != after


def _is_asking(state: State) -> bool:
    match state:
        case Collecting() | Waiting():
            return bool(state.asking)
        case Confirming():
            return True
        case _:
            return False
