"""One file in, one harmless `Taken` out, or `Refused`; it keeps nothing, and decodes pictures in another process only."""

from __future__ import annotations

import hashlib
from typing import BinaryIO

from bot.evidence.bench import WorkshopBroken
from bot.evidence.kinds import Found, find
from bot.evidence.names import clean_name, dangerous
from bot.evidence.soundness import check
from bot.evidence.values import Kind, Limits, Reason, Refused, Taken, Thumbnail
from bot.evidence.workshop import Drawn, Workshop

__all__ = [
    "Intake",
    "Kind",
    "Limits",
    "Reason",
    "Refused",
    "Taken",
    "Thumbnail",
    "WorkshopBroken",
    "clean_name",
    "key_of",
]

_HEAD = 4096
"""Bytes from which the kind is found; the rest is read only when the kind may be that big."""


class Intake:
    """Takes files in; safe to call from any number of threads.

    Args:
        limits: how much is taken.
        at_once: how many pictures are decoded at the same time, each in a process of its own; others wait.
    """

    def __init__(self, limits: Limits | None = None, *, at_once: int = 1) -> None:
        self.limits = limits or Limits()
        self._workshop = Workshop(self.limits, workers=at_once)

    def take_in(self, data: bytes | BinaryIO, name: str = "") -> Taken:
        """What may be kept of a file; blocks while a picture is decoded (call it from a thread).

        Args:
            data: the bytes, or a binary file that is read from where it stands and not closed.
            name: what the sender's device calls it; shown, never trusted.

        Raises:
            Refused: with the reason.
            ValueError: when the intake was closed.
        """
        raw, found = _read(data, self.limits)
        if found.kind != "image":
            check(raw, found)
            if dangerous(name):
                raise Refused("unsafe", kind=found.kind)
            return _as_it_came(raw, found, name)
        return _picture(raw, found, name, self._workshop.draw(raw))

    def warm(self) -> None:
        """Start one worker now, so that the first picture does not wait for it and a broken installation shows at once.

        Raises:
            WorkshopBroken: it does not come up.
        """
        self._workshop.warm()

    def close(self) -> None:
        """End the workers; a picture in hand is finished or refused first."""
        self._workshop.close()

    def __enter__(self) -> Intake:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def key_of(sha256: str, ending: str) -> str:
    """Where a file belongs in the vault: `ab/abcdef….jpg`."""
    return f"{sha256[:2]}/{sha256}.{ending}"


def _read(data: bytes | BinaryIO, limits: Limits) -> tuple[bytes, Found]:
    """The whole file and what it is; a file that is too big is not read to its end."""
    head = data[:_HEAD] if isinstance(data, bytes) else data.read(_HEAD)
    if not head:
        raise Refused("empty")
    found = find(head)
    most = limits.most(found.kind)
    raw = data if isinstance(data, bytes) else head + data.read(max(0, most + 1 - len(head)))
    if len(raw) > most:
        raise Refused("too_big", kind=found.kind, most=most)
    return raw, found.looked_into(raw)


def _as_it_came(raw: bytes, found: Found, name: str) -> Taken:
    sha256 = hashlib.sha256(raw).hexdigest()
    return Taken(
        kind=found.kind,
        media_type=found.media_type,
        key=key_of(sha256, found.ending),
        data=raw,
        sha256=sha256,
        name=clean_name(name, found.ending),
        original_sha256=sha256,
        original_size=len(raw),
        original_type=found.media_type,
    )


def _picture(raw: bytes, found: Found, name: str, drawn: Drawn) -> Taken:
    sha256 = hashlib.sha256(drawn.data).hexdigest()
    small = hashlib.sha256(drawn.thumbnail).hexdigest()
    return Taken(
        kind="image",
        media_type="image/png" if drawn.ending == "png" else "image/jpeg",
        key=key_of(sha256, drawn.ending),
        data=drawn.data,
        sha256=sha256,
        name=clean_name(name, drawn.ending),
        original_sha256=hashlib.sha256(raw).hexdigest(),
        original_size=len(raw),
        original_type=found.media_type,
        noted=drawn.noted,
        width=drawn.width,
        height=drawn.height,
        thumbnail=Thumbnail(key_of(small, "jpg"), drawn.thumbnail, *drawn.thumbnail_size),
        fingerprint=drawn.fingerprint,
    )
