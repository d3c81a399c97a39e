"""Passwords of people at the desk: rules, and hashing with Argon2id; it keeps none and knows no account."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, unique

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
"""Characters of the shortest password; a passphrase of several words reaches that by itself."""

LONGEST = 256
"""Characters of the longest password: beyond, nothing is computed."""


@unique
class Fault(StrEnum):
    """Why a new password is refused."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    COMMON = "common"
    LIKE_USERNAME = "like_username"


FAULTS: Mapping[Fault, tuple[str, str]] = {
    Fault.TOO_SHORT: (
        "Mật khẩu cần ít nhất 12 ký tự. Một câu gồm vài từ (có dấu cách) là dễ nhớ nhất.",
        "The password needs at least 12 characters. A few words with spaces are easiest to remember.",
    ),
    Fault.TOO_LONG: ("Mật khẩu dài quá 256 ký tự.", "The password is longer than 256 characters."),
    Fault.COMMON: (
        "Mật khẩu này quá phổ biến hoặc dễ đoán. Vui lòng chọn mật khẩu khác.",
        "This password is too common or easy to guess. Please choose another.",
    ),
    Fault.LIKE_USERNAME: (
        "Mật khẩu không được dựa vào tên đăng nhập.",
        "The password must not be built from the user name.",
    ),
}
"""What the person reads, in Vietnamese and English."""

_COMMON = re.compile(
    "|".join(
        sorted(
            """password passwort passw matkhau matma admin administrator root login welcome letmein iloveyou loveyou
            anhyeuem emyeuanh yeuem yeuanh anhnhoem emnhoanh conyeu meyeucon bome giadinh hanhphuc maimai forever
            qwertyuiop qwerty asdfghjkl asdfgh asdf zxcvbnm zxcvbn qazwsx abcdefgh abcdef abcd abc xyz
            vietnam hanoi saigon danang hochiminh tphcm khongbiet khongcho khongco chaoban xinchao hello
            taikhoan nhanvien hotro tiepnhan support casino taixiu xoso bongda football manutd ronaldo messi
            monkey dragon sunshine princess master superman batman pokemon samsung iphone facebook zalo google
            doimatkhau macdinh default changeme test demo guest user secret private nguyen tran
            """.split(),
            key=len,
            reverse=True,
        )
    )
)
"""Pieces of which the commonest passwords are put together, without accents; tried longest first."""

_LEET = str.maketrans("@4031!$5", "aaoeiiss")
_DIGIT_ROW = str.maketrans("!@#$%^&*()", "1234567890")
_YEAR = re.compile(r"(?:19|20)\d\d")
_GUESSED = 5
"""Different characters that must be left beside the common pieces."""


def faults(password: str, username: str) -> tuple[Fault, ...]:
    """Why a new password is refused; empty where it may be used.

    Length and commonness are what counts (NIST SP 800-63B, 3.1.1.2); no kinds of characters are demanded.

    Args:
        password: as typed.
        username: the user name of its owner, "" where there is none yet.
    """
    if len(password) > LONGEST:
        return (Fault.TOO_LONG,)
    found = []
    if len(_normal(password).strip()) < SHORTEST:
        found.append(Fault.TOO_SHORT)
    if _is_common(password) or not _encodable(password):
        found.append(Fault.COMMON)
    if _is_like(password, username):
        found.append(Fault.LIKE_USERNAME)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Checked:
    """What `Passwords.verify` found.

    Attributes:
        ok: the password is the account's.
        rehash: a new hash to store, where the old one was made with other parameters; else None.
    """

    ok: bool
    rehash: str | None = field(default=None, repr=False)


class Passwords:
    """Hashes and verifies passwords with one set of parameters.

    A call takes 19 MiB and some 20-50 ms of one core, so call it in a thread, a few at a time.
    """

    def __init__(self, *, time_cost: int = 2, memory_kib: int = 19_456, parallelism: int = 1) -> None:
        """Take the parameters; the defaults are those of OWASP's Password Storage Cheat Sheet for Argon2id."""
        self._hasher = PasswordHasher(time_cost=time_cost, memory_cost=memory_kib, parallelism=parallelism)
        self._nobody = self._hasher.hash("nobody has this password")

    def hash(self, password: str) -> str:
        """The hash to store, in PHC form with its parameters and salt.

        Raises:
            ValueError: the password is too long; ask `faults` first.
        """
        if len(password) > LONGEST or not _encodable(password):
            raise ValueError("a password that `faults` refuses")
        return self._hasher.hash(_normal(password))

    def verify(self, stored: str | None, password: str) -> Checked:
        """Whether a password is the account's; as much work for an account that does not exist.

        Args:
            stored: the account's hash; None where there is no such account, or it may not come in.
            password: as typed.
        """
        usable = len(password) <= LONGEST and _encodable(password)
        known = stored is not None and usable
        matched = self._matches(stored if stored is not None else self._nobody, _normal(password) if usable else "")
        if not (known and matched and stored is not None):
            return Checked(False)
        return Checked(True, self.hash(password) if self._hasher.check_needs_rehash(stored) else None)

    def _matches(self, stored: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored, password)
        except (VerificationError, InvalidHashError, UnicodeEncodeError):
            return False


def _normal(password: str) -> str:
    """One spelling for what different keyboards make of the same letters: NFKC, as NIST SP 800-63B asks."""
    return unicodedata.normalize("NFKC", password)


def _encodable(password: str) -> bool:
    """Whether a password holds no lone surrogates, which only a forged request can bring."""
    return not any("\ud800" <= char <= "\udfff" for char in password)


def _plain(text: str) -> str:
    """Lower case without accents, "đ" as "d"."""
    spread = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    return "".join(char for char in spread if not unicodedata.combining(char))


def _is_common(password: str) -> bool:
    """Whether too little is left once common pieces, years and runs ("1234", "aaa", "dcba") are taken away."""
    plain = _plain(password).replace(" ", "")
    bare = _YEAR.sub("", _without_runs(plain))
    left = min(len(set(_COMMON.sub("", text))) for text in (bare, bare.translate(_LEET)))
    return left < _GUESSED or plain.isdecimal()


def _without_runs(text: str) -> str:
    """A text without its runs of three or more characters that stay, rise or fall by one; "!@#" is "123" with shift."""
    kept: list[str] = []
    start, row = 0, text.translate(_DIGIT_ROW)
    while start < len(text):
        longest = max(_run(row, start, step) for step in (-1, 0, 1))
        if longest < 3:
            kept.append(text[start])
        start += longest if longest >= 3 else 1
    return "".join(kept)


def _run(text: str, start: int, step: int) -> int:
    end = start + 1
    while end < len(text) and ord(text[end]) - ord(text[end - 1]) == step:
        end += 1
    return end - start


def _is_like(password: str, username: str) -> bool:
    """Whether a password is little more than the user name."""
    name = "".join(char for char in _plain(username) if char.isalnum())
    letters = "".join(char for char in _plain(password) if char.isalnum())
    if len(name) < 4 or name not in letters:
        return False
    return len(set(letters.replace(name, "")) - set("0123456789")) < _GUESSED
