"""Near-duplicates and folds: against all pairs compared one by one, and the law that near ones are never apart."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.folding import folds, share_of, thin
from bot.evaluation.near import NEAR, groups, key, near_groups, pairs
from bot.evaluation.samples import Sample
from tests.evaluation.making import judged

WORDS = st.lists(st.sampled_from("rút tiền chưa về nạp vào mãi 5tr em ơi".split()), min_size=1, max_size=7).map(
    " ".join
)


def _trigrams(line: str) -> set[str]:
    padded = f" {line} "
    return {padded[at : at + 3] for at in range(max(1, len(padded) - 2))}


@given(st.lists(WORDS, max_size=14), st.sampled_from([0.5, 0.7, 0.9, 1.0]))
def test_pairs_join_what_comparing_all_with_all_joins(lines: list[str], least: float) -> None:
    keys = [key(line) for line in lines]
    wanted = []
    for one, two in combinations(range(len(keys)), 2):
        first, second = _trigrams(keys[one]), _trigrams(keys[two])
        if len(first & second) / len(first | second) >= least:
            wanted.append((one, two))
    found = [(one, two) for one, two, _ in pairs(keys, least)]
    assert groups(len(keys), found) == groups(len(keys), wanted)
    assert set(found) <= set(wanted)
    if len(set(keys)) == len(keys):
        assert set(found) == set(wanted)


def test_a_key_forgets_accents_figures_and_signs() -> None:
    assert key("Rút 5.000.000đ chưa về!!") == key("rut 200.000d chua ve")


def test_what_is_joined_by_way_of_others_is_one_group() -> None:
    assert groups(6, [(0, 1), (3, 4), (1, 3)]) == [0, 0, 2, 0, 0, 5]


@given(st.lists(st.tuples(WORDS, st.sampled_from("ab")), min_size=4, max_size=24), st.integers(2, 4))
def test_near_messages_are_never_on_both_sides(rows: list[tuple[str, str]], count: int) -> None:
    samples = [Sample(text, intent) for text, intent in rows]
    parts = folds(samples, count, seed=1)
    for one, two, share in pairs([key(sample.text) for sample in samples]):
        assert share >= NEAR
        assert parts[one] == parts[two]
    assert set(parts) <= set(range(count))
    assert parts == folds(samples, count, seed=1)


def test_intents_are_spread_evenly() -> None:
    letters = "bcdghklmnpqrstvx"
    texts = [f"{one}{two}{one}{one} {two}{two}{one}{two}" for one in letters for two in letters if one < two][:90]
    samples = [Sample(text, "often" if at % 3 else "seldom") for at, text in enumerate(texts)]
    count = Counter((sample.intent, part) for sample, part in zip(samples, folds(samples, 5, 1), strict=True))
    assert [count["often", part] for part in range(5)] == [12] * 5
    assert [count["seldom", part] for part in range(5)] == [6] * 5


def test_an_intent_with_fewer_messages_than_folds_is_told() -> None:
    samples = [Sample("x", "rare", file="a.yml", line=7), *(Sample(str(at), "often") for at in range(9))]
    (notice,) = thin(samples, 3)
    assert (notice.message, notice.file, notice.line) == ("the intent rare has 1 message for 3 folds", "a.yml", 7)


def test_more_percent_hold_all_of_fewer() -> None:
    samples = [Sample(f"{intent} {at}", intent) for intent in "ab" for at in range(10)]
    few, many = share_of(samples, 10, 1), share_of(samples, 60, 1)
    assert Counter(sample.intent for sample in few) == {"a": 1, "b": 1}
    assert Counter(sample.intent for sample in many) == {"a": 6, "b": 6}
    assert {sample.text for sample in few} <= {sample.text for sample in many}


def test_groups_that_differ_in_label_stand_first() -> None:
    rows = [
        judged("a", "a", text="rút tiền từ sáng tới giờ chưa về"),
        judged("a", "a", text="rut tien tu sang toi gio chua ve!"),
        judged("a", "a", text="nạp tiền qua ví mãi mà không thấy vào"),
        judged("b", "b", text="nap tien qua vi mai ma khong thay vao"),
        judged("c", "c", text="hoàn toàn khác hẳn"),
    ]
    first, second = near_groups(rows)
    assert (first.one_label, [row.number for row in first.rows], first.likeness) == (False, [2, 3], 1.0)
    assert (second.one_label, [row.number for row in second.rows]) == (True, [0, 1])
