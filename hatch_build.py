"""Puts the domain files, the messages and a trained model into the wheel, so that an installed `tiepnhan` works anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ShippedFiles(BuildHookInterface):  # type: ignore[type-arg]
    """Adds bot/shipped to a wheel; an editable installation reads the repository's own files instead."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Names the files to include.

        Raises:
            FileNotFoundError: there is no trained model to ship.
        """
        if version == "editable":
            return
        root = Path(self.root)
        model = root / "models" / "default"
        if not (model / "meta.json").is_file():
            raise FileNotFoundError("no model in models/default: run `make model` before building the wheel")
        build_data["force_include"].update(
            {
                str(root / "domain.yml"): "bot/shipped/domain.yml",
                str(root / "triage.yml"): "bot/shipped/triage.yml",
                str(root / "data" / "nlu"): "bot/shipped/nlu",
                str(root / "data" / "calibration"): "bot/shipped/calibration",
                str(model): "bot/shipped/model",
            }
        )
