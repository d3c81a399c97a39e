"""Security headers for each kind of answer; it decides them from values alone and knows no web framework.

No page has inline script or style, so the policies need no nonce. Sources: OWASP Secure Headers Project, W3C CSP 3,
MDN on Cross-Origin-Resource-Policy.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum, unique
from typing import assert_never
from urllib.parse import quote


@unique
class Page(StrEnum):
    """A kind of answer."""

    DESK = "desk"
    """pages of the desk, login and setup"""
    CHAT = "chat"
    """the chat page, the plain form and the state of a case: personal, for customers"""
    WIDGET = "widget"
    """widget.js and what it loads, for the pages of other origins"""
    ASSET = "asset"
    """scripts, styles and sounds of our own pages"""
    API = "api"
    """JSON and event streams"""


_QUIET = (
    "accelerometer=(), autoplay=(self), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-get=(), usb=(), xr-spatial-tracking=()"
)
_ALL = {"x-content-type-options": "nosniff", "permissions-policy": _QUIET, "x-permitted-cross-domain-policies": "none"}
_NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
_YEAR = 31_536_000
_LONGEST_NAME = 120
_RESERVED = re.compile(r'[\x00-\x1f\x7f"\\/:*?<>|%;]')


def security_headers(page: Page, *, secure: bool, framed_by: Sequence[str] = ()) -> dict[str, str]:
    """The headers of an answer, names in lower case.

    Args:
        page: what kind of answer it is.
        secure: whether the installation's public address is https; only then is HSTS sent.
        framed_by: origins that may show the chat page in a frame, as `bot.gate.origins` has checked them.
    """
    headers = dict(_ALL) | _own(page, framed_by)
    if secure:
        headers["strict-transport-security"] = f"max-age={_YEAR}"
    return headers


def _own(page: Page, framed_by: Sequence[str]) -> dict[str, str]:
    match page:
        case Page.DESK:
            return _page_headers(()) | {"x-frame-options": "DENY"}
        case Page.CHAT:
            # X-Frame-Options knows no list of origins: it would forbid what frame-ancestors allows
            return _page_headers(framed_by) | ({} if framed_by else {"x-frame-options": "DENY"})
        case Page.WIDGET:
            return _bare("cross-origin", "no-referrer", "public, max-age=300")
        case Page.ASSET:
            return _bare("same-origin", "no-referrer", "public, max-age=300")
        case Page.API:
            return _bare("same-origin", "no-referrer", "no-store")
    assert_never(page)


def _page_headers(framed_by: Sequence[str]) -> dict[str, str]:
    """For pages with forms, the referrer policy is same-origin: no other site learns more than by no-referrer, whereas
    that one makes browsers send `Origin: null` with our own forms (WHATWG Fetch, "append a request Origin header")."""
    return {
        "content-security-policy": _page_policy(framed_by),
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "cache-control": "no-store",
    }


def _page_policy(framed_by: Sequence[str]) -> str:
    """Everything from our own origin; blob: shows pictures before they are sent, and those fetched with a token."""
    rules = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' blob:",
        "media-src": "'self'",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "object-src": "'none'",
        "frame-ancestors": " ".join(framed_by) or "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _bare(resource: str, referrer: str, cache: str) -> dict[str, str]:
    """For what is no page: should a browser show it as one all the same, it may do nothing there."""
    return {
        "content-security-policy": _NOTHING,
        "referrer-policy": referrer,
        "cross-origin-resource-policy": resource,
        "cache-control": cache,
        "x-frame-options": "DENY",
    }


def evidence_headers(*, media_type: str, name: str, picture: bool, secure: bool) -> dict[str, str]:
    """The headers of a file that a customer sent, names in lower case.

    Args:
        media_type: what the intake found the file to be; never what the customer's browser said.
        name: the name to save it under; made harmless here whatever it is.
        picture: whether we encoded it ourselves, so that it may be shown; all else is only saved.
        secure: whether the installation's public address is https.
    """
    headers = security_headers(Page.API, secure=secure)
    kind = "inline" if picture else "attachment"
    headers["content-security-policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    headers["content-type"] = media_type if _is_media_type(media_type) else "application/octet-stream"
    headers["content-disposition"] = f"{kind}; {_file_name(name)}"
    headers["cache-control"] = "private, no-store"
    return headers


def _is_media_type(media_type: str) -> bool:
    """Whether it is one media type without parameters, and none that a browser could run."""
    shown = re.fullmatch(r"(?:image|video|audio)/[a-z0-9][a-z0-9.-]{0,60}|application/pdf", media_type, re.ASCII)
    return shown is not None and "svg" not in media_type


def _file_name(name: str) -> str:
    """`filename` in ASCII and `filename*` in UTF-8 (RFC 6266, 4.3; RFC 8187), without folders and control marks."""
    visible = "".join(char for char in name if unicodedata.category(char)[0] != "C")
    clean = _RESERVED.sub("_", visible).strip(" .")[:_LONGEST_NAME] or "file"
    spread = unicodedata.normalize("NFKD", clean.replace("đ", "d").replace("Đ", "D"))
    plain = _RESERVED.sub("_", spread.encode("ascii", "ignore").decode("ascii")).strip(" .") or "file"
    return f"filename=\"{plain}\"; filename*=UTF-8''{quote(clean, safe='')}"
