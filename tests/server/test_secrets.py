"""Whatever secret is typed into the chat is found nowhere afterwards: not in the database, its log, our logs, metrics, jobs."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import structlog
from sqlalchemy import MetaData, Table, select, text

from bot.logs import configure
from tests.evidence.samples import halves, saved
from tests.postgres import fresh_database
from tests.server.conftest import Site, opened

SECRETS = {
    "mật khẩu của em là Sieumat#2026 nhé": "Sieumat#2026",
    "mk: Conmeo!9988": "Conmeo!9988",
    "pass em la ToiYeuHaNoi88@": "ToiYeuHaNoi88@",
    "my password is hunter2Hunter!": "hunter2Hunter!",
    "otp 482913": "482913",
    "mã OTP ngân hàng gửi về là 771204": "771204",
    "cccd 001099012345": "001099012345",
    "thẻ visa 4111 1111 1111 1111 hạn 12/29 cvv 737": "4111 1111 1111 1111",
    "so the 5500000000000004": "5500000000000004",
    "mật\x00khẩu là Zebra@7788": "Zebra@7788",
    "mat khau: a\u200bb\u200bcXYZ@4321": "XYZ@4321",
}
"""What is typed, and what must not be found again."""


class Watched:
    """A site whose log is kept at debug."""

    def __init__(self, site: Site, log: io.StringIO, url: str) -> None:
        self.site = site
        self.log = log
        self.url = url


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def watched(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    log, root = io.StringIO(), logging.getLogger()
    before = (root.handlers[:], root.level)
    configure("debug", log)
    root.setLevel(logging.DEBUG)
    with ExitStack() as stack:
        url = stack.enter_context(fresh_database()) if request.param == "postgres" else ""
        yield Watched(stack.enter_context(opened(tmp_path_factory.mktemp("site"), database=url)), log, url)
    root.handlers[:], root.level = before
    structlog.reset_defaults()


@pytest.fixture(scope="module")
def typed(watched: Watched) -> Watched:
    """Every secret in a message of its own, within a form, in another's file name, and behind a button's id."""
    for number, line in enumerate(SECRETS):
        visitor = watched.site.visitor()
        visitor.say("rút tiền chưa về, tk khachmat01")
        assert visitor.say(line, id=f"secret-{number:04d}").status_code == 202
        visitor.say(f"alo {line} alo")
        visitor.upload(saved(halves(), "PNG"), f"{line.replace(chr(0), chr(32))}.png")
        visitor.call("POST", "/chat/form", data={"id": f"plain-{number:04d}", "text": line})
        visitor.say("", button=line[:60])
        visitor.wait_for_answer(1)
        visitor.call("GET", "/api/chat/events", headers={"accept": "text/plain", "last-event-id": "x" * 30})
    return watched


def _stored(watched: Watched) -> bytes:
    """All bytes of the database: the file with its write-ahead log, or every row of every table, DBOS's too."""
    if not watched.url:
        with watched.site.store.reading() as connection:
            connection.execute(text("SELECT 1"))
        files = [path for path in watched.site.folder.rglob("*") if path.is_file() and "tiepnhan.db" in path.name]
        assert any(path.name.endswith("-wal") and path.stat().st_size for path in files)
        return b"".join(path.read_bytes() for path in files)
    found = []
    with watched.site.store.reading() as connection:
        for schema in ("public", "dbos"):
            everything = MetaData()
            everything.reflect(connection, schema=schema)
            tables: list[Table] = everything.sorted_tables
            assert len(tables) > 3
            found += [repr(tuple(row)) for table in tables for row in connection.execute(select(table))]
    return "\n".join(found).encode()


def test_secrets_are_in_no_row_and_no_file(typed: Watched) -> None:
    stored = _stored(typed)
    assert b"khachmat01" in stored, "what is no secret is there: the search works"
    for line, secret in SECRETS.items():
        assert secret.encode() not in stored, line
        assert secret.replace(" ", "").encode() not in stored, line


def test_secrets_are_in_no_log_and_no_metric(typed: Watched) -> None:
    told = typed.log.getvalue() + typed.site.client.get("/metrics").text
    for line, secret in SECRETS.items():
        assert secret not in told, line
    assert "khachmat01" not in told, "personal data in a log"


def test_no_other_file_has_them(typed: Watched) -> None:
    others = [path for path in typed.site.folder.rglob("*") if path.is_file() and "tiepnhan.db" not in path.name]
    assert others
    for path in others:
        content = path.read_bytes() + Path(path).name.encode()
        assert not [line for line, secret in SECRETS.items() if secret.encode() in content], path


def test_the_customer_reads_dots_and_a_warning(typed: Watched) -> None:
    visitor = typed.site.visitor()
    visitor.say("mật khẩu của em là Sieumat#2026 nhé")
    shown = visitor.wait_for_answer()
    assert shown[0]["masked"]
    assert "•••" in shown[0]["text"]
    assert any("mật khẩu" in each["text"].lower() for each in shown[1:])
