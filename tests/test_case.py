"""Case and CaseSummary: frozen, validated, with a published schema."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from bot.case import UNVERIFIED, Case, CaseSummary, Evidence, Field
from tests.triage.talking import EVENING


def case(**more: object) -> Case:
    """A small case."""
    values: dict[str, object] = {
        "code": "TN-00000-00007-J",
        "kind": "missing_bonus",
        "title": "Chưa nhận được thưởng/khuyến mãi",
        "status": "collecting",
        "priority": "important",
        "department": "promotions",
        "channel": "web",
        "opened": EVENING,
        "updated": EVENING,
    }
    return Case(**(values | more))  # type: ignore[arg-type]


def test_a_case_begins_unverified_and_empty() -> None:
    assert case().identity == UNVERIFIED == "chưa xác minh"
    assert (case().fields, case().missing, case().evidence, case().signals) == ((), (), (), ())


def test_it_survives_json() -> None:
    full = case(
        fields=(
            Field(name="amount", label="Số tiền", value=5_000_000, display="5.000.000đ", words="5tr", message_id="m1"),
        ),
        evidence=(Evidence(ref="p1", message_id="m2"),),
        asked={"username": 1},
    )
    assert Case.model_validate_json(full.model_dump_json()) == full


@pytest.mark.parametrize(
    "wrong", [{"status": "lost"}, {"priority": "high"}, {"rating": 6}, {"identity": "ok"}, {"surprise": 1}]
)
def test_wrong_values_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        case(**wrong)


def test_it_is_frozen() -> None:
    with pytest.raises(ValidationError):
        case().status = "closed"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("status", "is_open", "with_humans"),
    [
        ("collecting", True, False),
        ("answered", True, False),
        ("handed_over", True, True),
        ("with_agent", True, True),
        ("second_review", True, True),
        ("resolved", True, True),
        ("closed", False, False),
        ("cancelled", False, False),
    ],
)
def test_statuses(status: str, is_open: bool, with_humans: bool) -> None:
    assert (case(status=status).is_open, case(status=status).is_with_humans) == (is_open, with_humans)


def test_having_changes_a_copy() -> None:
    first = case()
    assert first.having(status="closed").status == "closed"
    assert first.status == "collecting"


@pytest.mark.parametrize("model", [Case, CaseSummary])
def test_the_schema_is_published(model: type[Case] | type[CaseSummary]) -> None:
    schema = model.model_json_schema()
    wanted = {
        "kind",
        "title",
        "code",
        "status",
        "priority",
        "department",
        "due",
        "channel",
        "language",
        "fields",
        "missing",
        "evidence",
        "identity",
        "signals",
        "also_mentioned",
        "reason",
        "unconfirmed",
        "incomplete",
        "history",
    }
    assert wanted <= set(schema["properties"])
    assert set(schema["$defs"]["Missing"]["properties"]) == {"name", "label", "why", "words"}
