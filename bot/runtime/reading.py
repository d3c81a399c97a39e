"""Understanding a message once, though it is needed when it is accepted and again in its turn; it keeps a few hundred."""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import datetime

from bot.message import Message, Parse
from bot.runtime.parts import Understands
from bot.text.zone import VIETNAM

_KEPT = 500


def name_of(channel: str, sender: str, id: str) -> str:
    """What a message is called here."""
    return f"{channel}/{sender}/{id}"


class Reader:
    """Parses by the message's own name; another process, or this one after a restart, reads a message anew.

    Args:
        understander: what reads.
    """

    def __init__(self, understander: Understands) -> None:
        self._understander = understander
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Parse] = OrderedDict()

    def read(self, name: str, message: Message, now: datetime) -> Parse:
        """What a message says; "tối qua" is read against the moment at which it came."""
        with self._lock:
            if name in self._kept:
                return self._kept[name]
        parse = self._understander.parse(message.text, now.astimezone(VIETNAM), message.masked)
        with self._lock:
            self._kept[name] = parse
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return parse

    def forget(self, name: str) -> None:
        """The message had its turn."""
        with self._lock:
            self._kept.pop(name, None)
