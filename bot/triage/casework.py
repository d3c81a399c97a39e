"""The life of a case: opened, joined, handed over, reopened, closed; which of these happens is decided elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

import bot.triage.phrases as phrases
from bot.case import Case, Change
from bot.domain import CaseKind
from bot.triage.draft import Draft
from bot.triage.effects import AddToCase
from bot.triage.filling import Taken, has_pictures, take, with_words
from bot.triage.hearing import account_said, bare_answer, fresh, heard, pictures_of
from bot.triage.reading import Found, Reading
from bot.triage.routing import due, is_recent, kind_of, priority, with_signals
from bot.triage.states import Heard


def open_case(draft: Draft, intent: str, said: Iterable[Heard], reading: Reading) -> Taken:
    """A new case of a kind with everything that is known of it; `draft.spare_code` becomes its code."""
    kind = kind_of(draft.domain, intent)
    case = draft.add_case(_new_case(draft, kind))
    draft.note(f"opened a case: {kind.intent}")
    said = (*said, *fresh(draft))
    account = account_said(draft.talk, case.code)
    taken = take(draft, case, (*said, account) if account else said, (*reading.evidence, *pictures_of(said)))
    case = _held(with_words(taken.case, reading), reading)
    case = with_signals(draft.domain, case, _signals_of(draft, case, reading))
    draft.change(heard=(), care=draft.talk.care or kind.care)
    return Taken(draft.keep(case), taken.filled, taken.corrected, taken.unclear, taken.pictures, taken.too_many)


def _new_case(draft: Draft, kind: CaseKind) -> Case:
    talk = draft.talk
    return Case(
        code=draft.spare_code,
        kind=kind.intent,
        title=draft.domain.title(kind.intent),
        status="collecting",
        priority=priority(draft.domain, kind, ()),
        department=kind.department,
        channel=talk.channel,
        language=talk.language,
        opened=draft.now,
        updated=draft.now,
    )


def _signals_of(draft: Draft, case: Case, reading: Reading) -> list[str]:
    signals = ["angry"] if reading.angry else []
    if is_repeated(draft, case) or phrases.says_repeated(reading.plain):
        signals.append("repeated_contact")
    if kind_of(draft.domain, case.kind).care:
        signals.append("vulnerable")
    return [*signals, "wants_english"] if draft.talk.language == "en" else signals


def is_repeated(draft: Draft, case: Case) -> bool:
    """Whether a case of the same kind ended lately."""
    seconds = draft.domain.triage.timers.repeated_contact
    return any(
        each.kind == case.kind
        and each.code != case.code
        and each.status == "closed"
        and is_recent(draft.domain, each, draft.now, seconds)
        for each in draft.talk.cases
    )


def mood(draft: Draft, case: Case, reading: Reading) -> Case:
    """The signals that this turn adds to a case in hand; the first anger is answered with an apology."""
    signals = ["angry"] if reading.angry else []
    if phrases.says_repeated(reading.plain):
        signals.append("repeated_contact")
    if draft.talk.language == "en":
        signals.append("wants_english")
    if reading.angry and "angry" not in case.signals:
        draft.part("utter_sorry")
    return with_signals(draft.domain, _held(case, reading), signals)


def _held(case: Case, reading: Reading) -> Case:
    return case.having(held=True) if not case.held and phrases.has_status_word(reading.plain) else case


def mention(case: Case, intents: Iterable[str]) -> Case:
    """The case with other things that the customer named."""
    new = [intent for intent in intents if intent not in case.also_mentioned and intent != case.kind]
    return case.having(also_mentioned=(*case.also_mentioned, *new)) if new else case


# ---------------------------------------------------------------- asked and missing


def missing_slots(draft: Draft, case: Case) -> tuple[str, ...]:
    """What is still to be asked for, in the form's order."""
    kind = kind_of(draft.domain, case.kind)
    return tuple(slot for slot in kind.asks if not is_settled(case, slot))


def is_settled(case: Case, slot: str) -> bool:
    """Whether a slot has a value, or is marked as missing."""
    if slot == "screenshots" and has_pictures(case):
        return True
    return case.field(slot) is not None or case.is_missing(slot) or slot in case.skipped


def absorb(
    draft: Draft,
    case: Case,
    reading: Reading,
    found: Iterable[Found] | None = None,
    *,
    asking: str = "",
    may_replace: bool = False,
) -> Taken:
    """Take what a turn says into a case in hand: fields, pictures, words, mood.

    Args:
        draft: the decision in the making.
        case: the case.
        reading: the turn.
        found: the entities that are about this case; all of the turn where it is None.
        asking: the slot that was asked for.
        may_replace: values that are there already may be replaced.
    """
    said = heard(draft, reading.found if found is None else found)
    open_form = case.status == "collecting" and not said
    answer = bare_answer(draft, reading, case, asking) if asking or open_form else None
    taken = take(
        draft, case, (*said, answer) if answer else said, reading.evidence, asking=asking, may_replace=may_replace
    )
    return taken.with_case(draft.keep(mood(draft, with_words(taken.case, reading), reading)))


def join(draft: Draft, case: Case, reading: Reading, *, asking: str = "", may_replace: bool = False) -> Taken:
    """Add what was said to a case that humans have: they see it, and empty fields are filled."""
    taken = absorb(draft, case, reading, asking=asking, may_replace=may_replace)
    new = tuple(each for each in taken.case.evidence if each not in case.evidence)
    if reading.message_ids:
        draft.do(AddToCase(case.code, reading.message_ids, new))
    draft.note(f"joined to the open case: {case.kind}")
    return taken


def reopen(draft: Draft, case: Case, reading: Reading) -> Case:
    """A second review by another person, on the level that triage.yml names."""
    domain = draft.domain
    before = tuple(dict.fromkeys((*case.agents_before, case.agent))) if case.agent else case.agents_before
    change = Change(
        at=draft.now, what="status", before=case.status, after="second_review", message_id=reading.message_id
    )
    case = with_words(case, reading).having(
        status="second_review",
        department=domain.triage.escalation.second_review,
        reviews=case.reviews + 1,
        agents_before=before,
        agent="",
        ended=None,
        handed_over=draft.now,
        due=due(domain, draft.talk.channel, draft.now),
        reason="reopened",
        history=(*case.history, change),
    )
    draft.stop_all(case.code)
    case = draft.keep(with_signals(domain, case, ("repeated_contact",)))
    draft.hand_off(case, "reopened")
    draft.note("reopened for a second review")
    return case
