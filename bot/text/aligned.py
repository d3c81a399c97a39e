"""A view of a message that knows where each of its characters came from; it holds no rules of writing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Aligned:
    """A rewritten message with a map back to the message as it was typed.

    Attributes:
        text: the view.
        plain: the view without accents (đ -> d), of exactly the same length, so that offsets hold for both.
        starts: for each character of the view the offset in the raw message where its source begins; None where
            the view has the raw message's own offsets.
        ends: likewise, the offset behind its source.
    """

    text: str
    plain: str
    starts: Sequence[int] | None = None
    ends: Sequence[int] | None = None

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the raw message that the characters from start to end (exclusive) came from.

        Raises:
            ValueError: the stretch is empty or outside the view.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no characters from {start} to {end} in a view of {len(self.text)}")
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


@dataclass(frozen=True, slots=True)
class Text:
    """A message in the three forms that the product works on.

    Attributes:
        raw: the message as it was typed (masked, where it came through masking).
        folded: lower case, composed (NFC), look-alike letters and digits as ASCII or Vietnamese ones, invisible and
            direction marks gone, exotic spaces and dashes plain. Every letter and digit that was typed is still
            there, one for one: user names, codes and numbers are read here.
        normal: folded, and read as a Vietnamese reader would: elongation squeezed ("quááá" -> "quá"), raw Telex and
            VNI composed ("tieenf", "tie6n2" -> "tiền"), tone marks in one place ("hoà" -> "hòa"), shorthand written
            out ("ko dc" -> "không được"). Words are read here: time, money, intents.
    """

    raw: str
    folded: Aligned
    normal: Aligned
