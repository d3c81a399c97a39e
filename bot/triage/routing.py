"""Where a case goes, how urgent it is and when an answer is due; it moves nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.case import Case, Priority
from bot.domain import CaseKind, Domain
from bot.triage.states import Lang

GENERAL = "ask_human"
"""The kind of a case whose problem is unknown."""

SIGNALS = ("angry", "repeated_contact", "vulnerable", "high_amount", "ambiguous_time", "wants_english", "reused_picture")
"""What marks a case, in the order in which it is shown."""


def kind_of(domain: Domain, intent: str) -> CaseKind:
    """The kind of an intent; whatever has none is a request for a human."""
    return domain.kinds.get(intent, domain.general)


def is_care(domain: Domain, case: Case) -> bool:
    """Whether it is a case of protection: no rating, no reminder, no question why, closed without a message."""
    return kind_of(domain, case.kind).care


def priority(domain: Domain, kind: CaseKind, signals: Iterable[str]) -> Priority:
    """The kind's priority, lifted once by each signal that triage.yml names."""
    level = kind.priority
    for signal in signals:
        if signal in domain.triage.escalation.raise_on:
            level = domain.triage.raised(level)
    return level  # type: ignore[return-value]


def with_signals(domain: Domain, case: Case, signals: Iterable[str]) -> Case:
    """The case with these signals too, and the priority that follows from them."""
    new = [signal for signal in signals if signal not in case.signals]
    if not new:
        return case
    held = {*case.signals, *new}
    ordered = tuple(signal for signal in SIGNALS if signal in held)
    return case.having(signals=ordered, priority=priority(domain, kind_of(domain, case.kind), ordered))


def is_high(domain: Domain, case: Case) -> bool:
    """Whether the amount is one that counts as high; one in another currency is never compared."""
    amount = case.field("amount")
    return amount is not None and isinstance(amount.value, int | float) and amount.value >= domain.triage.high_amount


def due(domain: Domain, channel: str, now: datetime) -> datetime:
    """When an agent's first reply is due."""
    return domain.triage.due(channel, now)


def is_recent(domain: Domain, case: Case, now: datetime, seconds: float) -> bool:
    """Whether a case ended within so many seconds."""
    return case.ended is not None and now - case.ended <= timedelta(seconds=seconds)


def is_open_now(domain: Domain, now: datetime) -> bool:
    """Whether agents are at work."""
    return domain.triage.hours.is_open(now)


def title(domain: Domain, intent: str, lang: Lang = "vi") -> str:
    """What people call a kind or an intent; intents without a title keep their name."""
    if intent in domain.kinds or intent == GENERAL:
        return domain.title(intent, lang)
    return intent
