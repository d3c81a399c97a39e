"""What a model makes of labelled messages, on all cores; it works out no figures."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path

from bot.evaluation.metrics import Guess
from bot.evaluation.pool import cores, ordered
from bot.evaluation.results_findings import Span
from bot.evaluation.results_rows import Row
from bot.evaluation.results_trust import Latency
from bot.evaluation.samples import Sample
from bot.message import FALLBACK
from bot.nlu.understand import Understander
from bot.text.zone import VIETNAM

NOW = datetime(2026, 1, 1, 12, tzinfo=VIETNAM)
"""Times of day mean nothing to intents and entity borders; a fixed one gives the same result every night."""

_PIECE = 100
_POOLED = 1_500
"""Messages from which on starting other processes is worth its second."""
_TIMED = 500


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled message and what a model made of it.

    Attributes:
        sample: the message.
        text: the message, masked.
        guess: the model's guess beside the label.
        ranking: the ten most probable intents with their probabilities.
        entities: what was read.
    """

    sample: Sample
    text: str
    guess: Guess
    ranking: tuple[tuple[str, float], ...]
    entities: tuple[Span, ...]


def judge(understander: Understander, samples: Iterable[Sample]) -> list[Judged]:
    """What the model makes of each message, in this process."""
    return [_judge_one(understander, sample) for sample in samples]


def _judge_one(understander: Understander, sample: Sample) -> Judged:
    parse = understander.parse(sample.text, NOW, sample.masked)
    ranking = tuple((intent.name, intent.confidence) for intent in parse.ranking)
    found = tuple(intent.name for intent in parse.intents if intent.name != FALLBACK)
    confidence = ranking[0][1] if ranking else 0.0
    guess = Guess(sample.intent, tuple(name for name, _ in ranking), confidence, parse.intent.name != FALLBACK, found)
    entities = tuple(Span(each.kind, each.start, each.end, _shown(each.value)) for each in parse.entities)
    return Judged(sample, parse.text, guess, ranking, entities)


def _shown(value: object) -> str:
    return "" if value is None else value if isinstance(value, str) else str(value)


def row_of(judged: Judged, number: int) -> Row:
    """The message as reports show it; `number` is its place among the messages."""
    guess, sample = judged.guess, judged.sample
    ranking = judged.ranking[:3]
    return Row(
        number,
        judged.text,
        guess.truth,
        guess.said,
        guess.confidence,
        guess.accepted,
        ranking,
        sample.file,
        sample.line,
    )


def judge_all(
    model: Path,
    samples: Sequence[Sample],
    *,
    threshold: float | None = None,
    workers: int | None = None,
    slim: bool = False,
    progress: Callable[[int], None] = lambda done: None,
) -> list[Judged]:
    """What a model on disk makes of each message, on all cores where there are many messages.

    Args:
        model: the model's folder.
        samples: the messages.
        threshold: another threshold than the model's own.
        workers: processes; by default one per core.
        slim: keep the guesses alone, for messages of which only figures are wanted.
        progress: called with the number of messages that were judged since the last call.
    """
    count = (workers or cores()) if len(samples) >= _POOLED else 1
    judged: list[Judged] = []
    for part in ordered(_piece, _pieces(samples), workers=count, start=_load, given=(model, threshold, slim)):
        judged += part
        progress(len(part))
    return judged


def _pieces(samples: Sequence[Sample]) -> Iterator[list[Sample]]:
    taken = iter(samples)
    while piece := list(islice(taken, _PIECE)):
        yield piece


_LOADED: list[tuple[Understander, bool]] = []
"""The model of this process, and whether guesses alone are wanted: a worker is given them once, not with each piece."""


def _load(model: Path, threshold: float | None, slim: bool) -> None:
    _LOADED[:] = [(Understander.load(model, threshold=threshold), slim)]


def _piece(samples: list[Sample]) -> list[Judged]:
    understander, slim = _LOADED[0]
    judged = judge(understander, samples)
    return [_slim(each) for each in judged] if slim else judged


def _slim(judged: Judged) -> Judged:
    """The guess alone, with the three best intents."""
    bare = replace(judged.sample, text="", masked=())
    return Judged(bare, "", replace(judged.guess, ranked=judged.guess.ranked[:3]), (), ())


def latency(understander: Understander, texts: Sequence[str]) -> Latency | None:
    """Milliseconds that a message takes, one after another; None where there are none."""
    if not texts:
        return None
    chosen = texts[:: max(1, len(texts) // _TIMED)][:_TIMED]
    for text in chosen[:20]:
        understander.parse(text, NOW)
    taken = []
    for text in chosen:
        start = time.perf_counter()
        understander.parse(text, NOW)
        taken.append(1000 * (time.perf_counter() - start))
    taken.sort()
    p50, p95, p99 = (taken[min(len(taken) - 1, int(share * len(taken)))] for share in (0.5, 0.95, 0.99))
    return Latency(len(taken), sum(taken) / len(taken), p50, p95, p99, taken[-1])
