"""Tiếp Nhận: support triage for Vietnamese as people really type it.

    from bot import Assistant

    assistant = Assistant.load()
    turn = assistant.handle("rút 5tr từ 8h tối qua chưa về, tk hoangnam88")
    turn.replies, turn.state, turn.case
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.assistant import Assistant, Turn
    from bot.case import Case, CaseSummary
    from bot.domain import Domain
    from bot.errors import TiepNhanError
    from bot.message import Attachment, Entity, Intent, Message, Parse
    from bot.nlu.understand import Understander

_HOMES = {
    "Assistant": "bot.assistant",
    "Attachment": "bot.message",
    "Case": "bot.case",
    "CaseSummary": "bot.case",
    "Domain": "bot.domain",
    "Entity": "bot.message",
    "Intent": "bot.message",
    "Message": "bot.message",
    "Parse": "bot.message",
    "TiepNhanError": "bot.errors",
    "Turn": "bot.assistant",
    "Understander": "bot.nlu.understand",
}

__all__ = [
    "Assistant", "Attachment", "Case", "CaseSummary", "Domain", "Entity", "Intent", "Message", "Parse", "TiepNhanError",
    "Turn", "Understander",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Imports a public name when it is first asked for, so that `import bot` is quick."""
    if name not in _HOMES:
        raise AttributeError(f"module 'bot' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
