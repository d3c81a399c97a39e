"""Figures for everybody: a lead publishes those of a period or takes them back; no single person is ever among them."""

from __future__ import annotations

from datetime import timedelta

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from bot.message import Json
from bot.server.desk.door import Lead, Stranger
from bot.server.desk.moments import span
from bot.server.desk.rendering import DeskRoute, page
from bot.server.desk.stats import period
from bot.server.figures import Figures, reckon
from bot.server.house import House
from bot.store import people_rows, publishing_rows
from bot.store.publishing_rows import Published

router = APIRouter(include_in_schema=False, route_class=DeskRoute)


@router.post("/desk/stats/publish")
async def publish(visit: Lead) -> Response:
    """Publishes the figures of the period that the address names."""
    house, request = visit.house, visit.request
    await house.outside(lambda: _publish(house, request, visit.person.name))
    return RedirectResponse("/figures", 303)


@router.post("/desk/stats/withdraw")
async def withdraw(visit: Lead) -> Response:
    """Takes published figures back."""
    house, id, now = visit.house, visit.text("id", 32), visit.house.clock.now()

    def take_back() -> None:
        with house.store.writing() as connection:
            publishing_rows.withdraw(connection, id, now)
            people_rows.log(connection, now, visit.person.name, "figures_withdrawn", id)

    await house.outside(take_back)
    return RedirectResponse("/figures", 303)


@router.get("/figures")
async def figures(visit: Stranger) -> Response:
    """What the operator has published, for everybody."""

    def look() -> list[Published]:
        with visit.house.store.reading() as connection:
            return publishing_rows.standing(connection)

    found = await visit.house.outside(look)
    hours = visit.house.domain.triage.hours
    days = [
        (f"{hours.local(each.since):%d/%m/%Y}", f"{hours.local(each.until) - timedelta(days=1):%d/%m/%Y}", each) for each in found
    ]
    return page(
        visit, "figures.html", found=days,
        took=lambda seconds: "–" if seconds is None else span(seconds, visit.lang),
        share=lambda part: "–" if part is None else f"{part:.0%}",
    )  # fmt: skip


def public(figures: Figures) -> dict[str, Json]:
    """What is for everybody: counts, shares and times of all cases together."""
    return {
        "conversations": figures.conversations,
        "bot_alone": figures.bot_alone,
        "cases": figures.cases,
        "first_reply": figures.first_reply.median,
        "first_reply_kept": figures.first_reply.kept,
        "resolution": figures.resolution.median,
        "resolution_kept": figures.resolution.kept,
        "rating": figures.rating,
        "ratings": sum(figures.ratings.values()),
    }


def _publish(house: House, request: Request, by: str) -> None:
    since, until = period(request, house)
    with house.store.reading() as connection:
        reckoned = reckon(connection, house.domain, since, until, agents=False)
    with house.store.writing() as connection:
        now = house.clock.now()
        publishing_rows.publish(connection, since, until, public(reckoned), by, now)
        people_rows.log(connection, now, by, "figures_published", f"{since:%Y-%m-%d}/{until:%Y-%m-%d}")
