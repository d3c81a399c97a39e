"""The result under the file names and keys of `rasa test nlu` (Rasa 3.6), so that what reads those reads ours."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from bot.evaluation.entities import EXTRACTOR
from bot.evaluation.judging import Judged
from bot.evaluation.metrics import per_intent
from bot.evaluation.results import Evaluation
from bot.evaluation.results_findings import EntityFigures, Span

_KEYS = ("precision", "recall", "f1-score")


def rasa_files(evaluation: Evaluation, judged: Sequence[Judged], *, successes: bool) -> dict[str, Any]:
    """JSON by file name.

    Args:
        evaluation: the result.
        judged: the messages that it is of; those with one label.
        successes: also the messages that came out right.
    """
    wrong = [each for each in judged if not each.guess.right]
    files: dict[str, Any] = {
        "intent_report.json": intent_report(judged),
        "intent_errors.json": [_message(each) for each in wrong],
    }
    if successes:
        files["intent_successes.json"] = [_message(each) for each in judged if each.guess.right]
    by_extractor: dict[str, list[EntityFigures]] = defaultdict(list)
    for kind in evaluation.entities:
        by_extractor[kind.extractor].append(kind)
    for extractor, kinds in by_extractor.items():
        files[f"{extractor}_report.json"] = entity_report(kinds)
        files[f"{extractor}_errors.json"] = _entity_errors(judged)
    return files


def intent_report(judged: Sequence[Judged]) -> dict[str, Any]:
    """One entry per label with precision, recall, f1-score, support and confused_with; accuracy and the averages."""
    guesses = [each.guess for each in judged]
    rows = {label: row for label, row in per_intent(guesses).items() if label}
    report: dict[str, Any] = dict(rows)
    report["accuracy"] = sum(guess.right for guess in guesses) / len(guesses) if guesses else 0.0
    return report | _averages(rows)


def _averages(rows: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Rasa's `macro avg` and `weighted avg` over all labels, those that were only guessed included."""
    support = sum(int(row["support"]) for row in rows.values())
    macro = {key: sum(float(row[key]) for row in rows.values()) / max(1, len(rows)) for key in _KEYS}
    weighted = {key: sum(float(row[key]) * row["support"] for row in rows.values()) / max(1, support) for key in _KEYS}
    return {"macro avg": {**macro, "support": support}, "weighted avg": {**weighted, "support": support}}


def entity_report(kinds: Sequence[EntityFigures]) -> dict[str, Any]:
    """One entry per kind (both borders must agree), `confused_with`, and the averages; ours is `partial`."""
    rows: dict[str, dict[str, Any]] = {}
    for kind in kinds:
        confused = Counter(
            each.found.kind if each.found is not None else "no_entity" for each in kind.misread if each.expected
        )
        rows[kind.name] = {
            **_three(kind.exact),
            "support": kind.support,
            "confused_with": dict(confused.most_common()),
            "partial": _three(kind.partial),
        }
    hits = sum(round((kind.exact[1].value or 0.0) * kind.support) for kind in kinds)
    said, borne = sum(kind.predicted for kind in kinds), sum(kind.support for kind in kinds)
    micro = (hits / max(1, said), hits / max(1, borne), 2 * hits / max(1, said + borne))
    return {**rows, "micro avg": {**dict(zip(_KEYS, micro, strict=True)), "support": borne}, **_averages(rows)}


def _three(figures: Sequence[Any]) -> dict[str, float]:
    return {key: figure.value or 0.0 for key, figure in zip(_KEYS, figures, strict=True)}


def _message(each: Judged) -> dict[str, Any]:
    name = each.guess.ranked[0] if each.guess.ranked else None
    prediction = {"name": name, "confidence": each.guess.confidence}
    return {"text": each.text, "intent": each.guess.truth, "intent_prediction": prediction}


def _entity_errors(judged: Sequence[Judged]) -> list[dict[str, Any]]:
    """Messages whose labelled entities are not what was read, with both."""
    found = []
    for each in judged:
        if each.sample.entities is not None and _places(each.sample.entities) != _places(each.entities):
            wanted = [_entity(span, each.text) for span in each.sample.entities]
            read = [{**_entity(span, each.text), "extractor": EXTRACTOR} for span in each.entities]
            found.append({"text": each.text, "entities": wanted, "predicted_entities": read})
    return found


def _places(spans: Sequence[Span]) -> set[tuple[str, int, int]]:
    return {(span.kind, span.start, span.end) for span in spans}


def _entity(span: Span, text: str) -> dict[str, Any]:
    """The characters come from the masked text, so that a labelled secret is dots here too."""
    return {"entity": span.kind, "start": span.start, "end": span.end, "value": text[span.start : span.end]}
