"""Save first: a message is masked, saved once and put into the inbox; nothing is understood for its answer here."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.evidence.values import Kind
from bot.message import Attachment, Message, Parse
from bot.runtime.parts import MOST_FILES, MOST_TEXT, Accepted, Parts, Said, WrongMessage
from bot.runtime.reading import Reader, name_of
from bot.runtime.settle import quiet, remaining
from bot.store import button_rows, conversations, evidence_rows, messages
from bot.store.button_rows import Offered
from bot.store.conversations import ConversationRow
from bot.text import sound
from bot.text.masking import mask

_ID = re.compile(r"[\x21-\x7e]{1,128}")


Then = Callable[[Connection, str], set[str]]
"""Answers a conversation within the transaction that saves its message; gives the topics to wake."""


def accept(parts: Parts, reader: Reader, said: Said, then: Then | None = None) -> Accepted:
    """Saves what a customer said.

    Args:
        then: plays the turn of a message that waits for nothing, in the same transaction: one commit for both.

    Raises:
        WrongMessage: it cannot be accepted as it is.
        StoreError: the database cannot be used; nothing was saved, and the same id may be sent again.
    """
    _check(said)
    hidden, masked = mask(sound(said.text))
    parse = _parse(parts, reader, said, Message(said.id, hidden, masked))
    with parts.store.writing() as connection:
        now = parts.clock.now()
        conversation = conversations.begin(connection, said.channel, said.sender, now, site=said.site)
        before = messages.find(connection, conversation.id, said.id)
        if before is not None:
            parts.metrics.repeated.labels(said.channel).inc()
            return Accepted(conversation.id, before.seq, before.at, True, 0.0)
        accepted = _save(parts, connection, conversation, said, Message(said.id, hidden, masked), parse, now)
        topics = {accepted.conversation}
        if then is not None and accepted.wait <= 0 and not accepted.repeated:
            topics |= then(connection, accepted.conversation)
            accepted = replace(accepted, answered=True)
    parts.metrics.accepted.labels(said.channel).inc()
    parts.bell.ring(topics)
    return accepted


def _save(
    parts: Parts,
    connection: Connection,
    conversation: ConversationRow,
    said: Said,
    typed: Message,
    parse: Parse | None,
    now: datetime,
) -> Accepted:
    pressed = _press(parts, connection, conversation.id, said, now)
    if pressed is not None and pressed.pressed_at is not None:
        return Accepted(conversation.id, conversation.seq, pressed.pressed_at, True, 0.0)
    message = replace(typed, attachments=_attachments(connection, conversation.id, said))
    if pressed is not None:
        message = replace(message, text=pressed.title, masked=())
    for each in message.masked:
        parts.metrics.masked.labels(each.kind).inc()
    row, seq = messages.add(
        connection,
        conversation.id,
        "customer",
        message.text,
        now,
        client_id=said.id,
        masked=message.masked,
        attachments=message.attachments,
        press={"intent": pressed.intent, "values": dict(pressed.values)} if pressed else None,
    )
    wait = 0.0 if said.whole else _quiet(parts, conversation, message, parse, pressed=pressed is not None)
    messages.put_in_inbox(connection, row, conversation.id, now, wait)
    if said.username and conversation.identified != said.username:
        conversations.identify(connection, conversation.id, said.username)
    left = remaining([(now, wait)], conversation.typing_at, now, parts.domain.triage.timers.settle_typing)
    return Accepted(conversation.id, seq, now, False, left)


def _parse(parts: Parts, reader: Reader, said: Said, typed: Message) -> Parse | None:
    """What was typed, read before the transaction begins; None where a button was pressed or nothing was typed."""
    if said.button or not typed.text:
        return None
    return reader.read(name_of(said.channel, said.sender, said.id), typed, parts.clock.now())


def _quiet(parts: Parts, conversation: ConversationRow, message: Message, parse: Parse | None, *, pressed: bool) -> float:
    if parts.settle is not None:
        return parts.settle
    return quiet(parts.domain, message, parse, pressed=pressed, asking=conversation.asking)


def _press(parts: Parts, connection: Connection, conversation: str, said: Said, now: datetime) -> Offered | None:
    """The button that was pressed, used up now unless it was before; None where none was."""
    if not said.button:
        return None
    key = parts.buttons.read(said.button, conversation)
    offered = button_rows.find(connection, conversation, key)
    if offered is None:
        raise WrongMessage("unknown_button")
    if offered.pressed_at is None:
        button_rows.press(connection, key, now)
    return offered


def _attachments(connection: Connection, conversation: str, said: Said) -> tuple[Attachment, ...]:
    found = evidence_rows.some(connection, said.evidence)
    kept = []
    for id in said.evidence:
        row = found.get(id)
        if row is None or row.conversation != conversation:
            raise WrongMessage("unknown_evidence")
        kept.append(Attachment(_kind(row.kind), row.id, row.name))  # type: ignore[arg-type]
    return (*kept, *said.others)


def _kind(kind: Kind | str) -> str:
    return kind if kind in ("image", "file", "voice", "video") else "file"


def _check(said: Said) -> None:
    if not _ID.fullmatch(said.id):
        raise WrongMessage("wrong_id")
    if len(said.text) > MOST_TEXT:
        raise WrongMessage("too_long")
    if len(said.evidence) > MOST_FILES:
        raise WrongMessage("too_many_files")
    if not (said.text.strip() or said.button or said.evidence or said.others):
        raise WrongMessage("empty")
