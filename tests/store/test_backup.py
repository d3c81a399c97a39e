"""A backup made under load is one moment, and is restored whole on either kind of database, or not at all."""

from __future__ import annotations

import io
import tarfile
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from bot.evidence.vault import FolderVault
from bot.store import backup_format, conversations, messages, tables
from bot.store.appearing import CannotWrite
from bot.store.backup import Made, back_up
from bot.store.backup_format import BackupError
from bot.store.engine import Store
from bot.store.errors import StoreBehind
from bot.store.restore import check, restore, secrets_in
from bot.store.upgrade import newest, upgrade
from tests.store.conftest import KINDS, NewStore
from tests.store.samples import PICTURE, START, count, everything, fill, key_of, picture, talk


@pytest.fixture
def vault(tmp_path: Path) -> FolderVault:
    return FolderVault(tmp_path / "evidence")


@pytest.fixture
def made(store: Store, vault: FolderVault, tmp_path: Path) -> Made:
    fill(store, vault)
    return back_up(store, vault, tmp_path / "one.tar", START, digests={"domain.yml": "ab"})


@pytest.mark.parametrize("kind", KINDS)
def test_equal_rows_on_either_kind_of_database(
    store: Store, vault: FolderVault, made: Made, new_store: NewStore, tmp_path: Path, kind: str
) -> None:
    filled = everything(store)
    assert [name for name, rows in filled.items() if not rows] == []
    other, folder = new_store(kind), FolderVault(tmp_path / "other")
    done = restore(other, folder, made.file)
    assert everything(other) == filled
    assert (done.rows, done.files, done.revision) == (made.rows, 2, newest())
    assert folder.read(key_of(PICTURE)) == PICTURE
    assert done.manifest.digests == {"domain.yml": "ab"}


@pytest.mark.parametrize("kind", KINDS)
def test_the_restored_database_counts_on(made: Made, new_store: NewStore, tmp_path: Path, kind: str) -> None:
    other = new_store(kind)
    restore(other, FolderVault(tmp_path / "other"), made.file)
    before = count(other, tables.messages)
    with other.writing() as connection:
        talk(connection, "visitor-2")
    assert count(other, tables.messages) == before + 2


def test_one_moment_while_others_write(
    store: Store, vault: FolderVault, new_store: NewStore, tmp_path: Path
) -> None:
    """Every transaction adds a message to two conversations: a backup that saw half of one would be uneven."""
    with store.writing() as connection:
        ids = [talk(connection, sender) for sender in ("a", "b")]
    stop, begun = threading.Event(), threading.Event()
    writer = threading.Thread(target=_write_pairs, args=(store, ids, stop, begun))
    writer.start()
    try:
        assert begun.wait(30)
        backups = [back_up(store, vault, tmp_path / f"{number}.tar", START) for number in range(4)]
    finally:
        stop.set()
        writer.join()
    seen = []
    for number, each in enumerate(backups):
        other = new_store("sqlite")
        restore(other, FolderVault(tmp_path / f"v{number}"), each.file)
        with other.reading() as connection:
            first, second = (len(messages.after(connection, id, 0, 100_000)) for id in ids)
        assert first == second
        seen.append(first)
    assert seen == sorted(seen)
    assert seen[-1] > seen[0]


def _write_pairs(store: Store, ids: list[str], stop: threading.Event, begun: threading.Event) -> None:
    number = 0
    while not stop.is_set():
        with store.writing() as connection:
            for id in ids:
                messages.add(connection, id, "customer", f"tin {number}", START, client_id=f"n{number}")
        number += 1
        if number == 20:
            begun.set()


def test_a_folder_gets_a_file_named_by_the_time(store: Store, vault: FolderVault, tmp_path: Path) -> None:
    made = back_up(store, vault, tmp_path, START)
    assert made.file == tmp_path / "tiepnhan-20261114-130000.tar"
    assert made.file.stat().st_mode & 0o777 == 0o600
    assert check(made.file).rows["messages"] == 0


def test_a_picture_that_the_vault_lost_is_named(store: Store, vault: FolderVault, tmp_path: Path) -> None:
    with store.writing() as connection:
        key = picture(connection, vault, talk(connection, "a"), "e1")
    vault.remove(key)
    made = back_up(store, vault, tmp_path, START)
    assert made.lost == (key,)
    assert check(made.file).lost == (key,)


def test_secrets_are_left_out_unless_asked_for(store: Store, vault: FolderVault, made: Made, tmp_path: Path) -> None:
    assert secrets_in(made.file) == {}
    with_them = back_up(store, vault, tmp_path / "two.tar", START, secret_files={"secret.key": b"k" * 40})
    assert secrets_in(with_them.file) == {"secret.key": b"k" * 40}


