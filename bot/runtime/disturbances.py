"""Notices of disturbances that were opened at the desk: told beside those of triage.yml, and who is concerned by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.case import Case
from bot.domain import Domain
from bot.store import notice_rows
from bot.store.notice_rows import NoticeRow


def with_notices(connection: Connection, domain: Domain, now: datetime) -> Domain:
    """The domain with the notices that hold now; the same value where nobody has opened any."""
    rows = notice_rows.live(connection, now)
    if not rows:
        return domain
    told = (*domain.triage.notices, *(row.notice for row in rows))
    return replace(domain, triage=replace(domain.triage, notices=told))


def concerned(connection: Connection, row: NoticeRow) -> list[str]:
    """Codes of open cases whose customers were told of a notice, or that came during it and are what it is about."""
    return [code for code, _, data in notice_rows.open_cases(connection, row) if is_about(row, Case.model_validate_json(data))]


def is_about(row: NoticeRow, case: Case) -> bool:
    """Whether a notice concerns a case: it was told of, or its kind, bank and time fit."""
    if row.text_vi in case.notices:
        return True
    bank = case.field("bank")
    name = str(bank.value) if bank is not None else ""
    return row.notice.holds(case.opened, case.kind, name)
