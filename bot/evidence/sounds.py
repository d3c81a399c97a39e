"""Frame headers of MP3 and AAC, followed from one to the next, since two bytes alone prove nothing; it decodes nothing.

ISO/IEC 11172-3 and 13818-3 (MPEG audio layer III), 13818-7 (ADTS); ID3v2.4 for the tag before the frames.
"""

from __future__ import annotations

_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_KBPS_1 = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBPS_2 = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)


def is_mp3(head: bytes) -> bool:
    """Whether the bytes begin with an ID3 tag, or with two layer III frames one behind the other."""
    if head.startswith(b"ID3") and len(head) >= 10:
        return head[3] in (2, 3, 4) and all(byte < 0x80 for byte in head[6:10])
    size = _mp3_frame(head)
    return size > 0 and (_mp3_frame(head[size:]) > 0 or len(head) == size)


def is_aac(head: bytes) -> bool:
    """Whether the bytes begin with two ADTS frames one behind the other."""
    size = _adts_frame(head)
    return size > 0 and (_adts_frame(head[size:]) > 0 or len(head) == size)


def tag_length(raw: bytes) -> int:
    """Bytes of the ID3 tag at the front, 0 without one."""
    if not raw.startswith(b"ID3") or len(raw) < 10:
        return 0
    size = 0
    for byte in raw[6:10]:
        size = size << 7 | byte & 0x7F
    return size + 10


def holds_mp3(raw: bytes) -> bool:
    """Whether frames follow the tag: a tag alone may stand before anything."""
    frames = raw[tag_length(raw) :].lstrip(b"\0")
    return is_mp3(frames) and not frames.startswith(b"ID3")


def _mp3_frame(head: bytes) -> int:
    """Bytes of the frame whose header stands first; 0 where none does."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return 0
    version, rate, kbps = head[1] >> 3 & 3, head[2] >> 2 & 3, head[2] >> 4
    if version == 1 or rate == 3 or kbps in (0, 15):
        return 0
    bits = _KBPS_1 if version == 3 else _KBPS_2
    factor = 144_000 if version == 3 else 72_000
    return factor * bits[kbps - 1] // _RATES[version][rate] + (head[2] >> 1 & 1)


def _adts_frame(head: bytes) -> int:
    if len(head) < 7 or head[0] != 0xFF or head[1] & 0xF6 != 0xF0 or head[2] >> 2 & 15 > 12:
        return 0
    size = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
    return size if size >= 7 else 0
