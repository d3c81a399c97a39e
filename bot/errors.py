"""The exceptions of the package, all in one tree; it holds no behaviour.

TiepNhanError                  anything that we raise on purpose
├── DataError                  a file that a person wrote cannot be used: names file, line, value and mend
│   ├── DomainError            domain.yml or triage.yml
│   └── TrainingDataError      messages in Rasa NLU YAML
├── ModelError                 a trained model cannot be read, or does not fit
│   └── ModelMismatch          it was trained for another domain or by another version
└── MissingExtra               an optional part of the installation is not there
"""

from __future__ import annotations


class TiepNhanError(Exception):
    """Anything that Tiếp Nhận raises on purpose; its text is fit for a person to read."""


class DataError(TiepNhanError):
    """A file that a person wrote cannot be used.

    Args:
        message: what is wrong.
        file: the file's path, as the person named it.
        line: the line in it, counted from 1.
        mend: what would put it right.
    """

    def __init__(self, message: str, *, file: str = "", line: int | None = None, mend: str = "") -> None:
        self.message = message
        self.file = file
        self.line = line
        self.mend = mend
        place = f"{file}:{line}: " if file and line else f"{file}: " if file else ""
        super().__init__(place + message + (f" ({mend})" if mend else ""))


class DomainError(DataError):
    """domain.yml or triage.yml cannot be used, or the two disagree."""


class TrainingDataError(DataError):
    """A file of training or test messages cannot be used."""


class ModelError(TiepNhanError):
    """A trained model cannot be read; the text says how to train one."""


class ModelMismatch(ModelError):
    """A model is whole, but was trained for another domain or by another version of the package."""


class MissingExtra(TiepNhanError):
    """An optional part of the installation is needed; the text gives the pip command that adds it."""
