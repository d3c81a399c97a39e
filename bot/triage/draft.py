"""A decision in the making: effects, replies and reasons are gathered here; it knows no rules of triage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from operator import attrgetter
from typing import Any
from zlib import crc32

from bot.case import Case
from bot.domain import Domain
from bot.domain_responses import PARTS
from bot.domain_values import Button
from bot.triage.effects import (
    CloseCase,
    Decision,
    Effect,
    HandOff,
    Line,
    NoticeGiven,
    OpenCase,
    Reply,
    StartTimer,
    UpdateCase,
)
from bot.triage.events import TimerKind
from bot.triage.states import Conversation, NoticeShown, State, Timer

SAYS_WHO_IT_IS = frozenset({"utter_greet", "utter_bot_challenge"})
"""Responses that tell by themselves that this is an automatic assistant."""

PART_ORDER = (
    "utter_notice",
    "utter_sorry",
    "utter_opened",
    "utter_corrected",
    "utter_noted",
    "utter_picture_received",
    "utter_marked_missing",
    "utter_second_problem_kept",
    "utter_back_to_form",
    "utter_privacy_notice",
)

FORMAL = {"email": "Quý khách"}
"""Channels with a form of address of their own."""

ENDED_CASES_KEPT = 6
PERSONAL_NOTICE = "utter_privacy_notice"


@dataclass(slots=True)
class Draft:
    """What an event leads to, until `finish` makes a Decision of it.

    Attributes:
        domain: vocabulary and settings.
        now: with zone.
        talk: the conversation as changed so far.
        spare_code: for a new case; "" once it is used.
        message_id: the last message of the turn, or "".
        effects: in order; cases come first in the decision.
        because: reasons.
        lines: parts that wait for the reply that they stand before.
        behind: lines that go behind the next reply.
        opened: codes of cases opened in this decision.
        changed: codes of cases changed in it.
        silent: say nothing: an agent is talking.
    """

    domain: Domain
    now: datetime
    talk: Conversation
    spare_code: str
    message_id: str = ""
    effects: list[Effect] = field(default_factory=list)
    because: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    behind: list[Line] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    silent: bool = False

    def note(self, reason: str) -> None:
        """Give a reason."""
        self.because.append(reason)

    def change(self, **changes: Any) -> None:
        """Change the conversation."""
        self.talk = _changed(self.talk, changes)

    def do(self, effect: Effect) -> None:
        """Want something done."""
        self.effects.append(effect)

    # ------------------------------------------------------------ cases

    def add_case(self, case: Case) -> Case:
        """Add a new case; its code was the spare one."""
        self.spare_code = ""
        self.opened.append(case.code)
        self.change(cases=(*self.talk.cases, case))
        return case

    def keep(self, case: Case) -> Case:
        """Put a changed case in the place of its older version."""
        case = case.having(updated=self.now)
        self.change(cases=tuple(case if each.code == case.code else each for each in self.talk.cases))
        if case.code not in self.changed:
            self.changed.append(case.code)
        return case

    def hand_off(self, case: Case, reason: str) -> None:
        """Put the case in front of humans."""
        self.do(HandOff(case.code, reason, case.agents_before))

    def close(self, case: Case, status: str) -> Case:
        """End a case; its timers end with it."""
        self.do(CloseCase(case.code, status))
        self.stop_all(case.code)
        return self.keep(case.having(status=status, ended=self.now))

    # ------------------------------------------------------------ replies

    def part(self, response: str, values: Mapping[str, str] | None = None) -> None:
        """Say something in front of the next reply."""
        if not self.silent:
            self.lines.append(Line(response, values or {}))

    def say(
        self, response: str, values: Mapping[str, str] | None = None, buttons: tuple[Button, ...] = (), code: str = ""
    ) -> None:
        """Reply; the parts that wait stand before it, the first reply says that this is an automatic assistant."""
        if self.silent:
            return
        behind, self.behind = tuple(self.behind), []
        parts, self.lines = sorted(self.lines, key=_place), []
        before = (*self._introduction(response), *parts)
        talk = self.talk
        address = talk.address or FORMAL.get(talk.channel, "")
        self.do(
            Reply(
                response,
                values or {},
                talk.language,
                before,
                behind,
                buttons,
                talk.turn,
                address,
                talk.channel,
                code,
            )
        )

    def say_first_of_all(self, response: str, values: Mapping[str, str], code: str = "") -> None:
        """Reply with nothing in front of it: the introduction goes behind (helplines come first)."""
        if self.silent:
            return
        if not self.talk.introduced:
            self.change(introduced=True)
            self.behind.append(Line("utter_introduction"))
        self.say(response, values, code=code)

    def _introduction(self, response: str) -> tuple[Line, ...]:
        if self.talk.introduced:
            return ()
        self.change(introduced=True)
        return () if response in SAYS_WHO_IT_IS else (Line("utter_introduction"),)

    def before_personal_question(self) -> None:
        """Show the privacy notice: once per sender, and again when its words have changed."""
        version = notice_version(self.domain)
        if self.silent or (self.talk.notice and self.talk.notice.version == version):
            return
        self.part(PERSONAL_NOTICE)
        self.do(NoticeGiven(version, self.message_id))
        self.change(notice=NoticeShown(version, self.now, self.message_id))
        self.note("the first personal question carries the privacy notice")

    @property
    def has_replied(self) -> bool:
        """Whether something was said to the customer."""
        return any(isinstance(effect, Reply) for effect in self.effects)

    # ------------------------------------------------------------ timers

    def start(self, kind: TimerKind, seconds: float, code: str = "") -> None:
        """Start a timer; one of the same kind and case that runs already becomes stale."""
        version = self.talk.version + 1
        others = tuple(each for each in self.talk.timers if (each.kind, each.code) != (kind, code))
        self.change(version=version, timers=(*others, Timer(kind, version, code)))
        self.do(StartTimer(kind, seconds, version, code))

    def stop(self, *kinds: TimerKind, code: str | None = None) -> None:
        """Let timers become stale: those of these kinds, of one case or of all."""
        if any(each.kind in kinds for each in self.talk.timers):
            running = (each for each in self.talk.timers if each.kind not in kinds or code not in (None, each.code))
            self.change(timers=tuple(running))

    def stop_all(self, code: str) -> None:
        """Let all timers of a case become stale."""
        if any(each.code == code for each in self.talk.timers):
            self.change(timers=tuple(each for each in self.talk.timers if each.code != code))

    # ------------------------------------------------------------ the end

    def finish(self, state: State) -> Decision:
        """The decision; `state` is what the rules led to, its conversation is replaced by this one's."""
        if self.lines and not self.silent:
            last = self.lines.pop()
            self.say(last.response, last.values)
        self.change(cases=_worth_keeping(self.talk.cases), turn=self.talk.turn + 1)
        replies = [effect for effect in self.effects if isinstance(effect, Reply)]
        if replies:
            buttons = tuple(button for reply in replies for button in reply.buttons)
            self.change(said=tuple(reply.response for reply in replies), buttons=buttons)
        saved: list[Effect] = [OpenCase(self.talk.case(code)) for code in self.opened]
        saved += [UpdateCase(self.talk.case(code)) for code in self.changed if code not in self.opened]
        return Decision(replace(state, talk=self.talk), (*saved, *self.effects), tuple(self.because))


