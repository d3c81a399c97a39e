"""A story played against the assistant, step by step, until something is not as it should be; it prints nothing."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.assistant import Assistant, Turn
from bot.codes import RANDOM_BITS, make
from bot.domain import Button, Domain
from bot.domain_yaml import did_you_mean
from bot.errors import DataError
from bot.session import Session
from bot.stories.checking import Unlike, check, found
from bot.stories.replies import LISTEN, Said, said_in, see_replies, see_understood, titles, understood_in
from bot.stories.steps import Act, Action, Agent, Check, Handoff, Story, User, Wait
from bot.triage import KnownAccount, State, begin, case_in_hand

_CODE = re.compile(r"\{code(?:\.([a-z_]{1,40}))?\}")
_BARE = "bare"


@dataclass(frozen=True, slots=True)
class Exchange:
    """One act, what was said to it, and why.

    Attributes:
        act: what happened, in words.
        said: the replies.
        because: the reasons of triage.
        understood: what was understood of the messages.
        state: where the conversation then stood.
    """

    act: str
    said: tuple[Said, ...]
    because: tuple[str, ...]
    understood: tuple[str, ...]
    state: State


@dataclass(frozen=True, slots=True)
class Failure:
    """Where a story went another way.

    Attributes:
        story: the story.
        line: the step's line in its file.
        step: its number, counted from 1.
        expected: what should have been.
        got: what was.
        exchange: what happened last, or None.
    """

    story: Story
    line: int
    step: int
    expected: str
    got: str
    exchange: Exchange | None


@dataclass(frozen=True, slots=True)
class Played:
    """A story that was played: all that was said, and the first failure, or None."""

    story: Story
    exchanges: tuple[Exchange, ...]
    failure: Failure | None


def play(story: Story, assistant: Assistant) -> Played:
    """Play a story to its end or its first failure; case codes are drawn by the story's name, so that runs are alike.

    Args:
        story: what is said and what should come of it.
        assistant: its vocabulary and model are used.

    Raises:
        DataError: the story names a response, kind, slot or state that the domain does not have.
    """
    _see_names(story, assistant.domain)
    playing = _Playing(story, assistant)
    try:
        playing.run()
    except Unlike as unlike:
        return Played(story, tuple(playing.exchanges), playing.failure(unlike))
    return Played(story, tuple(playing.exchanges), None)


def _see_names(story: Story, domain: Domain) -> None:
    """Every name of a story is one that the domain has.

    Raises:
        DataError: one is not.
    """
    for line, what, name, known in _names(story, domain):
        if name not in known:
            raise DataError(f"there is no {what} {name}", file=story.file, line=line, mend=did_you_mean(name, known))


def _names(story: Story, domain: Domain) -> Iterator[tuple[int, str, str, Iterable[str]]]:
    kinds = (*domain.kinds, domain.general.intent)
    for step in story.steps:
        match step:
            case Action(line, name) if name != LISTEN:
                yield line, "response", name, domain.responses
            case User(line, intent=intent) if intent:
                yield line, "intent", intent, domain.intents
            case Agent(line, slot=slot) if slot:
                yield line, "slot", slot, domain.slots
            case Check(line, "case", wanted):
                yield from ((line, "kind of case", name, kinds) for name in [wanted.get("kind")] if name)
                yield from ((line, "slot", name, domain.slots) for name in wanted.get("fields", ()))


class _Playing:
    """A story on its way: the session, where it is, what was said last."""

    def __init__(self, story: Story, assistant: Assistant) -> None:
        self.story = story
        bits = random.Random(story.name)
        own = Assistant(assistant.domain, assistant.understander, draw=lambda: make(bits.getrandbits(RANDOM_BITS)))
        self.session = Session(own, story.now, story.channel)
        if story.known_account:
            known = KnownAccount(story.known_account, story.now - timedelta(days=3))
            self.session.state = begin(story.channel, known_account=known)
        self.exchanges: list[Exchange] = []
        self.at = 0

    def run(self) -> None:
        """All steps.

        Raises:
            Unlike: something is not as it should be.
        """
        for at, step in enumerate(self.story.steps):
            self.at = at
            match step:
                case User() | Wait() | Agent() | Handoff():
                    self._act(step)
                    self._see_actions(step)
                case Action():
                    if not self.exchanges:
                        raise Unlike(step.line, step.name, "nothing has happened yet")
                case Check():
                    last = self.exchanges[-1].said if self.exchanges else ()
                    check(self._filled_in(step), self.session, [each.text for each in last], titles(last))

    def failure(self, unlike: Unlike) -> Failure:
        """The failure with its place and what happened last."""
        at = next((number for number, step in enumerate(self.story.steps) if step.line == unlike.line), self.at)
        last = self.exchanges[-1] if self.exchanges else None
        return Failure(self.story, unlike.line, at + 1, unlike.expected, unlike.got, last)

    # ------------------------------------------------------------ acts

    def _act(self, act: Act) -> None:
        words, turns = self._done(act)
        self.exchanges.append(
            Exchange(
                words,
                tuple(said_in(turns)),
                tuple(reason for turn in turns for reason in turn.because),
                tuple(understood_in(turns)),
                self.session.state,
            )
        )
        if isinstance(act, User):
            see_understood(act, turns)

    def _done(self, act: Act) -> tuple[str, list[Turn]]:
        match act:
            case User():
                return self._user(act)
            case Wait():
                return f"(wait {timedelta(seconds=act.seconds)})", self.session.wait(timedelta(seconds=act.seconds))
            case Agent():
                return f"(agent: {act.action} {act.slot}".rstrip() + ")", self._agent(act)
            case Handoff():
                return f"(hand-offs {'arrive again' if act.works else 'fail'})", self._handoff(act)

    def _user(self, act: User) -> tuple[str, list[Turn]]:
        if act.button:
            return f"[{act.button}]", self.session.press(self._button(act))
        text = self._coded(act.text)
        turns = [turn for _ in range(act.repeat) for turn in self.session.say(text, act.attachments)]
        more = "".join(f" ({each.kind}: {each.name or each.ref})" for each in act.attachments)
        return text + more + (f" (× {act.repeat})" if act.repeat > 1 else ""), turns

    def _button(self, act: User) -> Button:
        """The button of that title that was offered last."""
        offered = [button for each in reversed(self.exchanges) for said in each.said for button in said.buttons]
        button = next((each for each in offered if each.title == act.button), None)
        if button is None:
            shown = ", ".join(f"[{each.title}]" for each in offered) or "no button"
            raise Unlike(act.line, f"the button [{act.button}]", shown)
        return button

    def _agent(self, act: Agent) -> list[Turn]:
        case = found(self.session.state, act.kind) if act.kind else None
        try:
            return self.session.agent(act.action, name=act.name, slot=act.slot, code=case.code if case else "")
        except LookupError as error:
            raise Unlike(act.line, f"a case for the agent ({act.action})", str(error)) from error

    def _handoff(self, act: Handoff) -> list[Turn]:
        self.session.failing = not act.works
        late = [case.code for case in self.session.state.talk.cases if case.undelivered] if act.works else []
        return [turn for code in late for turn in self.session.deliver(code)]

    def _coded(self, text: str) -> str:
        """The words with codes: {code} of the case in hand, {code.<kind>}, {code.bare} as people type it."""
        state, cases = self.session.state, self.session.state.talk.cases

        def code(match: re.Match[str]) -> str:
            kind = match[1] if match[1] != _BARE else None
            case = found(state, kind) if kind else (case_in_hand(state) or cases[-1])
            if case is None:
                return match[0]
            return case.code.replace("-", "").lower() if match[1] == _BARE else case.code

        return _CODE.sub(code, text) if cases else text

    def _filled_in(self, step: Check) -> Check:
        """The check with codes for {code}."""
        if step.what not in ("says", "says_not"):
            return step
        return replace(step, wanted=[self._coded(str(each)) for each in step.wanted])

    # ------------------------------------------------------------ replies

    def _see_actions(self, act: Act) -> None:
        """The responses named behind an act are those that were sent, in order.

        Raises:
            Unlike: they are not.
        """
        wanted = []
        for step in self.story.steps[self.at + 1 :]:
            if isinstance(step, User | Wait | Agent | Handoff):
                break
            if isinstance(step, Action):
                wanted.append(step)
        if wanted:
            see_replies(wanted, self.exchanges[-1].said)
