"""Cases, lines, pictures and parcels for the tests of hand-offs; all people and accounts are invented."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache

from bot.case import CaseSummary
from bot.codes import make
from bot.handoff.bodies import (
    EvidenceLink,
    Line,
    case_closed,
    case_message,
    case_opened,
    case_rated,
    case_updated,
)
from bot.handoff.protocol import Parcel
from bot.handoff.signing import Secrets, new_secret
from bot.triage.summary import summarise
from tests.triage.talking import EVENING, Talk, domain, money, user, when

SECRET = new_secret(bytes(range(32)))
OTHER_SECRET = new_secret(bytes(range(1, 33)))
SECRETS = Secrets.read(SECRET)


@cache
def summary() -> CaseSummary:
    """A slow withdrawal, told, confirmed and handed over; as triage writes it."""
    talk = Talk()
    data = (user("hoangnam88"), money("5tr", 5_000_000), when("8h tối qua"))
    talk.say("tk hoangnam88 rút 5tr từ 8h tối qua chưa về", "slow_withdrawal", entities=data)
    talk.picture()
    talk.say("đúng", "affirm")
    return summarise(talk.case, domain())


def numbered(number: int, **changes: object) -> CaseSummary:
    """The same case under another code: each test has its own."""
    known, code = summary(), make(number)
    return known.model_copy(update={"code": code, "text": known.text.replace(known.code, code), **changes})


def moment(minutes: float) -> datetime:
    """So many minutes into the story."""
    return EVENING + timedelta(minutes=minutes)


def line(name: str, minutes: float, text: str = "Em ơi tiền vẫn chưa về ạ") -> Line:
    """Something that the customer wrote."""
    return Line(message_id=name, at=moment(minutes), who="customer", text=text)


def picture(name: str, message_id: str) -> EvidenceLink:
    """Something that the customer sent."""
    return EvidenceLink(
        ref=name,
        kind="image",
        name="ảnh chụp.jpg",
        url=f"https://support.example/evidence/{name}",
        media_type="image/jpeg",
        size=81_920,
        sha256=f"{len(name):064x}",
        message_id=message_id,
    )


def opened(number: int, id: str = "") -> Parcel:
    """A case as it is opened, two lines and a picture into the story."""
    body = case_opened(
        numbered(number),
        reason="complete",
        transcript=(line("m1", 0, "rút 5tr từ 8h tối qua chưa về"), line("m2", 1, "")),
        evidence=(picture("e1", "m2"),),
    )
    return Parcel(id or f"open-{number}", "case.opened", make(number), moment(2), body)


def opened_anew(number: int) -> Parcel:
    """The same case, handed over a second time: another agent is to look at it."""
    known = (line("m1", 0), line("m2", 1), line("m6", 20, "chưa ổn em ơi"))
    body = case_opened(
        numbered(number, status="second_review"),
        reason="reopened",
        not_agents=("Lan",),
        transcript=known,
        evidence=(picture("e1", "m2"),),
    )
    return Parcel(f"reopen-{number}", "case.opened", make(number), moment(21), body)


def message(number: int, name: str, minutes: float, *pictures: str) -> Parcel:
    """One more message of the customer's, with pictures."""
    body = case_message(make(number), (line(name, minutes),), [picture(each, name) for each in pictures])
    return Parcel(f"{name}-{number}", "case.message", make(number), moment(minutes), body)


def updated(number: int, minutes: float, **changes: object) -> Parcel:
    """A newer summary."""
    body = case_updated(numbered(number, **changes))
    return Parcel(f"update-{number}-{minutes:g}", "case.updated", make(number), moment(minutes), body)


def closed(number: int) -> Parcel:
    """The end."""
    body = case_closed(numbered(number, status="closed"))
    return Parcel(f"close-{number}", "case.closed", make(number), moment(30), body)


def rated(number: int) -> Parcel:
    """The customer's opinion."""
    return Parcel(f"rate-{number}", "case.rated", make(number), moment(31), case_rated(make(number), 5))


def story(number: int) -> list[Parcel]:
    """A whole case in the order in which it happened."""
    return [
        opened(number),
        message(number, "m3", 3),
        updated(number, 4, status="with_agent"),
        message(number, "m4", 5, "e2", "e3"),
        message(number, "m5", 6),
        closed(number),
        rated(number),
    ]
