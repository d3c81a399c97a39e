"""Errors as problem JSON (RFC 9457) in Vietnamese or English; what went wrong inside is never told to strangers."""

from __future__ import annotations

from html import escape
from typing import Literal

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException

from bot.evidence.intake import Refused
from bot.evidence.texts import refusal_text
from bot.gate.errors import ButtonInvalid, TokenExpired, TokenInvalid
from bot.runtime.parts import WrongMessage
from bot.server.languages import language_of
from bot.server.problem_words import WORDS
from bot.store.errors import Conflict, StoreError, StoreFull, StoreUnavailable, Unknown, Unstorable

log = structlog.get_logger(__name__)

MEDIA_TYPE = "application/problem+json"

RETRY = 3
"""Seconds after which something that the database did not take may be tried again."""


_PAGE = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="stylesheet" href="/host.css"></head>
<body><main><h1>{title}</h1><p><a href="/?lang={lang}">{back}</a></p></main></body></html>
"""


class Problem(Exception):
    """A request that is refused.

    Args:
        code: a key of the table above.
        retry_after: seconds, or None.
        detail: more of it, for the person; "" for nothing.
    """

    def __init__(self, code: str, *, retry_after: int | None = None, detail: str = "") -> None:
        self.code = code
        self.retry_after = retry_after
        self.detail = detail
        super().__init__(code)


def answer(request: Request, code: str, *, retry_after: int | None = None, detail: str = "") -> Response:
    """A problem as an answer: a page where a person looks at it, problem JSON elsewhere."""
    status, vi, en = WORDS[code]
    title = vi if language_of(request) == "vi" else en
    waited = {"retry-after": str(retry_after)} if retry_after is not None else {}
    if not request.url.path.startswith("/api/") and "text/html" in request.headers.get("accept", ""):
        words = escape(detail or title)
        page = _PAGE.format(lang=language_of(request), title=words, back="Quay lại" if language_of(request) == "vi" else "Back")
        return HTMLResponse(page, status_code=status, headers=waited)
    body: dict[str, object] = {"type": "about:blank", "title": title, "status": status, "detail": detail or title}
    body["code"] = code
    if retry_after is not None:
        body["retry_after"] = retry_after
    return JSONResponse(body, status_code=status, headers=waited, media_type=MEDIA_TYPE)


def add_handlers(app: FastAPI) -> None:
    """Has every error answered as a problem."""

    @app.exception_handler(Problem)
    async def _problem(request: Request, error: Problem) -> Response:
        return answer(request, error.code, retry_after=error.retry_after, detail=error.detail)

    @app.exception_handler(WrongMessage)
    async def _wrong(request: Request, error: WrongMessage) -> Response:
        return answer(request, error.code)

    @app.exception_handler(Refused)
    async def _refused(request: Request, error: Refused) -> Response:
        return refused(request, error)

    @app.exception_handler(StoreError)
    async def _store(request: Request, error: StoreError) -> Response:
        code: Literal["full", "unavailable", "not_found", "wrong_shape", "conflict", "failed"] = "failed"
        match error:
            case StoreFull():
                code = "full"
            case StoreUnavailable():
                code = "unavailable"
            case Unknown():
                code = "not_found"
            case Unstorable():
                code = "wrong_shape"
            case Conflict():
                code = "conflict"
        log.warning("store", error=type(error).__name__, route=request.url.path.split("/")[1:3])
        return answer(request, code, retry_after=RETRY if code in ("full", "unavailable") else None)

    @app.exception_handler(TokenInvalid)
    async def _invalid(request: Request, error: TokenInvalid) -> Response:
        return answer(request, "token_expired" if isinstance(error, TokenExpired) else "token_invalid")

    @app.exception_handler(TokenExpired)
    async def _expired(request: Request, error: TokenExpired) -> Response:
        return answer(request, "token_expired")

    @app.exception_handler(ButtonInvalid)
    async def _button(request: Request, error: ButtonInvalid) -> Response:
        return answer(request, "unknown_button")

    @app.exception_handler(RequestValidationError)
    async def _shape(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        return answer(request, "wrong_shape", detail=f"{place}: {first['type']}")

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> Response:
        codes = {404: "not_found", 405: "method", 413: "too_big", 403: "origin_not_allowed"}
        return answer(request, codes.get(error.status_code, "wrong_shape"))

    @app.exception_handler(Exception)
    async def _failed(request: Request, error: Exception) -> Response:
        return answer(request, "failed")


def refused(request: Request, error: Refused) -> Response:
    """A file that was not taken, with the sentence that tells why."""
    status = {"too_big": 413, "kind_not_taken": 415, "try_later": 503}.get(error.reason, 422)
    words = refusal_text(error, language_of(request))
    body = {"type": "about:blank", "title": words, "status": status, "detail": words, "code": error.reason}
    return JSONResponse(body, status_code=status, media_type=MEDIA_TYPE)
