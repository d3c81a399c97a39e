"""Requests of the wrong shape: an answer in words, never an error of ours, and nothing is kept of them."""

from __future__ import annotations

import json
import secrets
import string
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis_jsonschema import from_schema

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
@pytest.mark.parametrize("path", ["/api/chat/messages", "/api/chat/evidence", "/chat/form", "/api/handoff/events", "/status"])
def test_a_body_beyond_the_limit_is_refused_before_its_end(site: Site, visitor: Visitor, path: str, kind: str, chunked: bool) -> None:
    most = site.server.house.intake.limits.largest + 65_536 if "multipart" in kind else 262_144
    read = 0

    def counted() -> Iterator[bytes]:
        nonlocal read
        for chunk in _chunks(most + 3_000_000):
            read += len(chunk)
            yield chunk

    headers = {"content-type": kind} | ({} if chunked else {"content-length": str(most + 3_000_000)})
    answer = visitor.call("POST", path, content=counted(), headers=headers)
    reads = {"/api/chat/messages": "json", "/api/chat/evidence": "multipart", "/chat/form": "multipart", "/status": "multipart"}
    if not chunked or reads.get(path, "none") in kind:
        assert (answer.status_code, answer.json()["code"]) == (413, "too_big")
    else:
        assert answer.status_code < 500, "whatever does not read it may answer as it likes"


def _operations(site: Site) -> list[tuple[str, str, dict[str, Any]]]:
    schema = site.client.get("/api/openapi.json").json()
    found = []
    for path, item in schema["paths"].items():
        for method, operation in item.items():
            if path != "/api/chat/events":
                found.append((method.upper(), path, operation))
    assert len(found) >= 10
    return found


def _resolved(schema: Any, parts: dict[str, Any]) -> Any:
    match schema:
        case {"$ref": str(name)}:
            return _resolved(parts[name.rpartition("/")[2]], parts)
        case dict():
            return {key: _resolved(value, parts) for key, value in schema.items() if key not in ("examples", "title", "default")}
        case list():
            return [_resolved(each, parts) for each in schema]
        case _:
            return schema


_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=50),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.slow
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_is_sent_to_the_described_api_it_never_breaks(site: Site, data: st.DataObject) -> None:
    """Bodies and parameters drawn from the API's own description, and from nothing at all."""
    method, path, operation = data.draw(st.sampled_from(_operations(site)), label="operation")
    parts = site.client.get("/api/openapi.json").json()["components"]["schemas"]
    visitor = site.stranger()
    visitor.token = site.server.house.tokens.issue(secrets.token_hex(8), "main", site.server.house.clock.now())
    more: dict[str, Any] = {}
    described = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    if described is not None:
        fitting = from_schema(_resolved(described, parts))
        body = data.draw(fitting | _ANYTHING, label="body")
        more = {"content": json.dumps(body).encode(), "headers": {"content-type": "application/json"}}
    elif method == "POST":
        file = data.draw(st.binary(max_size=2000) | st.just(saved(halves(), "PNG")), label="file")
        name = data.draw(st.text(max_size=60), label="name").encode("utf-8", "replace").decode()
        id = data.draw(st.text(alphabet=string.ascii_letters + "-_ /.", max_size=70), label="id")
        more = {"data": {"id": id}, "files": {"file": (name or "x", file)}}
    for parameter in operation.get("parameters", []):
        value = data.draw(st.text(max_size=30) | st.integers().map(str), label=parameter["name"])
        value = value.encode("utf-8", "replace").decode().replace("/", "").replace("?", "").replace("#", "")
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", value or "x")
        elif parameter["in"] == "query":
            more.setdefault("params", {})[parameter["name"]] = value
    answer = visitor.call(method, path, **more)
    assert answer.status_code < 500 or (answer.status_code == 503 and path == "/readyz"), (method, path, answer.text)
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json", (method, path, answer.text)
