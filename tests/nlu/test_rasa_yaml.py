"""Reading NLU YAML: Rasa's forms, other people's habits, and errors that name file, line and mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import TrainingDataError
from bot.nlu.rasa_yaml import Label, parse, read_folder

FULL = """\
version: "3.1"
nlu:
- intent: ask_price
  metadata: {source: desk}
  examples: |
    - giá [vàng](metal) bao nhiêu
    - [vang]{"entity": "metal", "value": "vàng"} hôm nay sao rồi

    # a note
    - - gạch đầu dòng vẫn là một phần
- intent: faq/opening
  examples:
  - text: |
      mấy giờ mở cửa
    metadata:
      not: [distress]
  - text: "on"
  - mở cửa lúc nào
- synonym: vàng
  examples: |
    - vang
    - gold
- lookup: metal
  examples: |
    - vàng
    - bạc
- regex: code
  examples: |
    - [A-Z]{3}\\d{4}
"""


def test_all_of_rasas_forms_are_read() -> None:
    data = parse(FULL, "nlu.yml")
    assert [(each.text, each.intent, each.line) for each in data.examples] == [
        ("giá vàng bao nhiêu", "ask_price", 6),
        ("vang hôm nay sao rồi", "ask_price", 7),
        ("- gạch đầu dòng vẫn là một phần", "ask_price", 10),
        ("mấy giờ mở cửa", "faq/opening", 13),
        ("on", "faq/opening", 17),
        ("mở cửa lúc nào", "faq/opening", 18),
    ]
    assert data.examples[0].labels == (Label("metal", 4, 8, "vàng"),)
    assert data.examples[1].labels == (Label("metal", 0, 4, "vàng"),)
    assert data.examples[0].metadata == {"source": "desk"}
    assert data.examples[3].metadata == {"not": ["distress"]}
    assert data.synonyms == {"vàng": ("vang", "gold")}
    assert data.lookups == {"metal": ("vàng", "bạc")}
    assert data.regexes == {"code": (r"[A-Z]{3}\d{4}",)}


BROKEN = [
    ("nlu:\n- intent: a\n  examples: |\n    - một\n    hai\n", 5, "begin each example with"),
    ("nlu:\n- intent: a\n", 2, "add  examples"),
    ("nlu:\n- intent:\n  examples: |\n    - x\n", 2, "intent: its_name"),
    ("nlu:\n- story: a\n  examples: |\n    - x\n", 2, "- intent: name"),
    ("nlu:\n  intent: a\n", 2, "- intent: name"),
    ("- a\n- b\n", 1, "begin it with"),
    ('nlu:\n- intent: "a\n  examples: |\n    - x\n', None, "indentation and quotes"),
    ("nlu:\n- intent: a\n examples: |\n    - x\n", 3, "indentation and quotes"),
    ('nlu:\n- intent: a\n  examples: |\n    - x [y]{"ent": "z"}\n', 4, '{"entity": "name"}'),
    ("nlu:\n- intent: a\n  examples: {b: c}\n", 3, "examples: |"),
    ("nlu:\n- intent: a\n  examples:\n  - metadata: {}\n", 4, "- text: …"),
    ("\tnlu: x", 1, "indentation and quotes"),
]


@pytest.mark.parametrize(("text", "line", "mend"), BROKEN)
def test_a_broken_file_is_told_with_line_and_mend(text: str, line: int | None, mend: str) -> None:
    with pytest.raises(TrainingDataError) as caught:
        parse(text, "nlu.yml")
    assert caught.value.file == "nlu.yml"
    assert line is None or caught.value.line == line
    assert mend in caught.value.mend


@pytest.mark.parametrize("text", ["", "version: '3.1'\n", "nlu:\n", "stories:\n- story: a\n", "\ufeff"])
def test_a_file_without_messages_is_empty(text: str) -> None:
    assert parse(text.lstrip("\ufeff")).examples == ()


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_bytes(b'version: "3.1"\nnlu:\n- intent: \xff\xfe\n')
    with pytest.raises(TrainingDataError) as caught:
        read_folder(tmp_path)
    assert (caught.value.line, caught.value.mend) == (3, "save the file as UTF-8")


@pytest.mark.parametrize("make", [False, True])
def test_a_place_without_yaml_is_told(tmp_path: Path, make: bool) -> None:
    place = tmp_path / "nlu"
    if make:
        place.mkdir()
    with pytest.raises(TrainingDataError):
        read_folder(place)
