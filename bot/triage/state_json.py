"""States to JSON and back, `{"name": "collecting", …}`; it reads and writes no files."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, get_args

from pydantic import TypeAdapter

from bot.triage.states import State

_NAMES: dict[type[Any], str] = {
    state_type: re.sub(r"(?<=[a-z])(?=[A-Z])", "_", state_type.__name__).lower() for state_type in get_args(State)
}


def state_name(state: State) -> str:
    """The state's name in lower case with underscores: listening, …, with_agent."""
    return _NAMES[type(state)]


def to_json(state: State) -> dict[str, Any]:
    """The state as a value that json.dumps takes; what has its usual value is left out."""
    dumped: dict[str, Any] = _adapter(state_name(state)).dump_python(state, mode="json", exclude_defaults=True)
    return {"name": state_name(state), **dumped}


def from_json(value: dict[str, Any]) -> State:
    """The state that `to_json` wrote.

    Raises:
        ValueError: it is none (pydantic's ValidationError is one).
    """
    rest = dict(value)
    name = rest.pop("name", None)
    if name not in _NAMES.values():
        raise ValueError(f"there is no state {name!r}")
    state: State = _adapter(name).validate_python(rest)
    return state


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    """Built when it is first needed: importing the package builds no validators."""
    return TypeAdapter(next(state_type for state_type, known in _NAMES.items() if known == name))
