"""Agents' acts on cases of another installation: noted at the desk and put out for it, in one transaction; nothing is sent.

The talk with the customer is held where the case comes from: triage there decides what an act means and answers with a
new summary. Here an act changes what the desk shows, and nothing is said to anybody.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import datetime
from typing import assert_never

from sqlalchemy import Connection

from bot.handoff.outbound import event_to_json, type_of
from bot.handoff.protocol import AgentEvent, Asks, HandedBack, Noted, Replied, Resolved, Took, Verified
from bot.runtime.bell import DESK
from bot.runtime.carrying import lane_of
from bot.runtime.doing import Doing
from bot.runtime.foreign_case import after
from bot.runtime.parts import ORIGIN, Parts
from bot.store import case_rows, conversations, delivery_rows, messages
from bot.store.conversations import ConversationRow
from bot.store.delivery_rows import Delivery
from bot.store.errors import Conflict
from bot.triage.agents import WAITING_OR_TAKEN

REFUSED = "Nơi gửi yêu cầu này không nhận thao tác “{act}” của {agent}. Hãy xem lại yêu cầu trước khi làm tiếp."
"""What colleagues read when the other installation did not take an act: somebody there was first, or the case has ended."""

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
"""Characters that the other installation does not take in words."""

_ACTS = {
    "agent.took": "nhận",
    "agent.replied": "trả lời",
    "agent.asks": "nhờ trợ lý hỏi",
    "agent.handed_back": "trả lại",
    "agent.resolved": "báo xử lý xong",
    "agent.verified": "xác minh danh tính",
    "agent.note": "ghi chú",
}

_LEADS_TO = {"agent.took": "with_agent", "agent.replied": "with_agent", "agent.resolved": "resolved"}
"""Acts that keep a case from others at this desk."""


def event_of(doing: Doing, at: datetime) -> AgentEvent:
    """An act of this desk as the other installation is told of it.

    Args:
        doing: the act; the same request of the same agent gives the same event id.
        at: when, aware.

    Raises:
        Conflict: a reply or note without words: pictures do not travel back.
    """
    id, code, agent = _id(doing, at), doing.code, doing.agent
    text = _CONTROLS.sub("", doing.text.replace("\r\n", "\n")).strip()
    if doing.act in ("reply", "note") and (not text or doing.evidence):
        raise Conflict(f"{doing.code} belongs to another installation: words only, and at least one")
    match doing.act:
        case "take":
            return Took(id, code, agent, at)
        case "reply":
            return Replied(id, code, agent, at, text)
        case "ask":
            return Asks(id, code, agent, at, doing.slot)
        case "hand_back":
            return HandedBack(id, code, agent, at)
        case "resolve":
            return Resolved(id, code, agent, at)
        case "verify":
            return Verified(id, code, agent, at)
        case "note":
            return Noted(id, code, agent, at, text)
        case _:
            assert_never(doing.act)


def act_abroad(parts: Parts, connection: Connection, row: ConversationRow, doing: Doing) -> set[str]:
    """Notes an act on another installation's case, and puts it out.

    Args:
        row: the case's conversation, locked.

    Returns:
        The topics to wake after the commit.

    Raises:
        Conflict: it cannot be done as things stand.
    """
    now = parts.clock.now()
    event, before = event_of(doing, now), case_rows.load(connection, doing.code)
    if isinstance(event, Resolved) and before.status not in WAITING_OR_TAKEN:
        raise Conflict(f"{doing.code} is {before.status}: nothing to resolve")
    case_rows.save(connection, row.id, after(before, event), before, actor=doing.agent)
    topics = {row.id}
    match event:
        case Noted():
            case_rows.note_change(connection, doing.code, now, doing.agent, "note", after=event.text)
        case Replied():
            topics |= _write(connection, row, event)
        case _:
            pass
    put_out(parts, connection, row.id, event)
    return topics


def put_out(parts: Parts, connection: Connection, conversation: str, event: AgentEvent) -> None:
    """Keeps an event for the installation that sent the case; those of one case go out in their order."""
    new = delivery_rows.add(
        connection,
        event.id,
        target=ORIGIN,
        partition=event.code,
        conversation=conversation,
        type=type_of(event),
        code=event.code,
        body=event_to_json(event),
        at=event.at,
    )
    lane = lane_of(parts, ORIGIN)
    if new and lane in parts.lanes:
        partition, payload = f"{ORIGIN}:{event.code}", {"delivery": event.id}
        parts.jobs.enqueue(connection, lane, f"d-{event.id}", partition=partition, payload=payload)


def refused(parts: Parts, delivery: Delivery, also: Callable[[Connection], None]) -> None:
    """The other installation will not take an act: colleagues read it on the case, which waits again if it was taken or
    resolved here alone.

    Args:
        also: written in the same transaction.
    """
    with parts.store.writing() as connection:
        also(connection)
        row = conversations.lock(connection, delivery.conversation)
        if row is None or case_rows.listed(connection, delivery.code) is None:
            return
        agent, now = str(delivery.body["data"]["agent"]), parts.clock.now()
        words = REFUSED.format(act=_ACTS[delivery.type], agent=agent)
        case_rows.note_change(connection, delivery.code, now, "assistant", "note", after=words)
        before = case_rows.load(connection, delivery.code)
        if (before.status, before.agent) == (_LEADS_TO.get(delivery.type), agent):
            free = before.having(status="handed_over", agent="")
            case_rows.save(connection, row.id, free, before, actor="assistant")
    parts.bell.ring({row.id, DESK})


def _write(connection: Connection, row: ConversationRow, event: Replied) -> set[str]:
    """An agent's words, for his colleagues, and for those here who joined the case by its link."""
    written = {row.id, *conversations.linked_to(connection, event.code)}
    for conversation in written:
        messages.add(
            connection, conversation, "agent", event.text, event.at, name=event.agent, case_code=event.code
        )
    return written


def _id(doing: Doing, at: datetime) -> str:
    request = doing.id or f"{doing.act} {at.isoformat()}"
    named = f"{doing.code}/{doing.source}/{doing.agent}/{request}"
    return "act-" + hashlib.sha256(named.encode()).hexdigest()[:40]
