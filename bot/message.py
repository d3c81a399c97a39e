"""What was said and what we understood of it: plain values that every room shares; no behaviour beyond reading them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Json = Any
"""A value that json.dumps takes: None, bool, int, float, str, list, dict."""

AttachmentKind = Literal["image", "file", "sticker", "voice", "video", "location", "contact", "unknown"]

FALLBACK = "nlu_fallback"
"""The intent of an unclear message, as Rasa names it."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """Something that came with a message and is not text.

    Attributes:
        kind: what it is.
        ref: where the bytes are: an evidence id, a platform's file id, or a path in the terminal.
        name: the file's name as the sender's device gave it, or "".
    """

    kind: AttachmentKind
    ref: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Masked:
    """A stretch of a message that was replaced by dots before anything else saw it.

    Attributes:
        kind: password, otp, pin, id_number or card.
        start: first character, offset into the message.
        end: offset behind the last one.
    """

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a customer, as it is kept: secrets are dots already.

    Attributes:
        id: the channel's message id, or one of ours.
        text: the masked text; "" where only a picture came.
        masked: which stretches of the text are dots, in order.
        attachments: pictures and other things that came with it.
    """

    id: str
    text: str
    masked: tuple[Masked, ...] = ()
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """A value that a message holds.

    Attributes:
        kind: the entity's name in domain.yml: username, incident_time, amount, …
        start: first character, offset into the (masked) message as it was typed.
        end: offset behind the last one.
        value: what it means, JSON-like; None where it is masked or ambiguous.
        raw: the customer's own characters, `text[start:end]`.
        detail: further facts by name: ambiguous (bool), candidates (list), kind of secret, the time expression, …
    """

    kind: str
    start: int
    end: int
    value: Json
    raw: str
    detail: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Intent:
    """A guess at what a message, or a stretch of it, wants.

    Attributes:
        name: the intent's name in domain.yml, or nlu_fallback.
        confidence: probability between 0 and 1, calibrated.
        start: where the clause that shows it begins, offset into the message.
        end: where it ends.
        because: the words that decided it, strongest first, as the customer wrote them.
    """

    name: str
    confidence: float
    start: int = 0
    end: int = 0
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parse:
    """All that was understood of one message.

    Attributes:
        text: the message, masked.
        intent: the best guess, or nlu_fallback where the model is not sure enough.
        ranking: the ten most probable intents; they are kept when the guess is nlu_fallback.
        intents: one entry for every problem that the message holds, in the order told; at least one.
        entities: what it holds, by offset.
        language: "vi" or "en".
    """

    text: str
    intent: Intent
    ranking: tuple[Intent, ...] = ()
    intents: tuple[Intent, ...] = ()
    entities: tuple[Entity, ...] = ()
    language: Literal["vi", "en"] = "vi"

    def of_kind(self, kind: str) -> tuple[Entity, ...]:
        """The entities of one kind, by offset."""
        return tuple(entity for entity in self.entities if entity.kind == kind)
