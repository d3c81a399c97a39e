"""Promotions of the operator's table that a message names, and codes for promotions; no terms are known here."""

from __future__ import annotations

import re
import unicodedata

from bot.message import Entity
from bot.nlu.entities.code_cues import cues_of, is_wordlike
from bot.nlu.entities.lookup import Lookup, find_entities, without, word_set
from bot.text.aligned import Text
from bot.text.syllables import is_syllable

_GATE = re.compile(r"\b(?:code|gift|voucher|coupon|promo|bonus|ma\b)")
_TOKEN = re.compile(r"(?<![\w@])[a-z0-9][a-z0-9_\-]{2,22}[a-z0-9](?![\w@])")
_AMOUNT = re.compile(r"[0-9]{1,9}(?:k|tr|trieu|ty|cu|d|vnd|h|p|m|usdt|u|diem|lan|ngay)[0-9]{0,3}")
_DIGIT = re.compile("[0-9]")
_LEAST_WITHOUT_DIGIT, _PLAINLY = 6, 7
"""Letters only, a code has so many; so many even without ":" or "là" before it."""
_STOP = word_set("khongduoc giftcode voucher expired invalid website telegram facebook android iphone")


def find(text: Text, table: Lookup) -> list[Entity]:
    """The promotions of a message, in order.

    Args:
        text: the message.
        table: the operator's promotions.

    Returns:
        Entities whose value is the table's name; for a code the code as it was typed, with detail {"code": True}.
    """
    named = find_entities("promotion", text.normal, text, table)
    codes = find_codes(text)
    return sorted(codes + without(codes, named), key=lambda entity: entity.start) if codes else named


def find_codes(text: Text) -> list[Entity]:
    """The codes for promotions in a message, in order: "giftcode TET2026"."""
    view = text.folded
    if not _GATE.search(view.plain):
        return []
    cues = cues_of(view)
    announced = cues.of_kind("promotion") + cues.of_kind("bare_code")
    if not announced:
        return []
    entities: list[Entity] = []
    for match in _TOKEN.finditer(view.plain, min(announced)):
        token = match[0]
        if not _may_be_code(token) or view.text[match.start() : match.end()] != token:
            continue
        cue = cues.before("promotion", match.start())
        if cue is None and is_wordlike(token):
            cue = cues.before("bare_code", match.start())
        if cue is None or (token.isalpha() and not _is_said(token, view.plain[cue : match.start()])):
            continue
        start, end = view.raw_span(*match.span())
        raw = text.raw[start:end]
        entities.append(Entity("promotion", start, end, unicodedata.normalize("NFC", raw), raw, {"code": True}))
    return entities


def _is_said(word: str, gap: str) -> bool:
    """Whether a word without a digit is the code: it is long, or announced by what joins it to its cue ("mã: ...")."""
    return len(word) >= _PLAINLY or ":" in gap or " la " in gap


def _may_be_code(token: str) -> bool:
    """Whether a token can be a code: it has a digit, or is a longer word that is no Vietnamese one."""
    if token.isalpha():
        return len(token) >= _LEAST_WITHOUT_DIGIT and token not in _STOP and not is_syllable(token)
    return _DIGIT.search(token) is not None and not _AMOUNT.fullmatch(token)
