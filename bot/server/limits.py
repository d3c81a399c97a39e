"""Requests whose body is longer than anything that we take are refused before it is read to its end."""

from __future__ import annotations

from contextlib import suppress

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.server.problems import answer


class _TooLong(Exception):
    pass


class BodyLimit:
    """Middleware that counts the bytes of a body.

    Args:
        app: what follows.
        most: bytes of any body.
        json_most: bytes of a body that is not an upload.
        long: paths whose bodies may be as long as uploads.
    """

    def __init__(self, app: ASGIApp, *, most: int, json_most: int = 262_144, long: frozenset[str] = frozenset()) -> None:
        self._app = app
        self._most = most
        self._json_most = json_most
        self._long = long

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on."""
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        multipart = request.headers.get("content-type", "").startswith("multipart/form-data")
        most = self._most if multipart or request.url.path in self._long else self._json_most
        stated = request.headers.get("content-length", "")
        if stated.isascii() and stated.isdigit() and int(stated) > most:
            await answer(request, "too_big")(scope, receive, send)
            return
        read, begun = 0, False

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > most:
                # Whoever reads a body may take this for a body that cannot be read, and answer so: see `watched`.
                raise _TooLong
            return message

        async def watched(message: Message) -> None:
            nonlocal begun
            if read > most and not begun:
                return
            begun = True
            await send(message)

        with suppress(_TooLong):
            await self._app(scope, counted, watched)
        if read > most and not begun:
            await answer(request, "too_big")(scope, receive, send)
