"""What can go wrong with the database, in our own words; foreign errors are translated here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DataError, DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.errors import TiepNhanError


class StoreError(TiepNhanError):
    """The database did not do what was asked; nothing of it was kept."""


class StoreUnavailable(StoreError):
    """The database cannot be reached, or is locked: the same may work a moment later."""


class StoreFull(StoreUnavailable):
    """There is no room left to write."""


class StoreBehind(StoreError):
    """The database has not the shape that this version needs: run `tiepnhan db upgrade`."""


class Conflict(StoreError):
    """Somebody else was first, or the thing is not in a state in which this can be done."""


class Unstorable(StoreError):
    """A value that the database cannot keep, such as text with a NUL character."""


class Unknown(StoreError):
    """There is no such thing."""


_FULL = ("disk is full", "database or disk is full", "no space left", "disk i/o error", "could not extend file")


@contextmanager
def translated() -> Iterator[None]:
    """Turns SQLAlchemy's errors into ours.

    Raises:
        StoreFull: no room.
        StoreUnavailable: not reachable, locked, or the connection was lost.
        Unstorable: a value of a kind that no column takes.
        StoreError: anything else that the database refused.
    """
    try:
        yield
    except (OperationalError, PoolTimeout) as error:
        raise _kind(error)("the database cannot be used for now") from error
    except DataError as error:
        raise Unstorable(f"the database refused a value: {type(error.orig).__name__}") from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise StoreUnavailable("the connection to the database was lost") from error
        raise _kind(error, StoreError)(f"the database refused: {type(error.orig).__name__}") from error
    except SQLAlchemyError as error:
        raise StoreError(f"the database refused: {type(error).__name__}") from error


def _kind(error: SQLAlchemyError, otherwise: type[StoreError] = StoreUnavailable) -> type[StoreError]:
    words = str(getattr(error, "orig", error)).lower()
    return StoreFull if any(word in words for word in _FULL) else otherwise
