"""E-mail addresses in a message, also with stray spaces; it does not ask whether they exist.

An address of a well-known provider without its ending ("nam@gmail") has value None and detail {"incomplete": True}.
"""

from __future__ import annotations

import re

from bot.message import Entity
from bot.text.aligned import Text

_LONGEST_LOCAL = 64
_LOCAL = re.compile(r"(?<![\w.%+\-])[a-z0-9][a-z0-9._%+\-]{0,63}$")
_DOMAIN = re.compile(r"[a-z0-9](?:[a-z0-9\-]{0,62})(?:\.[a-z0-9](?:[a-z0-9\-]{0,62})){1,5}(?![\w@])")
_PROVIDER = re.compile(
    r"(g ?mail|yahoo|ymail|hotmail|outlook|icloud|proton|protonmail|zoho|live|msn|aol|mail|email)"
    r"(?: {0,2}[., ] {0,2}(com(?: ?\. ?vn)?|co ?\. ?uk|vn|net|me|fr)\b)?"
)
_INCOMPLETE = frozenset(("gmail", "yahoo", "hotmail", "outlook", "icloud"))
_WORD_BEFORE_SPACE = 6
"""Letters only, a shorter word before " @" is a word of the sentence and no name."""


def find(text: Text) -> list[Entity]:
    """The addresses of a message, in order; value in lower case and without spaces."""
    plain = text.folded.plain
    if "@" not in plain:
        return []
    entities: list[Entity] = []
    at, behind = plain.find("@"), 0
    while at >= 0:
        found = _address_at(plain, at, behind)
        if found:
            start, behind, value = found
            raw_start, raw_end = text.folded.raw_span(start, behind)
            detail = {} if value else {"incomplete": True}
            entities.append(Entity("email", raw_start, raw_end, value, text.raw[raw_start:raw_end], detail))
        at = plain.find("@", at + 1)
    return entities


def _address_at(plain: str, at: int, least: int) -> tuple[int, int, str | None] | None:
    """The address around one @: (start, end, the address or None where it lacks its ending)."""
    local_end = at
    while local_end > least and plain[local_end - 1] == " " and at - local_end < 2:
        local_end -= 1
    local = _LOCAL.search(plain, max(least, local_end - _LONGEST_LOCAL), local_end)
    if local is None or local[0][-1] in ".-":
        return None
    if local_end < at and local[0].isalpha() and len(local[0]) < _WORD_BEFORE_SPACE:
        return None
    start = at + 1
    while plain[start : start + 1] == " " and start - at < 3:
        start += 1
    domain, end = _domain_at(plain, start)
    if end == 0:
        return None
    return local.start(), end, f"{local[0]}@{domain}" if domain else None


def _domain_at(plain: str, start: int) -> tuple[str, int]:
    """The domain that begins somewhere: (its name, its end); ("", end) where its ending is missing, else ("", 0)."""
    known = _PROVIDER.match(plain, start)
    if known and known[2] and not plain[known.end() : known.end() + 1].isalnum():
        return f"{known[1]}.{known[2]}".replace(" ", ""), known.end()
    whole = _DOMAIN.match(plain, start)
    if whole:
        return whole[0], whole.end()
    if known and known[1] in _INCOMPLETE and not re.match(r"[\w.\-]", plain[known.end() : known.end() + 1]):
        return "", known.end()
    return "", 0
