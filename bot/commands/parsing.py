"""`tiepnhan parse`: a message per line in, a JSON per line out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from bot.cli_texts import TEXTS, Lang
from bot.errors import TiepNhanError
from bot.files import find_model
from bot.nlu.rasa_json import to_json
from bot.nlu.understand import Understander
from bot.text.zone import VIETNAM


def run(model: Path | None, now: str | None, lang: Lang) -> None:
    """Reads stdin to its end; a line that is no text is told on stderr and answered with an error in its place."""
    moment = read_now(now, lang)
    understander = Understander.load(find_model(model))
    failed = 0
    for number, line in enumerate(_lines(), 1):
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            failed += 1
            message = TEXTS[lang]["parse.not_utf8"].format(line=number)
            print(f"tiepnhan: {message}", file=sys.stderr)
            print(json.dumps({"line": number, "error": message}, ensure_ascii=False))
            continue
        parse = understander.parse(text, moment or datetime.now(VIETNAM))
        print(json.dumps(to_json(parse), ensure_ascii=False), flush=sys.stdin.isatty())
    sys.stdout.flush()
    if failed:
        raise SystemExit(1)


def read_now(now: str | None, lang: Lang) -> datetime | None:
    """The stated present, in Viet Nam's zone where it has none.

    Raises:
        TiepNhanError: it is no ISO 8601.
    """
    if now is None:
        return None
    try:
        moment = datetime.fromisoformat(now)
    except ValueError as error:
        raise TiepNhanError(TEXTS[lang]["parse.now"].format(value=now)) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def _lines() -> Iterator[bytes]:
    """The lines of stdin without their ends."""
    for line in sys.stdin.buffer:
        yield line.removesuffix(b"\n").removesuffix(b"\r")
