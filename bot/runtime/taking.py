"""A turn of a conversation: messages that wait are claimed, understood, answered and taken out of the inbox, all or none.

The claim is the lock on the conversation's row: it ends with the process that holds it, so any other can go on.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import structlog
from sqlalchemy import Connection

from bot.message import Json, Parse
from bot.nlu.rasa_json import to_json
from bot.runtime.parts import Parts
from bot.runtime.reading import Reader, name_of
from bot.runtime.settle import remaining
from bot.runtime.turning import Playing
from bot.store import case_rows, conversations, messages
from bot.store.errors import StoreError
from bot.store.messages import Pending
from bot.triage import ButtonPressed, MessageTurn, Understood

log = structlog.get_logger(__name__)

MOST_TRIES = 5
"""Turns that may break over the same messages before the sweep leaves them to people."""


def take_turn(parts: Parts, reader: Reader, conversation: str) -> float | None:
    """Answers what waits in a conversation, if it has waited long enough.

    Returns:
        None where nothing waits any more; else seconds after which to come again.

    Raises:
        StoreError: the database cannot be used for now; what waited still does.
    """
    began = time.perf_counter()
    try:
        wait, topics = _turn(parts, reader, conversation)
    except StoreError:
        raise
    except Exception:
        # The outermost loop of a turn: whatever went wrong in ours must not keep the customer from a human.
        parts.metrics.broken.inc()
        log.exception("turn_broken", conversation=conversation)
        wait, topics = _rescue(parts, conversation)
    if topics:
        parts.metrics.turn_seconds.observe(time.perf_counter() - began)
        parts.bell.ring(topics)
    return wait


def _turn(parts: Parts, reader: Reader, conversation: str) -> tuple[float | None, set[str]]:
    with parts.store.writing() as connection:
        return turn_within(parts, reader, connection, conversation)


def turn_within(
    parts: Parts, reader: Reader, connection: Connection, conversation: str
) -> tuple[float | None, set[str]]:
    """A turn in the caller's transaction.

    Returns:
        Seconds after which to come again, or None; and whom to wake after the commit, nobody where no turn was played.
    """
    row = conversations.lock(connection, conversation)
    pending = messages.pending(connection, conversation) if row is not None else []
    if row is None or not pending:
        return None, set()
    arrived = [(each.arrived_at, each.quiet) for each in pending]
    wait = remaining(arrived, row.typing_at, parts.clock.now(), parts.domain.triage.timers.settle_typing)
    if wait > 0:
        return wait, set()
    playing = Playing.of(parts, connection, row)
    for together in _events(pending):
        _play(playing, reader, together)
    playing.write()
    return None, playing.topics


def _events(pending: Sequence[Pending]) -> list[list[Pending]]:
    """Messages that make one turn: those that were typed one after another, and each press for itself."""
    groups: list[list[Pending]] = []
    for each in pending:
        if groups and each.row.press is None and groups[-1][-1].row.press is None:
            groups[-1].append(each)
        else:
            groups.append([each])
    return groups


def _play(playing: Playing, reader: Reader, together: Sequence[Pending]) -> None:
    parts, first = playing.parts, together[0].row
    parses: dict[int, Json] = {}
    if first.press is not None:
        press = first.press
        event: ButtonPressed | MessageTurn = ButtonPressed(
            press["intent"], press["values"], parts.draw(), first.message.id, first.text
        )
    else:
        understood = [_understood(playing, reader, each) for each in together]
        parses = {each.row.id: to_json(known.parse) for each, known in zip(together, understood, strict=True)}
        for known in understood:
            parts.metrics.intents.labels(known.parse.intent.name).inc()
        statuses = case_rows.statuses(playing.connection, _strangers(playing, understood))
        event = MessageTurn(tuple(understood), parts.draw(), statuses)
    turn = playing.play(event, actor="customer")
    messages.consume(playing.connection, [each.row for each in together], turn, parses)


def _understood(playing: Playing, reader: Reader, each: Pending) -> Understood:
    row, message = playing.row, each.row.message
    name = name_of(row.channel, row.sender, message.id)
    parse: Parse = reader.read(name, message, each.arrived_at)
    reader.forget(name)
    return Understood(message, parse)


def _strangers(playing: Playing, understood: Sequence[Understood]) -> list[str]:
    """Case codes that were named and are not of this conversation."""
    own = {case.code for case in playing.state.talk.cases}
    named = [str(entity.value) for each in understood for entity in each.parse.of_kind("case_code") if entity.value]
    return [code for code in dict.fromkeys(named) if code not in own]


def _rescue(parts: Parts, conversation: str) -> tuple[float | None, set[str]]:
    """Messages that broke a turn go to a human unread, and the customer hears the truth."""
    try:
        with parts.store.writing() as connection:
            return _hand_over_unread(parts, connection, conversation)
    except StoreError:
        raise
    except Exception:
        log.exception("rescue_broken", conversation=conversation)
    with parts.store.writing() as connection:
        waiting = [each.row for each in messages.pending(connection, conversation)]
        messages.count_try(connection, waiting)
    return None, set()


def _hand_over_unread(parts: Parts, connection: Connection, conversation: str) -> tuple[None, set[str]]:
    row = conversations.lock(connection, conversation)
    pending = messages.pending(connection, conversation)
    if row is None or not pending:
        return None, set()
    playing = Playing.of(parts, connection, row)
    said = parts.domain.say("utter_system_error", playing.state.talk.language)
    messages.add(connection, row.id, "assistant", said.text, playing.now, response=said.response)
    last = pending[-1].row
    turn = playing.play(ButtonPressed("ask_human", {}, parts.draw(), last.message.id, last.text), actor="assistant")
    messages.consume(connection, [each.row for each in pending], turn, {})
    playing.write()
    parts.metrics.rescued.inc()
    return None, playing.topics
