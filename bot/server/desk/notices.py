"""Notices: a lead opens one, customers with that problem hear it first, and one press tells everybody when it is over."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from bot.runtime import arranging
from bot.runtime.disturbances import concerned
from bot.server.desk.acting import request_id
from bot.server.desk.arranging import kinds
from bot.server.desk.door import Agent, Denied, Lead, Visit
from bot.server.desk.rendering import DeskRoute, page
from bot.server.desk.words import say
from bot.server.house import House
from bot.store import notice_rows, people_rows
from bot.store.notice_rows import NoticeRow
from bot.text import sound

router = APIRouter(prefix="/desk/notices", include_in_schema=False, route_class=DeskRoute)

LONGEST = timedelta(days=14)
MOST_BANKS = 20


@router.get("")
async def notices(visit: Agent) -> Response:
    """What is known to be disturbed; leads may open and end notices."""
    return await _page(visit, "", {}, 200)


@router.post("")
async def begin(visit: Lead) -> Response:
    """Opens a notice."""
    typed = {name: sound(visit.text(name, 500)).strip() for name in ("text_vi", "text_en", "banks", "starts", "ends")}
    house, now = visit.house, visit.house.clock.now()
    starts, ends = _moment(house, typed["starts"]) or now, _moment(house, typed["ends"])
    chosen = [str(each) for each in (visit.form.getlist("kinds") if visit.form is not None else ())]
    if not typed["text_vi"]:
        return await _page(visit, say(visit.lang, "not.empty"), typed, 422)
    if ends is None or not max(starts, now) < ends <= starts + LONGEST:
        return await _page(visit, say(visit.lang, "notice.wrong_time"), typed, 422)
    if set(chosen) - set(kinds(house.domain)):
        raise Denied(422, "denied.shape")
    id = request_id(visit)

    def keep() -> None:
        with house.store.writing() as connection:
            if not people_rows.note_done(connection, f"desk:{visit.person.name}"[:40], id, True, now):
                return
            made = notice_rows.add(
                connection, text_vi=typed["text_vi"], text_en=typed["text_en"], kinds=chosen, banks=_banks(typed["banks"]),
                starts_at=starts, ends_at=ends, opened_by=visit.person.name,
            )  # fmt: skip
            people_rows.log(connection, now, visit.person.name, "notice_opened", made)

    await house.outside(keep)
    return RedirectResponse("/desk/notices?did=opened", 303)


@router.post("/{id}/end")
async def end(id: str, visit: Lead) -> Response:
    """Ends a notice; where words are given, every customer concerned is told once."""
    house, agent = visit.house, visit.person.name
    text = sound(visit.text("text", 500)).strip()
    if not await house.outside(lambda: _end(house, id, agent, text)):
        raise Denied(404, "denied.not_found")
    return RedirectResponse("/desk/notices?did=ended", 303)


def _end(house: House, id: str, agent: str, text: str) -> bool:
    """Tells first, then notes the end: whoever was told is not told again if this is repeated halfway."""
    with house.store.reading() as connection:
        row = notice_rows.get(connection, id)
        codes = concerned(connection, row) if row is not None and row.ended_at is None else []
    if row is None:
        return False
    if text:
        for code in codes:
            arranging.tell(house.parts, code, agent, f"notice-{id}", text)
    with house.store.writing() as connection:
        now = house.clock.now()
        if notice_rows.end(connection, id, now, agent, text):
            people_rows.log(connection, now, agent, "notice_ended", id, {"told": len(codes) if text else 0})
    return True


async def _page(visit: Visit, wrong: str, typed: dict[str, str], status: int) -> Response:
    house = visit.house

    def look() -> list[tuple[NoticeRow, int]]:
        with house.store.reading() as connection:
            rows = notice_rows.latest(connection)
            return [(row, len(concerned(connection, row)) if row.ended_at is None else 0) for row in rows]

    found = await house.outside(look)
    did = visit.request.query_params.get("did", "")
    note = say(visit.lang, f"notice.{did}") if did in ("opened", "ended") else ""
    now = house.clock.now()
    until = house.domain.triage.hours.local(now + timedelta(hours=4)).strftime("%Y-%m-%dT%H:%M")
    return page(
        visit, "notices.html", status=status, wrong=wrong, note=note, typed=typed, found=found, now=now,
        kinds=kinds(house.domain), until=until,
    )  # fmt: skip


def _moment(house: House, written: str) -> datetime | None:
    """A time as a browser's datetime-local field writes it, in the desk's zone; None for none."""
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return None
    return found.replace(tzinfo=ZoneInfo(house.domain.triage.hours.zone)) if found.tzinfo is None else found


def _banks(written: str) -> list[str]:
    """Names separated by commas, each once."""
    return list(dict.fromkeys(name for each in written.split(",") if (name := " ".join(each.split()))))[:MOST_BANKS]
