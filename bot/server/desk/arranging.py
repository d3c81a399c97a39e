"""Forms that put cases in order, and the hotline's form; what they lead to is the runtime's."""

from __future__ import annotations

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from bot.codes import canonical
from bot.domain import Domain
from bot.runtime import arranging, calling
from bot.runtime.arranging import Arranging
from bot.runtime.calling import Call
from bot.server.desk.acting import refuse, request_id, written_code
from bot.server.desk.cases import show
from bot.server.desk.door import Agent, Denied, Visit
from bot.server.desk.rendering import DeskRoute, page
from bot.server.desk.words import say
from bot.store.errors import Conflict, Unknown

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

ANSWERS = ("username", "incident_time", "amount", "transaction_id", "phone", "bank", "game", "promotion")
"""What the hotline's form asks beside the caller's own words."""


@router.post("/desk/cases/{code}/change")
async def change(code: str, visit: Agent) -> Response:
    """Gives a case another kind, priority or department."""
    wanted = _wanted(visit, code)
    try:
        await visit.house.outside(lambda: arranging.change(visit.house.parts, wanted))
    except Conflict:
        return await refuse(visit, wanted.code, "note", "")
    return RedirectResponse(f"/desk/cases/{wanted.code}?did=change", 303)


@router.post("/desk/cases/{code}/merge")
async def merge(code: str, visit: Agent) -> Response:
    """Merges a case into another one, whose page follows."""
    wanted = _wanted(visit, code)
    if not wanted.into or wanted.into == wanted.code:
        return await show(visit, wanted.code, status=422, wrong=say(visit.lang, "not.no_code"))
    try:
        await visit.house.outside(lambda: arranging.merge(visit.house.parts, wanted))
    except Unknown:
        return await show(visit, wanted.code, status=422, wrong=say(visit.lang, "not.no_code"))
    except Conflict:
        return await refuse(visit, wanted.code, "note", "")
    return RedirectResponse(f"/desk/cases/{wanted.into}?did=merge", 303)


@router.get("/desk/hotline")
async def hotline(visit: Agent) -> Response:
    """The form for a call."""
    return _form(visit, "", {}, 200)


@router.post("/desk/hotline")
async def call(visit: Agent) -> Response:
    """Makes a case of a call."""
    typed = {name: visit.text(name, 200).strip() for name in ANSWERS}
    words, kind = visit.text("words", 4000).strip(), visit.text("kind", 80)
    if kind not in kinds(visit.house.domain):
        raise Denied(422, "denied.shape")
    if not words:
        return _form(visit, say(visit.lang, "not.empty"), typed | {"words": words, "kind": kind}, 422)
    made = Call(
        request_id(visit), visit.person.name, kind, words, tuple((n, v) for n, v in typed.items() if v), visit.text("keep") == "1"
    )
    code = await visit.house.outside(lambda: calling.record(visit.house.parts, made))
    return RedirectResponse(f"/desk/cases/{code}?did=call", 303)


def kinds(domain: Domain) -> tuple[str, ...]:
    """The kinds that a case may have."""
    return (*domain.kinds, domain.general.intent)


def _form(visit: Visit, wrong: str, typed: dict[str, str], status: int) -> Response:
    domain = visit.house.domain
    answers = [(name, domain.label(name, "", visit.lang)) for name in ANSWERS]
    return page(
        visit, "hotline.html", status=status, wrong=wrong, typed=typed, answers=answers, kinds=kinds(domain),
        identity=domain.triage.identity,
    )  # fmt: skip


def _wanted(visit: Visit, code: str) -> Arranging:
    """What the form wants; the names are judged by the domain when the event is played."""
    return Arranging(
        written_code(code),
        visit.person.name,
        request_id(visit),
        lead=visit.is_at_least("lead"),
        kind=visit.text("kind", 80),
        priority=visit.text("priority", 12),
        department=visit.text("department", 40),
        into=canonical(visit.text("into", 40)) or "",
    )
