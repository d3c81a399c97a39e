"""The way back: agents' acts are written down, then sent to Tiếp Nhận, signed and repeated until they arrive."""

from __future__ import annotations

import http.client
import secrets
import threading
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from cases import Cases
from standardwebhooks import Webhook

ACTS = ("took", "replied", "asks", "handed_back", "resolved", "verified", "note")
"""What an agent can do; `agent.` stands before it on the wire."""

_PASSING = frozenset({408, 409, 425, 429})
_LONGEST_PAUSE = 60.0


def event(act: str, code: str, said: dict[str, Any]) -> dict[str, Any]:
    """An agent's act as it goes over the wire: its id is drawn here, once, and every repeat carries the same.

    Args:
        act: one of ACTS.
        code: the case's.
        said: agent, and text (replied, note) or slot (asks).
    """
    data = {"code": code, **{name: said[name] for name in ("agent", "text", "slot") if name in said}}
    stamp = datetime.now(UTC).isoformat()
    return {"id": f"evt_{secrets.token_hex(12)}", "type": f"agent.{act}", "timestamp": stamp, "data": data}


class Answers(threading.Thread):
    """Sends what stands in the outbox, oldest first: none overtakes another, none is lost when this process dies.

    Args:
        cases: where the outbox is.
        url: Tiếp Nhận's address for agents' acts.
        secret: what signs them.
    """

    def __init__(self, cases: Cases, url: str, secret: str) -> None:
        super().__init__(name="answers", daemon=True)
        self._cases = cases
        self._url = urlsplit(url)
        self._webhook = Webhook(secret)
        self.more = threading.Event()

    def run(self) -> None:
        """Until the process ends."""
        pause = 0.2
        while True:
            self.more.clear()
            waiting = self._cases.next_out()
            if waiting is None:
                self.more.wait()
            elif self._is_done(*waiting):
                pause = 0.2
            else:
                self.more.wait(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)

    def _is_done(self, id: str, body: bytes) -> bool:
        """Whether an act need not be sent again: it has arrived, or will never be taken."""
        try:
            status = self._post(id, body)
        except (OSError, http.client.HTTPException) as error:
            print(f"{id}: not sent ({type(error).__name__}), again later", flush=True)
            return False
        if 200 <= status < 300:
            self._cases.mark_out(id, "sent")
            return True
        if 400 <= status < 500 and status not in _PASSING:
            print(f"{id}: refused with {status}", flush=True)
            self._cases.mark_out(id, "refused")
            return True
        print(f"{id}: answered {status}, again later", flush=True)
        return False

    def _post(self, id: str, body: bytes) -> int:
        now = datetime.now(UTC)
        headers = {
            "content-type": "application/json",
            "webhook-id": id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": self._webhook.sign(id, now, body.decode("utf-8")),
        }
        secure = self._url.scheme == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        connection = kind(self._url.hostname or "", self._url.port, timeout=10)
        try:
            connection.request("POST", self._url.path or "/", body, headers)
            return connection.getresponse().status
        finally:
            connection.close()
