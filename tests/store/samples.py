"""Invented people, messages, cases and pictures in every table of the store."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

from bot.case import Case, Change, Evidence, Field, Said
from bot.evidence.vault import Vault
from bot.store import case_rows, conversations, messages, tables
from bot.store.engine import Store
from bot.store.tables import metadata

START = datetime(2026, 11, 14, 13, 0, 0, 123456, tzinfo=UTC)
PICTURE = b"\x89PNG not really, but bytes are bytes"


def key_of(data: bytes, ending: str = "png") -> str:
    """The vault's key of some bytes."""
    digest = hashlib.sha256(data).hexdigest()
    return f"{digest[:2]}/{digest}.{ending}"


def put(connection: Connection, table: Table, **values: Any) -> None:
    """One row."""
    connection.execute(insert(table).values(**values))


def talk(connection: Connection, sender: str, at: datetime = START, *, channel: str = "web", said: str = "em chào") -> str:
    """A conversation of two messages in one turn; its id."""
    id = conversations.begin(connection, channel, sender, at).id
    turn = messages.add_turn(connection, id, 1, "MessageTurn", ["greeted"], at)
    messages.add(connection, id, "customer", said, at, client_id=f"m-{sender}", turn=turn)
    messages.add(connection, id, "assistant", "Dạ em chào anh/chị ạ.\n“Trợ lý” tự động đây ạ 🙂", at, turn=turn)
    return id


def case(
    connection: Connection,
    conversation: str,
    code: str,
    at: datetime = START,
    *,
    kind: str = "slow_withdrawal",
    ended: datetime | None = None,
    username: str = "hoangnam88",
    said: str = "tk hoangnam88 rút 5tr chưa về",
    refs: tuple[str, ...] = (),
) -> Case:
    """A case with a user name and an amount."""
    new = Case(
        code=code,
        kind=kind,
        title="Chậm rút tiền",
        status="closed" if ended else "handed_over",
        priority="urgent",
        department="payments",
        channel="web",
        opened=at,
        updated=ended or at,
        handed_over=at + timedelta(minutes=2),
        ended=ended,
        fields=(
            Field(name="username", label="Tên đăng nhập", value=username, display=username, words=f"tk {username}"),
            Field(name="amount", label="Số tiền", value=5_000_000, display="5.000.000đ", words="rút 5tr"),
        ),
        evidence=tuple(Evidence(ref=ref, name=f"bien lai {username}.png") for ref in refs),
        said=(Said(message_id="m-1", text=said),),
        history=(Change(at=at, what="username", after=username), Change(at=at, what="status", after="handed_over")),
    )
    case_rows.save(connection, conversation, new, None, actor="customer")
    return new


def picture(
    connection: Connection,
    vault: Vault,
    conversation: str,
    id: str,
    at: datetime = START,
    *,
    data: bytes = PICTURE,
    code: str | None = None,
) -> str:
    """A picture with its thumbnail, in the database and in the vault; its key."""
    small = b"small " + data
    vault.put(key_of(data), data)
    vault.put(key_of(small), small)
    put(
        connection, tables.evidence, id=id, conversation=conversation, client_id=f"u-{id}", case_code=code, kind="image",
        media_type="image/png", name=f"biên lai {id}.png", size=len(data), width=3, height=4, key=key_of(data),
        thumbnail=key_of(small), sha256=key_of(data)[3:67], original_sha256="0" * 64, traces={"software": "Ảnh"},
        fingerprint="ff", created_at=at,
    )  # fmt: skip
    put(connection, tables.evidence_bands, band="0:ff", evidence=id)
    return key_of(data)


def delivery(
    connection: Connection, conversation: str, id: str, at: datetime = START, *, done: bool = False, **more: Any
) -> None:
    """Something for the webhook."""
    values: dict[str, Any] = {
        "id": id,
        "target": "webhook",
        "partition": conversation,
        "conversation": conversation,
        "type": "case.opened",
        "body": {"text": "tk hoangnam88"},
        "created_at": at,
        **({"outcome": "sent", "done_at": at} if done else {}),
    }
    put(connection, tables.deliveries, **{**values, **more})


def fill(store: Store, vault: Vault, at: datetime = START) -> None:
    """Something in every table of the store."""
    with store.writing() as connection:
        id = talk(connection, "visitor-1", at, said="tk hoangnam88 rút 5tr\ttừ 8h \"tối\" qua, mk •••••• 'nhé' \\ 😡")
        row = messages.add(connection, id, "customer", "alo", at + timedelta(seconds=5), client_id="m-2")[0]
        messages.put_in_inbox(connection, row, id, at, 1.2)
        case(connection, id, "TN-AAAAA-AAAAA-A", at, refs=("e1",))
        case_rows.rate(connection, "TN-AAAAA-AAAAA-A", 4, at)
        picture(connection, vault, id, "e1", at, code="TN-AAAAA-AAAAA-A")
        delivery(connection, id, "d1", at)
        put(
            connection, tables.agents, id="a1", login="lan", name="Lan", password="$argon2id$…", role="lead",
            created_at=at, totp_used=59_000_000_000,
        )  # fmt: skip
        put(connection, tables.agent_sessions, digest="0" * 64, agent="a1", created_at=at, seen_at=at)
        put(connection, tables.setup_links, digest="1" * 64, expires_at=at, used_at=None)
        put(connection, tables.audit, at=at, actor="Lan", action="case.seen", subject="TN-AAAAA-AAAAA-A", detail={})
        put(connection, tables.notices_given, conversation=id, version="1", at=at, message="m-visitor-1")
        put(
            connection, tables.notices, id="n" * 32, text_vi="Ngân hàng bảo trì", kinds=["slow_withdrawal"], banks=[],
            starts_at=at, ends_at=at, opened_by="Lan",
        )  # fmt: skip
        put(
            connection, tables.published_figures, id="f" * 32, since=at, until=at, data={"cases": 3}, published_by="Lan",
            published_at=at, withdrawn_at=None,
        )  # fmt: skip
        put(connection, tables.requests, source="desk:a1", id="r1", result={"seq": 3}, at=at)
        put(
            connection, tables.buttons, key="b1", conversation=id, title="Gặp nhân viên", intent="ask_human",
            slot_values={"số": [1, None, 2.5]}, created_at=at,
        )  # fmt: skip


def everything(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, as values; not the word that a restore leaves for the next start."""
    with store.reading() as connection:
        return {
            name: [
                tuple(row)
                for row in connection.execute(select(table).order_by(*table.primary_key))
                if tuple(row)[:2] != ("restore", "timers")
            ]
            for name, table in metadata.tables.items()
        }


def count(store: Store, table: Table) -> int:
    """How many rows there are."""
    with store.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())
