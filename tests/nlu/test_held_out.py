"""The noisy messages are really rewritten: far enough, letter by letter, from the clean ones that they come from."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from tests.nlu.model import ROOT

PAIRS = sorted((ROOT / "tests" / "nlu" / "noisy" / "pairs").glob("*.tsv"))


def _distance(one: str, two: str) -> int:
    """Levenshtein's: how many letters must be changed, put in or left out."""
    row = list(range(len(two) + 1))
    for at, letter in enumerate(one, 1):
        last, row[0] = row[0], at
        for place, other in enumerate(two, 1):
            last, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, last + (letter != other))
    return row[-1]


@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.stem)
def test_noise_is_fifteen_percent_or_more(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) >= 8
    for line in lines:
        clean, noisy = (unicodedata.normalize("NFC", part).lower() for part in line.split("\t"))
        assert _distance(clean, noisy) >= 0.15 * len(clean), line


def test_distance_by_hand() -> None:
    assert _distance("rút tiền", "rut tien") == 2
    assert _distance("abc", "") == 3
