"""A stand-in for the chat server that keeps its HTTP contract and can be told to fail; it understands no message."""

from __future__ import annotations

import asyncio
import io
import json
import secrets
import threading
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import uvicorn
from PIL import Image
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

STATIC = Path(__file__).resolve().parents[2] / "bot" / "server" / "static"
ACCEPTS = ["image/jpeg", "image/png", "image/webp", "image/heic", "image/heif", "application/pdf", "video/mp4"]
WORDS = {
    "too_big": ("Tệp quá lớn.", "The file is too large."),
    "unreadable": ("Ảnh này không đọc được, anh/chị gửi lại giúp em ạ.", "This picture cannot be read."),
    "token_expired": ("Phiên trò chuyện đã hết hạn.", "The session has expired."),
    "token_invalid": ("Phiên trò chuyện không hợp lệ.", "The session is not valid."),
    "too_many": ("Anh/chị gửi hơi nhanh, vui lòng đợi một chút.", "Too many messages; please wait."),
    "unavailable": ("Hệ thống đang bận, vui lòng thử lại.", "The system is busy; please try again."),
    "origin_not_allowed": ("Trang này chưa được phép dùng khung chat.", "This page may not use the chat."),
    "unknown_button": ("Nút này không còn dùng được.", "This button can no longer be used."),
    "not_found": ("Không tìm thấy.", "Not found."),
}


class Dropped(ConnectionError):
    """The connection is cut on purpose."""


@dataclass
class Fault:
    """What happens to the next `times` requests of `method` to a path that begins with `path`.

    `how`: a status to answer with, "stall" (wait `seconds`, then answer), "drop" (cut the line, nothing done) or
    "lose" (do the work, then cut the line instead of answering).
    """

    method: str
    path: str
    how: int | str
    times: int = 1
    seconds: float = 0.0
    code: str = "unavailable"
    retry_after: int | None = None


@dataclass
class Conversation:
    """One visitor's conversation."""

    id: str
    lang: str = "vi"
    messages: list[dict[str, Any]] = field(default_factory=list)
    evidence: dict[str, dict[str, Any]] = field(default_factory=dict)
    uploads: dict[str, str] = field(default_factory=dict)
    state: dict[str, Any] = field(default_factory=lambda: {"name": "listening", "case": None, "agent": None, "due": None})
    typing: list[bool] = field(default_factory=list)
    identity: str | None = None
    streams: list[tuple[asyncio.AbstractEventLoop, asyncio.Queue[Any]]] = field(default_factory=list)

    def push(self, item: Any) -> None:
        """To every open stream: an event, or an exception that cuts it."""
        for loop, queue in list(self.streams):
            loop.call_soon_threadsafe(queue.put_nowait, item)


@dataclass
class Desk:
    """All that the server knows; it outlives a restart."""

    conversations: dict[str, Conversation] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    expired: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    log: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    doubled: bool = False
    config: dict[str, Any] = field(default_factory=dict)
    answer: Callable[[Conversation, dict[str, Any]], None] | None = None

    @property
    def only(self) -> Conversation:
        """The one conversation there is."""
        (one,) = self.conversations.values()
        return one

    def say(self, conversation: Conversation, text: str, *, buttons: tuple[str, ...] = (), who: str = "assistant", name: str | None = None) -> dict[str, Any]:
        """A message of the assistant or of an agent, to every stream."""
        made = [{"id": secrets.token_hex(8), "title": title, "pressed": False} for title in buttons]
        return self.append(conversation, {"id": None, "from": who, "name": name, "text": text, "buttons": made, "evidence": [], "masked": False})

    def append(self, conversation: Conversation, message: dict[str, Any]) -> dict[str, Any]:
        """Numbers a message, keeps it and sends it on."""
        full = {"seq": len(conversation.messages) + 1, "at": datetime.now(UTC).isoformat(), "response": None, "ask": None, **message}
        conversation.messages.append(full)
        for _ in range(2 if self.doubled else 1):
            conversation.push(("message", full))
        return full

    def enter(self, conversation: Conversation, name: str, **more: Any) -> None:
        """Another state of the conversation."""
        conversation.state = {"name": name, "case": None, "agent": None, "due": None, **more}
        conversation.push(("state", conversation.state))

    def texts_of_customer(self) -> list[str]:
        """What the only customer has said, in order."""
        return [m["text"] for m in self.only.messages if m["from"] == "customer"]


