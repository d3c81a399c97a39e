"""Reads a backup back into an empty database and its evidence into a vault; it overwrites nothing."""

from __future__ import annotations

import gzip
import json
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, MetaData, Table, func, insert, inspect, select, text
from sqlalchemy.exc import DBAPIError

from bot.evidence.vault import Vault
from bot.store.backup_format import EVIDENCE, MANIFEST, ROWS, SECRETS, BackupError, Hashed, Manifest, from_json
from bot.store.engine import Store
from bot.store.people_rows import ask_for_timers
from bot.store.tables import metadata
from bot.store.upgrade import current, is_known, upgrade

_AT_ONCE = 500


@dataclass(frozen=True)
class Restored:
    """What a restore did.

    Attributes:
        manifest: of the backup.
        rows: rows that were put in.
        files: evidence files that were put in.
        revision: of the database now.
    """

    manifest: Manifest
    rows: int
    files: int
    revision: str


def check(file: Path) -> Manifest:
    """Reads a backup through and compares everything with its manifest.

    Raises:
        BackupError: it is damaged, cut short, or something else altogether.
    """
    with _reading(file) as tar:
        return _checked(tar, file)


def restore(store: Store, vault: Vault, file: Path) -> Restored:
    """Fills an empty database from a backup of either kind of database, then brings it to this version's shape.

    The database is filled in one transaction: after a failure it is still empty and the same can be done again.

    Raises:
        BackupError: the backup is damaged or newer than this version, or the database is not empty.
        StoreError, VaultError: the database or the vault does not do what it is asked.
    """
    with _reading(file) as tar:
        manifest = _checked(tar, file)
        if not is_known(manifest.revision):
            raise BackupError(f"{file}: a newer Tiếp Nhận made this backup (database {manifest.revision})")
        _make_room(store, manifest.revision)
        files = _put_evidence(tar, vault)
        with store.writing() as connection:
            rows = sum(_fill(connection, tar, table, store) for table in _tables(connection, manifest))
            ask_for_timers(connection, datetime.fromisoformat(manifest.made_at))
    return Restored(manifest, rows, files, upgrade(store).after)


def secrets_in(file: Path) -> Mapping[str, bytes]:
    """The secret files that a backup carries, by name; most carry none."""
    with _reading(file) as tar:
        names = [name for name in tar.getnames() if name.startswith(SECRETS)]
        return {name.removeprefix(SECRETS): _open(tar, name).read() for name in names}


@contextmanager
def _reading(file: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(file, "r:") as tar:
            yield tar
    except (tarfile.TarError, EOFError, gzip.BadGzipFile) as error:
        raise BackupError(f"{file}: this is no whole backup: {error}") from error
    except OSError as error:
        raise BackupError(f"cannot read {file}: {error.strerror or error}") from error


def _checked(tar: tarfile.TarFile, file: Path) -> Manifest:
    names = tar.getnames()
    if MANIFEST not in names:
        raise BackupError(f"{file}: it has no {MANIFEST}: it is no backup, or was cut short")
    manifest = Manifest.loads(_open(tar, MANIFEST).read(), str(file))
    if set(names) != {*manifest.members, MANIFEST} or len(names) != len(manifest.members) + 1:
        raise BackupError(f"{file}: it does not hold what its manifest says")
    for name, digest in manifest.members.items():
        if Hashed(_open(tar, name)).drained() != digest:
            raise BackupError(f"{file}: {name} is damaged")
    return manifest


def _open(tar: tarfile.TarFile, name: str) -> IO[bytes]:
    opened = tar.extractfile(name)
    if opened is None:
        raise BackupError(f"{name} is no file")
    return opened


def _make_room(store: Store, revision: str) -> None:
    """An empty database of the backup's shape.

    Raises:
        BackupError: there is something in it.
    """
    found = current(store)
    with store.writing() as connection:
        there = _ours(connection)
        for table in there:
            if connection.execute(select(table).limit(1)).first() is not None:
                raise BackupError(
                    f"the database is not empty: there are rows in {table.name}; restore into a new one, or move it away"
                )
        if found not in (None, revision):
            for table in reversed(there):
                table.drop(connection)
            connection.execute(text("DELETE FROM alembic_version"))
    upgrade(store, revision)


def _ours(connection: Connection) -> list[Table]:
    there = set(inspect(connection).get_table_names())
    reflected = MetaData()
    reflected.reflect(connection, only=[name for name in metadata.tables if name in there])
    return list(reflected.sorted_tables)


def _tables(connection: Connection, manifest: Manifest) -> Iterator[Table]:
    """The backup's tables as the database has them, in the order in which rows can be inserted."""
    reflected = MetaData()
    reflected.reflect(connection, only=list(manifest.rows))
    return (reflected.tables[name] for name in manifest.rows)


def _put_evidence(tar: tarfile.TarFile, vault: Vault) -> int:
    keys = [name for name in tar.getnames() if name.startswith(EVIDENCE)]
    for name in keys:
        vault.put(name.removeprefix(EVIDENCE), _open(tar, name).read())
    return len(keys)


def _fill(connection: Connection, tar: tarfile.TarFile, table: Table, store: Store) -> int:
    """Puts a table's rows in."""
    count = 0
    with gzip.open(_open(tar, f"{ROWS}{table.name}.jsonl.gz")) as lines:
        columns = json.loads(next(lines))
        kinds = [table.c[name].type for name in columns]
        while batch := list(islice(lines, _AT_ONCE)):
            values = [_values(line, columns, kinds, aware=not store.is_sqlite) for line in batch]
            _insert(connection, table, values, count)
            count += len(batch)
    if not store.is_sqlite:
        _count_on(connection, table)
    return count


def _values(line: bytes, columns: list[str], kinds: list[Any], *, aware: bool) -> dict[str, Any]:
    row = json.loads(line)
    return {name: from_json(value, kind, aware=aware) for name, value, kind in zip(columns, row, kinds, strict=True)}


def _insert(connection: Connection, table: Table, values: list[dict[str, Any]], before: int) -> None:
    try:
        connection.execute(insert(table), values)
    except DBAPIError as error:
        kind = type(error.orig).__name__
        place = f"rows {before + 1} to {before + len(values)} of {table.name}"
        raise BackupError(f"the database refuses {place} ({kind}); nothing was restored") from error


def _count_on(connection: Connection, table: Table) -> None:
    """Postgres counts rows up from behind the highest that was put in."""
    for column in table.primary_key:
        named = connection.execute(select(func.pg_get_serial_sequence(table.name, column.name))).scalar()
        if named is not None:
            highest = connection.execute(select(func.max(column))).scalar()
            connection.execute(select(func.setval(named, highest or 1, highest is not None)))
