"""A person gets all that is kept about him, and can be erased from database, vault and logs so that no byte is left."""

from __future__ import annotations

import gzip
import json
import threading
import zipfile
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.case import Case
from bot.evidence.vault import FolderVault, VaultError
from bot.store import case_rows, conversations, messages, tables
from bot.store.engine import Store
from bot.store.errors import Unknown
from bot.store.export import export
from bot.store.log_files import clean_logs
from bot.store.person import sender_of
from bot.store.privacy import Erased, erase, foresee
from bot.store.transcript import transcript
from tests.store.samples import PICTURE, START, case, count, delivery, everything, fill, key_of, picture, put, talk

SENDER = "visitor-7f3a9c"
CODE = "TN-AAAAA-AAAAA-A"
SECRETS = ("hoangnam88", "0900000001", "Trần Văn Thử", SENDER, "rút 5tr chưa về")
"""What must not be found anywhere afterwards."""


@pytest.fixture
def vault(tmp_path: Path) -> FolderVault:
    return FolderVault(tmp_path / "evidence")


def live(store: Store, vault: FolderVault, *, ended: bool = False) -> str:
    """A person with something in every table, written and rewritten; the conversation's id."""
    with store.writing() as connection:
        id = talk(connection, SENDER, said="tk hoangnam88, em là Trần Văn Thử 0900000001")
        case(connection, id, CODE, refs=("e1",), ended=START if ended else None)
        case_rows.rate(connection, CODE, 2, START)
        picture(connection, vault, id, "e1", code=CODE)
        delivery(connection, id, "d1", done=True, code=CODE, attempts=1)
        delivery(connection, id, "d2", body={"text": "Trần Văn Thử 0900000001"})
        put(connection, tables.notices_given, conversation=id, version="1", at=START, message="m")
        put(connection, tables.requests, source="webhook", id="r1", result={"conversation": id}, at=START)
        put(connection, tables.requests, source="webhook", id="r2", result={"code": "TN-ZZZZZ-ZZZZZ-Z"}, at=START)
        put(connection, tables.audit, at=START, actor="Lan", action="case.seen", subject=CODE, detail={"q": "hoangnam88"})
        row = messages.add(connection, id, "customer", "0900000001 alo", START, client_id="m-2")[0]
        messages.put_in_inbox(connection, row, id, START, 1.0)
    for turn in range(30):
        with store.writing() as connection:
            state = json.dumps({"name": "listening", "talk": {"channel": "web", "last_text": f"hoangnam88 {turn}" * turn}})
            conversations.advance(connection, id, state=state, name="listening", asking=False, turns=turn, now=START)
    return id


def found_in(store: Store, vault: FolderVault, words: tuple[str, ...]) -> set[str]:
    """Which of the words are still somewhere: in SQLite's files, or in Postgres' rows, or in the vault."""
    everywhere = json.dumps(everything(store), ensure_ascii=False, default=str).encode()
    if store.is_sqlite:
        file = Path(store.url.removeprefix("sqlite:///"))
        everywhere += b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*"))
    everywhere += b"".join(each.read_bytes() for each in vault.folder.rglob("*") if each.is_file())
    return {word for word in words if word.encode() in everywhere or json.dumps(word)[1:-1].encode() in everywhere}


def test_erased_is_gone_from_every_byte(store: Store, vault: FolderVault) -> None:
    id = live(store, vault)
    words = (*SECRETS, id, PICTURE.decode("latin-1"))
    assert found_in(store, vault, SECRETS) == set(SECRETS)
    done = erase(store, vault, "web", SENDER, START)
    assert found_in(store, vault, words) == set()
    assert not any(file.is_file() for file in vault.folder.rglob("*"))
    assert (done.codes, done.files, done.outside) == ((CODE,), 2, ("webhook",))
    assert done.scrubbed is (True if store.is_sqlite else None)
    assert done.counts["messages"] == 3


def test_a_bare_shell_of_the_case_stays(store: Store, vault: FolderVault) -> None:
    live(store, vault)
    erase(store, vault, "web", SENDER, START)
    with store.reading() as connection:
        left, row = case_rows.load(connection, CODE), case_rows.listed(connection, CODE)
        changes = [what for _, _, what, _, _ in case_rows.history(connection, CODE)]
    assert left == Case(
        code=CODE, kind="slow_withdrawal", title="Chậm rút tiền", status="closed", priority="urgent",
        department="payments", channel="web", opened=START, updated=START, handed_over=left.handed_over, ended=START,
    )  # fmt: skip
    assert row is not None
    assert (row.kind, row.status, row.username, row.ended_at, row.rating) == ("slow_withdrawal", "closed", "", START, 2)
    assert changes == ["status"]
    assert count(store, tables.ratings) == 1


