"""Numbers in digits and in Vietnamese words, as exact integers; it knows no money.

A number is `units / 10**places`, so that 2,5 is (25, 1) and nothing is ever rounded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.nlu.entities.amount_words import ACCENTS, NOT_LEADING, ONES, UNITS
from bot.text.aligned import Aligned

_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[a-z]+|[^ ]")
_MOST_DIGITS = 16
_SCALED_WORDS = frozenset(("tram", "chuc", "muoi")) | UNITS.keys()


@dataclass(frozen=True, slots=True)
class Tokens:
    """A view cut into numbers, words and single signs; two empty tokens stand behind the last one.

    Attributes:
        view: the view.
        words: the tokens without accents.
        starts: where each begins in the view.
        ends: the offset behind each.
    """

    view: Aligned
    words: list[str]
    starts: list[int]
    ends: list[int]

    def typed(self, at: int) -> str:
        """A token with its accents."""
        return self.view.text[self.starts[at] : self.ends[at]]

    def glued(self, at: int) -> bool:
        """Whether a token follows the one before it without a space."""
        return at > 0 and self.starts[at] == self.ends[at - 1]

    def means(self, at: int, word: str) -> bool:
        """Whether a token is a word of ours and is not accented as another."""
        return self.words[at] == word and fits(word, self.typed(at))


def fits(word: str, typed: str) -> bool:
    """Whether the accents that were typed leave an accent-free word of ours what it is."""
    allowed = ACCENTS.get(word)
    return allowed is None or typed in allowed


def tokens_of(view: Aligned) -> Tokens:
    """Cuts a view at spaces, at signs, and between digits and letters."""
    plain = view.plain
    words: list[str] = _TOKEN.findall(plain)
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for word in words:
        at = plain.find(word, at)
        starts.append(at)
        at += len(word)
        ends.append(at)
    far = len(plain) + 1
    return Tokens(view, [*words, "", ""], [*starts, far, far + 2], [*ends, far, far + 2])


@dataclass(frozen=True, slots=True)
class Number:
    """A number that was read.

    Attributes:
        units: its digits as an integer.
        places: how many of them stand behind the decimal point.
        next: the first token behind it.
        form: how it was written: "digits", or in words "one" (hai), "two" (hai lăm, mười hai), "tens" (hai chục),
            "hundreds" (ba trăm rưỡi), "half" (nửa).
        grouped: its digits were grouped by thousands ("1.500", "10 000 000").
        either: the grouping may as well be a decimal point ("1.500" million).
        upper: the upper end, where it is a range in words ("hai ba").
    """

    units: int
    places: int
    next: int
    form: str = "digits"
    grouped: bool = False
    either: bool = False
    upper: int | None = None


def number_at(tokens: Tokens, at: int) -> Number | None:
    """The number that begins with a token, with its hundreds and tens ("5 trăm rưỡi"), or None."""
    word = tokens.words[at]
    if word[:1].isdecimal():
        number = digits_at(tokens, at)
        if number is None or number.grouped or number.next >= len(tokens.words):
            return number
        return _hundreds(tokens, number, number.next) or _tens_of_digits(tokens, number) or number
    return words_at(tokens, at)


def digits_at(tokens: Tokens, at: int) -> Number | None:
    """The number that a token of digits writes, or None where it is a date, a version or a serial number."""
    typed = tokens.words[at]
    if len(typed) > _MOST_DIGITS + 6:
        return None
    if typed.isdecimal():
        spaced = _spaced_groups(tokens, at)
        if spaced:
            return spaced
        return Number(int(typed), 0, at + 1) if len(typed) <= _MOST_DIGITS else None
    groups = re.split("[.,]", typed)
    if len(groups) > 2 and groups[-1] in ("0", "00") and typed[-len(groups[-1]) - 1] != typed[len(groups[0])]:
        groups = groups[:-1]
    zeros = 4 <= len(groups[0]) <= 6 and set(groups[1:]) == {"000"}
    if groups[0][0] != "0" and (zeros or (len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:]))):
        return Number(int("".join(groups)), 0, at + 1, grouped=True, either=len(groups) == 2)
    if len(groups) == 2 and len(groups[0]) <= 6 and len(groups[1]) <= 3:
        return Number(int(groups[0] + groups[1]), len(groups[1]), at + 1)
    return None


def _spaced_groups(tokens: Tokens, at: int) -> Number | None:
    """A number that is grouped by spaces ("10 000 000"); its last group is 000, or it is something else."""
    words = tokens.words
    if len(words[at]) > 3 or words[at][0] == "0":
        return None
    last = at
    while last - at < 5 and len(words[last + 1]) == 3 and words[last + 1].isdecimal():
        last += 1
    if last == at or words[last] != "000" or last - at > 4 or (at and words[at - 1].isdecimal()):
        return None
    return Number(int("".join(words[at : last + 1])), 0, last + 1, grouped=True, either=False)


def words_at(tokens: Tokens, at: int) -> Number | None:
    """The number that words write, below a thousand, or None."""
    if tokens.means(at, "nua"):
        return Number(5, 1, at + 1, form="half")
    if tokens.means(at, "tram"):
        return _hundreds(tokens, Number(1, 0, at, form="one"), at)
    if tokens.words[at] == "khong" and tokens.means(at + 1, "tram"):
        return _hundreds(tokens, Number(0, 0, at + 1, form="one"), at + 1)
    tens = _tens(tokens, at)
    if tens and tens.form == "one":
        return _hundreds(tokens, tens, tens.next) or tens
    return tens


def _one(tokens: Tokens, at: int, *, behind: bool = False) -> int | None:
    """The digit that a word names; "lăm", "tư" only behind another word."""
    word = tokens.words[at]
    digit = ONES.get(word)
    if digit is None or not fits(word, tokens.typed(at)) or (word in NOT_LEADING and not behind):
        return None
    return digit


def _tens(tokens: Tokens, at: int) -> Number | None:
    """A number below a hundred in words."""
    if tokens.means(at, "muoi") or tokens.means(at, "ham"):
        base = 10 if tokens.words[at] == "muoi" else 20
        unit = _unit_behind(tokens, at + 1)
        return Number(base + unit, 0, at + 2, form="two") if unit else Number(base, 0, at + 1, form="tens")
    first = _one(tokens, at)
    if tokens.means(at, "chuc"):
        return Number(10, 0, at + 1, form="tens")
    if first is None:
        return None
    if tokens.means(at + 1, "chuc") or tokens.means(at + 1, "muoi"):
        unit = _unit_behind(tokens, at + 2) if tokens.words[at + 1] == "muoi" else None
        return Number(first * 10 + (unit or 0), 0, at + (3 if unit else 2), form="two" if unit else "tens")
    second = _one(tokens, at + 1, behind=True)
    if second is None or not (_is_scaled(tokens, at + 1) or tokens.words[at + 1] in NOT_LEADING):
        return Number(first, 0, at + 1, form="one")
    if second == first + 1 and tokens.words[at + 1] not in NOT_LEADING:
        return _range(tokens, first, second, at + 2)
    return Number(first * 10 + second, 0, at + 2, form="two")


def _range(tokens: Tokens, first: int, second: int, behind: int) -> Number:
    """ "hai ba" or "hai ba trăm", "hai ba chục": two neighbours are a range."""
    for word, times in (("tram", 100), ("chuc", 10)):
        if tokens.means(behind, word):
            form = "hundreds" if word == "tram" else "tens"
            return Number(first * times, 0, behind + 1, form=form, upper=second * times)
    return Number(first, 0, behind, form="one", upper=second)


def _is_scaled(tokens: Tokens, at: int) -> bool:
    """Whether what stands behind a second digit makes the two one number: a unit, a hundred, a ten."""
    word = tokens.words[at + 1]
    return word in _SCALED_WORDS and fits(word, tokens.typed(at + 1))


def _unit_behind(tokens: Tokens, at: int) -> int | None:
    """The last digit behind "mươi", unless it begins the next number ("hai mươi ba trăm" is nothing)."""
    digit = _one(tokens, at, behind=True)
    return None if digit is None or tokens.words[at + 1] in ("tram", "chuc", "muoi") else digit


def _hundreds(tokens: Tokens, head: Number, at: int) -> Number | None:
    """Hundreds, where "trăm" stands at a token: ba trăm, 3 trăm rưỡi, năm trăm hai, hai trăm lẻ năm."""
    if not tokens.means(at, "tram") or head.places or head.units > 99:
        return None
    base, behind = head.units * 100, at + 1
    if tokens.means(behind, "ruoi"):
        return Number(base + 50, 0, behind + 1, form="hundreds")
    if tokens.means(behind, "linh") or tokens.means(behind, "le"):
        digit = _one(tokens, behind + 1, behind=True)
        return Number(base + (digit or 0), 0, behind + (2 if digit else 0), form="hundreds")
    tens = _tens(tokens, behind)
    if tens and tens.upper is None and (tens.form != "one" or _is_tenth(tokens, behind)):
        return Number(base + tens.units * (10 if tens.form == "one" else 1), 0, tens.next, form="hundreds")
    rest = tokens.words[behind]
    if rest.isdecimal() and len(rest) == 1 and tokens.means(behind + 1, "chuc"):
        return Number(base + int(rest) * 10, 0, behind + 2, form="hundreds")
    if rest.isdecimal() and len(rest) <= 2 and _is_scaled(tokens, behind):
        return Number(base + int(rest) * (10 if len(rest) == 1 else 1), 0, behind + 1, form="hundreds")
    return Number(base, 0, behind, form="hundreds", upper=head.upper and head.upper * 100)


def _is_tenth(tokens: Tokens, at: int) -> bool:
    """Whether a lone digit behind "trăm" counts tens ("trăm hai" is 120): a unit follows, or it is no other word."""
    word = tokens.words[at]
    if _is_scaled(tokens, at):
        return True
    accented = tokens.typed(at) != word or word == "hai"
    return accented and word != "nam" and tokens.words[at + 1] in ("", "\n", ".", ",")


def _tens_of_digits(tokens: Tokens, number: Number) -> Number | None:
    """ "3 chục": digits before the word for ten."""
    if number.places or number.units > 99 or not tokens.means(number.next, "chuc"):
        return None
    return Number(number.units * 10, 0, number.next + 1, form="tens")
