"""All grammars over one message: which kinds are looked for, and which wins where two claim the same characters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from bot.message import Entity, Masked
from bot.nlu.entities import (
    amount,
    bank,
    bank_account,
    case_code,
    email,
    game,
    incident_time,
    phone,
    promotion,
    transaction_id,
    username,
)
from bot.nlu.entities.corrections import corrected
from bot.nlu.entities.lookup import Lookup, find_entities
from bot.text import Text, read

SECRETS = ("password", "otp", "pin")
"""Kinds of masked stretches that are the entity `secret`; id_number and card are entities of their own name."""

BUILT_IN = frozenset(
    "username incident_time amount transaction_id phone email bank bank_account case_code secret id_number card".split()
)
"""Kinds that have a grammar of our own; training data that marks them adds nothing to it."""

_FINDERS = {"promotion": promotion.find, "game": game.find}
"""Kinds with a table of the operator's and rules of our own beside it."""

_MOST = 20_000
"""Characters that are searched for entities; a longer message is a pasted text, and its secrets are masked all the same."""


@dataclass(frozen=True, slots=True, eq=False)
class Grammars:
    """What is looked for beside the built-in kinds, and the operator's settings.

    Attributes:
        lookups: kind -> name -> its other spellings.
        regexes: kind -> patterns, as Rasa's `regex` entries have them.
        point_rate: VND that one point is worth.
    """

    lookups: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    regexes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    point_rate: int = 1000
    _tables: dict[str, Lookup] = field(default_factory=dict, init=False, repr=False)
    _patterns: dict[str, re.Pattern[str]] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        self._tables.update({kind: Lookup.of(table) for kind, table in self.lookups.items() if kind not in BUILT_IN})
        for kind, patterns in self.regexes.items():
            if kind not in BUILT_IN and patterns:
                self._patterns[kind] = re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)

    def to_json(self) -> dict[str, Any]:
        """The settings as JSON takes them."""
        return {
            "lookups": {kind: {name: list(others) for name, others in table.items()} for kind, table in self.lookups.items()},
            "regexes": {kind: list(patterns) for kind, patterns in self.regexes.items()},
            "point_rate": self.point_rate,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Grammars:
        """Reads what `to_json` gave."""
        regexes = {kind: tuple(patterns) for kind, patterns in data["regexes"].items()}
        return cls(data["lookups"], regexes, int(data["point_rate"]))

    def looked_up(self, text: Text) -> list[Entity]:
        """The operator's own kinds in a message."""
        found = []
        for kind, table in self._tables.items():
            find = _FINDERS.get(kind)
            found += find(text, table) if find else find_entities(kind, text.normal, text, table)
        for kind, pattern in self._patterns.items():
            for match in pattern.finditer(text.folded.text, 0, 2_000):
                if match.end() > match.start():
                    start, end = text.folded.raw_span(*match.span())
                    found.append(Entity(kind, start, end, text.raw[start:end], text.raw[start:end]))
        return found


@lru_cache(maxsize=16)
def recognise(raw: str, grammars: Grammars, masked: tuple[Masked, ...] = ()) -> tuple[Entity, ...]:
    """The entities of a message, by offset, none overlapping another.

    Args:
        raw: the message, masked.
        grammars: what is looked for.
        masked: which stretches of it are dots.
    """
    text = read(raw if len(raw) <= _MOST else raw[:_MOST])
    kept = [_of_masked(stretch, raw) for stretch in masked]
    first = [*email.find(text), *case_code.find(text), *phone.find(text), *bank_account.find(text)]
    _keep(kept, first)
    _keep(kept, transaction_id.find(text))
    _keep(kept, incident_time.find(text))
    _keep(kept, amount.find(text, point_rate=grammars.point_rate))
    _keep(kept, grammars.looked_up(text))
    taken = [(entity.start, entity.end) for entity in kept]
    _keep(kept, username.find(text, taken))
    _keep(kept, bank.find(text))
    return tuple(corrected(text, sorted(kept, key=lambda entity: entity.start)))


def _keep(kept: list[Entity], found: list[Entity]) -> None:
    """Adds what does not overlap anything that is kept already."""
    for entity in found:
        if all(entity.end <= other.start or entity.start >= other.end for other in kept):
            kept.append(entity)


def _of_masked(stretch: Masked, raw: str) -> Entity:
    kind = "secret" if stretch.kind in SECRETS else stretch.kind
    detail = {"secret": stretch.kind} if kind == "secret" else {}
    return Entity(kind, stretch.start, stretch.end, None, raw[stretch.start : stretch.end], detail)
