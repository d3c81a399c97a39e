"""Pieces of writing in a picture, each hashed in its own frame; it reads no letters."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from bot.evidence.alignment import Piece

_SHORT_SIDE = 720
"""Pixels of the shorter side at which writing is looked for; a phone's line is 12 to 40 high there."""

_MOST_PIXELS = 8_000_000
_MOST_PIECES = 40
_COLUMNS, _ROWS = 32, 4
_LOWEST, _HIGHEST = 6, 120
"""Heights of a line in pixels: less is a rule, more is a picture."""

_RULE = 61
"""An edge that runs down so far is a border, not a letter."""

_WORD_GAP = 1.2
"""A gap of so many line heights ends a piece: a space is a third, the way from a label to its value is more."""

_LEAST_SHAPE = 1.5
"""Narrower pieces are icons and single letters."""

_Ink = NDArray[np.bool_]
_Grey = NDArray[np.float32]


def pieces_of(grey: Image.Image) -> tuple[Piece, ...]:
    """The longest 40 pieces of writing of a grey picture, in reading order."""
    scaled = _scaled(grey)
    light = np.asarray(scaled, dtype=np.float32)
    if min(light.shape) < _LOWEST:
        return ()
    boxes = list(_boxes(_edges(light)))
    longest = sorted(range(len(boxes)), key=lambda at: (boxes[at][1] - boxes[at][0]) / (boxes[at][3] - boxes[at][2]))
    return tuple(_piece(light, *boxes[at]) for at in sorted(longest[:_MOST_PIECES]))


def _scaled(grey: Image.Image) -> Image.Image:
    width, height = grey.size
    scale = min(_SHORT_SIDE / min(width, height), 4.0, math.sqrt(_MOST_PIXELS / (width * height)))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    way = Image.Resampling.LANCZOS if scale < 1 else Image.Resampling.BICUBIC
    fitted = grey.resize(size, way, reducing_gap=3.0 if scale < 1 else None)
    # Grain and the blocks of strong compression are finer than strokes are.
    return fitted.filter(ImageFilter.GaussianBlur(1.0))


def _edges(light: _Grey) -> _Ink:
    """Where brightness jumps from left to right, measured by the strongest jumps, long upright borders aside."""
    jump = np.abs(np.diff(light, axis=1))
    # A stripe of the picture tells the strongest jumps well enough.
    strong = float(np.percentile(jump[:: max(1, len(jump) // 600)], 99.5))
    ink: _Ink = jump > max(6.0, 0.18 * strong)
    if len(ink) > 2 * _RULE:
        ink &= ~_upright(ink)
    return ink


def _upright(ink: _Ink) -> _Ink:
    """Edges that belong to a run of `_RULE` pixels downwards with hardly a gap."""
    run = _windows(ink) >= _RULE - 4
    reach = np.pad(run, ((_RULE - 1, _RULE - 1), (0, 0)))
    return _windows(reach) > 0


def _windows(ink: _Ink) -> NDArray[np.int32]:
    """How many are set in each stretch of `_RULE` pixels downwards."""
    total = np.cumsum(np.pad(ink, ((1, 0), (0, 0))), axis=0, dtype=np.int32)
    return np.asarray(total[_RULE:] - total[:-_RULE], dtype=np.int32)


def _boxes(ink: _Ink) -> Iterator[tuple[int, int, int, int]]:
    """Top, bottom, left and right of each piece, line by line from the top, from left to right."""
    written: _Ink = np.count_nonzero(ink, axis=1) >= 2
    for top, bottom in _runs(written, 2):
        height = bottom - top
        if not _LOWEST <= height <= _HIGHEST:
            continue
        band = ink[top:bottom]
        for left, right in _runs(np.logical_or.reduce(band, axis=0), int(_WORD_GAP * height)):
            if right - left < _LEAST_SHAPE * height:
                continue
            rows = np.flatnonzero(band[:, left:right].any(axis=1))
            yield top + int(rows[0]), top + int(rows[-1]) + 1, left, right + 1


def _runs(marks: NDArray[Any], gap: int) -> list[tuple[int, int]]:
    """Start and end of the stretches that are set, gaps up to so many aside."""
    places = np.flatnonzero(marks)
    if not places.size:
        return []
    cuts = np.flatnonzero(np.diff(places) > gap)
    starts = np.concatenate((places[:1], places[cuts + 1]))
    ends = np.concatenate((places[cuts], places[-1:])) + 1
    return list(zip(starts.tolist(), ends.tolist(), strict=True))


def _piece(light: _Grey, top: int, bottom: int, left: int, right: int) -> Piece:
    """A piece's hash: in which of 32 x 4 cells there is more ink than in the mean cell of their row."""
    part = light[top:bottom, left:right]
    paper = np.median(np.concatenate((part[0], part[-1])))
    ink = Image.fromarray(np.abs(part - paper).astype(np.float32))
    cells = np.asarray(ink.resize((_COLUMNS, _ROWS), Image.Resampling.BOX))
    bits = np.packbits(cells > cells.mean(axis=1, keepdims=True))
    shape = round(32 * math.log2((right - left) / (bottom - top)))
    return Piece(int.from_bytes(bits.tobytes()), max(0, min(255, shape)))
