"""Cross-validation, learning curve, word evidence and label suspects, with real models on little data."""

from __future__ import annotations

import pytest

from bot.errors import TiepNhanError
from bot.evaluation.crossing import cross_validate, learning_curve
from bot.evaluation.evidence import evidence, vietnamese_words
from bot.evaluation.judging import judge, judge_all, latency, row_of
from bot.evaluation.pool import ordered
from bot.evaluation.samples import Sample
from bot.evaluation.suspects import suspects
from bot.nlu.rasa_yaml import NluData
from tests.evaluation import small
from tests.evaluation.making import judged

SAMPLES = [Sample(text, intent) for text, intent in small.MESSAGES]


def test_every_message_is_judged_once_by_a_model_that_had_not_seen_it() -> None:
    parts = [at % 3 for at in range(len(SAMPLES))]
    done = cross_validate(SAMPLES, parts, NluData(), None, workers=1)
    numbers = [number for part in done for number, _ in part.judged]
    assert sorted(numbers) == list(range(len(SAMPLES)))
    assert all(part.learnt == len(SAMPLES) - len(part.judged) for part in done)
    right = [each.guess.right for part in done for _, each in part.judged]
    assert sum(right) > 0.9 * len(right)


def test_a_message_with_two_problems_is_judged_and_not_learnt() -> None:
    rows = [*SAMPLES, Sample("rút tiền mãi chưa về nạp tiền không vào", "late+deposit"), Sample("mật khẩu", "")]
    parts = [at % 2 for at in range(len(rows))]
    done = cross_validate(rows, parts, NluData(), None, workers=1)
    assert sum(len(part.judged) for part in done) == len(rows)
    assert {part.intents for part in done} == {4}


def test_a_learning_curve_learns_from_more_and_more() -> None:
    few, many = learning_curve(SAMPLES, SAMPLES[::5], [100, 10], NluData(), None, seed=1, workers=1)
    assert (few.percent, many.percent) == (10.0, 100.0)
    assert few.messages < many.messages == len(SAMPLES)
    assert (many.accuracy.value or 0) >= (few.accuracy.value or 0)


@pytest.mark.parametrize("percent", [0, -5, 101])
def test_a_percentage_that_is_none_is_told(percent: float) -> None:
    with pytest.raises(TiepNhanError, match="--percentage"):
        learning_curve(SAMPLES, SAMPLES, [percent], NluData(), None, seed=1)


def test_a_model_on_disk_judges_as_it_does_in_memory() -> None:
    assert judge_all(small.model(), SAMPLES) == judge(small.understander(), SAMPLES)
    slim = judge_all(small.model(), SAMPLES, slim=True)
    full = judge(small.understander(), SAMPLES)
    assert [each.guess.right for each in slim] == [each.guess.right for each in full]
    assert all(not each.text and len(each.guess.ranked) <= 3 for each in slim)


def test_many_messages_are_judged_alike_by_two_processes() -> None:
    many = SAMPLES * 30
    assert len(many) > 1_500
    told: list[int] = []
    both = judge_all(small.model(), many, workers=2, progress=told.append)
    assert [each.guess for each in both] == [each.guess for each in judge(small.understander(), many)]
    assert sum(told) == len(many)


def test_results_come_in_order_and_pieces_are_taken_as_they_are_needed() -> None:
    taken: list[int] = []

    def pieces() -> object:
        for number in range(40):
            taken.append(number)
            yield number

    results = ordered(str, pieces(), workers=2)  # type: ignore[arg-type]
    assert next(results) == "0"
    assert len(taken) <= 6
    assert list(results) == [str(number) for number in range(1, 40)]


def test_words_that_drove_an_error_add_up() -> None:
    understander = small.understander()
    row = row_of(judged("late", "deposit", text="nạp tiền mãi chưa về tài khoản"), 0)
    shown = evidence(understander, row)
    assert shown is not None
    assert {"nạp"} <= {word.word for word in shown.for_guess}
    assert {"về"} <= {word.word for word in (*shown.for_truth, *shown.for_guess)}
    assert all(row.text[word.start : word.end] == word.word for word in (*shown.for_guess, *shown.for_truth))
    assert [abs(word.weight) for word in shown.for_guess] == sorted(
        (abs(word.weight) for word in shown.for_guess), reverse=True
    )


def test_vietnamese_words_stand_together_and_keep_their_places() -> None:
    segment = vietnamese_words()
    assert segment is not None
    row = row_of(judged("late", "deposit", text="nạp tiền mãi chưa về tài khoản"), 0)
    shown = evidence(small.understander(), row, segment)
    assert shown is not None
    assert shown.segmented
    words = {word.word for word in (*shown.for_guess, *shown.for_truth)}
    assert "tài khoản" in words or "tài" not in words
    assert all(row.text[word.start : word.end] == word.word for word in (*shown.for_guess, *shown.for_truth))


def test_a_segmenter_that_does_not_fit_is_not_believed() -> None:
    row = row_of(judged("late", "deposit", text="nạp tiền mãi chưa về tài khoản"), 0)
    shown = evidence(small.understander(), row, lambda text: ["nạptiềnmãichưa", "v", "ềtàikhoản"])
    assert shown is not None
    assert not shown.segmented


@pytest.mark.parametrize(("truth", "guess"), [("late", "late"), ("weather", "late"), ("late", "")])
def test_where_nothing_can_be_compared_there_is_no_evidence(truth: str, guess: str) -> None:
    assert evidence(small.understander(), row_of(judged(truth, guess, text="rút tiền"), 0)) is None


def test_a_wrong_label_is_the_most_suspect() -> None:
    rows = [judged("a", "a", 0.95, text=f"a {at}") for at in range(20)]
    rows += [judged("b", "b", 0.95, text=f"b {at}") for at in range(20)]
    rows += [judged("a", "b", 0.99, text="b in truth")]
    found = suspects(rows)
    assert [(each.row.text, each.suggested) for each in found] == [("b in truth", "b")]
    assert found[0].quality < 0.1


@pytest.mark.parametrize("rows", [[], [judged("a", "a")], [judged("a", "a"), judged("b", "b")], [judged("x", "a")] * 4])
def test_too_little_to_suspect_anything(rows: list[object]) -> None:
    assert suspects(rows) == ()  # type: ignore[arg-type]


def test_latency_is_of_messages_that_were_parsed() -> None:
    shown = latency(small.understander(), [sample.text for sample in SAMPLES])
    assert shown is not None
    assert shown.messages == len(SAMPLES)
    assert 0 < shown.p50 <= shown.p95 <= shown.p99 <= shown.longest
    assert latency(small.understander(), []) is None
