"""The result as one HTML page for a person without a data scientist: it reads nothing but the result, and fetches nothing.

Every message in it is a stranger's text. Jinja2 escapes all of it, and a content security policy in the page lets no script
run but the page's own, which is named by its hash.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import DataError, MissingExtra
from bot.evaluation.report_charts import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, charts
from bot.evaluation.report_marks import covered, evidence_marks, marked, misread_marks, uncovered
from bot.evaluation.report_texts import Lang
from bot.evaluation.report_verdict import first_steps, verdict
from bot.evaluation.report_wording import Wording
from bot.evaluation.results import Evaluation

if TYPE_CHECKING:
    from jinja2 import Environment

PAGE = "report.html"
"""The file's name beside evaluation.json."""

_HERE = Path(__file__).parent / "templates"
_FRAME = {"width": WIDTH, "height": HEIGHT, "left": LEFT, "right": RIGHT, "top": TOP, "bottom": BOTTOM}


def write_report(evaluation: Evaluation, folder: Path, lang: Lang) -> Path:
    """Writes `report.html` into the folder, which is made where it is not there.

    Returns:
        The file.

    Raises:
        MissingExtra: Jinja2 is not installed.
        DataError: the folder cannot be written to.
    """
    page = render_report(evaluation, lang)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        half = folder / f".{PAGE}.part"  # moved when it is whole: a reader never finds half a page
        half.write_bytes(page.encode("utf-8", "replace"))
        os.replace(half, folder / PAGE)
    except OSError as error:
        mend = "name a folder that can be written to with --out"
        raise DataError(f"cannot be written: {error.strerror}", file=str(folder / PAGE), mend=mend) from error
    return folder / PAGE


def render_report(evaluation: Evaluation, lang: Lang) -> str:
    """The page.

    Args:
        evaluation: the result.
        lang: the language that it is written in; messages and labels stay as they are.

    Raises:
        MissingExtra: Jinja2 is not installed.
    """
    wording, secrets = Wording(lang), uncovered(evaluation)
    script = (_HERE / "report.js").read_text(encoding="utf-8")
    return (
        _environment()
        .get_template(PAGE)
        .render(
            it=evaluation,
            word=wording,
            say=wording.say,
            lang=lang,
            verdict=verdict(evaluation, wording),
            steps=first_steps(evaluation, wording),
            charts=charts(evaluation, wording),
            frame=_FRAME,
            shown=partial(covered, secrets=secrets),
            marked=marked,
            misread_marks=misread_marks,
            evidence_marks=evidence_marks,
            flat=_flat,
            style=(_HERE / "report.css").read_text(encoding="utf-8"),
            script=script,
            script_hash=base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii"),
        )
    )


def _environment() -> Environment:
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined
    except ImportError as missing:
        raise MissingExtra("the report needs Jinja2: pip install 'tiepnhan[report]'") from missing
    return Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def _flat(value: object) -> str:
    """A fact that the model wrote down, whatever it is, on one line."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
