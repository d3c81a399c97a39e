"""Which words drove an error: what each word adds to the score of the guess and of the label, by the model's own weights."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from bot.evaluation.results_rows import Row, WordEvidence, WordWeight
from bot.nlu.entities.recognise import recognise
from bot.nlu.linear import DAMPING
from bot.nlu.neutral import neutral
from bot.nlu.understand import Understander
from bot.text import read
from bot.text.masking import mask

_SHOWN = 5

Segment = Callable[[str], list[str]]
"""Vietnamese words of an accented text, in order; their syllables stand side by side with spaces."""


def evidence(understander: Understander, row: Row, segment: Segment | None = None) -> WordEvidence | None:
    """The words that speak for the guess against the label, and those that speak for the label.

    Args:
        understander: the model that made the guess.
        row: a wrong message; its text is masked already.
        segment: cuts an accented text into Vietnamese words; without it each syllable is a word.

    Returns:
        None where the model does not know both intents, so that nothing can be compared.
    """
    labels = understander.model.labels
    truth = next((part for part in (row.truth, *row.truth.split("+")) if part in labels), "")
    if not truth or row.guess not in labels or truth == row.guess:
        return None
    spans, weights = _weights(understander, row.text, labels.index(row.guess), labels.index(truth))
    words = _joined(row.text, spans, segment) if segment is not None and not row.text.isascii() else None
    merged = list(_merged(row.text, spans, weights, words or [1] * len(spans)))
    order = sorted(merged, key=lambda word: (-abs(word.weight), word.start))
    return WordEvidence(
        row=row,
        for_guess=tuple(word for word in order if word.weight > 0)[:_SHOWN],
        for_truth=tuple(word for word in order if word.weight < 0)[:_SHOWN],
        segmented=words is not None,
    )


def _weights(
    understander: Understander, text: str, guess: int, truth: int
) -> tuple[list[tuple[int, int]], Sequence[float]]:
    """The words of a message (offsets into it) and how much more each speaks for the guess than for the label."""
    hidden, masked = mask(text)
    message = read(neutral(hidden, recognise(hidden, understander.grammars, masked)))
    shown = understander.model.evidence(message.normal)
    count = len(shown.spans)
    lengths = np.sqrt(shown.masses[:, count] + DAMPING)
    sums = ((shown.scores[:, :, guess] - shown.scores[:, :, truth]) / lengths[:, None]).sum(axis=0)
    spans = [message.normal.raw_span(*span) for span in shown.spans]
    return spans, [float(each) for each in np.diff(sums)]


def _joined(text: str, spans: Sequence[tuple[int, int]], segment: Segment) -> list[int] | None:
    """How many of the message's own words each Vietnamese word is made of; None where the two do not fit each other.

    The segmenter tells how many letters belong together; where they stand is known from the message alone.
    """
    sizes = [sum(char.isalnum() for char in text[start:end]) for start, end in spans]
    counts: list[int] = []
    at = 0
    for word in segment(text):
        wanted = sum(char.isalnum() for char in word)
        while wanted and at < len(sizes) and not sizes[at]:
            counts.append(1)  # a sign is no part of the word behind it
            at += 1
        number = 0
        while wanted > 0 and at + number < len(sizes):
            wanted -= sizes[at + number]
            number += 1
        if wanted:
            return None
        if number:
            counts.append(number)
        at += number
    return [*counts, *([1] * (len(spans) - at))]


def _merged(
    text: str, spans: Sequence[tuple[int, int]], weights: Sequence[float], counts: Sequence[int]
) -> Iterator[WordWeight]:
    at = 0
    for count in counts:
        part = spans[at : at + count]
        if part:
            start, end = part[0][0], part[-1][1]
            if any(char.isalnum() for char in text[start:end]):
                yield WordWeight(text[start:end], start, end, round(sum(weights[at : at + count]), 4))
        at += count


def vietnamese_words() -> Segment | None:
    """underthesea's segmentation; None where it is not installed. Loading it takes half a second."""
    try:
        from underthesea import word_tokenize
    except ImportError:
        return None

    def words(text: str) -> list[str]:
        # it would respell tones ("khoá" -> "khóa") by default, which is not what the customer wrote
        return [str(word) for word in word_tokenize(text, use_token_normalize=False)]

    return words
