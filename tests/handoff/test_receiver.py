"""The receiver of examples/: what is only its own: acts that outlive it and us, and who may ask it."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from bot.clock import SystemClock
from bot.codes import make
from bot.handoff.bodies import case_message
from bot.handoff.protocol import Parcel, Resolved, Took
from bot.handoff.schema import handoff_schema
from bot.handoff.signing import sign, verify
from bot.handoff.transport import make_client
from bot.handoff.webhook import WebhookTarget
from tests.handoff.misbehaving import Server, Talk
from tests.handoff.receiving import Listener, Receiver
from tests.handoff.samples import SECRET, SECRETS, line, moment, opened, picture

EXAMPLES = Path(__file__).parents[2] / "examples" / "webhook_receiver"
CODE = make(1)


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[Receiver]:
    """It, with nobody to tell of agents' acts."""
    made = Receiver(tmp_path)
    yield made
    made.kill()


def status(receiver: Receiver, method: str, path: str, raw: bytes = b"", **headers: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", receiver.port, timeout=20)
    try:
        connection.putrequest(method, path, skip_host=True)
        named = {"host": f"127.0.0.1:{receiver.port}", "content_length": str(len(raw)), **headers}
        for name, value in named.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders(raw)
        return connection.getresponse().status
    finally:
        connection.close()


def test_acts_outlive_it_and_us(tmp_path: Path) -> None:
    """Nobody listens; an act is written down; it is killed; both come back: each act arrives once, in order."""
    first = Listener()
    port = first.port
    first.close()
    receiver = Receiver(tmp_path, first.url)
    try:
        receiver.ask("POST", f"/cases/{CODE}/took", {"agent": "Lan"})
        receiver.ask("POST", f"/cases/{CODE}/resolved", {"agent": "Lan"})
        receiver.kill()
        listener = Listener(port)
        try:
            receiver.start()
            assert [type(each) for each in listener.wait(2)] == [Took, Resolved]
        finally:
            listener.close()
    finally:
        receiver.kill()


def test_an_act_that_is_refused_does_not_block_the_next(tmp_path: Path) -> None:
    listener = Listener()
    receiver = Receiver(tmp_path, listener.url)
    try:
        receiver.ask("POST", f"/cases/{CODE}/replied", {"agent": "Lan", "text": ""})
        listener.wait_for_status(422)
        receiver.ask("POST", f"/cases/{CODE}/took", {"agent": "Lan"})
        assert [type(each) for each in listener.wait(1)] == [Took]
    finally:
        receiver.kill()
        listener.close()


def test_what_was_kept_outlives_a_kill(receiver: Receiver) -> None:
    with make_client() as client:
        WebhookTarget(receiver.url, SECRETS, client, SystemClock()).send(opened(1))
    receiver.kill()
    receiver.start()
    assert [each["code"] for each in receiver.ask("GET", "/cases")] == [CODE]
    assert receiver.ask("GET", f"/cases/{CODE}")["opened"] is True


@pytest.mark.parametrize(
    ("method", "path", "headers", "answer"),
    [
        ("GET", "/cases", {"host": "evil.example"}, 403),
        ("GET", "/cases/TN-00000-00000-0", {}, 404),
        ("GET", "/", {}, 404),
        ("POST", "/webhook", {}, 401),
        ("POST", "/webhook", {"webhook_id": "a", "webhook_timestamp": "x", "webhook_signature": "v1"}, 401),
        ("POST", "/webhook", {"content_length": "99999999999"}, 413),
        ("POST", "/webhook", {"content_length": "-1"}, 413),
        ("POST", f"/cases/{CODE}/took", {"content_type": "text/plain"}, 403),
        ("POST", f"/cases/{CODE}/took", {"content_type": "application/json", "host": "evil.example"}, 403),
        ("POST", f"/cases/{CODE}/took", {"content_type": "application/json"}, 409),
        ("POST", f"/cases/{CODE}/erase", {"content_type": "application/json"}, 404),
    ],
)
def test_who_may_ask_what(receiver: Receiver, method: str, path: str, headers: dict[str, str], answer: int) -> None:
    assert status(receiver, method, path, **headers) == answer


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"no JSON",
        b'{"id": "p"}',
        b'{"id": "q", "type": "case.opened", "timestamp": "2026-11-14T20:00:00Z", "data": {"code": "TN"}}',
        b'{"id": "p", "type": "case.opened", "timestamp": "2026-11-14T20:00:00Z", "data": {"code": "TN"}}',
        b'{"id": "p", "type": "case.opened", "timestamp": "soon", "data": {"code": "TN"}}',
    ],
)
def test_a_signed_delivery_of_another_shape_leaves_nothing(receiver: Receiver, raw: bytes) -> None:
    signed = {name.replace("-", "_"): value for name, value in sign("p", SystemClock().now(), raw, SECRETS).items()}
    assert status(receiver, "POST", "/webhook", raw, **signed) == 400
    assert receiver.ask("GET", "/deliveries") == []
    assert receiver.ask("GET", "/cases") == []


def run(script: str, *words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, EXAMPLES / script, *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "RECEIVER_SECRETS": SECRET, "PYTHONIOENCODING": "utf-8"},
    )


def test_the_readmes_sample(receiver: Receiver) -> None:
    """Sent twice it is one case, and it is what this version sends."""
    sample = json.loads((EXAMPLES / "sample.json").read_text(encoding="utf-8"))
    Draft202012Validator(handoff_schema()).validate(sample)
    said = [run("send_sample.py", receiver.url).stdout for _ in range(2)]
    assert ['"new": true' in said[0], '"new": false' in said[1]] == [True, True]
    (case,) = receiver.ask("GET", "/cases")
    assert case["code"] == sample["data"]["code"]
    assert [each["who"] for each in case["messages"]] == ["customer", "assistant", "customer"]


@pytest.mark.parametrize("same", [True, False])
def test_fetching_evidence(receiver: Receiver, tmp_path: Path, same: bool) -> None:
    """Signed by the address, checked by hash and size, never named by the sender."""
    raw = b"\xff\xd8\xff" + bytes(5000)
    fits: list[str] = []

    def script(talk: Talk) -> None:
        head = talk.connection.recv(65_536).decode().split("\r\n")
        headers = dict(line.split(": ", 1) for line in head[1:] if ": " in line)
        fits.append(verify(headers, b"e1", SECRETS, SystemClock().now()))
        body = raw if same else raw[:-1] + b"x"
        talk.say(b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: %d\r\n\r\n" % len(body) + body)

    with Server(script) as server, make_client() as client:
        url = f"http://127.0.0.1:{server.port}/api/handoff/evidence/e1"
        known = {"url": url, "size": len(raw), "sha256": hashlib.sha256(raw).hexdigest(), "name": "../../evil"}
        link = picture("e1", "m1").model_copy(update=known)
        parcel = Parcel("p", "case.message", CODE, moment(0), case_message(CODE, [line("m1", 0)], [link]))
        WebhookTarget(receiver.url, SECRETS, client, SystemClock()).send(parcel)
        done = run(
            "fetch_evidence.py", CODE, "--receiver", receiver.url.removesuffix("/webhook"), "--into", tmp_path / "e"
        )
    assert len(fits) == 1
    written = {file.name: file.read_bytes() for file in (tmp_path / "e").iterdir()}
    assert written == ({link.sha256: raw} if same else {}), done.stderr
    assert (done.returncode == 0) is same
