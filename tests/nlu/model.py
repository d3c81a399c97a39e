"""The trained model that `make test` puts into models/default, loaded once; it trains nothing."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path

from bot.nlu.rasa_yaml import Example, read_folder
from bot.nlu.understand import Understander
from bot.text.zone import VIETNAM

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "models" / "default"
NOW = datetime(2026, 11, 14, 21, tzinfo=VIETNAM)


@cache
def understander() -> Understander:
    """The model of the repository."""
    return Understander.load(MODEL)


@cache
def held_out() -> tuple[Example, ...]:
    """Every held-out message."""
    return read_folder(ROOT / "tests" / "nlu").examples
