"""How long a turn waits for the customer to finish: pure arithmetic over what has arrived (DESIGN: turns wait for people).

Cries for help, secrets, buttons and commands are answered at once; a complete message after a short quiet; a greeting,
bare data or a bare picture a little later, unless it answers the one question that was asked; typing extends it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain import Domain
from bot.message import FALLBACK, Message, Parse

TYPING = 3.0
"""Seconds that a typing notice is believed; clients repeat it every two."""

LONGEST = 15.0
"""Seconds after which the first message is answered whatever else comes."""

SKEW = 2.0
"""A message from further in the future than this says that the clock was set back."""

_FEW_WORDS = 3
_PIECES = frozenset({"greet", "inform"})


def quiet(domain: Domain, message: Message, parse: Parse | None, *, pressed: bool, asking: bool) -> float:
    """Seconds of quiet that are to follow a message before it is answered.

    Args:
        message: masked.
        parse: what was understood of it; None where it has no text.
        pressed: it is a button.
        asking: the assistant has asked for a single thing, which this may answer.
    """
    timers = domain.triage.timers
    if pressed or message.masked or message.text.startswith("/"):
        return 0.0
    if parse is None:
        return timers.settle if asking else timers.settle_short
    names = {intent.name for intent in (parse.intent, *parse.intents)}
    if names & _at_once(domain):
        return 0.0
    is_piece = names <= _PIECES or (names <= {*_PIECES, FALLBACK} and len(message.text.split()) <= _FEW_WORDS)
    return timers.settle_short if is_piece and not asking else timers.settle


def remaining(
    pending: Sequence[tuple[datetime, float]], typing_at: datetime | None, now: datetime, most_typing: float
) -> float:
    """Seconds until messages that wait are answered; 0 is now.

    Args:
        pending: when each arrived and the quiet that it asks for, in order; at least one.
        typing_at: when the customer was last seen typing.
        now: the present.
        most_typing: seconds after the last message that typing can extend it to.
    """
    wait = min(each[1] for each in pending)
    first, last = pending[0][0], pending[-1][0]
    if wait <= 0 or last > now + timedelta(seconds=SKEW):
        return 0.0
    due = last + timedelta(seconds=wait)
    if typing_at is not None and typing_at >= last:
        due = max(due, min(typing_at + timedelta(seconds=TYPING), last + timedelta(seconds=most_typing)))
    due = min(due, first + timedelta(seconds=LONGEST))
    return max(0.0, (due - now).total_seconds())


def _at_once(domain: Domain) -> set[str]:
    return {"ask_human"} | {intent for intent, kind in domain.kinds.items() if kind.at_once}
