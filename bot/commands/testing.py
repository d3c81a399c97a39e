"""`tiepnhan test`: plays stories and tells where they go another way than written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text as Styled

from bot.assistant import Assistant
from bot.cli_texts import TEXTS, Lang
from bot.stories import Exchange, Failure, Played, play, read_stories


def run(files: Sequence[Path], model: Path | None, domain: Path | None, show: bool, lang: Lang) -> None:
    """Prints every failure with its place; exits with 1 where there is one."""
    stories = [story for file in files for story in read_stories(file)]
    assistant = Assistant.load(domain=domain, model=model)
    report = _Report(lang)
    failed = 0
    for story in stories:
        played = play(story, assistant)
        failed += played.failure is not None
        report.tell(played, show=show)
    report.sum_up(len(stories), failed)
    if failed:
        raise SystemExit(1)


class _Report:
    """What is printed."""

    def __init__(self, lang: Lang) -> None:
        self.say = TEXTS[lang]
        self.console = Console(highlight=False, soft_wrap=True)

    def tell(self, played: Played, *, show: bool) -> None:
        """A story's failure; with `show` its whole conversation before."""
        if show:
            mark = ("✗", "red") if played.failure else ("✓", "green")
            self._line(f"{mark[0]} {played.story.name}", mark[1])
            for exchange in played.exchanges:
                self._exchange(exchange)
        if played.failure:
            self._failure(played.failure, show=show)

    def sum_up(self, count: int, failed: int) -> None:
        """How many there were."""
        text = self.say["test.failed"] if failed else self.say["test.passed"]
        self._line(text.format(count=count, failed=failed), "red" if failed else "green")

    def _failure(self, failure: Failure, *, show: bool) -> None:
        story = failure.story
        place = self.say["test.place"].format(story=story.name, step=failure.step)
        self._line(f"✗ {story.file}:{failure.line}: {place}", "bold red")
        self._line(f"  {self.say['test.expected']}: {_indented(failure.expected)}", "green")
        self._line(f"  {self.say['test.got']}: {_indented(failure.got)}", "red")
        if failure.exchange and not show:
            self._exchange(failure.exchange)
        if failure.exchange:
            exchange = failure.exchange
            self._line(f"  {self.say['test.understood']}: {', '.join(exchange.understood) or '–'}", "cyan")
            self._line(f"  {self.say['test.because']}: {'; '.join(exchange.because) or '–'}", "dim")

    def _exchange(self, exchange: Exchange) -> None:
        self._line(f"  › {_indented(exchange.act)}", "bold")
        for said in exchange.said:
            self._line(f"    {_indented(said.text)}")
            self._line(f"    ({said.names})" + "".join(f" [{button.title}]" for button in said.buttons), "dim")

    def _line(self, text: str, style: str = "") -> None:
        self.console.print(Styled(text, style=style))


def _indented(text: str) -> str:
    return text.replace("\n", "\n    ")
