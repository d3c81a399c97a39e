"""The component `tiepnhan_entities`: sets doc.ents from the grammars; values are in `ent._.value`, JSON-like."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from bot.message import Masked
from bot.nlu.entities.recognise import Grammars, recognise
from bot.nlu.tokenizer import MASKED, grammars_of

if not Span.has_extension("value"):
    Span.set_extension("value", default=None)
    Span.set_extension("detail", default=None)


class Entities:
    """Finds what a message holds.

    Attributes:
        grammars: what is looked for; None means whatever the pipeline's tokenizer has.
    """

    def __init__(self, nlp: Language, name: str) -> None:
        self.nlp = nlp
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Sets doc.ents, `ent._.value` and `ent._.detail`."""
        return set_entities(doc, grammars_of(self.nlp))


def set_entities(doc: Doc, grammars: Grammars) -> Doc:
    """Puts the entities of a message on its Doc."""
    spans: list[Span] = []
    for entity in recognise(doc.text, grammars, masked_of(doc)):
        span = doc.char_span(entity.start, entity.end, label=entity.kind, alignment_mode="expand")
        if span is None or (spans and span.start < spans[-1].end):
            continue
        if entity.value is not None:
            span._.value = entity.value
        if entity.detail:
            span._.detail = dict(entity.detail)
        spans.append(span)
    doc.ents = tuple(spans)
    return doc


def masked_of(doc: Doc) -> tuple[Masked, ...]:
    """Which stretches of a Doc's text are dots."""
    return tuple(Masked(kind, start, end) for kind, start, end in doc.user_data.get(MASKED, ()))


@Language.factory("tiepnhan_entities", assigns=["doc.ents", "span._.value", "span._.detail"])
def make_entities(nlp: Language, name: str) -> Entities:
    """The factory that spaCy finds by entry point."""
    return Entities(nlp, name)
