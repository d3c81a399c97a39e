"""What a story is made of: frozen values, one for each kind of step; they play nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from bot.message import Attachment, Json
from bot.session import AgentAction


@dataclass(frozen=True, slots=True)
class User:
    """The customer writes, sends something, or presses a button.

    Attributes:
        line: where it is written.
        text: what is typed, without markup.
        attachments: what comes with it.
        button: the title of the button that is pressed, or "".
        intent: what should be understood, or "".
        marked: (entity, words) that should be found.
        repeat: how often it is sent.
    """

    line: int
    text: str = ""
    attachments: tuple[Attachment, ...] = ()
    button: str = ""
    intent: str = ""
    marked: tuple[tuple[str, str], ...] = ()
    repeat: int = 1


@dataclass(frozen=True, slots=True)
class Wait:
    """Time passes, in seconds."""

    line: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Agent:
    """An agent does something with a case; `kind` names the case, "" is the newest one that humans have."""

    line: int
    action: AgentAction
    slot: str = ""
    kind: str = ""
    name: str = "Lan"


@dataclass(frozen=True, slots=True)
class Handoff:
    """From here on hand-offs fail, or arrive again: what had failed is delivered."""

    line: int
    works: bool


@dataclass(frozen=True, slots=True)
class Action:
    """A response that should have been sent; action_listen: nothing more."""

    line: int
    name: str


@dataclass(frozen=True, slots=True)
class Check:
    """Something that should hold now.

    Attributes:
        line: where it is written.
        what: case, state, says, says_not, buttons, slot_was_set or active_loop.
        wanted: its value.
    """

    line: int
    what: str
    wanted: Json


Act: TypeAlias = User | Wait | Agent | Handoff
Step: TypeAlias = Act | Action | Check


@dataclass(frozen=True, slots=True)
class Story:
    """A conversation with what should come of it.

    Attributes:
        name: what it shows.
        file: where it is written, as the person named it.
        line: on which line.
        now: when it begins.
        channel: where it takes place.
        known_account: the account that this sender named last time, or "".
        steps: in order.
    """

    name: str
    file: str
    line: int
    now: datetime
    channel: str
    known_account: str
    steps: tuple[Step, ...]
