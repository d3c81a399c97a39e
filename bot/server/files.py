"""Uploads and downloads of pictures and files in the web chat; the bytes are judged elsewhere, ownership is judged here."""

from __future__ import annotations

import secrets
from pathlib import PurePath
from typing import Annotated

from fastapi import APIRouter, Form, Request, UploadFile
from fastapi.responses import Response

from bot.evidence.intake import Refused, Taken
from bot.evidence.likeness import SAME, bands, distance
from bot.evidence.vault import NotInVault
from bot.gate.headers import evidence_headers
from bot.gate.limits import Action
from bot.server.house import House, house_of
from bot.server.problems import Problem, refused
from bot.server.shapes import EvidenceTaken
from bot.server.showing import show_evidence
from bot.server.visitors import CHANNEL, KnownGuest, limit
from bot.store import conversations, evidence_rows
from bot.store.evidence_rows import EvidenceRow
from bot.text.masking import mask

router = APIRouter(prefix="/api/chat/evidence", tags=["chat"])


@router.post("", status_code=201, summary="Send a picture or file; it joins a message by its id", response_model=EvidenceTaken)
async def upload(
    request: Request,
    guest: KnownGuest,
    id: Annotated[str, Form(pattern=r"^[A-Za-z0-9_-]{8,64}$")],
    file: UploadFile,
) -> EvidenceTaken | Response:
    """JPEG, PNG, WebP and HEIC are kept as fresh pictures without their metadata; PDF, video and voice as they came."""
    house = house_of(request)
    before = await house.outside(lambda: _before(house, guest.sender, id))
    if before is not None:
        return EvidenceTaken(**show_evidence(before).model_dump(), repeated=True)
    limit(house, Action.PICTURE, guest.address, guest.visitor.id)
    name = PurePath(file.filename or "").name
    try:
        taken = await house.aside(lambda: house.intake.take_in(file.file, name))
    except Refused as error:
        house.metrics.refused_files.labels(error.reason).inc()
        return refused(request, error)
    row = await house.outside(lambda: keep(house, CHANNEL, guest.sender, guest.visitor.site, id, taken))
    return EvidenceTaken(**show_evidence(row).model_dump(), repeated=False)


@router.get("/{id}", summary="A picture or file of one's own conversation", response_class=Response)
async def download(id: str, request: Request, guest: KnownGuest) -> Response:
    """The kept bytes."""
    return await send(house_of(request), await _own(request, guest.sender, id), small=False)


@router.get("/{id}/thumbnail", summary="A small JPEG of a picture", response_class=Response)
async def thumbnail(id: str, request: Request, guest: KnownGuest) -> Response:
    """At most 320 pixels wide and high."""
    return await send(house_of(request), await _own(request, guest.sender, id), small=True)


def keep(house: House, channel: str, sender: str, site: str, client_id: str | None, taken: Taken) -> EvidenceRow:
    """Puts a file into the vault and its row into the store; the vault first, so that no row is without its bytes."""
    house.vault.put(taken.key, taken.data)
    if taken.thumbnail is not None:
        house.vault.put(taken.thumbnail.key, taken.thumbnail.data)
    found = bands(taken.fingerprint) if taken.fingerprint else ()
    with house.store.writing() as connection:
        now = house.clock.now()
        conversation = conversations.begin(connection, channel, sender, now, site=site)
        row = EvidenceRow(
            id=secrets.token_urlsafe(16),
            conversation=conversation.id,
            client_id=client_id,
            case_code=None,
            kind=taken.kind,
            media_type=taken.media_type,
            name=_without_secrets(taken.name),
            size=len(taken.data),
            width=taken.width,
            height=taken.height,
            key=taken.key,
            thumbnail=taken.thumbnail.key if taken.thumbnail else None,
            sha256=taken.sha256,
            original_sha256=taken.original_sha256,
            traces=dict(taken.noted or {}),
            fingerprint=taken.fingerprint,
            created_at=now,
        )
        like = [each.id for each in evidence_rows.look_alikes(connection, row, found) if _is_like(row, each)]
        if like:
            row.traces["like"] = like[:5]
        if not evidence_rows.add(connection, row, found) and client_id is not None:
            first = evidence_rows.find(connection, conversation.id, client_id)
            assert first is not None
            return first
    _put_again(house, taken)
    return row


def _put_again(house: House, taken: Taken) -> None:
    """A sweep that ran meanwhile may have found the bytes nameless and removed them; now the row names them."""
    if not house.vault.exists(taken.key):
        house.vault.put(taken.key, taken.data)
    if taken.thumbnail is not None and not house.vault.exists(taken.thumbnail.key):
        house.vault.put(taken.thumbnail.key, taken.thumbnail.data)


def _without_secrets(name: str) -> str:
    """People call pictures by what is on them; the ending is looked at by itself, since it would hide a number's end."""
    path = PurePath(name)
    return mask(path.stem)[0] + path.suffix


def _is_like(one: EvidenceRow, other: EvidenceRow) -> bool:
    if one.original_sha256 == other.original_sha256 or one.sha256 == other.sha256:
        return True
    if one.fingerprint is None or other.fingerprint is None:
        return False
    return distance(one.fingerprint, other.fingerprint) <= SAME


async def send(house: House, row: EvidenceRow, *, small: bool) -> Response:
    """A file's bytes with the headers that keep it harmless."""
    key = row.thumbnail if small else row.key
    if not key:
        raise Problem("not_found")
    try:
        data = await house.outside(lambda: house.vault.read(key))
    except NotInVault as error:
        raise Problem("not_found") from error
    headers = evidence_headers(
        media_type="image/jpeg" if small else row.media_type,
        name=row.name,
        picture=row.kind == "image",
        secure=house.settings.is_secure,
    )
    return Response(data, headers=headers)


async def _own(request: Request, sender: str, id: str) -> EvidenceRow:
    house = house_of(request)
    row = await house.outside(lambda: _find(house, sender, id))
    if row is None:
        raise Problem("not_found")
    return row


def _find(house: House, sender: str, id: str) -> EvidenceRow | None:
    with house.store.reading() as connection:
        return evidence_rows.get(connection, id, conversations.new_id(CHANNEL, sender))


def _before(house: House, sender: str, client_id: str) -> EvidenceRow | None:
    with house.store.reading() as connection:
        return evidence_rows.find(connection, conversations.new_id(CHANNEL, sender), client_id)
