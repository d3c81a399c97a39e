"""The boxes of an MP4 and its family, read far enough to know what is in it and whether it is whole; it decodes nothing.

ISO/IEC 14496-12: a box is a 32-bit size, four letters and its content; size 1 means a 64-bit size follows, 0 to the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

_MOST_BOXES = 100_000


class Track(Enum):
    """What a track is, by its handler box."""

    PICTURE = "vide"
    SOUND = "soun"
    OTHER = ""


class Broken(ValueError):
    """The boxes do not fill the file exactly: cut off, or followed by something else."""


def boxes(raw: bytes, start: int = 0, end: int | None = None) -> Iterator[tuple[bytes, int, int]]:
    """Name, start and end of each box's content between two offsets.

    Raises:
        Broken: a box leaves the stretch, is smaller than its own head, or there is no end of them.
    """
    end = len(raw) if end is None else end
    for _ in range(_MOST_BOXES):
        if start == end:
            return
        size, head = int.from_bytes(raw[start : start + 4]), 8
        if size == 1:
            size, head = int.from_bytes(raw[start + 8 : start + 16]), 16
        stop = end if size == 0 else start + size
        if start + head > end or stop > end or stop < start + head:
            raise Broken(f"box at {start}")
        yield raw[start + 4 : start + 8], start + head, stop
        start = stop
    raise Broken("too many boxes")


def tracks(raw: bytes) -> set[Track]:
    """The kinds of tracks in the file; empty where it cannot be read."""
    try:
        return {
            _handler(raw, start, end)
            for name, top, bottom in boxes(raw)
            if name == b"moov"
            for track, start, end in boxes(raw, top, bottom)
            if track == b"trak"
        }
    except Broken:
        return set()


def whole(raw: bytes) -> bool:
    """Whether the boxes fill the file and those that a player needs are there, the type first."""
    try:
        names = [name for name, _, _ in boxes(raw)]
    except Broken:
        return False
    return names[:1] == [b"ftyp"] and b"moov" in names and b"mdat" in names


def _handler(raw: bytes, start: int, end: int) -> Track:
    for media, top, bottom in boxes(raw, start, end):
        if media != b"mdia":
            continue
        for name, inner, stop in boxes(raw, top, bottom):
            if name == b"hdlr" and stop - inner >= 12:
                kind = raw[inner + 8 : inner + 12]
                return {b"vide": Track.PICTURE, b"soun": Track.SOUND}.get(kind, Track.OTHER)
    return Track.OTHER
