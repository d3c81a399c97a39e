"""Writes what DBOS keeps as JSON, exceptions too; nothing is ever pickled or turned back into code."""

from __future__ import annotations

import json
from typing import Any

from dbos import Serializer

from bot.jobs.protocol import JobsError

_ERROR = "__error__"


class JobFailed(JobsError):
    """A job was given up; the text says where and after how many runs, and nothing of what it was about."""


class JsonSerializer(Serializer):
    """JSON, with an exception as its type's name and, if it is one of ours, its text."""

    def serialize(self, data: Any) -> str:
        """JSON text, ASCII only, so that no database stumbles over a character.

        Raises:
            TypeError: not JSON.
            ValueError: NaN or infinity.
        """
        if isinstance(data, BaseException):
            # Another's message may quote a customer, an address or a token.
            text = str(data) if isinstance(data, JobsError) else ""
            data = {_ERROR: {"type": type(data).__name__, "text": text}}
        return json.dumps(data, allow_nan=False, separators=(",", ":"))

    def deserialize(self, serialized_data: str) -> Any:
        """What was written; an exception comes back as `JobFailed` whatever it was."""
        data = json.loads(serialized_data)
        if isinstance(data, dict) and set(data) == {_ERROR}:
            return JobFailed(": ".join(filter(None, (data[_ERROR]["type"], data[_ERROR]["text"]))))
        return data

    def name(self) -> str:
        """What stands in the column `serialization`."""
        return "tiepnhan_json"
