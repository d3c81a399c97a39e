"""Pages of the desk from templates, and refusals as pages; it reads nothing from the store."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Coroutine
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import structlog
from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.routing import APIRoute
from fastapi.templating import Jinja2Templates
from starlette.exceptions import HTTPException

from bot.evidence.intake import Refused
from bot.evidence.texts import refusal_text
from bot.gate.people import new_csrf_token, new_session_id
from bot.server.desk import moments
from bot.server.desk.door import LANG_COOKIE, Away, Denied, Visit, cookie_name, is_part, lang_of
from bot.server.desk.words import WORDS, say
from bot.server.house import house_of
from bot.server.languages import Lang
from bot.server.problems import Problem
from bot.server.sites import banner
from bot.store.errors import StoreError, Unknown

log = structlog.get_logger(__name__)

HERE = Path(__file__).parents[1]
TEMPLATES = Jinja2Templates(directory=HERE / "templates")
STATIC = HERE / "static" / "desk"

YEAR = 365 * 86_400
_KEYS = {404: "denied.not_found", 405: "denied.not_found", 413: "denied.too_big"}


class DeskRoute(APIRoute):
    """A route whose refusals are pages for people."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """See APIRoute."""
        original = super().get_route_handler()

        async def handler(request: Request) -> Response:
            try:
                return await original(request)
            except Away as away:
                return RedirectResponse(away.url, 303)
            except Denied as denied:
                return refusal(request, denied.status, say(lang_of(request), denied.key), denied.retry_after)
            except Problem as problem:
                status, key = (429, "denied.too_many") if problem.code == "too_many" else (404, "denied.not_found")
                return refusal(request, status, say(lang_of(request), key), problem.retry_after)
            except Refused as error:
                return refusal(request, 422, refusal_text(error, lang_of(request)))
            except RequestValidationError:
                return refusal(request, 422, say(lang_of(request), "denied.shape"))
            except HTTPException as error:
                key = _KEYS.get(error.status_code, "denied.shape")
                return refusal(request, error.status_code, say(lang_of(request), key))
            except StoreError as error:
                return _store_refusal(request, error)

        return handler


def _store_refusal(request: Request, error: StoreError) -> Response:
    if isinstance(error, Unknown):
        return refusal(request, 404, say(lang_of(request), "denied.not_found"))
    log.warning("desk_store", error=type(error).__name__)
    return refusal(request, 503, say(lang_of(request), "denied.busy"), 3)


def refusal(request: Request, status: int, words: str, retry_after: int | None = None) -> Response:
    """A page that tells why something did not happen; for our script only its words."""
    headers = {"retry-after": str(retry_after)} if retry_after is not None else None
    lang = lang_of(request)
    if is_part(request):
        return HTMLResponse(words, status, headers=headers)
    values = {**_known(request, lang), "words": words, "status": status, "retry_after": retry_after}
    return TEMPLATES.TemplateResponse(request, "desk/refusal.html", values, status_code=status, headers=headers)


def page(visit: Visit, template: str, /, *, status: int = 200, **values: object) -> Response:
    """A page with what every page knows. Who has no cookie yet gets one where the page has a form, which is bound to it."""
    session = visit.session or new_session_id()[0]
    bound: list[str] = []

    def csrf() -> str:
        bound.append(session)
        return new_csrf_token(visit.house.keys, session)

    known = _known(visit.request, visit.lang) | {
        "me": visit.agent,
        "csrf": csrf,
        "request_id": lambda: new_session_id()[0],
        "is_lead": visit.is_at_least("lead"),
        "is_admin": visit.is_at_least("admin"),
        "banner": banner(visit.house.domain, visit.lang),
        "path": visit.request.url.path,
        "part": is_part(visit.request),
    }
    response = TEMPLATES.TemplateResponse(visit.request, f"desk/{template}", {**known, **values}, status_code=status)
    if bound and not visit.session:
        keep_session(visit, response, session, lasting=None)
    if visit.request.query_params.get("lang") in ("vi", "en"):
        secure = visit.house.settings.is_secure
        response.set_cookie(LANG_COOKIE, visit.lang, max_age=YEAR, path="/desk", secure=secure, samesite="lax")
    return response


def keep_session(visit: Visit, response: Response, session: str, *, lasting: int | None) -> None:
    """Gives the browser its session's cookie.

    Args:
        session: the id.
        lasting: seconds, or None: until the browser is closed.
    """
    response.set_cookie(
        cookie_name(visit.house), session, max_age=lasting, path="/", secure=visit.house.settings.is_secure,
        httponly=True, samesite="lax",
    )  # fmt: skip


def _known(request: Request, lang: Lang) -> dict[str, Any]:
    house = house_of(request)
    domain, now = house.domain, house.clock.now()

    def t(key: str, **values: object) -> str:
        return say(lang, key, **values)

    def at(moment: datetime | None) -> str:
        return moments.at(moment, domain, now, lang)

    return {
        "lang": lang,
        "t": t,
        "at": at,
        "iso": moments.iso,
        "left": lambda due: moments.left(due, now, lang),
        "is_late": lambda due: due is not None and due <= now,
        "ago": lambda moment: moments.ago(moment, now, lang),
        "brand": domain.facts["fact_brand"],
        "version": version(),
        "title_of": lambda kind: domain.title(kind, lang),
        "words_of": lambda group, key: words_of(request, lang, group, key),
        "label_of": lambda name: domain.label(name, "", lang) if name in domain.slots else name,
        "value_of": lambda what, value: value_of(request, lang, what, value),
        "did_of": lambda action: say(lang, f"log.{action}") if f"log.{action}" in WORDS else action,
        "me": None,
    }


def words_of(request: Request, lang: Lang, group: str, key: str) -> str:
    """A title of triage.yml: of a status, a priority, a department, …; the key itself where there is none."""
    titles = getattr(house_of(request).domain.triage, group)
    found = titles.get(key)
    return key if found is None else str(found.get(lang) or found["vi"])


_GROUPS = {"status": "statuses", "priority": "priorities", "department": "departments"}


def value_of(request: Request, lang: Lang, what: str, value: str) -> str:
    """A value of a case's history as people read it."""
    if what == "kind":
        return house_of(request).domain.title(value, lang)
    if what == "sla":
        name, _, department = value.partition(":")
        told = say(lang, "sla.told", department=words_of(request, lang, "departments", department)) if department else ""
        return ", ".join(each for each in (say(lang, f"sla.{name}"), told) if each)
    return words_of(request, lang, _GROUPS[what], value) if what in _GROUPS else value


@cache
def version() -> str:
    """12 hex digits that change with the desk's own files: browsers may keep them."""
    read = b"".join(path.read_bytes() for path in sorted(STATIC.glob("desk.*")))
    return hashlib.sha256(read).hexdigest()[:12]
