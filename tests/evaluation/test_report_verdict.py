"""The verdict follows its rules: the worst reason decides."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.evaluation.report_texts import TEXTS
from bot.evaluation.report_verdict import first_steps, verdict
from bot.evaluation.report_wording import Wording
from bot.evaluation.results import About, Comparison, Evaluation, Figure, Gate, Headline, Slice
from tests.evaluation.results_made import made

WORD = Wording("en")
EMPTY = Figure(None, None, None, 0)


def _figure(value: float, count: int = 1000) -> Figure:
    return Figure(value, value - 0.01, value + 0.01, count, "wilson")


GATES = (Gate("at_once.recall", 0.98, _figure(0.99), True), Gate("secrets.recall", 0.99, _figure(1.0), True))
HEAD = Headline(
    1000,
    10,
    0.7,
    _figure(0.97),
    _figure(0.97),
    _figure(0.97),
    _figure(0.99),
    _figure(0.93),
    _figure(0.985),
    _figure(0.01),
)
GOOD = Evaluation(About("m", "0", {}, (), "held-out", 0, "2026-11-14", 1.0, 1), HEAD, gates=GATES)


def _head(**changed: Any) -> Evaluation:
    return replace(GOOD, headline=replace(HEAD, **changed))


def _slice(lost: float, low: float, messages: int = 100) -> Evaluation:
    figure = _figure(0.8)
    part = Slice(
        "spelling", "unaccented", messages, figure, figure, figure, figure, Figure(lost, low, lost + 0.1, messages)
    )
    return replace(GOOD, slices=(part,))


def _against(verdict: Any) -> Comparison:
    figure = _figure(0.9)
    return Comparison("old", figure, figure, figure, figure, _figure(-0.02), figure, 1, 9, 0.01, verdict, (), ())


CASES = [
    ("all good", GOOD, "yes", "reason.gate.passed"),
    ("few messages", _head(messages=49), "unknown", "reason.few"),
    ("just enough", _head(messages=50), "yes", "reason.gate.passed"),
    ("sure and wrong", _head(accepted_right=_figure(0.89)), "no", "reason.right.no"),
    ("sure and often wrong", _head(accepted_right=_figure(0.979)), "care", "reason.right.care"),
    ("sure of nothing", _head(accepted_right=EMPTY), "no", "reason.nothing"),
    ("seldom sure", _head(coverage=_figure(0.89)), "care", "reason.share.care"),
    ("a gate", replace(GOOD, gates=(Gate("accuracy", 0.99, _figure(0.97), False), *GATES)), "no", "reason.gate"),
    ("no secrets", replace(GOOD, gates=GATES[:1]), "care", "reason.gate.untried"),
    ("one secret", replace(GOOD, gates=(GATES[0], Gate("secrets.recall", 0.99, _figure(1.0, 1), True))), "care", "reason.gate.few"),
    ("some people", _slice(0.06, 0.02), "care", "reason.slice"),
    ("some people by chance", _slice(0.06, -0.01), "yes", "reason.gate.passed"),
    ("few people", _slice(0.3, 0.1, 19), "yes", "reason.gate.passed"),
    ("worse than before", replace(GOOD, regression=_against("worse")), "no", "reason.baseline.worse"),
    ("even with before", replace(GOOD, regression=_against("even")), "yes", "reason.gate.passed"),
    ("another is better", replace(GOOD, comparisons=(_against("worse"),)), "care", "reason.other"),
    ("another is worse", replace(GOOD, comparisons=(_against("better"),)), "yes", "reason.gate.passed"),
    ("few and wrong", _head(messages=10, accepted_right=_figure(0.5)), "no", "reason.right.no"),
]  # fmt: skip


@pytest.mark.parametrize(("evaluation", "level", "key"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_worst_reason_decides(evaluation: Evaluation, level: str, key: str) -> None:
    found = verdict(evaluation, WORD)
    assert (found.level, found.reasons[0].key) == (level, key)
    for reason in found.reasons:
        assert "{" not in WORD.say(reason.key, **reason.values)


def test_every_verdict_reason_and_step_has_its_words() -> None:
    levels = {f"{kind}.{level}" for kind in ("verdict", "level") for level in ("no", "unknown", "care", "yes")}
    assert levels <= set(TEXTS["vi"])
    result = made()
    for step in first_steps(result, WORD):
        assert WORD.say(step.key, **step.values)


def test_what_mends_most_comes_first() -> None:
    keys = [step.key for step in first_steps(made(), WORD)]
    assert keys[0] == "step.missed"
    assert "step.confusion" in keys
    assert keys == sorted(
        keys,
        key=[
            "step.missed",
            "step.suspects",
            "step.near",
            "step.confusion",
            "step.intents",
            "step.threshold",
            "step.more",
        ].index,
    )


def test_nothing_to_do() -> None:
    assert first_steps(GOOD, WORD) == ()
