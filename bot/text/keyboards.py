"""Telex and VNI keystrokes that were sent without being composed, read back; a word that is no such thing stays as it is."""

from __future__ import annotations

from functools import lru_cache

from bot.text.accents import TONED, with_tone
from bot.text.syllables import is_accented_syllable, is_syllable

_TELEX_TONES = {"f": "\u0300", "s": "\u0301", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES = {"2": "\u0300", "1": "\u0301", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_VOWELS = frozenset("aăâeêioôơuưy")

ENGLISH = frozenset(
    """
    as is us has was his this its yes gas bus less pass boss miss loss class cass press access ads ass if of off or for
    car per her user users server order offer over after buffer enter number super are more store score core sure here
    there where were fire hire share care max tax fax box six fix mix ex sex fox relax next text test best last cost host
    post past most must list chat part short sport start art smart heart mart tour hour four door floor poor
    too see bee seen been teen meet keep deep moon soon room noon cool tool book look took good food foot feet week need
    feel free fee coffee zoom boom loop hoop poop doom root boot shoot tree three street sweet cheese queen green
    how now low row down town own show know brown crown window new news view few raw law saw draw two win owe slow
    bets games apps odds points cards codes logs bots slots wins lots hits gets lets sets its hots docs tips
    ios inbox os gps sms bts vs ms mrs dr mr pr hr qr or br
    xoong boong
    data banana papa mama dada dad add address odd
    """.split()
)
"""Words that Telex keys would spell too, or that end in a double letter of their own."""


@lru_cache(maxsize=8192)
def from_telex(word: str) -> tuple[str, bool]:
    """What Telex would have made of a lower-case word.

    Returns:
        The syllable, or "" where the keys give none; and whether the keys leave no doubt: doubled letters or w, not
        just a tone letter at the end, which English words have too.
    """
    if not 2 <= len(word) <= 10 or not word.isascii() or word in ENGLISH or not word.isalpha():
        return "", False
    letters: list[str] = []
    tone, shaped, late = "", False, False
    for key in word:
        if key in _TELEX_TONES and any(letter in _VOWELS for letter in letters):
            if tone:
                return "", False
            tone = _TELEX_TONES[key]
        elif (key == "w" and _horn(letters)) or (key in "aeod" and _double(letters, key)):
            shaped = True
        elif key in "aeo" and _double_late(letters, key):
            late = True
        else:
            letters.append(key)
    if not tone and (late or not shaped):
        return "", False
    syllable = _place(letters, tone)
    return (syllable, shaped or late) if is_accented_syllable(syllable) else ("", False)


def _horn(letters: list[str]) -> bool:
    """w after a vowel: uo -> ươ, a -> ă, o -> ơ, u -> ư. Tells whether there was one to change."""
    bare = "".join(letters)
    at = bare.rfind("uo")
    if at >= 0 and not (at and bare[at - 1] == "q"):
        letters[at : at + 2] = ["ư", "ơ"]
        return True
    for at in range(len(letters) - 1, -1, -1):
        if letters[at] in "aou" and not (letters[at] == "u" and at and letters[at - 1] == "q"):
            letters[at] = {"a": "ă", "o": "ơ", "u": "ư"}[letters[at]]
            return True
    return False


def _double(letters: list[str], key: str) -> bool:
    """aa -> â, ee -> ê, oo -> ô side by side; dd -> đ at the front, also with the second d at the very end."""
    if key == "d":
        if letters and letters[0] == "d" and (len(letters) == 1 or letters[-1] in "aăâeêioôơuưycghmnpt"):
            letters[0] = "đ"
            return True
        return False
    if letters and letters[-1] == key:
        letters[-1] = {"a": "â", "e": "ê", "o": "ô"}[key]
        return True
    return False


def _double_late(letters: list[str], key: str) -> bool:
    """The second vowel typed behind the final consonant ("nhapaj" -> nhập)."""
    at = len(letters) - 1
    while at >= 0 and letters[at] in "cghmnpt":
        at -= 1
    if 0 <= at < len(letters) - 1 and letters[at] == key:
        letters[at] = {"a": "â", "e": "ê", "o": "ô"}[key]
        return True
    return False


@lru_cache(maxsize=8192)
def from_vni(word: str) -> tuple[str, bool]:
    """What VNI would have made of a lower-case word of letters and digits.

    Returns:
        The syllable, or "" where the keys give none; and whether the keys leave no doubt: a digit among the letters or
        one that makes another letter, not just a tone digit at the end ("hoa2" may be a name).
    """
    if not 2 <= len(word) <= 10 or not word.isascii() or not word[0].isalpha() or word.isalpha():
        return "", False
    letters: list[str] = []
    tone, shaped, inside, digits = "", False, False, 0
    for key in word:
        if key.isalpha():
            inside = inside or digits > 0
            letters.append(key)
            continue
        digits += 1
        if key in _VNI_TONES and not tone and any(letter in _VOWELS for letter in letters):
            tone = _VNI_TONES[key]
        elif _vni_shape(letters, key):
            shaped = True
        else:
            return "", False
    syllable = _place(letters, tone)
    return (syllable, shaped or inside) if is_accented_syllable(syllable) else ("", False)


def _vni_shape(letters: list[str], key: str) -> bool:
    """6 circumflex, 7 horn, 8 breve, 9 the stroke of đ, on the letter that can take it."""
    if key == "9":
        if letters and letters[0] == "d":
            letters[0] = "đ"
            return True
        return False
    if key == "7":
        return _vni_horn(letters)
    takes = {"6": {"a": "â", "e": "ê", "o": "ô"}, "8": {"a": "ă"}}.get(key, {})
    for at in range(len(letters) - 1, -1, -1):
        if letters[at] in takes:
            letters[at] = takes[letters[at]]
            return True
    return False


def _vni_horn(letters: list[str]) -> bool:
    """7 after u or o; a second 7 ("d9u7o7c5") takes the letter that is still bare."""
    bare = "".join(letters)
    if "ươ" in bare:
        return True
    at = bare.rfind("ưo")
    if at >= 0:
        letters[at + 1] = "ơ"
        return True
    return _horn(letters)


def _place(letters: list[str], tone: str) -> str:
    """The syllable with its tone where the old style puts it: hòa, thúy, khóa; tiền, được, của."""
    word = "".join(letters)
    at = word.find("ưo")
    if 0 <= at < len(word) - 2:
        word = word[: at + 1] + "ơ" + word[at + 2 :]
    return _accent(word, tone_position(word), tone) if tone else word


def _accent(word: str, at: int, tone: str) -> str:
    return word if at < 0 else with_tone(word, at, tone)


def tone_position(word: str) -> int:
    """Which letter of a syllable without tone carries the tone mark; -1 where it has no vowel."""
    skip = 2 if word.startswith("qu") or (word.startswith("gi") and len(word) > 2 and word[2] in _VOWELS) else 0
    vowels = [at for at in range(skip, len(word)) if word[at] in _VOWELS]
    if not vowels:
        return 1 if word.startswith("gi") else -1
    for at in reversed(vowels):
        if word[at] in "ăâêôơ" or (word[at] == "ư" and len(vowels) == 1):
            return at
    if len(vowels) == 1:
        return vowels[0]
    if len(vowels) == 3 or vowels[-1] < len(word) - 1:
        return vowels[1] if len(vowels) == 3 or word[vowels[-2] : vowels[-1] + 1] in ("oa", "oe", "uy", "oo") else vowels[-1]
    return vowels[0]


def replace_tone(word: str) -> str:
    """A syllable with its tone mark moved to where the old style puts it ("hoà" -> "hòa"); another word unchanged."""
    found = next((at for at in range(len(word) - 1, -1, -1) if word[at] in TONED), -1)
    if found < 0 or not is_syllable(word):
        return word
    vowel, tone = TONED[word[found]]
    bare = word[:found] + vowel + word[found + 1 :]
    if any(letter in TONED for letter in bare):
        return word
    return _accent(bare, tone_position(bare), tone)
