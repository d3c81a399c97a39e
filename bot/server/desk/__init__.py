"""The desk: where agents see cases, take them and reply; its routes are put together here and nothing else is done."""

from __future__ import annotations

from fastapi import APIRouter

from bot.server.desk import acting, arranging, cases, entering, inbox, live, me, notices, publishing, stats

router = APIRouter(include_in_schema=False)
for each in (entering, inbox, cases, acting, live, me, arranging, notices, stats, publishing):
    router.include_router(each.router)
