"""Requests of the wrong shape: an answer in words, never an error of ours, and nothing is kept of them."""

from __future__ import annotations

import json
import random
import secrets
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from tests.evidence.samples import halves, saved
from tests.server.conftest import Site, Visitor

DEEP = "[" * 50_000 + "]" * 50_000

RAW = {
    "nothing": b"", "no json": b"{", "deep": b'{"id": "abcdefgh", "text": ' + DEEP.encode() + b"}",
    "deep objects": b'{"a":' * 30_000 + b"1" + b"}" * 30_000, "an array": b"[]", "null": b"null", "a number": b"1e400",
    "a huge number": b'{"id": ' + b"9" * 5000 + b', "text": "a"}', "not utf-8": b'{"id": "abcdefgh", "text": "\xff\xfe"}',
    "twice": b'{"id": "abcdefgh", "text": "a"}{}',
    "nan": b'{"id": "abcdefgh", "text": NaN}', "unknown keys": b'{"id": "abcdefgh", "text": "a", "admin": true}',
    "text is a number": b'{"id": "abcdefgh", "text": 7}', "id is a list": b'{"id": ["abcdefgh"], "text": "a"}',
    "null text": b'{"id": "abcdefgh", "text": null}', "evidence is a string": b'{"id": "abcdefgh", "evidence": "abc"}',
    "infinity": b'{"id": "abcdefgh", "on": Infinity}', "many files": json.dumps({"id": "abcdefgh", "evidence": ["abcdefgh"] * 11}).encode(),
    "too long": json.dumps({"id": "abcdefgh", "text": "a" * 4001}).encode(), "empty": b'{"id": "abcdefgh", "text": "  "}',
    "a short id": b'{"id": "a", "text": "a"}', "an id with a path": b'{"id": "../../../etc", "text": "a"}',
    "a newline behind the id": b'{"id": "abcdefgh\\n", "text": "a"}',
}  # fmt: skip


@pytest.mark.parametrize("kind", RAW)
@pytest.mark.parametrize("path", ["/api/chat/messages", "/api/chat/session", "/api/chat/typing"])
def test_json_of_the_wrong_shape_is_refused_in_words(site: Site, visitor: Visitor, path: str, kind: str) -> None:
    if path == "/api/chat/session":
        visitor = site.stranger()
    answer = visitor.call("POST", path, content=RAW[kind], headers={"content-type": "application/json"})
    assert answer.status_code in (400, 413, 422), (answer.status_code, answer.text[:300])
    problem = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem["code"] in ("wrong_shape", "too_long", "empty", "too_many_files")
    assert len(problem["title"].split()) >= 2
    assert len(answer.content) < 2000, "the whole of it was sent back"
    if visitor.token:
        assert visitor.history()["messages"] == []


TEXTS = ("\ud83d", "a\udc00b", "\x00", "rút\x00 tiền\x00 chưa về", "\u202e\u2066abc", "a" + "\u0301" * 3990, "\U0001f600" * 4000,
         "\x01\x02\x7f", "\r\n\r\n", "𝕣𝕦́𝕥", "ﷺ" * 1000, "\ufeffalo", "'; DROP TABLE messages; --", "{{7*7}}${7*7}",
         "<img src=x onerror=alert(1)>", "/restart", "%s%s%n", "\\u0000")  # fmt: skip


@pytest.mark.parametrize("text", TEXTS, ids=[ascii(text)[:24] for text in TEXTS])
def test_odd_text_is_taken_and_answered(site: Site, visitor: Visitor, text: str) -> None:
    """Half characters and NUL, which no encoding and no Postgres takes, are cleaned; everything else stays as it is."""
    body = json.dumps({"id": "odd-text-1", "text": text}).encode()
    answer = visitor.call("POST", "/api/chat/messages", content=body, headers={"content-type": "application/json"})
    if not text.strip():
        assert answer.json()["code"] == "empty"
        return
    assert answer.status_code == 202, answer.text
    [mine, *_] = [each for each in visitor.wait_for_answer() if each["from"] == "customer"]
    kept = text.replace("\x00", "\u200b")
    assert mine["text"] == "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in kept)


@pytest.mark.parametrize("name", ["webhook", "session id", "status", "form", "history", "last event", "language"])
def test_nul_and_half_characters_elsewhere(site: Site, visitor: Visitor, name: str) -> None:
    call = visitor.call
    answers = {
        "webhook": lambda: call("POST", "/api/handoff/events", content=b"\x00", headers={"webhook-id": "a"}),
        "session id": lambda: call("POST", "/api/chat/session", content=b'{"site": "a\\u0000b"}'),
        "status": lambda: call("POST", "/status", data={"code": "TN-\x00"}),
        "form": lambda: call("POST", "/chat/form", data={"id": "abcdefgh", "text": "a\x00b", "token": "\x00"}),
        "history": lambda: call("GET", "/api/chat/messages?after=%00"),
        "last event": lambda: call("GET", "/api/chat/messages", headers={"last-event-id": "999999999999999999999"}),
        "language": lambda: call("GET", "/api/chat/config?site=%00&lang=%00"),
    }
    answer = answers[name]()
    assert answer.status_code < 500, answer.text


@pytest.mark.parametrize("number", ["99999999999999999999", "-1", "1.5", "٣", "²", "", "0x1"])
def test_numbers_that_no_column_holds(site: Site, visitor: Visitor, number: str) -> None:
    for where in (f"after={number}", f"limit={number}"):
        assert visitor.call("GET", f"/api/chat/messages?{where}").status_code in (200, 422)


