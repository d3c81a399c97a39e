"""The one door of the desk: who comes, whether he may, and whether a form came from our own page; it shows nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Literal
from urllib.parse import quote, urlsplit

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile

from bot.gate.people import csrf_matches, from_own_page, secret_digest, session_lives
from bot.gate.sessions import SAFE_METHODS
from bot.runtime.parts import MOST_FILES
from bot.server.house import House, house_of
from bot.server.languages import Lang, language_of
from bot.store import people_rows
from bot.store.people_rows import AgentRow

Role = Literal["", "agent", "lead", "admin"]
RANK: dict[str, int] = {"": 0, "agent": 1, "lead": 2, "admin": 3}

TOUCH = timedelta(seconds=60)
"""How exactly it is kept when somebody was last seen: a write for each request would be too many."""

LANG_COOKIE = "tiepnhan_desk_lang"


class Away(Exception):
    """The browser is to go elsewhere."""

    def __init__(self, url: str) -> None:
        self.url = url
        super().__init__(url)


class Denied(Exception):
    """Something is refused, with a page that tells why.

    Args:
        status: of the answer.
        key: which words.
        retry_after: seconds, or None.
    """

    def __init__(self, status: int, key: str, retry_after: int | None = None) -> None:
        self.status = status
        self.key = key
        self.retry_after = retry_after
        super().__init__(key)


@dataclass(frozen=True, slots=True)
class Visit:
    """A request at the desk that may go on.

    Attributes:
        request: the request.
        house: the server's parts.
        lang: which language the page speaks.
        session: the cookie's value: of a login, or of a browser that has none yet; "" without a cookie.
        agent: who is logged in, or None on the pages before the login.
        form: what was sent, or None.
    """

    request: Request
    house: House
    lang: Lang
    session: str
    agent: AgentRow | None
    form: FormData | None = None

    @property
    def person(self) -> AgentRow:
        """Who is logged in; only behind a door with a role."""
        assert self.agent is not None
        return self.agent

    def text(self, name: str, most: int = 200) -> str:
        """A field of the form, "" where it is not there."""
        value = self.form.get(name) if self.form is not None else None
        return value[:most] if isinstance(value, str) else ""

    def files(self, name: str) -> list[UploadFile]:
        """Files of the form; empty pickers send one without a name."""
        found = self.form.getlist(name) if self.form is not None else []
        return [each for each in found if isinstance(each, UploadFile) and each.filename]

    def is_at_least(self, role: Role) -> bool:
        """Whether the person has this role or a higher one."""
        return self.agent is not None and RANK[self.agent.role] >= RANK[role]


@dataclass(frozen=True, slots=True)
class Door:
    """Lets in whoever has a role, and refuses what no page of ours has sent.

    Attributes:
        role: the least that is needed; "" for the pages before the login.
        proven: a lead or admin must have shown a one-time code.
    """

    role: Role
    proven: bool = True

    async def __call__(self, request: Request) -> AsyncIterator[Visit]:
        """The visit.

        Raises:
            Away: to the login.
            Denied: not for this role, or not sent by a page of ours.
        """
        house = house_of(request)
        session = request.cookies.get(cookie_name(house), "")
        agent = await house.outside(lambda: find(house, session))
        self._check(request, agent)
        if request.method in SAFE_METHODS:
            yield Visit(request, house, lang_of(request), session, agent)
            return
        if not from_own_page(request.method, request.headers, own_origins(request, house)):
            raise Denied(403, "denied.page")
        try:
            form = await request.form(max_files=MOST_FILES, max_fields=60)
            sent = form.get("csrf")
            if not isinstance(sent, str) or not csrf_matches(house.keys, session, sent):
                raise Denied(403, "denied.form")
            yield Visit(request, house, lang_of(request), session, agent, form)
        finally:
            await request.close()

    def _check(self, request: Request, agent: AgentRow | None) -> None:
        if not self.role:
            return
        if agent is None:
            if is_part(request):
                raise Denied(401, "denied.login")
            back = f"?next={quote(request.url.path)}" if request.method in SAFE_METHODS else ""
            raise Away(f"/desk/login{back}")
        if RANK[agent.role] < RANK[self.role]:
            raise Denied(403, "denied.role")
        if self.proven and self.role in ("lead", "admin") and agent.totp is None:
            raise Away("/desk/me/code")


Stranger = Annotated[Visit, Depends(Door(""))]
Agent = Annotated[Visit, Depends(Door("agent"))]
Lead = Annotated[Visit, Depends(Door("lead"))]
Admin = Annotated[Visit, Depends(Door("admin"))]


def cookie_name(house: House) -> str:
    """The session's cookie; with the prefix that keeps other hosts from setting it, where browsers allow that."""
    return "__Host-tiepnhan_desk" if house.settings.is_secure else "tiepnhan_desk"


def find(house: House, session: str) -> AgentRow | None:
    """Who is logged in under a cookie, or None; notes that he was seen."""
    digest, now = secret_digest(session), house.clock.now()
    if digest is None:
        return None
    with house.store.reading() as connection:
        found = people_rows.session(connection, digest)
    if found is None:
        return None
    agent, created, seen = found
    if not agent.active or not session_lives(created, seen, now):
        return None
    if now - seen >= TOUCH:
        with house.store.writing() as connection:
            people_rows.touch_session(connection, digest, agent.id, now)
    return agent


def own_origins(request: Request, house: House) -> set[str]:
    """Origins of our own pages: the public one, and the one at which the browser found us (its Host header, which no page
    can forge)."""
    public = urlsplit(house.settings.public_url)
    host = request.headers.get("host", "")
    found = {f"{public.scheme}://{public.netloc}"}
    return found | {f"{scheme}://{host}" for scheme in ("http", "https") if host}


def is_part(request: Request) -> bool:
    """Whether our script asks for a part of a page, or for events: then no redirect helps."""
    return "x-desk-part" in request.headers or "text/event-stream" in request.headers.get("accept", "")


def lang_of(request: Request) -> Lang:
    """By ?lang=, else by what was chosen before, else by the browser."""
    chosen = request.cookies.get(LANG_COOKIE)
    if request.query_params.get("lang") not in ("vi", "en") and chosen in ("vi", "en"):
        return "en" if chosen == "en" else "vi"
    return language_of(request)


def safe_next(written: str) -> str:
    """Where to go after the login: a path of the desk, never another site."""
    good = written.startswith("/desk") and "//" not in written and "\\" not in written and written.isprintable()
    return written if good and not written.startswith(("/desk/login", "/desk/logout")) else "/desk"
