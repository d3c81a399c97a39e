"""A table of what is wanted and what was found; it measures nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from bot.evaluation.results_rows import Figure


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table: what, what is wanted (a share; of errors the most), and what was found."""

    what: str
    wanted: float | None
    found: Figure | float | None
    at_least: bool = True
    unit: str = "%"

    def cells(self) -> tuple[str, str, str, str]:
        """What the table shows."""
        value = self.found.value if isinstance(self.found, Figure) else self.found
        met = "" if self.wanted is None or value is None else "✓" if self._is_met(value) else "✗"
        sign = "" if self.wanted is None else f"{'≥' if self.at_least else '≤'} {self._shown(self.wanted)}"
        shown = "–" if value is None else self._shown(value)
        if isinstance(self.found, Figure) and self.found.low is not None and self.found.high is not None:
            shown += f" ({self._shown(self.found.low)}–{self._shown(self.found.high)})"
        return self.what, sign, shown, met

    def _is_met(self, value: float) -> bool:
        wanted = self.wanted or 0.0
        return value >= wanted if self.at_least else value <= wanted

    def _shown(self, value: float) -> str:
        if self.unit == "%":
            return f"{100 * value:.1f} %"
        return f"{value:,.0f} {self.unit}" if value >= 100 else f"{value:.3g} {self.unit}".strip()


def show(title: str, lines: Iterator[Line]) -> None:
    """Prints a table; nothing where there are no lines."""
    table = Table("what", "wanted", "found (95 %)", "", title=title, title_justify="left")
    for line in lines:
        table.add_row(*line.cells())
    if table.row_count:
        Console(width=100).print(table)
