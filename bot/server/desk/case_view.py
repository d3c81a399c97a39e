"""A case as its page shows it, gathered from the store in one go; it renders nothing and changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.case import Case, Field
from bot.domain import Domain
from bot.message import Json
from bot.server.languages import Lang
from bot.store import case_rows, conversations, delivery_rows, evidence_rows, messages, people_rows
from bot.store.case_rows import Listed
from bot.store.conversations import ConversationRow
from bot.store.delivery_rows import Delivery
from bot.store.evidence_rows import EvidenceRow
from bot.store.messages import MessageRow
from bot.triage.display import PERSONAL, value_words

MOST_MESSAGES = 100
CALLS = "hotline"
"""The channel on which nobody hears what the assistant says."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the summary.

    Attributes:
        name: the slot.
        label: its title for this kind of case.
        words: the value as people read it.
        said: the customer's own words.
        unsure: our reading may be wrong.
    """

    name: str
    label: str
    words: str
    said: str
    unsure: bool


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line of the transcript.

    Attributes:
        row: the message.
        text: its words, bank accounts but for their last four digits.
        files: its pictures and files.
        because: the assistant's reasons for the turn that it belongs to.
        understood: what was read in it: intents with their certainty, and values.
    """

    row: MessageRow
    text: str
    files: Sequence[EvidenceRow]
    because: Sequence[str]
    understood: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Talked:
    """A conversation's transcript.

    Attributes:
        spoken: its lines, oldest first.
        before: the number before which there is more, or 0.
    """

    spoken: Sequence[Spoken]
    before: int


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that a case's page shows."""

    row: Listed
    case: Case
    conversation: ConversationRow
    fields: Sequence[Shown]
    evidence: Sequence[EvidenceRow]
    alike: Mapping[str, Sequence[str]]
    talked: Talked
    linked: Sequence[Talked]
    others: Sequence[Listed]
    changes: Sequence[tuple[datetime, str, str, str, str]]
    notes: Sequence[tuple[datetime, str, str, str, str]]
    seen_by: Sequence[tuple[datetime, str, str]]
    undelivered: Sequence[Delivery]

    @property
    def reused(self) -> list[str]:
        """Codes of other cases that hold a picture like one of this one's; "" for one that belongs to no case."""
        return sorted({code for codes in self.alike.values() for code in codes})


def gather(connection: Connection, domain: Domain, code: str, lang: Lang, *, before: int = 0) -> Page | None:
    """A case with all that belongs to it; None where there is none.

    Args:
        before: messages before this number only; 0 for the newest.
    """
    row = case_rows.listed(connection, code)
    conversation = conversations.get(connection, row.conversation) if row is not None else None
    if row is None or conversation is None:
        return None
    case = case_rows.load(connection, code)
    evidence = evidence_rows.of_case(connection, code)
    changes = case_rows.history(connection, code)
    linked = [talked(connection, each, 0, lang, domain) for each in conversations.linked_to(connection, code)]
    return Page(
        row=row,
        case=case,
        conversation=conversation,
        fields=fields(case, domain, lang),
        evidence=evidence,
        alike=_alike(connection, evidence, code),
        talked=talked(connection, row.conversation, before, lang, domain, conversation.channel),
        linked=[each for each in linked if each.spoken],
        others=[each for each in case_rows.of_conversation(connection, row.conversation) if each.code != code],
        changes=[each for each in changes if each[2] != "note"],
        notes=[each for each in changes if each[2] == "note"],
        seen_by=people_rows.audit_of(connection, code, 50),
        undelivered=[each for each in delivery_rows.of_case(connection, code) if each.outcome != "sent"],
    )


