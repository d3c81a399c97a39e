"""Parts of the data to be held out one after another: intents spread evenly, nearly the same messages never apart."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Sequence

from bot.evaluation.near import groups, key, pairs
from bot.evaluation.results_findings import Notice
from bot.evaluation.samples import Sample


def folds(samples: Sequence[Sample], count: int, seed: int) -> list[int]:
    """A part for each message, from 0 to count - 1.

    Messages that are nearly the same go into the same part together with whatever is nearly the same as those: a model
    that has learnt "rút 5tr chưa về" must not be praised for "rút 6tr chưa về". The largest groups are dealt out first,
    each to the part that has the fewest messages of its intents.

    Args:
        samples: the messages.
        count: how many parts.
        seed: of the order among groups of one size.
    """
    joined = [(one, two) for one, two, _ in pairs([key(sample.text) for sample in samples])]
    members: dict[int, list[int]] = defaultdict(list)
    for at, leader in enumerate(groups(len(samples), joined)):
        members[leader].append(at)
    dealt = list(members.values())
    random.Random(seed).shuffle(dealt)
    dealt.sort(key=len, reverse=True)
    part_of = [0] * len(samples)
    sizes = [0] * count
    labelled = [Counter[str]() for _ in range(count)]
    for group in dealt:
        bears = Counter(samples[at].intent for at in group)
        part = min(range(count), key=lambda number: (_crowd(labelled[number], bears), sizes[number], number))
        labelled[part] += bears
        sizes[part] += len(group)
        for at in group:
            part_of[at] = part
    return part_of


def _crowd(there: Counter[str], coming: Counter[str]) -> int:
    """How many messages of the intents that come are there already."""
    return sum(there[intent] * number for intent, number in coming.items())


def thin(samples: Sequence[Sample], count: int) -> list[Notice]:
    """Intents with fewer messages than parts: in some part none of them is judged, in another none is learnt."""
    support = Counter(sample.intent for sample in samples if sample.intent)
    first = {sample.intent: sample for sample in reversed(samples)}
    return [
        Notice(
            f"the intent {intent} has {number} message{'s' if number > 1 else ''} for {count} folds",
            first[intent].file,
            first[intent].line,
            "write more messages or ask for fewer folds",
        )
        for intent, number in sorted(support.items())
        if number < count
    ]


def share_of(samples: Sequence[Sample], percent: float, seed: int) -> list[Sample]:
    """So many percent of the messages of each intent, at least one; more percent hold all those of fewer."""
    order = list(range(len(samples)))
    random.Random(seed).shuffle(order)
    by_intent: dict[str, list[int]] = defaultdict(list)
    for at in order:
        by_intent[samples[at].intent].append(at)
    kept = [at for mine in by_intent.values() for at in mine[: max(1, round(len(mine) * percent / 100))]]
    return [samples[at] for at in sorted(kept)]