def _place(line: Line) -> int:
    """Where a part stands among others: news first, then what was opened and noted, then what leads to the question."""
    return PART_ORDER.index(line.response) if line.response in PART_ORDER else len(PART_ORDER)


_NAMES = tuple(each.name for each in fields(Conversation))
_PLACES = {name: place for place, name in enumerate(_NAMES)}
_VALUES = attrgetter(*_NAMES)


def _changed(talk: Conversation, changes: Mapping[str, Any]) -> Conversation:
    """`dataclasses.replace`, in a fraction of its time: it is called some ten times in a turn."""
    values = list(_VALUES(talk))
    for name, value in changes.items():
        values[_PLACES[name]] = value
    return Conversation(*values)


def notice_version(domain: Domain) -> str:
    """The version of the privacy notice: it changes with its words."""
    return f"{crc32(domain.responses[PERSONAL_NOTICE][0].text.encode()):08x}"


def is_part(response: str) -> bool:
    """Whether a response stands in front of another one."""
    return response in PARTS


def _worth_keeping(cases: tuple[Case, ...]) -> tuple[Case, ...]:
    """Open cases, and the last few that ended."""
    ended = [case.code for case in cases if not case.is_open]
    dropped = frozenset(ended[:-ENDED_CASES_KEPT])
    return tuple(case for case in cases if case.code not in dropped) if dropped else cases
