"""Banks and e-wallets that a message names; a short form that is also an everyday word counts only beside a cue."""

from __future__ import annotations

from functools import lru_cache

from bot.message import Entity
from bot.nlu.entities.bank_names import ACCENTS_NEEDED, BANKS, NEED_A_CUE, ONLY_BEHIND_BANK, WALLETS
from bot.nlu.entities.lookup import WORD, Found, Lookup, word_set
from bot.text.aligned import Aligned, Text

_CUES_BEFORE = word_set("khoan qua bang sang vao ve tu den dung the vi nap rut chuyen gui nhan atm card chon ben nham")
"""Words one or two places before a short form that make it a bank: tài khoản, qua, bằng, rút, …"""

_CITY_BEHIND = word_set("hcm ho ha hn da can vinh hai hue nha bien quy thanh thu bac buon")
_SHORT = frozenset(
    spelling.replace(" ", "")
    for spellings in NEED_A_CUE.values()
    for spelling in spellings
    if spelling.replace(" ", "").isascii()
)
_LOOK_BACK, _LOOK_AHEAD = 40, 16
_PARTICLES = word_set("a nhe nha ad em da vang ok roi cua minh day")


@lru_cache(maxsize=1)
def table() -> Lookup:
    """All names and spellings, compiled when they are first needed."""
    names: dict[str, list[str]] = {name: list(spellings) for name, spellings in (BANKS | WALLETS).items()}
    for name, spellings in NEED_A_CUE.items():
        names[name] += spellings
    return Lookup.of(names, accents_needed=ACCENTS_NEEDED)


def find(text: Text) -> list[Entity]:
    """The banks and wallets of a message, in order; value is the usual name, detail {"wallet": True} marks a wallet."""
    view = text.normal
    entities: list[Entity] = []
    for found in table().find(view):
        if _is_bank(view, found):
            start, end = view.raw_span(found.start, found.end)
            detail = {"wallet": True} if found.name in WALLETS else {}
            entities.append(Entity("bank", start, end, found.name, text.raw[start:end], detail))
    return entities


def spellings_in(view: Aligned) -> list[tuple[int, int]]:
    """Where the view has spellings of banks (not of wallets), with or without a cue; for numbers beside them."""
    return [(start, end) for name, start, end in table().find(view) if name not in WALLETS]


def _is_bank(view: Aligned, found: Found) -> bool:
    """Whether a spelling that was found is a bank's name where it stands."""
    letters = view.plain[found.start : found.end].replace(" ", "").replace("-", "")
    before = WORD.findall(view.plain, max(0, found.start - _LOOK_BACK), found.start)[-2:]
    if letters in ONLY_BEHIND_BANK:
        return before == ["ngan", "hang"]
    if letters not in _SHORT:
        return True
    behind = WORD.findall(view.plain, found.end, found.end + _LOOK_AHEAD)[:2]
    if behind[:2] == ["ngan", "hang"]:
        return True
    if letters == "tp" and behind and behind[0] in _CITY_BEHIND:
        return False
    if behind and behind[0].isdecimal() and len(behind[0]) >= 6:
        return True
    return before == ["ngan", "hang"] or not _CUES_BEFORE.isdisjoint(before) or _is_alone(view)


def _is_alone(view: Aligned) -> bool:
    """Whether the message is hardly more than the name: the answer to the question which bank."""
    words = WORD.findall(view.plain[:_LOOK_BACK])
    return len(view.plain) < _LOOK_BACK and len([word for word in words if word not in _PARTICLES]) <= 1
