"""Parcels that another installation sends: what it signed is read, anything else is refused and nobody is quoted."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.codes import make
from bot.handoff.arriving import LONGEST_PARCEL, ParcelInvalid, read_body, receive_parcel
from bot.handoff.bodies import CaseMessage, case_message, encode
from bot.handoff.protocol import Parcel
from bot.handoff.signing import SignatureInvalid, sign
from tests.handoff.samples import SECRETS, closed, line, message, moment, opened, rated, updated

NOW = datetime(2026, 11, 14, 13, 30, tzinfo=UTC)
PARCELS = (opened(1), updated(1, 4), message(1, "m3", 3, "e2"), closed(1), rated(1))


def came(raw: bytes, id: str) -> Parcel:
    return receive_parcel(sign(id, NOW, raw, SECRETS), raw, SECRETS, NOW)


@pytest.mark.parametrize("parcel", PARCELS, ids=lambda parcel: parcel.type)
def test_what_is_sent_is_what_arrives(parcel: Parcel) -> None:
    arrived = came(encode(parcel), parcel.id)
    assert (arrived.id, arrived.type, arrived.code, arrived.at) == (parcel.id, parcel.type, parcel.code, parcel.at)
    assert read_body(arrived) == read_body(parcel)


def changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    wire = json.loads(encode(opened(1)))
    change(wire)
    return json.dumps(wire).encode()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda wire: wire.update(type="case.exploded"), "body"),
        (lambda wire: wire.update(timestamp="yesterday"), "timestamp"),
        (lambda wire: wire["data"].update(code=make(2)), "two cases"),
        (lambda wire: wire["data"].update(secret="hunter2"), "secret"),
        (lambda wire: wire["data"]["summary"].update(priority="hunter2"), "priority"),
        (lambda wire: wire["data"]["evidence"][0].update(sha256="hunter2"), "sha256"),
        (lambda wire: (wire["data"].update(code="hunter2"), wire["data"]["summary"].update(code="hunter2")), "no case code"),
    ],
)
def test_a_wrong_shape_is_named_and_not_quoted(change: Callable[[dict[str, Any]], object], named: str) -> None:
    with pytest.raises(ParcelInvalid, match=named) as caught:
        came(changed(change), "open-1")
    assert "hunter2" not in str(caught.value)


def test_no_json_and_too_much() -> None:
    with pytest.raises(ParcelInvalid):
        came(b"{", "open-1")
    with pytest.raises(ParcelInvalid, match="longer"):
        came(b" " * (LONGEST_PARCEL + 1), "open-1")


def test_only_the_signed_may() -> None:
    raw = encode(opened(1))
    headers = sign("open-1", NOW, raw, SECRETS)
    with pytest.raises(SignatureInvalid):
        receive_parcel(headers, raw + b" ", SECRETS, NOW)
    with pytest.raises(SignatureInvalid):
        receive_parcel(headers, raw, SECRETS, NOW + timedelta(minutes=6))
    with pytest.raises(SignatureInvalid, match="differ"):
        came(raw, "open-2")


def test_characters_that_no_database_takes_are_taken_out() -> None:
    body = case_message(make(1), (line("m1", 0, "tiền\0 chưa \ud83d về"),))
    read = read_body(Parcel("p1", "case.message", make(1), moment(0), body))
    assert isinstance(read, CaseMessage)
    assert read.lines[0].text == "tiền chưa ? về"
