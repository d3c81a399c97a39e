"""Fitting: what training gives back, on data small and strange enough to break it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ModelError, TrainingDataError
from bot.nlu.features import View, grams, pieces
from bot.nlu.fitting import Recipe, calibration_error, fit
from bot.nlu.linear import LinearModel, untrained
from bot.text import read

MESSAGES = [
    *((f"rút tiền {word} chưa về", "late") for word in "mãi hoài quá lâu vẫn giờ này hôm qua tối".split()),
    *((f"nạp tiền {word} không vào", "deposit") for word in "mãi hoài quá lâu vẫn giờ này hôm qua tối".split()),
    *((f"đổi mật khẩu {word} thế nào", "password") for word in "ở đâu bằng gì khi quên mất rồi ạ em".split()),
]
FITTED = fit([text for text, _ in MESSAGES], [intent for _, intent in MESSAGES])


def _best(model: LinearModel, text: str) -> tuple[str, float]:
    evidence = model.evidence(read(text).normal)
    count = len(evidence.spans)
    known = evidence.known[count] / max(evidence.total[count], 1)
    chances = model.probabilities(model.score(evidence, [0], [count]), np.array([known], np.float32))[0]
    return model.labels[int(chances.argmax())], float(chances.max())


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("rút tiền từ sáng chưa về", "late"),
        ("rut tien tu sang chua ve", "late"),
        ("RÚT TIỀN TỪ SÁNG CHƯA VỀ", "late"),
        ("nap tien hoai k vao", "deposit"),
        ("muốn đổi mật khẩu", "password"),
    ],
)
def test_the_model_learns(text: str, intent: str) -> None:
    assert _best(FITTED.model, text)[0] == intent


def test_the_model_says_what_it_showed_on_messages_it_had_not_seen() -> None:
    assert FITTED.held_out.messages == len(MESSAGES)
    assert 0.5 < FITTED.held_out.accuracy <= 1
    assert 0 <= FITTED.held_out.calibration_error <= 1
    assert 0.3 <= FITTED.model.threshold <= 0.9


def test_calibration_messages_judge_where_they_are_given() -> None:
    again = fit(
        [text for text, _ in MESSAGES],
        [intent for _, intent in MESSAGES],
        calibration=[("rút chưa về", "late"), ("nạp chưa vào", "deposit"), ("ai đó", "no such intent")],
    )
    assert again.held_out.messages == 2


@pytest.mark.parametrize(
    ("texts", "intents"),
    [
        (["a", "b"], ["x", "y"]),
        (["một", "hai", "ba"], ["x", "x", "y"]),
        (["", "   ", "rút"], ["x", "y", "z"]),
        (["giống", "giống", "giống"], ["x", "y", "z"]),
        (["😭", "😭😭", "?"], ["x", "y", "x"]),
    ],
)
def test_little_data_makes_a_model_all_the_same(texts: list[str], intents: list[str]) -> None:
    model = fit(texts, intents).model
    assert set(model.labels) == set(intents)
    assert _best(model, "rút tiền")[1] <= 1


@pytest.mark.parametrize("intents", [[], ["x"], ["x", "x"]])
def test_one_intent_is_told(intents: list[str]) -> None:
    with pytest.raises(TrainingDataError, match="two intents"):
        fit(["m"] * len(intents), intents)


def test_training_twice_gives_the_same_model() -> None:
    again = fit([text for text, _ in MESSAGES], [intent for _, intent in MESSAGES])
    assert again.model.to_bytes() == FITTED.model.to_bytes()


def test_a_model_goes_to_disk_and_bytes_and_back(tmp_path: Path) -> None:
    FITTED.model.to_disk(tmp_path / "m")
    for back in (LinearModel.from_disk(tmp_path / "m"), LinearModel.from_bytes(FITTED.model.to_bytes())):
        assert _best(back, "rút tiền chưa về") == _best(FITTED.model, "rút tiền chưa về")


@pytest.mark.parametrize("name", ["weights.npy", "vocabulary.npy", "intents.json"])
def test_a_damaged_model_is_told(tmp_path: Path, name: str) -> None:
    FITTED.model.to_disk(tmp_path)
    data = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(data[: len(data) // 2])
    with pytest.raises(ModelError, match="train it again"):
        LinearModel.from_disk(tmp_path)


def test_other_bytes_are_told() -> None:
    with pytest.raises(ModelError):
        LinearModel.from_bytes(b"{}")


def test_nothing_is_pickled(tmp_path: Path) -> None:
    FITTED.model.to_disk(tmp_path)
    for path in tmp_path.glob("*.npy"):
        assert np.load(path, allow_pickle=False).dtype != object


@given(st.text(alphabet="rút tiềnchaưvề 12?😭", max_size=40))
def test_probabilities_add_up(text: str) -> None:
    evidence = FITTED.model.evidence(read(text).normal)
    count = len(evidence.spans)
    chances = FITTED.model.probabilities(FITTED.model.score(evidence, [0], [count]), np.array([0.5], np.float32))
    assert np.isclose(chances.sum(), 1, atol=1e-5)
    assert (chances >= 0).all()


@given(st.lists(st.text(alphabet="abcđê", min_size=1, max_size=6), min_size=2, max_size=12))
def test_evidence_of_a_stretch_is_that_of_the_stretch_alone(words: list[str]) -> None:
    model = untrained()
    whole, first = " ".join(words), " ".join(words[: len(words) // 2])
    view = (View(False, "char", 1, 4),)
    long, short = grams(whole, pieces(whole), view)[0], grams(first, pieces(first), view)[0]
    mine = long.hashes[long.words < len(pieces(first))]
    assert sorted(mine.tolist()) == sorted(short.hashes.tolist())
    assert model.labels == ()


def test_words_are_counted_wherever_they_stand() -> None:
    views = (View(False, "word", 1, 2),)
    one, two = (grams(text, pieces(text), views)[0].hashes for text in ("rut tien chua ve", "em oi rut tien"))
    assert len(set(one.tolist()) & set(two.tolist())) == 3  # rut, tien, rut tien


@pytest.mark.parametrize(
    ("chance", "right", "error"), [([0.9] * 10, [1.0] * 9 + [0.0], 0.18), ([1.0] * 4, [1.0] * 4, 0.0)]
)
def test_calibration_error(chance: list[float], right: list[float], error: float) -> None:
    assert calibration_error(np.array(chance), np.array(right)) == pytest.approx(error, abs=1e-6)


def test_a_recipe_without_costs_is_refused() -> None:
    with pytest.raises(ValueError, match="cost"):
        fit(["a", "b"], ["x", "y"], recipe=Recipe(costs=()))
