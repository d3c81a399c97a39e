"""What was said into the fields of a case: taken, corrected, or unclear; it asks nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from bot.case import MOST_CHANGES, MOST_SAID, Case, Change, Evidence, Field, Missing, Said
from bot.domain import CaseKind, Domain
from bot.message import Json
from bot.triage.display import NEW_DETAILS, quoted, value_words
from bot.triage.draft import Draft
from bot.triage.hearing import PICTURES
from bot.triage.reading import SHOWN, Found, Reading
from bot.triage.routing import GENERAL, is_high, kind_of, with_signals
from bot.triage.states import Heard, KnownAccount
from bot.triage.timing import combined

EVERYTHING = ("username", "incident_time", "amount", "transaction_id", "phone", "bank", "promotion", "game")
"""What a case that is handed over at once, or that has no kind, takes: whatever is known."""

MOST_EVIDENCE = 20
_SURE, _UNSURE = 1.0, 0.6


@dataclass(frozen=True, slots=True)
class Taken:
    """The outcome of taking what was said.

    Attributes:
        case: with the new fields.
        filled: slots that were empty and now are not.
        corrected: slots whose value was replaced.
        unclear: by slot, what cannot be taken without a question.
        pictures: pictures that came.
        too_many: pictures that were one too many.
    """

    case: Case
    filled: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()
    unclear: Mapping[str, Heard] = field(default_factory=dict)
    pictures: int = 0
    too_many: int = 0

    @property
    def anything(self) -> bool:
        """Whether the case got something that it was asked for, or a correction."""
        return bool(self.filled or self.corrected or self.pictures)

    def with_case(self, case: Case) -> Taken:
        """The same outcome with a later version of the case."""
        return replace(self, case=case)


def wanted(kind: CaseKind) -> tuple[str, ...]:
    """The slots that a case of this kind takes."""
    if kind.at_once or kind.intent == GENERAL:
        return (*EVERYTHING, *(slot for slot in kind.slots if slot not in EVERYTHING))
    return kind.slots


def take(
    draft: Draft,
    case: Case,
    said: Iterable[Heard],
    evidence: Iterable[Evidence] = (),
    *,
    asking: str = "",
    may_replace: bool = False,
) -> Taken:
    """Put what was said into a case.

    Args:
        draft: the decision in the making.
        case: the case.
        said: in the order of preference.
        evidence: pictures and files.
        asking: the slot that was asked for: its value is replaced.
        may_replace: other values may be replaced too.
    """
    said = tuple(said)
    filled, corrected, unclear = [], [], {}
    for name in wanted(kind_of(draft.domain, case.kind)):
        best = _best([each for each in said if each.kind == name])
        if best is None or name == PICTURES:
            continue
        held = case.field(name)
        whole = _whole(held, best) if held is not None else None
        if is_unclear(best):
            unclear[name] = best
        elif held is None or whole is not None:
            filled.append(name)
            case = with_field(draft, case, name, whole or best)
        elif held.value != best.value and (may_replace or best.replaces or name == asking):
            corrected.append(name)
            case = with_field(draft, case, name, best)
    return _with_pictures(draft, Taken(case, tuple(filled), tuple(corrected), unclear), tuple(evidence))


def _best(said: list[Heard]) -> Heard | None:
    """A correction before anything else, then the first clear one, then the first; two halves of a time make one.

    Of several times the finest comes first.
    """
    ordered = sorted(said, key=lambda each: (not each.replaces, is_unclear(each), _coarseness(each)))
    if ordered and ordered[0].kind == "username" and not ordered[0].replaces:
        return _one_account(ordered)
    if len(ordered) > 1 and not is_unclear(ordered[1]):
        return _joined(ordered[0], ordered[1].value, ordered[1].words) or ordered[0]
    return ordered[0] if ordered else None


_PRECISIONS = ("second", "minute", "hour", "part_of_day", "day", "week", "month")


def _coarseness(said: Heard) -> int:
    """Of several times in a message the finest is the incident's: "bữa nay mới thấy … rút từ 8h tối qua"."""
    precision = said.value.get("precision") if said.kind == "incident_time" and isinstance(said.value, dict) else None
    return _PRECISIONS.index(precision) if precision in _PRECISIONS else 0


def _one_account(said: list[Heard]) -> Heard:
    """The account; two of them in one turn are worth a question."""
    first = said[0]
    names = dict.fromkeys(str(each.value) for each in said if each.at == first.at and each.message_id and each.value)
    if len(names) < 2 or any(each.message_id != first.message_id for each in said if str(each.value) in names):
        return first
    return replace(first, value=None, ambiguous=True, candidates=tuple(names), words=" / ".join(names))


def _whole(held: Field, said: Heard) -> Heard | None:
    """The day that is held and the time of day that was said, or the other way round, as one."""
    return None if is_unclear(said) else _joined(said, held.value, held.words)


