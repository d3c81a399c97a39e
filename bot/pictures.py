"""Whether a file is a picture, told from its first bytes; it opens no picture and trusts no name."""

from __future__ import annotations

from pathlib import Path

_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis")


def is_picture(head: bytes) -> bool:
    """Whether a file that begins with these bytes (16 or more) is a JPEG, PNG, WebP or HEIC."""
    return (
        head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))
        or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")
        or (head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS)
    )


def looks_like_picture(path: Path) -> bool:
    """Whether a file on disk is a picture; False where it cannot be read."""
    try:
        with path.open("rb") as file:
            return is_picture(file.read(32))
    except OSError:
        return False
