"""How a report writes figures, spans and dates in its language; it decides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.evaluation.report_texts import TEXTS, Lang
from bot.evaluation.results import Figure, Gate, Misread, Span

NONE = "–"
_THIN = "\u00a0"


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one language.

    Attributes:
        lang: vi or en; Vietnamese writes 96,3 where English writes 96.3.
    """

    lang: Lang

    def say(self, key: str, **values: object) -> str:
        """The text under the key, with the values in its gaps.

        Raises:
            KeyError: there is no such text, or it has a gap that was not given.
        """
        text = TEXTS[self.lang][key]
        return text.format(**values) if values else text

    def number(self, value: float | None, digits: int = 0) -> str:
        """A number with so many decimals, thousands apart."""
        if value is None:
            return NONE
        written = f"{value:,.{digits}f}"
        return written.translate(str.maketrans(",.", ".,")) if self.lang == "vi" else written

    def percent(self, value: float | None, digits: int = 1) -> str:
        """A share (0 to 1) in percent."""
        return NONE if value is None else f"{self.number(100 * value, digits)}{_THIN}%"

    def points(self, value: float | None) -> str:
        """A difference of shares in percentage points, with its sign."""
        if value is None:
            return NONE
        shown = round(100 * value, 1) + 0.0  # no minus before a zero
        return ("+" if shown > 0 else "−" if shown < 0 else "") + self.number(abs(shown), 1)

    def figure(self, figure: Figure) -> str:
        """A share without its interval."""
        return self.percent(figure.value)

    def interval(self, figure: Figure) -> str:
        """The interval of a share."""
        if figure.low is None or figure.high is None:
            return NONE
        return f"{self.number(100 * figure.low, 1)}–{self.number(100 * figure.high, 1)}{_THIN}%"

    def decimal_interval(self, figure: Figure) -> str:
        """The interval of a figure that is not written in percent."""
        if figure.low is None or figure.high is None:
            return NONE
        return f"{self.number(figure.low, 3)}–{self.number(figure.high, 3)}"

    def points_interval(self, figure: Figure) -> str:
        """The interval of a difference, in percentage points."""
        if figure.low is None or figure.high is None:
            return NONE
        return f"{self.points(figure.low)} … {self.points(figure.high)}"

    def needed(self, gate: Gate) -> str:
        """What a gate asks for."""
        if gate.needed is None:
            return NONE
        shown = self.number(gate.needed, 3) if gate.key.endswith("calibration_error") else self.percent(gate.needed)
        return f"{'≥' if gate.at_least else '≤'}{_THIN}{shown}"

    def reached(self, gate: Gate) -> str:
        """What a gate found."""
        if gate.key.endswith("calibration_error"):
            return self.number(gate.found.value, 3)
        return self.figure(gate.found)

    def part(self, name: str) -> str:
        """A slice's name: `channel:zalo` as "channel zalo", the known ones as words."""
        kind, colon, value = name.partition(":")
        texts = TEXTS[self.lang]
        if colon:
            return f"{texts.get(f'slice.{kind}', kind)} {texts.get(f'slice.{name}', value)}"
        return texts.get(f"slice.{name}", name)

    def gate(self, key: str) -> str:
        """What a gate is about: the known ones in words, the others by their key."""
        return TEXTS[self.lang].get(f"gate.{key}", key)

    def watched(self, name: str) -> str:
        """What a watch is about."""
        return TEXTS[self.lang].get(f"watch.{name}", name)

    def span(self, text: str, span: Span | None) -> str:
        """An entity as its kind and its stretch of the (covered) message."""
        return NONE if span is None else f"{span.kind} «{text[span.start : span.end]}»"

    def misread(self, misread: Misread) -> str:
        """What went wrong with an entity."""
        return TEXTS[self.lang][f"misread.{misread.what}"]

    def moment(self, iso: str) -> str:
        """A moment as people of the language write it; what is no moment stays as it is."""
        try:
            moment = datetime.fromisoformat(iso)
        except ValueError:
            return iso
        return moment.strftime("%d/%m/%Y %H:%M" if self.lang == "vi" else "%Y-%m-%d %H:%M")
