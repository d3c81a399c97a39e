"""Vietnamese or English: which of the two a message is written in; it knows no third."""

from __future__ import annotations

import re
from typing import Literal

from bot.text.aligned import Text
from bot.text.syllables import is_syllable

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    """
    i me my mine we our you your he she it its they them their this that these those the a an of to in on at by for with
    from and or but not no yes is are am was were be been do does did dont doesnt didnt cant wont can could will would
    should have has had havent hasnt get got give want need help please what when where why who how much many long still
    yet already after before since ago yesterday today tonight last week hours days minutes money account withdraw
    withdrawal deposit login password bonus bet bets support agent human person talk speak someone anyone pending
    received receive missing locked blocked wrong check waiting hello hi hey thanks thank forgot forget change number
    any picture pictures screenshot screenshots username phone email game balance lost stop playing myself self close delete scam hacked
    """.split()
)
_BOTH = frozenset("a an no me you hi to do can be ban tin den on in at long so my he hang than the or".split())


def language(text: Text) -> Literal["vi", "en"]:
    """English where most words are English ones that are no Vietnamese syllable, and no letter bears an accent."""
    if not text.folded.text.isascii():
        return "vi"
    words = _WORD.findall(text.folded.text[:400].replace("'", ""))
    english = sum(1 for word in words if word in _ENGLISH)
    sure = sum(1 for word in words if word in _ENGLISH and word not in _BOTH)
    vietnamese = sum(1 for word in words if word not in _ENGLISH and is_syllable(word))
    return "en" if (sure >= 2 and english > 2 * vietnamese) or (sure == 1 and len(words) == 1) else "vi"
