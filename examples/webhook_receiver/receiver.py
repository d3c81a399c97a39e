"""A small helpdesk that takes cases by signed webhook: for developers to read, run and start from, not for the internet.

python receiver.py --help
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from answers import ACTS, Answers, event
from cases import Cases
from standardwebhooks import Webhook, WebhookVerificationError

_LONGEST = 5_000_000
_HERE = ("127.0.0.1", "localhost", "[::1]")


@dataclass
class Desk:
    """What a request needs; `fail_first` counts down."""

    cases: Cases
    webhooks: list[Webhook]
    answers: Answers | None
    fail_first: int
    slow: float
    lock: threading.Lock = field(default_factory=threading.Lock)

    def must_fail(self) -> bool:
        """Whether this delivery is one of the first, which are told to come again."""
        with self.lock:
            self.fail_first -= 1
            return self.fail_first >= 0


class Handler(BaseHTTPRequestHandler):
    """POST /webhook for Tiếp Nhận; GET /cases, GET /deliveries and POST /cases/<code>/<act> for whoever sits here."""

    desk: Desk
    timeout = 30

    def do_POST(self) -> None:
        """A delivery, or an agent's act."""
        length = self.headers.get("content-length", "")
        if not length.isdecimal() or int(length) > _LONGEST:
            self.close_connection = True
            return self._answer(413, {"error": f"content-length is needed, {_LONGEST} at most"})
        raw = self.rfile.read(int(length))
        if self.path == "/webhook":
            return self._delivery(raw)
        match self.path.strip("/").split("/"):
            case ["cases", code, act] if act in ACTS:
                return self._act(code, act, raw)
        return self._answer(404, {"error": f"POST /webhook, or /cases/<code>/<one of {', '.join(ACTS)}>"})

    def do_GET(self) -> None:
        """What was received."""
        if not self._is_from_here():
            return self._answer(403, {"error": "only from this machine"})
        match self.path.strip("/").split("/"):
            case ["cases"]:
                return self._answer(200, self.desk.cases.all())
            case ["cases", code]:
                found = [each for each in self.desk.cases.all() if each["code"] == code]
                return self._answer(200, found[0]) if found else self._answer(404, {"error": "no such case"})
            case ["deliveries"]:
                return self._answer(200, self.desk.cases.deliveries())
        return self._answer(404, {"error": "GET /cases, /cases/<code> or /deliveries"})

    def _delivery(self, raw: bytes) -> None:
        if not self._is_signed(raw):
            return self._answer(401, {"error": "the signature does not fit"})
        if self.desk.must_fail():
            return self._answer(503, {"error": "told to fail"}, {"retry-after": "1"})
        try:
            delivery = json.loads(raw)
            if delivery["id"] != self.headers["webhook-id"]:
                raise ValueError("webhook-id and the id in the body differ")
            new = self.desk.cases.keep(delivery)
        except (KeyError, TypeError, ValueError) as error:
            return self._answer(400, {"error": f"{type(error).__name__}: {error}"})
        print(f"{delivery['type']} {delivery['id']}: {'kept' if new else 'known already'}", flush=True)
        # Only now: whoever hears nothing sends it again, and it must still be kept once.
        time.sleep(self.desk.slow)
        return self._answer(200, {"new": new})

    def _is_signed(self, raw: bytes) -> bool:
        """Whether one of the secrets signed this body, within five minutes of now."""
        for webhook in self.desk.webhooks:
            try:
                webhook.verify(raw, dict(self.headers), json_parse=False)
                return True
            except (WebhookVerificationError, ValueError):  # ValueError: headers of no known shape
                continue
        return False

    def _act(self, code: str, act: str, raw: bytes) -> None:
        # A page in a browser can send neither a foreign Host nor JSON without being asked first.
        if not self._is_from_here() or self.headers.get_content_type() != "application/json":
            return self._answer(403, {"error": "only from this machine, as application/json"})
        if self.desk.answers is None:
            return self._answer(409, {"error": "started without --answer-url: there is nobody to tell"})
        try:
            told = event(act, code, dict(json.loads(raw)))
        except (TypeError, ValueError):
            return self._answer(400, {"error": 'a JSON object is needed: {"agent": "Lan", "text": "…"}'})
        self.desk.cases.put_out(told)
        self.desk.answers.more.set()
        return self._answer(202, {"id": told["id"]})

    def _is_from_here(self) -> bool:
        return self.headers.get("host", "").rsplit(":", 1)[0] in _HERE

    def _answer(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
        text = json.dumps(body, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"
        self.send_response(status)
        for name, value in {"content-type": "application/json; charset=utf-8", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, format: str, *args: Any) -> None:
        """Silent: what matters is printed where it happens."""


def read_arguments() -> argparse.Namespace:
    """The command line; secrets come from the environment, where other users of the machine do not see them."""
    parser = argparse.ArgumentParser(description="A small helpdesk that takes cases by signed webhook.")
    parser.add_argument("--port", type=int, default=8090, help="on 127.0.0.1; 0 takes any free one (%(default)s)")
    parser.add_argument("--database", type=Path, default=Path("receiver.sqlite3"), help="SQLite file (%(default)s)")
    parser.add_argument("--answer-url", default="", help="where Tiếp Nhận takes agents' acts")
    parser.add_argument("--fail-first", type=int, default=0, metavar="N", help="answer 503 to the first N deliveries")
    parser.add_argument("--slow", type=float, default=0.0, metavar="SECONDS", help="keep, then wait, then answer")
    return parser.parse_args()


def main() -> None:
    """Serves until it is ended."""
    given = read_arguments()
    secrets = os.environ.get("RECEIVER_SECRETS", "").replace(",", " ").split()
    if not secrets:
        sys.exit(
            "Set RECEIVER_SECRETS to the secret that signs deliveries (several, with commas, while it is changed)."
        )
    cases, answers = Cases(given.database), None
    if given.answer_url:
        answers = Answers(cases, given.answer_url, os.environ.get("ANSWER_SECRET", secrets[0]))
        answers.start()
    webhooks = [Webhook(each) for each in secrets]
    Handler.desk = Desk(cases, webhooks, answers, given.fail_first, given.slow)
    server = ThreadingHTTPServer(("127.0.0.1", given.port), Handler)
    print(f"Receiver on http://127.0.0.1:{server.server_port} (deliveries: /webhook, cases: /cases)", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


if __name__ == "__main__":
    main()
