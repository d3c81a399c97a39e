"""From a word that announces a user name ("tk", "nick", "tên đăng nhập") to the name; it looks at nothing else."""

from __future__ import annotations

from bot.nlu.entities import username_words as words
from bot.nlu.entities.username_runs import Run, Sentence
from bot.nlu.entities.username_shapes import is_cued_name
from bot.text import without_accents
from bot.text.secret_values import is_phone
from bot.text.syllables import is_syllable

_MOST_STEPS = 10
_NEUTRAL = frozenset("_-(\"'*#[@<>{~")
_JOINING = frozenset(":=>→")
_COUNTED = frozenset(["d", "k", "dong", "lan", "/", ":", ".", "trieu", "vnd"])
"""Behind digits these say that they are an amount, a date or a count."""


def cue_end(sentence: Sentence, at: int) -> int:
    """The index behind the cue that begins with token `at`, or 0."""
    forms = sentence.forms
    rests = words.CUES.get(forms[at])
    if rests is None or (at and forms[at - 1] in words.NO_CUE_BEFORE and sentence.read[at - 1] != "và"):
        return 0
    for rest in rests:
        if tuple(forms[at + 1 : at + 1 + len(rest)]) == rest:
            return at + 1 + len(rest)
    return 0


def name_behind(sentence: Sentence, cue: int, behind: int) -> tuple[Run, int, int] | None:
    """The name that a cue announces.

    Args:
        sentence: the message.
        cue: index of the cue's first token.
        behind: index behind its last one.

    Returns:
        The run, the index of its first token and the index behind it; None without a name.
    """
    forms, joined, at = sentence.forms, False, behind
    for _ in range(_MOST_STEPS):
        if at >= len(forms):
            return None
        if _is_sign(sentence, at, behind):
            joined = joined or forms[at] in _JOINING
            at = _behind_sign(sentence, at, behind, joined)
            if at < 0:
                return None
        elif _is_passed_over(sentence, at):
            joined = joined or forms[at] in words.LINKS
            at += 1
        else:
            return _name_at(sentence, at, tuple(forms[cue:behind]), joined)
    return None


def _is_sign(sentence: Sentence, at: int, first: int) -> bool:
    form = sentence.forms[at]
    if form == "_":
        return at == first and sentence.touches(at)
    return not form[0].isalnum()


def _is_passed_over(sentence: Sentence, at: int) -> bool:
    """Whether a word stands before names, and is not itself the beginning of one ("em_88")."""
    form = sentence.forms[at]
    if form not in words.LINKS and form not in words.FILLERS:
        return False
    return sentence.is_alone(at) or sentence.run(at, hyphen=True)[1] == at + 1


def _name_at(sentence: Sentence, at: int, cue: tuple[str, ...], joined: bool) -> tuple[Run, int, int] | None:
    """The run that begins with token `at`, if it is a name behind the words of a cue."""
    form = sentence.forms[at]
    if form.isalpha() and sentence.is_alone(at) and is_syllable(form):
        return None
    run, behind = sentence.run(at, hyphen=True)
    value = without_accents(run.value)
    if value.isdecimal():
        return (run, at, behind) if _is_number_name(sentence, value, behind, cue) else None
    if run.value != value and value.isalpha():
        return None
    loose = cue in words.LOOSE_CUES
    return (run, at, behind) if is_cued_name(value.replace("-", "_"), joined=joined, loose=loose) else None


def _is_number_name(sentence: Sentence, digits: str, behind: int, cue: tuple[str, ...]) -> bool:
    """Whether bare digits are a name: behind "id" and "user", never a telephone number, an amount or a count."""
    after = sentence.forms[behind] if behind < len(sentence.forms) else ""
    if cue[0] not in words.NUMBER_CUES or after in _COUNTED or is_phone(digits):
        return False
    return 5 <= len(digits) <= 10 and not digits.endswith("000")


def _behind_sign(sentence: Sentence, at: int, first: int, joined: bool) -> int:
    """The index behind a sign that may stand between a cue and its name, or -1."""
    forms = sentence.forms
    form = forms[at]
    if form in _NEUTRAL or form in _JOINING:
        return at + 1
    if form in "/+&," and at + 1 < len(forms) and forms[at + 1] in words.SIDE_CUES:
        return at + 3 if forms[at + 1] == "mat" else at + 2
    if form == "\n":
        return at + 1 if joined or at == first else -1
    return at + 1 if form == "." and sentence.touches(at + 1) else -1
