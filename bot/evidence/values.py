"""What the intake of pictures and files is asked and what it answers: plain values; it reads no file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.errors import TiepNhanError

Kind = Literal["image", "file", "video", "voice"]
"""As in `bot.message.AttachmentKind`: an image is re-encoded; a file (PDF), a video and a voice are kept as they came."""

Reason = Literal[
    "empty", "too_big", "too_many_pixels", "unreadable", "moving_picture", "kind_not_taken", "unsafe", "try_later"
]  # fmt: skip
"""Why nothing was taken, for machines; `bot.evidence.texts` says it to people.

empty: no bytes. too_big: more bytes than the kind may have. too_many_pixels: by the picture's own header.
unreadable: cut off, damaged, or the decoder did not come to an end. moving_picture: a GIF. kind_not_taken: anything that
is none of the kinds. unsafe: two kinds in one file, active content, or a program's name. try_later: nothing is wrong with
the file, all workers are busy or none can be started.
"""

_MB = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is taken; sizes in bytes (1 MB = 1,000,000), sides in pixels, times in seconds.

    Attributes:
        image, file, video, voice: bytes of one file of the kind. 20 MB is what Telegram's getFile gives at most.
        pixels: width times height by the picture's header.
        longest_side: of the kept picture.
        legible_side: a long strip (a scrolled screenshot) is not made narrower than this for its length's sake.
        pixels_kept: of the kept picture, strips too.
        thumbnail_side: longest side of the thumbnail.
        seconds: for one picture, waiting aside; then the worker is ended and the picture is unreadable.
        wait: for a free worker; then the answer is try_later.
        memory: address space of a worker, in bytes.
    """

    image: int = 10 * _MB
    file: int = 10 * _MB
    video: int = 20 * _MB
    voice: int = 5 * _MB
    pixels: int = 40_000_000
    longest_side: int = 3000
    legible_side: int = 1080
    pixels_kept: int = 12_000_000
    thumbnail_side: int = 320
    seconds: float = 25.0
    wait: float = 30.0
    memory: int = 1_000 * _MB

    def most(self, kind: Kind) -> int:
        """How many bytes a file of the kind may have."""
        return {"image": self.image, "file": self.file, "video": self.video, "voice": self.voice}[kind]

    @property
    def largest(self) -> int:
        """More bytes than any kind may have need not be read at all (for the body limit of a route)."""
        return max(self.image, self.file, self.video, self.voice)


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A small JPEG of a picture.

    Attributes:
        key: where it belongs in the vault.
        data: its bytes.
        width, height: pixels.
    """

    key: str
    data: bytes = field(repr=False)
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A file that was taken in and may be kept.

    Attributes:
        kind: image, file, video or voice.
        media_type: of `data`: image/jpeg, image/png, application/pdf, video/mp4, audio/ogg, …
        key: where `data` belongs in the vault: `ab/abcdef….jpg`, named by its SHA-256.
        data: what is to be kept: the re-encoded picture, or the attachment as it came.
        sha256: of `data`, hex.
        name: the sender's name for it, cleaned, with the ending that fits `data`; for display only.
        original_sha256: of the bytes that came, hex.
        original_size: bytes that came.
        original_type: media type of what came, found from its bytes.
        noted: software, taken_at, modified_at (ISO 8601) where the original said so; nothing else of its metadata is kept.
        width, height: pixels of `data`; 0 where it is no picture.
        thumbnail: of a picture.
        fingerprint: of a picture, for `bot.evidence.likeness`; "" otherwise.
    """

    kind: Kind
    media_type: str
    key: str
    data: bytes = field(repr=False)
    sha256: str
    name: str
    original_sha256: str
    original_size: int
    original_type: str
    noted: Mapping[str, str] = field(default_factory=dict)
    width: int = 0
    height: int = 0
    thumbnail: Thumbnail | None = None
    fingerprint: str = ""

    @property
    def rendered(self) -> bool:
        """Whether a browser may show it; everything else is served as a download only."""
        return self.kind == "image"


class Refused(TiepNhanError):
    """A file was not taken; nothing of it is kept.

    Args:
        reason: why, for machines.
        kind: what the bytes are, where they are something that is taken in principle.
        most: the limit that was passed (bytes or pixels); 0 where the reason is no limit.
    """

    def __init__(self, reason: Reason, *, kind: Kind | None = None, most: int = 0) -> None:
        self.reason: Reason = reason
        self.kind: Kind | None = kind
        self.most = most
        super().__init__(f"file refused: {reason}")
