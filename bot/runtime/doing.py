"""What an agent does with a case, as whoever sits at a desk or a helpdesk asks for it: values only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Act = Literal["take", "reply", "ask", "hand_back", "resolve", "verify", "note"]


@dataclass(frozen=True, slots=True)
class Doing:
    """What an agent does with a case.

    Attributes:
        act: what.
        code: the case.
        agent: his name, as customers read it.
        id: the request's id; the same id again changes nothing. "" where the caller has none.
        source: who sent it: desk or the name of a hand-off target.
        text: of a reply or a note.
        slot: what the assistant is to ask for.
        evidence: ids of files that come with a reply.
    """

    act: Act
    code: str
    agent: str
    id: str = ""
    source: str = "desk"
    text: str = ""
    slot: str = ""
    evidence: tuple[str, ...] = ()
