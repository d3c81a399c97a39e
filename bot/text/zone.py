"""Viet Nam's time zone: UTC+7 all year, without daylight saving since 1975, so no table of zones is needed."""

from __future__ import annotations

from datetime import timedelta, timezone

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
