"""Codes of deposits, withdrawals, transfers and bets; user names, phone numbers, amounts and case codes are none.

Behind a word for it ("mã gd") a code is nearly anything with a digit; without one only what is built like a code.
The value is the code as it was typed, composed (NFC).
"""

from __future__ import annotations

import re
import unicodedata

from bot.message import Entity
from bot.nlu.entities import case_code
from bot.nlu.entities.code_cues import CodeCues, cues_of, is_wordlike
from bot.nlu.entities.lookup import without
from bot.text.aligned import Text

_GLUED_CUE = re.compile(r"(?:mgd|magd|madon|malenh)(?=[0-9a-z_\-]*[0-9])")
_SPACED = re.compile(r"(?<![\w.,])[0-9]{2,6}(?: [0-9]{2,6}){1,5}(?![\w.,/:])")
_LEAST_SPACED = 8
_DIGIT = re.compile("[0-9]")
_TOKEN = re.compile(r"[a-z0-9_\-./]{5,96}")
_PART = re.compile(r"[a-z0-9][a-z0-9_\-]{3,94}[a-z0-9]")
_AND = (",", ";", "va", "voi", "vs", "&", "+")
_LONGEST = 80
_SHORTEST = 5
_ENDS = "./-_"
_AMOUNT = re.compile(
    r"[0-9]{1,4}(?:[.,][0-9]{1,9}){0,4}(?:k|ka|tr|ty|cu|m|u|h|p|s|g|gb|mb)[0-9]{0,3}(?:[a-z]{2,8})?(?:[/\-][a-z0-9]{1,8})?"
    r"|[0-9]{1,12}(?:[.,][0-9]{1,9}){0,4}"
    r"(?:trieu|d|dong|vnd|usdt|usd|nghin|ngan|diem|phut|gio|ngay|lan|hom|thang)[0-9]{0,3}(?:[/\-][a-z0-9]{1,8})?"
)
_GROUPED = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{3}){1,4}")
_DATE = re.compile(
    r"[0-9]{1,2}[./\-][0-9]{1,2}(?:[./\-][0-9]{2,4})?|20[0-9]{2}[./\-][0-9]{1,2}[./\-][0-9]{1,2}|[0-9]{1,2}h[0-9]{1,2}"
)
_DAY = re.compile(r"(?:[0-2][0-9]|3[01])(?:0[0-9]|1[0-2])20[0-9]{2}|20[0-9]{2}(?:0[0-9]|1[0-2])(?:[0-2][0-9]|3[01])")
_PHONE = re.compile(r"(?:0|84)[235789][0-9]{8,9}")
_ADDRESS = re.compile(r"(?:https?|www\.)|\.(?:com|net|vn|org|me|vip|club|top|info|app|io|co|cc|xyz|bet)\b")

