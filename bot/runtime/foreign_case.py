"""The summary of another installation's case as a case of our desk, and what its agents make of it; values only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.case import ENDED, VERIFIED, Case, CaseSummary, Change, Evidence, Field
from bot.handoff.protocol import AgentEvent, Asks, HandedBack, Noted, Replied, Resolved, Took, Verified
from bot.store.foreign_rows import evidence_id

_LONGEST_NAME = 80
"""Characters of a kind, and of what our tables call by one."""


def case_of(summary: CaseSummary, at: datetime, known: Case | None, *, ours_stands: bool) -> Case:
    """The case as the newest summary tells it.

    Args:
        summary: theirs.
        at: when it was made.
        known: the case as this desk has it, or None.
        ours_stands: an act of this desk has not reached the other installation yet, so that its summary knows nothing
            of it: who has the case and whether the customer is verified stays as it is here, unless the case has ended.
    """
    fresh = _told(summary, at)
    if known is None:
        return fresh
    ended = summary.status in ENDED
    fresh = fresh.having(
        handed_over=known.handed_over,
        agent="" if summary.status in ("handed_over", "second_review") else known.agent,
        agents_before=known.agents_before,
        reviews=max(known.reviews, fresh.reviews),
        ended=(known.ended or at) if ended else None,
        rating=known.rating,
    )
    if ours_stands and not ended:
        return fresh.having(status=known.status, agent=known.agent, identity=known.identity)
    return fresh


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
