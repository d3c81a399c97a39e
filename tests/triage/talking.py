"""Builders for triage tests: parses by hand, and a conversation that is played event by event; it understands nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from bot.case import Case
from bot.codes import make
from bot.domain import Domain
from bot.message import FALLBACK, Attachment, Entity, Intent, Masked, Message, Parse
from bot.triage import (
    AddToCase,
    ButtonPressed,
    Decision,
    HandOff,
    MessageTurn,
    Reply,
    StartTimer,
    State,
    TimerFired,
    Understood,
    begin,
    case_in_hand,
    decide,
    render,
)

ROOT = Path(__file__).parents[2]
VIETNAM = timedelta(hours=7)
EVENING = datetime(2026, 11, 14, 13, 30, tzinfo=UTC)
"""20:30 in Vietnam, a Saturday, within opening hours."""

NIGHT = datetime(2026, 11, 14, 19, 0, tzinfo=UTC)
"""02:00 in Vietnam."""


@cache
def domain() -> Domain:
    """The product's own vocabulary."""
    return Domain.load(ROOT / "domain.yml", ROOT / "triage.yml")


def codes() -> Iterator[str]:
    """Invented case codes, each another."""
    number = 7
    while True:
        yield make(number)
        number += 104729


def time_value(start: str, end: str = "", precision: str = "minute", **more: Any) -> dict[str, Any]:
    """A resolved incident_time, in Vietnam's zone: time_value("2026-11-13T20:00")."""
    return {
        "start": f"{start}:00+07:00",
        "end": f"{end}:00+07:00" if end else None,
        "precision": precision,
        "ambiguous": False,
        "lunar": False,
        **more,
    }


@dataclass(frozen=True)
class E:
    """An entity of a test message: where it stands is found by its raw words."""

    kind: str
    raw: str
    value: Any
    detail: Mapping[str, Any] = field(default_factory=dict)


def user(name: str, **detail: Any) -> E:
    """A user name."""
    return E("username", name, name, detail)


def money(raw: str, value: int | None, **detail: Any) -> E:
    """An amount."""
    return E("amount", raw, value, detail)


def when(raw: str, start: str = "2026-11-13T20:00", end: str = "", precision: str = "minute", **more: Any) -> E:
    """An incident time."""
    value = time_value(start, end, precision, **more)
    return E("incident_time", raw, value, {"expression": {}})


def parse(
    text: str,
    *intents: str | tuple[str, str],
    entities: tuple[E, ...] = (),
    language: str = "vi",
    confidence: float = 0.9,
    ranking: tuple[tuple[str, float], ...] = (),
) -> Parse:
    """A parse: intents are names, or (name, the words of its clause)."""
    named = tuple(_intent(text, each, confidence) for each in intents) or (Intent(FALLBACK, 0.2, 0, len(text)),)
    found = tuple(sorted((_entity(text, each) for each in entities), key=lambda each: each.start))
    ranked = tuple(Intent(name, share) for name, share in ranking) or named
    return Parse(text, named[0], ranked, named, found, language)  # type: ignore[arg-type]


def _intent(text: str, named: str | tuple[str, str], confidence: float) -> Intent:
    name, clause = named if isinstance(named, tuple) else (named, text)
    start = text.index(clause)
    return Intent(name, confidence, start, start + len(clause), (clause[:20],))


def _entity(text: str, wanted: E) -> Entity:
    start = text.index(wanted.raw)
    return Entity(wanted.kind, start, start + len(wanted.raw), wanted.value, wanted.raw, wanted.detail)


