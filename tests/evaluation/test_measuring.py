"""Headline, scores per intent, confusions: against numbers worked out by hand and against scikit-learn."""

from __future__ import annotations

import random

import pytest
from sklearn.metrics import confusion_matrix, f1_score, precision_recall_fscore_support

from bot.evaluation import measuring
from bot.evaluation.scores import macro_difference, scores
from tests.evaluation.making import judged

ROWS = [
    judged("a", "a", 0.95),
    judged("a", "b", 0.40),
    judged("b", "b", 0.90),
    judged("c", "d", 0.80),
]


def test_headline_by_hand() -> None:
    head = measuring.headline(ROWS, 0.5)
    assert (head.messages, head.intents, head.threshold) == (4, 3, 0.5)
    assert head.accuracy.value == 0.5
    assert head.coverage.value == 0.75
    assert head.accepted_right.value == pytest.approx(2 / 3)
    assert head.macro_f1.value == pytest.approx((2 / 3 + 2 / 3 + 0) / 3)
    assert head.weighted_f1.value == pytest.approx((2 * 2 / 3 + 2 / 3 + 0) / 4)
    assert head.macro_f1.method == "bootstrap"


def test_intents_by_hand_worst_first() -> None:
    rows = {row.name: row for row in measuring.intents(ROWS)}
    assert [row.name for row in measuring.intents(ROWS)] == ["c", "a", "b", "d"]
    assert (rows["a"].precision.value, rows["a"].recall.value) == (1.0, 0.5)
    assert rows["a"].confused_with == (("b", 1),)
    assert rows["a"].coverage.value == 0.5
    assert (rows["d"].support, rows["d"].predicted, rows["d"].recall.value) == (0, 1, None)


def test_confusions_and_errors_are_surest_first() -> None:
    wrong = measuring.errors(ROWS)
    assert [(row.truth, row.guess, row.number) for row in wrong] == [("c", "d", 3), ("a", "b", 1)]
    pairs = measuring.confusions(wrong, ROWS)
    assert [(pair.truth, pair.guess, pair.count, pair.share) for pair in pairs] == [
        ("a", "b", 1, 0.5),
        ("c", "d", 1, 1.0),
    ]


def test_scores_are_scikit_learns() -> None:
    draw = random.Random(4)
    labels = "abcde"
    truths = [draw.choice(labels) for _ in range(400)]
    said = [truth if draw.random() < 0.7 else draw.choice(labels) for truth in truths]
    found = scores(truths, said)
    assert found.macro.value == pytest.approx(f1_score(truths, said, average="macro"))
    assert found.weighted.value == pytest.approx(f1_score(truths, said, average="weighted"))
    rows = {row.name: row for row in measuring.intents([judged(*pair) for pair in zip(truths, said, strict=True)])}
    theirs = precision_recall_fscore_support(truths, said, labels=list(labels))
    for at, label in enumerate(labels):
        mine = (rows[label].precision.value, rows[label].recall.value, rows[label].f1.value, rows[label].support)
        assert mine == pytest.approx(tuple(part[at] for part in theirs))
    matrix = measuring.matrix([judged(*pair) for pair in zip(truths, said, strict=True)])
    assert [list(row) for row in matrix.counts] == confusion_matrix(truths, said).tolist()


def test_the_difference_of_a_model_to_itself_is_nothing() -> None:
    figure = macro_difference(["a", "b", "a"], ["a", "a", "a"], ["a", "a", "a"])
    assert (figure.value, figure.low, figure.high) == (0.0, 0.0, 0.0)


def test_a_key_is_of_the_message_and_its_label_alone() -> None:
    one, two = judged("a", "a", 0.9, text="rút tiền"), judged("a", "b", 0.3, text="rút tiền")
    assert measuring.key_of(one) == measuring.key_of(two)
    assert measuring.key_of(one) != measuring.key_of(judged("b", "b", text="rút tiền"))


def test_a_message_of_which_nothing_is_said_is_an_error_without_guess() -> None:
    rows = [judged("a", ""), judged("a", "a")]
    assert [row.name for row in measuring.intents(rows)] == ["a"]
    assert measuring.errors(rows)[0].guess == ""
