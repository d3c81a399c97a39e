"""Which strings of letters are Vietnamese syllables; it knows how they are built, not what they mean."""

from __future__ import annotations

from functools import lru_cache

from bot.text.accents import split_tone, without_accents

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph q r s t th tr v x".split()

_RHYMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot
ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt up ut uy uya uych uyên uyêt uynh uyt uyu uơ
ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu
""".split()
_AFTER_Q = """
ua uac uach uai uan uang uanh uao uat uau uay uăc uăm uăn uăng uăp uăt uâc uân uâng uât uây uôc
ue uen ueo uet uê uên uêch uênh uêt uêu uy uynh uych uyên uyêt uyt uyp uit uich uơ
""".split()
_AFTER_GI = """
a ac ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âm ân âng âp ât âu ây e eo em ep et
êng êt o oi on ong ô ôi ôm ông ôp ôt ơ ơi u ui um up ương ươ
""".split()


def _build() -> frozenset[str]:
    syllables = set(_RHYMES) | {"q" + rhyme for rhyme in _AFTER_Q} | {"gi" + rhyme for rhyme in _AFTER_GI} | {"gi", "gin"}
    for onset in _ONSETS:
        if onset not in ("q", "gi"):
            syllables |= {onset + rhyme for rhyme in _RHYMES}
    return frozenset(syllables)


_SHAPED = _build()
_PLAIN = frozenset(without_accents(syllable) for syllable in _SHAPED)
_STOPS = ("c", "ch", "p", "t")


def is_accented_syllable(word: str) -> bool:
    """Whether a lower-case composed word is a syllable as it stands, its accents taken at their word."""
    bare, tone, _ = split_tone(word)
    if bare not in _SHAPED:
        return False
    return not (bare.endswith(_STOPS) and tone in ("\u0300", "\u0309", "\u0303"))


@lru_cache(maxsize=8192)
def is_syllable(word: str) -> bool:
    """Whether a lower-case composed word is a Vietnamese syllable, written with its accents or without any.

    A syllable that ends in c, ch, p or t takes the acute or the dot below only; so much of the tones is checked.
    """
    if word.isascii():
        return word in _PLAIN
    return is_accented_syllable(word)