def _joined(said: Heard, other: Json, words: str) -> Heard | None:
    if said.kind != "incident_time" or not isinstance(other, dict):
        return None
    value = combined(other, said.value)
    if value is None:
        return None
    both = f"{words} / {said.words}" if words and words != said.words else said.words
    return replace(said, value=value, words=both, ambiguous=bool(value.get("ambiguous")))


def is_unclear(said: Heard) -> bool:
    """It has no value without a question: an amount without a unit, a lunar date, a time to come."""
    if said.value is None:
        return True
    return isinstance(said.value, dict) and bool(said.value.get("lunar") or not said.value.get("start"))


def with_field(draft: Draft, case: Case, name: str, said: Heard) -> Case:
    """The case with this value; what it replaces goes into the history, and the slot is no longer missing."""
    new = _field(draft.domain, case, name, said)
    before = case.field(name)
    fields = tuple(new if each.name == name else each for each in case.fields) if before else (*case.fields, new)
    change = Change(
        at=draft.now, what=name, before=before.display if before else "", after=new.display, message_id=said.message_id
    )
    missing = tuple(each for each in case.missing if each.name != name)
    case = case.having(fields=fields, missing=missing, history=(*case.history, change)[-MOST_CHANGES:])
    if name == "incident_time" and not said.ambiguous:
        case = case.having(signals=tuple(signal for signal in case.signals if signal != "ambiguous_time"))
    if name == "username":
        draft.change(known_account=KnownAccount(str(said.value), draft.now))
    return with_signals(draft.domain, case, _signals(draft.domain, case, said))


def _field(domain: Domain, case: Case, name: str, said: Heard) -> Field:
    return Field(
        name=name,
        label=domain.label(name, case.kind),
        value=said.value,
        display=value_words(name, said.value),
        words=said.words,
        message_id=said.message_id,
        confidence=_UNSURE if said.ambiguous else _SURE,
    )


def _signals(domain: Domain, case: Case, said: Heard) -> list[str]:
    signals = ["high_amount"] if is_high(domain, case) else []
    return [*signals, "ambiguous_time"] if said.kind == "incident_time" and said.ambiguous else signals


def _with_pictures(draft: Draft, taken: Taken, evidence: tuple[Evidence, ...]) -> Taken:
    case = taken.case
    known = {each.ref for each in case.evidence}
    new = tuple(each for each in evidence if each.ref not in known)
    room = max(0, MOST_EVIDENCE - len(case.evidence))
    shown = sum(each.kind in SHOWN for each in new[:room])
    filled = taken.filled
    if shown and PICTURES in wanted(kind_of(draft.domain, case.kind)) and not has_pictures(case):
        filled = (*filled, PICTURES)
    if new[:room]:
        missing = tuple(each for each in case.missing if each.name != PICTURES) if shown else case.missing
        case = case.having(evidence=(*case.evidence, *new[:room]), missing=missing)
    return Taken(case, filled, taken.corrected, taken.unclear, shown, len(new) - len(new[:room]))


def has_pictures(case: Case) -> bool:
    """Whether a picture or a file is there."""
    return any(each.kind in SHOWN for each in case.evidence)


def mark_missing(draft: Draft, case: Case, name: str, why: str, words: str = "") -> Case:
    """The slot as missing, with what the customer said instead."""
    new = Missing(name=name, label=draft.domain.label(name, case.kind), why=why, words=words)  # type: ignore[arg-type]
    return case.having(missing=(*(each for each in case.missing if each.name != name), new))


def with_words(case: Case, reading: Reading) -> Case:
    """The case with the customer's words: the first that told it and the last ones are kept."""
    known = {each.message_id for each in case.said}
    new = [
        Said(message_id=message_id, text=text)
        for message_id, text in _texts(case, reading)
        if text and message_id not in known
    ]
    if not new:
        return case
    said = (*case.said, *new)
    return case.having(said=said if len(said) <= MOST_SAID else (said[0], *said[-(MOST_SAID - 1) :]))


def _texts(case: Case, reading: Reading) -> tuple[tuple[str, str], ...]:
    if reading.pressed:
        return ()
    if case.kind != "change_details":
        return reading.texts
    hidden = {each.message_id: [] for each in reading.found}  # type: dict[str, list[Found]]
    for each in reading.found:
        hidden[each.message_id].append(each)
    return tuple(
        (message_id, _without_new_details(text, hidden.get(message_id, []))) for message_id, text in reading.texts
    )


def _without_new_details(text: str, found: Iterable[Found]) -> str:
    """The words without the new phone number, e-mail or bank account, which the assistant never takes."""
    for each in found:
        if each.entity.kind in NEW_DETAILS and each.entity.raw:
            text = text.replace(each.entity.raw, "•••")
    return quoted(text, ())
