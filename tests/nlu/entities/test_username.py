"""User names: messages one by one, as people type them; all names are invented."""

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.entities.username import find
from bot.nlu.entities.username_words import CUES
from bot.text import read

HERE = Path(__file__).parent


def lines(name: str) -> list[str]:
    """The messages of a file beside this one; see the comment at its head."""
    text = (HERE / name).read_text(encoding="utf-8")
    return [line.replace("⏎", "\n") for line in text.splitlines() if line and not line.startswith("# ")]


WITH_NAMES = lines("with_usernames.txt")
WITHOUT_NAMES = lines("without_usernames.txt")

CORRECTIONS = [
    ("không phải abc111 mà là abc112", "abc112", "abc111"),
    ("ko phải abc111 mà là abc112 nha", "abc112", "abc111"),
    ("khong phai hoanglong11 ma la hoanglong17", "hoanglong17", "hoanglong11"),
    ("hổng phải hoanglong11, hoanglong17 mới đúng", "hoanglong17", "hoanglong11"),
    ("không phải tk abc111 mà tk abc112", "abc112", "abc111"),
    ("không phải nick abc111 mà là nick abc112", "abc112", "abc111"),
    ("nhầm, tk là abc112 chứ không phải abc111", "abc112", "abc111"),
    ("nhầm tk là abc112 chớ hổng phải abc111", "abc112", "abc111"),
    ("abc112 ko phải abc111", "abc112", "abc111"),
    ("abc112, không phải abc111", "abc112", "abc111"),
    ("tk em là abc112 ko phải abc111 ạ", "abc112", "abc111"),
    ("sai rồi, abc112 mới đúng", "abc112", None),
    ("ghi nhầm, abc112 nha", "abc112", None),
    ("e ghi nham, tk abc112", "abc112", None),
    ("em nhầm abc111, đúng là abc112", "abc112", "abc111"),
    ("nãy ghi nhầm abc111, abc112 mới đúng", "abc112", "abc111"),
    ("abc111 là sai, abc112 mới đúng", "abc112", "abc111"),
    ("abc111 sai rồi, abc112", "abc112", "abc111"),
    ("sửa abc111 thành abc112", "abc112", "abc111"),
    ("đổi tk abc111 thành abc112 giúp em", "abc112", "abc111"),
    ("sửa lại giúp em abc111 -> abc112", "abc112", "abc111"),
    ("em ghi nhầm abc112 thành abc111", "abc112", "abc111"),
    ("viết lộn abc112 thành abc111 rồi", "abc112", "abc111"),
    ("không phải thanhtruc mà là thanhtruck", "thanhtruck", "thanhtruc"),
    ("không phải hoangnam mà là hoangnamm", "hoangnamm", "hoangnam"),
    ("sửa lại: hoangnam88", "hoangnam88", None),
    ("tk đúng là hoangnam88", "hoangnam88", None),
    ("phải là lehuu_nghia", "lehuu_nghia", None),
    ("sửa thành kem_dau_2205", "kem_dau_2205", None),
    ("wrong username, it's ducthinh_q12", "ducthinh_q12", None),
    ("ngochan là thiếu rồi, có gạch dưới ở giữa: ngoc_han", "ngoc_han", None),
    ("nhầm rồi ad, thanhtruc mới đúng", "thanhtruc", None),
]


def marked(line: str) -> tuple[str, list[str]]:
    """A line of with_usernames.txt as the message and its names."""
    return line.replace("⟦", "").replace("⟧", ""), [part.partition("⟧")[0] for part in line.split("⟦")[1:]]


def names(message: str) -> list[str]:
    return [entity.value for entity in find(read(message))]


@pytest.mark.parametrize("line", WITH_NAMES)
def test_a_name_is_found(line: str) -> None:
    message, expected = marked(line)
    assert names(message) == expected
    assert names(unicodedata.normalize("NFD", message)) == expected


