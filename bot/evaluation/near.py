"""Messages that are nearly the same: by shared trigrams of their accent-free text; it decides nothing about them."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from bot.evaluation.judging import Judged, row_of
from bot.evaluation.results_findings import NearGroup
from bot.text import read

NEAR = 0.7
"""Share of trigrams (Jaccard) from which on two messages are nearly the same: a name, a number or a word differs."""

_SIGNS = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d[\d.,]*")


def key(text: str) -> str:
    """What is left of a message without accents, shorthand, signs and figures."""
    return _SIGNS.sub(" ", _DIGITS.sub("0", read(text).normal.plain)).strip()


def pairs(keys: Sequence[str], least: float = NEAR) -> Iterator[tuple[int, int, float]]:
    """Pairs (earlier, later, share) of keys that share so many of their trigrams, as many as join all that are near.

    Of keys that are the same the first stands for all: each other one is paired with it alone, since ten thousand
    times "ok" would be fifty million pairs. Of different keys all near pairs are given.
    """
    first: dict[str, int] = {}
    for at, each in enumerate(keys):
        if first.setdefault(each, at) != at:
            yield first[each], at, 1.0
    numbers = list(first.values())
    for one, two, share in _different([_trigrams(each) for each in first], least):
        yield numbers[one], numbers[two], share


def _different(grams: Sequence[frozenset[str]], least: float) -> Iterator[tuple[int, int, float]]:
    """All pairs of sets that share so many of their members.

    Two such sets have one of each one's rarest members in common (prefix filter: Bayardo, Ma and Srikant, 2007), so
    that only sets with a rare member in common are compared at all.
    """
    often = Counter(gram for each in grams for gram in each)
    holders: dict[str, list[int]] = defaultdict(list)
    for at, mine in enumerate(grams):
        ordered = sorted(mine, key=lambda gram: (often[gram], gram))
        rare = ordered[: len(ordered) - _least_shared(len(ordered), least) + 1]
        for other in sorted({other for gram in rare for other in holders[gram]}):
            small, large = sorted((len(grams[other]), len(mine)))
            share = _jaccard(grams[other], mine) if small >= least * large else 0.0
            if share >= least:
                yield other, at, share
        for gram in rare:
            holders[gram].append(at)


def _trigrams(line: str) -> frozenset[str]:
    line = f" {line} "
    return frozenset(line[at : at + 3] for at in range(max(1, len(line) - 2)))


def _least_shared(size: int, least: float) -> int:
    """So many of a set's members are shared at least by any set as like it as that."""
    return max(1, math.ceil(least * size - 1e-9))


def _jaccard(one: frozenset[str], two: frozenset[str]) -> float:
    shared = len(one & two)
    return shared / (len(one) + len(two) - shared)


def groups(count: int, joined: Iterable[tuple[int, int]]) -> list[int]:
    """For each of so many things the least number of those that it is joined with, directly or by way of others."""
    leader = list(range(count))

    def first(at: int) -> int:
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    for one, two in joined:
        low, high = sorted((first(one), first(two)))
        leader[high] = low
    return [first(at) for at in range(count)]


def near_groups(judged: Sequence[Judged]) -> tuple[NearGroup, ...]:
    """Groups of nearly the same messages: those that differ in label first, then the largest."""
    found = list(pairs([key(each.text) for each in judged]))
    leaders = groups(len(judged), [(one, two) for one, two, _ in found])
    least: dict[int, float] = {}
    for one, _, share in found:
        least[leaders[one]] = min(share, least.get(leaders[one], 1.0))
    members: dict[int, list[int]] = defaultdict(list)
    for at, leader in enumerate(leaders):
        if leader in least:
            members[leader].append(at)
    made = [
        NearGroup(
            rows=tuple(row_of(judged[at], at) for at in numbers),
            likeness=least[leader],
            one_label=len({judged[at].guess.truth for at in numbers}) == 1,
        )
        for leader, numbers in members.items()
    ]
    return tuple(sorted(made, key=lambda group: (group.one_label, -len(group.rows), group.rows[0].number)))
