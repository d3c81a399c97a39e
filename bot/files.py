"""Where the files are: a project's own first, then those that the package carries; it reads none but the domain."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import DataError, ModelError

if TYPE_CHECKING:
    from bot.domain import Domain

SHIPPED = Path(__file__).parent / "shipped"
"""Filled when the wheel is built: domain.yml, triage.yml, nlu/ and a trained model."""


def find_model(model: Path | None) -> Path:
    """The model folder: the one named, else models/default, else the one that is shipped.

    Raises:
        ModelError: there is none of them.
    """
    if model is not None:
        return model
    for place in (Path("models/default"), SHIPPED / "model"):
        if (place / "meta.json").is_file():
            return place
    raise ModelError("there is no model yet: run `tiepnhan train`")


def find_data(data: Path | None) -> Path:
    """The training messages: the folder named, else data/nlu, else those that are shipped.

    Raises:
        DataError: there are none of them.
    """
    if data is not None:
        return data
    for place in (Path("data/nlu"), SHIPPED / "nlu"):
        if place.is_dir():
            return place
    raise DataError("there are no training messages here", file="data/nlu", mend="name a folder with --data")


def find_domain(domain: Path | None) -> Domain:
    """The vocabulary: the domain.yml named (with triage.yml beside it), else the project's, else the shipped one.

    Raises:
        DomainError: it cannot be used.
        DataError: there is none.
    """
    from bot.domain import Domain

    if domain is not None:
        return Domain.load(domain, domain.with_name("triage.yml"))
    for place in (Path(), SHIPPED):
        if (place / "domain.yml").is_file():
            return Domain.load(place / "domain.yml", place / "triage.yml")
    raise DataError("there is no domain.yml here", file="domain.yml", mend="name one with --domain")
