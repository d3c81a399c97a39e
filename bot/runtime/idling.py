"""When a form that nobody fills in goes on without its customer, and how a sign of life puts that off."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain import Domain
from bot.store.conversations import ConversationRow

PUT_OFF = frozenset({"idle", "confirm", "reminder"})
"""Timers that wait for the customer: while he is seen typing they begin anew."""

_STATES = {"collecting": "idle", "confirming": "confirm"}


def seconds_of(domain: Domain, kind: str, *, urgent: bool) -> float:
    """How long such a timer runs."""
    name = "idle_urgent" if kind == "idle" and urgent else kind
    return float(getattr(domain.triage.timers, name))


def seen_at(row: ConversationRow) -> datetime:
    """When the customer last gave a sign of life: his last turn, or typing since."""
    return max(row.updated_at, row.typing_at) if row.typing_at is not None else row.updated_at


def put_off(domain: Domain, row: ConversationRow, kind: str, now: datetime, *, urgent: bool) -> float:
    """Seconds by which a timer that fires now is to be put off; 0 where it is right."""
    if kind not in PUT_OFF or row.typing_at is None:
        return 0.0
    due = seen_at(row) + timedelta(seconds=seconds_of(domain, kind, urgent=urgent))
    left = (due - now).total_seconds()
    return left if left > 1 else 0.0


def ends_at(domain: Domain, row: ConversationRow, *, urgent: bool) -> datetime | None:
    """When the conversation goes on without its customer, if he stays away; None where nothing waits for him."""
    kind = _STATES.get(row.state_name)
    if kind is None:
        return None
    return seen_at(row) + timedelta(seconds=seconds_of(domain, kind, urgent=urgent))
