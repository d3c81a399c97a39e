"""The inbox: lists of cases by view, filter and search; it changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from bot.codes import canonical
from bot.server.desk.door import Agent
from bot.server.desk.rendering import DeskRoute, page
from bot.server.house import House
from bot.store import case_rows, desk_rows
from bot.store.desk_rows import MARKS, VIEWS, Found, Wanted
from bot.text.accents import without_accents

router = APIRouter(include_in_schema=False, route_class=DeskRoute)

MOST = 200
FILTERS = ("department", "priority", "kind", "channel", "mark")


@dataclass(frozen=True, slots=True)
class Inbox:
    """What the inbox shows.

    Attributes:
        wanted: what was asked for.
        found: the cases.
        counts: how many each view holds.
        urgent: how many urgent ones wait.
        late: how many that wait are late.
        query: the address's query without the view, for links.
        searched: what was typed into the search.
    """

    wanted: Wanted
    found: Sequence[Found]
    counts: dict[str, int]
    urgent: int
    late: int
    query: str
    searched: str

    @property
    def is_filtered(self) -> bool:
        """Whether the list shows less than its view."""
        return bool(self.query)


@router.get("/desk")
async def inbox(visit: Agent) -> Response:
    """Cases that wait, one's own, those with other agents, and so on."""
    house = visit.house
    wanted, searched = wanted_of(visit.request, visit.person.name)
    wanted = replace(wanted, first=care_kinds(house))
    found = await house.outside(lambda: look(house, wanted, searched, visit.person.name, house.clock.now()))
    name = "_list.html" if "x-desk-part" in visit.request.headers else "inbox.html"
    return page(visit, name, inbox=found, views=tuple(VIEWS), most=MOST, triage=house.domain.triage, kinds=_kinds(house))


@router.get("/desk/next")
async def following(visit: Agent, but: str = "") -> Response:
    """The most urgent case that this person may take."""
    house = visit.house

    def find() -> str | None:
        with house.store.reading() as connection:
            return desk_rows.next_waiting(connection, visit.person.name, but, care_kinds(house))

    code = await house.outside(find)
    return RedirectResponse(f"/desk/cases/{code}" if code else "/desk?none=1", 303)


def wanted_of(request: Request, agent: str) -> tuple[Wanted, str]:
    """What a request asks for; what no list knows is left out."""
    asked = request.query_params
    view = asked.get("view", "waiting")
    searched = " ".join(asked.get("q", "").split())[:80]
    chosen = {name: asked.get(name, "")[:80] for name in FILTERS}
    if chosen["mark"] not in MARKS:
        chosen["mark"] = ""
    wanted = Wanted(
        view=view if view in VIEWS else "waiting",
        agent=agent,
        words=without_accents(searched.lower()),
        code=canonical(searched) or "",
        department=chosen["department"],
        priority=chosen["priority"],
        kind=chosen["kind"],
        channel=chosen["channel"],
        mark=chosen["mark"],
    )
    return wanted, searched


def look(house: House, wanted: Wanted, searched: str, agent: str, now: datetime) -> Inbox:
    """What stands in the inbox at this moment."""
    with house.store.reading() as connection:
        listing = desk_rows.search if wanted.words else desk_rows.listing
        found = listing(connection, wanted, now, MOST + 1)
        counts = desk_rows.counts(connection, agent)
        urgent, late = desk_rows.urgent(connection, now)
    narrowed = {name: getattr(wanted, name) for name in FILTERS} | {"q": searched}
    query = urlencode({name: value for name, value in narrowed.items() if value})
    return Inbox(wanted, found, counts, urgent, late, query, searched)


def care_kinds(house: House) -> tuple[str, ...]:
    """Kinds that protect people: they stand before others of their priority."""
    return tuple(name for name, kind in house.domain.kinds.items() if kind.care)


def _kinds(house: House) -> tuple[str, ...]:
    return (*house.domain.kinds, house.domain.general.intent)


def resolution_due(house: House, row: case_rows.Listed) -> datetime | None:
    """When a case that somebody has should be resolved."""
    if row.handed_over_at is None:
        return None
    return house.domain.triage.resolution_due(row.priority, row.handed_over_at)
