"""Training: a folder of NLU YAML -> a model folder that spaCy loads; the one place that writes models."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bot.errors import TrainingDataError
from bot.nlu.entities.recognise import BUILT_IN, Grammars
from bot.nlu.fit_cutting import fit_cutting
from bot.nlu.fitting import HeldOut, Progress, Recipe, fit
from bot.nlu.names import tables
from bot.nlu.neutral import neutral_texts
from bot.nlu.pipeline import build
from bot.nlu.rasa_yaml import NluData, read_folder
from bot.nlu.understand import META

MINOR = frozenset("greet goodbye thank affirm deny inform correct stop out_of_scope bot_challenge".split())
"""Intents that are no second problem beside another, where the operator's files use these names."""


@dataclass(frozen=True, slots=True)
class Trained:
    """What a training run made.

    Attributes:
        folder: where the model is.
        messages: how many messages it learnt from.
        intents: how many intents it knows.
        held_out: what it showed on messages that it had not seen.
        threshold: the probability from which on its best guess is taken.
        data_hash: SHA-256 of the training data.
    """

    folder: Path
    messages: int
    intents: int
    held_out: HeldOut
    threshold: float
    data_hash: str


def train(
    data: Path | NluData,
    folder: Path,
    *,
    calibration: Path | NluData | None = None,
    lookups: Mapping[str, Mapping[str, list[str]]] | None = None,
    point_rate: int = 1000,
    labels_hash: str = "",
    recipe: Recipe = Recipe(),
    progress: Progress = lambda step, share: None,
) -> Trained:
    """Trains a model and puts it into a folder; a model that stood there stays until the new one is whole.

    Args:
        data: a folder of Rasa NLU YAML, or what was read from one.
        folder: where the model goes.
        calibration: messages like those of an ordinary day, which stay out of training: confidence, threshold and the
            cutting of messages with two problems ("a+b") are fitted on them. Without them folds of the data serve.
        lookups: further names to look for: kind -> name -> other spellings.
        point_rate: VND that one point is worth.
        labels_hash: Domain.labels_hash() of the domain that the model is for, if any.
        recipe: how to fit.
        progress: told how far it is.

    Raises:
        TrainingDataError: the data cannot be read or learnt from.
    """
    read = read_folder(data) if isinstance(data, Path) else data
    examples = [example for example in read.examples if example.text.strip()]
    if not examples:
        place = str(data) if isinstance(data, Path) else ""
        raise TrainingDataError("no training message in it", file=place, mend="add  - intent:  with examples")
    judging = read_folder(calibration) if isinstance(calibration, Path) else calibration or NluData()
    grammars = Grammars(
        {**tables(read), **(lookups or {})},
        {kind: patterns for kind, patterns in read.regexes.items() if kind not in BUILT_IN},
        point_rate,
    )
    judged = neutral_texts([each.text for each in judging.examples], grammars)
    fitted = fit(
        neutral_texts([each.text for each in examples], grammars),
        [each.intent for each in examples],
        calibration=[(text, each.intent) for text, each in zip(judged, judging.examples, strict=True)],
        recipe=recipe,
        progress=progress,
    )
    cutting = fit_cutting(fitted.model, judging.examples, grammars, MINOR & set(fitted.model.labels))
    nlp = build(grammars, fitted.model, cutting)
    digest = data_hash(read)
    nlp.meta[META] = {
        "package": version("tiepnhan"),
        "data_hash": digest,
        "labels_hash": labels_hash,
        "messages": len(examples),
        "held_out": asdict(fitted.held_out),
    }
    nlp.meta["name"] = "tiepnhan"
    _save(nlp, folder)
    progress("saved", 1.0)
    count = len(fitted.model.labels)
    return Trained(folder, len(examples), count, fitted.held_out, fitted.model.threshold, digest)


def data_hash(data: NluData) -> str:
    """SHA-256 over messages, labels and names, whatever file they stand in."""
    lines = sorted(f"{each.intent}\t{each.text}" for each in data.examples)
    tables = json.dumps(
        [dict(data.synonyms), dict(data.lookups), dict(data.regexes)], ensure_ascii=False, sort_keys=True
    )
    return hashlib.sha256("\n".join([*lines, tables]).encode("utf-8", "surrogatepass")).hexdigest()


def _save(nlp: Any, folder: Path) -> None:
    """Writes beside the place and then moves there, so that a reader never finds half a model."""
    folder = folder.absolute()
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        nlp.to_disk(made, exclude=["vocab"])
        made.chmod(0o755)
        if folder.exists():
            old = made.with_name(made.name + "-old")
            os.replace(folder, old)
            os.replace(made, folder)
            shutil.rmtree(old)
        else:
            os.replace(made, folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)
