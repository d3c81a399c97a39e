"""What comes back from a helpdesk: every type is read, every wrong shape refused, and nobody is quoted."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.codes import make
from bot.handoff.inbound import LONGEST_EVENT, LONGEST_TEXT, TYPES, EventInvalid, read_event, receive
from bot.handoff.protocol import Asks, HandedBack, Noted, Replied, Resolved, Took, Verified
from bot.handoff.signing import SignatureInvalid, sign
from tests.handoff.samples import SECRETS

CODE = make(7)
AT = datetime(2026, 11, 14, 13, 30, tzinfo=UTC)
ACT = {"code": CODE, "agent": "Lan"}
CLASSES = (Took, Replied, Asks, HandedBack, Resolved, Verified, Noted)


def sent(type: str, changes: dict[str, Any] | None = None, **data: Any) -> bytes:
    event = {"id": "evt_1", "type": type, "timestamp": "2026-11-14T20:30:00+07:00", "data": {**ACT, **data}}
    return json.dumps({**event, **(changes or {})}).encode()


@pytest.mark.parametrize(
    ("raw", "event"),
    [
        (sent("agent.took"), Took("evt_1", CODE, "Lan", AT)),
        (sent("agent.replied", text="Em chào anh ạ"), Replied("evt_1", CODE, "Lan", AT, "Em chào anh ạ")),
        (sent("agent.asks", slot="transaction_id"), Asks("evt_1", CODE, "Lan", AT, "transaction_id")),
        (sent("agent.handed_back"), HandedBack("evt_1", CODE, "Lan", AT)),
        (sent("agent.resolved"), Resolved("evt_1", CODE, "Lan", AT)),
        (sent("agent.verified"), Verified("evt_1", CODE, "Lan", AT)),
        (sent("agent.note", text="đã gọi ngân hàng"), Noted("evt_1", CODE, "Lan", AT, "đã gọi ngân hàng")),
    ],
)
def test_every_type(raw: bytes, event: object) -> None:
    assert read_event(raw) == event


def test_the_types_are_all_there() -> None:
    assert len(TYPES) == len(CLASSES)
    more = {"text": "x", "slot": "x"}
    for type in TYPES:
        fitting = {
            name: more[name]
            for name in more
            if (type, name) in {("agent.replied", "text"), ("agent.note", "text"), ("agent.asks", "slot")}
        }
        assert isinstance(read_event(sent(type, **fitting)), CLASSES)


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        (sent("agent.replied", text="  a\r\nb\tc \n"), "a\nb\tc"),
        (sent("agent.replied", text="ế" * LONGEST_TEXT), "ế" * LONGEST_TEXT),
        (sent("agent.replied", text="<script>alert(1)</script>"), "<script>alert(1)</script>"),
    ],
)
def test_texts(raw: bytes, read: str) -> None:
    event = read_event(raw)
    assert isinstance(event, Replied)
    assert event.text == read


@pytest.mark.parametrize("spelling", [CODE, CODE.lower(), CODE.replace("-", ""), CODE.removeprefix("TN-")])
def test_codes_in_any_spelling(spelling: str) -> None:
    assert read_event(sent("agent.took", code=spelling)).code == CODE


def replied(**data: Any) -> bytes:
    return sent("agent.replied", **{"text": "x", **data})


WRONG: list[tuple[str, bytes, str]] = [
    ("nothing", b"", "body: no JSON"),
    ("no JSON", b"{'a': 1}", "body: no JSON"),
    ("no UTF-8", b'{"id": "\xff"}', "body: no JSON"),
    ("NaN", b'{"id": NaN}', "type: there are"),
    ("half a surrogate", b'{"id": "\\ud800"}', "body: no JSON"),
    ("deep", b"[" * 60_000, "body: no JSON"),
    ("a list", b"[]", "body: "),
    ("too long", b" " * (LONGEST_EVENT + 1), "longer than 65536"),
    ("no type", sent("agent.took", {"type": None}), "type: there are"),
    ("an unknown type", sent("agent.secretword"), "type: there are agent.took"),
    ("a type of ours", sent("case.opened"), "type: there are"),
    ("no id", sent("agent.took", {"id": ""}), "id: "),
    ("an id with a dot", sent("agent.took", {"id": "a.b"}), "id: "),
    ("a long id", sent("agent.took", {"id": "a" * 129}), "id: "),
    ("a number for an id", sent("agent.took", {"id": 7}), "id: "),
    ("no zone", sent("agent.took", {"timestamp": "2026-11-14T20:30:00"}), "timestamp: "),
    ("seconds", sent("agent.took", {"timestamp": 1_700_000_000}), "timestamp: write it as ISO 8601"),
    ("seconds as text", sent("agent.took", {"timestamp": "1700000000"}), "timestamp: write it as ISO 8601"),
    ("out of the calendar", sent("agent.took", {"timestamp": "9999-12-31T23:59:59-12:00"}), "timestamp: it lies"),
    ("no such day", sent("agent.took", {"timestamp": "2026-02-30T00:00:00Z"}), "timestamp: "),
    ("another key", sent("agent.took", {"secretword": 1}), "secretword: "),
    ("another key inside", sent("agent.took", secretword=1), "data.secretword: "),
    ("a text where none belongs", sent("agent.took", text="secretword"), "data.text: "),
    ("no code", sent("agent.took", code=""), "data.code: no case code"),
    ("a wrong check character", sent("agent.took", code=CODE[:-1] + ("0" if CODE[-1] != "0" else "1")), "data.code: no case"),
    ("a long code", sent("agent.took", code="-" * 41), "data.code: "),
    ("no agent", sent("agent.took", agent=""), "data.agent: "),
    ("a blank agent", sent("agent.took", agent="   "), "data.agent: "),
    ("two lines of agent", sent("agent.took", agent="Lan\nsecretword"), "data.agent: "),
    ("a long agent", sent("agent.took", agent="a" * 101), "data.agent: "),
    ("no text", sent("agent.replied"), "data.text: Field required"),
    ("an empty text", replied(text=""), "data.text: "),
    ("a blank text", replied(text=" \n\t "), "data.text: it is empty"),
    ("a long text", replied(text="a" * (LONGEST_TEXT + 1)), "data.text: String should have at most 4000"),
    ("a NUL", replied(text="a\0secretword"), "data.text: "),
    ("an escape", replied(text="\x1b[2Jsecretword"), "data.text: "),
    ("a number for a text", replied(text=5), "data.text: "),
    ("a slot with a path", sent("agent.asks", slot="../secretword"), "data.slot: "),
    ("no slot", sent("agent.asks"), "data.slot: Field required"),
    ("data that is none", sent("agent.took", {"data": "secretword"}), "data: "),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "told"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_wrong_shapes(raw: bytes, told: str) -> None:
    with pytest.raises(EventInvalid) as error:
        read_event(raw)
    assert told in str(error.value)
    if told.startswith("data."):
        assert "secretword" not in str(error.value).replace("data.secretword", "")
    assert error.value.__cause__ is None


@given(
    st.binary(max_size=300)
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["id", "type", "timestamp", "data", "code"]), inner)
        ),
    ).map(lambda value: json.dumps(value).encode())
)
def test_nothing_else_escapes(raw: bytes) -> None:
    with pytest.raises(EventInvalid):
        read_event(raw)


def test_receive() -> None:
    raw = sent("agent.took")
    assert receive(sign("evt_1", AT, raw, SECRETS), raw, SECRETS, AT) == Took("evt_1", CODE, "Lan", AT)


def test_an_id_that_is_not_the_signed_one() -> None:
    raw = sent("agent.took")
    with pytest.raises(SignatureInvalid, match="differ"):
        receive(sign("evt_2", AT, raw, SECRETS), raw, SECRETS, AT)


def test_unsigned_bodies_are_not_read() -> None:
    with pytest.raises(SignatureInvalid):
        receive({}, b"no JSON at all", SECRETS, AT)


def test_long_bodies_are_not_hashed() -> None:
    raw = b" " * (LONGEST_EVENT + 1)
    with pytest.raises(EventInvalid, match="longer"):
        receive(sign("evt_1", AT, raw, SECRETS), raw, SECRETS, AT)
