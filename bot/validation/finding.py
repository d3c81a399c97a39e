"""One thing that somebody should look at, with its place and mend."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that somebody should look at.

    Attributes:
        file: where it stands.
        line: on which line, counted from 1; 0 where it is the whole file.
        message: what is wrong.
        mend: what would put it right.
        serious: whether the product cannot go out like this.
    """

    file: str
    line: int
    message: str
    mend: str
    serious: bool = True
