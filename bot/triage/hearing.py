"""What the customer said as things that a case could hold; it takes nothing into a case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from bot.case import Case, Evidence
from bot.message import Json
from bot.text.syllables import is_syllable
from bot.triage.draft import Draft
from bot.triage.reading import Found, Problem, Reading
from bot.triage.states import Conversation, Heard
from bot.triage.timing import told

PERSONAL_DATA = frozenset({"username", "phone"})
"""What belongs to the customer, in whichever clause he says it."""

PICTURES = "screenshots"
_MOST_HEARD = 20
_JUST_NOW = timedelta(minutes=1)
_NUMBER = re.compile(r"[0-9]{1,9}")
_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._\-]{2,23}")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9\-_/#]{3,39}")
_NO_NAMES = frozenset(
    {"yes", "ok", "oke", "okay", "hello", "alo", "admin", "help", "sorry", "thanks", "please", "test", "cskh", "stop"}
)


def heard(draft: Draft, found: Iterable[Found]) -> tuple[Heard, ...]:
    """Entities as things that the customer said."""
    return tuple(_heard(draft, each) for each in found if each.entity.kind in draft.domain.slots)


def _heard(draft: Draft, found: Found) -> Heard:
    entity = found.entity
    value = dict(entity.value) if isinstance(entity.value, dict) else entity.value
    if value is None and entity.detail.get("currency"):
        value = f"{entity.detail.get('number', '')} {entity.detail['currency']}".strip()
    if isinstance(value, dict) and entity.kind == "incident_time":
        value["told"] = told(entity.detail.get("expression"))
        value["end"] = _end(value, draft.now)
    ambiguous = bool(entity.detail.get("ambiguous") or (isinstance(value, dict) and value.get("ambiguous")))
    return Heard(
        entity.kind,
        value,
        entity.raw,
        found.message_id,
        draft.now,
        ambiguous,
        tuple(entity.detail.get("candidates") or ()),
        bool(entity.detail.get("instead_of")),
    )


def _end(value: Mapping[str, Json], now: datetime) -> Json:
    """The end of a time; "từ 10h tối qua tới giờ" began at ten, and that it lasts until now is no end."""
    end = value.get("end")
    lasts = end and value.get("precision") != "part_of_day" and datetime.fromisoformat(end) >= now - _JUST_NOW
    return None if lasts else end


def of_problem(reading: Reading, problem: Problem) -> tuple[Found, ...]:
    """What was said of one problem: its own clause first, what belongs to no problem, then who the customer is."""
    own: list[Found] = []
    shared: list[Found] = []
    others: list[Found] = []
    for found in reading.found:
        if problem.holds(found):
            own.append(found)
        elif not any(other.holds(found) for other in reading.problems if other is not problem):
            shared.append(found)
        elif found.entity.kind in PERSONAL_DATA:
            others.append(found)
    return (*own, *shared, *others)


def bare_answer(draft: Draft, reading: Reading, case: Case, asking: str) -> Heard | None:
    """What a bare word or number means because it was asked for; behind an opening that named several slots, any.

    A word without a figure is a user name only where that alone was asked for.
    """
    wanted = (asking,) if asking else ("username", "transaction_id", "amount")
    found = (_bare(draft, reading, slot) for slot in wanted if case.field(slot) is None or asking)
    best = next((each for each in found if each), None)
    if best is None or asking or best.kind != "username":
        return best
    return best if any(not char.isalpha() for char in best.words) else None


def _bare(draft: Draft, reading: Reading, asking: str) -> Heard | None:
    """An answer that only makes sense because it was asked for: a bare word as user name, a bare code or number."""
    if asking == "amount" and not reading.of_kind("amount") and len(reading.texts) == 1:
        return _bare_amount(draft, *reading.texts[0])
    if asking not in ("username", "transaction_id") or reading.of_kind(asking) or len(reading.texts) != 1:
        return None
    message_id, text = reading.texts[0]
    word = text.strip().strip(".,!?…\"'()«»")
    fits = _is_name(word) if asking == "username" else _is_code(word)
    return Heard(asking, word, word, message_id, draft.now) if fits else None


def _bare_amount(draft: Draft, message_id: str, text: str) -> Heard | None:
    """A number without a unit: thousands or millions, to be asked."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None or not int(match[0]):
        return None
    number = int(match[0])
    candidates = (number * 1000, number * 1_000_000) if number < 1000 else (number, number * 1000)
    return Heard("amount", None, text, message_id, draft.now, True, candidates)


def _is_name(word: str) -> bool:
    """One token that could be a user name and is no everyday word."""
    if not _TOKEN.fullmatch(word) or (word.isdecimal() and len(word) > 8):
        return False
    return not is_syllable(word.lower()) and word.lower() not in _NO_NAMES and any(char.isalpha() for char in word)


def _is_code(word: str) -> bool:
    return _CODE.fullmatch(word) is not None and sum(char.isdigit() for char in word) >= 3


def pool(draft: Draft, new: Iterable[Heard]) -> None:
    """Remember what was volunteered before a problem is known."""
    draft.change(heard=(*fresh(draft), *new)[-_MOST_HEARD:])


def pool_pictures(draft: Draft, evidence: Iterable[Evidence]) -> tuple[Heard, ...]:
    """Pictures as things that the customer volunteered."""
    return tuple(Heard(PICTURES, each.model_dump(), "", each.message_id, draft.now) for each in evidence)


def fresh(draft: Draft) -> tuple[Heard, ...]:
    """What was volunteered lately; older things belong to another story."""
    since = draft.now - timedelta(seconds=draft.domain.triage.timers.idle)
    return tuple(each for each in draft.talk.heard if each.at >= since)


def pictures_of(said: Iterable[Heard]) -> tuple[Evidence, ...]:
    """The pictures among what was volunteered."""
    return tuple(Evidence(**each.value) for each in said if each.kind == PICTURES)


def account_said(talk: Conversation, exclude: str) -> Heard | None:
    """The account that the customer named for another open case of this conversation."""
    for case in reversed(talk.open_cases):
        field_ = case.field("username")
        if field_ and case.code != exclude:
            return Heard("username", field_.value, field_.words, field_.message_id, case.updated)
    return None
