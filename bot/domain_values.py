"""The vocabulary's small frozen values: slots, case kinds, responses; they hold no files and no policy."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain_hours import Words
from bot.message import Json

FLOW = frozenset({
    "greet", "goodbye", "thank", "affirm", "deny", "inform", "correct", "ask_human", "case_status", "stop",
    "out_of_scope", "nlu_fallback",
})
"""Intents that steer a conversation: the engine knows them by name, so domain.yml must hold each."""

PLACEHOLDER = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]{0,60})\}")


@dataclass(frozen=True, slots=True)
class Slot:
    """Something that a case can hold, a fact, or a word that the assistant itself puts into a response.

    Attributes:
        name: its name in domain.yml.
        type: Rasa's type: text, any, list, float, bool, categorical.
        entities: entities that fill it; empty for facts, pictures and the assistant's own words.
        initial: initial_value, or None.
        label: its title for people; empty for facts and the assistant's own words.
        line: where domain.yml has it.
    """

    name: str
    type: str
    entities: tuple[str, ...]
    initial: Json
    label: Words
    line: int = field(default=0, compare=False)

    @property
    def is_fact(self) -> bool:
        """Whether it is a fact_* slot."""
        return self.name.startswith("fact_")


@dataclass(frozen=True, slots=True)
class CaseKind:
    """A kind of problem that becomes a case.

    Attributes:
        intent: the intent's name.
        title: what customers and agents read.
        asks: slots that are asked for, in order.
        optional: those of `asks` that may well not exist: named as "if any", never reported as missing.
        takes: slots that are taken if said, never asked for.
        at_once: handed to a human in the same turn.
        priority: urgent, important or info.
        department: who works on it.
        first_line: X where such a case, while younger than the normal time, is explained first (utter_first_line_X, and
            later utter_first_line_check_X); "" where it is not.
        care: after it no rating, no reminder, no promotion, no question why; closes without a message.
        labels: titles of slots that are called otherwise for this kind ("Mã cược"), by slot.
        line: where triage.yml has it.
    """

    intent: str
    title: Words
    asks: tuple[str, ...]
    optional: frozenset[str]
    takes: tuple[str, ...]
    at_once: bool
    priority: str
    department: str
    first_line: str
    care: bool
    labels: Mapping[str, Words]
    line: int = field(default=0, compare=False)

    @property
    def slots(self) -> tuple[str, ...]:
        """All slots of such a case: asked for, then taken."""
        return self.asks + self.takes

    @property
    def form(self) -> str:
        """The form's name in domain.yml."""
        return f"{self.intent}_form"


@dataclass(frozen=True, slots=True)
class Button:
    """A choice under a reply.

    Attributes:
        title: what the customer reads, at most 64 characters.
        intent: the intent that pressing it means.
        values: slots that pressing it sets.
    """

    title: str
    intent: str
    values: Mapping[str, Json] = field(default_factory=dict)

    @property
    def payload(self) -> str:
        """Rasa's spelling: /intent or /intent{"slot": value}."""
        return f"/{self.intent}" + (json.dumps(dict(self.values), ensure_ascii=False) if self.values else "")


@dataclass(frozen=True, slots=True)
class Variation:
    """One way to say a response.

    Attributes:
        text: with {placeholders}.
        language: "vi" or "en".
        channel: the only channel that it is meant for, or "" for all.
        buttons: choices under it.
        line: where domain.yml has it.
    """

    text: str
    language: str
    channel: str
    buttons: tuple[Button, ...]
    line: int = field(default=0, compare=False)

    @property
    def placeholders(self) -> frozenset[str]:
        """The slots that the text names."""
        return frozenset(PLACEHOLDER.findall(self.text))


@dataclass(frozen=True, slots=True)
class Utterance:
    """A reply, ready to be sent.

    Attributes:
        response: the response's name in domain.yml.
        text: what the customer reads.
        buttons: choices under it.
        language: "vi" or "en".
    """

    response: str
    text: str
    buttons: tuple[Button, ...] = ()
    language: str = "vi"
