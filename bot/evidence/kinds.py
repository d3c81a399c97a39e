"""What a file is, told from its bytes; it trusts no name and no declared type, and opens nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.evidence.boxes import Track, tracks
from bot.evidence.sounds import is_aac, is_mp3
from bot.evidence.values import Kind, Refused
from bot.pictures import is_picture

_VIDEO_BRANDS = re.compile(rb"isom|iso[2-9]|mp4[12]|mmp4|avc1|M4V[ HP]|MSNV|dash|qt  |3gp[4-9]|3gr\d|3gs\d|3ge\d|3gg\d")
_SOUND_BRANDS = (b"M4A ", b"M4B ")


@dataclass(frozen=True, slots=True)
class Found:
    """What the bytes are.

    Attributes:
        kind: image, file, video or voice.
        media_type: as it is served.
        ending: of a file name, without the dot.
    """

    kind: Kind
    media_type: str
    ending: str

    def looked_into(self, raw: bytes) -> Found:
        """The same with all bytes at hand: a voice note wears a video's clothes in MP4 and WebM."""
        if self.ending == "webm" and b"V_" not in raw[:_TRACK_HEAD] and b"A_" in raw[:_TRACK_HEAD]:
            return replace(self, kind="voice", media_type="audio/webm")
        if self.ending in ("mp4", "3gp", "mov") and tracks(raw) == {Track.SOUND}:
            return Found("voice", "audio/mp4", "m4a")
        return self


_TRACK_HEAD = 65_536
"""A WebM names its codecs before the first cluster, within this many bytes."""


def find(head: bytes) -> Found:
    """What a file is that begins with these bytes (4,096, or all of a shorter file).

    Raises:
        Refused: moving_picture for a GIF, kind_not_taken for everything that is not taken.
    """
    found = _picture(head) or _document(head) or _boxed(head) or _sound(head)
    if found is not None:
        return found
    raise Refused("moving_picture" if head.startswith((b"GIF87a", b"GIF89a")) else "kind_not_taken")


def _picture(head: bytes) -> Found | None:
    if not is_picture(head):
        return None
    if head.startswith(b"\xff\xd8\xff"):
        return Found("image", "image/jpeg", "jpg")
    if head.startswith(b"\x89PNG"):
        return Found("image", "image/png", "png")
    if head.startswith(b"RIFF"):
        return Found("image", "image/webp", "webp")
    return Found("image", "image/heic", "heic")


def _document(head: bytes) -> Found | None:
    return Found("file", "application/pdf", "pdf") if head.startswith(b"%PDF-") else None


def _boxed(head: bytes) -> Found | None:
    """MP4 and its family, WebM."""
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return Found("video", "video/webm", "webm") if b"\x42\x82\x84webm" in head[:96] else None
    if head[4:8] != b"ftyp":
        return None
    brand = head[8:12]
    if brand in _SOUND_BRANDS:
        return Found("voice", "audio/mp4", "m4a")
    if brand == b"qt  ":
        return Found("video", "video/quicktime", "mov")
    if brand.startswith(b"3g"):
        return Found("video", "video/3gpp", "3gp") if _VIDEO_BRANDS.match(brand) else None
    return Found("video", "video/mp4", "mp4") if _VIDEO_BRANDS.match(brand) else None


def _sound(head: bytes) -> Found | None:
    if head.startswith(b"OggS"):
        codec = head[28:36]
        known = codec.startswith((b"OpusHead", b"\x01vorbis"[:7], b"Speex"))
        return Found("voice", "audio/ogg", "ogg") if known else None
    if head.startswith((b"#!AMR\n", b"#!AMR-WB\n")):
        return Found("voice", "audio/amr", "amr")
    if head.startswith(b"RIFF") and head[8:16] == b"WAVEfmt ":
        return Found("voice", "audio/wav", "wav")
    if is_mp3(head):
        return Found("voice", "audio/mpeg", "mp3")
    return Found("voice", "audio/aac", "aac") if is_aac(head) else None
