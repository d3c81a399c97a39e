"""Rows of evidence: who sent which file, where the vault has it, and which others look like it; it holds no bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, func, or_, select, update

from bot.message import Json
from bot.store.inserting import insert_once
from bot.store.tables import evidence, evidence_bands


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A file that a customer or an agent sent; see the table's columns."""

    id: str
    conversation: str
    client_id: str | None
    case_code: str | None
    kind: str
    media_type: str
    name: str
    size: int
    width: int | None
    height: int | None
    key: str
    thumbnail: str | None
    sha256: str
    original_sha256: str
    traces: Json
    fingerprint: str | None
    created_at: datetime


def add(connection: Connection, row: EvidenceRow, bands: Iterable[str]) -> bool:
    """Keeps a file's row.

    Returns:
        Whether it is new: the same upload of the same client is kept once.
    """
    values = {column.name: getattr(row, column.name) for column in evidence.c}
    if not insert_once(connection, evidence, values):
        return False
    for band in bands:
        insert_once(connection, evidence_bands, {"band": band, "evidence": row.id})
    return True


def find(connection: Connection, conversation: str, client_id: str) -> EvidenceRow | None:
    """The file that a client uploaded under this id, or None."""
    where = (evidence.c.conversation == conversation, evidence.c.client_id == client_id)
    return _row(connection.execute(select(evidence).where(*where)).first())


def get(connection: Connection, id: str, conversation: str | None = None) -> EvidenceRow | None:
    """The file of this id, of this conversation where one is named, or None."""
    statement = select(evidence).where(evidence.c.id == id)
    if conversation is not None:
        statement = statement.where(evidence.c.conversation == conversation)
    return _row(connection.execute(statement).first())


def some(connection: Connection, ids: Iterable[str]) -> Mapping[str, EvidenceRow]:
    """Files by id; those that do not exist are left out."""
    wanted = list(ids)
    if not wanted:
        return {}
    rows = connection.execute(select(evidence).where(evidence.c.id.in_(wanted)))
    return {row.id: found for row in rows if (found := _row(row)) is not None}


def belong(connection: Connection, ids: Iterable[str], code: str) -> None:
    """Notes which case files belong to."""
    connection.execute(update(evidence).where(evidence.c.id.in_(list(ids))).values(case_code=code))


def of_case(connection: Connection, code: str) -> list[EvidenceRow]:
    """The files of a case, oldest first."""
    statement = select(evidence).where(evidence.c.case_code == code).order_by(evidence.c.created_at, evidence.c.id)
    return [found for row in connection.execute(statement) if (found := _row(row)) is not None]


def look_alikes(connection: Connection, row: EvidenceRow, bands: Iterable[str], limit: int = 100) -> list[EvidenceRow]:
    """Files of other conversations that are the same, then those that share most bands of their perceptual hash."""
    others = evidence.c.conversation != row.conversation
    same = or_(evidence.c.original_sha256 == row.original_sha256, evidence.c.sha256 == row.sha256)
    found = list(connection.execute(select(evidence).where(same, others).limit(limit)))
    if shared := list(bands):
        count = func.count().label("shared")
        banded = select(evidence_bands.c.evidence, count).where(evidence_bands.c.band.in_(shared))
        most = banded.group_by(evidence_bands.c.evidence).order_by(count.desc()).limit(limit).subquery()
        found += connection.execute(select(evidence).join(most, most.c.evidence == evidence.c.id).where(others))
    rows = {each.id: each for each in found}
    return [known for each in rows.values() if (known := _row(each)) is not None]


def _row(row: Row[tuple[object, ...]] | None) -> EvidenceRow | None:
    return None if row is None else EvidenceRow(**row._mapping)
