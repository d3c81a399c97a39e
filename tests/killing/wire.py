"""HTTP/1.1 by hand on asyncio, for hundreds of customers in one process; a connection that breaks is an OSError."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

PATIENCE = 20.0


class Broken(OSError):
    """The server went away, or did not answer in time."""


async def call(
    port: int, method: str, path: str, headers: Mapping[str, str], body: bytes = b""
) -> tuple[int, dict[str, Any]]:
    """One request on a connection of its own: the answer's status and JSON.

    Raises:
        OSError: nobody knows whether it was done.
    """
    try:
        return await asyncio.wait_for(_call(port, method, path, headers, body), PATIENCE)
    except (TimeoutError, asyncio.IncompleteReadError, ValueError, IndexError) as error:
        raise Broken(f"{type(error).__name__} instead of an answer") from error


async def _call(
    port: int, method: str, path: str, headers: Mapping[str, str], body: bytes
) -> tuple[int, dict[str, Any]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        fields = {"host": "x", "connection": "close", "accept-encoding": "identity", **headers}
        fields["content-length"] = str(len(body))
        writer.write(_head(method, path, fields) + body)
        await writer.drain()
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = int(next(row for row in head.lower().split("\r\n") if row.startswith("content-length")).split(":")[1])
        return int(head.split(" ", 2)[1]), json.loads(await reader.readexactly(length) or b"{}")
    except StopIteration as error:
        raise Broken("no content-length") from error
    finally:
        writer.close()


async def events(port: int, path: str, headers: Mapping[str, str]) -> AsyncIterator[tuple[str, str, dict[str, Any]]]:
    """Server-sent events as (name, id, data) until the server ends the stream or goes away.

    Raises:
        OSError: it went away, or never answered.
    """
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        fields = {"host": "x", "accept-encoding": "identity", "accept": "text/event-stream", **headers}
        writer.write(_head("GET", path, fields))
        await writer.drain()
        status = (await reader.readline()).split(b" ")
        if status[1:2] != [b"200"]:
            raise Broken(f"no stream: {status}")
        name, id = "", ""
        # Each event is one chunk: the lines between are chunk sizes, which begin with none of these words.
        while line := await reader.readline():
            if line.startswith(b"event: "):
                name = line[7:].decode().strip()
            elif line.startswith(b"id: "):
                id = line[4:].decode().strip()
            elif line.startswith(b"data: ") and line.endswith(b"\n"):
                yield name, id, json.loads(line[6:])
                name, id = "", ""
    finally:
        writer.close()


def multipart(fields: Mapping[str, str], name: str, data: bytes) -> tuple[str, bytes]:
    """An upload: its content type and body."""
    edge = "----------------edge-of-a-part"
    rows = [
        f'--{edge}\r\ncontent-disposition: form-data; name="{key}"\r\n\r\n{value}\r\n' for key, value in fields.items()
    ]
    head = f'--{edge}\r\ncontent-disposition: form-data; name="file"; filename="{name}"\r\n'
    whole = "".join(rows) + head + "content-type: application/octet-stream\r\n\r\n"
    return f"multipart/form-data; boundary={edge}", whole.encode() + data + f"\r\n--{edge}--\r\n".encode()


def _head(method: str, path: str, fields: Mapping[str, str]) -> bytes:
    rows = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"{method} {path} HTTP/1.1\r\n{rows}\r\n".encode()
