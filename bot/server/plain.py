"""What customers can do without JavaScript: the same conversation as a plain form, the state of a case, the case link."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, JSONResponse, Response

from bot.codes import canonical
from bot.evidence.intake import Refused
from bot.evidence.texts import refusal_text
from bot.gate.errors import TokenExpired, TokenInvalid
from bot.gate.limits import Action
from bot.runtime.parts import MOST_FILES, MOST_TEXT, Said
from bot.server.files import keep
from bot.server.house import House, house_of
from bot.server.languages import Lang, language_of
from bot.server.pages import render
from bot.server.problems import Problem
from bot.server.shapes import MessageShown
from bot.server.showing import find_row, show_messages, show_state
from bot.server.visitors import CHANNEL, address_of, limit
from bot.store import case_rows, messages

router = APIRouter(include_in_schema=False)

SITE = "main"


@dataclass(frozen=True, slots=True)
class _Talk:
    """What a page without JavaScript shows."""

    rows: list[MessageShown]
    code: str
    status: str


@router.get("/chat/form", response_class=HTMLResponse)
async def form(request: Request) -> Response:
    """An empty form."""
    return _page(request, "", None, [])


@router.post("/chat/form", response_class=HTMLResponse)
async def sent(
    request: Request,
    token: Annotated[str, Form(max_length=2048)] = "",
    id: Annotated[str, Form(pattern=r"^[A-Za-z0-9_-]{8,64}$")] = "",
    text: Annotated[str, Form(max_length=MOST_TEXT)] = "",
    button: Annotated[str, Form(max_length=64)] = "",
    pictures: Annotated[list[UploadFile] | None, Form()] = None,
) -> Response:
    """A message with its pictures, answered on the page that comes back. The same form sent again changes nothing."""
    house, lang = house_of(request), language_of(request)
    visitor, token = _visitor(house, request, token)
    address = address_of(request)
    limit(house, Action.MESSAGE, address, visitor)
    sender = f"{SITE}:{visitor}"
    kept, faults = await _take(request, house, sender, id, pictures or [], lang)
    if text.strip() or kept or button:
        said = Said(CHANNEL, sender, id, text=text, button=button, evidence=tuple(kept), site=SITE, whole=True)
        await house.outside(lambda: _play(house, said))
    elif not faults:
        faults = ["Vui lòng nhập nội dung." if lang == "vi" else "Please write what happened."]
    talk = await house.outside(lambda: _talk(house, sender, lang))
    return _page(request, token, talk, faults)


@router.get("/status", response_class=HTMLResponse)
async def ask_status(request: Request) -> Response:
    """A form for a code."""
    return render(request, "status.html", code="", status=None, unknown=False, join="")


@router.post("/status", response_class=HTMLResponse)
async def status(request: Request, code: Annotated[str, Form(max_length=80)] = "") -> Response:
    """The state of a case and nothing else."""
    house, lang = house_of(request), language_of(request)
    limit(house, Action.STATUS, address_of(request))
    known = canonical(code)
    found = await house.outside(lambda: _status(house, known)) if known else None
    title = _title(house, found, lang) if found else None
    if "application/json" in request.headers.get("accept", ""):
        if found is None:
            raise Problem("not_found")
        return JSONResponse({"code": known, "status": found, "status_title": title})
    return render(
        request, "status.html", status=title, code=known or code, unknown=found is None,
        status_code=200 if found else 404,
    )  # fmt: skip


@router.get("/c/{code}", response_class=HTMLResponse)
async def link(code: str, request: Request) -> Response:
    """A case link: the state, and a button that joins the case; nothing that was said before is shown."""
    house = house_of(request)
    limit(house, Action.STATUS, address_of(request))
    known = canonical(code)
    found = await house.outside(lambda: _status(house, known)) if known else None
    if known is None or found is None:
        return render(request, "status.html", code=code[:40], status=None, unknown=True, status_code=404)
    return render(request, "status.html", code=known, status=_title(house, found, language_of(request)), unknown=False, join=known)


@router.post("/c/{code}", response_class=HTMLResponse)
async def joined(code: str, request: Request) -> Response:
    """Joins the case as a second, unverified sender: a conversation of its own, whose words the agent sees too."""
    house, lang = house_of(request), language_of(request)
    limit(house, Action.STATUS, address_of(request))
    known = canonical(code)
    if known is None:
        raise Problem("not_found")
    visitor, token = _visitor(house, request, "")
    sender = f"{SITE}:{visitor}"
    await house.outside(lambda: house.runtime.join(sender, SITE, known))
    return _page(request, token, await house.outside(lambda: _talk(house, sender, lang)), [])


async def _take(
    request: Request, house: House, sender: str, id: str, pictures: list[UploadFile], lang: Lang
) -> tuple[list[str], list[str]]:
    """Ids of the files that were kept, and sentences for those that were not."""
    kept, faults = [], []
    for place, picture in enumerate(pictures[:MOST_FILES]):
        if not picture.filename and not picture.size:
            continue
        limit(house, Action.PICTURE, address_of(request), sender)
        try:
            taken = await house.aside(lambda picture=picture: house.intake.take_in(picture.file, picture.filename or ""))  # type: ignore[misc]
        except Refused as error:
            house.metrics.refused_files.labels(error.reason).inc()
            faults.append(refusal_text(error, lang))
            continue
        name = f"{id}-{place}"
        row = await house.outside(lambda name=name, taken=taken: keep(house, CHANNEL, sender, SITE, name, taken))  # type: ignore[misc]
        kept.append(row.id)
    return kept, faults


def _visitor(house: House, request: Request, token: str) -> tuple[str, str]:
    """Who sends a form, and the token that goes on in it: a new visitor where there is none that we know."""
    now = house.clock.now()
    try:
        known = house.tokens.read(token, now) if token else None
    except (TokenInvalid, TokenExpired):
        known = None
    if known is not None and known.site == SITE:
        return known.id, token
    limit(house, Action.SESSION, address_of(request))
    visitor = secrets.token_urlsafe(18)
    return visitor, house.tokens.issue(visitor, SITE, now)


def _play(house: House, said: Said) -> None:
    accepted = house.runtime.accept(said)
    house.runtime.turn(accepted.conversation)


def _talk(house: House, sender: str, lang: Lang) -> _Talk:
    with house.store.reading() as connection:
        row = find_row(connection, CHANNEL, sender)
        rows = messages.last(connection, row.id, 50) if row is not None else []
        state = show_state(connection, house.domain, row, lang)
        case = state.case
        return _Talk(show_messages(connection, rows), case.code if case else "", case.status_title if case else "")


def _page(request: Request, token: str, talk: _Talk | None, faults: list[str]) -> Response:
    answer = render(
        request, "form.html", token=token, talk=talk, faults=faults, id=f"f-{secrets.token_hex(12)}", most=MOST_TEXT
    )
    return answer


def _status(house: House, code: str) -> str | None:
    with house.store.reading() as connection:
        return case_rows.statuses(connection, [code]).get(code)


def _title(house: House, status: str, lang: Lang) -> str:
    titles = house.domain.triage.statuses[status]
    return titles.get(lang) or titles["vi"]
