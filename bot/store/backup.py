"""Writes everything that a desk needs to go on elsewhere into one file, while the server runs; it changes no row.

The tables of DBOS are left out: what is still to be delivered stands in `deliveries`, and running timers in each
conversation's state, and the runtime puts both to work again when it starts.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Table, Text, select, type_coerce

from bot.evidence.vault import NotInVault, Vault
from bot.store.appearing import appearing
from bot.store.backup_format import EVIDENCE, MANIFEST, ROWS, SECRETS, Hashed, Manifest, to_line
from bot.store.columns import JsonText
from bot.store.engine import Store
from bot.store.errors import translated
from bot.store.tables import evidence, metadata
from bot.store.upgrade import newest, require_current

_AT_ONCE = 500


@dataclass(frozen=True)
class Made:
    """A backup that was made.

    Attributes:
        file: where it is.
        rows: rows in it.
        files: evidence files in it.
        lost: keys of evidence that the database names and the vault does not have.
        size: bytes.
    """

    file: Path
    rows: int
    files: int
    lost: tuple[str, ...]
    size: int


def back_up(
    store: Store,
    vault: Vault,
    target: Path,
    now: datetime,
    *,
    digests: Mapping[str, str] | None = None,
    secret_files: Mapping[str, bytes] | None = None,
) -> Made:
    """Writes a backup; it appears under its name only when it is whole and on the disk.

    Args:
        store: any number of processes may go on writing to it: the backup shows one moment.
        vault: where the evidence is.
        target: a folder, in which it is named by the time, or the file.
        now: aware.
        digests: SHA-256 of domain.yml, triage.yml and the model, by name.
        secret_files: what stands beside the database and opens doors, by name; nothing by default.

    Raises:
        CannotWrite: the file cannot be written.
        VaultError: a picture cannot be read.
        StoreError: see bot.store.errors; StoreBehind, StoreAhead: the database is not of this version's shape.
    """
    require_current(store)
    file = target / f"tiepnhan-{now:%Y%m%d-%H%M%S}.tar" if target.is_dir() else target
    with appearing(file) as part, tarfile.open(fileobj=part, mode="w", format=tarfile.PAX_FORMAT) as tar:
        writing = _Writing(tar, file.parent, int(now.timestamp()))
        with _snapshot(store) as connection:
            for table in metadata.sorted_tables:
                writing.table(connection, table)
            keys = _keys(connection)
        for key in keys:
            writing.evidence(vault, key)
        for name, data in (secret_files or {}).items():
            writing.member(SECRETS + name, data)
        kind = "sqlite" if store.is_sqlite else "postgresql"
        manifest = Manifest(
            newest(), now.isoformat(), kind, writing.rows, writing.members, dict(digests or {}), tuple(writing.lost)
        )
        writing.member(MANIFEST, manifest.dumps())
    files = sum(1 for name in writing.members if name.startswith(EVIDENCE))
    return Made(file, sum(writing.rows.values()), files, tuple(writing.lost), file.stat().st_size)


class _Writing:
    """The tar file while it grows."""

    def __init__(self, tar: tarfile.TarFile, folder: Path, moment: int) -> None:
        self.tar, self.folder, self.moment = tar, folder, moment
        self.rows: dict[str, int] = {}
        self.members: dict[str, str] = {}
        self.lost: list[str] = []

    def table(self, connection: Connection, table: Table) -> None:
        """All rows of a table; a file between, since tar wants to know the length first."""
        name = f"{ROWS}{table.name}.jsonl.gz"
        with tempfile.TemporaryFile(dir=self.folder) as spool:
            hashed = Hashed(spool)
            with gzip.GzipFile(fileobj=hashed, mode="wb", compresslevel=6, mtime=0) as packed:
                packed.write(to_line(tuple(column.name for column in table.c)))
                self.rows[table.name] = 0
                for row in _rows(connection, table):
                    packed.write(to_line(row))
                    self.rows[table.name] += 1
            size = spool.tell()
            spool.seek(0)
            self.tar.addfile(self._info(name, size), spool)
        self.members[name] = hashed.digest

    def evidence(self, vault: Vault, key: str) -> None:
        """A file of the vault; one that is gone meanwhile is noted."""
        try:
            self.member(EVIDENCE + key, vault.read(key))
        except NotInVault:
            self.lost.append(key)

    def member(self, name: str, data: bytes) -> None:
        """A member that fits into memory."""
        self.tar.addfile(self._info(name, len(data)), io.BytesIO(data))
        self.members[name] = hashlib.sha256(data).hexdigest()

    def _info(self, name: str, size: int) -> tarfile.TarInfo:
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = size, self.moment, 0o600
        return info


@contextmanager
def _snapshot(store: Store) -> Iterator[Connection]:
    """A transaction that sees one moment, however long it takes, and holds no writer up."""
    with translated(), store.engine.connect() as connection:
        if store.is_sqlite:
            # A reader of SQLite's write-ahead log sees the moment of its first statement.
            yield connection.execution_options(only_reads=True)
        else:
            reading = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            reading.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
            yield reading


def _rows(connection: Connection, table: Table) -> Iterator[tuple[object, ...]]:
    """Rows in the order of their keys, JSON as the text that it is."""
    raw = (type_coerce(column, Text) if isinstance(column.type, JsonText) else column for column in table.c)
    statement = select(*raw).order_by(*table.primary_key).execution_options(yield_per=_AT_ONCE)
    for row in connection.execute(statement):
        yield tuple(row)


def _keys(connection: Connection) -> list[str]:
    found = connection.execute(select(evidence.c.key, evidence.c.thumbnail))
    return sorted({key for row in found for key in row if key})
