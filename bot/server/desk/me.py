"""One's own matters at the desk: whether one is on duty, and two-step login; nobody else's."""

from __future__ import annotations

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from bot.gate.keys import sign
from bot.gate.people import ABSOLUTE, check_totp, new_session_id, totp_uri, written_secret
from bot.server.desk.door import Agent, Visit
from bot.server.desk.rendering import DeskRoute, keep_session, page
from bot.server.desk.words import say
from bot.store import people_rows

router = APIRouter(prefix="/desk/me", include_in_schema=False, route_class=DeskRoute)

_PURPOSE = "tiepnhan.totp.new.v1"
_BYTES = 20


@router.post("/present")
async def present(visit: Agent) -> Response:
    """On duty, or away: customers are told whether somebody is there; the log is the record of shifts."""
    on, now = visit.text("on") == "1", visit.house.clock.now()

    def note() -> None:
        with visit.house.store.writing() as connection:
            people_rows.change_agent(connection, visit.person.id, present=on, seen_at=now)
            people_rows.log(connection, now, visit.person.name, "on_duty" if on else "off_duty", visit.person.id)

    await visit.house.outside(note)
    return RedirectResponse("/desk", 303)


@router.get("/code")
async def code_page(visit: Agent) -> Response:
    """How to turn two-step login on, or that it is on."""
    return _page(visit, "", 200)


@router.post("/code")
async def code(visit: Agent) -> Response:
    """Turns two-step login on once the app shows the right code; other sessions of this person end."""
    if visit.person.totp is not None:
        return _page(visit, "", 409)
    secret, now = _secret(visit), visit.house.clock.now()
    step = check_totp(secret, visit.text("code", 16), now, visit.person.totp_used)
    if step is None:
        return _page(visit, say(visit.lang, "totp.wrong"), 422)
    session, digest = new_session_id()

    def turn_on() -> None:
        with visit.house.store.writing() as connection:
            people_rows.change_agent(connection, visit.person.id, totp=written_secret(secret), totp_used=step)
            people_rows.close_sessions(connection, visit.person.id)
            people_rows.open_session(connection, digest, visit.person.id, now)
            people_rows.log(connection, now, visit.person.name, "code_on", visit.person.id)

    await visit.house.outside(turn_on)
    response = RedirectResponse("/desk/me/code", 303)
    keep_session(visit, response, session, lasting=int(ABSOLUTE.total_seconds()))
    return response


def _page(visit: Visit, wrong: str, status: int) -> Response:
    secret = _secret(visit)
    issuer = visit.house.domain.facts["fact_brand"].strip("[]")
    return page(
        visit, "code.html", status=status, wrong=wrong, secret=_in_fours(written_secret(secret)),
        uri=totp_uri(secret, visit.person.login, issuer), on=visit.person.totp is not None,
    )  # fmt: skip


def _secret(visit: Visit) -> bytes:
    """The secret that is offered: the same for the whole session, kept nowhere until it is proven."""
    key = visit.house.keys.derive(_PURPOSE)[0]
    return sign(key, visit.session.encode(), visit.person.id.encode())[:_BYTES]


def _in_fours(written: str) -> str:
    return " ".join(written[start : start + 4] for start in range(0, len(written), 4))
