"""What is masked and what is not: messages one by one, as people type them; all names, accounts and codes are invented."""

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.message import Masked
from bot.text.fold import fold
from bot.text.masking import mask, needs_a_look
from bot.text.secret_words import CUES

HERE = Path(__file__).parent


def lines(name: str) -> list[str]:
    """The messages of a file beside this one; see the comment at its head."""
    text = (HERE / name).read_text(encoding="utf-8")
    return [line.replace("⏎", "\n") for line in text.splitlines() if line and not line.startswith("# ")]


WITH_SECRETS = lines("with_secrets.txt")
WITHOUT_SECRETS = lines("without_secrets.txt")


def marked(line: str) -> tuple[str, list[tuple[str, str]]]:
    """A line of with_secrets.txt as the message and its secrets (kind, characters)."""
    kinds, _, message = line.partition(" | ")
    values = [part.partition("⟧")[0] for part in message.split("⟦")[1:]]
    return message.replace("⟦", "").replace("⟧", ""), list(zip(kinds.split(), values, strict=True))


def seen(message: str) -> list[tuple[str, str]]:
    return [(one.kind, message[one.start : one.end]) for one in mask(message)[1]]


@pytest.mark.parametrize("line", WITH_SECRETS)
def test_a_secret_becomes_dots(line: str) -> None:
    for form in ("NFC", "NFD"):
        message, expected = marked(unicodedata.normalize(form, line))
        assert seen(message) == expected


@pytest.mark.parametrize("line", WITH_SECRETS)
def test_masking_twice_gives_the_same_text_and_stretches(line: str) -> None:
    message, _ = marked(line)
    text, stretches = mask(message)
    assert mask(text) == (text, stretches)


@pytest.mark.parametrize("message", WITHOUT_SECRETS)
def test_a_message_without_secrets_is_left_alone(message: str) -> None:
    assert seen(message) == []
    assert seen(unicodedata.normalize("NFD", message)) == []


PIECES = sorted(
    {piece for line in WITH_SECRETS for piece in marked(line)[0].split()}
    | {
        "mk",
        "là",
        ":",
        "otp",
        "\n",
        ",",
        "/",
        "tk",
        "•••",
        "••••••••••••",
        "và",
        "•",
        "482 913",
        '"',
        "(",
        ")",
        "e\u0301",
        "\u200b",
        "🙏",
    }
)
messages = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=14).map("".join),
)


@settings(max_examples=400, deadline=None)
@given(messages)
def test_masking_keeps_the_length_and_what_is_outside(message: str) -> None:
    text, stretches = mask(message)
    inside = {at for one in stretches for at in range(one.start, one.end)}
    assert len(text) == len(message)
    assert all(text[at] == ("•" if at in inside else message[at]) for at in range(len(message)))


@settings(max_examples=400, deadline=None)
@given(messages)
def test_stretches_are_in_order_and_apart(message: str) -> None:
    stretches = mask(message)[1]
    assert all(one.start < one.end for one in stretches)
    assert all(one.end < other.start for one, other in pairwise(stretches))
    assert {one.kind for one in stretches} <= {"password", "otp", "pin", "id_number", "card"}


@settings(max_examples=600, deadline=None)
@given(messages)
def test_masking_the_masked_changes_nothing(message: str) -> None:
    text = mask(message)[0]
    assert mask(text)[0] == text


HOSTILE = [
    "mk " * 33_000, "mk:" * 33_000, "mk." * 33_000, "mật khẩu " * 11_000, "tk/mk " * 16_000, "otp 1 " * 16_000, "1 " * 50_000,
    "1" * 100_000, "001099012345 " * 7_000, "4111 1111 1111 1111 " * 5_000, "•" * 100_000, "••• " * 25_000, "mk ••• " * 14_000,
    'mk "' * 25_000, "mk 'a" * 20_000, "abc123 là mk " * 7_000, "mk abc123, " * 9_000, "mk a1b2 và " * 9_000, "a" * 100_000,
    "mk " + "a1" * 50_000, "mk là " + "a" * 100_000, "mật khẩu " + "abc " * 25_000, "mk" + " " * 100_000, "mk\n" * 33_000,
    "otp " + "4 " * 50_000, "cccd " + "1-" * 50_000, "e\u0301" * 50_000, "mk abc\u0301\u0301" * 10_000, "mkkkk" * 20_000,
    "mk của nam88 là " * 6_000, "quên mk tk nam88 " * 6_000, "mã xác thực " * 8_000, "1 2 3 4-" * 12_000, "(otp)" * 20_000,
]  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda text: ascii(text[:14]))
def test_hostile_text_takes_linear_time(hostile: str) -> None:
    began = time.perf_counter()
    mask(hostile[: len(hostile) // 10])
    tenth = time.perf_counter() - began
    began = time.perf_counter()
    mask(hostile)
    assert time.perf_counter() - began < max(2.0, 30 * tenth)


def test_kinds_are_of_the_message_type() -> None:
    assert mask("mk abc123")[1] == (Masked("password", 3, 9),)


@pytest.mark.parametrize(
    "cue", sorted(" ".join((first, *rest)) for first, entries in CUES.items() for rest, _ in entries)
)
def test_no_cue_is_overlooked_at_first_glance(cue: str) -> None:
    spoken = cue.replace(" . ", ".").replace(" - ", "-")
    message = f"{spoken} gửi về là 4111111111111111" if len(spoken) < 5 else f"{spoken}: 4111111111111111"
    assert needs_a_look(fold(message).plain)
