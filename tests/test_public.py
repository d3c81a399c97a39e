"""The library's face: exactly what is promised, and quick to import."""

from __future__ import annotations

import subprocess
import sys

import pytest

import bot


def test_all_is_exact() -> None:
    assert sorted(bot.__all__) == sorted(
        "Assistant Attachment Case CaseSummary Domain Entity Intent Message Parse TiepNhanError Turn Understander".split()
    )
    assert all(getattr(bot, name).__name__ == name for name in bot.__all__)


def test_another_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Assistent'"):
        _ = bot.Assistent


def test_importing_brings_nothing_heavy() -> None:
    script = (
        "import sys, bot; print(*(m for m in ('spacy', 'numpy', 'pydantic', 'sklearn', 'yaml') if m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == ""


def test_understanding_needs_no_spacy() -> None:
    script = "import sys, bot.nlu.understand; print('spacy' in sys.modules, 'sklearn' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "False False"
