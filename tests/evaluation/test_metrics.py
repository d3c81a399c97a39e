"""Figures of a set of guesses, against numbers worked out by hand."""

from __future__ import annotations

import pytest

from bot.evaluation.metrics import Guess, calibration_error, figures


def _guess(
    truth: str, *ranked: str, confidence: float = 0.9, accepted: bool = True, found: tuple[str, ...] = ()
) -> Guess:
    return Guess(truth, ranked, confidence, accepted, found or ranked[:1])


GUESSES = [
    _guess("a", "a", "b", "c"),
    _guess("a", "b", "a", "c", confidence=0.4, accepted=False),
    _guess("b", "b", "a", "c"),
    _guess("c", "d", "a", "b", confidence=0.8),
]


def test_figures_by_hand() -> None:
    report = figures(GUESSES)
    assert report["messages"] == 4
    assert report["accuracy"] == 0.5
    assert report["top_3"] == 0.75
    assert report["below_threshold"] == 0.25
    assert report["accepted_right"] == pytest.approx(2 / 3)
    a, b = report["per_intent"]["a"], report["per_intent"]["b"]
    assert (a["precision"], a["recall"], a["support"]) == (1.0, 0.5, 2)
    assert a["f1-score"] == pytest.approx(2 / 3)
    assert a["confused_with"] == {"b": 1}
    assert (b["precision"], b["recall"]) == (0.5, 1.0)
    assert report["macro_f1"] == pytest.approx((2 / 3 + 2 / 3 + 0) / 3)


def test_two_problems_are_right_when_both_are_found() -> None:
    assert _guess("a+b", "a", found=("b", "a")).right
    assert not _guess("a+b", "a", found=("a",)).right
    assert _guess("a+b", "a+b").right


def test_no_messages() -> None:
    assert figures([]) == {"messages": 0}


def test_calibration_error_by_hand() -> None:
    assert calibration_error([_guess("a", "a", confidence=0.5), _guess("a", "b", confidence=0.5)], bins=1) == 0
    assert calibration_error([_guess("a", "b", confidence=1.0)]) == 1
