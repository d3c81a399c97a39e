"""The fresh held-out messages are enough, each said once, rightly labelled, and far from what the model learns from."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from bot.domain import Domain
from bot.message import FALLBACK
from bot.nlu.rasa_yaml import Example, read_file, read_folder
from bot.text import fold
from bot.validation.messages import Keyed, bare, nearest
from tests.nlu.model import ROOT

TESTS = ROOT / "tests" / "nlu"
CLEAN, NOISY = TESTS / "fresh", TESTS / "fresh_noisy"
LOOK_ALIKES, TWO_PROBLEMS = TESTS / "fresh_look_alikes.yml", TESTS / "fresh_two_problems.yml"
SETS = (CLEAN, NOISY, LOOK_ALIKES, TWO_PROBLEMS)
AT_ONCE = {"distress", "self_exclusion", "underage", "report_fraud"}
TOO_NEAR = 0.6
"""Share of trigrams without accents (Jaccard) from which on a message judges memory, not understanding."""


@cache
def _intents() -> frozenset[str]:
    domain = Domain.load(ROOT / "domain.yml", ROOT / "triage.yml")
    return frozenset(domain.intents) - {FALLBACK}


@cache
def _examples(place: Path) -> tuple[Example, ...]:
    return read_folder(place).examples


def _fresh() -> tuple[Example, ...]:
    return tuple(example for place in SETS for example in _examples(place))


def _keyed(examples: tuple[Example, ...]) -> list[Keyed]:
    return [Keyed(example, fold(example.text).plain) for example in examples]


@pytest.mark.parametrize(("folder", "each", "total"), [(CLEAN, 25, 1_050), (NOISY, 5, 250)])
def test_every_intent_has_enough_messages(folder: Path, each: int, total: int) -> None:
    count = Counter(example.intent for example in _examples(folder))
    assert set(count) == _intents()
    assert min(count.values()) >= each, count.most_common()[-3:]
    assert sum(count.values()) >= total


@pytest.mark.parametrize("folder", [CLEAN, NOISY], ids=lambda path: path.name)
def test_a_file_holds_its_own_intent_only(folder: Path) -> None:
    for path in sorted(folder.glob("*.yml")):
        assert {example.intent for example in read_file(path).examples} == {path.stem}


def test_many_messages_have_no_accents() -> None:
    texts = [example.text for example in _examples(CLEAN)]
    share = sum(fold(text).plain == text.lower() for text in texts) / len(texts)
    assert 0.3 <= share <= 0.45


def test_look_alikes_say_what_they_must_not_be_taken_for() -> None:
    examples = _examples(LOOK_ALIKES)
    assert len(examples) >= 120
    for example in examples:
        assert example.intent in _intents(), example.text
        assert set(example.metadata["not"]) <= AT_ONCE - {example.intent}, example.text
        assert example.metadata["not"], example.text


def test_two_problems_are_two_known_intents() -> None:
    examples = _examples(TWO_PROBLEMS)
    assert len(examples) >= 100
    for example in examples:
        labels = example.intent.split("+")
        assert len(set(labels)) == 2, example.text
        assert set(labels) <= _intents(), example.text


def test_no_message_is_said_twice() -> None:
    places: dict[str, str] = {}
    for example in _fresh():
        key = bare(fold(example.text).plain) or example.text
        assert key not in places, f"{example.file}:{example.line} stands in {places[key]} too"
        places[key] = f"{example.file}:{example.line}"


def test_messages_are_far_from_all_others() -> None:
    others = tuple(
        example
        for folder in (ROOT / "data" / "nlu", ROOT / "data" / "calibration", TESTS)
        for example in _examples(folder)
        if not _is_fresh(Path(example.file))
    )
    assert len(others) > 10_000
    fresh, known = _keyed(_fresh()), _keyed(others)
    near = [
        f"{fresh[row].example.text!r} is {known[other].example.file}:{known[other].example.line} ({share:.2f})"
        for row, share, other in nearest(fresh, known)
        if share >= TOO_NEAR
    ]
    assert near == []


def _is_fresh(path: Path) -> bool:
    return path in SETS or path.parent in SETS
