"""A parcel that another installation sends to this one's desk, checked before anything believes it; it keeps nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, TypeAlias

from pydantic import Field as About
from pydantic import TypeAdapter, ValidationError

from bot.codes import canonical
from bot.errors import TiepNhanError
from bot.handoff.bodies import CaseClosed, CaseMessage, CaseOpened, CaseRated, CaseUpdated, Delivery
from bot.handoff.protocol import Parcel, ParcelType
from bot.handoff.signing import Secrets, SignatureInvalid, verify
from bot.message import Json

LONGEST_PARCEL = 5_000_000
"""Bytes of a request's body that are read at all: an opening carries up to 200 messages."""

Body: TypeAlias = CaseOpened | CaseUpdated | CaseMessage | CaseClosed | CaseRated

_WIRE: TypeAdapter[Delivery] = TypeAdapter(Annotated[Delivery, About(discriminator="type")])

_BODIES: Mapping[ParcelType, type[Body]] = {
    "case.opened": CaseOpened,
    "case.updated": CaseUpdated,
    "case.message": CaseMessage,
    "case.closed": CaseClosed,
    "case.rated": CaseRated,
}


class ParcelInvalid(TiepNhanError):
    """What came is no parcel that can be kept; the text names the field and quotes nobody."""


def receive_parcel(headers: Mapping[str, str], raw: bytes, secrets: Secrets, now: datetime) -> Parcel:
    """The parcel of a signed request; whether it came before is the desk's to know, by its id.

    Args:
        headers: the request's.
        raw: its body as it came; the caller reads at most LONGEST_PARCEL + 1 bytes.
        secrets: those that the other installation shares with us.
        now: aware.

    Raises:
        SignatureInvalid: it is not proven to come from there (answer 401).
        ParcelInvalid: it is, and we cannot use it (answer 422, which ends the repeats).
    """
    if len(raw) > LONGEST_PARCEL:
        raise ParcelInvalid(f"longer than {LONGEST_PARCEL} bytes")
    id = verify(headers, raw, secrets, now)
    try:
        wire = _WIRE.validate_json(raw)
    except ValidationError as error:
        raise ParcelInvalid(_explained(error)) from None
    if wire.id != id:
        raise SignatureInvalid("webhook-id and the id in the body differ")
    parcel = Parcel(wire.id, wire.type, wire.data.code, wire.timestamp, wire.data.model_dump(mode="json"))
    read_body(parcel)
    return parcel


def read_body(parcel: Parcel) -> Body:
    """What a parcel says, by the model of its type; characters that no database takes are taken out.

    Raises:
        ParcelInvalid: the body has another shape, its code is none, or it speaks of two cases.
    """
    try:
        body = _BODIES[parcel.type].model_validate(_cleaned(dict(parcel.body)))
    except ValidationError as error:
        raise ParcelInvalid(_explained(error)) from None
    named = {parcel.code, body.code}
    if not isinstance(body, CaseMessage | CaseRated):
        named.add(body.summary.code)
    if len(named) > 1:
        raise ParcelInvalid("code: it speaks of two cases")
    if canonical(parcel.code) != parcel.code:
        raise ParcelInvalid("code: no case code: TN-XXXXX-XXXXX-C with its check character")
    return body


def _cleaned(value: Json) -> Json:
    """Without NUL, which Postgres refuses, and half surrogate pairs, which UTF-8 does."""
    match value:
        case str():
            return value.replace("\0", "").encode("utf-8", errors="replace").decode()
        case list() | tuple():
            return [_cleaned(each) for each in value]
        case dict():
            return {_cleaned(name): _cleaned(each) for name, each in value.items()}
        case _:
            return value


def _explained(error: ValidationError) -> str:
    """The first three findings, each with its field; never what stood in it."""
    found = error.errors(include_url=False, include_input=False, include_context=False)
    return "; ".join(f"{'.'.join(str(step)[:40] for step in each['loc']) or 'body'}: {each['type']}" for each in found[:3])
