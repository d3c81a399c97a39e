"""The real server as a process that tests kill and start again on the same port, with the same data."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path

COMMAND = str(Path(sys.executable).with_name("tiepnhan"))
_PATIENCE = 60.0


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class ServerProcess:
    """`tiepnhan serve`.

    Args:
        folder: its data.
        database: URL of a Postgres, or "" for the file in the folder.
        replica: its name.
        more: further settings, without TIEPNHAN_.
    """

    def __init__(self, folder: Path, database: str = "", *, replica: str = "main", **more: str) -> None:
        self.port = free_port()
        self.replica = replica
        self.said = folder / f"said-{replica}.txt"
        mine = {name: value for name, value in os.environ.items() if not name.startswith("TIEPNHAN_")}
        settings = {
            "DATA_FOLDER": str(folder), "SETTLE": "0.05", "PROXIES": "127.0.0.1", "LOG_LEVEL": "debug", "REPLICA": replica,
            **({"DATABASE_URL": database} if database else {}), **more,
        }  # fmt: skip
        self._environment = mine | {f"TIEPNHAN_{name}": value for name, value in settings.items()}
        self._process: subprocess.Popen[bytes] | None = None

    def upgrade(self) -> None:
        """Brings a Postgres to the shape that the server needs."""
        subprocess.run([COMMAND, "db", "upgrade"], check=True, env=self._environment, capture_output=True)

    def start(self) -> None:
        """Starts it; it does not answer yet."""
        assert self._process is None
        with self.said.open("ab") as said:
            words = [COMMAND, "serve", "--port", str(self.port)]
            self._process = subprocess.Popen(words, env=self._environment, stdout=said, stderr=said)

    @property
    def pid(self) -> int:
        """Of the running process."""
        assert self._process is not None
        return self._process.pid

    def kill(self) -> None:
        """SIGKILL: no farewell, nothing written."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def stop(self, patience: float = 40.0) -> int:
        """SIGTERM; the code that the process ends with."""
        assert self._process is not None
        process, self._process = self._process, None
        process.send_signal(signal.SIGTERM)
        try:
            return process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise

    @property
    def is_running(self) -> bool:
        """Whether the process is there."""
        return self._process is not None and self._process.poll() is None

    def ask(self, path: str) -> int:
        """The status of a page, 0 where nobody answers."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except (OSError, HTTPException):
            return 0
        finally:
            connection.close()

    def wait_ready(self) -> None:
        """Returns when messages can be accepted."""
        end = time.monotonic() + _PATIENCE
        while self.ask("/readyz") != 200:
            if not self.is_running or time.monotonic() > end:
                raise AssertionError(f"the server does not come up: {self.said.read_text(encoding='utf-8')[-2000:]}")
            time.sleep(0.03)
