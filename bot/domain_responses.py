"""Which responses the engine says and which values it gives them: the contract between texts and code, no texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

_GIVEN: Mapping[str, str] = {
    "": """
        utter_greet utter_introduction utter_privacy_notice utter_goodbye utter_thank utter_bot_challenge
        utter_out_of_scope utter_default utter_default_again utter_choose_problem utter_what_next utter_anything_else
        utter_picture_without_problem utter_sorry utter_new_details_later utter_nothing_to_cancel
        utter_secret_warning utter_secret_warning_deleted utter_number_masked utter_ask_what_to_change
        utter_helplines utter_rating_thanks utter_rating_thanks_low utter_status_none utter_unknown_code
        utter_picture_unreadable utter_picture_too_big utter_picture_too_many
        utter_attachment_file utter_attachment_sticker utter_attachment_voice utter_attachment_video
        utter_attachment_location utter_attachment_contact utter_attachment_unknown
        utter_insult utter_too_long utter_too_many utter_repeated utter_system_error
    """,
    "noted": "utter_noted utter_data_without_problem",
    "field value": "utter_corrected",
    "field": "utter_marked_missing",
    "count": "utter_picture_received",
    "title": "utter_back_to_form utter_second_problem_kept utter_offer_second",
    "account": "utter_offer_known_account",
    "said choices": "utter_ambiguous_amount utter_ambiguous_time utter_ambiguous_username",
    "said": "utter_lunar_date utter_future_time",
    "value": "utter_expected",
    "opening": "utter_expected_closed",
    "notice": "utter_notice",
    "cases": "utter_status_many",
    "code status": "utter_code_state utter_case_link",
    "title code missing": "utter_open_form utter_reminder utter_take_your_time utter_status_collecting",
    "title code summary": "utter_summary",
    "title code": """
        utter_opened utter_cancelled utter_stop_waiting utter_first_line_solved utter_first_line_closed utter_underage_no_help
        utter_still_waiting utter_second_handed_over utter_joined_open_case utter_agent_joined utter_handed_back
        utter_english_agent utter_resolved_question utter_rating_question utter_second_review utter_closed
        utter_complaint_body utter_handoff_failed utter_delivery_failed
        utter_status_confirming utter_status_answered utter_status_with_agent utter_status_resolved
        utter_status_second_review utter_status_closed utter_status_cancelled
    """,
    "title code expected": """
        utter_handed_over utter_handed_over_closed utter_handed_over_unconfirmed
        utter_ask_human utter_ask_human_closed utter_ask_human_again utter_receipt_waiting utter_reopened
        utter_handoff_done utter_status_handed_over
    """,
    "title code expected missing": "utter_handed_over_incomplete",
}

RESPONSES: Mapping[str, frozenset[str]] = MappingProxyType(
    {name: frozenset(values.split()) for values, names in _GIVEN.items() for name in names.split()}
)
"""The responses that the engine always needs, with the placeholders that it fills (facts are filled anyway)."""

PARTS = frozenset({
    "utter_introduction", "utter_privacy_notice", "utter_opened", "utter_noted", "utter_corrected", "utter_marked_missing",
    "utter_picture_received", "utter_back_to_form", "utter_sorry", "utter_expected", "utter_expected_closed",
    "utter_second_problem_kept", "utter_notice",
})
"""Responses that stand in front of or inside another one, so that they carry no dạ or ạ of their own."""

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("utter_open_", "title code missing"),
    ("utter_first_line_check_", "title code"),
    ("utter_first_line_", "title code"),
    ("utter_ask_", ""),
    ("utter_faq_", ""),
)


def values_given(name: str, at_once: Iterable[str] = (), answers: Iterable[str] = ()) -> frozenset[str] | None:
    """The values that the engine gives a response, facts aside; None for a response that it never says.

    Args:
        name: the response.
        at_once: the at-once case intents, whose utter_<intent> says that they were handed over.
        answers: the answer intents.
    """
    if name in RESPONSES:
        return RESPONSES[name]
    intent = name.removeprefix("utter_")
    if intent in set(at_once):
        return frozenset({"title", "code", "expected"})
    if intent in set(answers):
        return frozenset()
    return next((frozenset(values.split()) for prefix, values in _PATTERNS if name.startswith(prefix)), None)
