"""Opaque button ids, each bound to its conversation; what a button does and whether it was used is the store's.

An id is 12 random bytes and 16 bytes of HMAC-SHA256 over them and the conversation, as 38 characters of base64url.
The limit of 64 bytes is Telegram's (`callback_data`, https://core.telegram.org/bots/api#inlinekeyboardbutton).
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.gate.errors import ButtonInvalid
from bot.gate.keys import Keys, from_base64url, same, sign, to_base64url

RANDOM_BYTES = 12
LONGEST = 64
"""Bytes of the longest id that every channel takes."""

_MAC = 16
_KEY_LENGTH = 16
_LENGTH = 38
_PURPOSE = "tiepnhan.button.v1"


@dataclass(frozen=True, slots=True)
class Buttons:
    """Makes and reads button ids under given keys."""

    keys: Keys

    def make(self, random_bytes: bytes, conversation: str) -> str:
        """The id of a new button.

        Args:
            random_bytes: 12 bytes from `secrets.token_bytes` (fixed ones in tests).
            conversation: the id of the conversation in which it may be pressed.

        Raises:
            ValueError: not 12 bytes.
        """
        key = button_key(random_bytes)
        return key + to_base64url(self._macs(random_bytes, conversation)[0])

    def read(self, button: str, conversation: str) -> str:
        """The key (16 characters, as `button_key` gives it) under which the store holds what the button does.

        Raises:
            ButtonInvalid: not made by us, altered, or made for another conversation.
        """
        drawn, mac = _parts(button)
        if not any(same(mac, ours) for ours in self._macs(drawn, conversation)):
            raise ButtonInvalid("this button does not belong to this conversation")
        return button_key(drawn)

    def _macs(self, drawn: bytes, conversation: str) -> list[bytes]:
        bound = conversation.encode("utf-8", "surrogatepass")
        return [sign(key, drawn, bound)[:_MAC] for key in self.keys.derive(_PURPOSE)]


def button_key(random_bytes: bytes) -> str:
    """The key of a button in the store: its random bytes as 16 characters of base64url.

    Raises:
        ValueError: not 12 bytes.
    """
    if len(random_bytes) != RANDOM_BYTES:
        raise ValueError(f"a button is made from {RANDOM_BYTES} random bytes, not {len(random_bytes)}")
    return to_base64url(random_bytes)


def _parts(button: str) -> tuple[bytes, bytes]:
    if len(button) == _LENGTH:
        drawn, mac = from_base64url(button[:_KEY_LENGTH]), from_base64url(button[_KEY_LENGTH:])
        if drawn is not None and mac is not None:
            return drawn, mac
    raise ButtonInvalid("that is no button of ours")
