"""Reading: what comes out of messages as people type them, and the laws that hold for any string."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text import fold, read, without_accents
from bot.text.shorthand import SHORTHAND

READ = [
    # elongation
    ("quááá lâuuuu rồiii", "quá lâu rồi"),
    ("Chờờờ miết nèeee", "chờ miết nè"),
    ("ạaa lưuuu cứuuuu", "ạ lưu cứu"),
    ("okkkk adddd", "ok ad"),
    # raw Telex
    ("rut tieenf dduwowcj chuwa", "rut tiền được chưa"),
    ("Toois qua naps tieefn khoong vaof", "tối qua náp tiền không vào"),
    ("nhaajp mkhau", "nhập mật khẩu"),
    ("thuwongr nhapaj", "thưởng nhập"),
    ("tais khoanr bij khoas", "tái khoản bị khóa"),
    # raw VNI
    ("tie6n2 chu7a ve62", "tiền chưa về"),
    ("nap5 tie6n2 d9u7o7c5 ko", "nạp tiền được không"),
    ("tai2 khoan3 d9ang khoa1", "tài khoản đang khóa"),
    # where tone marks stand
    ("hoà khoá thuý quý già giá cuả", "hòa khóa thúy quý già giá của"),
    ("tài khoản bị khoá, xoá hộ", "tài khoản bị khóa, xóa hộ"),
    # shorthand, and the domain's reading of it
    ("k dc dn tk hqua", "không được đăng nhập tài khoản hôm qua"),
    ("ck 500 k luc 8 h", "chuyển khoản 500 k luc 8 h"),
    ("e ck r mà chx vô", "em chuyển khoản rồi mà chưa vào"),
    ("nạp bnh z ad", "nạp bao nhiêu vậy ad"),
    ("hông thay tien zề", "không thay tien về"),
    # what must stay as it is
    ("hoangnam88 RT20261114001 5tr", "hoangnam88 rt20261114001 5tr"),
    ("tk hoa2 bi khoa", "tài khoản hoa2 bi khoa"),
    ("bonus game data test chat", "thưởng game data test chat"),
    ("book room too free", "book room too free"),
    ("xoong boong", "xoong boong"),
    ("I don't have it, it's late", "i don't have it, it's late"),
    ("", ""),
]


@pytest.mark.parametrize(("typed", "said"), READ)
def test_messages_are_read_as_a_vietnamese_reader_would(typed: str, said: str) -> None:
    assert read(typed).normal.text == said


@pytest.mark.parametrize(("typed", "said"), READ)
def test_composition_of_the_input_makes_no_difference(typed: str, said: str) -> None:
    assert read(unicodedata.normalize("NFD", typed)).normal.text == said


FOLDED = [
    ("Ｒút ５tr", "rút 5tr"),
    ("𝐑út 𝟓tr", "rút 5tr"),
    ("тiền сhưa về", "tiền chưa về"),  # Cyrillic т and с
    ("tiền\u200b ch\u00adưa\ufeff về\u202e", "tiền chưa về"),
    ("tiền\u00a0chưa\u2003về", "tiền chưa về"),
    ("“mật khẩu” – ‘mk’", "\"mật khẩu\" - 'mk'"),
    ("ÐĂNG NHẬP", "đăng nhập"),
    ("8️⃣h tối", "8h tối"),
    ("e\u0301\u0302 e\u0302\u0301", "ế ế"),
    ("a" + "\u0301" * 10_000, "á"),
    ("\x00\x07rút\r\ntiền", "rút \ntiền"),
    ("İstanbul ẞ", "istanbul ß"),
]


@pytest.mark.parametrize(("typed", "seen"), FOLDED)
def test_folding_keeps_every_letter_in_one_spelling(typed: str, seen: str) -> None:
    assert fold(typed).text == seen


@pytest.mark.parametrize("form", sorted(SHORTHAND))
def test_no_short_form_is_read_twice(form: str) -> None:
    once = read(form).normal.text
    assert read(once).normal.text == once


vietnamese = st.text(
    alphabet=st.sampled_from(
        "abcdeghiklmnopqrstuvxyđăâêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
        "wfjz0123456789 .,?!\n\u0301\u0300\u0323\u0302\u031b\u200bĐẠТ😭"
    ),
    max_size=60,
)
anything = st.one_of(vietnamese, st.text(max_size=60))


@given(anything)
def test_reading_twice_is_reading_once(raw: str) -> None:
    for view in (fold(raw), read(raw).normal):
        again = fold(view.text) if view == fold(raw) else read(view.text).normal
        assert again.text == view.text


@given(anything)
def test_views_are_aligned(raw: str) -> None:
    text = read(raw)
    for view in (text.folded, text.normal):
        assert len(view.plain) == len(view.text)
        spans = [view.raw_span(at, at + 1) for at in range(len(view.text))]
        assert all(0 <= start < end <= len(raw) for start, end in spans)
        assert all(one[0] <= two[0] and one[1] <= two[1] for one, two in pairwise(spans))


@given(anything)
def test_a_folded_character_slices_back_to_what_it_came_from(raw: str) -> None:
    view = fold(raw)
    for at, letter in enumerate(view.text):
        start, end = view.raw_span(at, at + 1)
        assert fold(raw[start:end]).text == letter


@given(vietnamese)
def test_composed_and_decomposed_input_read_alike(raw: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, raw) for form in ("NFC", "NFD"))
    assert read(composed).normal.text == read(decomposed).normal.text


@given(st.text(max_size=80))
def test_taking_accents_off_keeps_the_length(raw: str) -> None:
    assert len(without_accents(raw)) == len(raw)


@pytest.mark.parametrize("start", ["x", ""])
def test_an_empty_stretch_is_refused(start: str) -> None:
    with pytest.raises(ValueError, match="no characters"):
        fold(start + "a").raw_span(0, 0)
