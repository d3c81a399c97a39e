"""Other spellings and parts of the messages."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.samples import Sample
from bot.evaluation.slices import is_mixed, properties, region_of, respelled_samples, slices
from bot.evaluation.spellings import SPELLINGS, respelled
from tests.evaluation.making import judged

LINE = "Em rút 5.000.000đ từ tối qua mà chưa nhận được, tài khoản hoangnam88"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("unaccented", "em rut 5.000.000d tu toi qua ma chua nhan duoc, tai khoan hoangnam88"),
        ("NFD", unicodedata.normalize("NFD", LINE)),
        ("UPPERCASE", LINE.upper()),
    ],
)
def test_spellings_without_chance(name: str, text: str) -> None:
    assert respelled(LINE, name, 1) == text


def test_teencode_shortens() -> None:
    assert respelled("không được thì làm sao vậy bạn", "teencode", 3) != "không được thì làm sao vậy bạn"


def test_typos_grow_with_their_strength_and_leave_names_alone() -> None:
    lines = [f"{LINE} lần {at}" for at in range(60)]

    def changed(name: str) -> int:
        words = [(line.split(" "), respelled(line, name, 1).split(" ")) for line in lines]
        assert all("hoangnam88" in after and "5.000.000đ" in after for _, after in words)
        return sum(one != two for before, after in words for one, two in zip(before, after, strict=True))

    weak, middle, strong = (changed(f"typos {strength}") for strength in (1, 2, 3))
    assert 0 < weak < middle < strong


@given(st.text(max_size=60), st.sampled_from(sorted(SPELLINGS)), st.integers(0, 3))
def test_any_message_is_respelled_the_same_again(text: str, name: str, seed: int) -> None:
    assert respelled(text, name, seed) == respelled(text, name, seed)


def test_respelled_messages_keep_their_order_and_lose_entity_labels() -> None:
    samples = [Sample("rút tiền", "a", entities=()), Sample("nạp tiền", "b")]
    for rows in respelled_samples(samples, 1).values():
        assert [(row.intent, row.entities) for row in rows] == [("a", None), ("b", None)]


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("răng rứa mô rồi", "central"),
        ("tui hổng biết dìa đâu", "south"),
        ("giời ơi sao lâu thế nhỉ", "north"),
        ("rút tiền chưa về", ""),
        ("tui biết răng chừ nữa hổng", ""),
    ],
)
def test_a_region_is_known_by_its_words(text: str, region: str) -> None:
    assert region_of(text) == region
    assert region_of(unicodedata.normalize("NFD", text.upper())) == region


@pytest.mark.parametrize(
    ("text", "mixed"),
    [
        ("em withdraw từ sáng mà vẫn pending hoài", True),
        ("em rút tiền bằng app game bank", False),
        ("my withdrawal is pending please help", False),
        ("", False),
    ],
)
def test_mixed_english(text: str, mixed: bool) -> None:
    assert is_mixed(text) == mixed


def test_a_stated_region_wins() -> None:
    row = judged("a", "a", text="tui nè", channel="zalo")
    assert "region:south" in properties(row)
    assert "channel:zalo" in properties(row)
    stated = type(row)(Sample("tui nè", "a", region="north"), row.text, row.guess, row.ranking, row.entities)
    assert "region:north" in properties(stated)


def test_figures_of_slices_by_hand() -> None:
    clean = [judged("a", "a", text=f"một hai ba bốn năm {at}") for at in range(8)]
    clean += [judged("b", "a", text=f"ngắn {at}") for at in range(2)] + [
        judged("b", "b", text=f"gọn {at}") for at in range(4)
    ]
    worse = [judged("a", "b", text="") for _ in range(4)] + clean[4:]
    found = {each.name: each for each in slices(clean, {"unaccented": worse})}
    assert next(iter(found)) == "clean"
    assert found["clean"].accuracy.value == 12 / 14
    assert found["unaccented"].lost.value == pytest.approx(4 / 14)
    assert found["unaccented"].worst == (("a", 0.5),)
    assert (found["short"].messages, found["short"].accuracy.value) == (6, pytest.approx(4 / 6))
    assert found["short"].lost.value == pytest.approx(1 - 4 / 6)
    assert "long" not in found


def test_no_messages_have_no_slices() -> None:
    assert slices([], {}) == ()