@dataclass
class Talk:
    """One conversation, played by hand: `say`, `press`, `wait`, `agent`; `replies` holds the last turn's."""

    channel: str = "web"
    now: datetime = EVENING
    state: State = field(init=False)
    last: Decision = field(init=False)
    pending: list[tuple[datetime, StartTimer]] = field(default_factory=list)
    all_effects: list[Any] = field(default_factory=list)
    counter: int = 0

    def __post_init__(self) -> None:
        self.state = begin(self.channel)
        self._codes = codes()
        self.last = Decision(self.state, (), ())

    def say(
        self,
        text: str,
        *intents: str | tuple[str, str],
        entities: tuple[E, ...] = (),
        pictures: int = 0,
        attachments: tuple[Attachment, ...] = (),
        masked: tuple[Masked, ...] = (),
        statuses: Mapping[str, str] | None = None,
        **more: Any,
    ) -> list[str]:
        """The customer writes one message; the replies' response names."""
        self.counter += 1
        sent = tuple(Attachment("image", f"picture-{self.counter}-{n}") for n in range(pictures)) + attachments
        message = Message(f"m{self.counter}", text, masked, sent)
        understood = Understood(message, parse(text, *intents, entities=entities, **more))
        return self.play(MessageTurn((understood,), next(self._codes), statuses or {}))

    def picture(self, count: int = 1) -> list[str]:
        """Pictures without a word."""
        return self.say("", "inform", pictures=count)

    def press(self, intent: str, title: str = "", **values: Any) -> list[str]:
        """The customer presses a button."""
        self.counter += 1
        return self.play(ButtonPressed(intent, values, next(self._codes), f"m{self.counter}", title or intent))

    def event(self, make_event: Any, *args: Any) -> list[str]:
        """Something else happens: event(AgentTook, code, "Lan")."""
        return self.play(make_event(*args, next(self._codes)))

    def wait(self, **delta: float) -> list[str]:
        """Time passes; timers fire in their order; the replies of all of them."""
        until, said = self.now + timedelta(**delta), []
        while True:
            due = sorted((each for each in self.pending if each[0] <= until), key=lambda each: each[0])
            if not due:
                break
            self.pending.remove(due[0])
            self.now, timer = max(self.now, due[0][0]), due[0][1]
            said += self.play(TimerFired(timer.kind, timer.version, next(self._codes)))
        self.now = until
        return said

    def play(self, event: Any) -> list[str]:
        """Any event; what it leads to is kept."""
        self.last = decide(domain(), self.state, event, self.now)
        self.state = self.last.state
        self.all_effects += self.last.effects
        for effect in self.last.effects:
            if isinstance(effect, StartTimer):
                self.pending.append((self.now + timedelta(seconds=effect.seconds), effect))
        return self.replies

    @property
    def replies(self) -> list[str]:
        """Response names of the last turn, without utter_."""
        return [effect.response.removeprefix("utter_") for effect in self.last.effects if isinstance(effect, Reply)]

    @property
    def texts(self) -> list[str]:
        """What the customer reads of the last turn."""
        return [render(domain(), effect).text for effect in self.last.effects if isinstance(effect, Reply)]

    @property
    def text(self) -> str:
        """All of the last turn's replies."""
        return "\n".join(self.texts)

    @property
    def case(self) -> Case:
        """The case in hand, or the last one."""
        return case_in_hand(self.state) or self.state.talk.cases[-1]

    @property
    def cases(self) -> tuple[Case, ...]:
        """All cases of the conversation."""
        return self.state.talk.cases

    @property
    def name(self) -> str:
        """The state's name."""
        return type(self.state).__name__

    def values(self) -> dict[str, Any]:
        """Display values of the case in hand."""
        return {each.name: each.display for each in self.case.fields}

    def handed_off(self) -> list[tuple[str, str]]:
        """(kind, reason) of every hand-off so far."""
        kinds = {case.code: case.kind for case in self.cases}
        return [
            (kinds.get(each.code, each.code), each.reason) for each in self.all_effects if isinstance(each, HandOff)
        ]

    def of(self, effect_type: type) -> list[Any]:
        """The last turn's effects of a type."""
        return [effect for effect in self.last.effects if isinstance(effect, effect_type)]

    @property
    def joined(self) -> list[AddToCase]:
        """What the last turn added to cases."""
        return self.of(AddToCase)