def test_only_the_shell_and_a_line_of_the_audit_stay(store: Store, vault: FolderVault) -> None:
    live(store, vault)
    erase(store, vault, "web", SENDER, START, by="Lan")
    rest = {name: len(rows) for name, rows in everything(store).items() if rows}
    assert rest == {"conversations": 1, "cases": 1, "case_changes": 1, "ratings": 1, "requests": 1, "audit": 2}
    seen, line = everything(store)["audit"]
    assert seen[2:] == ("Lan", "case.seen", CODE, {})
    assert line[2:5] == ("Lan", "erased", "")
    assert set(line[5]) == {"rows", "files"}


def test_the_second_time_nothing_is_left(store: Store, vault: FolderVault) -> None:
    live(store, vault)
    assert foresee(store, "web", SENDER).anything
    erase(store, vault, "web", SENDER, START)
    before = everything(store)
    assert foresee(store, "web", SENDER) == Erased()
    again = erase(store, vault, "web", SENDER, START)
    assert not again.anything
    assert everything(store) == before


def test_somebody_without_a_case_leaves_nothing(store: Store, vault: FolderVault) -> None:
    with store.writing() as connection:
        talk(connection, SENDER)
    erase(store, vault, "web", SENDER, START)
    assert {name for name, rows in everything(store).items() if rows} == {"audit"}


def test_others_are_left_as_they_are(store: Store, vault: FolderVault) -> None:
    fill(store, vault)
    before = everything(store)
    live_id = ""
    with store.writing() as connection:
        live_id = talk(connection, SENDER)
        picture(connection, vault, live_id, "e9")
    done = erase(store, vault, "web", SENDER, START)
    after = everything(store)
    assert {**after, "audit": after["audit"][:1]} == before
    assert done.files == 0
    assert vault.exists(key_of(PICTURE))


def test_the_same_sender_on_another_channel_is_somebody_else(store: Store, vault: FolderVault) -> None:
    with store.writing() as connection:
        talk(connection, SENDER, channel="telegram")
    assert not erase(store, vault, "web", SENDER, START).anything
    assert count(store, tables.conversations) == 1


def test_who_joined_by_a_link_is_taken_out_of_the_case(store: Store, vault: FolderVault) -> None:
    with store.writing() as connection:
        owner, guest = talk(connection, "owner"), talk(connection, SENDER)
        new = case(connection, owner, CODE, said="em của chủ tk")
        added = new.model_dump(mode="json")
        added["said"].append({"message_id": f"m-{SENDER}", "text": "em là vợ anh ấy 0900000001"})
        case_rows.save(connection, owner, Case.model_validate(added), new, actor="customer")
        state = json.dumps({"name": "waiting", "talk": {"channel": "web", "cases": [added]}, "code": CODE})
        conversations.advance(connection, owner, state=state, name="waiting", asking=False, turns=2, now=START)
        conversations.link(connection, guest, CODE)
    erase(store, vault, "web", SENDER, START)
    with store.reading() as connection:
        assert [said.text for said in case_rows.load(connection, CODE).said] == ["em của chủ tk"]
        row = conversations.get(connection, owner)
    assert row is not None
    assert row.state is not None
    assert "0900000001" not in row.state
    assert row.state_name == "waiting"


def test_a_reader_in_the_middle_of_something_only_delays_it(store: Store, vault: FolderVault) -> None:
    live(store, vault)
    begun, release = threading.Event(), threading.Event()

    def read() -> None:
        with store.reading() as connection:
            connection.execute(select(tables.messages)).all()
            begun.set()
            release.wait(30)

    reader = threading.Thread(target=read)
    reader.start()
    begun.wait(30)
    timer = threading.Timer(0.3, release.set)
    timer.start()
    erase(store, vault, "web", SENDER, START)
    reader.join()
    timer.join()
    assert found_in(store, vault, SECRETS) == set()


class _Stubborn(FolderVault):
    """A vault on a disk that was mounted read-only."""

    def remove(self, key: str) -> None:
        raise VaultError("read-only")


