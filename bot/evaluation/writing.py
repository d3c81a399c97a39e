"""Puts a result into a folder: evaluation.json, Rasa's files, every plot with its data; it works out nothing."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bot.errors import DataError, MissingExtra
from bot.evaluation.judging import Judged
from bot.evaluation.plots import pictures, render
from bot.evaluation.rasa_files import rasa_files
from bot.evaluation.results import Evaluation, to_json

MAIN = "evaluation.json"
"""The file that holds the whole result; reports are made from it, and later runs are compared with it."""


def write_results(
    evaluation: Evaluation,
    judged: Sequence[Judged],
    folder: Path,
    *,
    plots: bool = True,
    successes: bool = False,
    progress: Callable[[int], None] = lambda done: None,
) -> list[str]:
    """Writes all files; evaluation.json last, so that where it stands the others are whole.

    Args:
        evaluation: the result.
        judged: the messages that it is of; those with one label.
        folder: is made where it is not there.
        plots: whether to draw.
        successes: also the messages that came out right.
        progress: called with the number of files that were written since the last call.

    Returns:
        What could not be written for want of a package; empty where all was.

    Raises:
        DataError: the folder cannot be written to.
    """
    lacking: list[str] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in rasa_files(evaluation, judged, successes=successes).items():
            _put(folder / name, _bytes(data))
            progress(1)
        if plots:
            lacking = _draw(evaluation, folder, progress)
        _put(folder / MAIN, _bytes(to_json(evaluation)))
        progress(1)
    except OSError as error:
        mend = "name a folder that can be written to with --out"
        raise DataError(f"cannot be written: {error.strerror}", file=str(folder), mend=mend) from error
    return lacking


def _draw(evaluation: Evaluation, folder: Path, progress: Callable[[int], None]) -> list[str]:
    for picture in pictures(evaluation):
        try:
            files = render(picture)
        except MissingExtra as missing:
            return [str(missing)]
        for name, data in files.items():
            _put(folder / name, data)
        progress(1)
    return []


def _bytes(data: Any) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _put(path: Path, data: bytes) -> None:
    """Writes beside the place and moves there: a reader never finds half a file."""
    made = path.with_name(f".{path.name}.part")
    made.write_bytes(data)
    os.replace(made, path)