def problem(request: Request, status: int, code: str, retry_after: int | None = None) -> Response:
    """RFC 9457, in the language that was asked for."""
    words = WORDS.get(code, WORDS["unavailable"])["en" in request.headers.get("accept-language", "vi")]
    body = {"type": "about:blank", "title": words, "status": status, "detail": words, "code": code}
    headers = {}
    if retry_after is not None:
        body["retry_after"] = retry_after
        headers["Retry-After"] = str(retry_after)
    return JSONResponse(body, status, headers, media_type="application/problem+json")


def cut() -> Response:
    """An answer whose line is cut before it is whole."""

    async def body() -> AsyncIterator[bytes]:
        yield b"{"
        raise Dropped

    return StreamingResponse(body(), headers={"Content-Length": "100"})


class StandIn:
    """The server of one test: `with StandIn() as server: …`; `origins` may use it."""

    def __init__(self, origins: tuple[str, ...] = (), port: int = 0) -> None:
        self.desk = Desk()
        self.origins = list(origins)
        self.port = port
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> StandIn:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Begins to answer, on the same port as before."""
        self._server, self._thread, self.port = serve(self.app(), self.port)

    def stop(self) -> None:
        """Ends every connection, streams too; what the desk knows stays."""
        if self._server is None or self._thread is None:
            return
        for conversation in self.desk.conversations.values():
            conversation.push(Dropped())
        self._server.should_exit = True
        self._server.force_exit = True
        self._thread.join(10)
        self._server = None

    def app(self) -> ASGIApp:
        """The routes of the contract."""
        routes = [
            Route("/api/chat/session", self.session, methods=["POST"]),
            Route("/api/chat/config", self.config),
            Route("/api/chat/messages", self.guarded(self.messages), methods=["GET", "POST"]),
            Route("/api/chat/evidence", self.guarded(self.upload), methods=["POST"]),
            Route("/api/chat/evidence/{id}", self.guarded(self.evidence)),
            Route("/api/chat/evidence/{id}/thumbnail", self.guarded(self.evidence)),
            Route("/api/chat/typing", self.guarded(self.typing), methods=["POST"]),
            Route("/api/chat/events", self.guarded(self.events)),
            Route("/{name:path}", self.static),
        ]
        headers = ["authorization", "content-type", "last-event-id", "accept-language"]
        cors = Middleware(CORSMiddleware, allow_origins=self.origins, allow_methods=["GET", "POST"], allow_headers=headers, expose_headers=["Retry-After"])
        return Starlette(routes=routes, middleware=[cors])

    async def static(self, request: Request) -> Response:
        path = STATIC / request.path_params["name"]
        if not path.is_file():
            return Response(status_code=404)
        return FileResponse(path, headers={"Access-Control-Allow-Origin": "*"})

    async def meddle(self, request: Request) -> Response | str | None:
        """The fault of this request: an answer, or "lose"."""
        self.desk.log.append((request.method, str(request.url), dict(request.headers)))
        for fault in self.desk.faults:
            if fault.method != request.method or not request.url.path.startswith(fault.path) or fault.times < 1:
                continue
            fault.times -= 1
            if isinstance(fault.how, int):
                return problem(request, fault.how, fault.code, fault.retry_after)
            if fault.how == "stall":
                await asyncio.sleep(fault.seconds)
                return None
            return cut() if fault.how == "drop" else "lose"
        return None

    def allowed(self, request: Request) -> bool:
        origin = request.headers.get("origin")
        return origin is None or origin == self.url or origin in self.origins

    async def session(self, request: Request) -> Response:
        fault = await self.meddle(request)
        if isinstance(fault, Response):
            return fault
        if not self.allowed(request):
            return problem(request, 403, "origin_not_allowed")
        body = await request.json()
        old = body.get("token")
        if old is not None and (old not in self.desk.tokens or old in self.desk.expired):
            return problem(request, 401, "token_expired" if old in self.desk.expired else "token_invalid")
        conversation = self.desk.conversations[self.desk.tokens[old]] if old else Conversation(secrets.token_hex(6))
        conversation.lang = body.get("lang", conversation.lang)
        conversation.identity = body.get("identity", conversation.identity)
        self.desk.conversations[conversation.id] = conversation
        token = secrets.token_urlsafe(24)
        self.desk.tokens[token] = conversation.id
        until = (datetime.now(UTC) + timedelta(days=30)).isoformat()
        answer = {"token": token, "expires_at": until, "conversation": conversation.id, "lang": conversation.lang, "resumed": old is not None}
        return cut() if fault == "lose" else JSONResponse(answer)

    async def config(self, request: Request) -> Response:
        fault = await self.meddle(request)
        if isinstance(fault, Response):
            return fault
        if not self.allowed(request):
            return problem(request, 403, "origin_not_allowed")
        vi = request.query_params.get("lang", "vi") == "vi"
        config: dict[str, Any] = {
            "brand": "Sao Mai", "demo": False, "banner": None, "lang": "vi" if vi else "en", "languages": ["vi", "en"],
            "greeting": "Em là trợ lý tự động của Sao Mai. Anh/chị cần hỗ trợ việc gì ạ?" if vi else "I am Sao Mai's automatic assistant. How can I help?",
            "texts": {}, "limits": {"text": 4000, "pictures": 10, "picture_bytes": 10485760, "accepts": ACCEPTS},
            "hours": {"open": True, "words": "Nhân viên hỗ trợ 24/7" if vi else "Agents around the clock"},
            "agents_online": 2, "queue": {"waiting": 0, "wait_seconds": None}, "theme": {}, "idle_warning_seconds": 300,
        }  # fmt: skip
        return JSONResponse(config | self.desk.config)

    def guarded(self, handler: Callable[[Request, Conversation, bool], Any]) -> Callable[[Request], Any]:
        """Faults first, then the token."""

        async def run(request: Request) -> Response:
            fault = await self.meddle(request)
            if isinstance(fault, Response):
                return fault
            token = request.headers.get("authorization", "").removeprefix("Bearer ")
            if token in self.desk.expired:
                return problem(request, 401, "token_expired")
            if token not in self.desk.tokens:
                return problem(request, 401, "token_invalid")
            answer: Response = await handler(request, self.desk.conversations[self.desk.tokens[token]], fault == "lose")
            return cut() if fault == "lose" else answer

        return run

    async def messages(self, request: Request, conversation: Conversation, lost: bool) -> Response:
        if request.method == "GET":
            after = int(request.query_params.get("after", 0))
            found = [m for m in conversation.messages if m["seq"] > after][: int(request.query_params.get("limit", 200))]
            return JSONResponse({"messages": found, "last": len(conversation.messages), "state": conversation.state})
        body = await request.json()
        known = next((m for m in conversation.messages if m["id"] == body["id"]), None)
        if known is None and body.get("button"):
            group = next((m for m in conversation.messages if any(b["id"] == body["button"] for b in m["buttons"])), None)
            if group is None:
                return problem(request, 409, "unknown_button")
            for button in group["buttons"]:
                button["pressed"] = button["pressed"] or button["id"] == body["button"]
        message = known or self.desk.append(
            conversation,
            {
                "id": body["id"], "from": "customer", "name": None, "buttons": [], "masked": "mật khẩu" in body["text"],
                "text": body["text"].split("mật khẩu ")[0] + "mật khẩu ••••••" if "mật khẩu " in body["text"] else body["text"],
                "evidence": [self.shown(conversation, e) for e in body.get("evidence", [])],
            },
        )  # fmt: skip
        if known is None and self.desk.answer is not None:
            self.desk.answer(conversation, message)
        return JSONResponse({"seq": message["seq"], "id": body["id"], "at": message["at"], "repeated": known is not None}, 202)

    def shown(self, conversation: Conversation, name: str) -> dict[str, Any]:
        return {k: v for k, v in conversation.evidence[name].items() if k not in {"bytes", "repeated"}}

    async def upload(self, request: Request, conversation: Conversation, lost: bool) -> Response:
        async with request.form() as form:
            mine, file = str(form["id"]), form["file"]
            assert not isinstance(file, str)
            raw = await file.read()
        if mine in conversation.uploads:
            return JSONResponse(self.shown(conversation, conversation.uploads[mine]) | {"repeated": True}, 201)
        size: tuple[int | None, int | None] = (None, None)
        kind = "image" if (file.content_type or "").startswith("image/") else "file"
        if kind == "image":
            try:
                size = Image.open(io.BytesIO(raw)).size
            except OSError:
                return problem(request, 422, "unreadable")
        name = secrets.token_hex(8)
        conversation.uploads[mine] = name
        conversation.evidence[name] = {
            "id": name, "kind": kind, "media_type": file.content_type, "name": file.filename, "size": len(raw),
            "width": size[0], "height": size[1], "thumbnail": kind == "image", "bytes": raw,
        }  # fmt: skip
        return JSONResponse(self.shown(conversation, name) | {"repeated": False}, 201)

    async def evidence(self, request: Request, conversation: Conversation, lost: bool) -> Response:
        found = conversation.evidence.get(request.path_params["id"])
        if found is None:
            return problem(request, 404, "not_found")
        return Response(found["bytes"], media_type=found["media_type"])

    async def typing(self, request: Request, conversation: Conversation, lost: bool) -> Response:
        conversation.typing.append(bool((await request.json())["on"]))
        return Response(status_code=204)

    async def events(self, request: Request, conversation: Conversation, lost: bool) -> Response:
        after = int(request.headers.get("last-event-id") or 0)
        queue: asyncio.Queue[Any] = asyncio.Queue()
        mine = (asyncio.get_running_loop(), queue)
        conversation.streams.append(mine)
        for message in conversation.messages:
            if message["seq"] > after:
                queue.put_nowait(("message", message))
        queue.put_nowait(("state", conversation.state))

        async def body() -> AsyncIterator[str]:
            try:
                yield "retry: 2000\n\n"
                while True:
                    try:
                        item = await asyncio.wait_for(queue.get(), 15)
                    except TimeoutError:
                        yield ": ping\n\n"
                        continue
                    if isinstance(item, Exception):
                        raise item
                    name, value = item
                    mark = f"id: {value['seq']}\n" if name == "message" else ""
                    yield f"event: {name}\n{mark}data: {json.dumps(value, ensure_ascii=False)}\n\n"
            finally:
                conversation.streams.remove(mine)

        return StreamingResponse(body(), media_type="text/event-stream", headers={"Cache-Control": "no-store"})


def serve(app: ASGIApp, port: int = 0) -> tuple[uvicorn.Server, threading.Thread, int]:
    """Runs an application in a thread of its own; tells its port once it answers."""
    config = uvicorn.Config(app, host="127.0.0.1", port=port, log_config=None, log_level="critical", lifespan="off", timeout_graceful_shutdown=1, ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started:
        if time.monotonic() > until or not thread.is_alive():
            raise RuntimeError("the stand-in did not start")
        time.sleep(0.01)
    return server, thread, server.servers[0].sockets[0].getsockname()[1]


class HostPages:
    """A web site of its own origin: pages by path, each with its headers; `src` in a page is the widget's address."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[str, dict[str, str]]] = {}
        self.files: dict[str, tuple[str, str]] = {}
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None
        self.port = 0

    @property
    def url(self) -> str:
        """Where the site answers: a name that is not the server's, hence another origin."""
        return f"http://localhost:{self.port}"

    def __enter__(self) -> HostPages:
        self._server, self._thread, self.port = serve(Starlette(routes=[Route("/{path:path}", self.page)]))
        return self

    def __exit__(self, *_: object) -> None:
        assert self._server is not None
        assert self._thread is not None
        self._server.should_exit = True
        self._server.force_exit = True
        self._thread.join(10)

    async def page(self, request: Request) -> Response:
        path = request.path_params["path"]
        if path in self.files:
            text, kind = self.files[path]
            return Response(text, media_type=kind)
        if path not in self.pages:
            return Response(status_code=404)
        html, headers = self.pages[path]
        return HTMLResponse(html, headers=headers)
