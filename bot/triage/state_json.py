"""States to JSON and back, `{"name": "collecting", …}`; it reads and writes no files."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter

from bot.triage.states import Collecting, Confirming, Listening, Rating, State, Waiting, WithAgent

_TYPES: tuple[type[Any], ...] = (Listening, Collecting, Confirming, Waiting, WithAgent, Rating)


def state_name(state: State) -> str:
    """The state's name in lower case with underscores: listening, …, with_agent."""
    return _name(type(state))


def to_json(state: State) -> dict[str, Any]:
    """The state as a value that json.dumps takes; what has its usual value is left out."""
    dumped: dict[str, Any] = _adapter(type(state)).dump_python(state, mode="json", exclude_defaults=True)
    return {"name": state_name(state), **dumped}


def from_json(value: dict[str, Any]) -> State:
    """The state that `to_json` wrote.

    Raises:
        ValueError: it is none (pydantic's ValidationError is one).
    """
    rest = dict(value)
    name = rest.pop("name", None)
    for state_type in _TYPES:
        if _name(state_type) == name:
            state: State = _adapter(state_type).validate_python(rest)
            return state
    raise ValueError(f"there is no state {name!r}")


@lru_cache(maxsize=None)
def _name(state_type: type[Any]) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", state_type.__name__).lower()


@lru_cache(maxsize=None)
def _adapter(state_type: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(state_type)
