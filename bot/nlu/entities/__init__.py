"""The grammars, one file per kind of entity, and the one table that says which come first."""

from bot.nlu.entities.recognise import Grammars, recognise

__all__ = ["Grammars", "recognise"]
