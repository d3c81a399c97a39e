"""The little that is noted of a picture's metadata: by what program and when; never where, by whom or with what device."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from PIL import Image

_EXIF, _SOFTWARE, _CHANGED = 0x8769, 0x0131, 0x0132
_TAKEN, _CHANGED_ZONE, _TAKEN_ZONE = 0x9003, 0x9010, 0x9011
_LONGEST = 80
_ZONE = re.compile(r"[+-]\d\d:\d\d")
_MOMENT = re.compile(r"(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d):(\d\d)")
_CREATOR = re.compile(rb"CreatorTool(?:>|=[\"'])([^<\"']{1,200})")


def noted(picture: Image.Image) -> dict[str, str]:
    """Software, taken_at, modified_at (ISO 8601, with a zone where the file has one) of an opened picture.

    Tags as in Exif 2.32 (CIPA DC-008); the software also from PNG text and XMP, where editors sign.
    """
    tags = picture.getexif()
    more = tags.get_ifd(_EXIF)
    said = {
        "software": _words(tags.get(_SOFTWARE) or picture.info.get("Software")) or _creator(picture.info.get("xmp")),
        "taken_at": _moment(more.get(_TAKEN), more.get(_TAKEN_ZONE)),
        "modified_at": _moment(tags.get(_CHANGED), more.get(_CHANGED_ZONE)),
    }
    return {name: value for name, value in said.items() if value}


def _words(value: Any) -> str:
    """One short line of printable characters; "" for anything else."""
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
    if not isinstance(text, str):
        return ""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:_LONGEST]


def _creator(xmp: Any) -> str:
    hit = _CREATOR.search(xmp.encode("utf-8", "replace") if isinstance(xmp, str) else xmp or b"")
    return _words(hit[1]) if hit else ""


def _moment(value: Any, zone: Any) -> str:
    hit = _MOMENT.match(_words(value))
    if hit is None:
        return ""
    try:
        moment = datetime(*(int(part) for part in hit.groups()))  # type: ignore[arg-type]
    except ValueError:
        return ""
    offset = _ZONE.match(_words(zone))
    return moment.isoformat() + (offset[0] if offset else "")
