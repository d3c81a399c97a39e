"""`tiepnhan train`: a folder of messages becomes a model, with a progress bar and its figures."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from bot.cli_texts import TEXTS, Lang
from bot.errors import MissingExtra
from bot.files import find_data, find_domain


def run(data: Path | None, calibration: Path | None, model: Path, domain: Path | None, lang: Lang) -> None:
    """Trains and prints what came of it."""
    try:
        from bot.nlu.training import train
    except ImportError as missing:
        raise MissingExtra("training needs scikit-learn: pip install 'tiepnhan[train]'") from missing
    say = TEXTS[lang]
    folder = find_data(data)
    judging = calibration or (folder.parent / "calibration" if data is None else None)
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(say["train.step.reading"], total=1.0)

        def progress(step: str, share: float) -> None:
            bar.update(task, description=say[f"train.step.{step}"], completed=share)

        known = find_domain(domain) if domain is not None or data is None else None
        made = train(
            folder,
            model,
            calibration=judging if judging is not None and judging.is_dir() else None,
            labels_hash=known.labels_hash() if known else "",
            point_rate=known.triage.point_rate if known else 1000,
            progress=progress,
        )
    print(say["train.done"].format(messages=made.messages, intents=made.intents, folder=made.folder))
    print(
        say["train.figures"].format(
            accuracy=made.held_out.accuracy,
            threshold=made.threshold,
            accepted=made.held_out.accepted,
            accepted_right=made.held_out.accepted_right,
            error=made.held_out.calibration_error,
        )
    )
