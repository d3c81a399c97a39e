"""The component `tiepnhan_intents`: sets doc.cats, and doc.user_data[FOUND] to what the message asks for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from bot.message import Entity
from bot.nlu.clause_component import cuts_of
from bot.nlu.linear import LinearModel, untrained
from bot.nlu.neutral import neutral
from bot.nlu.problems import CUTTING, Cutting, asked, cutting_from
from bot.text import read

FOUND = "tiepnhan.intents"
"""Key of doc.user_data: what the message asks for, as dictionaries with the fields of bot.message.Intent."""


class Intents:
    """Scores a message and its parts.

    Attributes:
        model: the trained weights.
        cutting: when a message is taken to hold two problems.
    """

    def __init__(self, name: str, cutting: Cutting) -> None:
        self.name = name
        self.cutting = cutting
        self.model = untrained()

    def __call__(self, doc: Doc) -> Doc:
        """Sets doc.cats and doc.user_data[FOUND]."""
        named = (Entity(span.label_, span.start_char, span.end_char, None, span.text) for span in doc.ents)
        found = asked(read(neutral(doc.text, named)), cuts_of(doc), self.model, self.cutting)
        doc.cats = found.chances
        doc.user_data[FOUND] = [{**asdict(intent), "because": list(intent.because)} for intent in found.intents]
        return doc

    def to_disk(self, path: str | Path, exclude: Iterable[str] = ()) -> None:
        """Writes the model and the settings into a folder."""
        self.model.to_disk(Path(path))
        (Path(path) / CUTTING).write_text(json.dumps(self.cutting.to_json()), encoding="utf-8")

    def from_disk(self, path: str | Path, exclude: Iterable[str] = ()) -> Intents:
        """Reads what `to_disk` wrote."""
        self.model = LinearModel.from_disk(Path(path))
        self.cutting = cutting_from(Path(path))
        return self

    def to_bytes(self, exclude: Iterable[str] = ()) -> bytes:
        """Settings and model as bytes."""
        return json.dumps(self.cutting.to_json()).encode() + b"\n" + self.model.to_bytes()

    def from_bytes(self, bytes_data: bytes, exclude: Iterable[str] = ()) -> Intents:
        """Reads what `to_bytes` wrote."""
        head, _, body = bytes_data.partition(b"\n")
        self.cutting, self.model = Cutting.from_json(json.loads(head)), LinearModel.from_bytes(body)
        return self


@Language.factory("tiepnhan_intents", assigns=["doc.cats", "doc.user_data"])
def make_intents(nlp: Language, name: str) -> Intents:
    """The factory that spaCy finds by entry point; weights and settings come with the model's files."""
    return Intents(name, Cutting())
