"""Whether an attachment that is kept as it came is whole, and nothing else besides; it renders and decodes nothing.

Pictures need none of this: re-encoding leaves their pixels only.
"""

from __future__ import annotations

import re

from bot.evidence.boxes import whole
from bot.evidence.kinds import Found
from bot.evidence.sounds import holds_mp3
from bot.evidence.values import Refused

_PAGE = re.compile(rb"<\s*(!doctype\s+html|html|head|body|script|iframe|svg|object|embed)[\s>/]", re.IGNORECASE)
_ARCHIVES = (b"PK\x05\x06", b"PK\x06\x06", b"PK\x01\x02")
_ARCHIVE_TAIL = 66_000
"""A zip is found from its end: 22 bytes and a remark of at most 65,535 (APPNOTE 4.3.16)."""

_SNIFFED = 1_500
"""Browsers look for a page in the first 1,445 bytes (WHATWG MIME Sniffing)."""

_ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|RichMedia)(?![A-Za-z])")
_STREAM = re.compile(rb"\bstream\r?\n.*?endstream", re.DOTALL)
_PDF_TAIL = 1_024
"""Readers look for the end mark in the last 1,024 bytes (ISO 32000-1, implementation note 18 of Annex H)."""


def check(raw: bytes, found: Found) -> None:
    """Let pass what is whole and one thing only.

    Raises:
        Refused: unreadable for what is cut off or damaged, unsafe for two kinds in one file and for active content.
    """
    if _also_something_else(raw):
        raise Refused("unsafe", kind=found.kind)
    if not _whole(raw, found):
        raise Refused("unreadable", kind=found.kind)
    if found.ending == "pdf" and _ACTIVE.search(_objects(raw)):
        raise Refused("unsafe", kind=found.kind)


def _also_something_else(raw: bytes) -> bool:
    """A zip's directory at the end, or a page's tags at either end."""
    tail = raw[-_ARCHIVE_TAIL:]
    if any(mark in tail for mark in _ARCHIVES):
        return True
    return _PAGE.search(raw[:_SNIFFED]) is not None or _PAGE.search(raw[-_SNIFFED:]) is not None


def _whole(raw: bytes, found: Found) -> bool:
    match found.ending:
        case "pdf":
            return b"%%EOF" in raw[-_PDF_TAIL:] and b"startxref" in raw[-2 * _PDF_TAIL :]
        case "mp4" | "mov" | "3gp" | "m4a":
            return whole(raw)
        case "webm":
            return b"\x18\x53\x80\x67" in raw[:4096] and b"\x1f\x43\xb6\x75" in raw
        case "ogg":
            return raw.count(b"OggS") >= 2
        case "wav":
            return b"data" in raw[:4096] and int.from_bytes(raw[4:8], "little") + 8 <= len(raw) + 1
        case "mp3":
            return holds_mp3(raw)
        case _:
            return len(raw) > 32


def _objects(raw: bytes) -> bytes:
    """A PDF without its streams, names unescaped: any letter may be spelt #xx, as in /J#61vaScript.

    What is packed into compressed object streams is not seen: a PDF is served as a download, never shown.
    """
    plain = _STREAM.sub(b"", raw)
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda hit: bytes([int(hit[1], 16)]), plain)
