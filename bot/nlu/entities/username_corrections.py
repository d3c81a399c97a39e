"""Which of several names a customer takes back: "không phải abc111 mà là abc112"; it finds no names itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.nlu.entities import username_words as words
from bot.nlu.entities.lookup import word_set
from bot.nlu.entities.username_runs import Run, Sentence

CORRECTING = re.compile(
    r"\b(?:khong phai|chang phai|khong fai|dau phai|moi dung|nham|lon|sai|sua|doi|dung la|phai la|chu khong|cho khong"
    r"|thieu|du|typo|wrong|should be|not|thay vi|instead)\b|->"
)
"""Says that a message may correct a name."""

_NEGATIONS = frozenset([("khong", "phai"), ("chang", "phai"), ("dau", "phai"), ("chu", "khong"), ("thay", "vi")])
_WRONG_BEHIND = word_set("sai nham lon thieu cu wrong")
_RIGHT_BEFORE = frozenset((word, "la") for word in ("ma", "dung", "phai", "moi", "chinh", "xac")) | {("la", "ma")}
_RIGHT_BEHIND = frozenset([("moi", "dung"), ("moi", "phai"), ("moi", "chuan")])
_SKIPPED = words.FILLERS | words.LINKS | word_set("tai khoan nick user username id uid acc dang nhap so : = \" ' ( @")
_MISTAKEN = word_set("nham lon sai thieu")
_TO = word_set("thanh sang qua > →")
_FARTHEST = 6
MOST_CORRECTED = 20
"""A message with more names is a list, and corrects none of them."""


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a message.

    Attributes:
        run: its characters.
        first: index of its first token.
        behind: index behind its last token.
        weak: whether only the place says that it is one.
    """

    run: Run
    first: int
    behind: int
    weak: bool = False


def corrected(sentence: Sentence, names: Sequence[Found]) -> list[tuple[Found, Run | None]]:
    """The names that hold, each with the one that it replaces or None.

    Args:
        sentence: the message.
        names: all names in it, in order.
    """
    wrong = [at for at in range(len(names)) if _is_wrong(sentence, names, at)]
    right = [at for at in range(len(names)) if at not in wrong]
    replaced: dict[int, int] = {}
    for at in wrong:
        behind = [other for other in right if other > at]
        partner = behind[0] if behind else right[-1] if right else -1
        if partner >= 0:
            replaced.setdefault(partner, at)
    return [(names[at], _other(names[at], names[replaced[at]]) if at in replaced else None) for at in right]


def _other(name: Found, wrong: Found) -> Run | None:
    return wrong.run if wrong.run.value != name.run.value else None


def _is_wrong(sentence: Sentence, names: Sequence[Found], at: int) -> bool:
    name = names[at]
    if _is_negated(sentence, name.first):
        return True
    if len(names) < 2:
        return False
    others_right = any(_is_marked_right(sentence, other) for other in names if other is not name)
    return (
        _is_called_wrong(sentence, name)
        or _is_changed_away(sentence, names, at)
        or (others_right and not _is_marked_right(sentence, name) and _is_mistaken(sentence, name.first))
    )


def _is_negated(sentence: Sentence, first: int) -> bool:
    """Whether "không phải" stands before a name, with nothing between but words that announce a name."""
    forms = sentence.forms
    at = first - 1
    for _ in range(_FARTHEST):
        if at < 0:
            return False
        if at and (forms[at - 1], forms[at]) in _NEGATIONS:
            return True
        if forms[at] == "not":
            return True
        if forms[at] not in _SKIPPED:
            return False
        at -= 1
    return False


def _is_called_wrong(sentence: Sentence, name: Found) -> bool:
    """Whether behind a name stands that it is wrong: "abc111 là sai", "ngochan là thiếu rồi", "abc111 (sai)"."""
    forms = sentence.forms
    at = name.behind
    while at < len(forms) and forms[at] in ("la", "bi", "thi", "(", "ghi", "do", "moi", "kia"):
        at += 1
    if at >= len(forms) or forms[at] not in _WRONG_BEHIND:
        return False
    after = forms[at + 1] if at + 1 < len(forms) else "."
    return after in (".", ",", ")", "roi", ";", "\n", "nhe", "a", "do", "ma", "mot", "moi") or not after.isalnum()


def _is_changed_away(sentence: Sentence, names: Sequence[Found], at: int) -> bool:
    """Whether a name was turned into another ("sửa a thành b"), or is what a slip made ("ghi nhầm b thành a")."""
    forms = sentence.forms
    name = names[at]
    before = forms[max(0, name.first - _FARTHEST) : name.first]
    to_next = name.behind < len(forms) and _leads_to(forms, name.behind)
    if to_next and at + 1 < len(names):
        return _MISTAKEN.isdisjoint(before)
    if at and before and before[-1] in _TO:
        earlier = forms[max(0, names[at - 1].first - _FARTHEST) : names[at - 1].first]
        return not _MISTAKEN.isdisjoint(earlier)
    return False


def _leads_to(forms: Sequence[str], at: int) -> bool:
    return forms[at] in _TO or (forms[at] == "-" and forms[at + 1 : at + 2] == [">"])


def _is_marked_right(sentence: Sentence, name: Found) -> bool:
    """Whether the words around a name say that it is the right one: "mà là x", "đúng là x", "x mới đúng"."""
    forms = sentence.forms
    if tuple(forms[name.behind : name.behind + 2]) in _RIGHT_BEHIND:
        return True
    at = name.first - 1
    while at > 0 and forms[at] in _SKIPPED and forms[at] != "la":
        at -= 1
    return at > 0 and ((forms[at - 1], forms[at]) in _RIGHT_BEFORE or forms[at] == "dung")


def _is_mistaken(sentence: Sentence, first: int) -> bool:
    """Whether "nhầm" leads to a name: "ghi nhầm tk abc111, đúng là abc112"."""
    at = first - 1
    while at >= 0 and sentence.forms[at] in _SKIPPED:
        at -= 1
    return at >= 0 and sentence.forms[at] in _MISTAKEN
