"""`tiepnhan stats`: the desk's statistics of a period as JSON or CSV on standard output; the server may run beside it."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.cli_texts import TEXTS, Lang
from bot.clock import SystemClock
from bot.commands.agents import opened
from bot.domain import Domain
from bot.errors import DataError
from bot.files import find_domain
from bot.server.figures import reckon
from bot.server.figures_written import as_csv, as_json

USUAL = 7


def run(first: str | None, last: str | None, as_table: bool, agents: bool, domain: Path | None, lang: Lang) -> None:
    """Prints the figures of whole days in the desk's zone.

    Raises:
        DataError: a day cannot be read, or there is no database.
    """
    vocabulary = find_domain(domain)
    since, until = period(vocabulary, first, last, SystemClock().now(), lang)
    with opened() as store, store.reading() as connection:
        figures = reckon(connection, vocabulary, since, until, agents=agents)
    if as_table:
        sys.stdout.write(as_csv(figures))
    else:
        print(json.dumps(as_json(figures), ensure_ascii=False, indent=2))


def period(domain: Domain, first: str | None, last: str | None, now: datetime, lang: Lang) -> tuple[datetime, datetime]:
    """The days from the first to the last, both included; the last seven where none are named."""
    zone = ZoneInfo(domain.triage.hours.zone)
    end = _day(last, lang) or now.astimezone(zone).date()
    begin = _day(first, lang) or end - timedelta(days=USUAL - 1)
    if begin > end:
        raise DataError(TEXTS[lang]["stats.order"].format(first=begin, last=end))
    return datetime.combine(begin, time(), zone), datetime.combine(end, time(), zone) + timedelta(days=1)


def _day(written: str | None, lang: Lang) -> date | None:
    if written is None:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise DataError(TEXTS[lang]["stats.day"].format(written=written)) from None
