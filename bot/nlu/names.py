"""The names that training data holds: look-up tables, marked entities and synonyms, as the grammars take them."""

from __future__ import annotations

from collections.abc import Iterable

from bot.nlu.entities.recognise import BUILT_IN
from bot.nlu.rasa_yaml import NluData


def tables(data: NluData) -> dict[str, dict[str, list[str]]]:
    """Names to look for: the data's look-up tables, what its messages mark, and the synonyms of both."""
    entries: dict[str, dict[str, list[str]]] = {}
    canonical = {spelling: name for name, spellings in data.synonyms.items() for spelling in spellings}
    marked = ((label.kind, (label.value,)) for example in data.examples for label in example.labels)
    spelled: Iterable[tuple[str, Iterable[str]]] = [*data.lookups.items(), *marked]
    for kind, names in spelled:
        if kind in BUILT_IN:
            continue
        table = entries.setdefault(kind, {})
        for name in names:
            table.setdefault(canonical.get(name, name), [])
    for table in entries.values():
        for name, others in table.items():
            others += data.synonyms.get(name, ())
    return entries
