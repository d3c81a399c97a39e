"""A call on the hotline becomes a case of the same shape: an agent types what the caller says; nothing is sent to anybody."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from bot.message import Entity, Intent, Message, Parse
from bot.nlu.rasa_json import to_json
from bot.runtime.bell import DESK
from bot.runtime.parts import Parts
from bot.runtime.turning import Playing
from bot.store import case_rows, conversations, messages, people_rows
from bot.store.errors import Conflict
from bot.text import sound
from bot.text.masking import mask
from bot.text.zone import VIETNAM
from bot.triage import AgentTook, ButtonPressed, MessageTurn, Understood
from bot.triage.routing import GENERAL

CHANNEL = "hotline"


@dataclass(frozen=True, slots=True)
class Call:
    """What an agent has typed during a call.

    Attributes:
        id: the form's own; the same call again is the same case.
        agent: who took the call.
        kind: a case intent, or ask_human.
        words: what the caller told.
        fields: further answers in the caller's words, by slot: username, incident_time, amount, …
        keep: the agent goes on with it himself; else it waits for another.
    """

    id: str
    agent: str
    kind: str
    words: str
    fields: tuple[tuple[str, str], ...]
    keep: bool


def record(parts: Parts, call: Call) -> str:
    """The code of the call's case; the same call again makes no second one.

    Raises:
        Conflict: no case came of it.
    """
    sender = "call:" + hashlib.sha256(f"{call.agent}/{call.id}".encode()).hexdigest()[:32]
    with parts.store.writing() as connection:
        now = parts.clock.now()
        begun = conversations.begin(connection, CHANNEL, sender, now)
        row = conversations.lock(connection, begun.id)
        assert row is not None
        if row.turns:
            return _code(case_rows.of_conversation(connection, row.id))
        understood = read(parts, call, now)
        message, parse = understood.message, understood.parse
        playing = Playing.of(parts, connection, row)
        messages.add(
            connection, row.id, "customer", message.text, now, client_id=message.id, masked=message.masked
        )
        kept = messages.find(connection, row.id, message.id)
        assert kept is not None
        turn = playing.play(MessageTurn((understood,), parts.draw()), actor=call.agent)
        messages.consume(connection, [kept], turn, {kept.id: to_json(parse)})
        _hand_over(playing, call)
        code = _code(case_rows.of_conversation(connection, row.id))
        if call.keep:
            playing.play(AgentTook(code, call.agent, parts.draw()), actor=call.agent)
        people_rows.log(connection, now, call.agent, "call", code)
        playing.write()
    parts.bell.ring(playing.topics | {DESK})
    return code


def read(parts: Parts, call: Call, now: datetime) -> Understood:
    """The call as one message: its words and a line for each answer, of the kind that the agent chose.

    What the grammars find in an answer counts; a user name and the like are taken as they were typed.
    """
    lines, entities, masked = [], [], []
    start = 0
    for slot, typed in (("", call.words), *call.fields):
        hidden, found = mask(" ".join(sound(typed).split()))
        lead = f"{parts.domain.label(slot, call.kind)}: " if slot else ""
        if not hidden:
            continue
        parse = parts.understander.parse(hidden, now.astimezone(VIETNAM), found)
        offset = start + len(lead)
        wanted = [each for each in parse.entities if not slot or each.kind == slot]
        if slot and not wanted and slot not in ("incident_time", "amount"):
            wanted = [Entity(slot, 0, len(hidden), hidden, hidden)]
        entities += [replace(each, start=each.start + offset, end=each.end + offset) for each in wanted]
        masked += [replace(each, start=each.start + offset, end=each.end + offset) for each in found]
        lines.append(lead + hidden)
        start += len(lines[-1]) + 1
    text = "\n".join(lines)
    intent = Intent(call.kind, 1.0, 0, len(text))
    ordered = tuple(sorted(entities, key=lambda each: each.start))
    return Understood(
        Message(call.id[:64], text, tuple(masked)), Parse(text, intent, (intent,), (intent,), ordered, "vi")
    )


def _hand_over(playing: Playing, call: Call) -> None:
    """Whatever the assistant would still ask, the agent has asked: the case goes to people as it is."""
    waits = any(case.is_with_humans for case in playing.state.talk.cases)
    if call.kind != GENERAL and not waits:
        playing.play(ButtonPressed("ask_human", {}, playing.parts.draw()), actor=call.agent)


def _code(listed: list[case_rows.Listed]) -> str:
    if not listed:
        raise Conflict("no case came of the call")
    return listed[-1].code
