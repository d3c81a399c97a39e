"""What agents do with a case: each form carries an id, so that the same press twice is one act; conflicts told in words."""

from __future__ import annotations

import re
from pathlib import PurePath

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from bot.codes import canonical
from bot.evidence.intake import Refused
from bot.evidence.texts import refusal_text
from bot.runtime.happening import Act, Doing
from bot.runtime.parts import MOST_TEXT
from bot.server import files
from bot.server.desk.cases import show
from bot.server.desk.door import Agent, Denied, Visit
from bot.server.desk.rendering import DeskRoute
from bot.server.desk.words import say
from bot.server.house import House
from bot.store import case_rows, conversations
from bot.store.case_rows import Listed
from bot.store.conversations import ConversationRow
from bot.store.errors import Conflict
from bot.text import sound
from bot.text.masking import mask

router = APIRouter(prefix="/desk/cases/{code}", include_in_schema=False, route_class=DeskRoute)

_REQUEST = re.compile(r"[A-Za-z0-9_-]{16,64}", re.ASCII)


@router.post("/take")
async def take(code: str, visit: Agent) -> Response:
    """Takes a case."""
    return await _act(visit, code, "take")


@router.post("/reply")
async def reply(code: str, visit: Agent) -> Response:
    """Writes to the customer, with pictures; who replies to a case that waits takes it."""
    text = sound(visit.text("text", MOST_TEXT + 1000)).strip()
    if len(text) > MOST_TEXT:
        words = say(visit.lang, "not.too_long", most=MOST_TEXT)
        return await show(visit, written_code(code), status=422, wrong=words, typed=text)
    if not text and not visit.files("files"):
        return await show(visit, written_code(code), status=422, wrong=say(visit.lang, "not.empty"))
    try:
        kept = await _keep_files(visit, written_code(code))
    except Refused as error:
        return await show(visit, written_code(code), status=422, wrong=refusal_text(error, visit.lang), typed=text)
    except Conflict:
        return await refuse(visit, written_code(code), "reply", text)
    return await _act(visit, code, "reply", text=text, evidence=kept)


@router.post("/ask")
async def ask(code: str, visit: Agent) -> Response:
    """Lets the assistant ask for something that is missing."""
    slot = visit.text("slot")
    known = visit.house.domain.slots.get(slot)
    if known is None or not known.label:
        raise Denied(422, "denied.shape")
    return await _act(visit, code, "ask", slot=slot)


@router.post("/hand_back")
async def hand_back(code: str, visit: Agent) -> Response:
    """Puts a case back among those that wait."""
    return await _act(visit, code, "hand_back")


@router.post("/verify")
async def verify(code: str, visit: Agent) -> Response:
    """Notes that the customer is who he says."""
    return await _act(visit, code, "verify")


@router.post("/note")
async def note(code: str, visit: Agent) -> Response:
    """Keeps a note that the customer does not see; secrets in it are dots, as everywhere."""
    text, _ = mask(sound(visit.text("text", 2000)).strip())
    if not text:
        return await show(visit, written_code(code), status=422, wrong=say(visit.lang, "not.empty"))
    return await _act(visit, code, "note", text=text)


@router.post("/resolve")
async def resolve(code: str, visit: Agent) -> Response:
    """Reports a case as resolved; the customer is asked whether it is."""
    return await _act(visit, code, "resolve")


async def _act(
    visit: Visit, code: str, act: Act, *, text: str = "", slot: str = "", evidence: tuple[str, ...] = ()
) -> Response:
    """Does it, and shows the case again."""
    written, me = written_code(code), visit.person.name
    doing = Doing(act, written, me, request_id(visit), text=text, slot=slot, evidence=evidence)
    try:
        await visit.house.outside(lambda: visit.house.runtime.act(doing))
    except Conflict:
        return await refuse(visit, written, act, text)
    return RedirectResponse(f"/desk/cases/{written}?did={act}", 303)


async def refuse(visit: Visit, code: str, act: Act, text: str) -> Response:
    """The case as it is now, why nothing was done, and the words that were typed."""
    row = await visit.house.outside(lambda: _listed(visit.house, code))
    typed, noted = ("", text) if act == "note" else (text, "")
    return await show(visit, code, status=409, wrong=why_not(visit, row, act), typed=typed, noted=noted)


def why_not(visit: Visit, row: Listed | None, act: Act) -> str:
    """Why an act was refused, in words that name who was first."""
    me = visit.person.name
    if row is None:
        return say(visit.lang, "denied.not_found")
    if row.status == "with_agent" and row.agent != me:
        return say(visit.lang, "not.taken", agent=row.agent)
    if row.ended_at is not None:
        return say(visit.lang, "not.ended")
    if me in row.not_agents and act in ("take", "reply"):
        return say(visit.lang, "not.before")
    return say(visit.lang, "not.untaken" if act in ("ask", "hand_back") else "not.changed")


def written_code(code: str) -> str:
    """A code of an address as we write it.

    Raises:
        Denied: it is none.
    """
    written = canonical(code)
    if written is None:
        raise Denied(404, "denied.not_found")
    return written


def request_id(visit: Visit) -> str:
    """The form's own id: the same again changes nothing.

    Raises:
        Denied: it has none, so it is no form of ours.
    """
    id = visit.text("request_id")
    if not _REQUEST.fullmatch(id):
        raise Denied(422, "denied.shape")
    return id


async def _keep_files(visit: Visit, code: str) -> tuple[str, ...]:
    """Takes the files of a reply in; the same form again names the same files."""
    sent, house, request = visit.files("files"), visit.house, request_id(visit)
    if not sent:
        return ()
    target = await house.outside(lambda: _target(house, code, visit.person.name))
    kept = []
    for number, upload in enumerate(sent):
        name, opened = PurePath(upload.filename or "").name, upload.file
        taken = await house.aside(lambda opened=opened, name=name: house.intake.take_in(opened, name))  # type: ignore[misc]
        id = f"{request[:48]}-{number}"
        row = await house.outside(
            lambda id=id, taken=taken: files.keep(house, target.channel, target.sender, target.site, id, taken)  # type: ignore[misc]
        )
        kept.append(row.id)
    return tuple(kept)


def _target(house: House, code: str, me: str) -> ConversationRow:
    """The conversation of a case that this person may reply to: nothing is kept of a reply that will be refused."""
    with house.store.reading() as connection:
        row = case_rows.listed(connection, code)
        found = conversations.get(connection, row.conversation) if row is not None else None
    if row is None or found is None:
        raise Denied(404, "denied.not_found")
    if row.ended_at is not None or (row.status == "with_agent" and row.agent != me) or me in row.not_agents:
        raise Conflict(f"{code} is not for {me}")
    return found


def _listed(house: House, code: str) -> Listed | None:
    with house.store.reading() as connection:
        return case_rows.listed(connection, code)
