"""Exact and partial matches, misread spans, and what is watched, by hand."""

from __future__ import annotations

import pytest

from bot.evaluation.entities import differences, entity_figures, matched
from bot.evaluation.results_findings import Span
from bot.evaluation.watches import two_problems, watches
from tests.evaluation.making import judged

AMOUNT, WIDER, NAME = Span("amount", 4, 7), Span("amount", 4, 9), Span("username", 12, 20)


@pytest.mark.parametrize(
    ("wanted", "found", "told"),
    [
        ([AMOUNT], [AMOUNT], []),
        ([AMOUNT], [], [("missed", AMOUNT, None)]),
        ([], [NAME], [("invented", None, NAME)]),
        ([AMOUNT], [WIDER], [("border", AMOUNT, WIDER)]),
        ([AMOUNT], [Span("phone", 5, 9)], [("kind", AMOUNT, Span("phone", 5, 9))]),
        ([AMOUNT, NAME], [NAME, WIDER], [("border", AMOUNT, WIDER)]),
    ],
)
def test_what_was_misread(wanted: list[Span], found: list[Span], told: list[object]) -> None:
    assert differences(wanted, found) == told


def test_each_entity_is_matched_once() -> None:
    assert len(matched([AMOUNT], [WIDER, WIDER], whole=False)) == 1
    assert matched([AMOUNT], [WIDER], whole=True) == []


def test_figures_by_hand() -> None:
    rows = [
        judged("a", "a", labelled=(AMOUNT, NAME), read=(WIDER, NAME)),
        judged("a", "a", labelled=(AMOUNT,), read=(AMOUNT,)),
        judged("a", "a", labelled=(), read=(NAME,)),
        judged("a", "a", labelled=None, read=(NAME, AMOUNT)),  # nobody has labelled it: no mistake
    ]
    kinds = {kind.name: kind for kind in entity_figures(rows)}
    amount, name = kinds["amount"], kinds["username"]
    assert [figure.value for figure in amount.exact] == [0.5, 0.5, 0.5]
    assert [figure.value for figure in amount.partial] == [1.0, 1.0, 1.0]
    assert (amount.support, amount.predicted) == (2, 2)
    assert [figure.value for figure in name.exact] == [0.5, 1.0, pytest.approx(2 / 3)]
    assert [each.what for each in amount.misread] == ["border"]
    assert [(each.what, each.row.number) for each in name.misread] == [("invented", 2)]


def test_secrets_must_be_covered_whole() -> None:
    secret = Span("secret", 3, 9)
    rows = [
        judged("a", "a", labelled=(secret,), read=(secret,)),
        judged("a", "a", labelled=(secret,), read=(Span("secret", 3, 8),)),
        judged("a", "a", labelled=(), read=(Span("card", 0, 16),)),
        judged("a", "a", labelled=(), read=()),
    ]
    (watch,) = watches(rows, set())
    assert (watch.name, watch.recall.value, watch.false_alarms.value) == ("secrets", 0.5, 0.5)
    assert [row.number for row in watch.missed] == [1]
    assert [row.number for row in watch.alarms] == [2]


def test_an_at_once_message_is_safe_when_named_or_left_to_a_human() -> None:
    rows = [
        judged("distress", "distress"),
        judged("distress", "greet", 0.3),  # under the threshold: a human is offered
        judged("distress", "greet", 0.9),
        judged("greet", "distress", 0.9, looks_like=("distress",)),
        judged("greet", "greet", 0.9, looks_like=("distress",)),
        judged("greet", "greet", 0.9),
        judged("distress+greet", "distress", 0.9, found=("greet", "distress")),
    ]
    every, one = watches(rows, {"distress", "underage"})
    assert (every.name, one.name) == ("at_once", "distress")
    assert every.recall.value == 3 / 4
    assert every.named.value == 2 / 4
    assert every.false_alarms.value == pytest.approx(1 / 3)
    assert every.look_alike_alarms.value == 1 / 2
    assert [row.number for row in every.missed] == [2]


def test_two_problems_by_hand() -> None:
    rows = [
        judged("a+b", "a", found=("b", "a")),
        judged("a+b", "a", found=("a",)),
        judged("a+b", "c", found=("c",)),
        judged("a", "a", found=("a", "b")),
        judged("a", "a"),
    ]
    found = two_problems(rows)
    assert found is not None
    assert (found.both.value, found.one.value, found.split.value) == (pytest.approx(1 / 3), pytest.approx(1 / 3), 0.5)
    assert [row.number for row in found.missed] == [1, 2]
    assert [row.number for row in found.wrongly_split] == [3]
    assert two_problems(rows[3:]) is None
