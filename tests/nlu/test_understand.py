"""Understanding: the same for every spelling of the same message, and sane on whatever is thrown at it."""

from __future__ import annotations

import json
import shutil
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.assistant import check_fit
from bot.domain import Domain
from bot.errors import ModelError, ModelMismatch
from bot.message import FALLBACK, Masked, Parse
from bot.nlu.rasa_json import to_json
from bot.nlu.training import train
from bot.nlu.understand import Understander
from tests.nlu.model import MODEL, NOW, ROOT, held_out, understander


def _meaning(parse: Parse) -> object:
    """All but offsets and the customer's own characters."""
    entities = [(each.kind, json.dumps(each.value, sort_keys=True)) for each in parse.entities]
    intents = [(each.name, round(each.confidence, 4)) for each in parse.intents]
    return parse.intent.name, intents, [(each.name, round(each.confidence, 4)) for each in parse.ranking], entities


def _mixed(text: str) -> str:
    """Every other word decomposed, as copied and typed text come together."""
    forms = ("NFC", "NFD")
    return " ".join(unicodedata.normalize(forms[at % 2], word) for at, word in enumerate(text.split(" ")))


@pytest.mark.parametrize("start", range(0, 2000, 250))
def test_the_composition_of_a_message_changes_nothing(start: int) -> None:
    for example in held_out()[start : start + 250]:
        texts = [unicodedata.normalize("NFC", example.text), unicodedata.normalize("NFD", example.text)]
        texts.append(_mixed(example.text))
        meanings = [_meaning(understander().parse(text, NOW)) for text in texts]
        assert meanings[0] == meanings[1] == meanings[2], example.text


def test_offsets_index_the_message_as_it_was_typed() -> None:
    for example in held_out()[:600]:
        for form in ("NFC", "NFD"):
            parse = understander().parse(unicodedata.normalize(form, example.text), NOW)
            assert all(parse.text[each.start : each.end] == each.raw for each in parse.entities)
            assert all(0 <= each.start <= each.end <= len(parse.text) for each in parse.intents)


HOSTILE = [
    "",
    " ",
    "\n\t \u200b",
    "😭😭😭",
    "?",
    "." * 100_000,
    "a" * 100_000,
    "rút tiền " * 11_000,
    "a" + "\u0301" * 10_000,
    "\u202e\u200f\ufeff",
    "\x00\x01\x02",
    "\ud800 rút tiền \udfff",
    "5tr" * 30_000,
    "mk " * 30_000,
    "8h" * 40_000,
    "tk " * 30_000,
    "<" * 50_000,
    "0" * 100_000,
    "x@" * 40_000,
    "//" * 50_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_hostile_messages_are_answered(text: str) -> None:
    parse = understander().parse(text, NOW)
    assert len(parse.text) == len(text)
    assert len(parse.intents) >= 1
    json.dumps(to_json(parse), ensure_ascii=False).encode("utf-8")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_any_message_is_answered(text: str) -> None:
    parse = understander().parse(text, NOW)
    assert all(parse.text[each.start : each.end] == each.raw for each in parse.entities)
    ends = [each.end for each in parse.entities]
    assert all(end <= each.start for end, each in zip(ends, parse.entities[1:], strict=False))


def test_a_message_without_words_is_unclear() -> None:
    assert understander().parse("", NOW).intent.name == FALLBACK


def test_the_ranking_is_kept_where_the_guess_is_not_taken() -> None:
    parse = understander().parse("ừm thì cái đó kiểu vậy á", NOW)
    assert len(parse.ranking) == 10
    assert list(parse.ranking) == sorted(parse.ranking, key=lambda intent: -intent.confidence)


@pytest.mark.parametrize(
    ("text", "secret"),
    [("mk là Abc@1234", "Abc@1234"), ("otp 482913 nè", "482913"), ("the 4111 1111 1111 1111", "4111 1111 1111 1111")],
)
def test_a_secret_is_gone_before_anything_is_understood(text: str, secret: str) -> None:
    said = json.dumps(to_json(understander().parse(text, NOW)), ensure_ascii=False)
    assert secret not in said
    assert "•" in said


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("ma otp cua e la 482913 ma khong dang nhap dc", "login_failure"),
        ("tk bị khoá, cccd của em 001099012345", "account_locked"),
        ("tk hoa_99 mk Hoa@2026x rút tiền chưa về từ hôm qua", "slow_withdrawal"),
        ("mk của em là Hoa@2026x", "inform"),
        ("dạ đúng rồi mk em là Hoa@2026x", "inform"),
    ],
)
def test_a_secret_does_not_drown_the_problem(text: str, intent: str) -> None:
    assert [each.name for each in understander().parse(text, NOW).intents] == [intent]


@pytest.mark.parametrize("text", ["😡😡😡", "😭", "?", "..."])
def test_signs_alone_tell_no_problem(text: str) -> None:
    assert understander().parse(text, NOW).intent.name in (FALLBACK, "out_of_scope")


def test_stretches_that_were_masked_before_are_known() -> None:
    parse = understander().parse("số •••••••••••• của em", NOW, (Masked("id_number", 3, 15),))
    assert [(each.kind, each.value, each.raw) for each in parse.entities] == [("id_number", None, "•" * 12)]


def test_two_problems_are_told_apart_with_the_words_of_each() -> None:
    parse = understander().parse("rút tiền từ sáng chưa về với lại khuyến mãi tuần này em chưa nhận được", NOW)
    assert [each.name for each in parse.intents] == ["slow_withdrawal", "missing_bonus"]
    first, second = (parse.text[each.start : each.end] for each in parse.intents)
    assert first.startswith("rút tiền")
    assert "khuyến mãi" in second
    assert all(each.because for each in parse.intents)


def test_an_english_message_is_seen() -> None:
    assert understander().parse("my withdrawal is still pending, please help", NOW).language == "en"
    assert understander().parse("I don't have any picture", NOW).language == "en"
    assert understander().parse("rut tien chua ve ad oi", NOW).language == "vi"


def test_a_missing_model_says_how_to_train_one(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="tiepnhan train"):
        Understander.load(tmp_path / "nothing")


def test_a_model_with_other_components_is_spacys_to_run(tmp_path: Path) -> None:
    shutil.copytree(MODEL, tmp_path / "model")
    meta = json.loads((tmp_path / "model" / "meta.json").read_text(encoding="utf-8"))
    meta["pipeline"].append("textcat")
    (tmp_path / "model" / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
    with pytest.raises(ModelError, match=r"spacy\.load"):
        Understander.load(tmp_path / "model")


def test_a_model_of_another_domain_is_told(tmp_path: Path) -> None:
    (tmp_path / "nlu.yml").write_text(
        "nlu:\n- intent: weather\n  examples: |\n    - trời mưa\n- intent: food\n  examples: |\n    - ăn gì\n",
        encoding="utf-8",
    )
    train(tmp_path, tmp_path / "model")
    domain = Domain.load(ROOT / "domain.yml", ROOT / "triage.yml")
    with pytest.raises(ModelMismatch, match="tiepnhan train"):
        check_fit(Understander.load(tmp_path / "model"), domain)
    check_fit(understander(), domain)
