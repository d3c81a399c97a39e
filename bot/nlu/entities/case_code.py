"""Case codes in a message, right ones and mistyped ones; whether there is such a case it does not know.

A code whose check character is wrong, or that lacks a character, is found with value None and detail {"invalid": True},
provided that it was clearly meant as a code.
"""

from __future__ import annotations

import re

from bot.codes import canonical
from bot.message import Entity
from bot.text.aligned import Text

_CHAR = "[0-9a-tv-z]"
_SEP = r"[ \-_.:]"
_BEFORE = r"(?<![0-9a-z])(?:ma)?"
_BEHIND = r"(?![0-9a-z]|-[0-9a-z])"
_FULL = re.compile(rf"{_BEFORE}(tn{_SEP}{{0,3}}{_CHAR}{{5}}{_SEP}{{0,3}}{_CHAR}{{5}}{_SEP}{{0,3}}{_CHAR}){_BEHIND}")
_HYPHENATED = re.compile(rf"{_BEFORE}(tn[ \-]{{0,3}}[0-9a-z]{{4,6}}-[0-9a-z]{{4,6}}(?:-[0-9a-z]{{1,2}})?){_BEHIND}")
_BARE = re.compile(rf"(?<![0-9a-z\-])({_CHAR}{{5}}-{_CHAR}{{5}}-{_CHAR})(?![0-9a-z\-])")
_CUED = re.compile(
    r"\b(?:ma (?:ho tro|hs|ho so|case|yeu cau|khieu nai)|case)[ :=\-]{1,3}(?:la[ :]{1,2})?"
    + f"({_CHAR}{{11}}){_BEHIND}"
)
_MEANT = re.compile(r"\b(?:ma|code|case|ho so|tra cuu|ho tro|ticket)[^0-9\n]{0,20}$")
_LONGEST_CUE = 40
_DIGITS = re.compile(r"[0-9]+")
_ALLOWED_LENGTHS = range(9, 14)

_Candidate = tuple[int, int, str | None]
"""Where a code stands in the view, and the code as we write it, or None."""


def find(text: Text) -> list[Entity]:
    """The case codes of a message, in order; value is the code as we write it, or None where it cannot be right."""
    plain = text.folded.plain
    candidates: list[_Candidate] = []
    if "tn" in plain:
        candidates += _prefixed(text)
    if "-" in plain or "case" in plain or "ma " in plain:
        candidates += _without_prefix(plain)
    entities: list[Entity] = []
    last = 0
    for start, end, code in sorted(candidates, key=lambda candidate: candidate[:1]):
        if start >= last:
            entities.append(_entity(text, start, end, code))
            last = end
    return entities


def _prefixed(text: Text) -> list[_Candidate]:
    """Codes that begin with TN: whole ones first, then those that lack a character or have one too many."""
    plain = text.folded.plain
    found: list[_Candidate] = []
    for match in _FULL.finditer(plain):
        code = canonical(match[1].replace(":", ""))
        if _is_code(text, match, code):
            found.append((match.start(1), match.end(1), code))
    for match in _HYPHENATED.finditer(plain):
        if _is_mistyped(match[1]):
            found.append((match.start(1), match.end(1), None))
    return found


def _without_prefix(plain: str) -> list[_Candidate]:
    """Right codes whose TN was left out: hyphened, or behind "mã hỗ trợ"."""
    matches = [*_BARE.finditer(plain), *_CUED.finditer(plain)]
    codes = ((match, canonical(match[1])) for match in matches if _DIGITS.search(match[1]))
    return [(match.start(1), match.end(1), code) for match, code in codes if code]


def _entity(text: Text, start: int, end: int, code: str | None) -> Entity:
    raw_start, raw_end = text.folded.raw_span(start, end)
    detail = {} if code else {"invalid": True}
    return Entity("case_code", raw_start, raw_end, code, text.raw[raw_start:raw_end], detail)


def _is_code(text: Text, match: re.Match[str], code: str | None) -> bool:
    """Whether TN and eleven characters are a code, and no words or name that happen to have that shape."""
    typed = match[1]
    digit_runs = len(_DIGITS.findall(typed))
    if " " in typed[3:]:
        accented = text.folded.text[match.start(1) : match.end(1)] != typed
        return digit_runs > 0 if code is None else digit_runs > 0 or not accented
    if code or "-" in typed:
        return True
    # "tnthanhngoc95" is somebody's user name: a run of letters and a number behind it
    return digit_runs > 1 or (digit_runs == 1 and bool(_MEANT.search(match.string, _before(match), match.start(1))))


def _before(match: re.Match[str]) -> int:
    return max(0, match.start(1) - _LONGEST_CUE)


def _is_mistyped(typed: str) -> bool:
    """Whether the hyphened groups are a code with a character too few, too many or none of ours."""
    body = re.sub(r"[ \-]", "", typed)[2:]
    return len(body) in _ALLOWED_LENGTHS and bool(_DIGITS.search(body)) and not body.isdecimal()
