"""The component `tiepnhan_clauses`: notes on the Doc where a clause may begin."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from bot.message import Entity
from bot.nlu.clauses import Cuts, cuts, stretches
from bot.nlu.neutral import neutral
from bot.text import read

CUTS = "tiepnhan.cuts"
"""Key of doc.user_data: the fields of bot.nlu.clauses.Cuts as lists."""


class Clauses:
    """Notes where a message may be cut."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Sets doc.user_data[CUTS]; an entity is never cut."""
        named = [(span.label_, span.start_char, span.end_char) for span in doc.ents]
        known = (Entity(kind, start, end, None, doc.text[start:end]) for kind, start, end in named)
        found = cuts(read(neutral(doc.text, known)), stretches(doc.text, named))
        doc.user_data[CUTS] = [[list(each) for each in found.places], [list(each) for each in found.whole]]
        return doc


def cuts_of(doc: Doc) -> Cuts:
    """Where a Doc may be cut; nowhere in particular where the component did not run."""
    places, whole = doc.user_data.get(CUTS, ((), ()))
    return Cuts(tuple((at, strength) for at, strength in places), tuple((start, end) for start, end in whole))


@Language.factory("tiepnhan_clauses", assigns=["doc.user_data"], requires=["doc.ents"])
def make_clauses(nlp: Language, name: str) -> Clauses:
    """The factory that spaCy finds by entry point."""
    return Clauses(name)
