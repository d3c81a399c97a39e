"""Names and codes out of the way: what a customer calls himself says nothing of what he wants."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.message import Entity
from bot.nlu.entities.recognise import Grammars, recognise
from bot.text.masking import mask

_NAMES = frozenset(("username", "email", "transaction_id", "case_code", "bank_account", "phone"))


def neutral(raw: str, entities: Iterable[Entity]) -> str:
    """The message with the characters of names and codes as zeros, so that offsets hold ("tk khoa88" -> "tk 000000").

    Args:
        raw: the message, masked.
        entities: what it holds.
    """
    parts: list[str] = []
    at = 0
    for entity in entities:
        if entity.kind in _NAMES:
            parts += (raw[at : entity.start], "0" * (entity.end - entity.start))
            at = entity.end
    return "".join([*parts, raw[at:]]) if parts else raw


def neutral_texts(texts: Sequence[str], grammars: Grammars) -> list[str]:
    """Messages as the model sees them: secrets as dots, names and codes as zeros."""
    found = []
    for text in texts:
        hidden, masked = mask(text)
        found.append(neutral(hidden, recognise(hidden, grammars, masked)))
    return found
