"""The web chat's API: sessions, messages, the stream of events, typing; every request speaks for its own visitor only."""

from __future__ import annotations

import secrets
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import Response, StreamingResponse

from bot.codes import canonical
from bot.gate.errors import IdentityInvalid, TokenExpired, TokenInvalid
from bot.gate.identity import read_identity
from bot.gate.limits import Action
from bot.gate.tokens import LIFE, Visitor
from bot.runtime.parts import Said
from bot.server.house import House, house_of
from bot.server.languages import language_of
from bot.server.problems import Problem
from bot.server.shapes import HistoryShown, MessageAsked, MessageTaken, SessionAsked, SessionGiven, TypingAsked
from bot.server.showing import find_row, show_history
from bot.server.streams import stream
from bot.server.visitors import CHANNEL, Guest, KnownGuest, address_of, limit
from bot.store import conversations, messages
from bot.text.zone import VIETNAM

router = APIRouter(prefix="/api/chat", tags=["chat"])

_PROBLEMS: dict[int | str, dict[str, Any]] = {
    401: {"description": "No visitor that we know: ask for a session"},
    429: {"description": "Too many: wait `retry_after` seconds"},
    503: {"description": "Nothing was saved: send the same again"},
}


@router.post("/session", summary="Begin, or go on with, a visitor's session")
async def session(asked: SessionAsked, request: Request) -> SessionGiven:
    """Gives the visitor a token, which stands for his conversation. It belongs into a header, never into a URL."""
    house = house_of(request)
    address, now = address_of(request), house.clock.now()
    known = _known(house, asked)
    limit(house, Action.SESSION, address, known.id if known else None)
    username = _identified(house, asked)
    if known is not None and username is not None and not known.may_become(username):
        known = None
    visitor = known.id if known else secrets.token_urlsafe(18)
    identified = username or (known.identified if known else None)
    token = house.tokens.issue(visitor, asked.site, now, identified=identified)
    guest = Guest(Visitor(visitor, asked.site, identified, now), address)
    if asked.case is not None:
        await _join(house, guest, asked.case)
    return SessionGiven(
        token=token,
        expires_at=(now + LIFE).isoformat(timespec="seconds"),
        conversation=conversations.new_id(CHANNEL, guest.sender),
        lang=asked.lang,
        resumed=known is not None,
    )


@router.post("/messages", status_code=202, summary="Say something, or press a button", responses=_PROBLEMS)
async def say(asked: MessageAsked, request: Request, guest: KnownGuest) -> MessageTaken:
    """Saved before it is answered. The same id again is the same message: repeat until there is an answer."""
    house = house_of(request)
    said = Said(
        CHANNEL,
        guest.sender,
        asked.id,
        text=asked.text,
        button=asked.button or "",
        evidence=tuple(asked.evidence),
        site=guest.visitor.site,
        username=guest.visitor.identified or "",
    )
    verdict = house.limiter.check(
        Action.MESSAGE, house.clock.monotonic(), address=guest.address, visitor=guest.visitor.id
    )
    if not verdict.ok and not await house.outside(lambda: _is_repeated(house, guest, asked.id)):
        house.metrics.limited.labels(verdict.limit).inc()
        raise Problem("too_many", retry_after=verdict.retry_after)
    accepted = await house.outside(lambda: house.runtime.accept(said))
    at = accepted.at.astimezone(VIETNAM).isoformat(timespec="milliseconds")
    return MessageTaken(seq=accepted.seq, id=asked.id, at=at, repeated=accepted.repeated)


@router.get("/messages", summary="Messages behind a number", responses=_PROBLEMS)
async def history(
    request: Request,
    guest: KnownGuest,
    after: Annotated[int, Query(ge=0, le=2_000_000_000)] = 0,
    most: Annotated[int, Query(alias="limit", ge=1, le=200)] = 200,
) -> HistoryShown:
    """For clients that cannot hold a stream open, and for what was said long ago."""
    house = house_of(request)
    limit(house, Action.STREAM, guest.address, guest.visitor.id)
    return await house.outside(lambda: _history(house, guest, after, most, language_of(request)))


@router.get("/events", summary="What happens, as it happens", responses=_PROBLEMS, response_class=StreamingResponse)
async def events(
    request: Request,
    guest: KnownGuest,
    last_event_id: Annotated[str, Header(max_length=20)] = "0",
) -> StreamingResponse:
    """Server-sent events, to be read by fetch. `Last-Event-ID` names the last message seen; the stream goes on behind it."""
    house = house_of(request)
    limit(house, Action.STREAM, guest.address, guest.visitor.id)
    after = int(last_event_id) if last_event_id.isascii() and last_event_id.isdigit() else 0
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    body = stream(house, guest.sender, min(after, 2_000_000_000), language_of(request))
    return StreamingResponse(body, media_type="text/event-stream", headers=headers)


@router.post("/typing", status_code=204, summary="The customer is typing, or has stopped", responses=_PROBLEMS)
async def typing(asked: TypingAsked, request: Request, guest: KnownGuest) -> Response:
    """A turn waits a little longer for somebody who is still typing."""
    house = house_of(request)
    limit(house, Action.TYPING, guest.address, guest.visitor.id)
    conversation = conversations.new_id(CHANNEL, guest.sender)
    await house.outside(lambda: house.runtime.typing(conversation, asked.on))
    return Response(status_code=204)


async def _join(house: House, guest: Guest, written: str) -> None:
    """A case link was followed; guessing codes is slow for each address.

    Raises:
        Problem: there is no such open case.
    """
    limit(house, Action.STATUS, guest.address)
    code = canonical(written)
    if code is None:
        raise Problem("not_found")
    await house.outside(lambda: house.runtime.join(guest.sender, guest.visitor.site, code))


def _known(house: House, asked: SessionAsked) -> Visitor | None:
    """The visitor whom an older token names; None where it is worth nothing any more, or is another site's."""
    if asked.token is None:
        return None
    try:
        visitor = house.tokens.read(asked.token, house.clock.now())
    except (TokenInvalid, TokenExpired):
        return None
    return visitor if visitor.site == asked.site else None


def _identified(house: House, asked: SessionAsked) -> str | None:
    """The user name that the operator's own site vouches for.

    Raises:
        Problem: what it shows cannot be believed.
    """
    if asked.identity is None:
        return None
    if house.identity_keys is None:
        raise Problem("identity_invalid")
    try:
        return read_identity(asked.identity, house.identity_keys, site=asked.site, now=house.clock.now()).username
    except IdentityInvalid as error:
        raise Problem("identity_invalid", detail=str(error)) from error


def _is_repeated(house: House, guest: Guest, id: str) -> bool:
    """A message that was saved before is acknowledged again whatever the limits say."""
    with house.store.reading() as connection:
        row = find_row(connection, CHANNEL, guest.sender)
        return row is not None and messages.find(connection, row.id, id) is not None


def _history(house: House, guest: Guest, after: int, most: int, lang: str) -> HistoryShown:
    with house.store.reading() as connection:
        row = find_row(connection, CHANNEL, guest.sender)
        return show_history(connection, house.domain, row, after, most, lang)
