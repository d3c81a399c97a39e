"""Case codes `TN-XXXXX-XXXXX-C`: made from given bits, checked and read back; it draws no randomness, knows no cases.

The ten characters X are 50 bits in Crockford's base32 (https://www.crockford.com/base32.html: no I, L, O, U); C is a
check character of the same 32 by Luhn mod N with N = 32. N being even, every single wrong character is caught, and
every swap of two neighbours except "0Z" with "Z0".
"""

from __future__ import annotations

import re

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""The 32 characters of a code, each standing for its index."""

PREFIX = "TN"
RANDOM_BITS = 50
"""Bits in a code: too many to guess one."""

_BODY = 10
_VALUE = {char: value for value, char in enumerate(ALPHABET)}
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212_.]+")
_LOOK_ALIKES = str.maketrans("OIL", "011")


def make(random_bits: int) -> str:
    """The code of a new case.

    Args:
        random_bits: 50 random bits, 0 <= random_bits < 2**50.

    Raises:
        ValueError: more bits than a code holds, or a negative number.
    """
    if not 0 <= random_bits < 1 << RANDOM_BITS:
        raise ValueError(f"a case code holds {RANDOM_BITS} bits, not {random_bits}")
    body = "".join(ALPHABET[random_bits >> shift & 31] for shift in range(RANDOM_BITS - 5, -1, -5))
    return _written(body + check_character(body))


def check_character(body: str) -> str:
    """The Luhn mod 32 character that belongs behind a body.

    From the right, every second value is doubled, beginning with the last one; a doubled value counts as the sum of its
    two digits in base 32. The check value makes the whole sum a multiple of 32.

    Args:
        body: characters of ALPHABET.
    """
    total = 0
    for place, char in enumerate(reversed(body)):
        value = _VALUE[char] * (2 if place % 2 == 0 else 1)
        total += value // 32 + value % 32
    return ALPHABET[-total % 32]


def canonical(code: str) -> str | None:
    """The code as we write it, or None where it is none or its check character is wrong.

    Case, hyphens, spaces and dots do not matter, nor does a missing TN; O is read as 0, I and L as 1.
    """
    bare = _SEPARATORS.sub("", code).upper()
    if len(bare) == len(PREFIX) + _BODY + 1 and bare.startswith(PREFIX):
        bare = bare[len(PREFIX) :]
    bare = bare.translate(_LOOK_ALIKES)
    if len(bare) != _BODY + 1 or not all(char in _VALUE for char in bare):
        return None
    return _written(bare) if check_character(bare[:_BODY]) == bare[_BODY] else None


def check(code: str) -> bool:
    """Whether a code, in any spelling that `canonical` reads, has the right check character."""
    return canonical(code) is not None


def _written(bare: str) -> str:
    return f"{PREFIX}-{bare[:5]}-{bare[5:_BODY]}-{bare[_BODY]}"
