"""What is taken out of a stored case or state when its time is over: JSON in, JSON out; it touches no database."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

FORGOTTEN = "đã xóa"
"""Stands where a customer's words were."""

TELLS_NOBODY = frozenset({"incident_time", "amount", "bank", "promotion", "game"})
"""Slots that name no person and no account; every other one, also those that an operator adds, counts as a name."""

PLAIN_CHANGES = frozenset({"kind", "status", "priority", "department", "rating", *TELLS_NOBODY})
"""Changes in a case's history whose before and after name nobody."""

_BARE = (
    "code", "kind", "title", "status", "priority", "department", "channel", "language", "opened", "updated",
    "handed_over", "due", "ended", "reason", "unconfirmed", "incomplete", "agent", "reviews", "rating",
)  # fmt: skip

_PASSING = ("heard", "kept", "last_text", "repeats", "said", "buttons", "unclear", "told")


def without_names(data: str) -> str:
    """A case without what tells who the customer is: the kind of problem, amounts and times stay.

    Args:
        data: JSON of bot.case.Case.
    """
    case = json.loads(data)
    for field in case.get("fields", ()):
        if field["name"] not in TELLS_NOBODY:
            field["value"] = ""
            field["display"] = FORGOTTEN
        field["words"] = ""
    for missing in case.get("missing", ()):
        missing["words"] = ""
    for said in case.get("said", ()):
        said["text"] = FORGOTTEN
    for file in case.get("evidence", ()):
        file["name"] = ""
    for change in case.get("history", ()):
        if change["what"] not in PLAIN_CHANGES:
            change.update(before="", after="")
    return _dumped(case)


def bare(data: str, *, ended: datetime) -> str:
    """The shell of a case, for statistics: code, kind, status and times.

    Args:
        data: JSON of bot.case.Case.
        ended: when it counts as ended, where it was still open.
    """
    case = json.loads(data)
    shell = {name: case[name] for name in _BARE if name in case}
    if "ended" not in shell:
        shell.update(status="closed", ended=ended.isoformat(), updated=ended.isoformat())
    return _dumped(shell)


def without_rating(data: str) -> str:
    """A case without its rating."""
    case = json.loads(data)
    case.pop("rating", None)
    return _dumped(case)


def without_messages(data: str, ids: Collection[str]) -> str:
    """A case without what came from some messages: a second sender's, who had his data erased."""
    case = json.loads(data)
    for name in ("fields", "said", "evidence", "history"):
        if name in case:
            case[name] = [each for each in case[name] if each.get("message_id", "") not in ids]
    return _dumped(case)


@dataclass(frozen=True)
class Limits:
    """What of a state is over.

    Attributes:
        identifiers: cases that ended before are taken out.
        known_account: an account named before is forgotten.
        stale: nothing was said for so long that the messages are gone: what was heard in passing goes too.
    """

    identifiers: datetime
    known_account: datetime
    stale: bool = False


def cleaned(state: str, limits: Limits) -> str | None:
    """A state without what is over, or None where nothing is.

    A name that is left out has its usual value (bot.triage.state_json), so leaving out is forgetting. Open cases stay as
    they are, and with them what the state says of them.

    Args:
        state: JSON of a triage state.
    """
    value = json.loads(state)
    talk: dict[str, Any] = value.get("talk", {})
    before = json.dumps(value)
    known = talk.get("known_account")
    if known and datetime.fromisoformat(known["at"]) < limits.known_account:
        del talk["known_account"]
    if "cases" in talk:
        talk["cases"] = [case for case in talk["cases"] if not _is_over(case, value, limits)]
    if limits.stale and all("ended" in case for case in talk.get("cases", ())):
        for name in (*_PASSING, "cases"):
            talk.pop(name, None)
        value = {"name": "listening", "talk": talk}
    return None if json.dumps(value) == before else _dumped(value)


def _is_over(case: dict[str, Any], value: dict[str, Any], limits: Limits) -> bool:
    if not case.get("ended") or case["code"] in (value.get("about"), value.get("code")):
        return False
    return datetime.fromisoformat(case["ended"]) < limits.identifiers


def _dumped(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
