"""The process that decodes pictures: requests on stdin, answers on stdout; it opens no file and no connection.

It says one byte when it is ready. A request is 8 bytes of length and the picture. An answer is 4 bytes of length and a JSON
object, then, where a picture was drawn, `bytes` of the picture and `thumbnail_bytes` of the thumbnail. The limits come as
JSON in the only argument. The process bounds itself before it loads a decoder: memory, processor time per picture, no
files, no core dump. It leaves with status 0 when stdin ends or nobody has asked for a while, so that an idle server holds
no memory for it.
"""

from __future__ import annotations

import json
import os
import select
import struct
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from bot.evidence.values import Limits, Refused

if TYPE_CHECKING:
    from bot.evidence.drawing import Drawing

if sys.platform != "win32":
    import resource
else:
    resource = None

IDLE = 120.0
"""Seconds without a request after which the process leaves."""

READY = b"r"
"""Said once, when the decoders are loaded."""

REQUEST = struct.Struct(">Q")
ANSWER = struct.Struct(">I")


def main(argument: str) -> None:
    """Serve until stdin ends."""
    limits = Limits(**json.loads(argument))
    requests, answers = _own_streams()
    _bound(limits)
    # The decoders are loaded when the process is bounded already.
    from bot.evidence.drawing import draw, ready

    ready()
    answers.write(READY)
    answers.flush()
    while (raw := _request(requests, limits)) is not None:
        _allow_seconds(limits.seconds)
        try:
            drawn = draw(raw, limits)
        except Refused as refusal:
            _send(answers, {"refused": refusal.reason, "most": refusal.most})
        except MemoryError:
            # Little is left to work with: the next picture deserves a fresh process.
            _send(answers, {"refused": "unreadable", "most": 0})
            return
        else:
            _send(answers, _told(drawn), drawn.data, drawn.thumbnail)
        del raw


def _told(drawn: Drawing) -> dict[str, object]:
    return {
        "size": drawn.size,
        "thumbnail_size": drawn.thumbnail_size,
        "noted": drawn.noted,
        "fingerprint": drawn.fingerprint,
    }


def _own_streams() -> tuple[BinaryIO, BinaryIO]:
    """stdin and stdout for ourselves: what a library prints goes to stderr, which nobody keeps."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return os.fdopen(os.dup(0), "rb", buffering=0), answers


def _request(requests: BinaryIO, limits: Limits) -> bytes | None:
    """The next picture; None at the end, after a long silence, or when the length makes no sense."""
    if sys.platform != "win32" and not select.select([requests], [], [], IDLE)[0]:
        return None
    head = _exactly(requests, REQUEST.size)
    if head is None or (length := REQUEST.unpack(head)[0]) > limits.image:
        return None
    return _exactly(requests, length)


def _exactly(stream: BinaryIO, length: int) -> bytes | None:
    got = bytearray(length)
    view, filled = memoryview(got), 0
    while filled < length:
        more = stream.readinto(view[filled:])  # type: ignore[attr-defined]
        if not more:
            return None
        filled += more
    view.release()
    return bytes(got)


def _send(answers: BinaryIO, told: dict[str, object], *blobs: bytes) -> None:
    if blobs:
        told |= {"bytes": len(blobs[0]), "thumbnail_bytes": len(blobs[1])}
    head = json.dumps(told).encode()
    for part in (ANSWER.pack(len(head)), head, *blobs):
        answers.write(part)
    answers.flush()


def _bound(limits: Limits) -> None:
    """No more memory than allowed, no file written, no core dump with a customer's picture in it."""
    if resource is None:
        return
    if sys.platform == "linux":
        # Where memory runs out all the same, this process is to be ended, not the server or its database.
        with suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text("1000")
    for what, most in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_NOFILE, 32)):
        resource.setrlimit(what, (most, most))
    if sys.platform == "linux":
        # Elsewhere the address space is full of shared libraries before we begin, or the limit is not kept.
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))


def _allow_seconds(seconds: float) -> None:
    """Processor time for one picture more; past it the system ends the process, also when the server is gone."""
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


if __name__ == "__main__":
    main(sys.argv[1])
