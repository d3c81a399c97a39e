"""The desk as a target of hand-offs: cases of other installations are kept in the tables that the desk reads.

A case of our own is there already: each turn writes it in its own transaction. A parcel about one changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import assert_never
from urllib.parse import urlsplit

from sqlalchemy import Connection

from bot.case import Case, CaseSummary
from bot.clock import Clock
from bot.handoff.arriving import Body, ParcelInvalid, read_body
from bot.handoff.bodies import CaseClosed, CaseMessage, CaseOpened, CaseRated, CaseUpdated, EvidenceLink, Line
from bot.handoff.protocol import Parcel, Refused, Unreachable
from bot.runtime.bell import DESK, Bell
from bot.runtime.foreign_case import Acts, case_of, opened_at
from bot.runtime.parts import ORIGIN
from bot.store import case_rows, conversations, foreign_rows, people_rows
from bot.store.engine import Store
from bot.store.errors import StoreError
from bot.store.evidence_rows import EvidenceRow
from bot.store.foreign_rows import ForeignLine, evidence_id, kept_name
from bot.text import sound
from bot.text.masking import mask

SOURCE = "handoff-in"
"""Under this name the ids of parcels that are kept already stand among the requests done."""

_KINDS = frozenset({"image", "file", "voice", "video"})
_LONGEST_URL = 2_000
_LARGEST = 2**31 - 1


class DeskTarget:
    """Keeps parcels for the people of this desk.

    Args:
        store: the database that the desk reads.
        clock: what time it is.
        bell: wakes those who look at the desk.
    """

    name = "desk"

    def __init__(self, store: Store, clock: Clock, bell: Bell) -> None:
        self._store = store
        self._clock = clock
        self._bell = bell

    def send(self, parcel: Parcel) -> None:
        """Keeps a parcel, in one transaction; see `bot.handoff.protocol.Target`.

        Raises:
            Unreachable: the database cannot be used now; nothing was kept.
            Refused: the parcel has not the shape of its type.
        """
        try:
            body = read_body(parcel)
        except ParcelInvalid as error:
            raise Refused(str(error)) from error
        try:
            with self._store.writing() as connection:
                woken = self._keep(connection, parcel, body)
        except StoreError as error:
            raise Unreachable("the desk's database cannot be used", cause="connection", sent=False) from error
        if woken:
            self._bell.ring({woken, DESK})

    def _keep(self, connection: Connection, parcel: Parcel, body: Body) -> str:
        """The id of the conversation that has changed, or "" where nothing has."""
        now, code = self._clock.now(), parcel.code
        if not people_rows.note_done(connection, SOURCE, parcel.id, {"code": code}, now) or _is_ours(connection, code):
            return ""
        keeping = _Keeping(connection, foreign_rows.begin(connection, code, now).id, code, parcel.at)
        keeping.keep(body)
        return keeping.conversation


def _is_ours(connection: Connection, code: str) -> bool:
    listed = case_rows.listed(connection, code)
    row = conversations.get(connection, listed.conversation) if listed is not None else None
    return row is not None and not foreign_rows.is_foreign(row)


class _Keeping:
    """One parcel on its way into the tables, while its conversation is held."""

    def __init__(self, connection: Connection, conversation: str, code: str, at: datetime) -> None:
        self.conversation = conversation
        self._connection = connection
        self._code = code
        self._at = at

    def keep(self, body: Body) -> None:
        match body:
            case CaseOpened():
                self._summary(body.summary, body)
                self._said(body.transcript, body.evidence)
            case CaseUpdated() | CaseClosed():
                self._summary(body.summary, None)
            case CaseMessage():
                new = self._said(body.lines, body.evidence)
                case_rows.count_unread(self._connection, self._code, new)
            case CaseRated():
                foreign_rows.hold_rating(self._connection, self.conversation, self._code, body.rating, self._at)
                foreign_rows.apply_rating(self._connection, self._code)
            case _:
                assert_never(body)

    def _summary(self, summary: CaseSummary, opening: CaseOpened | None) -> None:
        """Writes the case, unless a newer summary is here; an opening counts by its own time, whatever the summary's."""
        connection, at = self._connection, self._at
        listed = case_rows.listed(connection, self._code)
        known = case_rows.load(connection, self._code) if listed is not None else None
        case = known
        if case is None or at >= case.updated:
            case = case_of(summary, at, known, Acts.of(foreign_rows.acts(connection, self._code, ORIGIN)))
        newest = opening is not None and _is_newest(known, at)
        if opening is not None and newest:
            case = opened_at(case, at, opening.not_agents)
        case_rows.save(connection, self.conversation, case, known, actor="assistant")
        if opening is not None and newest:
            case_rows.hand_over(connection, self._code, opening.not_agents)
        if known is None:
            foreign_rows.apply_rating(connection, self._code)

    def _said(self, lines: Sequence[Line], evidence: Sequence[EvidenceLink]) -> int:
        """Keeps lines and files that are new; how many of the customer's there were."""
        kept = [_line(each) for each in lines]
        fresh = foreign_rows.add_lines(self._connection, self.conversation, self._code, kept)
        rows = [self._evidence(each) for each in evidence]
        files = [each for each in rows if foreign_rows.add_evidence(self._connection, each)]
        touched = {each.id for each in fresh} | {str(each.traces["message"]) for each in files}
        if touched:
            foreign_rows.attach(self._connection, self.conversation, sorted(touched))
        customers = {each.id for each in fresh if each.author == "customer"}
        return len(customers | {str(each.traces["message"]) for each in files})

    def _evidence(self, link: EvidenceLink) -> EvidenceRow:
        """A file that is still where it came from: no key of the vault, but its address."""
        return EvidenceRow(
            id=evidence_id(self._code, link.ref),
            conversation=self.conversation,
            client_id=kept_name(link.ref),
            case_code=self._code,
            kind=link.kind if link.kind in _KINDS else "file",
            media_type=link.media_type[:80],
            name=link.name[:200],
            size=min(link.size, _LARGEST),
            width=None,
            height=None,
            key="",
            thumbnail=None,
            sha256=link.sha256,
            original_sha256=link.sha256,
            traces={"url": web_address(link.url), "message": kept_name(link.message_id) if link.message_id else ""},
            fingerprint=None,
            created_at=self._at,
        )


def _is_newest(known: Case | None, at: datetime) -> bool:
    return known is None or known.handed_over is None or at >= known.handed_over


def _line(line: Line) -> ForeignLine:
    """A line as it is kept: masked again, should the other side have missed something."""
    text, masked = mask(sound(line.text))
    found = [{"kind": each.kind, "start": each.start, "end": each.end} for each in masked]
    return ForeignLine(kept_name(line.message_id), line.at, line.who, line.name[:80], text, found)


def web_address(url: str) -> str:
    """An address that agents may be led to, or "": nothing but the web's own, since it is shown as a link."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    fits = parts.scheme in ("http", "https") and bool(parts.netloc) and len(url) <= _LONGEST_URL and url.isprintable()
    return url if fits and "@" not in parts.netloc else ""