@pytest.mark.parametrize("message", WITHOUT_NAMES)
def test_no_name_is_found(message: str) -> None:
    assert names(message) == []
    assert names(unicodedata.normalize("NFD", message)) == []
    assert names(message.upper()) == []


@pytest.mark.parametrize(("message", "right", "wrong"), CORRECTIONS)
def test_a_correction_gives_the_right_name_only(message: str, right: str, wrong: str | None) -> None:
    found = find(read(message))
    assert [entity.value for entity in found] == [right]
    assert found[0].detail.get("instead_of") == wrong


def test_a_bare_word_is_weak_and_a_shaped_one_is_not() -> None:
    assert find(read("thanhtruc"))[0].detail == {"weak": True}
    assert find(read("thanhtruc88"))[0].detail == {}
    assert find(read("tk thanhtruc"))[0].detail == {}


def test_a_name_does_not_overlap_what_is_taken() -> None:
    message = "tk hoangnam88 rút 5tr"
    assert find(read(message), [(3, 13)]) == []
    assert find(read(message), [(12, 14)]) == []
    assert [entity.value for entity in find(read(message), [(18, 21)])] == ["hoangnam88"]


def test_the_value_is_as_typed_without_invisible_marks() -> None:
    assert names("tk Hoang\u200bNam88") == ["HoangNam88"]
    assert names(unicodedata.normalize("NFD", "tk Mẹbắp86")) == ["Mẹbắp86"]


PIECES = sorted(
    {piece for line in WITH_NAMES + WITHOUT_NAMES for piece in marked(line)[0].split()}
    | {"không phải", "mà là", "mới đúng", "nhầm", "->", ",", ".", "\n", "@", "_", "-", "e\u0301", "\u200b", "••••"}
)
messages = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=14).map("".join),
)


@settings(max_examples=400, deadline=None)
@given(messages)
def test_names_slice_back_and_stand_apart(message: str) -> None:
    found = find(read(message))
    assert all(entity.raw == message[entity.start : entity.end] != "" for entity in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(4 <= len(entity.value) <= 24 and not set(entity.value) & set(" \n•@/:,") for entity in found)


@settings(max_examples=200, deadline=None)
@given(messages, st.integers(0, 30), st.integers(1, 30))
def test_no_name_overlaps_what_is_taken(message: str, start: int, length: int) -> None:
    found = find(read(message), [(start, start + length)])
    assert all(entity.end <= start or entity.start >= start + length for entity in found)


HOSTILE = [
    "tk " * 33_000, "tk:" * 33_000, "a1" * 50_000, "hoangnam88 " * 9_000, "a_" * 50_000, "a." * 50_000, "_" * 100_000,
    "tk hoangnam, " * 7_000, "không phải abc111 mà là abc112 " * 3_000, "@" * 100_000, "a@" * 50_000, "a-1" * 33_000,
    "tk của em là " * 7_000, "hoangnam" * 12_000, "1" * 100_000, " " * 100_000, "e\u0301" * 50_000, "tk\n" * 33_000,
    "nhầm hoangnam88 thành " * 4_000, "abc111 -> " * 10_000, "user " * 20_000, "hoang.nam88." * 8_000, "x/a1b2c3 " * 11_000,
]  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda text: ascii(text[:14]))
def test_hostile_text_takes_linear_time(hostile: str) -> None:
    short, whole = read(hostile[: len(hostile) // 10]), read(hostile)
    began = time.perf_counter()
    find(short)
    tenth = time.perf_counter() - began
    began = time.perf_counter()
    find(whole)
    assert time.perf_counter() - began < max(2.0, 30 * tenth)


@pytest.mark.parametrize("cue", sorted({" ".join((first, *rest)) for first, rests in CUES.items() for rest in rests}))
def test_every_cue_announces_a_name(cue: str) -> None:
    assert names(f"{cue}: hungthinh nhe ad oi giup em voi") == ["hungthinh"]
