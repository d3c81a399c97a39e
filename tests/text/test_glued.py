"""Syllables in letters typed without a space."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.glued import LONGEST, syllables_in


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("hoangnam", ("hoang", "nam")),
        ("dangnhap", ("dang", "nhap")),
        ("hoangyeulan", ("hoang", "yeu", "lan")),
        ("nam", ("nam",)),
        ("facebook", ()),
        ("vietcombank", ()),
        ("nam88", ()),
        ("", ()),
        ("hoàngnam", ()),
    ],
)
def test_syllables_of_a_glued_word(word: str, syllables: tuple[str, ...]) -> None:
    assert syllables_in(word) == syllables


@given(st.text("abcdeghiklmnopqrstuvxy", max_size=LONGEST + 4))
def test_the_syllables_make_up_the_word(word: str) -> None:
    assert "".join(syllables_in(word)) in ("", word)
