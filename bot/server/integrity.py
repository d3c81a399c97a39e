"""The hash by which a browser checks a script that it was given (subresource integrity); it reads one file, no more."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

STATIC = Path(__file__).parent / "static"
WIDGET = STATIC / "widget.js"


def integrity_of(path: Path = WIDGET) -> str:
    """What belongs into the `integrity` attribute of a script tag for this file: "sha384-" and the hash in base64.

    The form is W3C's "Subresource Integrity", section 3. Raises OSError where the file cannot be read.
    """
    return integrity_of_bytes(path.read_bytes())


def integrity_of_bytes(script: bytes) -> str:
    """The same for a script that is already in memory, as it is sent to browsers."""
    return "sha384-" + base64.b64encode(hashlib.sha384(script).digest()).decode("ascii")
