"""The pages that customers see beside the widget itself: the host page and the full-page chat, and the widget's files."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from fastapi.templating import Jinja2Templates

from bot.gate.headers import Page, security_headers
from bot.server.house import House, house_of
from bot.server.integrity import integrity_of
from bot.server.languages import language_of
from bot.server.problems import Problem
from bot.server.sites import banner

HERE = Path(__file__).parent
TEMPLATES = Jinja2Templates(directory=HERE / "templates")
WIDGET = HERE / "static" / "widget.js"

router = APIRouter(include_in_schema=False)


@router.get("/", response_class=HTMLResponse)
async def host(request: Request) -> Response:
    """A page that holds the widget, as a customer's site would."""
    return render(request, "host.html")


@router.get("/chat", response_class=HTMLResponse)
async def chat_page(request: Request) -> Response:
    """The chat on a whole page, for phones and for links in other channels."""
    return render(request, "chat.html")


@router.get("/favicon.ico")
async def icon() -> Response:
    """There is none; browsers ask all the same."""
    return Response(status_code=204, headers={"cache-control": "public, max-age=86400"})


@router.get("/widget.js")
async def widget(request: Request) -> Response:
    """The widget, for pages of other origins."""
    return _script(request, lasting=False)


@router.get("/widget-{digest}.js")
async def pinned_widget(digest: str, request: Request) -> Response:
    """The widget of one version, which browsers may keep for ever."""
    if digest != widget_digest():
        raise Problem("not_found")
    return _script(request, lasting=True)


def render(request: Request, name: str, *, status_code: int = 200, **values: object) -> Response:
    """A page with what every page knows: language, brand, banner."""
    house, lang = house_of(request), language_of(request)
    known = {
        "lang": lang,
        "brand": house.domain.facts["fact_brand"],
        "banner": banner(house.domain, lang),
        "site": "main",
        "widget": {"src": f"/widget-{widget_digest()}.js", "integrity": integrity_of()},
        "case": "",
        "form": f"/chat/form?lang={lang}",
        "status": f"/status?lang={lang}",
    }
    return TEMPLATES.TemplateResponse(request, name, {**known, **values}, status_code=status_code)


@router.get("/host.css")
async def host_style() -> Response:
    """The style of our own pages."""
    return Response((HERE / "static" / "host.css").read_bytes(), media_type="text/css; charset=utf-8")


@router.get("/host.js")
async def host_script() -> Response:
    """The script of the sample page."""
    return Response((HERE / "static" / "host.js").read_bytes(), media_type="text/javascript; charset=utf-8")


@cache
def widget_digest() -> str:
    """16 hex digits that change with the widget."""
    return hashlib.sha256(WIDGET.read_bytes()).hexdigest()[:16]


def _script(request: Request, *, lasting: bool) -> Response:
    house: House = house_of(request)
    headers = security_headers(Page.WIDGET, secure=house.settings.is_secure)
    # A script tag with integrity needs CORS, and the widget is no secret.
    headers["access-control-allow-origin"] = "*"
    if lasting:
        headers["cache-control"] = "public, max-age=31536000, immutable"
    return Response(WIDGET.read_bytes(), media_type="text/javascript; charset=utf-8", headers=headers)