def fields(case: Case, domain: Domain, lang: Lang) -> list[Shown]:
    """The values of a case, in the order of its form."""
    kind = domain.kinds.get(case.kind, domain.general)
    order = dict.fromkeys((*kind.slots, *(field.name for field in case.fields)))
    found = []
    for name in order:
        field = case.field(name)
        if field is not None and name != "screenshots":
            label, words = _in_words(domain, case, field, lang)
            unsure = field.confidence < 0.6 or bool(isinstance(field.value, dict) and field.value.get("ambiguous"))
            found.append(Shown(name, label, words, field.words, unsure))
    return found


def _in_words(domain: Domain, case: Case, field: Field, lang: Lang) -> tuple[str, str]:
    """A field's title and value; as the other installation writes them where its vocabulary is not ours."""
    if field.name not in domain.slots:
        return field.label, field.display
    label = domain.label(field.name, case.kind, lang)
    try:
        return label, value_words(field.name, field.value, lang)
    except (AttributeError, KeyError, TypeError, ValueError):
        return label, field.display


def talked(
    connection: Connection, conversation: str, before: int, lang: Lang, domain: Domain, channel: str = ""
) -> Talked:
    """The newest messages of a conversation, or those before a number, with the assistant's reasons."""
    rows = messages.before(connection, conversation, before, MOST_MESSAGES)
    if channel == CALLS:
        rows = [row for row in rows if row.author != "assistant"]
    files = evidence_rows.some(connection, [each["ref"] for row in rows for each in row.attachments])
    reasons = messages.because(connection, list({row.turn for row in rows if row.turn is not None}))
    spoken = [
        Spoken(
            row=row,
            text=half_hidden(row),
            files=[files[each["ref"]] for each in row.attachments if each["ref"] in files],
            because=reasons.get(row.turn, ()) if row.turn is not None else (),
            understood=understood(row.parse, domain, lang),
        )
        for row in rows
    ]
    return Talked(spoken, rows[0].seq if rows and rows[0].seq > 1 else 0)


def half_hidden(row: MessageRow) -> str:
    """A message's words, of bank accounts only the last four digits."""
    text = row.text
    for entity in row.parse.get("entities", ()) if isinstance(row.parse, dict) else ():
        if entity.get("entity") == "bank_account":
            start, end = int(entity["start"]), int(entity["end"])
            text = text[:start] + hidden(text[start:end]) + text[end:]
    return text


def hidden(number: str) -> str:
    """Digits as dots of the same length, but for the last four."""
    digits = [place for place, char in enumerate(number) if char.isdigit()]
    covered = set(digits[:-4])
    return "".join("•" if place in covered else char for place, char in enumerate(number))


def understood(parse: Json, domain: Domain, lang: Lang) -> list[tuple[str, str]]:
    """What was read in a message: each intent with its certainty, each value with its name."""
    if not isinstance(parse, dict):
        return []
    guesses = parse.get("intents") or [parse.get("intent") or {}]
    found = []
    for guess in guesses:
        name = str(guess.get("name", ""))
        if name:
            title = domain.title(name, lang) if name in domain.kinds else name
            found.append((title, f"{float(guess.get('confidence', 0)):.0%}"))
    for entity in parse.get("entities", ()):
        name = str(entity.get("entity", ""))
        if entity.get("value") is not None:
            label = domain.label(name, "", lang) if name in domain.slots else name
            found.append((label, _value(name, entity["value"], lang)))
    return found


def _value(name: str, value: Json, lang: Lang) -> str:
    if name in PERSONAL:
        return hidden(str(value))
    try:
        return value_words(name, value, lang)
    except (KeyError, TypeError, ValueError):
        return str(value)


def _alike(connection: Connection, evidence: Sequence[EvidenceRow], code: str) -> dict[str, list[str]]:
    """By picture: the other cases that hold one like it."""
    wanted = {each.id: list(each.traces.get("like") or ()) for each in evidence}
    others = evidence_rows.some(connection, [id for ids in wanted.values() for id in ids])
    found = {}
    for id, ids in wanted.items():
        codes = [others[each].case_code or "" for each in ids if each in others and others[each].case_code != code]
        if codes:
            found[id] = sorted(set(codes))
    return found
