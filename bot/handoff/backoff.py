"""When a hand-off that did not arrive is sent again, when the customer hears of it, when it is given up; pure arithmetic.

| failed attempt | 1 | 2 | 3 | 4 | 5 | 6 | 7 and later |
|---|---|---|---|---|---|---|---|
| seconds until the next | 1 | 5 | 30 | 120 | 600 | 1800 | 3600 |

Each pause is lengthened by up to a fifth, so that after an outage not all cases come back in the same second.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

PAUSES = (1.0, 5.0, 30.0, 120.0, 600.0, 1800.0, 3600.0)
"""Seconds behind the first, second, … failed attempt; the last one for all that follow."""

JITTER = 0.2
"""The longest share by which a pause grows."""

LONGEST_WISH = 6 * 3600.0
"""Seconds of a target's Retry-After that are obeyed: a night's maintenance, but no case asleep for a week by mistake."""

GIVE_UP_AFTER = 72 * 3600.0
"""Seconds: a helpdesk that breaks on Friday evening may be mended on Monday."""

FEWEST_ATTEMPTS = 12
"""So many must have failed too: a clock that jumps, or three days without power, is no reason to give up."""

TELL_AFTER = 60.0
"""Seconds. A restart of the helpdesk is over within them, and the case stands at the desk from the beginning: telling of
it sooner would be two messages about nothing. Beyond that the time that the customer was promised is in doubt."""


@dataclass(frozen=True, slots=True)
class TryAgain:
    """Send it again.

    Attributes:
        after: seconds.
        tell: whether the customer hears now that it has not arrived; the caller tells once per case.
    """

    after: float
    tell: bool


@dataclass(frozen=True, slots=True)
class GiveUp:
    """It stands as failed: the operator is alarmed, the customer told if he was not, and a person may send it anew."""


Step: TypeAlias = TryAgain | GiveUp


def after_failure(attempt: int, elapsed: float, chance: float, retry_after: float | None = None) -> Step:
    """What to do after a parcel could not be sent.

    The customer is told as soon as it is certain that the failure lasts longer than a minute, which is known before the
    minute is over when the next attempt lies beyond it.

    Args:
        attempt: how many have failed, counted from 1.
        elapsed: seconds since the first attempt began; negative (a clock was set back) counts as 0.
        chance: a random number, 0 <= chance < 1.
        retry_after: seconds that the target asked for, if it did.
    """
    if elapsed >= GIVE_UP_AFTER and attempt >= FEWEST_ATTEMPTS:
        return GiveUp()
    after = pause(attempt, chance, retry_after)
    return TryAgain(after, tell=max(0.0, elapsed) + after > TELL_AFTER)


def pause(attempt: int, chance: float, retry_after: float | None = None) -> float:
    """Seconds until the next attempt: the plan's, or the target's wish where that is longer, and a little chance.

    Raises:
        ValueError: attempt is less than 1, or chance lies outside 0 to 1.
    """
    if attempt < 1 or not 0 <= chance <= 1:
        raise ValueError(f"attempts are counted from 1 and chance is 0 to 1, not {attempt} and {chance}")
    planned = PAUSES[min(attempt, len(PAUSES)) - 1]
    wished = min(retry_after or 0.0, LONGEST_WISH)
    return max(planned, wished) * (1 + JITTER * chance)
