"""The receiver's memory: cases, messages and evidence in one SQLite file, each kept once; it speaks no HTTP."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

_TABLES = """
CREATE TABLE IF NOT EXISTS deliveries (id TEXT PRIMARY KEY, type TEXT NOT NULL, times INTEGER NOT NULL DEFAULT 1);
CREATE TABLE IF NOT EXISTS cases (
    code TEXT PRIMARY KEY, opened INTEGER NOT NULL DEFAULT 0, summary TEXT, summary_at TEXT NOT NULL DEFAULT '',
    opened_at TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '', not_agents TEXT NOT NULL DEFAULT '[]',
    rating INTEGER);
CREATE TABLE IF NOT EXISTS messages (
    code TEXT NOT NULL, message_id TEXT NOT NULL, at TEXT NOT NULL, line TEXT NOT NULL, PRIMARY KEY (code, message_id));
CREATE TABLE IF NOT EXISTS evidence (
    code TEXT NOT NULL, ref TEXT NOT NULL, link TEXT NOT NULL, PRIMARY KEY (code, ref));
CREATE TABLE IF NOT EXISTS outbox (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'waiting');
"""


class Cases:
    """What was received and what is to be sent back.

    Args:
        path: the SQLite file; made where there is none.
    """

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.row_factory = sqlite3.Row
        self._connection.executescript(_TABLES)

    def keep(self, delivery: Mapping[str, Any]) -> bool:
        """Keeps a delivery, all of it or nothing; False where its id was kept before.

        The webhook-id and what it says are written in one transaction: a crash in between leaves neither, so that the
        repeat is a first time.

        Args:
            delivery: {"id", "type", "timestamp", "data"}, its signature checked.

        Raises:
            KeyError, TypeError, ValueError: it has another shape; nothing was kept.
        """
        with self._writing() as write:
            seen = write.execute("UPDATE deliveries SET times = times + 1 WHERE id = ?", (delivery["id"],)).rowcount
            if seen:
                return False
            write.execute("INSERT INTO deliveries (id, type) VALUES (?, ?)", (delivery["id"], delivery["type"]))
            self._take(write, delivery["type"], _moment(delivery["timestamp"]), delivery["data"])
            return True

    def _take(self, write: sqlite3.Connection, type: str, at: str, data: Mapping[str, Any]) -> None:
        code = data["code"]
        # A message may overtake the opening of its case: the case stands there unopened until that comes.
        write.execute("INSERT OR IGNORE INTO cases (code) VALUES (?)", (code,))
        if type == "case.opened":
            write.execute(
                "UPDATE cases SET opened = 1, opened_at = ?, reason = ?, not_agents = ? WHERE code = ? AND opened_at < ?",
                (at, data["reason"], json.dumps(data["not_agents"]), code, at),
            )
        if "summary" in data:
            write.execute(
                "UPDATE cases SET summary = ?, summary_at = ? WHERE code = ? AND summary_at <= ?",
                (json.dumps(data["summary"], ensure_ascii=False), at, code, at),
            )
        if type == "case.rated":
            write.execute("UPDATE cases SET rating = ? WHERE code = ?", (data["rating"], code))
        for line in (*data.get("transcript", ()), *data.get("lines", ())):
            row = (code, line["message_id"], _moment(line["at"]), json.dumps(line, ensure_ascii=False))
            write.execute("INSERT OR IGNORE INTO messages VALUES (?, ?, ?, ?)", row)
        for link in data.get("evidence", ()):
            row = (code, link["ref"], json.dumps(link, ensure_ascii=False))
            write.execute("INSERT OR IGNORE INTO evidence VALUES (?, ?, ?)", row)

    def all(self) -> list[dict[str, Any]]:
        """Every case with its messages in the order in which they were said, and its evidence."""
        with self._writing() as read:
            return [self._case(read, row) for row in read.execute("SELECT * FROM cases ORDER BY rowid").fetchall()]

    def _case(self, read: sqlite3.Connection, row: sqlite3.Row) -> dict[str, Any]:
        code = (row["code"],)
        lines = read.execute("SELECT line FROM messages WHERE code = ? ORDER BY at, rowid", code)
        links = read.execute("SELECT link FROM evidence WHERE code = ? ORDER BY rowid", code)
        return {
            "code": row["code"],
            "opened": bool(row["opened"]),
            "reason": row["reason"],
            "not_agents": json.loads(row["not_agents"]),
            "rating": row["rating"],
            "summary": json.loads(row["summary"]) if row["summary"] else None,
            "messages": [json.loads(each["line"]) for each in lines.fetchall()],
            "evidence": [json.loads(each["link"]) for each in links.fetchall()],
        }

    def deliveries(self) -> list[dict[str, Any]]:
        """Every webhook-id with its type and how often it came."""
        with self._writing() as read:
            return [dict(row) for row in read.execute("SELECT * FROM deliveries ORDER BY rowid").fetchall()]

    def put_out(self, event: Mapping[str, Any]) -> None:
        """Writes down an agent's act before it is sent, so that it outlives this process."""
        with self._writing() as write:
            body = json.dumps(event, ensure_ascii=False)
            write.execute("INSERT INTO outbox (id, body) VALUES (?, ?)", (event["id"], body))

    def next_out(self) -> tuple[str, bytes] | None:
        """Id and body of the oldest act that is still to be sent, or None."""
        with self._writing() as read:
            oldest = "SELECT id, body FROM outbox WHERE state = 'waiting' ORDER BY number LIMIT 1"
            row = read.execute(oldest).fetchone()
        return (row["id"], row["body"].encode("utf-8")) if row else None

    def mark_out(self, id: str, state: str) -> None:
        """Notes that an act is `sent`, or was `refused`."""
        with self._writing() as write:
            write.execute("UPDATE outbox SET state = ? WHERE id = ?", (state, id))

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction at a time; an exception undoes it."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")


def _moment(text: str) -> str:
    """A time in UTC, written so that later times sort behind earlier ones."""
    return datetime.fromisoformat(text).astimezone(UTC).isoformat(timespec="microseconds")
