"""Games and sports of the operator's table that a message names; "game" and "kèo" alone are none."""

from __future__ import annotations

from bot.message import Entity
from bot.nlu.entities.lookup import Lookup, find_entities
from bot.text.aligned import Text


def find(text: Text, table: Lookup) -> list[Entity]:
    """The games of a message, in order; value is the table's name.

    Args:
        text: the message.
        table: the operator's games.
    """
    return find_entities("game", text.normal, text, table)