def _chunks(total: int) -> Iterator[bytes]:
    for _ in range(total // 65_536 + 1):
        yield b" " * 65_536


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", "text/plain"])
@pytest.mark.parametrize("chunked", [False, True], ids=["stated", "chunked"])
@pytest.mark.parametrize(
    "path", ["/api/chat/messages", "/api/chat/evidence", "/chat/form", "/api/handoff/events", "/status"]
)
def test_a_body_beyond_the_limit_is_refused_before_its_end(
    site: Site, visitor: Visitor, path: str, kind: str, chunked: bool
) -> None:
    most = site.server.house.intake.limits.largest + 65_536 if "multipart" in kind else 262_144
    read = 0

    def counted() -> Iterator[bytes]:
        nonlocal read
        for chunk in _chunks(most + 3_000_000):
            read += len(chunk)
            yield chunk

    headers = {"content-type": kind} | ({} if chunked else {"content-length": str(most + 3_000_000)})
    answer = visitor.call("POST", path, content=counted(), headers=headers)
    reads = {
        "/api/chat/messages": "json",
        "/api/chat/evidence": "multipart",
        "/chat/form": "multipart",
        "/status": "multipart",
    }
    if not chunked or reads.get(path, "none") in kind:
        assert (answer.status_code, answer.json()["code"]) == (413, "too_big")
    else:
        assert answer.status_code < 500, "whatever does not read it may answer as it likes"


NASTY: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**63, -(2**63), 10**400, 1.5, 1e308, "", " ", "a", "abcdefgh", "main", "vi", "\x00",
    "\ud83d", "\u202e", "../../x", "%00", "a" * 64, "a" * 65, "a" * 5000, "٣٣٣٣٣٣٣٣", "abcdefgh\n", "TN-00000-00000-0", [], {}, [[]],
    ["abcdefgh"], ["abcdefgh"] * 11, [None], {"id": "abcdefgh"}, {"": ""}, "a.b", "null", "'; --", "Bearer x", "<b>",
)  # fmt: skip


def _operations(site: Site) -> list[tuple[str, str, dict[str, Any]]]:
    """Every operation that the API's own description names, but for the stream, which does not end."""
    schema = site.client.get("/api/openapi.json").json()
    found = [
        (method.upper(), path, operation)
        for path, item in schema["paths"].items()
        for method, operation in item.items()
        if path != "/api/chat/events"
    ]
    assert len(found) >= 10
    return found


def _body(chance: random.Random, described: dict[str, Any], parts: dict[str, Any]) -> Any:
    """Sometimes any value; mostly an object with the described keys, each left out, fitting or nasty."""
    if chance.random() < 0.1:
        return chance.choice(NASTY)
    shape = parts[described["$ref"].rpartition("/")[2]] if "$ref" in described else described
    fitting = {"id": secrets.token_hex(8), "text": "alo", "site": "main", "lang": "vi", "on": True, "evidence": []}
    body: dict[str, Any] = {}
    for name in shape.get("properties", {}):
        if chance.random() < 0.85:
            body[name] = fitting.get(name) if chance.random() < 0.6 else chance.choice(NASTY)
    if chance.random() < 0.1:
        body[str(chance.choice(NASTY))[:50]] = chance.choice(NASTY)
    return body


def _request(
    chance: random.Random, operation: dict[str, Any], path: str, parts: dict[str, Any]
) -> tuple[str, dict[str, Any]]:
    more: dict[str, Any] = {"headers": {}}
    content = operation.get("requestBody", {}).get("content", {})
    if "application/json" in content:
        more["content"] = json.dumps(_body(chance, content["application/json"]["schema"], parts)).encode()
        more["headers"]["content-type"] = "application/json"
    elif content:
        name = str(chance.choice(NASTY)).encode("utf-8", "replace").decode()
        more["files"] = {
            "file": (name[:300] or "x", chance.choice((b"", b"x" * 300, chance.randbytes(900), saved(halves(), "PNG"))))
        }
        more["data"] = {
            "id": chance.choice((secrets.token_hex(8), str(chance.choice(NASTY)).encode("utf-8", "replace").decode()))
        }
    for parameter in operation.get("parameters", []):
        value = str(chance.choice(NASTY)).encode("utf-8", "replace").decode()
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", quote(value, safe="") or "x")
        elif parameter["in"] == "query":
            more.setdefault("params", {})[parameter["name"]] = value
    return path, more


def test_whatever_is_sent_to_the_described_api_it_never_breaks(site: Site) -> None:
    """Each operation with 80 bodies and parameters drawn around its own description."""
    parts = site.client.get("/api/openapi.json").json()["components"]["schemas"]
    statuses: Counter[int] = Counter()
    for method, path, operation in _operations(site):
        chance = random.Random(f"{method} {path}")
        for _ in range(80):
            visitor = site.stranger()
            visitor.token = site.server.house.tokens.issue(secrets.token_hex(8), "main", site.server.house.clock.now())
            where, more = _request(chance, operation, path, parts)
            answer = visitor.call(method, where, **more)
            statuses[answer.status_code] += 1
            assert answer.status_code < 500, (method, where, more, answer.text)
            if answer.status_code >= 400:
                assert answer.headers["content-type"] == "application/problem+json", (method, where, answer.text)
    assert statuses[202] > 10
    assert statuses[422] > 100
