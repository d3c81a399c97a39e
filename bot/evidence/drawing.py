"""A picture in, a fresh picture without metadata and a thumbnail out; it runs in the worker, never in the server.

Photographs become JPEG. A screenshot stays PNG where that is no bigger than the JPEG would be.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from importlib import import_module
from itertools import pairwise
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from bot.evidence.likeness import Likeness, fingerprint_of
from bot.evidence.metadata import noted
from bot.evidence.values import Limits, Refused

_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
_QUALITY = 88
"""Of JPEG, with full colour. On small red digits the error is 8 of 255 so, 30 at the same quality with halved colour, which
costs a sixth fewer bytes."""

_FLAT = 0.35
"""Share of neighbouring pixels that are equal, above which a picture is worth trying as PNG: a photograph has a tenth."""

_SLIVER = 2
"""A thumbnail is at most so many times as high as it is wide: of a long strip it shows the top."""

_LONGEST = 16_000
"""Pixels of any side of what is kept; browsers and WebP end a little above."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What became of a picture.

    Attributes:
        data: JPEG or PNG, by `ending` jpg or png.
        size: width and height.
        thumbnail: JPEG, with `thumbnail_size`.
        noted: what of the original's metadata is kept.
        fingerprint: for `bot.evidence.likeness`.
    """

    data: bytes
    ending: str
    size: tuple[int, int]
    thumbnail: bytes
    thumbnail_size: tuple[int, int]
    noted: dict[str, str]
    fingerprint: str


def ready() -> None:
    """Make Pillow read HEIC too, by one thread, and take a bomb's warning for what it is."""
    # Found by name: it has no types of its own.
    heif: Any = import_module("pi_heif")
    heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.init()


def draw(raw: bytes, limits: Limits) -> Drawing:
    """Draw a picture anew.

    Raises:
        Refused: too_many_pixels by its header; unreadable where it cannot be decoded.
    """
    Image.MAX_IMAGE_PIXELS = limits.pixels
    try:
        with Image.open(io.BytesIO(raw), formats=_FORMATS) as opened:
            if opened.width * opened.height > limits.pixels:
                raise Refused("too_many_pixels", kind="image", most=limits.pixels)
            said = noted(opened)
            picture = _fresh(opened, limits)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused("too_many_pixels", kind="image", most=limits.pixels) from error
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        KeyError,
        IndexError,
        TypeError,
    ) as error:
        raise Refused("unreadable", kind="image") from error
    except (OverflowError, AttributeError, ArithmeticError, RuntimeError, AssertionError) as error:
        raise Refused("unreadable", kind="image") from error
    return _finished(picture, said, limits)


def kept_size(width: int, height: int, limits: Limits) -> tuple[int, int]:
    """Width and height of the picture that is kept of one of this size: never larger, same shape, at least 1 pixel."""
    short, long = min(width, height), max(width, height)
    scale = max(limits.longest_side / long, min(1.0, limits.legible_side / short))
    scale = min(1.0, scale, (limits.pixels_kept / (width * height)) ** 0.5, _LONGEST / long)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _fresh(opened: Image.Image, limits: Limits) -> Image.Image:
    """The first frame, turned upright, on white, in RGB or grey, small enough, with nothing of the file about it."""
    turned = opened.getexif().get(0x0112, 1)
    size = kept_size(opened.width, opened.height, limits)
    if opened.format == "JPEG":
        opened.draft(opened.mode if opened.mode in ("L", "RGB") else "RGB", size)
    opened.load()
    small = _coloured(opened, size)
    small.getexif()[0x0112] = turned
    upright = ImageOps.exif_transpose(small) if turned in range(2, 9) else small
    clean = Image.new(upright.mode, upright.size)
    clean.paste(upright)
    return clean


def _coloured(opened: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The picture in its kept size, in RGB or grey; what is transparent is white."""
    if opened.mode in ("I;16", "I", "F"):
        return _resized(opened.point(lambda value: value / 256).convert("L"), size)
    if opened.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in opened.info:
        seen = _resized(opened if opened.mode == "RGBA" else opened.convert("RGBA"), size)
        white = Image.new("RGB", size, "white")
        white.paste(seen, mask=seen.getchannel("A"))
        return white
    grey = opened.mode in ("L", "1")
    return _resized(opened if opened.mode in ("L", "RGB") else opened.convert("L" if grey else "RGB"), size)


def _resized(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    if picture.size == size:
        return picture
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _finished(picture: Image.Image, said: dict[str, str], limits: Limits) -> Drawing:
    data, ending = _encoded(picture)
    small = picture.crop((0, 0, picture.width, min(picture.height, _SLIVER * picture.width)))
    small.thumbnail((limits.thumbnail_side, limits.thumbnail_side), Image.Resampling.LANCZOS)
    likeness = fingerprint_of(Likeness.seen(picture))
    return Drawing(data, ending, picture.size, _jpeg(small, 80), small.size, said, likeness)


def _encoded(picture: Image.Image) -> tuple[bytes, str]:
    """JPEG, or PNG for a flat picture that is smaller so."""
    photo = _jpeg(picture, _QUALITY)
    if _flatness(picture) < _FLAT:
        return photo, "jpg"
    exact = io.BytesIO()
    picture.save(exact, "PNG", compress_level=6)
    return (exact.getvalue(), "png") if exact.tell() <= len(photo) else (photo, "jpg")


def _flatness(picture: Image.Image) -> float:
    """Share of pixels that equal their right neighbour, over a stretch from the middle."""
    left, top = max(0, picture.width // 2 - 300), max(0, picture.height // 2 - 300)
    grey = picture.crop((left, top, min(picture.width, left + 600), min(picture.height, top + 600))).convert("L")
    row, lines = grey.width, grey.tobytes()
    if row < 2:
        return 1.0
    same = sum(first == second for first, second in pairwise(lines))
    return same / len(lines)


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, subsampling=0, optimize=picture.width * picture.height < 4_000_000)
    return out.getvalue()
