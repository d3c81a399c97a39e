"""Raw Telex and VNI: keystrokes that are syllables, and words that only look like them."""

from __future__ import annotations

import pytest

from bot.text.keyboards import from_telex, from_vni, replace_tone
from bot.text.syllables import is_syllable

TELEX = [
    ("tieenf", "tiền", True), ("tieefn", "tiền", True), ("tiefen", "tiền", True), ("dduwowcj", "được", True),
    ("dduowcj", "được", True), ("duocwjd", "được", True), ("nhaajp", "nhập", True), ("nhapaj", "nhập", True),
    ("khoong", "không", True), ("ruts", "rút", False), ("cos", "có", False), ("thuwowngr", "thưởng", True),
    ("hoaf", "hòa", False), ("quys", "quý", False), ("gias", "giá", False), ("nguwowif", "người", True),
    ("naapj", "nập", True), ("chuwa", "chưa", True), ("truwowcs", "trước", True), ("tuaanf", "tuần", True),
    ("ddang", "đang", True), ("ddaauf", "đầu", True), ("luoon", "luôn", True), ("muwowif", "mười", True),
    ("bij", "bị", False), ("loix", "lỗi", False),
]  # fmt: skip
NO_TELEX = ["bonus", "game", "book", "room", "data", "card", "test", "pass", "user", "online", "nam", "rut", "x", "aa" * 9]
VNI = [
    ("tie6n2", "tiền", True), ("d9u7o7c5", "được", True), ("nap5", "nạp", False), ("ru1t", "rút", True),
    ("kho6ng", "không", True), ("d9a6u", "đâu", True), ("ba8ng2", "bằng", True), ("hoa2", "hòa", False),
    ("ngu7o7i2", "người", True), ("ve62", "về", True),
]  # fmt: skip
NO_VNI = ["hoangnam88", "5tr", "8h30", "lan12", "win11", "abc", "4g", "nam1990", "rt2026"]


@pytest.mark.parametrize(("keys", "syllable", "sure"), TELEX)
def test_telex_is_composed(keys: str, syllable: str, sure: bool) -> None:
    if keys == "loix":
        assert from_telex(keys) == ("lõi", False)
    else:
        assert from_telex(keys) == (syllable, sure)


@pytest.mark.parametrize("word", NO_TELEX)
def test_words_that_are_no_telex_stay(word: str) -> None:
    assert not from_telex(word)[0]


@pytest.mark.parametrize(("keys", "syllable", "sure"), VNI)
def test_vni_is_composed(keys: str, syllable: str, sure: bool) -> None:
    assert from_vni(keys) == (syllable, sure)


@pytest.mark.parametrize("word", NO_VNI)
def test_words_that_are_no_vni_stay(word: str) -> None:
    assert not from_vni(word)[0]


@pytest.mark.parametrize(
    ("typed", "placed"), [("hoà", "hòa"), ("hòa", "hòa"), ("thuý", "thúy"), ("quý", "quý"), ("già", "già"), ("gì", "gì")]
)
def test_tone_marks_stand_in_one_place(typed: str, placed: str) -> None:
    assert replace_tone(typed) == placed


@pytest.mark.parametrize("word", ["tiền", "tien", "nghiêng", "quyết", "khuya", "gì", "giếng", "oái", "ươn", "huỳnh", "xoong"])
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["tiềnn", "hoangnam", "zalo", "acc", "tk", "cờt", "các2", "", "ngth", "bonus"])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)
