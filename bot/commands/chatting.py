"""`tiepnhan chat`: a conversation in the terminal, as text or as JSON; pictures, the agent and the clock by commands."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.panel import Panel
from rich.text import Text as Styled

from bot.assistant import Assistant, Turn
from bot.cli_texts import TEXTS, Lang
from bot.commands.parsing import read_now
from bot.domain import Button
from bot.message import Attachment
from bot.pictures import looks_like_picture
from bot.session import AgentAction, Session, turn_json
from bot.text.zone import VIETNAM
from bot.triage import HandOff, state_name

_DURATION = re.compile(r"(\d{1,5}) ?(s|m|h|d)")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_AGENT: dict[str, AgentAction] = {
    "take": "take",
    "reply": "reply",
    "ask": "ask",
    "back": "hand_back",
    "hand_back": "hand_back",
    "resolve": "resolve",
}


def run(model: Path | None, domain: Path | None, now: str | None, as_json: bool, lang: Lang) -> None:
    """Talks until stdin ends or /quit; with stdin not a terminal each line is a message."""
    fixed = read_now(now, lang)
    assistant = Assistant.load(domain=domain, model=model)
    session = Session(assistant, fixed or datetime.now(VIETNAM))
    talk = _Talk(session, lang, as_json=as_json, ticking=fixed is None)
    interactive = sys.stdin.isatty() and not as_json
    if interactive:
        talk.greet()
    for line in _lines(interactive):
        if line.strip() in ("/quit", "/exit", "/thoat"):
            break
        talk.take(line)


def _lines(interactive: bool) -> Iterator[str]:
    """What is typed, line by line; bytes that are no UTF-8 come as the replacement character."""
    if not interactive:
        for raw in sys.stdin.buffer:
            yield raw.decode("utf-8", "replace").rstrip("\r\n")
        return
    import readline  # noqa: F401  # arrow keys and history in input()

    while True:
        try:
            yield input("\n› ")
        except (EOFError, KeyboardInterrupt):
            print()
            return


class _Talk:
    """The terminal's side of a session: what is shown, and what commands do."""

    def __init__(self, session: Session, lang: Lang, *, as_json: bool, ticking: bool) -> None:
        self.session = session
        self.say = TEXTS[lang]
        self.as_json = as_json
        self.ticking = ticking
        self.console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
        self.buttons: tuple[Button, ...] = ()
        self.last: list[Turn] = []

    def greet(self) -> None:
        """What can be typed here."""
        if placeholders := self.session.assistant.domain.placeholders():
            self.console.print(Styled(self.say["chat.demo"].format(count=len(placeholders)), style="yellow"))
        self.console.print(Styled(self.say["chat.help"], style="dim"))

    def take(self, line: str) -> None:
        """One line: a command, a button's number, or a message."""
        if self.ticking:
            self._tick()
        command, _, rest = line.strip().partition(" ")
        match command:
            case "/image":
                self._image(rest.strip(), line)
            case "/why":
                self._why()
            case "/wait":
                self._wait(rest.strip(), line)
            case "/agent":
                self._agent(rest.strip(), line)
            case "/help":
                self.console.print(Styled(self.say["chat.help"], style="dim"))
            case _ if command.isdecimal() and not rest and 0 < int(command[:3]) <= len(self.buttons):
                self._show(line, self.session.press(self.buttons[int(command) - 1]))
            case _:
                self._show(line, self.session.say(line))

    def _tick(self) -> None:
        """The session's clock follows the machine's; what has become due meanwhile is said first."""
        passed = datetime.now(VIETNAM) - self.session.now
        if passed > timedelta(0) and (turns := self.session.wait(passed)):
            self._show("", turns)

    def _image(self, rest: str, line: str) -> None:
        name, _, caption = rest.partition(" ")
        path = Path(name).expanduser()
        if not path.is_file():
            return self._tell(line, self.say["chat.no_file"].format(name=name))
        kind = "image" if looks_like_picture(path) else "file"
        attachment = Attachment("image" if kind == "image" else "file", str(path), path.name)
        self._show(line, self.session.say(caption, [attachment]))
        return None

    def _wait(self, rest: str, line: str) -> None:
        parts = _DURATION.findall(rest)
        if not parts:
            return self._tell(line, self.say["chat.wait"])
        delta = sum((timedelta(**{_UNITS[unit]: int(number)}) for number, unit in parts), timedelta())
        turns = self.session.wait(delta)
        self.ticking = False
        if turns:
            return self._show(line, turns)
        return self._tell(line, self.say["chat.nothing"].format(now=self.session.now.strftime("%H:%M %d/%m")))

    def _agent(self, rest: str, line: str) -> None:
        word, _, more = rest.partition(" ")
        action = _AGENT.get(word)
        if action is None:
            return self._tell(line, self.say["chat.agent"])
        slot = more.strip() if action == "ask" else ""
        if action == "ask" and slot not in self.session.assistant.domain.slots:
            return self._tell(line, self.say["chat.slot"])
        try:
            turns = self.session.agent(action, slot=slot)
        except LookupError:
            return self._tell(line, self.say["chat.no_case"])
        if action == "reply" and more and not self.as_json:
            self.console.print(Styled(f"Lan: {more}", style="magenta"))
        return self._show(line, turns)

    def _why(self) -> None:
        for turn in self.last:
            for parse in turn.parses:
                for intent in parse.intents:
                    words = ", ".join(intent.because)
                    self.console.print(Styled(f"  {intent.name} {intent.confidence:.2f}  ({words})", style="cyan"))
                for entity in parse.entities:
                    self.console.print(Styled(f"  {entity.kind}: {entity.raw!r} = {entity.value}", style="cyan"))
            for reason in turn.because:
                self.console.print(Styled(f"  – {reason}", style="dim"))

    def _tell(self, line: str, text: str) -> None:
        if self.as_json:
            print(json.dumps({"user": line, "error": text}, ensure_ascii=False), flush=True)
        else:
            self.console.print(Styled(text, style="yellow"))

    def _show(self, line: str, turns: Sequence[Turn]) -> None:
        self.last = list(turns)
        replies = [reply for turn in turns for reply in turn.replies]
        self.buttons = tuple(button for reply in replies for button in reply.buttons)
        if self.as_json:
            print(json.dumps(turn_json(line, turns), ensure_ascii=False), flush=True)
            return
        number = 0
        for reply in replies:
            self.console.print(Styled(reply.text))
            for button in reply.buttons:
                number += 1
                self.console.print(Styled(f"  [{number}] {button.title}", style="bold blue"))
        for turn in turns:
            self._hand_offs(turn)
        if not replies and sys.stdin.isatty():
            self.console.print(Styled(f"({state_name(turns[-1].state)})", style="dim"))

    def _hand_offs(self, turn: Turn) -> None:
        for effect in turn.effects:
            if isinstance(effect, HandOff):
                summary = next(case for case in turn.cases if case.code == effect.code)
                self._to_agent(summary.text)

    def _to_agent(self, text: str) -> None:
        """What the agent reads: in a frame on a terminal, as plain lines elsewhere."""
        title = self.say["chat.to_agent"]
        if self.console.is_terminal:
            self.console.print(Panel(Styled(text), title=title, border_style="green"))
            return
        lines = "\n".join(f"│ {line}" for line in text.splitlines())
        self.console.print(Styled(f"┌ {title}\n{lines}\n└"))