def test_a_file_that_cannot_be_removed_stops_it_whole(store: Store, vault: FolderVault) -> None:
    live(store, vault)
    before = everything(store)
    with pytest.raises(VaultError):
        erase(store, _Stubborn(vault.folder), "web", SENDER, START)
    assert everything(store) == before


def test_log_lines_that_name_him_go(store: Store, vault: FolderVault, tmp_path: Path) -> None:
    id = live(store, vault)
    folder = tmp_path / "logs"
    folder.mkdir()
    (folder / "server.log").write_text(f'{{"conversation":"{id}"}}\nanother line\n{{"case":"{CODE}"}}\nthe end')
    (folder / "server.log.1.gz").write_bytes(gzip.compress(f"{id} old\nkept\n".encode()))
    (folder / "other.log").write_bytes(b"\xff\xfe nothing of his\n")
    inode = (folder / "server.log").stat().st_ino
    done = erase(store, vault, "web", SENDER, START, logs=folder)
    assert done.log_lines == 3
    assert (folder / "server.log").read_text() == "another line\nthe end"
    assert (folder / "server.log").stat().st_ino == inode
    assert gzip.decompress((folder / "server.log.1.gz").read_bytes()) == b"kept\n"
    assert (folder / "other.log").read_bytes() == b"\xff\xfe nothing of his\n"


def test_short_words_are_not_looked_for_in_logs(tmp_path: Path) -> None:
    (tmp_path / "server.log").write_text("12 conversations\n")
    assert clean_logs(tmp_path, ["12", ""]) == 0
    assert clean_logs(tmp_path / "none", ["visitor-1"]) == 0


def test_the_export_holds_everything(store: Store, vault: FolderVault, tmp_path: Path) -> None:
    id = live(store, vault)
    done = export(store, vault, "web", SENDER, tmp_path / "one.zip", START)
    assert (done.messages, done.cases, done.files, done.lost) == (3, 1, 1, ())
    assert done.file.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(done.file) as archive:
        assert sorted(archive.namelist()) == ["data.json", "evidence/e1.png", "transcript.html"]
        assert archive.read("evidence/e1.png") == PICTURE
        data: dict[str, Any] = json.loads(archive.read("data.json"))
        page = archive.read("transcript.html").decode()
    kept = everything(store)
    for name in ("conversations", "messages", "inbox", "turns", "cases", "case_changes", "deliveries", "notices_given"):
        assert len(data["tables"][name]) == len(kept[name]), name
    assert len(data["tables"]["requests"]) == 1
    assert data["tables"]["cases"][0]["data"]["fields"][0]["value"] == "hoangnam88"
    assert data["conversation"] == id
    for word in ("Dữ liệu của Quý khách", "Trần Văn Thử", CODE, "20:00:00 14/11/2026", "5.000.000đ"):
        assert word in page


def test_a_lost_picture_does_not_stop_the_export(store: Store, vault: FolderVault, tmp_path: Path) -> None:
    live(store, vault)
    vault.remove(key_of(PICTURE))
    assert export(store, vault, "web", SENDER, tmp_path / "one.zip", START).lost == ("evidence/e1.png",)


def test_nobody_is_exported_as_unknown(store: Store, vault: FolderVault, tmp_path: Path) -> None:
    with pytest.raises(Unknown, match="nothing is kept about sender 'nobody'"):
        export(store, vault, "web", "nobody", tmp_path / "one.zip", START)
    assert not (tmp_path / "one.zip").exists()


def test_what_was_typed_is_no_html() -> None:
    rows = {
        "cases": [],
        "messages": [
            {
                "seq": 1, "author": "customer", "name": "", "text": "<script>alert(1)</script>", "removed_at": None,
                "attachments": [{"kind": "image", "ref": "e1", "name": '"><b>'}], "at": START.isoformat(),
            }
        ],
    }  # fmt: skip
    page = transcript("web", rows, {"e1": "evidence/e1.png"}, START, "en")
    assert "<script>" not in page
    assert 'alt="&quot;&gt;&lt;b&gt;"' in page
    assert "Your data" in page


def test_a_case_code_leads_to_its_sender(store: Store, vault: FolderVault) -> None:
    live(store, vault)
    with store.reading() as connection:
        assert sender_of(connection, CODE) == ("web", SENDER)
        assert sender_of(connection, "TN-ZZZZZ-ZZZZZ-Z") is None
