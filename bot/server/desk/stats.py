"""The statistics page, and the same as JSON and CSV; single people are shown to leads only."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from bot.server.desk.door import Agent, Visit
from bot.server.desk.moments import span
from bot.server.desk.rendering import DeskRoute, page
from bot.server.figures import Figures, reckon
from bot.server.figures_written import as_csv, as_json
from bot.server.house import House

router = APIRouter(prefix="/desk", include_in_schema=False, route_class=DeskRoute)

USUAL = 7
"""Days that are shown where none are named."""

MOST = 366


@router.get("/stats")
async def stats(visit: Agent) -> Response:
    """Figures of a period with their charts."""
    figures = await _figures(visit)
    last = figures.until - timedelta(days=1)
    query = f"from={figures.since:%Y-%m-%d}&to={last:%Y-%m-%d}"
    return page(
        visit, "stats.html", figures=figures, last=last, query=query,
        took=lambda seconds: "–" if seconds is None else span(seconds, visit.lang),
        share=lambda part: "–" if part is None else f"{part:.0%}",
    )  # fmt: skip


@router.get("/stats.json")
async def stats_json(visit: Agent) -> Response:
    """The same for programs."""
    return JSONResponse(as_json(await _figures(visit)))


@router.get("/stats.csv")
async def stats_csv(visit: Agent) -> Response:
    """The same for spreadsheets."""
    figures = await _figures(visit)
    name = f"tiepnhan-{figures.since:%Y%m%d}-{figures.until:%Y%m%d}.csv"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(as_csv(figures), media_type="text/csv; charset=utf-8", headers=headers)


async def _figures(visit: Visit) -> Figures:
    since, until = period(visit.request, visit.house)
    agents = visit.is_at_least("lead") and visit.person.totp is not None

    def work() -> Figures:
        with visit.house.store.reading() as connection:
            return reckon(connection, visit.house.domain, since, until, agents=agents)

    return await visit.house.outside(work)


def period(request: Request, house: House) -> tuple[datetime, datetime]:
    """The days that are asked for, in the desk's zone; the last seven where none are."""
    zone = ZoneInfo(house.domain.triage.hours.zone)
    today = house.clock.now().astimezone(zone).date()
    last = _day(request.query_params.get("to", "")) or today
    first = _day(request.query_params.get("from", "")) or last - timedelta(days=USUAL - 1)
    first = max(min(first, last), last - timedelta(days=MOST - 1))
    return datetime.combine(first, time(), zone), datetime.combine(last, time(), zone) + timedelta(days=1)


def _day(written: str) -> date | None:
    try:
        found = date.fromisoformat(written)
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2200 else None
