"""Coming in and going out: the one-time setup, login, logout; who may do what is judged at the door."""

from __future__ import annotations

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from bot.gate.limits import Action
from bot.gate.people import ABSOLUTE, FAULTS, check_totp, faults, new_session_id, secret_digest
from bot.server.desk.door import Agent, Stranger, Visit, cookie_name, safe_next
from bot.server.desk.one_time import totp_bytes
from bot.server.desk.people import doorkeeper_of, login_of, name_of, wrong_login, wrong_name
from bot.server.desk.rendering import DeskRoute, keep_session, page
from bot.server.desk.words import say
from bot.server.house import House
from bot.server.problems import Problem
from bot.server.visitors import address_of, limit
from bot.store import people_rows
from bot.store.errors import Conflict
from bot.store.people_rows import AgentRow

router = APIRouter(include_in_schema=False, route_class=DeskRoute)


@router.get("/setup/{token}")
async def setup_page(token: str, visit: Stranger) -> Response:
    """The form for the first administrator; looking at it uses nothing up."""
    limit(visit.house, Action.SETUP, address_of(visit.request))
    if not await visit.house.outside(lambda: _can_set_up(visit.house, token)):
        return page(visit, "setup.html", status=404, gone=True)
    return page(visit, "setup.html", token=token, faults=(), login="", name="")


@router.post("/setup/{token}")
async def setup(token: str, visit: Stranger) -> Response:
    """Makes the first administrator and logs him in; works once."""
    house = visit.house
    limit(house, Action.SETUP, address_of(visit.request))
    login, name, password = login_of(visit.text("login")), name_of(visit.text("name")), visit.text("password", 1024)
    wrong = _faults(visit, login, name, password)
    if not await house.outside(lambda: _can_set_up(house, token)):
        return page(visit, "setup.html", status=404, gone=True)
    if wrong:
        return page(visit, "setup.html", status=422, token=token, faults=wrong, login=login, name=name)
    hashed = await doorkeeper_of(visit.request).hash(house, password)
    session, digest = new_session_id()
    try:
        made = await house.outside(lambda: _make_admin(house, token, login, name, hashed, digest))
    except Conflict:
        taken = [say(visit.lang, "setup.taken")]
        return page(visit, "setup.html", status=409, token=token, faults=taken, login=login, name=name)
    if not made:
        return page(visit, "setup.html", status=404, gone=True)
    return _entered(visit, session, "/desk")


@router.get("/desk/login")
async def login_page(visit: Stranger, next: str = "", out: str = "") -> Response:
    """The login."""
    if visit.agent is not None:
        return RedirectResponse(safe_next(next), 303)
    note = say(visit.lang, "login.out") if out else ""
    return page(visit, "login.html", next=safe_next(next), note=note, wrong="", login="")


@router.post("/desk/login")
async def login(visit: Stranger) -> Response:
    """Checks a user name, password and, where it is turned on, one-time code; as slow for names that nobody has."""
    house, keeper = visit.house, doorkeeper_of(visit.request)
    address, name = address_of(visit.request), login_of(visit.text("login"))
    try:
        limit(house, Action.LOGIN, address)
    except Problem as problem:
        return _again(visit, name, 429, "login.wait", problem.retry_after)
    verdict = keeper.attempts.ask(name, address, house.clock.monotonic())
    if not verdict.ok:
        return _again(visit, name, 429, "login.wait", verdict.retry_after)
    agent = await house.outside(lambda: _known(house, name))
    checked = await keeper.verify(house, agent.password if agent else None, visit.text("password", 1024))
    session, digest = new_session_id()
    code = visit.text("code", 16)
    proven = checked.ok and agent is not None
    if agent is None or not proven or not await house.outside(lambda: _enter(house, agent, code, digest, checked.rehash)):
        if agent is not None:
            await house.outside(lambda: _log(house, agent, "login_failed"))
        return _again(visit, name, 401, "login.wrong", None)
    keeper.attempts.succeeded(name, address, house.clock.monotonic())
    return _entered(visit, session, safe_next(visit.text("next")))


