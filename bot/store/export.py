"""Writes all that is kept about one person into a ZIP file that he can be given; it changes nothing."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Row, select

from bot.evidence.vault import NotInVault, Vault
from bot.store.appearing import appearing
from bot.store.engine import Store
from bot.store.errors import Unknown
from bot.store.person import Person, find_person, rows_of
from bot.store.tables import evidence
from bot.store.transcript import transcript

Lang = Literal["vi", "en"]


@dataclass(frozen=True)
class Exported:
    """What was exported.

    Attributes:
        file: the ZIP file: data.json, transcript.html and evidence/.
        messages: messages in it.
        cases: cases in it.
        files: pictures and other files in it.
        lost: files that the database names and the vault does not have.
    """

    file: Path
    messages: int
    cases: int
    files: int
    lost: tuple[str, ...]


def export(
    store: Store, vault: Vault, channel: str, sender: str, file: Path, now: datetime, *, lang: Lang = "vi"
) -> Exported:
    """Writes everything that is kept about a person.

    Args:
        channel: web, telegram, …
        sender: the channel's id of the person; on the web the visitor id.
        now: aware; stands in the file.
        lang: of the transcript.

    Raises:
        Unknown: nothing is kept about such a person.
        CannotWrite: the file cannot be written.
        StoreError, VaultError: the database or the vault does not do what it is asked.
    """
    with store.reading() as connection:
        person = find_person(connection, channel, sender)
        if person is None:
            raise Unknown(f"nothing is kept about sender {sender!r} on channel {channel!r}")
        rows = rows_of(connection, person)
        kept = connection.execute(select(evidence).where(evidence.c.conversation == person.conversation)).all()
    names = {row.id: f"evidence/{row.id}.{row.key.rpartition('.')[2]}" for row in kept}
    with appearing(file) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        lost = _put_files(archive, vault, kept, names)
        archive.writestr("data.json", _as_json(channel, sender, now, person, rows))
        archive.writestr("transcript.html", transcript(channel, rows, names, now, lang))
    return Exported(file, len(rows["messages"]), len(rows["cases"]), len(names), tuple(lost))


def _put_files(archive: zipfile.ZipFile, vault: Vault, kept: Sequence[Row[Any]], names: dict[str, str]) -> list[str]:
    lost = []
    for row in kept:
        if not row.key:
            # Another installation has it: only its address is here, in data.json.
            names.pop(row.id)
            continue
        try:
            archive.writestr(zipfile.ZipInfo(names[row.id]), vault.read(row.key))
        except NotInVault:
            lost.append(names.pop(row.id))
    return lost


def _as_json(channel: str, sender: str, now: datetime, person: Person, rows: dict[str, list[dict[str, Any]]]) -> str:
    value = {
        "channel": channel,
        "sender": sender,
        "exported_at": now.isoformat(),
        "conversation": person.conversation,
        "tables": rows,
    }
    return json.dumps(value, ensure_ascii=False, indent=1)
