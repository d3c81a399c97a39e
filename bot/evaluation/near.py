"""Messages that are nearly the same: by shared trigrams of their accent-free text; it decides nothing about them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

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
    for one, two, share in _different(list(first), least):
        yield numbers[one], numbers[two], share


def _different(keys: Sequence[str], least: float) -> Iterator[tuple[int, int, float]]:
    """All pairs of different keys that share so many trigrams.

    For each key the holders of its trigrams are counted in one step: an exact count for every pair, and far quicker
    than comparing sets one by one.
    """
    if not keys:
        return
    number: dict[str, int] = {}
    grams = [[number.setdefault(gram, len(number)) for gram in sorted(_trigrams(each))] for each in keys]
    sizes = np.array([len(each) for each in grams])
    flat = np.fromiter((gram for each in grams for gram in each), np.int64, int(sizes.sum()))
    owners = np.repeat(np.arange(len(grams)), sizes)
    order = np.argsort(flat, kind="stable")
    borders = np.searchsorted(flat[order], np.arange(1, len(number)))
    holders = np.split(owners[order], borders)
    for at, mine in enumerate(grams):
        shared = np.bincount(np.concatenate([holders[gram] for gram in mine]), minlength=at)[:at]
        shares = shared / (sizes[:at] + sizes[at] - shared)
        yield from ((int(other), at, float(shares[other])) for other in np.flatnonzero(shares >= least))


def _trigrams(line: str) -> set[str]:
    line = f" {line} "
    return {line[at : at + 3] for at in range(max(1, len(line) - 2))}


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
