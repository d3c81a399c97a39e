"""The figures that SAME was chosen by: receipts of four invented apps, sent again in sixteen ways, beside other receipts."""

from __future__ import annotations

import io
import random
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.evidence.alignment import FAR, Piece, aligned
from bot.evidence.likeness import SAME, Likeness, bands, distance, fingerprint, fingerprint_of
from tests.evidence.receipts import APPS, RESENT, Receipt, jpeg, photo_of, picture_of, png

_EACH = 4


def print_of(picture: Image.Image) -> str:
    return fingerprint_of(Likeness.seen(picture))


@cache
def receipts(app: str) -> tuple[Receipt, ...]:
    dice = random.Random(f"receipts of {app}")
    return tuple(Receipt.drawn_by(app, dice) for _ in range(_EACH))


@cache
def prints(app: str) -> tuple[str, ...]:
    return tuple(fingerprint(png(picture_of(receipt))) for receipt in receipts(app))


@cache
def resent(app: str) -> tuple[tuple[int, str, str], ...]:
    """Which receipt, sent in which way, and its fingerprint."""
    return tuple(
        (index, way, print_of(Image.open(io.BytesIO(send(picture_of(receipt))))))
        for index, receipt in enumerate(receipts(app))
        for way, send in RESENT.items()
    )


@pytest.mark.parametrize("app", APPS)
def test_the_same_receipt_is_known_again(app: str) -> None:
    missed = [(way, distance(prints(app)[index], again)) for index, way, again in resent(app)]
    missed = [(way, far) for way, far in missed if far > SAME]
    assert len(missed) <= 0.1 * len(resent(app)), missed


@pytest.mark.parametrize("app", APPS)
@pytest.mark.parametrize(
    "way", ["jpeg 90", "jpeg 60", "webp", "larger", "without the bar", "brighter", "darker", "less contrast"]
)
def test_ordinary_ways_never_hide_it(app: str, way: str) -> None:
    assert [
        distance(prints(app)[index], again)
        for index, said, again in resent(app)
        if said == way and distance(prints(app)[index], again) > SAME
    ] == []


@pytest.mark.parametrize("app", APPS)
def test_another_receipt_of_the_same_app_is_another(app: str) -> None:
    pairs = [(one, other) for one in prints(app) for other in prints(app) if one < other]
    assert min(distance(one, other) for one, other in pairs) > 1.5 * SAME
    again = [
        distance(prints(app)[other], found)
        for index, _, found in resent(app)
        for other in range(_EACH)
        if other != index
    ]
    assert sum(far <= SAME for far in again) <= 0.01 * len(again), sorted(again)[:5]


@pytest.mark.parametrize("app", ["light", "dark", "history"])
def test_the_same_person_pays_the_same_person_again(app: str) -> None:
    """Name, account and bank stay; amount, time and code are others."""
    dice = random.Random(11)
    for receipt, was in zip(receipts(app), prints(app), strict=True):
        other = Receipt.drawn_by(app, dice)
        again = replace(receipt, amount=other.amount, clock=other.clock, day=other.day, code=other.code)
        assert distance(was, print_of(picture_of(again))) > SAME


def test_other_apps_are_far() -> None:
    assert min(distance(prints(one)[0], prints(other)[0]) for one in APPS for other in APPS if one < other) > 4 * SAME


def test_a_photograph_of_a_screen_is_known_when_it_is_sent_on() -> None:
    dice = random.Random(4)
    photos = [photo_of(picture_of(receipts(app)[0]), dice) for app in APPS]
    were = [print_of(photo) for photo in photos]
    for photo, was in zip(photos, were, strict=True):
        assert distance(was, print_of(Image.open(io.BytesIO(jpeg(photo, 85))))) <= SAME
    assert min(distance(one, other) for one in were for other in were if one < other) > 2 * SAME


@pytest.mark.parametrize("app", APPS)
def test_who_is_the_same_shares_a_key(app: str) -> None:
    for index, way, again in resent(app):
        if distance(prints(app)[index], again) <= SAME:
            assert set(bands(prints(app)[index])) & set(bands(again)), way


@pytest.mark.parametrize("app", APPS)
def test_the_same_receipt_shares_the_most_keys(app: str) -> None:
    """So that an index is asked for the best few, not for all pictures of an app."""
    first = 0
    for index, _, again in resent(app):
        shared = [len(set(bands(again)) & set(bands(one))) for one in prints(app)]
        first += shared[index] == max(shared)
    assert first >= 0.95 * len(resent(app))


_codes = st.integers(0, 2**128 - 1)
_pieces = st.lists(st.builds(Piece, _codes, st.integers(16, 255)), max_size=12).map(tuple)
_prints = st.builds(Likeness, st.integers(0, 2**256 - 1), _pieces).map(fingerprint_of)


@st.composite
def _neighbours(draw: st.DrawFn) -> tuple[str, str]:
    """A fingerprint and another made of it by flipping bits and leaving pieces out."""
    one = Likeness.read(draw(_prints))
    flips = st.lists(st.integers(0, 127), max_size=20)
    pieces = tuple(
        Piece(piece.code ^ sum(1 << bit for bit in set(draw(flips))), piece.shape)
        for piece in one.pieces
        if draw(st.integers(0, 9))
    )
    whole = one.whole ^ sum(1 << bit for bit in draw(st.sets(st.integers(0, 255), max_size=18)))
    return fingerprint_of(one), fingerprint_of(Likeness(whole, pieces))


@given(_neighbours())
def test_law_no_same_picture_without_a_shared_key(pair: tuple[str, str]) -> None:
    one, other = pair
    if distance(one, other) <= SAME:
        assert set(bands(one)) & set(bands(other))


@given(_prints)
def test_law_a_fingerprint_is_at_no_distance_from_itself_and_reads_back(one: str) -> None:
    assert distance(one, one) == 0
    assert fingerprint_of(Likeness.read(one)) == one
    assert len(bands(one)) <= 96
    assert len(one) <= 1_425


@given(_prints, _prints)
def test_law_distance_is_the_same_from_both_sides_within_bounds(one: str, other: str) -> None:
    there, back = distance(one, other), distance(other, one)
    assert (there <= SAME) == (back <= SAME)
    assert 0 <= there <= FAR


@pytest.mark.parametrize("text", ["", "1", "x" * 65, "2" + "0" * 64, "1" + "0" * 64 + "abc", "1" + "g" * 64])
def test_what_is_no_fingerprint_is_told(text: str) -> None:
    with pytest.raises(ValueError, match=r"fingerprint|invalid literal"):
        distance(text, text)


@pytest.mark.parametrize("size", [(1, 1), (1, 500), (500, 1), (7, 7), (720, 6), (30, 16_000)])
def test_any_size_has_a_fingerprint(size: tuple[int, int]) -> None:
    one = print_of(Image.new("RGB", size, "white"))
    assert distance(one, one) == 0
    assert bands(one)


def test_what_is_cut_off_costs_little_and_what_is_missing_between_costs_much() -> None:
    dice = random.Random(1)
    whole = [Piece(dice.getrandbits(128), 90) for _ in range(10)]
    assert aligned(whole, whole[2:-1]) == 12
    assert aligned(whole, whole[:4] + whole[5:]) == 30
    assert aligned(whole, []) == FAR
