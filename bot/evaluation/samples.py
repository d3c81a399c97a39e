"""A labelled message, whatever file it came from; it is read elsewhere and judged elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.evaluation.results_findings import Notice, Span
from bot.message import Masked
from bot.nlu.rasa_yaml import Example, NluData


@dataclass(frozen=True, slots=True)
class Sample:
    """A message with what is known of it.

    Attributes:
        text: the message.
        intent: its label; "a+b" where it holds two problems, "" where only its entities are labelled.
        entities: its labelled entities; None where nobody has labelled them, which is not the same as none.
        masked: stretches that were dots already when it was exported.
        channel: telegram, zalo, web, …; "" where unknown.
        region: north, central, south or whatever the file says; "" where unknown.
        lang: vi, en or whatever the file says; "" where unknown.
        looks_like: intents that it must not be taken for (`not` in the metadata of look-alikes).
        source: the file or folder as it was named on the command line.
        file: where the message is written.
        line: on which line, counted from 1.
    """

    text: str
    intent: str
    entities: tuple[Span, ...] | None = None
    masked: tuple[Masked, ...] = ()
    channel: str = ""
    region: str = ""
    lang: str = ""
    looks_like: tuple[str, ...] = ()
    source: str = ""
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Samples:
    """What was read.

    Attributes:
        rows: the messages, in the order of the files.
        notices: what could not be read, and why.
        tables: synonyms, look-up tables and regexes of the files (no messages), which cross-validation trains with.
    """

    rows: tuple[Sample, ...] = ()
    notices: tuple[Notice, ...] = ()
    tables: NluData = field(default_factory=NluData)


def of_example(example: Example, *, labelled: bool = False, source: str = "") -> Sample:
    """A message of Rasa NLU YAML.

    Args:
        example: the message.
        labelled: whether somebody has labelled the entities of this file, so that no mark means no entity.
        source: the file or folder as it was named.
    """
    marks = tuple(Span(label.kind, label.start, label.end, label.value) for label in example.labels)
    return Sample(
        text=example.text,
        intent=example.intent,
        entities=marks if marks or labelled else None,
        channel=_word(example.metadata, "channel"),
        region=_word(example.metadata, "region"),
        lang=_word(example.metadata, "lang"),
        looks_like=_words(example.metadata.get("not")),
        source=source,
        file=example.file,
        line=example.line,
    )


def _word(metadata: Mapping[str, object], key: str) -> str:
    value = metadata.get(key, "")
    return value if isinstance(value, str) else ""


def _words(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(str(each) for each in value) if isinstance(value, list | tuple) else ()
