"""`tiepnhan classify`: archives of messages into one file, as long as it takes; stopped, it goes on when called again."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from bot.cli_texts import TEXTS, Lang
from bot.commands.parsing import read_now
from bot.errors import DataError
from bot.evaluation.archive_run import run_archive
from bot.evaluation.archive_state import Files, State
from bot.files import find_domain, find_model
from bot.nlu.understand import Understander
from bot.text.zone import VIETNAM


def run(
    files: list[Path],
    out: Path,
    *,
    model: Path | None,
    now: str | None,
    overwrite: bool,
    workers: int | None,
    lang: Lang,
) -> None:
    """Classifies; rows that cannot be read are told in a file beside the one that is made, and the exit status is 1.

    Raises:
        TiepNhanError: something in the call or in the files that a person can mend.
    """
    say = TEXTS[lang]
    if out.suffix.lower() not in (".csv", ".jsonl"):
        raise DataError(say["classify.kind"], file=str(out))
    moment = read_now(now, lang) or datetime.now(VIETNAM)
    folder = find_model(model)
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.1f}%"))
    with Progress(*columns, TimeRemainingColumn(), console=console, disable=not console.is_terminal) as bar:
        done = run_archive(
            files,
            out,
            model=folder,
            threshold=_threshold(folder),
            now=moment.isoformat(timespec="seconds"),
            overwrite=overwrite,
            workers=workers,
            begun=lambda state: _tell_resumed(state, lang),
            progress=_progress(bar, say["classify.step"]),
        )
    where = f": {Files(out).errors}" if done.bad else ""
    print(say["classify.done"].format(rows=done.rows, out=out, bad=done.bad, where=where))
    if done.bad:
        raise SystemExit(1)


def _threshold(folder: Path) -> float | None:
    """The threshold that the operator set in triage.yml, where there is one and the model is of that domain."""
    try:
        known = find_domain(None)
    except DataError:
        return None
    fits = set(known.kinds) <= set(Understander.load(folder).model.labels)
    return known.triage.threshold if fits else None


def _tell_resumed(state: State, lang: Lang) -> None:
    if state.rows or state.bad:
        print(TEXTS[lang]["classify.resumed"].format(rows=state.rows + state.bad), file=sys.stderr)


def _progress(bar: Progress, name: str) -> Callable[[State], None]:
    """A bar over the bytes of all sources."""
    task = bar.add_task(name, total=None)

    def told(state: State) -> None:
        sizes = [source.size for source in state.order.sources]
        bar.update(task, total=sum(sizes), completed=sum(sizes[: state.place.source]) + state.place.offset)

    return told
