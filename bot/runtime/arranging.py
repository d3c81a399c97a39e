"""Agents put cases in order: another kind, priority or department, two cases made one, words to several customers at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from bot.message import Json
from bot.runtime.bell import DESK
from bot.runtime.carrying import WEB, send
from bot.runtime.context import Context
from bot.runtime.joining import joined
from bot.runtime.parts import Parts
from bot.runtime.turning import Playing
from bot.store import case_rows, conversations, evidence_rows, messages, people_rows
from bot.store.case_rows import Listed
from bot.store.errors import Conflict, Unknown
from bot.store.foreign_rows import is_foreign
from bot.triage import AgentChanged, AgentMerged


@dataclass(frozen=True, slots=True)
class Arranging:
    """What an agent wants to be otherwise about a case.

    Attributes:
        code: the case.
        agent: his name.
        id: the request's id; the same id again changes nothing.
        lead: he may do so while somebody else has it.
        kind, priority, department: the new ones, "" to leave what there is.
        into: the case that it is merged into, or "".
    """

    code: str
    agent: str
    id: str
    lead: bool = False
    kind: str = ""
    priority: str = ""
    department: str = ""
    into: str = ""


def change(parts: Parts, wanted: Arranging) -> bool:
    """Gives a case another kind, priority or department.

    Returns:
        False where the same request had been done before.

    Raises:
        Unknown: there is no such case.
        Conflict: somebody else has it, or it has ended.
    """
    with parts.store.writing() as connection:
        _, playing = _held(parts, connection, wanted)
        if not _first(connection, wanted, playing):
            return False
        event = AgentChanged(
            wanted.code, wanted.agent, parts.draw(), kind=wanted.kind, priority=wanted.priority, department=wanted.department
        )
        playing.play(event, actor=wanted.agent)
        people_rows.log(connection, playing.now, wanted.agent, "change", wanted.code)
        playing.write()
    parts.bell.ring(playing.topics | {DESK})
    return True


def merge(parts: Parts, wanted: Arranging) -> bool:
    """Makes two cases one. Where they are of two conversations, the one that ends joins the other case as a further
    sender: what agents reply there reaches him too.

    Returns:
        False where the same request had been done before.

    Raises:
        Unknown: one of the cases does not exist.
        Conflict: somebody else has it, one has ended, or both are the same.
    """
    with parts.store.writing() as connection:
        other = case_rows.listed(connection, wanted.into)
        if other is None:
            raise Unknown(f"there is no case {wanted.into}")
        _hold_both(connection, wanted.code, other)
        listed, playing = _held(parts, connection, wanted)
        if not _first(connection, wanted, playing):
            return False
        other = case_rows.listed(connection, wanted.into)
        if other is None or other.ended_at is not None or other.code == listed.code:
            raise Conflict(f"{wanted.into} has ended, or is the same case")
        playing.play(AgentMerged(wanted.code, wanted.into, wanted.agent, parts.draw()), actor=wanted.agent)
        if other.conversation != listed.conversation:
            _join(playing, listed, other, wanted.agent)
        people_rows.log(connection, playing.now, wanted.agent, "merge", wanted.code, {"into": wanted.into})
        people_rows.log(connection, playing.now, wanted.agent, "merge", wanted.into, {"from": wanted.code})
        playing.write()
    parts.bell.ring(playing.topics | {DESK, other.conversation})
    return True


def tell(parts: Parts, code: str, agent: str, id: str, text: str) -> bool:
    """Writes to the customer of an open case without taking it: the end of a disturbance, told to all concerned.

    Returns:
        False where it was told before, the case has ended, or it is another installation's.
    """
    with parts.store.writing() as connection:
        listed = case_rows.listed(connection, code)
        row = conversations.lock(connection, listed.conversation) if listed is not None else None
        listed = case_rows.listed(connection, code)
        if listed is None or row is None or listed.ended_at is not None or is_foreign(row):
            return False
        now = parts.clock.now()
        if not people_rows.note_done(connection, _source(agent), f"{id}-{row.id}", True, now):
            return False
        added, seq = messages.add(connection, row.id, "agent", text, now, name=agent, case_code=code)
        case_rows.note_change(connection, code, now, agent, "told", after=text)
        if row.channel not in WEB:
            playing = Playing.of(parts, connection, row)
            context = Context(parts, connection, row, now, added, agent, playing.state.talk, {}, set())
            body: dict[str, Json] = {"seq": seq, "text": text, "evidence": [], "agent": agent}
            send(context, f"m{added}", target=row.channel, type="reply", code=code, body=body)
    parts.bell.ring({row.id, DESK})
    return True


def _held(parts: Parts, connection: Connection, wanted: Arranging) -> tuple[Listed, Playing]:
    """The case and its conversation, held; refused where it is somebody else's."""
    listed = case_rows.listed(connection, wanted.code)
    row = conversations.lock(connection, listed.conversation) if listed is not None else None
    listed = case_rows.listed(connection, wanted.code)
    if listed is None or row is None:
        raise Unknown(f"there is no case {wanted.code}")
    return listed, Playing.of(parts, connection, row)


def _first(connection: Connection, wanted: Arranging, playing: Playing) -> bool:
    """Whether this is the first time of the request; refused where things do not allow it."""
    if not people_rows.note_done(connection, _source(wanted.agent), wanted.id, True, playing.now):
        return False
    listed = case_rows.listed(connection, wanted.code)
    assert listed is not None
    if listed.ended_at is not None:
        raise Conflict(f"{wanted.code} has ended")
    if listed.status == "with_agent" and listed.agent != wanted.agent and not wanted.lead:
        raise Conflict(f"{listed.agent} has {wanted.code}")
    return True


def _source(agent: str) -> str:
    return f"desk:{agent}"[:40]


def _hold_both(connection: Connection, code: str, other: Listed) -> None:
    """Two conversations are held in one order, so that two merges crosswise do not wait for each other for ever."""
    listed = case_rows.listed(connection, code)
    ids: Iterable[str] = {other.conversation} | ({listed.conversation} if listed is not None else set())
    for id in sorted(ids):
        conversations.lock(connection, id)


def _join(playing: Playing, listed: Listed, other: Listed, agent: str) -> None:
    """Files go to the other case; the customer's conversation joins it, unless it has further open cases of its own."""
    connection, now = playing.connection, playing.now
    files = evidence_rows.of_case(connection, listed.code)
    evidence_rows.belong(connection, [each.id for each in files], other.code)
    case_rows.note_change(connection, other.code, now, agent, "merged", before=listed.code, after=other.code)
    if playing.state.talk.open_cases or playing.row.linked_code is not None:
        return
    conversations.link(connection, playing.row.id, other.code)
    state = joined(case_rows.load(connection, other.code))
    playing.state = replace(state, talk=replace(state.talk, channel=playing.row.channel, notice=playing.state.talk.notice))
