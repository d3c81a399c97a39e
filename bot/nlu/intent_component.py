"""The component `tiepnhan_intents`: sets doc.cats, and doc.user_data[FOUND] to what the message asks for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from bot.nlu.clause_component import CUTS
from bot.nlu.linear import LinearModel, untrained
from bot.nlu.problems import CUTTING, Cutting, asked, cutting_from, cutting_json, read_cutting
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
        found = asked(read(doc.text), doc.user_data.get(CUTS, ()), self.model, self.cutting)
        doc.cats = found.chances
        doc.user_data[FOUND] = [{**asdict(intent), "because": list(intent.because)} for intent in found.intents]
        return doc

    def to_disk(self, path: str | Path, exclude: Iterable[str] = ()) -> None:
        """Writes the model and the settings into a folder."""
        self.model.to_disk(Path(path))
        (Path(path) / CUTTING).write_text(json.dumps(cutting_json(self.cutting)), encoding="utf-8")

    def from_disk(self, path: str | Path, exclude: Iterable[str] = ()) -> Intents:
        """Reads what `to_disk` wrote."""
        self.model = LinearModel.from_disk(Path(path))
        self.cutting = cutting_from(Path(path))
        return self

    def to_bytes(self, exclude: Iterable[str] = ()) -> bytes:
        """Settings and model as bytes."""
        return json.dumps(cutting_json(self.cutting)).encode() + b"\n" + self.model.to_bytes()

    def from_bytes(self, bytes_data: bytes, exclude: Iterable[str] = ()) -> Intents:
        """Reads what `to_bytes` wrote."""
        head, _, body = bytes_data.partition(b"\n")
        self.cutting, self.model = read_cutting(json.loads(head)), LinearModel.from_bytes(body)
        return self


@Language.factory(
    "tiepnhan_intents",
    default_config={"needs": [0.8, 0.65, 0.55], "minor": [], "words": 2},
    assigns=["doc.cats", "doc.user_data"],
)
def make_intents(nlp: Language, name: str, needs: list[float], minor: list[str], words: int) -> Intents:
    """The factory that spaCy finds by entry point.

    Args:
        nlp: the pipeline.
        name: the component's name in it.
        needs: see Cutting.
        minor: see Cutting.
        words: see Cutting.
    """
    return Intents(name, read_cutting({"needs": needs, "minor": minor, "words": words}))