@router.post("/desk/logout")
async def logout(visit: Agent) -> Response:
    """Ends the session in the store, not only in the browser."""
    digest = secret_digest(visit.session)

    def leave() -> None:
        with visit.house.store.writing() as connection:
            people_rows.close_session(connection, digest or "")
            people_rows.change_agent(connection, visit.person.id, present=False)
            people_rows.log(connection, visit.house.clock.now(), visit.person.name, "logout", visit.person.id)

    await visit.house.outside(leave)
    response = RedirectResponse("/desk/login?out=1", 303)
    response.delete_cookie(
        cookie_name(visit.house), path="/", secure=visit.house.settings.is_secure, httponly=True, samesite="lax"
    )
    return response


def _entered(visit: Visit, session: str, url: str) -> Response:
    """Logged in, under an id that nobody has seen before."""
    response = RedirectResponse(url, 303)
    keep_session(visit, response, session, lasting=int(ABSOLUTE.total_seconds()))
    return response


def _again(visit: Visit, login: str, status: int, key: str, wait: int | None) -> Response:
    words = say(visit.lang, key, wait=wait) if wait is not None else say(visit.lang, key)
    response = page(
        visit, "login.html", status=status, next=safe_next(visit.text("next")), note="", wrong=words, login=login
    )
    if wait is not None:
        response.headers["retry-after"] = str(wait)
    return response


def _faults(visit: Visit, login: str, name: str, password: str) -> list[str]:
    found = [say(visit.lang, "setup.wrong_login")] if wrong_login(login) else []
    found += [say(visit.lang, "setup.wrong_name")] if wrong_name(name) else []
    found += [FAULTS[each][0 if visit.lang == "vi" else 1] for each in faults(password, login)]
    return found + ([say(visit.lang, "setup.differ")] if password != visit.text("again", 1024) else [])


def _can_set_up(house: House, token: str) -> bool:
    digest = secret_digest(token)
    with house.store.reading() as connection:
        return digest is not None and people_rows.setup_link(connection, digest, house.clock.now())


def _make_admin(house: House, token: str, login: str, name: str, hashed: str, digest: str) -> bool:
    link, now = secret_digest(token) or "", house.clock.now()
    with house.store.writing() as connection:
        if not people_rows.use_setup_link(connection, link, now):
            return False
        agent = people_rows.add_agent(connection, login=login, name=name, password=hashed, role="admin", at=now)
        people_rows.open_session(connection, digest, agent.id, now)
        people_rows.change_agent(connection, agent.id, seen_at=now, present=True)
        people_rows.log(connection, now, agent.name, "setup", agent.id)
    return True


def _known(house: House, login: str) -> AgentRow | None:
    with house.store.reading() as connection:
        found = people_rows.agent_by_login(connection, login)
    return found if found is not None and found.active else None


def _enter(house: House, agent: AgentRow, code: str, digest: str, rehash: str | None) -> bool:
    """The session, in the transaction that uses the one-time code up."""
    now = house.clock.now()
    with house.store.writing() as connection:
        if agent.totp is not None:
            step = check_totp(totp_bytes(agent.totp), code, now, agent.totp_used)
            if step is None or not people_rows.use_totp(connection, agent.id, step):
                return False
        if rehash is not None:
            people_rows.change_agent(connection, agent.id, password=rehash)
        people_rows.open_session(connection, digest, agent.id, now)
        people_rows.change_agent(connection, agent.id, seen_at=now, present=True)
        people_rows.log(connection, now, agent.name, "login", agent.id)
    return True


def _log(house: House, agent: AgentRow, action: str) -> None:
    with house.store.writing() as connection:
        people_rows.log(connection, house.clock.now(), agent.name, action, agent.id)
