"""One turn of the customer as triage sees it, all messages together; it understands nothing anew, decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.case import Evidence
from bot.message import FALLBACK, Entity, Json
from bot.triage.states import Lang

SHOWN = frozenset({"image"})
"""Attachments that count as the picture that was asked for."""


@dataclass(frozen=True, slots=True)
class Found:
    """An entity and the message that holds it."""

    entity: Entity
    message_id: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A case intent that the turn shows.

    Attributes:
        intent: its kind.
        message_id: where.
        words: the customer's words for it, masked.
        start: where its clause begins in that message.
        end: where it ends.
        because: confidence and the deciding words, for the record.
    """

    intent: str
    message_id: str
    words: str
    start: int = 0
    end: int = 0
    because: str = ""

    def holds(self, found: Found) -> bool:
        """Whether an entity stands in the clause that tells this problem."""
        same = found.message_id == self.message_id
        return same and self.start <= found.entity.start and found.entity.end <= self.end


@dataclass(frozen=True, slots=True)
class Reading:
    """What a turn says.

    Attributes:
        problems: case intents in the order told, each kind once; those at once are among them.
        at_once: the most pressing of those that are handed over at once, or "".
        answers: answer intents.
        flow: flow intents and nlu_fallback.
        found: entities that a slot can hold.
        others: kinds of the other entities (bank_account, …).
        evidence: pictures and files.
        attachments: kinds of all attachments.
        secrets: ids of messages that hold one.
        numbers: a card or identity number was masked.
        texts: (message id, words as they may be quoted).
        plain: the accent-free normalised text of all messages, a line each.
        accented: the same with accents.
        lang: the language that the turn shows, or "" where it shows none.
        address: bác, cô, chú or "".
        refusals: slots refused, ANY_SLOT for whatever was asked.
        angry: see phrases.
        insult: see phrases.
        likely: problems that an unclear message may mean, most probable first.
        meant: problems that a correction may mean instead of the one in hand.
        values: what a pressed button sets.
        message_ids: of the turn.
        statuses: see MessageTurn.
        pressed: it is a button.
        long: a message is too long to be read whole.
    """

    problems: tuple[Problem, ...] = ()
    at_once: str = ""
    answers: tuple[str, ...] = ()
    flow: frozenset[str] = frozenset()
    found: tuple[Found, ...] = ()
    others: frozenset[str] = frozenset()
    evidence: tuple[Evidence, ...] = ()
    attachments: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()
    numbers: bool = False
    texts: tuple[tuple[str, str], ...] = ()
    plain: str = ""
    accented: str = ""
    lang: Lang | None = None
    address: str = ""
    refusals: tuple[str, ...] = ()
    angry: bool = False
    insult: bool = False
    likely: tuple[str, ...] = ()
    meant: tuple[Problem, ...] = ()
    values: Mapping[str, Json] = field(default_factory=dict)
    message_ids: tuple[str, ...] = ()
    statuses: Mapping[str, str] = field(default_factory=dict)
    pressed: bool = False
    long: bool = False

    @property
    def words(self) -> str:
        """The customer's words, all messages together."""
        return " / ".join(text for _, text in self.texts if text)

    @property
    def message_id(self) -> str:
        """The last message's id."""
        return self.message_ids[-1] if self.message_ids else ""

    @property
    def is_empty(self) -> bool:
        """Nothing was recognised in it."""
        return not (
            self.problems or self.answers or self.found or self.attachments or self.refusals or self.values
        ) and (not self.flow - {FALLBACK, "inform"})

    def of_kind(self, kind: str) -> tuple[Found, ...]:
        """The entities of a kind, in order."""
        return tuple(found for found in self.found if found.entity.kind == kind)
