"""The result as pictures: drawn by matplotlib without a screen, in SVG (and PNG where Rasa has one), data beside each.

Fonts are those that matplotlib carries; letters are drawn as outlines, so that a file looks the same everywhere.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.errors import MissingExtra
from bot.evaluation.results import Evaluation, Figure

_BLUE, _RED, _GREY, _GREEN = "#1f5fa8", "#b3261e", "#6b7280", "#1e7d4f"
_SETTINGS: Any = {
    "svg.hashsalt": "tiepnhan",
    "svg.fonttype": "path",
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "figure.dpi": 120,
}
_NO_NOTES = {"svg": dict.fromkeys(("Date", "Creator", "Format", "Type")), "png": {"Software": None}}
"""A date or a version in a file would make it another file every night."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A plot.

    Attributes:
        name: the files' name without ending.
        png: whether Rasa has it as PNG.
        size: inches.
        header: the columns of the data beside it.
        rows: the data.
        draw: puts it onto matplotlib's axes.
    """

    name: str
    png: bool
    size: tuple[float, float]
    header: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    draw: Callable[[Any], None]

    def table(self) -> str:
        """The data as CSV."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.header)
        writer.writerows(self.rows)
        return out.getvalue()


def pictures(evaluation: Evaluation) -> list[Picture]:
    """All plots that the result has data for."""
    made: list[Picture | None] = [
        _matrix(evaluation),
        _histogram(evaluation),
        _reliability(evaluation),
        _risk(evaluation),
        _costs(evaluation),
        _bars("slices", [(each.name, each.messages, each.accuracy) for each in evaluation.slices], "accuracy"),
        _bars(
            "intents", [(each.name, each.support, each.recall) for each in evaluation.intents if each.support], "recall"
        ),
        _curve(evaluation),
    ]
    return [each for each in made if each is not None]


def render(picture: Picture) -> dict[str, bytes]:
    """The picture's files by name: SVG, PNG where Rasa has one, CSV.

    Raises:
        MissingExtra: matplotlib is not installed.
    """
    try:
        import matplotlib as mpl
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure as Canvas
    except ImportError as missing:
        raise MissingExtra("plots need matplotlib: pip install 'tiepnhan[report]'") from missing
    files = {f"{picture.name}.csv": picture.table().encode()}
    with mpl.rc_context(_SETTINGS):
        canvas = Canvas(figsize=picture.size, layout="constrained")
        FigureCanvasAgg(canvas)
        picture.draw(canvas.add_subplot())
        for kind in ("svg", "png") if picture.png else ("svg",):
            out = io.BytesIO()
            canvas.savefig(out, format=kind, metadata=_NO_NOTES[kind])
            files[f"{picture.name}.{kind}"] = out.getvalue()
    return files


def _matrix(evaluation: Evaluation) -> Picture | None:
    labels, counts = evaluation.matrix.labels, evaluation.matrix.counts
    if not labels:
        return None

    def draw(axes: Any) -> None:
        shares = [[count / max(1, sum(row)) for count in row] for row in counts]
        axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
        axes.set_xticks(range(len(labels)), labels, rotation=90)
        axes.set_yticks(range(len(labels)), labels)
        for y, row in enumerate(counts):
            for x, count in enumerate(row):
                if count:
                    dark = shares[y][x] > 0.5
                    axes.text(x, y, count, ha="center", va="center", fontsize=7, color="white" if dark else "black")
        axes.set_xlabel("predicted")
        axes.set_ylabel("true")

    side = max(4.0, 0.28 * len(labels) + 2)
    rows = tuple((label, *row) for label, row in zip(labels, counts, strict=True))
    return Picture("intent_confusion_matrix", True, (side, side), ("true \\ predicted", *labels), rows, draw)


def _histogram(evaluation: Evaluation) -> Picture | None:
    shown = evaluation.calibration
    if shown is None:
        return None
    starts, width = shown.edges[:-1], shown.edges[1] - shown.edges[0]

    def draw(axes: Any) -> None:
        axes.barh(starts, shown.right, height=0.9 * width, align="edge", color=_BLUE, label="right")
        axes.barh(starts, [-each for each in shown.wrong], height=0.9 * width, align="edge", color=_RED, label="wrong")
        axes.axvline(0, color="black", linewidth=0.8)
        axes.set_xlabel("messages (wrong to the left)")
        axes.set_ylabel("confidence")
        axes.legend(frameon=False)

    rows = tuple(zip(starts, shown.edges[1:], shown.right, shown.wrong, strict=True))
    return Picture("intent_histogram", True, (6, 4.5), ("from", "to", "right", "wrong"), rows, draw)


