"""`tiepnhan agent`: people of the desk are added, listed, sent away and helped in again; no password is ever printed."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bot.cli_texts import TEXTS, Lang
from bot.clock import SystemClock
from bot.errors import DataError
from bot.gate.people import FAULTS, Passwords, faults
from bot.server.desk.people import login_of, name_of, wrong_login, wrong_name
from bot.settings import Settings
from bot.store import people_rows
from bot.store.engine import Store
from bot.store.errors import Conflict
from bot.store.people_rows import AgentRow
from bot.store.upgrade import require_current

BY = "tiepnhan agent"
"""Who did it, for the audit log."""


def add(login: str, name: str, role: str, from_stdin: bool, lang: Lang) -> None:
    """Adds a person; the password is asked for twice, or read from standard input."""
    say, login, name = TEXTS[lang], login_of(login), name_of(name)
    if wrong_login(login):
        raise DataError(say["agent.wrong_login"].format(login=login))
    if wrong_name(name):
        raise DataError(say["agent.wrong_name"].format(name=name))
    hashed = _password(login, from_stdin, lang)
    with opened() as store, store.writing() as connection:
        now = SystemClock().now()
        try:
            row = people_rows.add_agent(connection, login=login, name=name, password=hashed, role=role, at=now)
        except Conflict:
            raise DataError(say["agent.taken"].format(login=login, name=name)) from None
        people_rows.log(connection, now, BY, "agent_added", row.id, {"role": role})
    print(say["agent.added"].format(name=name, login=login, role=role))


def show(lang: Lang) -> None:
    """Prints everybody."""
    say = TEXTS[lang]
    with opened() as store, store.reading() as connection:
        people = people_rows.all_agents(connection)
    if not people:
        print(say["agent.nobody"])
    for each in people:
        marks = [] if each.active else [say["agent.off"]]
        marks += [say["agent.coded"]] if each.totp else []
        seen = each.seen_at.astimezone().strftime("%d/%m/%Y %H:%M") if each.seen_at else "–"
        print(f"{each.login:<24} {each.name:<24} {each.role:<6} {seen:<17} {', '.join(marks)}".rstrip())


def switch(login: str, active: bool, lang: Lang) -> None:
    """Sends a person away, logged out everywhere at once; or lets him in again."""
    with opened() as store, store.writing() as connection:
        row = _find(people_rows.agent_by_login(connection, login_of(login)), login, lang)
        people_rows.change_agent(connection, row.id, active=active, present=False)
        people_rows.close_sessions(connection, row.id)
        people_rows.log(connection, SystemClock().now(), BY, "agent_enabled" if active else "agent_disabled", row.id)
    print(TEXTS[lang]["agent.enabled" if active else "agent.disabled"].format(name=row.name))


def set_password(login: str, from_stdin: bool, lang: Lang) -> None:
    """Gives a person a new password; he is logged out everywhere."""
    hashed = _password(login_of(login), from_stdin, lang)
    with opened() as store, store.writing() as connection:
        row = _find(people_rows.agent_by_login(connection, login_of(login)), login, lang)
        people_rows.change_agent(connection, row.id, password=hashed)
        people_rows.close_sessions(connection, row.id)
        people_rows.log(connection, SystemClock().now(), BY, "agent_password", row.id)
    print(TEXTS[lang]["agent.password_set"].format(name=row.name))


def forget_code(login: str, lang: Lang) -> None:
    """Turns two-step login off for a person who has lost his telephone."""
    with opened() as store, store.writing() as connection:
        row = _find(people_rows.agent_by_login(connection, login_of(login)), login, lang)
        people_rows.change_agent(connection, row.id, totp=None, totp_used=None)
        people_rows.close_sessions(connection, row.id)
        people_rows.log(connection, SystemClock().now(), BY, "agent_code_forgotten", row.id)
    print(TEXTS[lang]["agent.code_forgotten"].format(name=row.name))


def _password(login: str, from_stdin: bool, lang: Lang) -> str:
    """The hash of a password that may be used.

    Raises:
        DataError: it may not, or the two differ.
    """
    say = TEXTS[lang]
    if from_stdin:
        typed = sys.stdin.readline().rstrip("\r\n")
    else:
        typed = getpass.getpass(say["agent.password"])
        if getpass.getpass(say["agent.again"]) != typed:
            raise DataError(say["agent.differ"])
    if found := faults(typed, login):
        raise DataError(" ".join(FAULTS[each][0 if lang == "vi" else 1] for each in found))
    return Passwords().hash(typed)


def _find(row: AgentRow | None, login: str, lang: Lang) -> AgentRow:
    if row is None:
        raise DataError(TEXTS[lang]["agent.unknown"].format(login=login))
    return row


@contextmanager
def opened() -> Iterator[Store]:
    """The database, for a moment; the server may be running beside it.

    Raises:
        DataError: there is none.
    """
    settings = Settings.from_environment()
    file = settings.database_file
    if file is not None and not file.is_file():
        mend = "start the server once, or name it with TIEPNHAN_DATABASE_URL"
        raise DataError("there is no database here", file=str(file), mend=mend)
    store = Store(settings.database_url)
    try:
        require_current(store)
        yield store
    finally:
        store.close()
