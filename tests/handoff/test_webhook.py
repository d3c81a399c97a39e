"""The webhook against servers that answer, answer badly, or not at all: each fault is the right exception."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import httpx
import pytest

from bot.clock import SystemClock, VirtualClock
from bot.handoff.protocol import Refused, Unreachable
from bot.handoff.signing import Secrets, verify
from bot.handoff.transport import TimeOuts, make_client
from bot.handoff.webhook import MOST_READ, AddressUnusable, WebhookTarget, judge, wished_pause
from tests.handoff.misbehaving import CERTIFICATE, Script, Server, Talk
from tests.handoff.receiving import Receiver
from tests.handoff.samples import OTHER_SECRET, SECRET, SECRETS, message, moment, opened

NOW = moment(0)
QUICK = TimeOuts(connect=0.5, read=0.3, total=0.8)
PARCEL = opened(1)


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    """A client of little patience."""
    with make_client(QUICK) as made:
        yield made


def target(client: httpx.Client, port: int, scheme: str = "http", host: str = "127.0.0.1") -> WebhookTarget:
    return WebhookTarget(f"{scheme}://{host}:{port}/webhook?token=t0psecret", SECRETS, client, VirtualClock(NOW))


def answer(raw: bytes) -> Script:
    """A server that reads the request and then says this."""

    def script(talk: Talk) -> None:
        talk.read_request()
        talk.say(raw)

    return script


def never_answer(talk: Talk) -> None:
    talk.read_request()
    talk.over.wait()


def hang_up_at_once(talk: Talk) -> None:
    pass


def hang_up_after_the_request(talk: Talk) -> None:
    talk.read_request()


def reset(talk: Talk) -> None:
    talk.connection.recv(1)
    talk.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")


def half_close(talk: Talk) -> None:
    """Says that nothing more will come, and goes on listening."""
    talk.read_request()
    talk.connection.shutdown(socket.SHUT_WR)
    talk.over.wait()


def drip_headers(talk: Talk) -> None:
    """Always a byte before any single read times out: only a limit on the whole ends this."""
    talk.read_request()
    talk.drip(b"HTTP/1.1 200 OK\r\nx-slow: " + b"a" * 100_000, 0.05)


EMPTY = answer(b"HTTP/1.1 204 No Content\r\n\r\n")

FAULTS: list[tuple[str, Script, str, bool]] = [
    ("never answers", never_answer, "timeout", True),
    ("hangs up at once", hang_up_at_once, "answer or connection", True),
    ("hangs up after the request", hang_up_after_the_request, "answer", True),
    ("resets the connection", reset, "connection or answer", True),
    ("half-closes", half_close, "answer", True),
    ("drips its headers", drip_headers, "timeout", True),
    ("cuts its headers short", answer(b"HTTP/1.1 200 OK\r\ncontent-le"), "answer", True),
    ("speaks another protocol", answer(b"SSH-2.0-OpenSSH_9.2\r\n"), "answer", True),
    ("says noise", answer(bytes(range(256)) * 40), "answer", True),
    ("has endless headers", answer(b"HTTP/1.1 200 OK\r\nx: " + b"a" * 200_000), "answer", True),
    ("has no status", answer(b"HTTP/1.1 OK\r\n\r\n"), "answer", True),
]


@pytest.mark.parametrize(("script", "cause", "sent"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_what_is_no_answer_is_unreachable(client: httpx.Client, script: Script, cause: str, sent: bool) -> None:
    with Server(script) as server, pytest.raises(Unreachable) as told:
        target(client, server.port).send(PARCEL)
    # Whether the system reports an end or a reset depends on who is faster.
    assert told.value.cause in cause.split(" or ")
    assert told.value.sent is sent
    assert "t0psecret" not in str(told.value)


def test_nobody_listens(client: httpx.Client) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(Unreachable, match="no connection: Connection refused") as told:
        target(client, port).send(PARCEL)
    assert (told.value.cause, told.value.sent) == ("connection", False)


def test_a_name_that_does_not_exist(client: httpx.Client) -> None:
    with pytest.raises(Unreachable) as told:
        target(client, 443, "https", "helpdesk.invalid").send(PARCEL)
    assert (told.value.cause, told.value.sent) == ("dns", False)


def test_a_connection_that_is_never_made(client: httpx.Client) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        port = full.getsockname()[1]
        waiting = [socket.socket() for _ in range(8)]
        for each in waiting:
            each.setblocking(False)
            each.connect_ex(("127.0.0.1", port))
        with pytest.raises(Unreachable) as told:
            target(client, port).send(PARCEL)
        for each in waiting:
            each.close()
    assert told.value.cause == "timeout"


def test_tls_with_a_server_that_has_none(client: httpx.Client) -> None:
    with Server(answer(b"HTTP/1.1 200 OK\r\n\r\n")) as server, pytest.raises(Unreachable) as told:
        target(client, server.port, "https").send(PARCEL)
    assert told.value.cause in {"tls", "timeout"}
    assert not told.value.sent


def test_a_certificate_that_nobody_vouches_for(client: httpx.Client) -> None:
    with Server(EMPTY, tls=True) as server, pytest.raises(Unreachable, match="self-signed") as told:
        target(client, server.port, "https", "localhost").send(PARCEL)
    assert (told.value.cause, told.value.sent) == ("tls", False)


def test_a_certificate_for_another_host() -> None:
    with (
        make_client(QUICK, authorities=CERTIFICATE) as client,
        Server(EMPTY, tls=True, host="127.0.0.2") as server,
        pytest.raises(Unreachable, match="IP address mismatch") as told,
    ):
        target(client, server.port, "https", "127.0.0.2").send(PARCEL)
    assert told.value.cause == "tls"


def test_the_operators_own_authority() -> None:
    with make_client(QUICK, authorities=CERTIFICATE) as client, Server(EMPTY, tls=True) as server:
        target(client, server.port, "https", "localhost").send(PARCEL)
        assert server.connections == 1


def test_a_redirect_is_not_followed(client: httpx.Client) -> None:
    with Server(answer(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")) as elsewhere:
        moved = f"HTTP/1.1 307 Moved\r\nlocation: http://127.0.0.1:{elsewhere.port}/\r\ncontent-length: 0\r\n\r\n"
        with Server(answer(moved.encode())) as server, pytest.raises(Unreachable) as told:
            target(client, server.port).send(PARCEL)
        assert elsewhere.connections == 0
    assert told.value.cause == "redirect"


def test_a_huge_answer_is_not_read_to_its_end(client: httpx.Client) -> None:
    said = 0

    def flood(talk: Talk) -> None:
        nonlocal said
        talk.read_request()
        talk.say(b"HTTP/1.1 200 OK\r\ncontent-length: 10000000000\r\n\r\n")
        while not talk.over.is_set():
            talk.say(bytes(65_536))
            said += 65_536

    with Server(flood) as server:
        target(client, server.port).send(PARCEL)
    # Beyond what is read, only what the system's buffers hold.
    assert said < MOST_READ + 20_000_000


@pytest.mark.parametrize("body", [b"content-length: 50\r\n\r\ncut", b"transfer-encoding: chunked\r\n\r\nzz\r\n"])
def test_the_status_decides_whatever_happens_to_the_body(client: httpx.Client, body: bytes) -> None:
    with Server(answer(b"HTTP/1.1 200 OK\r\n" + body)) as server:
        target(client, server.port).send(PARCEL)
    with Server(answer(b"HTTP/1.1 500 No\r\n" + body)) as server, pytest.raises(Unreachable):
        target(client, server.port).send(PARCEL)


def test_a_body_that_drips_holds_nobody(client: httpx.Client) -> None:
    def script(talk: Talk) -> None:
        talk.read_request()
        talk.say(b"HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n")
        talk.drip(bytes(1_000_000), 0.05)

    with Server(script) as server:
        target(client, server.port).send(PARCEL)


def test_an_answer_before_the_request_is_read_counts(client: httpx.Client) -> None:
    def script(talk: Talk) -> None:
        talk.connection.recv(10)
        talk.say(b"HTTP/1.1 413 Too large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n")
        talk.over.wait(0.2)

    with Server(script) as server, pytest.raises(Refused, match="413"):
        target(client, server.port).send(PARCEL)


def test_what_goes_over_the_wire(client: httpx.Client) -> None:
    came: list[bytes] = []

    def script(talk: Talk) -> None:
        # As a server does that would take more on the same connection.
        while True:
            came.append(talk.read_request())
            talk.say(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")

    both = Secrets.read(f"{SECRET},{OTHER_SECRET}")
    with Server(script) as server:
        sender = WebhookTarget(f"http://127.0.0.1:{server.port}/in", both, client, VirtualClock(NOW))
        sender.send(PARCEL)
        sender.send(PARCEL)
        assert server.connections == 2
    assert came[0] == came[1]
    head, _, raw = came[0].partition(b"\r\n\r\n")
    lines = [line.split(": ", 1) for line in head.decode().split("\r\n")[1:]]
    headers = {name.lower(): value for name, value in lines}
    assert head.startswith(b"POST /in HTTP/1.1")
    assert headers["content-type"] == "application/json"
    assert headers["webhook-timestamp"] == str(int(NOW.timestamp()))
    for secret in (SECRET, OTHER_SECRET):
        assert verify(headers, raw, Secrets.read(secret), NOW) == PARCEL.id
    assert json.loads(raw)["data"]["summary"]["code"] == PARCEL.code


REFUSED = [300, 301, 304, 308, 400, 401, 403, 404, 405, 410, 411, 413, 415, 418, 422, 451, 499]
PASSING = [302, 303, 307, 408, 409, 425, 429, 500, 501, 502, 503, 504, 507, 599]


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_two_hundreds_have_arrived(status: int) -> None:
    judge(status, "60", NOW)


@pytest.mark.parametrize("status", REFUSED)
def test_permanent(status: int) -> None:
    with pytest.raises(Refused, match=str(status)) as told:
        judge(status, "60", NOW)
    assert told.value.cause == ("redirect" if status < 400 else "refused")


@pytest.mark.parametrize("status", PASSING)
def test_passing(status: int) -> None:
    with pytest.raises(Unreachable, match=str(status)) as told:
        judge(status, "60", NOW)
    assert told.value.retry_after == 60
    assert told.value.sent == (status >= 500)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("", None),
        ("0", 0),
        ("120", 120),
        (" 7 ", 7),
        ("1.5", None),
        ("-5", None),
        ("9" * 5000, None),
        ("١٢", None),
        ("soon", None),
        (format_datetime(moment(2), usegmt=False), 120),
        ("Sat, 14 Nov 2026 13:31:00 GMT", 60),
        ("Sat, 14 Nov 2026 13:31:00 -0000", 60),
        ("Sat, 14 Nov 2026 13:29:00 GMT", 0),
        ("Sat, 14 Nov 99999999 13:29:00 GMT", None),
        ("Sat, 99 Nov 2026 13:29:00 GMT", None),
    ],
)
def test_retry_after(header: str, seconds: float | None) -> None:
    assert wished_pause(header, NOW) == seconds


def test_retry_after_on_the_wire(client: httpx.Client) -> None:
    busy = b"HTTP/1.1 429 Slow down\r\nretry-after: 17\r\ncontent-length: 0\r\n\r\n"
    with Server(answer(busy)) as server, pytest.raises(Unreachable) as told:
        target(client, server.port).send(PARCEL)
    assert (told.value.cause, told.value.retry_after, told.value.sent) == ("busy", 17, False)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "helpdesk.example/in",
        "ftp://helpdesk.example",
        "https://",
        "http://helpdesk.example",
        "http://10.0.0.5/in",
        "http://localhost.evil.example",
        "http://127.0.0.1.evil.example",
        "https://a..b/in",
        "https://" + "a" * 64 + ".example",
        "https://helpdesk.example:99999",
        "https://helpdesk.example:0",
        "https://helpdesk.example/\x00t0psecret",
    ],
)
def test_addresses_refused(client: httpx.Client, url: str) -> None:
    with pytest.raises(AddressUnusable) as told:
        WebhookTarget(url, SECRETS, client, SystemClock())
    assert "t0psecret" not in str(told.value)


@pytest.mark.parametrize(
    ("url", "allow_http"),
    [
        ("https://helpdesk.example/in?token=x", False),
        ("https://10.0.0.5:8443/in", False),
        ("https://hỗtrợ.example/in", False),
        ("http://localhost:8090/webhook", False),
        ("http://127.0.0.9/webhook", False),
        ("http://[::1]:8090/webhook", False),
        ("http://helpdesk.internal/in", True),
    ],
)
def test_addresses_taken(client: httpx.Client, url: str, allow_http: bool) -> None:
    assert WebhookTarget(url, SECRETS, client, SystemClock(), allow_http=allow_http).name == "webhook"


def test_another_secret_is_refused(tmp_path: Path, client: httpx.Client) -> None:
    receiver = Receiver(tmp_path)
    try:
        wrong = WebhookTarget(receiver.url, Secrets.read(OTHER_SECRET), client, SystemClock())
        with pytest.raises(Refused, match="401"):
            wrong.send(PARCEL)
        assert receiver.ask("GET", "/cases") == []
    finally:
        receiver.kill()


def test_a_receiver_that_fails_first(tmp_path: Path) -> None:
    receiver = Receiver(tmp_path, "", "--fail-first", "2")
    try:
        with make_client() as patient:
            sender = WebhookTarget(receiver.url, SECRETS, patient, SystemClock())
            for _ in range(2):
                with pytest.raises(Unreachable) as told:
                    sender.send(PARCEL)
                assert (told.value.cause, told.value.retry_after) == ("fault", 1)
            sender.send(PARCEL)
        assert receiver.ask("GET", "/deliveries") == [{"id": PARCEL.id, "type": "case.opened", "times": 1}]
    finally:
        receiver.kill()


def test_a_receiver_that_keeps_and_answers_too_late(tmp_path: Path) -> None:
    """The outcome is unknown to the sender; the repeat is known there, and everything stands once."""
    receiver = Receiver(tmp_path, "", "--slow", "30")
    parcels = [PARCEL, message(1, "m3", 3, "e2")]
    try:
        with make_client(TimeOuts(connect=5, read=0.5, total=5)) as hasty:
            sender = WebhookTarget(receiver.url, SECRETS, hasty, SystemClock())
            for parcel in parcels:
                with pytest.raises(Unreachable) as told:
                    sender.send(parcel)
                assert (told.value.cause, told.value.sent) == ("timeout", True)
        while len(receiver.ask("GET", "/deliveries")) < len(parcels):
            time.sleep(0.05)
        receiver.kill()
        receiver.start()
        with make_client() as patient:
            sender = WebhookTarget(receiver.url, SECRETS, patient, SystemClock())
            for parcel in parcels:
                sender.send(parcel)
        assert [each["times"] for each in receiver.ask("GET", "/deliveries")] == [2, 2]
        (case,) = receiver.ask("GET", "/cases")
        assert [each["message_id"] for each in case["messages"]] == ["m1", "m2", "m3"]
        assert [each["ref"] for each in case["evidence"]] == ["e1", "e2"]
    finally:
        receiver.kill()


def test_the_moment_is_the_clocks(client: httpx.Client) -> None:
    """Each attempt is signed anew: a repeat of hours later is still within the receiver's tolerance."""
    stamps: list[bytes] = []

    def script(talk: Talk) -> None:
        head = talk.read_request().partition(b"\r\n\r\n")[0]
        stamps.extend(line for line in head.split(b"\r\n") if line.startswith(b"webhook-timestamp"))
        talk.say(b"HTTP/1.1 503 No\r\ncontent-length: 0\r\n\r\n")

    clock = VirtualClock(datetime(2026, 1, 1, tzinfo=UTC))
    with Server(script) as server:
        sender = WebhookTarget(f"http://127.0.0.1:{server.port}/", SECRETS, client, clock)
        for _ in range(2):
            with pytest.raises(Unreachable):
                sender.send(PARCEL)
            clock.advance(7200)
    assert stamps == [b"webhook-timestamp: 1767225600", b"webhook-timestamp: 1767232800"]
