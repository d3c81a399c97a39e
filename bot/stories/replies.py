"""What the assistant said in a turn, and whether it is what a story names; it compares and changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.assistant import Turn
from bot.domain import Button
from bot.stories.checking import Unlike
from bot.stories.steps import Action, User
from bot.triage import Reply

LISTEN = "action_listen"
"""Rasa's word for: nothing more is said."""


@dataclass(frozen=True, slots=True)
class Said:
    """A reply of the assistant.

    Attributes:
        before: the responses that stand before the main one, in the same message.
        name: the response that it mainly is.
        after: those behind it.
        text: what the customer reads.
        buttons: choices under it.
    """

    before: tuple[str, ...]
    name: str
    after: tuple[str, ...]
    text: str
    buttons: tuple[Button, ...]

    @property
    def names(self) -> str:
        """All that it is: utter_noted + utter_ask_amount."""
        return " + ".join((*self.before, self.name, *self.after))


def see_replies(wanted: Sequence[Action], said: Sequence[Said]) -> None:
    """Each reply by its main response; the parts before and behind it may be named too.

    Raises:
        Unlike: a response is missing, another one, or one too many.
    """
    left = [action for action in wanted if action.name != LISTEN]
    for reply in said:
        parts = list(reply.before)
        while left and left[0].name in parts:
            parts = parts[parts.index(left.pop(0).name) + 1 :]
        if not left:
            raise Unlike(wanted[-1].line, "nothing more to be said", reply.names)
        if left[0].name != reply.name:
            raise Unlike(left[0].line, left[0].name, reply.names)
        left.pop(0)
        while left and left[0].name in reply.after:
            left.pop(0)
    if left:
        raise Unlike(left[0].line, left[0].name, "nothing more was said" if said else "nothing was said")


def said_in(turns: Iterable[Turn]) -> Iterator[Said]:
    """The replies of some turns."""
    for turn in turns:
        replies = [effect for effect in turn.effects if isinstance(effect, Reply)]
        for reply, words in zip(replies, turn.replies, strict=True):
            before = tuple(line.response for line in reply.before)
            after = tuple(line.response for line in reply.after)
            yield Said(before, reply.response, after, words.text, words.buttons)


def titles(said: Iterable[Said]) -> list[str]:
    """The buttons under some replies."""
    return [button.title for each in said for button in each.buttons]


def understood_in(turns: Iterable[Turn]) -> Iterator[str]:
    """Intents with their confidence, and entities with their words."""
    for turn in turns:
        for parse in turn.parses:
            yield from (f"{intent.name} {intent.confidence:.2f}" for intent in parse.intents)
            yield from (f"{entity.kind} {entity.raw!r}" for entity in parse.entities)


def see_understood(act: User, turns: Sequence[Turn]) -> None:
    """The intent and the marked entities, where they are given.

    Raises:
        Unlike: something else was understood.
    """
    parses = [parse for turn in turns for parse in turn.parses]
    intents = [intent.name for parse in parses for intent in parse.intents]
    if act.intent and act.intent not in intents:
        raise Unlike(act.line, f"intent {act.intent}", ", ".join(intents) or "none")
    there = {(entity.kind, entity.raw) for parse in parses for entity in parse.entities}
    for kind, words in act.marked:
        if (kind, words) not in there:
            shown = ", ".join(f"{name} {raw!r}" for name, raw in sorted(there))
            raise Unlike(act.line, f"{kind} {words!r}", shown or "no entity")
