"""One-time codes of a person as the store keeps them; how they are computed is bot.gate.totp's."""

from __future__ import annotations

import base64


def totp_bytes(written: str) -> bytes:
    """The secret of a stored base32 text without padding.

    Raises:
        ValueError: it is none.
    """
    return base64.b32decode(written + "=" * (-len(written) % 8))
