"""What a backup looks like: a tar file of rows by table, pictures and a manifest; it reads no database.

    rows/<table>.jsonl.gz   the first line names the columns, each further line is one row as a JSON array
    evidence/<key>          the vault's files, as they are
    secrets/<name>          the secret key, only where it was asked for
    manifest.json           the last member: what is in it, with the SHA-256 of every member

The same on SQLite and on Postgres, so that a backup of one can be restored into the other. Instants are ISO 8601 in UTC;
JSON columns are the very text that the database holds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import IO, Any

from sqlalchemy import types

from bot.errors import TiepNhanError

FORMAT = 1
MANIFEST = "manifest.json"
ROWS = "rows/"
EVIDENCE = "evidence/"
SECRETS = "secrets/"
_BLOCK = 1 << 20


class BackupError(TiepNhanError):
    """A backup cannot be made or used; the text says why and names the file."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds.

    Attributes:
        revision: the database's revision.
        made_at: when, aware, ISO 8601.
        database: sqlite or postgresql: where it came from.
        rows: how many, by table, in the order in which they can be inserted.
        members: SHA-256 in hex by member.
        digests: SHA-256 of domain.yml, triage.yml and the model that were in use, by name.
        lost: keys of evidence that the database names and the vault did not have.
        format: of the backup itself.
    """

    revision: str
    made_at: str
    database: str
    rows: Mapping[str, int]
    members: Mapping[str, str]
    digests: Mapping[str, str] = field(default_factory=dict)
    lost: tuple[str, ...] = ()
    format: int = FORMAT

    def dumps(self) -> bytes:
        """As JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()

    @classmethod
    def loads(cls, data: bytes, file: str) -> Manifest:
        """What `dumps` wrote.

        Raises:
            BackupError: it is not such a thing, or of a newer format.
        """
        try:
            found = json.loads(data)
            if found["format"] > FORMAT:
                raise BackupError(f"{file}: a newer Tiếp Nhận made this backup (format {found['format']})")
            return cls(**{**found, "lost": tuple(found["lost"])})
        except (ValueError, TypeError, KeyError) as error:
            raise BackupError(f"{file}: its manifest cannot be read: {error}") from error


def to_line(row: tuple[Any, ...]) -> bytes:
    """A row as one line."""
    values = [value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value for value in row]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def from_json(value: Any, kind: types.TypeEngine[Any], *, aware: bool) -> Any:
    """A value as a column takes it.

    Args:
        value: as the row's JSON has it.
        kind: the column's type.
        aware: whether the database keeps zones (Postgres) and refuses NUL characters in texts.
    """
    if value is None:
        return None
    if isinstance(kind, types.DateTime):
        moment = datetime.fromisoformat(value)
        return moment if aware else moment.replace(tzinfo=None)
    if isinstance(kind, types.Boolean):
        return bool(value)
    if aware and isinstance(value, str):
        return value.replace("\0", "\N{REPLACEMENT CHARACTER}")
    return value


class Hashed:
    """A file that is hashed while it is written or read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._hash = hashlib.sha256()

    def write(self, data: bytes) -> int:
        """Writes and hashes."""
        self._hash.update(data)
        return self._file.write(data)

    def read(self, size: int = -1) -> bytes:
        """Reads and hashes."""
        data = self._file.read(size)
        self._hash.update(data)
        return data

    def flush(self) -> None:
        """Passes on what is written."""
        self._file.flush()

    def drained(self) -> str:
        """Reads what is left; the hash of all that went through."""
        while self.read(_BLOCK):
            pass
        return self._hash.hexdigest()

    @property
    def digest(self) -> str:
        """The hash of what went through so far."""
        return self._hash.hexdigest()
