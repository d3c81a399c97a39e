"""One worker process as the server sees it: started without the server's secrets, asked, timed, ended; it decodes nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict
from typing import IO, Any

from bot.errors import TiepNhanError
from bot.evidence.values import Limits
from bot.evidence.worker import ANSWER, READY, REQUEST

Answer = tuple[dict[str, Any], bytes, bytes]
"""What the worker says of a picture, the picture drawn anew, its thumbnail."""

_MOST_TOLD = 65_536
_STARTING = 20.0
_PASSED_ON = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "HOME", "TMPDIR")


class WorkshopBroken(TiepNhanError):
    """No worker can be started: something is missing in the installation, or the machine has no room for it."""


class Gone(Exception):
    """The worker did not answer.

    Args:
        too_late: its time was up; otherwise it had left, was ended by the system, or crashed.
    """

    def __init__(self, *, too_late: bool) -> None:
        self.too_late = too_late
        super().__init__("worker gone")


class Worker:
    """One process; used by one thread at a time.

    Raises:
        WorkshopBroken: it does not come up.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.done = 0
        # No secret of the server's environment goes to a process that reads strangers' files.
        environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        environment |= {
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "MALLOC_ARENA_MAX": "1",
            "MALLOC_MMAP_THRESHOLD_": "1000000",
        }
        environment |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        try:
            self.process = self._begun(environment)
        except OSError as error:
            raise WorkshopBroken(f"no process for pictures can be started: {error.strerror}") from error
        with self._alarm(_STARTING):
            came_up = self._out.read(1) == READY
        if not came_up:
            self.end()
            raise WorkshopBroken("the process for pictures does not come up: pip install 'tiepnhan[server]'")

    def _begun(self, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "bot.evidence.worker", json.dumps(asdict(self.limits))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )

    def ask(self, raw: bytes) -> Answer:
        """The answer to one picture; the process is ended where it does not come in time.

        Raises:
            Gone: there is no answer, or none that makes sense.
        """
        self.done += 1
        try:
            with self._alarm(self.limits.seconds) as late:
                return self._exchange(raw)
        except (OSError, ValueError, KeyError, TypeError) as error:
            self.process.kill()
            raise Gone(too_late=late.is_set()) from error

    def end(self) -> None:
        """End the process and wait until it is gone."""
        self.process.kill()
        self.process.wait()
        for pipe in (self._in, self._out):
            # What was not yet written to it can be forgotten.
            with suppress(OSError):
                pipe.close()

    @property
    def _in(self) -> IO[bytes]:
        assert self.process.stdin is not None
        return self.process.stdin

    @property
    def _out(self) -> IO[bytes]:
        assert self.process.stdout is not None
        return self.process.stdout

    @contextmanager
    def _alarm(self, seconds: float) -> Iterator[threading.Event]:
        """End the process after so long; whoever reads from it then finds the end, and the event set."""
        late = threading.Event()

        def ring() -> None:
            late.set()
            self.process.kill()

        alarm = threading.Timer(seconds, ring)
        alarm.daemon = True
        alarm.start()
        try:
            yield late
        finally:
            alarm.cancel()

    def _exchange(self, raw: bytes) -> Answer:
        for part in (REQUEST.pack(len(raw)), raw):
            self._in.write(part)
        self._in.flush()
        length = ANSWER.unpack(self._read(ANSWER.size))[0]
        told = json.loads(self._read(length, most=_MOST_TOLD))
        if "refused" in told:
            return told, b"", b""
        most = 4 * self.limits.pixels_kept
        return told, self._read(told["bytes"], most=most), self._read(told["thumbnail_bytes"], most=most)

    def _read(self, length: int, *, most: int = 64) -> bytes:
        if not 0 < length <= most:
            raise ValueError("a length that makes no sense")
        got = self._out.read(length)
        if len(got) != length:
            raise ValueError("the answer ends early")
        return got
