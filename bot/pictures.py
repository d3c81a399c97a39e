"""Whether a file is a picture, told from its first bytes; it opens no picture and trusts no name."""

from __future__ import annotations

from pathlib import Path

HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
"""Brands of the HEIF family whose pictures are HEVC (ISO/IEC 23008-12); AVIF has others and is not taken."""

_BRANDS_READ = 64


def is_picture(head: bytes) -> bool:
    """Whether a file that begins with these bytes (16 or more) is a JPEG, PNG, WebP or HEIC."""
    return (
        head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))
        or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")
        or (head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS and b"avi" not in _compatible(head))
    )


def looks_like_picture(path: Path) -> bool:
    """Whether a file on disk is a picture; False where it cannot be read."""
    try:
        with path.open("rb") as file:
            return is_picture(file.read(_BRANDS_READ))
    except OSError:
        return False


def _compatible(head: bytes) -> bytes:
    """The brands that a file claims beside its first: mif1 with avif is an AVIF."""
    return head[16 : min(int.from_bytes(head[:4]), _BRANDS_READ)]
