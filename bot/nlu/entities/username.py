"""User names: behind a cue, by their shape alone, or as the bare answer to a question; passwords and banks are none.

Where a message corrects itself ("không phải abc111 mà là abc112") only the right name is an entity; the wrong one
stands in its detail as `instead_of`. The value is the name as it was typed, composed (NFC).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.message import Entity, Json
from bot.nlu.entities import username_words as words
from bot.nlu.entities.username_corrections import CORRECTING, MOST_CORRECTED, Found, corrected
from bot.nlu.entities.username_runs import Run, Sentence, as_typed, cut
from bot.nlu.entities.username_search import Taken, is_other_thing, names_in
from bot.nlu.entities.username_shapes import is_bare_name, is_plain_name, looks_like_name
from bot.text import Text, without_accents

_GATE = re.compile(
    r"[a-z]{3}\d|[a-z]{2}\d+[a-z]|\d[a-z]{4}|_|@|[a-z]{2}\.[a-z]|tai khoan|\bni[ck]k?\b|\bnick|use|usr|\bu?id\b"
    r"|ten(?:tk|acc|tai|nick)|dang ?nhap|in ?game|thanh vien|t?hoi vien|nhan vat|nguoi (?:choi|dung)|khach hang|account"
    r"|ten (?:truy|game|trong|tren|choi|dang)|member|login|tdn|\bac\b|\btk|\bacc|khong phai|moi dung|nham|lon\b"
)
_BARE_LENGTH = 40
_AROUND = ",.!?:;()\"'…*"


def find(text: Text, taken: Sequence[tuple[int, int]] = ()) -> list[Entity]:
    """The user names in a message, in order.

    Args:
        text: the message.
        taken: stretches of the raw message that other entities hold; no name overlaps one.

    Returns:
        Entities of kind "username"; detail may hold "weak" (only a bare word in a message of its own) and "instead_of"
        (the name that this one corrects).
    """
    plain = text.normal.plain
    may_be_bare = _may_be_bare(text.folded.plain)
    if not may_be_bare and not _GATE.search(plain):
        return []
    sentence = cut(text)
    stretches = Taken(taken)
    names = names_in(sentence, stretches)
    if not names and may_be_bare:
        bare = _bare(sentence, stretches)
        names = [bare] if bare else []
    correcting = 0 < len(names) <= MOST_CORRECTED and CORRECTING.search(plain)
    held = corrected(sentence, names) if correcting else [(name, None) for name in names]
    return [_entity(text, name, instead) for name, instead in held]


def _may_be_bare(plain: str) -> bool:
    """Whether a message is one word with at most polite ones around it; a glance that costs next to nothing."""
    if len(plain) > _BARE_LENGTH:
        return False
    said = (word.strip(_AROUND) for word in plain.split())
    return sum(word not in words.PARTICLES for word in said if word[:1].isalnum() or word[:1] == "_") == 1


def _entity(text: Text, name: Found, instead: Run | None) -> Entity:
    raw = text.raw[name.run.start : name.run.end]
    detail: dict[str, Json] = {}
    if name.weak:
        detail["weak"] = True
    if instead is not None:
        detail["instead_of"] = as_typed(text.raw[instead.start : instead.end])
    return Entity("username", name.run.start, name.run.end, as_typed(raw), raw, detail)


def _bare(sentence: Sentence, taken: Taken) -> Found | None:
    """The name in a message that is nothing but it, with at most a "dạ" or "ạ" around."""
    kept: list[int] = []
    at = 0
    while at < len(sentence.forms):
        form = sentence.forms[at]
        if form[0].isalnum() or form == "_":
            run, behind = sentence.run(at)
            if form not in words.PARTICLES or behind > at + 1:
                kept.append(at)
            at = behind
        else:
            if form in "@#•%/":
                return None
            at += 1
    if len(kept) != 1:
        return None
    run, behind = sentence.run(kept[0])
    if not looks_like_name(without_accents(run.value)) or taken.holds(run.start, run.end):
        return None
    if not run.value.isascii() and not any(char.isdecimal() for char in run.value):
        return None
    if is_other_thing(sentence, kept[0]):
        return None
    if not is_bare_name(without_accents(run.value)):
        return None
    return Found(run, kept[0], behind, weak=not is_plain_name(run.value))
