"""Customers of the web chat who never give up: ids of their own making, the same request until it is answered."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.killing.wire import call, events, multipart

PAUSE = 0.2
"""Seconds between two tries of a request."""

STREAM_PAUSE = 0.6
"""Seconds before a stream that broke is opened again; real ones wait two."""

PRESS = "*"
"""Stands in a story for: press the first button of the last reply."""

PICTURE = "+"
"""Begins a line that comes with a picture."""

Line = str | tuple[str, ...]
"""What is said next; several are said at once, without waiting for an answer."""


@dataclass
class Seen:
    """What one customer has sent and seen.

    Attributes:
        accepted: number, by id, of each message that the server has acknowledged.
        texts: what was said, by id.
        messages: what the stream has shown, in that order.
        faults: what a stream must never do.
        reconnects: streams that broke.
        repeats: requests that were sent more than once.
    """

    accepted: dict[str, int] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    messages: list[dict[str, Any]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    reconnects: int = 0
    repeats: int = 0

    @property
    def last(self) -> int:
        """The number of the last message seen."""
        return int(self.messages[-1]["seq"]) if self.messages else 0


class Customer:
    """One visitor, on whichever of the ports answers.

    Args:
        ports: of the servers.
        number: gives him a name and an address of his own.
        chance: decides on ports and on needless repetitions.
        counted: called for each message that was accepted.
        picture: bytes of a picture, unlike everybody else's.
    """

    def __init__(
        self, ports: Sequence[int], number: int, chance: random.Random, counted: Callable[[], None], picture: bytes
    ) -> None:
        self.name = f"khach{number:04d}"
        self.seen = Seen()
        self.conversation = ""
        self.is_waiting = False
        self._ports = ports
        self._number = number
        self._chance = chance
        self._counted = counted
        self._picture = picture
        self._headers = {"x-forwarded-for": f"10.9.{number >> 8}.{number & 255}"}
        self._more = asyncio.Event()
        self._listening: asyncio.Task[None] | None = None

    async def live(self, story: Sequence[Line]) -> None:
        """Comes, says everything, each line when there was an answer to the one before, and stays on the stream."""
        self.is_waiting = True
        asked = json.dumps({"site": "main", "lang": "vi"}).encode()
        given = await self._until("POST", "/api/chat/session", "application/json", asked, 200)
        self._headers["authorization"] = f"Bearer {given['token']}"
        self.conversation = given["conversation"]
        self._listening = asyncio.create_task(self._listen())
        for place, line in enumerate(story):
            if place:
                await self._answered(max(self.seen.accepted.values()))
            together = (line,) if isinstance(line, str) else line
            said = [self._say(f"{self.name}-{place:02d}-{nth}", text) for nth, text in enumerate(together)]
            await asyncio.gather(*said)
        self.is_waiting = False

    async def caught_up(self, last: int) -> None:
        """Returns when the stream has shown the message of a number."""
        while self.seen.last < last:
            await self._more.wait()
            self._more.clear()

    async def leave(self) -> None:
        """Closes the stream."""
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)

    async def _say(self, id: str, text: str) -> None:
        body: dict[str, Any] = {"id": id, "text": text.removeprefix(PICTURE).format(name=self.name)}
        if text == PRESS:
            button = next(each for each in reversed(self.seen.messages) if each["buttons"])["buttons"][0]
            body |= {"text": button["title"], "button": button["id"]}
        if text.startswith(PICTURE):
            body["evidence"] = [await self._upload(f"{id}-picture")]
        self.seen.texts[id] = body["text"]
        raw = json.dumps(body).encode()
        # Now and then the same on two connections at the same instant, as by an impatient phone.
        twice = 2 if self._chance.random() < 0.1 else 1
        calls = [self._until("POST", "/api/chat/messages", "application/json", raw, 202) for _ in range(twice)]
        numbers = {int(each["seq"]) for each in await asyncio.gather(*calls)}
        if len(numbers) != 1:
            self.seen.faults.append(f"{id} was given the numbers {numbers}")
        self.seen.accepted[id] = numbers.pop()
        self._counted()

    async def _upload(self, id: str) -> str:
        kind, body = multipart({"id": id}, "bien-lai.png", self._picture)
        return str((await self._until("POST", "/api/chat/evidence", kind, body, 201))["id"])

    async def _until(self, method: str, path: str, kind: str, body: bytes, wanted: int) -> dict[str, Any]:
        """The same request until it is done; an answer that says that it never will be is the server's fault."""
        while True:
            try:
                status, answer = await call(self._port(), method, path, {**self._headers, "content-type": kind}, body)
            except OSError:
                status, answer = 0, {}
            if status == wanted:
                return answer
            if status not in (0, 429, 503, 507):
                raise AssertionError(f"{path} was answered with {status}: {answer}")
            self.seen.repeats += 1
            await asyncio.sleep(PAUSE * (0.5 + self._chance.random()))

    async def _answered(self, seq: int) -> None:
        while not any(each["seq"] > seq and each["from"] == "assistant" for each in self.seen.messages):
            await self._more.wait()
            self._more.clear()

    async def _listen(self) -> None:
        while True:
            headers = {**self._headers, "last-event-id": str(self.seen.last)}
            try:
                async for name, id, data in events(self._port(), "/api/chat/events", headers):
                    if name == "message":
                        self._hear(int(id), data)
            except (OSError, asyncio.IncompleteReadError):
                pass
            self.seen.reconnects += 1
            await asyncio.sleep(STREAM_PAUSE * (0.5 + self._chance.random()))

    def _hear(self, id: int, data: dict[str, Any]) -> None:
        if id != data["seq"] or id != self.seen.last + 1:
            self.seen.faults.append(f"behind {self.seen.last} the stream shows {id} ({data['seq']})")
        self.seen.messages.append(data)
        self._more.set()

    def _port(self) -> int:
        return self._chance.choice(self._ports)
