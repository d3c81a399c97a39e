"""One conversation in memory whose clock can be moved: for the terminal, for test stories, for trying things out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from bot.assistant import Assistant, Turn
from bot.domain import Button
from bot.message import Attachment
from bot.triage import (
    AgentAsks,
    AgentHandedBack,
    AgentReplied,
    AgentResolved,
    AgentTook,
    ButtonPressed,
    EffectFailed,
    Event,
    HandOff,
    HandOffDelivered,
    StartTimer,
    State,
    TimerFired,
    begin,
)

AgentAction = Literal["take", "reply", "ask", "hand_back", "resolve"]


@dataclass
class Session:
    """A conversation, its clock and its timers.

    Attributes:
        assistant: who answers.
        now: the conversation's present, aware.
        channel: where it takes place.
        state: where it stands.
        failing: hand-offs do not arrive while this is set.
    """

    assistant: Assistant
    now: datetime
    channel: str = "terminal"
    state: State = field(init=False)
    failing: bool = False
    _timers: list[tuple[datetime, StartTimer]] = field(default_factory=list)
    _said: int = 0

    def __post_init__(self) -> None:
        self.state = begin(self.channel)

    def say(self, text: str, attachments: Sequence[Attachment] = ()) -> list[Turn]:
        """The customer writes."""
        self._said += 1
        message = self.assistant.message(text, id=f"m{self._said}", attachments=attachments)
        return self._after(self.assistant.turn([message], self.state, self.now))

    def press(self, button: Button) -> list[Turn]:
        """The customer presses a button."""
        self._said += 1
        message_id = f"m{self._said}"
        return self._play(ButtonPressed(button.intent, button.values, self.assistant.draw(), message_id, button.title))

    def agent(self, action: AgentAction, *, name: str = "Lan", slot: str = "", code: str = "") -> list[Turn]:
        """An agent does something with a case; the newest one that is with humans where no code is given.

        Raises:
            LookupError: there is no such case.
        """
        case, spare = code or self._case_of_agent(), self.assistant.draw()
        event: dict[AgentAction, Event] = {
            "take": AgentTook(case, name, spare),
            "reply": AgentReplied(case, name, spare),
            "ask": AgentAsks(case, slot, spare),
            "hand_back": AgentHandedBack(case, spare),
            "resolve": AgentResolved(case, name, spare),
        }
        return self._play(event[action])

    def wait(self, delta: timedelta) -> list[Turn]:
        """Time passes; what timers bring about is given back, in its order."""
        until, turns = self.now + delta, []
        while due := [each for each in self._timers if each[0] <= until]:
            first = min(due, key=lambda each: each[0])
            self._timers.remove(first)
            self.now = max(self.now, first[0])
            turns += self._play(TimerFired(first[1].kind, first[1].version, self.assistant.draw()))
        self.now = until
        return turns

    def fail(self, code: str) -> list[Turn]:
        """A hand-off cannot be delivered for now."""
        return self._play(EffectFailed("hand_off", code, self.assistant.draw()))

    def deliver(self, code: str) -> list[Turn]:
        """A hand-off has arrived."""
        return self._play(HandOffDelivered(code, self.assistant.draw()))

    def _case_of_agent(self) -> str:
        with_humans = [case.code for case in self.state.talk.cases if case.is_with_humans]
        if not with_humans:
            raise LookupError("no case is with an agent")
        return with_humans[-1]

    def _play(self, event: Event) -> list[Turn]:
        return self._after(self.assistant.event(event, self.state, self.now))

    def _after(self, turn: Turn) -> list[Turn]:
        """Takes up what a turn wants done: timers run, hand-offs arrive or fail."""
        self.state = turn.state
        turns = [turn]
        for effect in turn.effects:
            if isinstance(effect, StartTimer):
                self._timers.append((self.now + timedelta(seconds=effect.seconds), effect))
            elif isinstance(effect, HandOff):
                turns += self.fail(effect.code) if self.failing else self.deliver(effect.code)
        return turns


def turn_json(user: str, turns: Sequence[Turn]) -> dict[str, Any]:
    """Turns that one act brought about as one JSON-like object.

    Returns:
        `user`, `replies` (each with text, response and buttons), `state`, `case` (the summary in hand, or None), `cases`.
    """
    from bot.triage import to_json

    last = turns[-1]
    return {
        "user": user,
        "replies": [
            {
                "text": reply.text,
                "response": reply.response,
                "buttons": [{"title": button.title, "payload": button.payload} for button in reply.buttons],
            }
            for turn in turns
            for reply in turn.replies
        ],
        "state": to_json(last.state),
        "case": last.case.model_dump(mode="json") if last.case is not None else None,
        "cases": [case.model_dump(mode="json") for case in last.cases],
    }
