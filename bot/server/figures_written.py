"""Statistics as JSON and CSV for other programs; it reckons nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from bot.server.figures import Figures, Share, Times

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings that spreadsheets take for a formula (OWASP, "CSV Injection")."""


def as_json(figures: Figures) -> dict[str, Any]:
    """A value that json.dumps takes; times in ISO 8601, lengths in seconds, shares from 0 to 1."""
    found = asdict(figures)
    found["since"], found["until"] = figures.since.isoformat(), figures.until.isoformat()
    found["unclear"] = [{"text": text, "count": count} for text, count in figures.unclear]
    return found


def as_csv(figures: Figures) -> str:
    """Rows of group, name, figure, value; with a mark of UTF-8 in front, which spreadsheets want."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("group", "name", "figure", "value"))
    for group, name, figure, value in _rows(figures):
        writer.writerow((group, harmless(name), figure, "" if value is None else value))
    return "\ufeff" + out.getvalue()


def harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _rows(figures: Figures) -> Iterator[tuple[str, str, str, object]]:
    yield "period", "", "since", figures.since.isoformat()
    yield "period", "", "until", figures.until.isoformat()
    for name in ("conversations", "bot_alone", "messages", "cases", "complete", "rating", "reopened"):
        yield "all", "", name, getattr(figures, name)
    for name in ("hand_off", "first_reply", "resolution"):
        yield from _times("all", "", name, getattr(figures, name))
    for group in ("by_kind", "by_channel", "by_hour", "ratings"):
        for name, count in getattr(figures, group).items():
            yield group, name, "count", count
    for text, count in figures.unclear:
        yield "unclear", text, "count", count
    for group, shares in (("department", figures.departments), ("agent", figures.agents)):
        for share in shares:
            yield from _share(group, share)


def _share(group: str, share: Share) -> Iterator[tuple[str, str, str, object]]:
    yield group, share.name, "cases", share.cases
    yield from _times(group, share.name, "first_reply", share.first_reply)
    yield from _times(group, share.name, "resolution", share.resolution)
    yield group, share.name, "rating", share.rating
    yield group, share.name, "ratings", share.ratings


def _times(group: str, name: str, figure: str, times: Times) -> Iterator[tuple[str, str, str, object]]:
    for part in ("count", "median", "p90", "kept"):
        yield group, name, f"{figure}.{part}", getattr(times, part)
