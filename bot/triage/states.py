"""The six states of a conversation, each with only its own fields; they are values and do nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from bot.case import Case
from bot.domain_values import Button
from bot.message import Json

Lang = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class Heard:
    """Something that the customer volunteered before a problem was known.

    Attributes:
        kind: entity kind, or "screenshots" for a picture.
        value: as in Entity; for a picture {ref, kind, name}.
        words: the customer's own words, masked.
        message_id: where it was said.
        at: when.
        ambiguous: the value is one of several readings, or None where none is likelier.
        candidates: the readings.
        replaces: it was said instead of another one ("không phải abc111 mà là abc112").
    """

    kind: str
    value: Json
    words: str
    message_id: str
    at: datetime
    ambiguous: bool = False
    candidates: tuple[Json, ...] = ()
    replaces: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """A problem that was told while another one was in hand: offered next.

    Attributes:
        intent: its kind.
        words: how the customer told it, masked.
        message_id: where.
        heard: what was said of it.
    """

    intent: str
    words: str
    message_id: str
    heard: tuple[Heard, ...] = ()


@dataclass(frozen=True, slots=True)
class Timer:
    """A timer that is running: one that fires with another version is stale."""

    kind: str
    version: int
    code: str = ""


@dataclass(frozen=True, slots=True)
class NoticeShown:
    """The privacy notice that this sender was shown: which, when, before which message."""

    version: str
    at: datetime
    message_id: str


@dataclass(frozen=True, slots=True)
class KnownAccount:
    """The account that this sender named last."""

    username: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Conversation:
    """What every state knows of the conversation with one sender on one channel.

    Attributes:
        channel: web, telegram, zalo, email, terminal, …
        language: of the replies.
        address: bác, cô or chú where the customer calls himself so, else "".
        turn: decisions so far; chooses among the variations of a response.
        version: of the newest timer.
        timers: those that run.
        introduced: the customer was told that this is an automatic assistant.
        notice: the privacy notice that was shown.
        known_account: the account named last.
        unclear: unclear messages in a row.
        heard: volunteered before a problem was known, newest last.
        kept: problems that wait for their turn.
        cases: open ones, and those ended lately, oldest first.
        told: notices (of disturbances) told already.
        care: there was a case of self-exclusion, distress or under-age: no rating, no reminder, no promotion.
        helplines: they were given.
        said: the responses that were said last: typing the title of one of their buttons is pressing it.
        buttons: the choices that stood under them beside their own.
        last_text: the customer's last words, to notice repetitions.
        repeats: how often they came in a row.
    """

    channel: str
    language: Lang = "vi"
    address: str = ""
    turn: int = 0
    version: int = 0
    timers: tuple[Timer, ...] = ()
    introduced: bool = False
    notice: NoticeShown | None = None
    known_account: KnownAccount | None = None
    unclear: int = 0
    heard: tuple[Heard, ...] = ()
    kept: tuple[Kept, ...] = ()
    cases: tuple[Case, ...] = ()
    told: tuple[str, ...] = ()
    care: bool = False
    helplines: bool = False
    said: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()
    last_text: str = ""
    repeats: int = 0

    def case(self, code: str) -> Case:
        """The case with this code.

        Raises:
            KeyError: it is not one of this conversation.
        """
        for case in self.cases:
            if case.code == code:
                return case
        raise KeyError(code)

    def open_case(self, kind: str) -> Case | None:
        """The open case of a kind, or None."""
        return next((case for case in self.cases if case.kind == kind and case.is_open), None)

    @property
    def open_cases(self) -> tuple[Case, ...]:
        """Cases neither closed nor cancelled, oldest first."""
        return tuple(case for case in self.cases if case.is_open)


@dataclass(frozen=True, slots=True)
class Listening:
    """No case is in hand.

    Attributes:
        offer: what a yes or no would answer: "human" (after two unclear messages), "solved" (the check after a
            first-line answer), "second" (a kept problem), or "" for nothing.
        about: the case that "solved" is about.
    """

    talk: Conversation
    offer: Literal["", "human", "solved", "second"] = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Collecting:
    """A form is being filled.

    Attributes:
        code: its case.
        asking: the slot that was asked for last, or "" while only the opening has named what is missing.
        offered: the known account that a yes would take, or "".
        repeated: the question was said once more after an interruption.
    """

    talk: Conversation
    code: str
    asking: str = ""
    offered: str = ""
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Confirming:
    """The customer has the summary in front of him.

    Attributes:
        code: its case.
        changing: the slot whose new value is awaited, or "".
    """

    talk: Conversation
    code: str
    changing: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Handed over, no agent yet.

    Attributes:
        code: the case that the customer is told about.
        receipt: when a receipt was last given.
        asking: the one missing slot of an at-once case that was asked for, or "".
        offered: a kept problem was offered and not answered yet.
    """

    talk: Conversation
    code: str
    receipt: datetime | None = None
    asking: str = ""
    offered: bool = False


@dataclass(frozen=True, slots=True)
class WithAgent:
    """An agent talks with the customer.

    Attributes:
        code: the case that he took.
        asking: the slot that he told the assistant to ask for, or "".
        asked: all that he told it to ask for.
    """

    talk: Conversation
    code: str
    asking: str = ""
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rating:
    """The agent has resolved a case.

    Attributes:
        code: its case.
        step: "solved" asks whether it is, "stars" asks for a rating.
    """

    talk: Conversation
    code: str
    step: Literal["solved", "stars"] = "solved"


State: TypeAlias = Listening | Collecting | Confirming | Waiting | WithAgent | Rating


def begin(channel: str, *, known_account: KnownAccount | None = None) -> State:
    """The state of a conversation in which nothing was said yet."""
    return Listening(Conversation(channel, known_account=known_account))


def case_in_hand(state: State) -> Case | None:
    """The case that the state is about, or None."""
    if isinstance(state, Listening):
        return state.talk.case(state.about) if state.about else None
    return state.talk.case(state.code)