def _reliability(evaluation: Evaluation) -> Picture | None:
    shown = evaluation.calibration
    if shown is None:
        return None
    bins = shown.bins

    def draw(axes: Any) -> None:
        axes.plot([0, 1], [0, 1], color=_GREY, linewidth=0.8, linestyle="--")
        at, high = [each.confidence for each in bins], [each.accuracy.value or 0.0 for each in bins]
        axes.errorbar(at, high, yerr=_ends([each.accuracy for each in bins]), fmt="o-", color=_BLUE, capsize=2)
        axes.set(xlim=(0, 1.02), ylim=(0, 1.02), xlabel="confidence", ylabel="share right")
        axes.set_title(f"calibration error {shown.error.value or 0.0:.3f} (by chance up to {shown.by_chance:.3f})")

    header = ("from", "to", "mean_confidence", "accuracy", "low", "high", "messages")
    rows = tuple(
        (
            each.low,
            each.high,
            each.confidence,
            each.accuracy.value,
            each.accuracy.low,
            each.accuracy.high,
            each.accuracy.count,
        )
        for each in bins
    )
    return Picture("reliability", False, (5, 4.5), header, rows, draw)


def _ends(figures: Sequence[Figure]) -> list[list[float]]:
    """Distances of the interval's ends from the figure, below and above."""
    known = [(each.value or 0.0, each.low or 0.0, each.high or 0.0) for each in figures]
    return [[value - low for value, low, _ in known], [high - value for value, _, high in known]]


def _risk(evaluation: Evaluation) -> Picture | None:
    if not evaluation.risk:
        return None
    points = evaluation.risk

    def draw(axes: Any) -> None:
        axes.plot([100 * each.coverage for each in points], [100 * each.risk for each in points], color=_BLUE)
        head = evaluation.headline
        if head.coverage.value is not None and head.accepted_right.value is not None:
            axes.plot(100 * head.coverage.value, 100 * (1 - head.accepted_right.value), "o", color=_RED, label="now")
            axes.legend(frameon=False)
        axes.set(xlabel="accepted (%)", ylabel="wrong among the accepted (%)", xlim=(0, 101))
        axes.set_ylim(bottom=0)

    rows = tuple((each.threshold, each.coverage, each.risk) for each in points)
    return Picture("risk_coverage", False, (5.5, 4), ("threshold", "coverage", "risk"), rows, draw)


def _costs(evaluation: Evaluation) -> Picture | None:
    shown = evaluation.threshold
    if shown is None:
        return None

    def draw(axes: Any) -> None:
        at = [each.threshold for each in shown.curve]
        parts = [[getattr(each, name) for each in shown.curve] for name in ("wrong", "handoff", "missed_urgent")]
        names = ("wrong answers", "needless hand-offs", "missed urgent")
        axes.stackplot(at, *parts, labels=names, colors=("#e3a39e", "#a9c4e4", "#8a1c15"))
        for point, colour, name in ((shown.now, "black", "now"), (shown.best, _GREEN, "cheapest")):
            axes.axvline(point.threshold, color=colour, linewidth=1, label=f"{name} {point.threshold:.3f}")
        axes.set(xlabel="threshold", ylabel="mean cost of a message", xlim=(0, 1))
        axes.legend(frameon=False)

    rows = tuple((each.threshold, each.cost, each.wrong, each.handoff, each.missed_urgent) for each in shown.curve)
    header = ("threshold", "cost", "wrong", "handoff", "missed_urgent")
    return Picture("cost_curve", False, (6, 4), header, rows, draw)


def _bars(name: str, items: Sequence[tuple[str, int, Figure]], what: str) -> Picture | None:
    known = [(label, count, figure) for label, count, figure in items if figure.value is not None]
    if not known:
        return None

    def draw(axes: Any) -> None:
        places = range(len(known))
        values = [100 * (figure.value or 0.0) for _, _, figure in known]
        ends = [[100 * each for each in side] for side in _ends([figure for _, _, figure in known])]
        axes.barh(places, values, xerr=ends, color="#a9c4e4", ecolor=_BLUE, capsize=2)
        axes.set_yticks(places, [f"{label} ({count})" for label, count, _ in known])
        axes.invert_yaxis()
        axes.set(xlabel=f"{what} (%)", xlim=(0, 101))

    rows = tuple((label, count, figure.value, figure.low, figure.high) for label, count, figure in known)
    size = (6.5, max(2.0, 0.24 * len(known) + 1))
    return Picture(name, False, size, ("name", "messages", what, "low", "high"), rows, draw)


def _curve(evaluation: Evaluation) -> Picture | None:
    points = evaluation.learning_curve
    if not points:
        return None

    def draw(axes: Any) -> None:
        at = [each.messages for each in points]
        values = [each.accuracy.value or 0.0 for each in points]
        axes.errorbar(at, values, yerr=_ends([each.accuracy for each in points]), fmt="o-", color=_BLUE, capsize=2)
        axes.set(xlabel="training messages", ylabel="accuracy")

    rows = tuple(
        (each.percent, each.messages, each.accuracy.value, each.accuracy.low, each.accuracy.high, each.macro_f1.value)
        for each in points
    )
    header = ("percent", "messages", "accuracy", "low", "high", "macro_f1")
    return Picture("learning_curve", False, (5.5, 4), header, rows, draw)
