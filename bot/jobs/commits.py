"""Does things once a SQLAlchemy transaction has committed and drops them when it is rolled back; for the memory version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, event

_KEY = "tiepnhan.when_committed"


@dataclass
class _Pending:
    """What waits for one connection's transaction, and how much did when each open savepoint was set, inner ones last."""

    actions: list[Callable[[], None]] = field(default_factory=list)
    savepoints: list[int] = field(default_factory=list)

    def commit(self, connection: Connection) -> None:
        actions, self.actions, self.savepoints = self.actions, [], []
        for action in actions:
            action()

    def rollback(self, connection: Connection) -> None:
        self.actions, self.savepoints = [], []

    def savepoint(self, connection: Connection, name: str | None) -> None:
        # SQLAlchemy names a savepoint only after this event, so they are told apart by their nesting.
        self.savepoints.append(len(self.actions))

    def release_savepoint(self, connection: Connection, name: str, context: Any) -> None:
        if self.savepoints:
            self.savepoints.pop()

    def rollback_savepoint(self, connection: Connection, name: str, context: Any) -> None:
        # One that is not known was set before the first action: all of them came after it.
        del self.actions[self.savepoints.pop() if self.savepoints else 0 :]


def when_committed(connection: Connection, action: Callable[[], None]) -> None:
    """Calls action when the connection's transaction commits; never, if it or its savepoint is rolled back.

    Args:
        connection: in a transaction; one is begun where there is none, as by any statement.
    """
    if not connection.in_transaction():
        connection.begin()
    pending = connection.info.get(_KEY)
    if not isinstance(pending, _Pending) or not event.contains(connection, "commit", pending.commit):
        # `info` lives with the pooled connection, listeners with this one checkout of it.
        pending = connection.info[_KEY] = _Pending()
        for name in ("commit", "rollback", "savepoint", "release_savepoint", "rollback_savepoint"):
            event.listen(connection, name, getattr(pending, name))
    pending.actions.append(action)
