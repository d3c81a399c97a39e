"""The webhook's other side for tests: the receiver of examples/ as a process, and a listener for what it sends back."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from bot.clock import SystemClock
from bot.handoff.inbound import EventInvalid, receive
from bot.handoff.protocol import AgentEvent
from bot.handoff.signing import Secrets, SignatureInvalid
from bot.handoff.transport import TimeOuts, make_client
from bot.handoff.webhook import WebhookTarget
from tests.handoff.contract import ActName, Shown
from tests.handoff.samples import OTHER_SECRET, SECRET, SECRETS

RECEIVER = Path(__file__).parents[2] / "examples" / "webhook_receiver" / "receiver.py"
_PATIENCE = 20.0


class Receiver:
    """The receiver as a process on a loopback port, which it keeps when it is started again.

    Args:
        folder: where its database is.
        answer_url: where it sends agents' acts.
        arguments: further ones: --fail-first, --slow.
    """

    def __init__(self, folder: Path, answer_url: str = "", *arguments: str) -> None:
        self._database = folder / "receiver.sqlite3"
        self._answer_url = answer_url
        self.port = 0
        self.start(*arguments)

    @property
    def url(self) -> str:
        """Where it takes deliveries."""
        return f"http://127.0.0.1:{self.port}/webhook"

    @property
    def pid(self) -> int:
        """Of the process as it runs now."""
        return self._process.pid

    def start(self, *arguments: str) -> None:
        """Starts it and waits until it listens."""
        words = [sys.executable, RECEIVER, "--port", self.port, "--database", self._database]
        words += ["--answer-url", self._answer_url, *arguments]
        self._process = subprocess.Popen(
            [str(word) for word in words],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "RECEIVER_SECRETS": SECRET, "ANSWER_SECRET": OTHER_SECRET},
        )
        assert self._process.stdout is not None
        said = self._process.stdout.readline()
        self.port = int(said.split("127.0.0.1:")[1].split(" ")[0])
        # Nobody reads on: what it prints later must not fill the pipe.
        self._reader = threading.Thread(target=self._process.stdout.read, daemon=True)
        self._reader.start()

    def kill(self) -> None:
        """SIGKILL: no farewell."""
        self._process.kill()
        self._process.wait()
        self._reader.join()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """One request to it, its answer as JSON."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        try:
            raw = None if body is None else json.dumps(body).encode()
            connection.request(method, path, raw, {"content-type": "application/json"})
            answer = connection.getresponse()
            value = json.loads(answer.read())
            assert answer.status < 300, value
            return value
        finally:
            connection.close()


class Listener:
    """Our side of the way back: checks and reads what comes, keeps each event once by its id."""

    def __init__(self, port: int = 0) -> None:
        self.came: list[AgentEvent] = []
        self.statuses: list[int] = []
        self._more = threading.Condition()
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["content-length"]))
                self.send_response(listener.take(dict(self.headers), raw))
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}/handoff/events"

    def take(self, headers: Mapping[str, str], raw: bytes) -> int:
        """What a server does with a request: the answer's status."""
        try:
            event = receive(headers, raw, Secrets.read(OTHER_SECRET), SystemClock().now())
        except SignatureInvalid:
            return self._noted(401)
        except EventInvalid:
            return self._noted(422)
        with self._more:
            if event.id not in {each.id for each in self.came}:
                self.came.append(event)
        return self._noted(204)

    def _noted(self, status: int) -> int:
        with self._more:
            self.statuses.append(status)
            self._more.notify_all()
        return status

    def wait(self, count: int) -> list[AgentEvent]:
        """The events, when there are so many; fails where they do not come."""
        with self._more:
            assert self._more.wait_for(lambda: len(self.came) >= count, _PATIENCE), self.statuses
            return list(self.came)

    def wait_for_status(self, status: int) -> None:
        """Until a request was answered so."""
        with self._more:
            assert self._more.wait_for(lambda: status in self.statuses, _PATIENCE), self.statuses

    def close(self) -> None:
        """Stops listening."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class WebhookHarness:
    """The contract's view of a webhook: the target, the receiver's process and the way back."""

    def __init__(self, folder: Path) -> None:
        self._listener = Listener()
        self.receiver = Receiver(folder, self._listener.url)
        self._client = make_client(TimeOuts(connect=_PATIENCE, read=_PATIENCE))
        self.target = WebhookTarget(self.receiver.url, SECRETS, self._client, SystemClock())

    def cases(self) -> Mapping[str, Shown]:
        """What GET /cases shows."""
        return {each["code"]: _shown(each) for each in self.receiver.ask("GET", "/cases")}

    def act(self, code: str, act: ActName, *, agent: str = "Lan", text: str = "", slot: str = "") -> None:
        """What a developer does by curl."""
        said = {name: value for name, value in (("agent", agent), ("text", text), ("slot", slot)) if value}
        self.receiver.ask("POST", f"/cases/{code}/{act}", said)

    def events(self, at_least: int) -> list[AgentEvent]:
        """What came back."""
        return self._listener.wait(at_least)

    def break_(self) -> None:
        """Its process is killed."""
        self.receiver.kill()

    def mend(self) -> None:
        """And started again on the same port and database."""
        self.receiver.start()

    def close(self) -> None:
        """Ends all of it."""
        self.receiver.kill()
        self._client.close()
        self._listener.close()


def _shown(case: Mapping[str, Any]) -> Shown:
    return Shown(
        opened=case["opened"],
        status=case["summary"]["status"] if case["summary"] else "",
        not_agents=tuple(case["not_agents"]),
        messages=tuple(each["message_id"] for each in case["messages"]),
        evidence=tuple(sorted(each["ref"] for each in case["evidence"])),
        rating=case["rating"],
    )
