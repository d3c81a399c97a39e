"""What happens to a conversation beside the customer's words: timers, hand-offs that failed or arrived, agents' acts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from sqlalchemy import Connection

from bot.message import Attachment, Json
from bot.runtime.agent_events import act_abroad
from bot.runtime.bell import DESK
from bot.runtime.carrying import WEB, send
from bot.runtime.context import Context
from bot.runtime.doing import Act as Act
from bot.runtime.doing import Doing as Doing
from bot.runtime.idling import put_off
from bot.runtime.parts import Parts
from bot.runtime.turning import Playing
from bot.store import case_rows, conversations, evidence_rows, messages, people_rows
from bot.store.case_rows import Listed
from bot.store.conversations import ConversationRow
from bot.store.errors import Conflict, Unknown
from bot.store.foreign_rows import is_foreign
from bot.triage import (
    AgentAsks,
    AgentHandedBack,
    AgentReplied,
    AgentResolved,
    AgentTook,
    AgentVerified,
    EffectFailed,
    Event,
    HandOffDelivered,
    TimerFired,
    case_in_hand,
)

TAKEABLE = frozenset({"handed_over", "second_review", "collecting", "confirming", "answered"})


Also = Callable[[Connection], None]
"""Writes something in the transaction of an event."""


def _nothing(_connection: Connection) -> None:
    """Where nothing is to be written beside an event."""


def fire(parts: Parts, conversation: str, kind: str, version: int) -> None:
    """A timer is over. A stale one changes nothing; one that waits for a customer who is typing begins anew."""
    with parts.store.writing() as connection:
        playing = _taken_up(parts, connection, conversation)
        if playing is None:
            return
        case = case_in_hand(playing.state)
        urgent = case is not None and case.priority == "urgent"
        if left := put_off(parts.domain, playing.row, kind, playing.now, urgent=urgent):
            payload: dict[str, Json] = {"conversation": conversation, "kind": kind, "version": version}
            id = f"t-{conversation}-{version}-{kind}-{playing.now.timestamp():.0f}"
            parts.jobs.enqueue(connection, "later", id, delay=left, payload=payload)
            return
        playing.play(TimerFired(kind, version, parts.draw()), actor="assistant")  # type: ignore[arg-type]
        playing.write()
    parts.bell.ring(playing.topics)


def delivered(parts: Parts, conversation: str, code: str, also: Also = _nothing) -> None:
    """A hand-off that was told to be late has arrived.

    Args:
        also: written in the same transaction, so that the customer is told exactly when that is on record.
    """
    _happen(parts, conversation, lambda spare: HandOffDelivered(code, spare), actor="assistant", also=also)


def failed(
    parts: Parts,
    conversation: str,
    code: str,
    effect: Literal["hand_off", "delete_message", "reply"],
    also: Also = _nothing,
) -> None:
    """An effect could not be carried out for now: the customer hears the truth.

    Args:
        also: see `delivered`.
    """
    _happen(parts, conversation, lambda spare: EffectFailed(effect, code, spare), actor="assistant", also=also)


def act(parts: Parts, doing: Doing) -> bool:
    """What an agent does.

    Returns:
        False where the same request had been done before.

    Raises:
        Unknown: there is no such case.
        Conflict: somebody else has it, or it is in no state for this.
    """
    with parts.store.writing() as connection:
        listed = case_rows.listed(connection, doing.code)
        row = conversations.lock(connection, listed.conversation) if listed is not None else None
        listed = case_rows.listed(connection, doing.code)
        if listed is None or row is None:
            raise Unknown(f"there is no case {doing.code}")
        now, source = parts.clock.now(), f"{doing.source}:{doing.agent}"[:40]
        if doing.id and not people_rows.note_done(connection, source, doing.id, True, now):
            return False
        _allowed(listed, doing)
        do = act_abroad if is_foreign(row) else _act_here
        topics = do(parts, connection, row, doing)
        people_rows.log(connection, now, doing.agent, doing.act, doing.code)
    parts.bell.ring(topics | {DESK})
    return True


def _act_here(parts: Parts, connection: Connection, row: ConversationRow, doing: Doing) -> set[str]:
    listed = case_rows.listed(connection, doing.code)
    assert listed is not None
    playing = Playing.of(parts, connection, row)
    _do(playing, listed, doing)
    playing.write()
    return playing.topics


def _allowed(listed: Listed, doing: Doing) -> None:
    taken = listed.status == "with_agent" and listed.agent != doing.agent
    match doing.act:
        case "note" | "verify":
            return
        case "take" | "reply" if listed.ended_at is not None:
            raise Conflict(f"{doing.code} has ended")
        case "take" | "reply" if doing.agent in listed.not_agents:
            raise Conflict(f"{doing.agent} had {doing.code} before: a second review is somebody else's")
        case "take" | "reply" | "ask" | "hand_back" | "resolve" if taken:
            raise Conflict(f"{listed.agent} has {doing.code}")
        case "ask" | "hand_back" if listed.status != "with_agent":
            raise Conflict(f"nobody has {doing.code}: take it first")
        case _:
            return


def _do(playing: Playing, listed: Listed, doing: Doing) -> None:
    spare, code, agent = playing.parts.draw(), doing.code, doing.agent
    match doing.act:
        case "take":
            playing.play(AgentTook(code, agent, spare), actor=agent)
        case "reply":
            if listed.status != "with_agent":
                playing.play(AgentTook(code, agent, spare), actor=agent)
            turn = playing.play(AgentReplied(code, agent, spare), actor=agent)
            _write(playing, doing, turn)
        case "ask":
            playing.play(AgentAsks(code, doing.slot, spare), actor=agent)
        case "hand_back":
            playing.play(AgentHandedBack(code, spare), actor=agent)
        case "resolve":
            playing.play(AgentResolved(code, agent, spare), actor=agent)
        case "verify":
            playing.play(AgentVerified(code, agent, spare), actor=agent)
        case "note":
            case_rows.note_change(playing.connection, code, playing.now, agent, "note", after=doing.text)


def _write(playing: Playing, doing: Doing, turn: int) -> None:
    """An agent's words: a row for the web, a delivery for the other channels, and for those who joined by link."""
    rows = evidence_rows.some(playing.connection, doing.evidence)
    pictures = [Attachment("image" if row.kind == "image" else "file", row.id, row.name) for row in rows.values()]
    if not doing.text.strip() and not pictures:
        raise Conflict("an empty reply says nothing")
    linked = conversations.linked_to(playing.connection, doing.code)
    for conversation in (playing.row.id, *linked):
        row, seq = messages.add(
            playing.connection,
            conversation,
            "agent",
            doing.text,
            playing.now,
            name=doing.agent,
            attachments=pictures,
            case_code=doing.code,
            turn=turn,
        )
        playing.topics.add(conversation)
        target = conversations.get(playing.connection, conversation)
        if target is not None and target.channel not in WEB:
            body: dict[str, Json] = {"seq": seq, "text": doing.text, "evidence": list(rows), "agent": doing.agent}
            send(_context(playing, turn), f"m{row}", target=target.channel, type="reply", code=doing.code, body=body)


def _context(playing: Playing, turn: int) -> Context:
    return Context(
        playing.parts, playing.connection, playing.row, playing.now, turn, "agent", playing.state.talk, {}, playing.topics
    )


def _happen(
    parts: Parts, conversation: str, event: Callable[[str], Event], *, actor: str, also: Also = _nothing
) -> None:
    with parts.store.writing() as connection:
        playing = _taken_up(parts, connection, conversation)
        if playing is not None:
            playing.play(event(parts.draw()), actor=actor)
            playing.write()
        also(connection)
    if playing is not None:
        parts.bell.ring(playing.topics)


def _taken_up(parts: Parts, connection: Connection, conversation: str) -> Playing | None:
    row = conversations.lock(connection, conversation)
    return None if row is None else Playing.of(parts, connection, row)
