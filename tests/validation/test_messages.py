"""Findings in messages: each kind is found with its place and mend; our own data has none that is serious."""

from __future__ import annotations

import pytest

from bot.commands.validating import collect
from bot.domain import Domain
from bot.nlu.entities.recognise import Grammars
from bot.nlu.rasa_yaml import Example, parse
from bot.validation.messages import bare, findings, keyed, nearest, unknown_labels
from tests.nlu.model import ROOT

GRAMMARS = Grammars()


def _examples(text: str, file: str = "data/nlu/a.yml") -> tuple[Example, ...]:
    return parse(text, file).examples


def _nlu(*pairs: tuple[str, str]) -> str:
    return "nlu:\n" + "".join(f"- intent: {intent}\n  examples: |\n    - {text}\n" for intent, text in pairs)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("rút tiền mãi chưa thấy về", "RUT TIEN MAI CHUA THAY VE!!!"),
        ("rút 5tr hôm qua chưa về tài khoản", "rut 300k 2 tieng truoc chua ve tk"),
        ("không đăng nhập được ad ơi", "k dn dc ad oi"),
        ("tk hoangnam88 bị khóa là sao", "tai khoan thuylinh_95 bi khoa la sao"),
    ],
)
def test_the_same_message_is_found_whatever_its_spelling_and_values(one: str, two: str) -> None:
    (found,) = findings(keyed(_examples(_nlu(("a", one), ("a", two))), GRAMMARS), [])
    assert (found.file, found.line, found.serious) == ("data/nlu/a.yml", 7, False)
    assert "data/nlu/a.yml:4" in found.message


def test_a_message_under_two_labels_is_serious() -> None:
    (found,) = findings(keyed(_examples(_nlu(("a", "rút tiền mãi chưa về"), ("b", "rut tien mai chua ve"))), GRAMMARS), [])
    assert found.serious
    assert "decide on one label" in found.mend


def test_a_training_message_among_the_held_out_ones_is_found() -> None:
    training = keyed(_examples(_nlu(("a", "rút tiền mãi chưa về"))), GRAMMARS)
    held_out = keyed(_examples(_nlu(("a", "rut tien mai chua ve")), "tests/nlu/a.yml"), GRAMMARS)
    (found,) = findings(training, held_out)
    assert found.file == "tests/nlu/a.yml"
    assert "stands in the training data too" in found.message


def test_nearly_the_same_is_told() -> None:
    pair = (("a", "ad ơi em rút tiền từ sáng tới giờ mà chưa thấy về"), ("a", "ad oi em rut tien tu sang toi gio ma chua thay ve ạ"))
    (found,) = findings(keyed(_examples(_nlu(*pair)), GRAMMARS), [])
    assert "nearly the same as data/nlu/a.yml:4" in found.message


def test_bare_data_and_short_words_are_no_duplicates() -> None:
    examples = _examples(_nlu(("inform", "5tr"), ("inform", "300k"), ("inform", "tk hoangnam88"), ("affirm", "ok em")))
    assert list(findings(keyed(examples, GRAMMARS), [])) == []


def test_noisy_twins_are_no_duplicates() -> None:
    clean = _examples(_nlu(("a", "rút tiền mãi chưa về")), "tests/nlu/a.yml")
    noisy = _examples(_nlu(("a", "rut tien mai chua ve")), "tests/nlu/noisy/a.yml")
    assert list(findings([], keyed([*clean, *noisy], GRAMMARS))) == []


def test_unknown_labels_are_told_with_what_may_be_meant() -> None:
    examples = _examples(_nlu(("slow_withdrawl", "rút mãi"), ("slow_withdrawal+x", "rút [a](thing)")))
    found = list(unknown_labels(examples, ["slow_withdrawal"], ["amount"]))
    assert [each.message for each in found] == [
        "domain.yml has no intent slow_withdrawl",
        "domain.yml has no intent x",
        "domain.yml has no entity thing",
    ]
    assert found[0].mend == "did you mean slow_withdrawal?"


def test_jaccard_by_hand() -> None:
    one, two = keyed(_examples(_nlu(("a", "nạp tiền"), ("a", "nạp tiền lâu"))), GRAMMARS)
    ((_, share, _),) = nearest([one], [two])
    assert bare(one.key) == "nap tien"
    assert share == pytest.approx(8 / 12)  # the second has " la", "lau", "au " and "n l" besides


def test_our_own_data_has_nothing_serious() -> None:
    domain = Domain.load(ROOT / "domain.yml", ROOT / "triage.yml")
    found = collect(ROOT / "data" / "nlu", ROOT / "tests" / "nlu", domain)
    assert [each for each in found if each.serious] == []
    assert not [each for each in found if "says the same" in each.message and "/data/nlu/" in each.file]
