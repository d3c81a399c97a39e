"""Entities, watches, suspects, comparisons and notices, as results hold them; nothing is worked out in here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.evaluation.results_rows import Figure, Row


@dataclass(frozen=True, slots=True)
class Span:
    """An entity in a message.

    Attributes:
        kind: the entity's name.
        start: first character.
        end: offset behind the last.
        value: its value as JSON text, or "" where it has none.
    """

    kind: str
    start: int
    end: int
    value: str = ""


@dataclass(frozen=True, slots=True)
class Misread:
    """A message whose entities were not read as labelled.

    Attributes:
        row: the message.
        what: missed, invented, border (same kind, overlapping, other border) or kind (overlapping, other kind).
        expected: the labelled entity; None where it was invented.
        found: the entity that was read; None where it was missed.
    """

    row: Row
    what: Literal["missed", "invented", "border", "kind"]
    expected: Span | None
    found: Span | None


@dataclass(frozen=True, slots=True)
class EntityFigures:
    """One kind of entity.

    Attributes:
        name: its name in domain.yml.
        extractor: who read it.
        exact: precision, recall and F1 where kind and both borders must agree.
        partial: the same where kind and one character in common suffice.
        support: labelled entities.
        predicted: entities that were read.
        misread: what went wrong, in the order of the messages.
    """

    name: str
    extractor: str
    exact: tuple[Figure, Figure, Figure]
    partial: tuple[Figure, Figure, Figure]
    support: int
    predicted: int
    misread: tuple[Misread, ...]


@dataclass(frozen=True, slots=True)
class Watch:
    """What must not slip through: secrets, or one at-once intent.

    Attributes:
        name: "secrets", "at_once" (all of them) or the intent's name.
        recall: share that was found. Of an at-once intent: named among the problems, or left to a human by the threshold.
        named: share that was named outright; for secrets the same as `recall`.
        false_alarms: of the messages that are something else, the share that raised it.
        look_alike_alarms: the same over the messages that were written to look alike.
        missed: the messages that slipped through.
        alarms: the messages that raised it wrongly.
    """

    name: str
    recall: Figure
    named: Figure
    false_alarms: Figure
    look_alike_alarms: Figure
    missed: tuple[Row, ...]
    alarms: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class TwoProblems:
    """Messages that hold two problems, and those that hold one and look like two.

    Attributes:
        both: share of messages with two problems of which both were found.
        one: share of which exactly one was found.
        split: of the messages with one problem, the share in which several were found.
        missed: messages of which not both were found.
        wrongly_split: messages with one problem in which several were found.
    """

    both: Figure
    one: Figure
    split: Figure
    missed: tuple[Row, ...]
    wrongly_split: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Suspect:
    """A message whose label may be wrong, by confident learning.

    Attributes:
        row: the message; its `guess` is what the model would call it.
        suggested: the label that the model would give.
        quality: how far the model believes the given label, 0 to 1; least first.
    """

    row: Row
    suggested: str
    quality: float


@dataclass(frozen=True, slots=True)
class NearGroup:
    """Messages that are nearly the same.

    Attributes:
        rows: the messages.
        likeness: least share of trigrams (Jaccard) that joined the group.
        one_label: whether they bear the same label.
    """

    rows: tuple[Row, ...]
    likeness: float
    one_label: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Another model on the same messages.

    Attributes:
        name: the other model's folder.
        accuracy: its accuracy.
        macro_f1: its macro F1.
        accepted_right: its share of right guesses among the accepted.
        coverage: its share over its own threshold.
        difference: our accuracy minus its, paired bootstrap; positive: ours is better.
        macro_f1_difference: likewise of macro F1.
        only_ours_right: messages that only our model has right.
        only_theirs_right: messages that only the other has right.
        p_value: exact two-sided McNemar test over those two.
        verdict: better or worse where p_value is below 0.05, else even.
        worsened: messages that the other has right and ours has wrong.
        mended: messages that ours has right and the other has wrong.
    """

    name: str
    accuracy: Figure
    macro_f1: Figure
    accepted_right: Figure
    coverage: Figure
    difference: Figure
    macro_f1_difference: Figure
    only_ours_right: int
    only_theirs_right: int
    p_value: float
    verdict: Literal["better", "worse", "even"]
    worsened: tuple[Row, ...]
    mended: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class LearningPoint:
    """A model that learnt from a part of the training messages.

    Attributes:
        percent: how much of them.
        messages: how many messages that is.
        per_intent: mean number per intent.
        accuracy: on the messages that are evaluated.
        macro_f1: likewise.
    """

    percent: float
    messages: int
    per_intent: float
    accuracy: Figure
    macro_f1: Figure


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about the input that a person should mend; the rest was evaluated.

    Attributes:
        message: what is wrong.
        file: where.
        line: on which line, counted from 1; 0 where it is the whole file.
        mend: what would put it right.
    """

    message: str
    file: str = ""
    line: int = 0
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether one message came out right, under a key that is the same in every evaluation of the same message."""

    key: str
    right: bool


@dataclass(frozen=True, slots=True)
class About:
    """What was evaluated.

    Attributes:
        model: the model's folder, or "" in cross-validation.
        package: the version of the package that evaluated.
        model_facts: what the training run wrote down (data_hash, messages, package, …).
        sources: the files or folders of messages.
        method: held-out, or cross-validation.
        folds: of the cross-validation; 0 otherwise.
        made_at: ISO 8601 with zone.
        seconds: how long it took.
        seed: of folds, bootstrap and slices.
    """

    model: str
    package: str
    model_facts: dict[str, object]
    sources: tuple[str, ...]
    method: Literal["held-out", "cross-validation"]
    folds: int
    made_at: str
    seconds: float
    seed: int
