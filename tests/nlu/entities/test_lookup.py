"""Names out of tables: spellings, accents, word boundaries; and the tables that come with the product."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.nlu import rasa_yaml
from bot.nlu.entities.lookup import Lookup
from bot.text import read

LOOKUPS = Path(__file__).parents[3] / "data" / "nlu" / "lookups"

TABLE = Lookup.of(
    {
        "xóc đĩa": ["xd"],
        "nổ hũ": [],
        "tiến lên": [],
        "bắn cá": [],
        "thưởng nạp đầu": ["km nạp lần đầu"],
        "tài xỉu": ["tx", "tài xỉu md5"],
        "slot": ["xèng"],
        "e-sports": [],
    }
)


def names(message: str) -> list[str]:
    return [found.name for found in TABLE.find(read(message).normal)]


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ("xóc đĩa", "xóc đĩa"),
        ("XÓC ĐĨA", "xóc đĩa"),
        ("xoc dia", "xóc đĩa"),
        ("xocdia", "xóc đĩa"),
        ("xóc  đĩa", "xóc đĩa"),
        ("xóc-đĩa", "xóc đĩa"),
        ("xóc đia", "xóc đĩa"),
        ("xd", "xóc đĩa"),
        ("nổ hủ", "nổ hũ"),
        ("nô hu", "nổ hũ"),
        ("no hu", "nổ hũ"),
        ("chơi tiến lên", "tiến lên"),
        ("banca", "bắn cá"),
        ("khuyến mãi nạp lần đầu", "thưởng nạp đầu"),
        ("km nạp lần đầu", "thưởng nạp đầu"),
        ("tx", "tài xỉu"),
        ("8h tx lỗi", "tài xỉu"),
        ("tai xiu md5", "tài xỉu"),
        ("esports", "e-sports"),
        ("e sports", "e-sports"),
        ("xocs ddiax", "xóc đĩa"),
    ],
)
def test_a_name_is_found_in_its_spellings(message: str, name: str) -> None:
    assert names(message) == [name]


@pytest.mark.parametrize(
    "message",
    [
        "nó hư rồi",
        "bạn cả nhà",
        "nap tien len",
        "tiền lên chưa",
        "tx88",
        "hết tiền",
        "hết xèng",
        "slots88",
        "xo cdia",
        "xóc",
        "",
    ],
)
def test_other_words_are_no_names(message: str) -> None:
    assert names(message) == []


def test_the_longest_name_wins_and_names_do_not_overlap() -> None:
    [found] = TABLE.find(read("tài xỉu md5").normal)
    assert (found.start, found.end) == (0, 11)
    assert names("tài xỉu bắn cá nổ hũ") == ["tài xỉu", "bắn cá", "nổ hũ"]


def test_an_empty_table_finds_nothing() -> None:
    assert Lookup.of({}).find(read("tài xỉu").normal) == []


@pytest.mark.parametrize(("kind", "least"), [("promotion", 30), ("game", 40)])
def test_the_tables_that_come_with_the_product(kind: str, least: int) -> None:
    data = rasa_yaml.read_file(LOOKUPS / f"{kind}.yml")
    listed = data.lookups[kind]
    spellings = [spelling.casefold() for others in data.synonyms.values() for spelling in others]
    assert len(listed) >= least
    assert set(data.synonyms) == set(listed)
    assert len({name.casefold() for name in listed} | set(spellings)) == len(listed) + len(spellings)
    table = Lookup.of({name: data.synonyms[name] for name in listed})
    for name in listed:
        for spelling in (name, *data.synonyms[name]):
            assert [found.name for found in table.find(read(spelling).normal)] == [name], spelling
