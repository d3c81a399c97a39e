"""What a helpdesk sends back: agents' events under the shared secret, and its fetching of evidence; nothing else may."""

from __future__ import annotations

from typing import assert_never

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from bot.gate.limits import Action
from bot.handoff.arriving import LONGEST_PARCEL, ParcelInvalid, receive_parcel
from bot.handoff.inbound import LONGEST_EVENT, EventInvalid, receive
from bot.handoff.protocol import AgentEvent, Asks, HandedBack, Noted, Replied, Resolved, Took, Unreachable, Verified
from bot.handoff.signing import Secrets, SignatureInvalid, verify
from bot.runtime.desk_target import DeskTarget
from bot.runtime.happening import Act, Doing
from bot.runtime.parts import ORIGIN
from bot.server.files import send
from bot.server.house import House, house_of
from bot.server.problems import RETRY, Problem
from bot.server.visitors import address_of, limit
from bot.store import evidence_rows

router = APIRouter(prefix="/api/handoff", tags=["hand-off"])

PARCELS = "/api/handoff/parcels"


@router.post("/events", status_code=202, summary="An agent of the helpdesk did something")
async def events(request: Request) -> JSONResponse:
    """Signed by Standard Webhooks under the secret of the hand-off. The same event again changes nothing."""
    house, secrets = house_of(request), _secrets(request)
    raw = await _body(request, LONGEST_EVENT)
    try:
        event = receive(request.headers, raw, secrets, house.clock.now())
    except SignatureInvalid as error:
        limit(house, Action.LOGIN, address_of(request))
        raise Problem("token_invalid", detail=str(error)) from error
    except EventInvalid as error:
        raise Problem("wrong_shape", detail=str(error)) from error
    new = await house.outside(lambda: house.runtime.act(doing_of(event)))
    return JSONResponse({"id": event.id, "repeated": not new}, status_code=202)


@router.post("/parcels", status_code=202, summary="Another installation hands a case to this desk")
async def parcels(request: Request) -> JSONResponse:
    """A parcel as `docs/handoff.schema.json` has it, signed like an event. The same parcel again changes nothing."""
    house, secrets = house_of(request), _secrets(request)
    if ORIGIN not in house.runtime.couriers:
        # What agents would do with such a case could never go back.
        raise Problem("not_found")
    raw = await _body(request, LONGEST_PARCEL)
    try:
        parcel = receive_parcel(request.headers, raw, secrets, house.clock.now())
    except SignatureInvalid as error:
        limit(house, Action.LOGIN, address_of(request))
        raise Problem("token_invalid", detail=str(error)) from error
    except ParcelInvalid as error:
        raise Problem("wrong_shape", detail=str(error)) from error
    parts = house.runtime.parts
    try:
        await house.outside(lambda: DeskTarget(parts.store, parts.clock, parts.bell).send(parcel))
    except Unreachable as error:
        raise Problem("unavailable", retry_after=RETRY) from error
    return JSONResponse({"id": parcel.id}, status_code=202)


@router.get("/evidence/{id}", summary="A picture or file that a parcel names", response_class=Response)
async def evidence(id: str, request: Request) -> Response:
    """Signed like an event; what is signed in place of a body is the id."""
    house, secrets = house_of(request), _secrets(request)
    try:
        verify(request.headers, id.encode(), secrets, house.clock.now())
    except SignatureInvalid as error:
        limit(house, Action.LOGIN, address_of(request))
        raise Problem("token_invalid", detail=str(error)) from error
    row = await house.outside(lambda: _find(house, id))
    if row is None:
        raise Problem("not_found")
    return await send(house, row, small=False)


def doing_of(event: AgentEvent) -> Doing:
    """An event of a helpdesk as what the desk's own agents do."""

    def doing(act: Act, text: str = "", slot: str = "") -> Doing:
        return Doing(act, event.code, event.agent, event.id, "webhook", text=text, slot=slot)

    match event:
        case Took():
            return doing("take")
        case Replied():
            return doing("reply", event.text)
        case Asks():
            return doing("ask", slot=event.slot)
        case HandedBack():
            return doing("hand_back")
        case Resolved():
            return doing("resolve")
        case Verified():
            return doing("verify")
        case Noted():
            return doing("note", event.text)
        case _:
            assert_never(event)


def _secrets(request: Request) -> Secrets:
    secrets: Secrets | None = request.app.state.handoff_secrets
    if secrets is None:
        raise Problem("not_found")
    return secrets


async def _body(request: Request, most: int) -> bytes:
    raw = bytearray()
    async for part in request.stream():
        raw += part
        if len(raw) > most:
            raise Problem("too_big")
    return bytes(raw)


def _find(house: House, id: str) -> evidence_rows.EvidenceRow | None:
    with house.store.reading() as connection:
        return evidence_rows.get(connection, id)
