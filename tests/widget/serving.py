"""The real server as a process of its own, on one port across restarts; and an agent who works at its desk by browser."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

COMMAND = str(Path(sys.executable).with_name("tiepnhan"))
PATIENCE = 60.0


class Serving:
    """`tiepnhan serve` on a folder of its own; `more` are further settings, without TIEPNHAN_."""

    def __init__(self, folder: Path, **more: str) -> None:
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            self.port = int(one.getsockname()[1])
        self._said = folder / "said.txt"
        own = {name: value for name, value in os.environ.items() if not name.startswith("TIEPNHAN_")}
        settings = {"DATA_FOLDER": str(folder / "store"), "PORT": str(self.port), "SETTLE": "0.2", **more}
        self._environment = own | {f"TIEPNHAN_{name}": value for name, value in settings.items()}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Starts it and waits until it answers."""
        with self._said.open("ab") as said:
            self._process = subprocess.Popen([COMMAND, "serve"], env=self._environment, stdout=said, stderr=said)
        until = time.monotonic() + PATIENCE
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"the server did not start:\n{self.said}")
            time.sleep(0.1)

    def _answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/widget.js")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    @property
    def said(self) -> str:
        """All that it has written."""
        return self._said.read_text("utf-8")

    def stop(self, *, kill: bool = False) -> None:
        """Tells it to stop, or kills it, and waits until it is gone."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGKILL if kill else signal.SIGTERM)
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def restart(self, *, kill: bool = False) -> None:
        """Stops and starts it again."""
        self.stop(kill=kill)
        self.start()

    @property
    def setup_link(self) -> str:
        """The one-time link for the first person at the desk."""
        found = re.findall(r"http\S+/setup/[\w-]+", self.said)
        assert found, self.said
        return found[-1]


class Agent:
    """A person at the desk, in a browser of her own."""

    def __init__(self, browser: Browser, server: Serving) -> None:
        self.server = server
        self.page: Page = browser.new_context(locale="vi-VN").new_page()
        self.page.set_default_timeout(15_000)
        self.page.goto(server.setup_link)
        for name, value in (("login", "lan.huong"), ("name", "Lan"), ("password", "mot cau that dai 42"), ("again", "mot cau that dai 42")):
            self.page.locator(f"input[name={name}]").fill(value)
        self.page.locator("form button.first").click()
        expect(self.page).to_have_url(re.compile(r"/desk"))

    def goes_to(self, code: str) -> None:
        """Opens a case."""
        self.page.goto(f"{self.server.url}/desk/cases/{code}")

    def takes(self) -> None:
        """Takes the case."""
        self.page.locator("form[action$='/take'] button").click()

    def replies(self, text: str) -> None:
        """Writes to the customer."""
        self.page.locator("form[action$='/reply'] textarea").fill(text)
        self.page.locator("form[action$='/reply'] button").first.click()

    def resolves(self) -> None:
        """Reports the case as resolved."""
        self.page.locator("form[action$='/resolve'] button").click()
