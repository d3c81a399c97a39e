"""What a widget must know before anybody has said a word: names, limits, hours, the queue; nothing about any visitor."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request

from bot.domain import Domain
from bot.runtime.parts import MOST_FILES, MOST_TEXT
from bot.server.health import PRESENT
from bot.server.house import House, house_of
from bot.server.languages import Lang, language_of
from bot.store import case_rows, people_rows
from bot.text.zone import VIETNAM

router = APIRouter(prefix="/api/chat", tags=["chat"])

ACCEPTS = (
    "image/jpeg image/png image/webp image/heic image/heif application/pdf video/mp4 video/quicktime video/webm"
    " audio/ogg audio/mp4 audio/mpeg audio/amr audio/wav audio/webm"
).split()

IDLE_WARNING = 120
"""Seconds before an idle form is handed over at which the customer is warned."""


@router.get("/config", summary="What a widget must know before anybody speaks")
async def config(request: Request) -> dict[str, Any]:
    """For one site and one language; the same for every visitor."""
    house, lang = house_of(request), language_of(request)
    stored = await house.outside(lambda: _stored(house))
    return {**_said(house, lang), **stored}


def _said(house: House, lang: Lang) -> dict[str, Any]:
    domain, now = house.domain, house.clock.now().astimezone(VIETNAM)
    words = domain.facts.get("fact_support_hours_en" if lang == "en" else "fact_support_hours", "")
    return {
        "brand": domain.facts["fact_brand"],
        "demo": is_demo(domain),
        "banner": banner(domain, lang),
        "lang": lang,
        "languages": list(domain.triage.languages),
        "greeting": domain.say("utter_greet", lang).text,
        "limits": {
            "text": MOST_TEXT,
            "pictures": MOST_FILES,
            "picture_bytes": house.intake.limits.image,
            "file_bytes": house.intake.limits.largest,
            "accepts": ACCEPTS,
        },
        "hours": {"open": is_open(domain, now), "words": words},
        "idle_warning_seconds": IDLE_WARNING,
    }


def _stored(house: House) -> dict[str, Any]:
    now = house.clock.now()
    with house.store.reading() as connection:
        waiting, since = case_rows.longest_wait(connection)
        online = people_rows.present_agents(connection, now - PRESENT)
    seconds = int((now - since).total_seconds()) if since is not None else None
    return {"agents_online": online, "queue": {"waiting": waiting, "wait_seconds": seconds}}


def is_demo(domain: Domain) -> bool:
    """Whether facts of the operator are still placeholders."""
    return bool(domain.placeholders())


def banner(domain: Domain, lang: Lang) -> str | None:
    """What stands above every page while they are."""
    if not is_demo(domain):
        return None
    if lang == "en":
        return "Demo: the operator has not filled in its details yet. Do not enter real data."
    return "Bản dùng thử: chưa điền thông tin nhà vận hành. Vui lòng không nhập dữ liệu thật."


def is_open(domain: Domain, now: datetime) -> bool:
    """Whether agents are at work."""
    return domain.triage.hours.is_open(now)
