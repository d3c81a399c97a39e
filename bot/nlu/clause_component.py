"""The component `tiepnhan_clauses`: notes on the Doc where a clause may begin."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from bot.nlu.clauses import cuts
from bot.text import read

CUTS = "tiepnhan.cuts"
"""Key of doc.user_data: places where a clause may begin, as [offset into the message, strength 1 or 2]."""


class Clauses:
    """Notes where a message may be cut."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Sets doc.user_data[CUTS]; an entity is never cut."""
        found = cuts(read(doc.text), [(span.start_char, span.end_char) for span in doc.ents])
        if found:
            doc.user_data[CUTS] = found
        return doc


@Language.factory("tiepnhan_clauses", assigns=["doc.user_data"], requires=["doc.ents"])
def make_clauses(nlp: Language, name: str) -> Clauses:
    """The factory that spaCy finds by entry point."""
    return Clauses(name)
