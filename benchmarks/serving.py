"""The real server under load, in a process of its own: turns a second, latency, memory, start; SQLite and Postgres.

Run it alone: `python -m benchmarks.serving [--turns 10000] [--postgres URL]`. Customers come from many addresses, as
behind a proxy (X-Forwarded-For from loopback), each says the ten messages of an ordinary evening and reads the stream.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

COMMAND = str(Path(sys.executable).with_name("tiepnhan"))

EVENING = (
    "alo shop", "tk hoangnam88 rút 5tr từ 8h tối qua chưa về", "không có ảnh", "đúng rồi", "bao lâu thì xong vậy",
    "nap 2 trieu luc 9h sang ma chua vao tk", "k co anh", "ok", "khuyến mãi nạp lần đầu tính sao", "mình quên mật khẩu",
)  # fmt: skip
WORDS = "bac cam dung em gia hoa kim lan minh nga oanh phuc quy son tam uyen vinh xuan yen".split()


@dataclass
class Sent:
    """A message that was sent, and when it was answered."""

    at: float
    acknowledged: float = 0.0
    answered: float = 0.0


@dataclass
class Load:
    """What clients have seen."""

    sent: list[Sent] = field(default_factory=list)
    errors: int = 0
    turns: int = 0


class Customer:
    """One visitor: a connection to send on, a connection to listen on.

    Args:
        port: the server's.
        number: gives him an address of his own.
        load: where he notes what he sees.
    """

    def __init__(self, port: int, number: int, load: Load) -> None:
        self._port = port
        self._address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        self._load = load
        self._number = number
        self._token = ""
        self._waiting: dict[str, Sent] = {}
        self._asked: list[str] = []
        self._heard = asyncio.Event()

    async def open(self) -> None:
        """Gets a token and opens the stream."""
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        status, body = await self._post("/api/chat/session", {"site": "main"})
        assert status == 200, (status, body)
        self._token = body["token"]
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        self._stream = writer
        writer.write(
            f"GET /api/chat/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {self._token}\r\n"
            f"x-forwarded-for: {self._address}\r\naccept-encoding: identity\r\n\r\n".encode()
        )
        await writer.drain()
        self._listening = asyncio.create_task(self._listen(reader))

    async def say(self, text: str, place: int) -> None:
        """Sends a message and waits until it was answered."""
        id = f"m{self._number:07d}-{place:05d}"
        sent = Sent(time.perf_counter())
        self._load.sent.append(sent)
        self._asked.append(id)
        self._waiting[id] = sent
        self._heard.clear()
        status, _ = await self._post("/api/chat/messages", {"id": id, "text": text})
        sent.acknowledged = time.perf_counter()
        if status != 202:
            self._load.errors += 1
            self._waiting.pop(id, None)
            return
        try:
            await asyncio.wait_for(self._heard.wait(), 30)
        except TimeoutError:
            self._load.errors += 1

    async def close(self) -> None:
        """Goes."""
        self._listening.cancel()
        self._stream.close()
        self._writer.close()

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        while line := await reader.readline():
            if line.startswith(b"data:") and b'"from":"assistant"' in line:
                now = time.perf_counter()
                for sent in self._waiting.values():
                    sent.answered = now
                self._load.turns += len(self._waiting)
                self._waiting.clear()
                self._heard.set()

    async def _post(self, path: str, body: dict[str, object]) -> tuple[int, dict[str, str]]:
        raw = json.dumps(body).encode()
        token = f"authorization: Bearer {self._token}\r\n" if self._token else ""
        self._writer.write(
            f"POST {path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {len(raw)}\r\n"
            f"x-forwarded-for: {self._address}\r\naccept-encoding: identity\r\n{token}\r\n".encode()
            + raw
        )
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode()
        length = int(next(row for row in head.lower().split("\r\n") if row.startswith("content-length")).split(":")[1])
        return int(head.split(" ", 2)[1]), json.loads(await self._reader.readexactly(length))


async def press(port: int, load: Load, *, turns: int, together: int, rate: float | None, base: int) -> float:
    """Plays an evening with so many customers at a time.

    Args:
        turns: messages in all.
        together: customers at the same time.
        rate: messages a second, or None for as many as go.
        base: number of the first customer.

    Returns:
        Seconds that it took.
    """
    numbers = iter(range(base, base + turns))
    left = turns
    chance = random.Random(base)
    began = time.perf_counter()
    given = 0

    async def seat() -> None:
        nonlocal left, given
        while left > 0:
            customer = Customer(port, next(numbers), load)
            await customer.open()
            for place, text in enumerate(EVENING):
                if left <= 0:
                    break
                left -= 1
                if rate is not None:
                    due = began + given / rate
                    given += 1
                    await asyncio.sleep(max(0.0, due - time.perf_counter()))
                fresh = f"{chance.choice(WORDS)}{chance.randrange(10**6)}"
                await customer.say(text.replace("hoangnam88", fresh), place)
            await customer.close()

    await asyncio.gather(*(seat() for _ in range(together)))
    return time.perf_counter() - began


@contextmanager
def server(folder: Path, database: str, settle: str) -> Iterator[tuple[subprocess.Popen[bytes], int, float]]:
    """The real server; gives its process, port and the seconds until it was ready."""
    environment = os.environ | {
        "TIEPNHAN_DATA_FOLDER": str(folder), "TIEPNHAN_SETTLE": settle, "TIEPNHAN_PROXIES": "127.0.0.1",
        "TIEPNHAN_LOG_LEVEL": "error",
    }  # fmt: skip
    if database:
        environment["TIEPNHAN_DATABASE_URL"] = database
        subprocess.run([COMMAND, "db", "upgrade"], check=True, env=environment)
    port = 20_000 + random.randrange(20_000)
    began = time.perf_counter()
    process = subprocess.Popen([COMMAND, "serve", "--port", str(port)], env=environment)
    try:
        yield process, port, asyncio.run(_first_answer(port, began))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(40)


async def _first_answer(port: int, began: float) -> float:
    while time.perf_counter() - began < 60:
        try:
            customer = Customer(port, 9, Load())
            await customer.open()
            await customer.say("alo", 1)
            await customer.close()
            return time.perf_counter() - began
        except (OSError, AssertionError, asyncio.IncompleteReadError):
            await asyncio.sleep(0.02)
    raise SystemExit("the server did not come up")


def memory_of(pid: int) -> float:
    """MB that a process holds in memory."""
    rows = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return int(next(row for row in rows if row.startswith("VmRSS")).split()[1]) / 1024


def seconds_of(pid: int) -> float:
    """Processor time that a process has taken."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def tell(name: str, database: str, turns: int) -> None:
    """One database: how fast, how late, how big."""
    with tempfile.TemporaryDirectory() as folder, server(Path(folder), database, "0") as (process, port, start):
        print(f"{name}: start to first answer {start:.2f} s, {memory_of(process.pid):.0f} MB")
        for part in (1, 2):
            load, before = Load(), seconds_of(process.pid)
            took = asyncio.run(press(port, load, turns=turns, together=48, rate=None, base=part * 1_000_000))
            worked = 1000 * (seconds_of(process.pid) - before) / max(1, load.turns)
            print(
                f"{name}: {load.turns / took:.0f} turns/s over {load.turns}, errors {load.errors},"
                f" answered p50 {_part(load, 0.5):.0f} ms p95 {_part(load, 0.95):.0f} ms,"
                f" {worked:.1f} ms of processor a turn, {memory_of(process.pid):.0f} MB"
            )
        load = Load()
        asyncio.run(press(port, load, turns=1500, together=24, rate=50, base=5_000_000))
        print(f"{name}: at 50/s answered p50 {_part(load, 0.5):.1f} ms p95 {_part(load, 0.95):.1f} ms")


def _part(load: Load, share: float) -> float:
    found = sorted((each.answered - each.at) * 1000 for each in load.sent if each.answered)
    return found[min(len(found) - 1, int(share * len(found)))] if found else float("inf")


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=10_000)
    parser.add_argument("--postgres", default="")
    parser.add_argument("--only", choices=["sqlite", "postgres"], default=None)
    arguments = parser.parse_args()
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    if arguments.only != "postgres":
        tell("SQLite", "", arguments.turns)
    if arguments.postgres:
        tell("Postgres", arguments.postgres, arguments.turns)


if __name__ == "__main__":
    main()
