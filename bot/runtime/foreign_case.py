"""The summary of another installation's case as a case of our desk, and what its agents make of it; values only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.case import ENDED, VERIFIED, Case, CaseSummary, Change, Evidence, Field
from bot.handoff.protocol import AgentEvent, Asks, HandedBack, Noted, Replied, Resolved, Took, Verified
from bot.store.foreign_rows import KeptAct, evidence_id

_LONGEST_NAME = 80
"""Characters of a kind, and of what our tables call by one."""

THEIRS = "nhân viên bên gửi"
"""Who has a case that somebody took where it comes from: a summary names nobody."""

_UNTAKEN = frozenset({"collecting", "confirming", "answered", "handed_over", "second_review"})
_UNAWARE = {
    "agent.took": _UNTAKEN,
    "agent.replied": _UNTAKEN,
    "agent.handed_back": frozenset({"with_agent"}),
    "agent.resolved": _UNTAKEN | {"with_agent"},
}
"""Statuses in a summary that was made before an act was heard of, by the act's type."""


@dataclass(frozen=True, slots=True)
class Acts:
    """What agents of this desk did with a case, as far as a summary may not know of it.

    Attributes:
        unheard: types of acts that have not reached the other installation yet, oldest first.
        taker: who took the case here last and has not handed it back, or "".
    """

    unheard: tuple[str, ...] = ()
    taker: str = ""

    @classmethod
    def of(cls, acts: Sequence[KeptAct]) -> Acts:
        """From all acts, oldest first; what was lost has not happened."""
        taker = ""
        for each in acts:
            if not each.lost and each.type in ("agent.took", "agent.replied"):
                taker = each.agent
            elif not each.lost and each.type == "agent.handed_back":
                taker = ""
        return cls(tuple(each.type for each in acts if each.waits), taker)


def case_of(summary: CaseSummary, at: datetime, known: Case | None, acts: Acts) -> Case:
    """The case as the newest summary tells it.

    Who has the case and whether the customer is verified stays as it is here where the summary was made without knowing of
    an act of this desk: once the other installation has heard of it, it sends a new summary.

    Args:
        summary: theirs.
        at: when it was made.
        known: the case as this desk has it, or None.
        acts: of this desk.
    """
    fresh = _told(summary, at)
    if fresh.status == "with_agent":
        fresh = fresh.having(agent=(known.agent if known is not None else "") or acts.taker or THEIRS)
    if known is None:
        return fresh
    fresh = fresh.having(
        handed_over=known.handed_over,
        agent=known.agent if fresh.status in ("resolved", *ENDED) else fresh.agent,
        agents_before=known.agents_before,
        reviews=max(known.reviews, fresh.reviews),
        ended=(known.ended or at) if fresh.status in ENDED else None,
        rating=known.rating,
    )
    if "agent.verified" in acts.unheard:
        fresh = fresh.having(identity=known.identity)
    last = next((type for type in reversed(acts.unheard) if type in _UNAWARE), "")
    unaware = last and fresh.status in _UNAWARE[last]
    return fresh.having(status=known.status, agent=known.agent) if unaware else fresh


def opened_at(case: Case, at: datetime, not_agents: Sequence[str]) -> Case:
    """The case as its newest opening leaves it."""
    return case.having(handed_over=at, agents_before=tuple(not_agents))


def after(case: Case, event: AgentEvent) -> Case:
    """The case as this desk sees it once an agent has acted; the other installation has the last word."""
    match event:
        case Took() | Replied():
            return case.having(status="with_agent", agent=event.agent)
        case HandedBack():
            return case.having(status="handed_over", agent="")
        case Resolved():
            return case.having(status="resolved", agent=case.agent or event.agent)
        case Verified():
            return case.having(identity=VERIFIED)
        case Asks() | Noted():
            return case


def _told(summary: CaseSummary, at: datetime) -> Case:
    return Case(
        code=summary.code,
        kind=summary.kind[:_LONGEST_NAME],
        title=summary.title,
        status=summary.status,
        priority=summary.priority,
        department=summary.department[:40],
        channel=summary.channel[:16],
        language=summary.language,
        opened=summary.opened,
        updated=at,
        due=summary.due,
        ended=at if summary.status in ENDED else None,
        fields=tuple(Field(**each.model_dump()) for each in summary.fields),
        missing=summary.missing,
        evidence=tuple(_evidence(summary.code, each) for each in summary.evidence),
        said=summary.said,
        identity=summary.identity,
        signals=summary.signals,
        also_mentioned=summary.also_mentioned,
        reason=summary.reason,
        unconfirmed=summary.unconfirmed,
        incomplete=summary.incomplete,
        reviews=1 if summary.status == "second_review" else 0,
        history=tuple(_change(each) for each in summary.history),
    )


def _evidence(code: str, theirs: Evidence) -> Evidence:
    return theirs.model_copy(update={"ref": evidence_id(code, theirs.ref)})


def _change(theirs: Change) -> Change:
    return theirs.model_copy(update={"what": theirs.what[:40]})
