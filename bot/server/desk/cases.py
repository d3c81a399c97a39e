"""The page of a case and its files: looking is written down, once in a while for each person; acting is elsewhere."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from bot.codes import canonical
from bot.domain import Domain
from bot.runtime.parts import MOST_FILES, MOST_TEXT
from bot.server import files
from bot.server.desk import case_view
from bot.server.desk.case_view import Page
from bot.server.desk.door import Agent, Denied, Visit
from bot.server.desk.inbox import resolution_due
from bot.server.desk.rendering import DeskRoute, page
from bot.server.desk.words import WORDS, say
from bot.server.house import House
from bot.server.sites import ACCEPTS
from bot.store import case_rows, desk_rows, evidence_rows
from bot.store.evidence_rows import EvidenceRow
from bot.store.foreign_rows import is_foreign
from bot.triage.routing import is_care

router = APIRouter(include_in_schema=False, route_class=DeskRoute)


@router.get("/desk/cases/{code}")
async def case_page(code: str, visit: Agent, before: int = 0, did: str = "") -> Response:
    """A case: summary, pictures, transcript, history, and what can be done."""
    written = canonical(code)
    if written is None:
        raise Denied(404, "denied.not_found")
    note = say(visit.lang, f"did.{did}") if f"did.{did}" in WORDS else ""
    return await show(visit, written, before=min(max(before, 0), 2_000_000_000), note=note)


async def show(visit: Visit, code: str, *, before: int = 0, status: int = 200, **values: object) -> Response:
    """The page of a case, for whoever asked or acted.

    Raises:
        Denied: there is no such case.
    """
    house, me = visit.house, visit.person.name
    found = await house.outside(lambda: _look(house, code, visit, before))
    if found is None:
        raise Denied(404, "denied.not_found")
    name = "_case.html" if "x-desk-part" in visit.request.headers else "case.html"
    known = {"note": "", "wrong": "", "typed": "", "noted": "", "before": before} | values
    return page(visit, name, status=status, view=found, **offers(house, found, me, lead=visit.is_at_least("lead")), **known)


def offers(house: House, view: Page, me: str, *, lead: bool) -> dict[str, Any]:
    """What this person can do with a case, as things stand."""
    case, domain, row = view.case, house.domain, view.row
    kind = domain.kinds.get(case.kind, domain.general)
    free = row.status in ("handed_over", "second_review", "collecting", "confirming", "answered")
    barred = me in row.not_agents
    mine = row.status == "with_agent" and row.agent == me
    wanted = dict.fromkeys((*(each.name for each in case.missing), *kind.slots))
    asked = [slot for slot in wanted if case.field(slot) is None and slot in domain.slots and domain.slots[slot].label]
    return {
        "can_take": free and not barred,
        "can_reply": (free and not barred) or mine,
        "can_resolve": mine or (row.status in ("handed_over", "second_review") and not barred),
        "mine": mine,
        "barred": free and barred,
        "asks": [(slot, domain.label(slot, case.kind, "vi")) for slot in asked],
        "care": is_care(domain, case),
        "identity": domain.triage.identity,
        "resolution": resolution_due(house, row),
        "most": MOST_TEXT,
        "most_files": MOST_FILES,
        "accepts": ",".join(ACCEPTS),
        "abroad": is_foreign(view.conversation),
        "can_arrange": row.ended_at is None and not is_foreign(view.conversation) and (row.status != "with_agent" or mine or lead),
        "kinds": (*domain.kinds, domain.general.intent),
        "triage": domain.triage,
        "canned": canned(domain, case.language),
    }


def canned(domain: Domain, lang: str) -> list[tuple[str, str]]:
    """Answers that need nothing filled in, by their first words: the operator's own texts of domain.yml."""
    names = sorted(name for name in domain.responses if name.startswith("utter_faq_") and not domain.wants(name))
    texts = [(name, domain.say(name, lang).text) for name in names]
    return [(" ".join(text.split())[:70], text) for _, text in texts]


def _look(house: House, code: str, visit: Visit, before: int) -> Page | None:
    now, me = house.clock.now(), visit.person.name
    with house.store.reading() as connection:
        found = case_view.gather(connection, house.domain, code, visit.lang, before=before)
        if found is None:
            return None
        known = desk_rows.looked(connection, me, "view_case", code, now)
    sees = found.row.unread > 0 and found.row.agent in ("", me)
    if sees or not known:
        with house.store.writing() as connection:
            if sees:
                case_rows.seen(connection, code)
            if not known:
                desk_rows.note_look(connection, me, "view_case", code, now)
    return found


@router.get("/desk/evidence/{id}")
async def evidence(id: str, visit: Agent) -> Response:
    """A picture or file, for people of the desk only."""
    row = await _file(visit, id)
    if not row.key and (url := row.traces.get("url")):
        # The bytes are still where another installation keeps them.
        return RedirectResponse(url, 303)
    return await files.send(visit.house, row, small=False)


@router.get("/desk/evidence/{id}/thumbnail")
async def thumbnail(id: str, visit: Agent) -> Response:
    """Its small picture."""
    return await files.send(visit.house, await _file(visit, id), small=True)


async def _file(visit: Visit, id: str) -> EvidenceRow:
    house, me = visit.house, visit.person.name

    def look() -> EvidenceRow | None:
        now = house.clock.now()
        with house.store.reading() as connection:
            row = evidence_rows.get(connection, id)
            known = row is None or desk_rows.looked(connection, me, "view_evidence", id, now)
        if not known:
            with house.store.writing() as connection:
                desk_rows.note_look(connection, me, "view_evidence", id, now)
        return row

    found = await house.outside(look)
    if found is None:
        raise Denied(404, "denied.not_found")
    return found
