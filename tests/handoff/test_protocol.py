"""Parcels: named for ever, dated, and whole after a stay in a job's payload."""

from __future__ import annotations

import json
from datetime import datetime
from typing import get_args

import pytest

from bot.codes import make
from bot.errors import TiepNhanError
from bot.handoff.causes import WORDS
from bot.handoff.protocol import (
    Cause,
    Parcel,
    Refused,
    Unreachable,
    parcel_from_json,
    parcel_to_json,
)
from tests.handoff.samples import moment, opened_anew, story


@pytest.mark.parametrize("id", ["", "a.b", "a b", "a\n", "ạ", "a" * 129, "٣"])
def test_ids_that_no_webhook_may_have(id: str) -> None:
    with pytest.raises(ValueError, match="1 to 128"):
        Parcel(id, "case.rated", make(1), moment(0), {})


def test_a_time_has_a_zone() -> None:
    with pytest.raises(ValueError, match="no zone"):
        Parcel("p", "case.rated", make(1), datetime(2026, 11, 14), {})


@pytest.mark.parametrize("parcel", [*story(1), opened_anew(1)], ids=lambda parcel: parcel.id)
def test_there_and_back(parcel: Parcel) -> None:
    assert parcel_from_json(json.loads(json.dumps(parcel_to_json(parcel)))) == parcel


def test_another_type_is_none() -> None:
    with pytest.raises(ValueError, match=r"case\.lost"):
        parcel_from_json({**parcel_to_json(opened_anew(1)), "type": "case.lost"})


def test_failures_are_ours_and_say_what_they_know() -> None:
    told = Unreachable("answered 503", cause="busy", retry_after=3, sent=True)
    assert isinstance(told, TiepNhanError)
    assert (str(told), told.cause, told.retry_after, told.sent) == ("answered 503", "busy", 3, True)
    assert (str(Refused("answered 401")), Refused("answered 401").cause) == ("answered 401", "refused")


def test_every_cause_has_words() -> None:
    assert set(WORDS) == set(get_args(Cause))
    assert all(words["vi"] and words["en"] for words in WORDS.values())
