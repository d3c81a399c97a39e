"""Findings in training and held-out messages: said twice, nearly twice, under two labels, or under one nobody knows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import scipy.sparse as sparse

from bot.nlu.entities.recognise import Grammars, recognise
from bot.nlu.rasa_yaml import Example
from bot.text import read
from bot.text.masking import mask
from bot.validation.finding import Finding

NEAR = 0.9
"""Share of trigrams (Jaccard) from which on two training messages are told to be nearly the same."""
NEAR_TEST = 0.8
"""The same between a training message and one that is to judge the model."""

_WORD = re.compile(r"\w+")
_VALUE = re.compile(r"<\w+>")


@dataclass(frozen=True, slots=True)
class Keyed:
    """A message and what is left of it without accents, shorthand, signs and the values that it holds.

    Attributes:
        example: the message.
        key: words in lower case, each value as `<kind>`.
    """

    example: Example
    key: str


def keyed(examples: Iterable[Example], grammars: Grammars) -> list[Keyed]:
    """Messages with their keys."""
    return [Keyed(example, _key(example.text, grammars)) for example in examples]


def _key(text: str, grammars: Grammars) -> str:
    hidden, masked = mask(text)
    parts: list[str] = []
    at = 0
    for entity in recognise(hidden, grammars, masked):
        parts += (hidden[at : entity.start], f" <{entity.kind}> ")
        at = entity.end
    return read("".join([*parts, hidden[at:]])).normal.plain


def bare(key: str) -> str:
    """A key without signs."""
    return " ".join(re.findall(r"<\w+>|\w+", key))


def findings(training: Sequence[Keyed], held_out: Sequence[Keyed]) -> Iterator[Finding]:
    """All findings: within the training messages, within the held-out ones, and between the two."""
    yield from _twice(training, "training")
    yield from _twice(held_out, "held-out")
    yield from _between(training, held_out)
    yield from _nearly(training, training, NEAR, "nearly the same as")
    yield from _nearly(held_out, training, NEAR_TEST, "nearly the training message")


def _twice(messages: Sequence[Keyed], where: str) -> Iterator[Finding]:
    groups: dict[str, list[Example]] = defaultdict(list)
    for message in messages:
        if _says_something(message.key):
            groups[bare(message.key)].append(message.example)
    for group in groups.values():
        first = group[0]
        for other in group[1:]:
            place = f"{first.file}:{first.line}"
            if _twins(first, other):
                continue
            if other.intent != first.intent:
                said = f"{other.text!r} is {other.intent} here and {first.intent} in {place}"
                yield Finding(other.file, other.line, said, "decide on one label and remove the other", True)
            else:
                said = f"{other.text!r} says the same as {place} ({first.text!r})"
                yield Finding(other.file, other.line, said, f"write another {where} message or remove it", False)


def _twins(one: Example, two: Example) -> bool:
    """Whether one is the noisy rewriting of the other: those stand in a folder `noisy` on purpose."""
    return one.intent == two.intent and ("noisy" in Path(one.file).parts) != ("noisy" in Path(two.file).parts)


def _between(training: Sequence[Keyed], held_out: Sequence[Keyed]) -> Iterator[Finding]:
    known = {bare(message.key): message.example for message in training if _says_something(message.key)}
    for message in held_out:
        twin = known.get(bare(message.key))
        if twin is not None:
            said = f"{message.example.text!r} stands in the training data too, {twin.file}:{twin.line}"
            yield Finding(message.example.file, message.example.line, said, "remove it from one of the two", False)


def _says_something(key: str) -> bool:
    """Whether there is more in it than values and one word."""
    return len(_WORD.findall(_VALUE.sub(" ", key))) >= 3


def _nearly(messages: Sequence[Keyed], others: Sequence[Keyed], share: float, said: str) -> Iterator[Finding]:
    if not messages or not others:
        return
    for row, best, other in nearest(messages, others, same=messages is others):
        one, two = messages[row].example, others[other].example
        if best >= share and bare(messages[row].key) != bare(others[other].key) and _says_something(messages[row].key):
            place = f"{two.file}:{two.line}"
            text = f"{one.text!r} is {said} {place} ({two.text!r}): {best:.2f}"
            yield Finding(one.file, one.line, text, "write it in other words", False)


def nearest(
    messages: Sequence[Keyed], others: Sequence[Keyed], *, same: bool = False
) -> Iterator[tuple[int, float, int]]:
    """For each message the other one that shares most trigrams with it: (its number, Jaccard share, the other's number).

    Args:
        messages: those that are asked about.
        others: those that are compared with; at least one.
        same: the two are one list; a message is then compared with those before it only.
    """
    one, two = _trigrams([message.key for message in messages]), _trigrams([message.key for message in others])
    width = max(one.shape[1], two.shape[1])
    one.resize((one.shape[0], width))
    two.resize((two.shape[0], width))
    sizes = np.asarray(two.sum(axis=1)).ravel()
    across = two.T.tocsr()
    for begin in range(0, one.shape[0], 500):
        block = one[begin : begin + 500]
        shared = (block @ across).toarray()
        union = np.asarray(block.sum(axis=1)) + sizes[None, :] - shared
        jaccard = shared / np.maximum(union, 1)
        if same:
            jaccard[np.arange(len(jaccard))[:, None] + begin <= np.arange(len(sizes))[None, :]] = 0
        best: npt.NDArray[np.int64] = jaccard.argmax(axis=1)
        yield from ((begin + row, float(jaccard[row, at]), int(at)) for row, at in enumerate(best))


_SLOTS = 2**20


def _trigrams(keys: Sequence[str]) -> sparse.csr_matrix:
    """One row per message with a one for each character trigram that it holds."""
    columns: list[int] = []
    starts = [0]
    for key in keys:
        line = f" {bare(key)} "
        columns += {hash_of(line[at : at + 3]) for at in range(len(line) - 2)}
        starts.append(len(columns))
    data = np.ones(len(columns), np.float32)
    return sparse.csr_matrix((data, np.array(columns, np.int64), np.array(starts)), (len(keys), _SLOTS))


def hash_of(trigram: str) -> int:
    """A number below 2²⁰ for three characters, the same in every run."""
    value = 0
    for char in trigram:
        value = (value * 1_000_003 + ord(char)) & 0xFFFFFFFF
    return (value ^ value >> 13) % _SLOTS


def unknown_labels(examples: Iterable[Example], intents: Iterable[str], entities: Iterable[str]) -> Iterator[Finding]:
    """Intents and entities that the domain does not know."""
    import difflib

    known, kinds = set(intents), set(entities)
    for example in examples:
        for intent in [example.intent] if example.intent in known else example.intent.split("+"):
            if intent not in known:
                close = difflib.get_close_matches(intent, known, 1)
                mend = f"did you mean {close[0]}?" if close else "add it to domain.yml"
                yield Finding(example.file, example.line, f"domain.yml has no intent {intent}", mend, True)
        for label in example.labels:
            if label.kind not in kinds:
                mend = "add it to domain.yml's entities"
                yield Finding(example.file, example.line, f"domain.yml has no entity {label.kind}", mend, True)
