"""Spans are shown where they stand, and a secret that was missed is not passed on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.report_marks import Marks, Piece, covered, marked, misread_marks, uncovered
from bot.evaluation.results import EntityFigures, Figure, Misread, Row, Span
from tests.evaluation.results_made import made

EMPTY = Figure(None, None, None, 0)

CASES: list[tuple[str, Marks, tuple[Piece, ...]]] = [
    ("", [], ()),
    ("abc", [], (Piece("abc"),)),
    ("nạp 5tr rồi", [(4, 7, "found")], (Piece("nạp "), Piece("5tr", ("found",)), Piece(" rồi"))),
    ("abcd", [(0, 3, "expected"), (1, 4, "found")],
     (Piece("a", ("expected",)), Piece("bc", ("expected", "found")), Piece("d", ("found",)))),
    ("abcd", [(1, 3, "found"), (1, 3, "expected")],
     (Piece("a"), Piece("bc", ("expected", "found")), Piece("d"))),
    ("ab", [(1, 99, "for")], (Piece("a"), Piece("b", ("for",)))),
    ("ab", [(1, 1, "for"), (5, 9, "for")], (Piece("ab"),)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "marks", "pieces"), CASES)
def test_pieces(text: str, marks: Marks, pieces: tuple[Piece, ...]) -> None:
    assert marked(text, marks) == pieces


@given(
    st.text(max_size=30), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from("ab")), max_size=6)
)
def test_pieces_are_the_text_and_bear_every_mark_of_each_character(
    text: str, marks: list[tuple[int, int, str]]
) -> None:
    found = marked(text, marks)
    assert "".join(piece.text for piece in found) == text
    borne = [set(piece.names) for piece in found for _ in piece.text]
    assert borne == [{name for start, end, name in marks if start <= at < end} for at in range(len(text))]


def _missed(text: str, kind: str, start: int, end: int) -> Misread:
    return Misread(Row(0, text, "", "", 0.0, False), "missed", Span(kind, start, end), None)


def test_a_secret_that_was_missed_is_covered() -> None:
    figures = (EMPTY, EMPTY, EMPTY)
    text = "mk hoa-mai-99 nha"
    entities = tuple(
        EntityFigures(kind, "tiepnhan", figures, figures, 1, 0, (_missed(text, kind, start, end),))
        for kind, start, end in (("secret", 3, 13), ("bank", 0, 2))
    )
    secrets = uncovered(replace(made(), entities=entities))
    assert covered(text, secrets) == "mk •••••••••• nha"
    assert covered("another", secrets) == "another"


def test_marks_of_a_misread() -> None:
    row = Row(0, "abc", "", "", 0.0, False)
    assert misread_marks(Misread(row, "border", Span("bank", 0, 2), Span("bank", 0, 3))) == [
        (0, 2, "expected"),
        (0, 3, "found"),
    ]
    assert misread_marks(Misread(row, "invented", None, Span("bank", 0, 3))) == [(0, 3, "found")]
