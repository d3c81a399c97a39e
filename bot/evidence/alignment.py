"""Two sequences of pieces of writing laid side by side: how much of one is not in the other; plain arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FAR = 1_000
"""The distance of pictures that have nothing to do with each other."""

_SOME_NOISE = 16
_LEAST_NOISE, _MOST_NOISE = 7, 22
"""Bits of 128 that compression and resizing change in a piece; only what exceeds them counts."""

_OTHER = 40
"""What a piece costs that has become another one, at most."""

_MISSING = 30
"""What a piece costs that is only in one of the two, between others."""

_CUT_OFF = 4
"""What it costs at the top or the bottom, where screenshots are cropped and the phone shows another time."""

_SHAPES = 12
"""32nds of a doubling by which the shape of one piece may differ: a quarter."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of writing.

    Attributes:
        code: its hash, 128 bits.
        shape: width against height in 32nds of a doubling, 0 to 255: 32 is twice as wide as high.
    """

    code: int
    shape: int


def aligned(one: Sequence[Piece], other: Sequence[Piece]) -> int:
    """The cost of the cheapest way to lay the two side by side, both in reading order; FAR at most."""
    pairs = _pairs(one, other)
    if not pairs:
        return FAR
    noise = _noise(one, other, pairs)
    changed = sum(cost(one[row], other[column], noise) for row, column in pairs)
    return min(FAR, changed + _left_out(len(one), len(other), pairs))


def cost(one: Piece, other: Piece, noise: int) -> int:
    """What it costs to take one piece for another; as many bits as `noise` are free."""
    if abs(one.shape - other.shape) > _SHAPES:
        return _OTHER
    return min(_OTHER, max(0, (one.code ^ other.code).bit_count() - noise))


def _noise(one: Sequence[Piece], other: Sequence[Piece], pairs: Sequence[tuple[int, int]]) -> int:
    """Bits that change in every piece of these two pictures.

    A smaller or coarser copy changes all pieces a little; another receipt changes few pieces much and leaves the labels as
    they are. So the middle pair says what is noise here.
    """
    bits = sorted((one[row].code ^ other[column].code).bit_count() for row, column in pairs)
    middle = bits[len(bits) // 2]
    return min(_MOST_NOISE, _LEAST_NOISE + middle * 2)


def _left_out(rows: int, columns: int, pairs: Sequence[tuple[int, int]]) -> int:
    """What the pieces cost that have no partner: little above the first pair and below the last, much between."""
    (top, left), (bottom, right) = pairs[0], pairs[-1]
    outside = top + left + (rows - 1 - bottom) + (columns - 1 - right)
    inside = (bottom - top + 1) + (right - left + 1) - 2 * len(pairs)
    return _CUT_OFF * outside + _MISSING * inside


def _pairs(one: Sequence[Piece], other: Sequence[Piece]) -> list[tuple[int, int]]:
    """Who is whose partner in the cheapest alignment, with a middling noise."""
    table = _table(one, other)
    row, column = len(one), len(other)
    pairs: list[tuple[int, int]] = []
    while row and column:
        here = table[row][column]
        if here == table[row - 1][column - 1] + cost(one[row - 1], other[column - 1], _SOME_NOISE):
            row, column = row - 1, column - 1
            pairs.append((row, column))
        elif here == table[row - 1][column] + (_CUT_OFF if column == len(other) else _MISSING):
            row -= 1
        else:
            column -= 1
    return pairs[::-1]


def _table(one: Sequence[Piece], other: Sequence[Piece]) -> list[list[int]]:
    """The cost of the cheapest alignment of every two beginnings (Needleman and Wunsch, ends cheap)."""
    count, width = len(one), len(other)
    table = [[_CUT_OFF * column for column in range(width + 1)]]
    for row in range(1, count + 1):
        line = [_CUT_OFF * row]
        skip_other = _CUT_OFF if row == count else _MISSING
        for column in range(1, width + 1):
            skip_one = _CUT_OFF if column == width else _MISSING
            paired = table[-1][column - 1] + cost(one[row - 1], other[column - 1], _SOME_NOISE)
            line.append(min(paired, line[-1] + skip_other, table[-1][column] + skip_one))
        table.append(line)
    return table