_KNOWN_PREFIX = re.compile(
    r"(?:rt|nt|ft|dh|gd|txn|trx|tx|wd|wdr|dp|dep|bet|bt|inv|ord|order|ref|vnp|mbvcb|pay|bk|nap|rut|w|d|wt|ck|zp|mm)"
    r"[\-_]?[0-9]{6,24}[a-z]{0,3}"
)
_CONSONANTS = re.compile(r"[bcdfghjklmnpqrstvwxz]{2,5}[\-_]?[0-9]{8,24}")
_ONE_LETTER = re.compile(r"[a-z][0-9]{8,20}")
_DATED = re.compile(r"[a-z]{2,6}[\-_]?20[2-4][0-9](?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])[\-_]?[0-9]{2,12}")
_HYPHENED = re.compile(r"[a-z]{1,6}(?:[\-_][0-9a-z]{2,14}){2,5}")
_HASH = re.compile(r"0x[0-9a-f]{64}|[0-9a-f]{64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_REFERENCE = re.compile(r"mbvcb(?:\.[0-9a-z]{2,16}){1,4}")
_NOT_PREFIX = re.compile(r"(?:tk|mk|sdt|stk|dt|acc|id|vip|so|sodt|cmnd|cccd|otp|pass)[0-9]")
_SECRET = re.compile(
    r"\b(?:seri|serial|the cao|ma the)\b.{0,40}$"
    r"|\b(?:dua|doc|nhap|nhan|nhan duoc|xin|cung cap|lay)(?: [a-z]{1,6}){0,2} (?:ma|code)(?: so)?[ :]{1,3}$"
)
"""Before digits these make them the code of a top-up card, or a one-time password that somebody was asked for."""
_LOOK_BACK = 60
_RUNS = re.compile(r"[a-z]+|[0-9]+")
_VOWEL = re.compile("[aeiouy]")


def find(text: Text) -> list[Entity]:
    """The codes of transactions in a message, in order."""
    view = text.folded
    if not _DIGIT.search(view.plain):
        return []
    spans: list[tuple[int, int]] = []
    cues = cues_of(view)
    for match in _TOKEN.finditer(view.plain):
        if not match[0].isalpha() and _DIGIT.search(match[0]):
            _take(view.plain, match, cues, spans)
    if cues.of_kind("strong"):
        spans = _with_spaced(view.plain, cues, spans)
    if not spans:
        return []
    cases = case_code.find(text)
    found = [_entity(text, *span) for span in spans]
    return without(cases, found) if cases else found


def _entity(text: Text, start: int, end: int) -> Entity:
    raw_start, raw_end = text.folded.raw_span(start, end)
    raw = text.raw[raw_start:raw_end]
    return Entity("transaction_id", raw_start, raw_end, unicodedata.normalize("NFC", raw), raw)


def _take(plain: str, match: re.Match[str], cues: CodeCues, spans: list[tuple[int, int]]) -> None:
    """Adds the code that a token holds, if it holds one."""
    start, end = match.span()
    if plain[end : end + 1] == "@" or (start and (plain[start - 1] in "@_" or plain[start - 1].isalnum())):
        return
    if plain[end : end + 1].isalnum() or _ADDRESS.search(match[0]):
        return
    cued = _strength(plain, match, cues, spans)
    for part_start, part_end in _parts(plain, start, end, whole=cued > 0):
        numbered = plain[max(0, part_start - 1) : part_start] == "#"
        is_code = _is_code(plain[part_start:part_end], cued, numbered)
        if is_code and (cued or cues.before("username", part_start) is None):
            spans.append((part_start, part_end))


def _with_spaced(plain: str, cues: CodeCues, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans and those codes typed in groups of digits ("mã gd 8812 3456 78"), which only a sure cue makes one."""
    codes = [match for match in _SPACED.finditer(plain) if len(match[0].replace(" ", "")) >= _LEAST_SPACED]
    grouped = [match.span() for match in codes if cues.before("strong", match.start()) is not None]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(grouped + spans, key=lambda span: (span[0], -span[1])):
        if not merged or start >= merged[-1][1]:
            merged.append((start, end))
    return merged


def _strength(plain: str, match: re.Match[str], cues: CodeCues, spans: list[tuple[int, int]]) -> int:
    """How surely the words before a token call it a code: 2 they do, 1 they may, 0 not; a list of codes goes on."""
    start, token = match.start(), match[0]
    if spans and start - spans[-1][1] < 6 and plain[spans[-1][1] : start].strip() in _AND:
        return 1
    if not _GLUED_CUE.match(token) and not cues.may_stand_before(start):
        return 0
    if cues.before("promotion", start) is not None:
        return -1
    if _GLUED_CUE.match(token) or cues.before("strong", start) is not None:
        return 2
    if token.isdecimal() and _SECRET.search(plain, max(0, start - _LOOK_BACK), start):
        return 0
    if cues.before("weak", start) is None:
        unsure = cues.before("bare_ma", start)
        serial = token.isdecimal() and len(token) > _SHORTEST
        return int(unsure is not None and " la " not in plain[unsure:start] and (serial or _is_built_like_code(token)))
    bare = cues.before("bare_code", start)
    if bare is None or (token.isdecimal() and (len(token) > _SHORTEST or " so " in plain[bare:start])):
        return 1
    return -1 if is_wordlike(token) else int(not token.isdecimal())


def _parts(plain: str, start: int, end: int, *, whole: bool) -> list[tuple[int, int]]:
    """The stretches of a token that may be a code: all of it behind a cue, else those between dots and slashes."""
    token = plain[start:end]
    glued = _GLUED_CUE.match(token)
    if glued:
        return [(start + glued.end(), end - (len(token) - len(token.rstrip(_ENDS))))]
    if whole or _REFERENCE.fullmatch(token):
        kept = _until_words(token)
        first = len(kept) - len(kept.lstrip(_ENDS))
        return [(start + first, start + len(kept.rstrip(_ENDS)))]
    return [(start + part.start(), start + part.end()) for part in _PART.finditer(token)]


def _until_words(token: str) -> str:
    """A token up to the first dot or slash with mere words behind it: "ft26318123.em" is a code and a full stop."""
    for mark in re.finditer(r"[./]", token):
        rest = re.split(r"[./]", token[mark.end() :], maxsplit=1)[0]
        if not _DIGIT.search(rest):
            return token[: mark.start()]
    return token


def _is_code(token: str, cued: int, numbered: bool) -> bool:
    """Whether a token is a code, given how surely it is called one (2, 1, 0; -1 it is called something else)."""
    if cued < 0 or not _SHORTEST <= len(token) <= _LONGEST or not _DIGIT.search(token):
        return False
    if _AMOUNT.fullmatch(token) or _GROUPED.fullmatch(token) or _DATE.fullmatch(token):
        return False
    if cued == 2:
        return True
    if token.isdecimal():
        if not (cued or numbered) or _DAY.fullmatch(token) or _PHONE.fullmatch(token):
            return False
        return numbered or not token.endswith("000")
    return cued == 1 or _is_built_like_code(token)


def _is_built_like_code(token: str) -> bool:
    """Whether a token looks like a code by itself, and neither like a user name ("hoangnam1992") nor a word."""
    if _NOT_PREFIX.match(token):
        return False
    if _KNOWN_PREFIX.fullmatch(token) or _CONSONANTS.fullmatch(token) or _ONE_LETTER.fullmatch(token):
        return True
    if _DATED.fullmatch(token) or _HASH.fullmatch(token) or _REFERENCE.fullmatch(token):
        return True
    runs = _RUNS.findall(token)
    digits = sum(len(run) for run in runs if run.isdecimal())
    letters = len("".join(runs)) - digits
    if any(len(run) > 2 and run.isalpha() and _VOWEL.search(run) for run in runs[1:]):
        return False
    if _HYPHENED.fullmatch(token):
        return digits >= 6
    return "_" not in token and digits >= 4 and letters >= 2 and digits + letters >= 10 and _is_mixed(runs)


def _is_mixed(runs: list[str]) -> bool:
    """Whether letters and digits alternate as in no name: at least three runs, none of the letters a syllable."""
    return len(runs) >= 3 and not any(run.isalpha() and len(run) > 2 and _VOWEL.search(run) for run in runs)
