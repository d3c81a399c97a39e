"""Servers that do HTTP badly, on real sockets: each runs one script per connection."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

CERTIFICATE = Path(__file__).with_name("localhost.pem")

Script = Callable[["Talk"], None]


class Talk:
    """One connection, and a flag that ends whoever waits on it."""

    def __init__(self, connection: socket.socket, over: threading.Event) -> None:
        self.connection = connection
        self.over = over

    def read_request(self) -> bytes:
        """Head and body of a request whose content-length is right."""
        raw = b""
        while b"\r\n\r\n" not in raw:
            raw += self._more()
        head, _, body = raw.partition(b"\r\n\r\n")
        length = next(int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-l"))
        while len(body) < length:
            body += self._more()
        return head + b"\r\n\r\n" + body

    def _more(self) -> bytes:
        raw = self.connection.recv(65_536)
        if not raw:
            raise ConnectionError("the other side hung up")
        return raw

    def say(self, raw: bytes) -> None:
        """Bytes, as they are."""
        self.connection.sendall(raw)

    def drip(self, raw: bytes, pause: float) -> None:
        """A byte at a time, until the other side is tired of it."""
        for each in raw:
            if self.over.wait(pause):
                return
            self.connection.sendall(bytes([each]))


class Server:
    """A server on a loopback port.

    Args:
        script: what it does with each connection.
        tls: speak TLS with the certificate of the tests.
        host: the loopback address to listen on.
    """

    def __init__(self, script: Script, *, tls: bool = False, host: str = "127.0.0.1") -> None:
        self._script = script
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if tls else None
        if self._context:
            self._context.load_cert_chain(CERTIFICATE)
        self._over = threading.Event()
        self._socket = socket.create_server((host, 0))
        self.port: int = self._socket.getsockname()[1]
        self.connections = 0
        self._talks: list[threading.Thread] = []
        self._open: list[socket.socket] = []
        self._thread = threading.Thread(target=self._accept, daemon=True)

    def __enter__(self) -> Server:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        # shutdown wakes the thread that waits in accept; close alone does not.
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()
        # A script may still wait for a request on a connection that its client keeps.
        for connection in self._open:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for talk in self._talks:
            talk.join()

    def _accept(self) -> None:
        while not self._over.is_set():
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            talk = threading.Thread(target=self._talk, args=(connection,), daemon=True)
            self._talks.append(talk)
            talk.start()

    def _talk(self, connection: socket.socket) -> None:
        # Whatever the other side does to the connection is its right here.
        with contextlib.suppress(OSError), connection:
            if self._context:
                with self._context.wrap_socket(connection, server_side=True) as secure:
                    self._play(secure)
            else:
                self._play(connection)

    def _play(self, connection: socket.socket) -> None:
        self._open.append(connection)
        self._script(Talk(connection, self._over))
