"""The tokenizer: cuts a message at words, signs, digits and the edges of entities, and masks secrets before all else."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import srsly
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab
from srsly.msgpack import msgpack_decoders, msgpack_encoders

from bot.message import Masked
from bot.nlu.entities.recognise import Grammars, recognise
from bot.text import Text, read, sound
from bot.text.masking import mask

MASKED = "tiepnhan.masked"
"""Key of doc.user_data: the stretches of the text that are dots, as [kind, start, end]."""

_PIECE = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")


class Tokenizer(DummyTokenizer):
    """Text -> Doc. The Doc's text is the message with its secrets as dots, character for character.

    Attributes:
        vocab: the pipeline's.
        grammars: which entities are looked for; the component that sets doc.ents uses the same.
    """

    def __init__(self, vocab: Vocab, grammars: Grammars | None = None) -> None:
        self.vocab = vocab
        self.grammars = grammars if grammars is not None else Grammars()

    def __call__(self, text: str) -> Doc:
        """Makes the Doc of one message."""
        masked, stretches = mask(sound(text))
        return self.of_masked(masked, stretches)

    def of_masked(self, text: str, stretches: tuple[Masked, ...]) -> Doc:
        """Makes the Doc of a message that was masked before.

        Args:
            text: the message with its dots.
            stretches: which stretches are dots.
        """
        words, spaces = cut(read(text), self.grammars, stretches)
        doc = Doc(self.vocab, words=words, spaces=spaces)
        if stretches:
            doc.user_data[MASKED] = [[each.kind, each.start, each.end] for each in stretches]
        return doc

    def to_bytes(self, **kwargs: Any) -> bytes:
        """The grammars' own names: look-up tables and settings."""
        packed: bytes = srsly.msgpack_dumps(self.grammars.to_json())
        return packed

    def from_bytes(self, data: bytes, **kwargs: Any) -> Tokenizer:
        """Reads what `to_bytes` wrote."""
        self.grammars = Grammars.from_json(srsly.msgpack_loads(data))
        return self

    def to_disk(self, path: str | Path, **kwargs: Any) -> None:
        """Writes the grammars' names as JSON."""
        srsly.write_json(path, self.grammars.to_json())

    def from_disk(self, path: str | Path, **kwargs: Any) -> Tokenizer:
        """Reads what `to_disk` wrote."""
        self.grammars = Grammars.from_json(srsly.read_json(path))
        return self


def cut(text: Text, grammars: Grammars, masked: tuple[Masked, ...] = ()) -> tuple[list[str], list[bool]]:
    """Words of a message, and for each whether a single space follows."""
    edges = {0, len(text.raw)}
    for match in _PIECE.finditer(text.folded.text):
        edges.update(text.folded.raw_span(*match.span()))
    for entity in recognise(text.raw, grammars, masked):
        edges.update((entity.start, entity.end))
    ordered = sorted(edges)
    words: list[str] = []
    spaces: list[bool] = []
    for start, end in pairwise(ordered):
        piece = text.raw[start:end]
        if piece[0] == " " and words and not spaces[-1] and not words[-1].isspace():
            spaces[-1] = True
            piece = piece[1:]
        if piece:
            words.append(piece)
            spaces.append(False)
    return words, spaces


@registry.tokenizers("tiepnhan.Tokenizer.v1")  # type: ignore[untyped-decorator]
def make_tokenizer() -> Callable[[Language], Tokenizer]:
    """The factory that spaCy finds by entry point."""

    def make(nlp: Language) -> Tokenizer:
        _settle_entry_points()
        return Tokenizer(nlp.vocab)

    return make


def _settle_entry_points() -> None:
    """Spares srsly its search.

    It looks through the entry points of all installed packages whenever a Doc is packed or unpacked, which takes 1.5 ms
    and makes several processes slower than one. Where no package has any for it, it need not look again.
    """
    for table in (msgpack_encoders, msgpack_decoders):
        if table.entry_points and not table.get_entry_points():
            table.entry_points = False


def grammars_of(nlp: Language) -> Grammars:
    """The grammars of a pipeline's tokenizer, or the plain ones where another tokenizer is in place."""
    return nlp.tokenizer.grammars if isinstance(nlp.tokenizer, Tokenizer) else Grammars()
