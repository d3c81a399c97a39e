"""Rows as the customer's browser sees them; what is for agents only stays out."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from bot.domain import Domain
from bot.runtime.idling import ends_at
from bot.server.shapes import ButtonShown, CaseShown, EvidenceShown, HistoryShown, MessageShown, StateShown
from bot.store import button_rows, case_rows, conversations, evidence_rows, messages
from bot.store.conversations import ConversationRow
from bot.store.evidence_rows import EvidenceRow
from bot.store.messages import MessageRow
from bot.text.zone import VIETNAM

_KEY = 16
"""Characters of a button's id that are its key in the store (bot.gate.buttons)."""


def show_messages(connection: Connection, rows: Sequence[MessageRow]) -> list[MessageShown]:
    """Messages with their buttons and files."""
    refs = [each["ref"] for row in rows for each in row.attachments]
    files = evidence_rows.some(connection, refs)
    pressed = button_rows.pressed(connection, [each["id"][:_KEY] for row in rows for each in row.buttons])
    return [_message(row, files, pressed) for row in rows]


def _message(row: MessageRow, files: object, pressed: set[str]) -> MessageShown:
    found = files if isinstance(files, dict) else {}
    return MessageShown(
        seq=row.seq,
        id=row.client_id,
        sender=row.author,  # type: ignore[arg-type]
        name=row.name or None,
        text=row.text,
        buttons=[
            ButtonShown(id=each["id"], title=each["title"], pressed=each["id"][:_KEY] in pressed) for each in row.buttons
        ],
        evidence=[show_evidence(found[each["ref"]]) for each in row.attachments if each["ref"] in found],
        at=row.at.astimezone(VIETNAM).isoformat(timespec="milliseconds"),
        masked=bool(row.masked),
        response=row.response or None,
    )


def show_evidence(row: EvidenceRow) -> EvidenceShown:
    """A file."""
    return EvidenceShown(
        id=row.id,
        kind=row.kind,
        name=row.name,
        media_type=row.media_type,
        size=row.size,
        width=row.width,
        height=row.height,
        thumbnail=row.thumbnail is not None,
    )


def show_state(connection: Connection, domain: Domain, row: ConversationRow | None, lang: str) -> StateShown:
    """Where a conversation stands: its newest open case, and who has it."""
    if row is None:
        return StateShown(name="listening", case=None, agent=None, due=None)
    of_it = case_rows.of_conversation(connection, row.id)
    newest = next((each for each in of_it if each.ended_at is None), None)
    if newest is None:
        return StateShown(name=row.state_name, case=None, agent=None, due=None)
    titles = domain.triage.statuses[newest.status]
    case = CaseShown(
        code=newest.code,
        title=domain.title(newest.kind, lang),
        status=newest.status,
        status_title=titles.get(lang) or titles["vi"],
    )
    due = newest.due_at.astimezone(VIETNAM).isoformat(timespec="seconds") if newest.due_at else None
    ends = ends_at(domain, row, urgent=newest.priority == "urgent")
    return StateShown(
        name=row.state_name,
        case=case,
        agent=newest.agent or None,
        due=due,
        ends_at=ends.astimezone(VIETNAM).isoformat(timespec="seconds") if ends is not None else None,
    )


def show_history(
    connection: Connection, domain: Domain, row: ConversationRow | None, after: int, limit: int, lang: str
) -> HistoryShown:
    """Messages behind a number and where the conversation stands."""
    rows = [] if row is None else messages.after(connection, row.id, after, limit)
    return HistoryShown(
        messages=show_messages(connection, rows),
        last=row.seq if row is not None else 0,
        state=show_state(connection, domain, row, lang),
    )


def find_row(connection: Connection, channel: str, sender: str) -> ConversationRow | None:
    """The conversation of a sender, or None."""
    return conversations.find(connection, channel, sender)
