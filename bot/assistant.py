"""The library's face: one message in, replies, state and case out; it keeps nothing between two calls."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot import codes, files
from bot.case import CaseSummary
from bot.domain import Domain, Utterance
from bot.errors import ModelMismatch
from bot.message import Attachment, Message, Parse
from bot.nlu.understand import Understander
from bot.text import sound
from bot.text.masking import mask
from bot.text.zone import VIETNAM
from bot.triage import (
    Decision,
    Event,
    MessageTurn,
    State,
    Understood,
    begin,
    case_in_hand,
    decide,
    summarise,
    utterances,
)
from bot.triage.effects import Effect


def draw_code() -> str:
    """A fresh case code that nobody can guess."""
    return codes.make(secrets.randbits(codes.RANDOM_BITS))


@dataclass(frozen=True, slots=True)
class Turn:
    """What came of one event.

    Attributes:
        replies: what the customer reads, in order.
        state: give it back with the next message.
        case: the case in hand, or None.
        cases: all cases of the conversation that are open or ended lately, oldest first.
        parses: what was understood of each message of the turn.
        effects: what the caller has to do beside sending the replies: store, hand over, start timers.
        because: the reasons, in English.
    """

    replies: tuple[Utterance, ...]
    state: State
    case: CaseSummary | None
    cases: tuple[CaseSummary, ...]
    parses: tuple[Parse, ...]
    effects: tuple[Effect, ...]
    because: tuple[str, ...]


class Assistant:
    """Understanding and triage together.

    Attributes:
        domain: vocabulary and settings.
        understander: the trained model.
    """

    def __init__(self, domain: Domain, understander: Understander, *, draw: Callable[[], str] = draw_code) -> None:
        self.domain = domain
        self.understander = understander
        self._draw = draw

    @classmethod
    def load(
        cls, *, domain: Path | None = None, model: Path | None = None, draw: Callable[[], str] = draw_code
    ) -> Assistant:
        """Loads vocabulary and model: those named, else the project's own, else those that are shipped.

        Args:
            domain: a domain.yml with its triage.yml beside it.
            model: a model folder.
            draw: gives the code for the next new case.

        Raises:
            DomainError: the vocabulary cannot be used.
            ModelError: there is no model, or it cannot be read.
            ModelMismatch: the model was trained for another vocabulary.
        """
        vocabulary = files.find_domain(domain)
        understander = Understander.load(files.find_model(model), threshold=vocabulary.triage.threshold)
        check_fit(understander, vocabulary)
        return cls(vocabulary, understander, draw=draw)

    def handle(
        self,
        message: str | Message,
        state: State | None = None,
        *,
        now: datetime | None = None,
        channel: str = "terminal",
        attachments: Sequence[Attachment] = (),
    ) -> Turn:
        """One message of the customer.

        Args:
            message: what was said; secrets in it are masked before anything else.
            state: the conversation's, from the turn before; None begins one.
            now: the present, aware; the clock by default.
            channel: where a new conversation takes place.
            attachments: pictures and other things that came with a message given as text.
        """
        said = message if isinstance(message, Message) else self.message(message, attachments=attachments)
        return self.turn([said], state or begin(channel), now or datetime.now(VIETNAM))

    def message(self, text: str, *, id: str = "", attachments: Iterable[Attachment] = ()) -> Message:
        """A message as it is kept: masked, with a number of its own where the channel gives none."""
        hidden, masked = mask(sound(text))
        return Message(id or secrets.token_hex(8), hidden, masked, tuple(attachments))

    def turn(self, messages: Sequence[Message], state: State, now: datetime) -> Turn:
        """Messages that belong together, as one turn."""
        understood = tuple(
            Understood(message, self.understander.parse(message.text, now, message.masked)) for message in messages
        )
        return self.event(MessageTurn(understood, self._draw()), state, now)

    def event(self, event: Event, state: State, now: datetime) -> Turn:
        """Anything else that happens: a button, a timer, an agent."""
        decision = decide(self.domain, state, event, now)
        parses = tuple(each.parse for each in event.messages) if isinstance(event, MessageTurn) else ()
        return self._turn(decision, parses)

    def draw(self) -> str:
        """A code for an event to carry."""
        return self._draw()

    def _turn(self, decision: Decision, parses: tuple[Parse, ...]) -> Turn:
        case = case_in_hand(decision.state)
        return Turn(
            replies=tuple(utterances(self.domain, decision.effects)),
            state=decision.state,
            case=summarise(case, self.domain) if case is not None else None,
            cases=tuple(summarise(each, self.domain) for each in decision.state.talk.cases),
            parses=parses,
            effects=decision.effects,
            because=decision.because,
        )


def check_fit(understander: Understander, domain: Domain) -> None:
    """Sees to it that every intent of the model means something to the domain.

    Raises:
        ModelMismatch: some do not, or a kind of case was never learnt.
    """
    known = set(understander.model.labels)
    strange = sorted(known - set(domain.intents))
    unlearnt = sorted(set(domain.kinds) - known)
    if strange or unlearnt:
        what = [f"it knows {', '.join(strange)}, which domain.yml does not"] if strange else []
        what += [f"it never learnt {', '.join(unlearnt)}"] if unlearnt else []
        raise ModelMismatch(f"the model was trained for another domain: {'; '.join(what)}. Run `tiepnhan train` again")
