"""What a parcel says: as published, complete, and the same bytes each time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from bot.case import CaseSummary
from bot.codes import make
from bot.handoff.bodies import CaseOpened, EvidenceLink, case_closed, case_message, case_rated, encode
from bot.handoff.inbound import TYPES
from bot.handoff.protocol import PARCEL_TYPES, Parcel
from bot.handoff.schema import handoff_schema
from tests.handoff.samples import (
    closed,
    line,
    message,
    moment,
    numbered,
    opened,
    opened_anew,
    picture,
    rated,
    story,
    summary,
)
from tests.handoff.test_inbound import ACT

PUBLISHED = Path(__file__).parents[2] / "docs" / "handoff.schema.json"


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    """The published schema."""
    loaded = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(loaded)
    return Draft202012Validator(loaded)


def test_the_published_schema_is_the_codes() -> None:
    told = "write docs/handoff.schema.json anew: python docs/write_handoff_schema.py"
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == handoff_schema(), told


@pytest.mark.parametrize("parcel", [*story(1), opened_anew(1)], ids=lambda parcel: parcel.id)
def test_parcels_fit_the_schema(parcel: Parcel, schema: Draft202012Validator) -> None:
    schema.validate(json.loads(encode(parcel)))


def test_every_type_of_parcel_is_played() -> None:
    assert {parcel.type for parcel in story(1)} == set(PARCEL_TYPES)


@pytest.mark.parametrize("type", TYPES)
def test_events_fit_the_schema(type: str, schema: Draft202012Validator) -> None:
    more = {"agent.replied": {"text": "Em chào anh ạ"}, "agent.note": {"text": "x"}, "agent.asks": {"slot": "phone"}}
    data = {**ACT, **more.get(type, {})}
    event: dict[str, Any] = {"id": "evt_1", "type": type, "timestamp": "2026-11-14T20:30:00+07:00", "data": data}
    schema.validate(event)
    for name in (*event, "surplus"):
        changed = {**event, "surplus": 1} if name == "surplus" else {key: event[key] for key in event if key != name}
        assert not schema.is_valid(changed), name


def test_all_that_a_helpdesk_needs() -> None:
    wire = json.loads(encode(opened(1)))
    assert {key: wire[key] for key in ("id", "type", "timestamp")} == {
        "id": "open-1",
        "type": "case.opened",
        "timestamp": "2026-11-14T13:32:00+00:00",
    }
    body = CaseOpened.model_validate(wire["data"])
    assert body.summary == numbered(1)
    assert "hoangnam88" in body.summary.text
    assert [each.text for each in body.transcript] == ["rút 5tr từ 8h tối qua chưa về", ""]
    link = body.evidence[0]
    assert (link.url, link.media_type, link.size) == ("https://support.example/evidence/e1", "image/jpeg", 81_920)
    assert CaseSummary.model_validate(wire["data"]["summary"]).code == make(1)


def test_the_same_bytes_each_time() -> None:
    assert encode(opened(1)) == encode(opened(1))


def test_vietnamese_is_written_as_it_is() -> None:
    assert "chưa về".encode() in encode(opened(1))


def test_half_a_surrogate_does_not_stop_a_case() -> None:
    parcel = Parcel("p", "case.message", make(1), moment(0), case_message(make(1), [line("m1", 0, "a\ud83dz")]))
    assert json.loads(encode(parcel))["data"]["lines"][0]["text"] == "a?z"


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        encode(Parcel("p", "case.rated", make(1), moment(0), {"code": make(1), "rating": float("nan")}))


def test_a_closing_needs_an_end() -> None:
    assert summary().status == "handed_over"
    with pytest.raises(ValidationError):
        case_closed(summary())
    assert closed(1).body["status"] == "closed"


@pytest.mark.parametrize("rating", [0, 6, -1])
def test_ratings(rating: int) -> None:
    with pytest.raises(ValidationError):
        case_rated(make(1), rating)
    assert rated(1).body["rating"] == 5


@pytest.mark.parametrize("changes", [{"sha256": "F" * 64}, {"sha256": "0" * 63}, {"size": -1}, {"path": "x"}])
def test_evidence_is_checked(changes: dict[str, Any]) -> None:
    fine = picture("e1", "m1").model_dump()
    assert EvidenceLink.model_validate(fine)
    with pytest.raises(ValidationError):
        EvidenceLink.model_validate({**fine, **changes})


def test_messages_bring_their_pictures() -> None:
    body = message(1, "m3", 3, "e2", "e3").body
    assert [each["ref"] for each in body["evidence"]] == ["e2", "e3"]
    assert body["code"] == make(1)
