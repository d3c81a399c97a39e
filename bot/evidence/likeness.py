"""A picture's fingerprint: the same receipt sent again has a near one, another receipt of the same app has not; it reads
no words and keeps none.

A hash of the whole picture cannot do that: receipts of one app differ in a few characters only. So lines of writing are
found by their edges, cut at wide gaps into pieces (a label, a value), and each piece is hashed in its own frame, which
cropping, resizing and brightness leave alone. Two pictures are compared piece by piece in reading order. A picture with
hardly any writing is hashed as a whole (difference hash of 16 x 16).
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from PIL import Image

from bot.evidence.alignment import FAR, Piece, aligned
from bot.evidence.lines import pieces_of

SAME = 45
"""Two pictures whose distance is at most this are taken for the same one. Measured in tests/evidence/test_likeness.py."""

_VERSION = "1"
_FEW = 5
"""Fewer pieces than these say too little: the picture is compared as a whole."""

_WHOLE_STEP = 3
"""One bit of the whole-picture hash in units of distance, so that SAME is 15 of 256 bits there."""

_WHOLE_BANDS = 16
_PIECE_BANDS = 8
_KEYED = 12
"""So many pieces, the longest, give keys; each in 8 bands: two that differ in 7 bits or fewer share one."""

_CLOSE = _PIECE_BANDS - 1
_WHOLE_BITS, _PIECE_BITS = 256, 128
_WHOLE_DIGITS, _PIECE_DIGITS = _WHOLE_BITS // 4, _PIECE_BITS // 4 + 2


@dataclass(frozen=True, slots=True)
class Likeness:
    """A fingerprint, taken apart.

    Attributes:
        whole: difference hash of the whole picture, 256 bits.
        pieces: of writing, in reading order, 40 at most.
    """

    whole: int
    pieces: tuple[Piece, ...]

    @staticmethod
    def seen(picture: Image.Image) -> Likeness:
        """What an upright picture in any mode looks like."""
        grey = picture if picture.mode == "L" else picture.convert("L")
        return Likeness(_whole(grey), pieces_of(grey))

    @staticmethod
    def read(fingerprint: str) -> Likeness:
        """A fingerprint as it was written.

        Raises:
            ValueError: it is none, or of another version.
        """
        rest = fingerprint[1 + _WHOLE_DIGITS :]
        if not fingerprint.startswith(_VERSION) or len(rest) % _PIECE_DIGITS:
            raise ValueError("not a fingerprint of this version")
        cuts = (rest[at : at + _PIECE_DIGITS] for at in range(0, len(rest), _PIECE_DIGITS))
        pieces = tuple(Piece(int(cut[:-2], 16), int(cut[-2:], 16)) for cut in cuts)
        return Likeness(int(fingerprint[1 : 1 + _WHOLE_DIGITS], 16), pieces)

    @property
    def written(self) -> bool:
        """Whether there is writing enough to be compared by."""
        return len(self.pieces) >= _FEW

    def keyed(self) -> tuple[Piece, ...]:
        """The pieces that give keys."""
        return tuple(sorted(self.pieces, key=lambda piece: (-piece.shape, piece.code))[:_KEYED])


def fingerprint(image: bytes) -> str:
    """The fingerprint of a picture that we encoded ourselves: hex, at most 1,425 characters.

    It decodes in this process: for strangers' bytes there is `bot.evidence.intake`, which returns it too.
    """
    with Image.open(io.BytesIO(image), formats=("JPEG", "PNG")) as picture:
        return fingerprint_of(Likeness.seen(picture))


def fingerprint_of(likeness: Likeness) -> str:
    """A likeness as hex."""
    pieces = "".join(f"{piece.code:032x}{piece.shape:02x}" for piece in likeness.pieces)
    return f"{_VERSION}{likeness.whole:0{_WHOLE_DIGITS}x}{pieces}"


def distance(first: str, second: str) -> int:
    """How far two fingerprints are apart: 0 is equal, at most SAME is the same picture, 1,000 is no relation at all.

    Raises:
        ValueError: one of them is no fingerprint of this version.
    """
    one, other = Likeness.read(first), Likeness.read(second)
    if one.written != other.written:
        return FAR
    if not one.written:
        return min(FAR, _WHOLE_STEP * (one.whole ^ other.whole).bit_count())
    if not _one_is_close(one, other):
        return FAR
    return aligned(one.pieces, other.pieces)


def bands(fingerprint: str) -> tuple[str, ...]:
    """Keys for an index, at most 96: fingerprints whose distance is at most SAME have one or more in common.

    Two pictures of one app have many, those of its labels; look for the pictures that share most keys first.

    Raises:
        ValueError: it is no fingerprint of this version.
    """
    likeness = Likeness.read(fingerprint)
    if not likeness.written:
        return tuple(f"w{key}" for key in _cut(likeness.whole, _WHOLE_BITS, _WHOLE_BANDS))
    keys = (key for piece in likeness.keyed() for key in _cut(piece.code, _PIECE_BITS, _PIECE_BANDS))
    return tuple(dict.fromkeys(f"p{key}" for key in keys))


def _cut(code: int, bits: int, count: int) -> list[str]:
    """A code in so many parts, each with its place: codes that differ in fewer bits than there are parts share one."""
    edges = [bits * index // count for index in range(count + 1)]
    return [f"{index:x}{code >> low & (1 << high - low) - 1:x}" for index, (low, high) in enumerate(pairwise(edges))]


def _one_is_close(one: Likeness, other: Likeness) -> bool:
    """Whether a keyed piece of each is so near the other's that they share a key; what `bands` promises rests on this."""
    theirs = [piece.code for piece in other.keyed()]
    return any((piece.code ^ code).bit_count() <= _CLOSE for piece in one.keyed() for code in theirs)


def _whole(grey: Image.Image) -> int:
    """Whether each of 16 x 16 cells is brighter than the one to its left."""
    cells: Any = grey.resize((17, 16), Image.Resampling.BOX).tobytes()
    rows = [cells[at : at + 17] for at in range(0, 272, 17)]
    bits = (second > first for row in rows for first, second in pairwise(row))
    return sum(bit << place for place, bit in enumerate(bits))