def test_a_database_with_rows_is_refused(store: Store, vault: FolderVault, made: Made) -> None:
    before = everything(store)
    with pytest.raises(BackupError, match="not empty: there are rows in"):
        restore(store, vault, made.file)
    assert everything(store) == before


def test_an_empty_migrated_database_is_taken(store: Store, vault: FolderVault, made: Made) -> None:
    before = everything(store)
    with store.writing() as connection:
        for table in reversed(tables.metadata.sorted_tables):
            connection.execute(table.delete())
    restore(store, vault, made.file)
    assert everything(store) == before


def test_a_database_that_was_not_upgraded_is_not_backed_up(
    new_store: NewStore, vault: FolderVault, tmp_path: Path
) -> None:
    with pytest.raises(StoreBehind):
        back_up(new_store("sqlite"), vault, tmp_path / "one.tar", START)
    assert not list(tmp_path.glob("*.tar"))


def test_a_place_that_cannot_be_written_is_named(store: Store, vault: FolderVault, tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match=r"cannot write .*nowhere"):
        back_up(store, vault, tmp_path / "nowhere" / "one.tar", START)


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _change(data: bytes) -> bytes:
    at = data.index(PICTURE)
    return data[:at] + b"X" + data[at + 1 :]


def _add(data: bytes) -> bytes:
    file = io.BytesIO(data)
    with tarfile.open(fileobj=file, mode="a") as tar:
        tar.addfile(tarfile.TarInfo("../../etc/cron.d/own"))
    return file.getvalue()


def _newer(data: bytes) -> bytes:
    return data.replace(f'"revision": "{newest()}"'.encode(), b'"revision": "v9999"')


def _format(data: bytes) -> bytes:
    return data.replace(b'"format": 1', b'"format": 2')


def _mute(data: bytes) -> bytes:
    return data.replace(b'"made_at"', b'"made_ta"')


def _nothing(data: bytes) -> bytes:
    return b""


def _words(data: bytes) -> bytes:
    return "không phải bản sao lưu".encode() * 100


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (_cut, "whole|cut short|damaged"),
        (_change, "is damaged"),
        (_add, "does not hold what its manifest says"),
        (_newer, "a newer Tiếp Nhận made this backup"),
        (_format, "a newer Tiếp Nhận made this backup"),
        (_mute, "its manifest cannot be read"),
        (_nothing, "no whole backup"),
        (_words, "no whole backup"),
    ],
)
def test_what_is_no_whole_backup_is_refused(
    made: Made, new_store: NewStore, tmp_path: Path, harm: Callable[[bytes], bytes], said: str
) -> None:
    made.file.write_bytes(harm(made.file.read_bytes()))
    other, folder = new_store("sqlite"), tmp_path / "other"
    with pytest.raises(BackupError, match=said):
        restore(other, FolderVault(folder), made.file)
    assert not list(folder.iterdir())
    upgrade(other)
    assert not any(everything(other).values())


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match=r"cannot read .*none\.tar: No such file"):
        check(tmp_path / "none.tar")


def test_rows_that_do_not_fit_leave_the_database_empty(new_store: NewStore, vault: FolderVault, tmp_path: Path) -> None:
    """SQLite takes a text of any length; Postgres holds to what is declared."""
    first, second = new_store("sqlite"), new_store("postgres")
    upgrade(first)
    with first.writing() as connection:
        talk(connection, "a")
        conversations.begin(connection, "web", "b" * 300, START)
    made = back_up(first, vault, tmp_path / "one.tar", START + timedelta(days=1))
    with pytest.raises(BackupError, match="refuses rows 1 to 2 of conversations"):
        restore(second, vault, made.file)
    assert not any(everything(second).values())
    with first.writing() as connection:
        connection.execute(text("UPDATE conversations SET sender = 'short' WHERE length(sender) > 200"))
    made = back_up(first, vault, tmp_path / "two.tar", START)
    restore(second, vault, made.file)
    assert everything(second) == everything(first)


def test_characters_that_postgres_does_not_know_are_marked(
    new_store: NewStore, vault: FolderVault, tmp_path: Path
) -> None:
    first, second = new_store("sqlite"), new_store("postgres")
    upgrade(first)
    with first.writing() as connection:
        talk(connection, "a", said="rút\0tiền")
    restore(second, vault, back_up(first, vault, tmp_path / "one.tar", START).file)
    with second.reading() as connection:
        assert connection.execute(select(tables.messages.c.text).limit(1)).scalar() == "rút\N{REPLACEMENT CHARACTER}tiền"


def test_a_manifest_comes_back_as_it_was(made: Made) -> None:
    manifest = check(made.file)
    assert backup_format.Manifest.loads(manifest.dumps(), "one.tar") == manifest
