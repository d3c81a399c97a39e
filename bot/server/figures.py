"""Statistics of a period from rows: counts, shares, medians against the promised times; values only, it reads nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median

from sqlalchemy import Connection

from bot.domain import Domain
from bot.store import stats_rows
from bot.store.stats_rows import CaseFacts
from bot.text.accents import without_accents

MOST_GROUPS = 15
ALIKE = 0.5
"""Share of words in common from which two unclear messages count as one group."""

_WORD = re.compile(r"[^\W\d_]+|\d")


@dataclass(frozen=True, slots=True)
class Times:
    """How long something took.

    Attributes:
        count: how many.
        median: seconds; None where there was none.
        p90: seconds within which nine of ten were done.
        kept: share within the promised time, 0 to 1; None where none was promised.
    """

    count: int = 0
    median: float | None = None
    p90: float | None = None
    kept: float | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """The figures of one agent or department."""

    name: str
    cases: int
    first_reply: Times
    resolution: Times
    rating: float | None
    ratings: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What happened in a period.

    Attributes:
        since, until: the period.
        conversations: in which customers wrote.
        bot_alone: share of them that no person had to take; None where there were none.
        messages: of customers.
        cases: opened.
        by_kind, by_channel, by_hour: cases opened.
        hand_off: from opening to hand-over.
        first_reply: from hand-over to an agent's first words.
        resolution: from hand-over to an agent's report.
        complete: share of cases handed over with nothing missing.
        ratings: how often each of 1 to 5 was given.
        rating: their mean.
        reopened: second reviews.
        unclear: groups of messages that were not understood: their commonest wording and how many.
        departments: by department.
        agents: by agent; for leads only.
    """

    since: datetime
    until: datetime
    conversations: int
    bot_alone: float | None
    messages: int
    cases: int
    by_kind: dict[str, int]
    by_channel: dict[str, int]
    by_hour: dict[str, int]
    hand_off: Times
    first_reply: Times
    resolution: Times
    complete: float | None
    ratings: dict[str, int]
    rating: float | None
    reopened: int
    unclear: list[tuple[str, int]]
    departments: list[Share] = field(default_factory=list)
    agents: list[Share] = field(default_factory=list)


def reckon(connection: Connection, domain: Domain, since: datetime, until: datetime, *, agents: bool) -> Figures:
    """The figures of a period.

    Args:
        agents: whether single people are shown.
    """
    rows = stats_rows.facts(connection, since, until)
    talks, handed, messages = stats_rows.talks(connection, since, until)
    stars = stats_rows.stars(connection, since, until)
    by_humans = [row for row in rows if row.handed_over is not None]
    given = Counter(str(star) for star, *_ in stars)
    hours = Counter(f"{domain.triage.hours.local(row.opened).hour:02d}" for row in rows)
    people = _shares(domain, by_humans, stars, lambda row: row.agent, 3) if agents else []
    return Figures(
        since=since,
        until=until,
        conversations=talks,
        bot_alone=(talks - handed) / talks if talks else None,
        messages=messages,
        cases=len(rows),
        by_kind=_most(row.kind for row in rows),
        by_channel=_most(row.channel for row in rows),
        by_hour={f"{hour:02d}": hours.get(f"{hour:02d}", 0) for hour in range(24)},
        hand_off=times([(row.handed_over - row.opened).total_seconds() for row in by_humans if row.handed_over]),
        first_reply=first_reply(by_humans),
        resolution=resolution(domain, by_humans),
        complete=sum(not row.missing and not row.incomplete for row in by_humans) / len(by_humans) if by_humans else None,
        ratings={str(star): given.get(str(star), 0) for star in range(5, 0, -1)},
        rating=_mean([star for star, *_ in stars]),
        reopened=stats_rows.reopened(connection, since, until),
        unclear=groups(stats_rows.unclear(connection, since, until)),
        departments=_shares(domain, by_humans, stars, lambda row: row.department, 2),
        agents=people,
    )


def first_reply(rows: Sequence[CaseFacts]) -> Times:
    """From hand-over to an agent's first words; kept where they came before they were due."""
    done = [row for row in rows if row.replied is not None and row.handed_over is not None and row.replied >= row.handed_over]
    kept = [row.due is None or row.replied <= row.due for row in done if row.replied is not None]
    seconds = [(row.replied - row.handed_over).total_seconds() for row in done if row.replied and row.handed_over]
    return times(seconds, kept)


def resolution(domain: Domain, rows: Sequence[CaseFacts]) -> Times:
    """From hand-over to an agent's report that it is resolved."""
    done = [row for row in rows if row.resolved is not None and row.handed_over is not None and row.resolved >= row.handed_over]
    kept = [
        row.resolved <= domain.triage.resolution_due(row.priority, row.handed_over)
        for row in done
        if row.resolved and row.handed_over
    ]
    return times([(row.resolved - row.handed_over).total_seconds() for row in done if row.resolved and row.handed_over], kept)


def times(seconds: Sequence[float], kept: Sequence[bool] = ()) -> Times:
    """Median, ninth tenth and share kept."""
    if not seconds:
        return Times()
    ordered = sorted(seconds)
    p90 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.9))]
    return Times(len(ordered), median(ordered), p90, sum(kept) / len(kept) if kept else None)


def groups(texts: Iterable[str]) -> list[tuple[str, int]]:
    """Messages that say about the same, under their commonest wording, the largest groups first."""
    found: list[tuple[frozenset[str], Counter[str]]] = []
    for text, count in Counter(" ".join(text.split()) for text in texts).most_common():
        words = frozenset(_WORD.findall(without_accents(text.lower())))
        near = next((said for known, said in found if _alike(words, known)), None)
        if near is None:
            found.append((words, Counter({text: count})))
        else:
            near[text] += count
    ranked = sorted(((said.most_common(1)[0][0], said.total()) for _, said in found), key=lambda each: -each[1])
    return [(name[:80], count) for name, count in ranked[:MOST_GROUPS] if name]


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one or other) and len(one & other) / len(one | other) >= ALIKE


def _shares(
    domain: Domain,
    rows: Sequence[CaseFacts],
    stars: Sequence[tuple[int, str, str, str]],
    name: Callable[[CaseFacts], str],
    place: int,
) -> list[Share]:
    named: dict[str, list[CaseFacts]] = {}
    for row in rows:
        if name(row):
            named.setdefault(name(row), []).append(row)
    found = []
    for each, own in sorted(named.items(), key=lambda pair: -len(pair[1])):
        given = [star[0] for star in stars if star[place] == each]
        found.append(Share(each, len(own), first_reply(own), resolution(domain, own), _mean(given), len(given)))
    return found


def _most(names: Iterable[str]) -> dict[str, int]:
    return dict(Counter(names).most_common())


def _mean(numbers: Sequence[int]) -> float | None:
    return sum(numbers) / len(numbers) if numbers else None
