"""What a hand-off carries, put together from the store within the turn; masked throughout."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from bot.case import Case, Evidence
from bot.handoff import bodies
from bot.handoff.bodies import EvidenceLink, Line
from bot.message import Json
from bot.runtime.context import Context
from bot.store import case_rows, evidence_rows, messages
from bot.store.messages import MessageRow
from bot.triage import AddToCase, HandOff, summarise

Body = Callable[[], Mapping[str, Json]]

MOST_LINES = 200
"""Messages that a hand-off carries; the whole stands at the desk."""


def opened_body(context: Context, effect: HandOff) -> Mapping[str, Json]:
    """Everything that an agent needs who has not seen the case before."""
    if not context.parts.targets:
        return {}
    case = _case(context, effect.code)
    rows = messages.last(context.connection, context.row.id, MOST_LINES)
    return bodies.case_opened(
        summarise(case, context.parts.domain),
        reason=effect.reason,
        not_agents=effect.not_agents,
        transcript=[line(row) for row in rows],
        evidence=links(context, case.evidence),
    )


def updated_body(context: Context, case: Case) -> Mapping[str, Json]:
    """The case as it is now."""
    return bodies.case_updated(summarise(case, context.parts.domain)) if context.parts.targets else {}


def message_body(context: Context, effect: AddToCase) -> Mapping[str, Json]:
    """What was added to a case."""
    if not context.parts.targets:
        return {}
    rows = [messages.find(context.connection, context.row.id, id) for id in effect.message_ids]
    said = [line(row) for row in rows if row is not None]
    return bodies.case_message(effect.code, said, links(context, effect.evidence))


def closed_body(context: Context, code: str) -> Mapping[str, Json]:
    """A case that has ended."""
    if not context.parts.targets:
        return {}
    return bodies.case_closed(summarise(_case(context, code), context.parts.domain))


def rated_body(code: str, rating: int) -> Mapping[str, Json]:
    """A rating."""
    return bodies.case_rated(code, rating)


def line(row: MessageRow) -> Line:
    """A message of the transcript."""
    return Line(message_id=row.message.id, at=row.at, who=row.author, name=row.name, text=row.text)  # type: ignore[arg-type]


def links(context: Context, evidence: Iterable[Evidence]) -> list[EvidenceLink]:
    """Files with the address at which those may fetch them who may see them."""
    wanted = list(evidence)
    rows = evidence_rows.some(context.connection, [each.ref for each in wanted])
    return [
        EvidenceLink(
            ref=each.ref,
            kind=row.kind,
            name=row.name,
            url=f"{context.parts.public_url}/api/handoff/evidence/{row.id}",
            media_type=row.media_type,
            size=row.size,
            sha256=row.sha256,
            message_id=each.message_id,
        )
        for each in wanted
        if (row := rows.get(each.ref)) is not None
    ]


def _case(context: Context, code: str) -> Case:
    found = next((case for case in context.talk.cases if case.code == code), None)
    return found if found is not None else case_rows.load(context.connection, code)
