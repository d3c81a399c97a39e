"""Logs as JSON lines with the id of the request that they belong to; no personal data above debug, no other library's chatter."""

from __future__ import annotations

import logging
import sys
from typing import Any, TextIO

import structlog

_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}
_QUIET = ("httpx", "httpcore", "uvicorn.access", "alembic", "multipart", "python_multipart", "PIL", "dbos", "bot.jobs")


def configure(level: str, out: TextIO | None = None) -> None:
    """Has everything logged as one JSON object a line.

    Args:
        level: debug, info, warning or error.
        out: where to; standard error by default.
    """
    stream = out or sys.stderr
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.ExceptionRenderer(
            structlog.tracebacks.ExceptionDictTransformer(show_locals=False, max_frames=20)
        ),
        without_values,
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer(ensure_ascii=False)],
        wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[level]),
        logger_factory=structlog.WriteLoggerFactory(file=stream),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def without_values(_logger: Any, _name: str, event: dict[str, Any]) -> dict[str, Any]:
    """Takes the texts of exceptions out: a database's or a decoder's message may quote what a customer wrote."""
    for trace in event.get("exception") or ():
        if isinstance(trace, dict):
            trace["exc_value"] = ""
            trace["exc_notes"] = []
    return event
