"""Broken domain and triage files: each mistake is found at its line, with its key and a mend."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import Domain
from bot.domain_build import build
from bot.domain_yaml import Field, Finding, read_yaml
from bot.errors import DomainError

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("domain.yml", "triage.yml")
TEXTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in NAMES}
D, T = NAMES

# file, what stands there, what is put there instead, a piece of the line that is named, the key, a piece of the mend
BROKEN = [
    # intents, entities
    (D, "  - slow_deposit\n", "  - slow_deposits\n", "slow_deposit_form:", "forms.slow_deposit_form",
     "did you mean slow_deposits_form?"),
    (D, "  - thank\n", "", "intents:", "intents", "add `- thank`"),
    (D, "  - thank\n", "  - thank\n  - thank\n", "  - thank\n  - affirm", "intents[34]", "remove one"),
    (D, "  - thank\n", "  - thank\n  - Cảm ơn\n", "  - Cảm ơn", "intents[34]", "small letters"),
    (D, "  - case_code\n  #", "  - case_codes\n  #", "  case_code: {", "slots.case_code.mappings[0].entity",
     "did you mean case_codes?"),
    # slots
    (D, "username: {type: text,", "username: {type: txt,", "username: {type", "slots.username.type",
     "did you mean text?"),
    (D, "mappings: [{type: from_entity, entity: bank}]", "mappings: [{type: from_entiti, entity: bank}]",
     "from_entiti", "slots.bank.mappings[0].type", "did you mean from_entity?"),
    (D, "mappings: [{type: from_entity, entity: bank}]", "mappings: [{type: from_entity}]",
     "  bank: {", "slots.bank.mappings[0]", "entity: <name>"),
    (D, "  phone: {type: text, influence_conversation: false,", "  phone: {type: text, influence_conversations: false,",
     "  phone: {", "slots.phone.influence_conversations", "did you mean influence_conversation?"),
    (D, 'initial_value: "[SỐ HOTLINE]"', "initial_value: 19001234", "fact_hotline", "slots.fact_hotline.initial_value",
     "[WORDS IN BRACKETS]"),
    (D, 'fact_hotline: {type: text, initial_value: "[SỐ HOTLINE]", influence_conversation: false',
     'fact_hotline: {type: text, initial_value: "1900", influence_conversation: true', "fact_hotline",
     "slots.fact_hotline.influence_conversation", "influence_conversation: false"),
    # forms
    (D, "account_locked_form: {required_slots: [username, incident_time]}",
     "account_locked_form: {required_slots: [username, incident_tiem]}", "account_locked_form:",
     "forms.account_locked_form.required_slots[1]", "did you mean incident_time?"),
    (D, "account_locked_form: {required_slots: [username, incident_time]}",
     "account_locked_form: {required_slots: [username, username]}", "account_locked_form:",
     "forms.account_locked_form.required_slots[1]", "remove one"),
    (D, "account_locked_form: {", "account_lockd_form: {", "account_lockd_form:", "forms.account_lockd_form",
     "did you mean account_locked_form?"),
    (D, "  close_account_form: {required_slots: [username]}\n", "", "  close_account:\n", "kinds.close_account",
     "add `close_account_form:`"),
    # responses
    (D, "  utter_goodbye:\n", "  utter_godbye:\n", "\nresponses:", "responses", "did you mean utter_godbye?"),
    (D, "  utter_ask_amount_again:\n", "  utter_ask_amount_agian:\n", "\nresponses:", "responses",
     "did you mean utter_ask_amount_agian?"),
    (D, "  utter_faq_register:\n", "  utter_faq_registr:\n", "\nresponses:", "responses",
     "did you mean utter_faq_registr?"),
    (D, "  utter_goodbye:\n", "  goodbye:\n", "  goodbye:", "responses.goodbye", "rename it utter_goodbye"),
    (D, '- text: "Em đã sửa {field} thành {value}."', '- text: "Em đã sửa {feld} thành {value}."', "{feld}",
     "responses.utter_corrected[0].text", "did you mean field?"),
    (D, '- text: "Em đã sửa {field} thành {value}."', '- text: "Em đã sửa {field} thành { value }."', "{ value }",
     "responses.utter_corrected[0].text", "without blanks"),
    (D, '- text: "Em đã sửa {field} thành {value}."', '- text: "Em đã sửa {field} thành {value."', "{value.",
     "responses.utter_corrected[0].text", "without blanks"),
    (D, "Em đã hủy yêu cầu {code}.", "Em đã hủy yêu cầu {code}, {expected}.", "{code}, {expected}.",
     "responses.utter_cancelled", "here are known: {code}, {title}"),
    (D, '    - condition: *english\n      text: "Corrected', '    - text: "Corrected', "  utter_corrected:",
     "responses.utter_corrected", "value: en"),
    (D, "{type: slot, name: language, value: en}", "{type: slot, name: langauge, value: en}", "langauge",
     "responses.utter_greet[2].condition[0].name", "name: language"),
    (D, "payload: /slow_withdrawal}\n        - {title: Nạp", "payload: /slow_withdrawl}\n        - {title: Nạp",
     "/slow_withdrawl}", "responses.utter_greet[0].buttons[0].payload", "did you mean slow_withdrawal?"),
    (D, "payload: /slow_withdrawal}\n        - {title: Nạp", "payload: slow_withdrawal}\n        - {title: Nạp",
     "payload: slow_withdrawal}", "responses.utter_greet[0].buttons[0].payload", "write /intent"),
    (D, """payload: '/inform{{"rating": 5}}'}\n        - {title: Hài lòng""",
     """payload: '/inform{"rating": 5}'}\n        - {title: Hài lòng""", "title: Rất hài lòng",
     "responses.utter_rating_question[0].buttons[0].payload", "doubled braces"),
    (D, """payload: '/inform{{"rating": 5}}'}\n        - {title: Hài lòng""",
     """payload: '/inform{{"ratin": 5}}'}\n        - {title: Hài lòng""", "title: Rất hài lòng",
     "responses.utter_rating_question[0].buttons[0].payload", "did you mean rating?"),
    (D, "{title: Hài lòng, payload", "{title: Ưng ý, payload", "Cảm ơn anh/chị. Anh/chị thấy",
     "responses.utter_rating_question", 'write "Hài lòng"'),
    (D, "  utter_goodbye:\n    - text:", "  utter_goodbye:\n    - txt:", "    - txt:", "responses.utter_goodbye[0].txt",
     "did you mean text?"),
    (D, "  utter_thank:\n", "  utter_thank:\n    - text: x\n  utter_thank:\n", "  utter_thank:\n    - text: \"Dạ",
     "responses.utter_thank", "remove one"),
    (D, 'session_config:\n', 'sesion_config:\n', "sesion_config:", "sesion_config", "did you mean session_config?"),
    # words and numbers
    (D, 'fact_withdrawal_time: {type: text, initial_value: "30 phút"',
     'fact_withdrawal_time: {type: text, initial_value: "15 phút"', "  fact_withdrawal_time: ",
     "slots.fact_withdrawal_time", "normal_minutes.slow_withdrawal"),
    (D, 'initial_value: "30 minutes"', 'initial_value: "nearly half an hour"', None, None, None),
    (D, 'fact_deposit_time_en: {type: text, initial_value: "30 minutes"',
     'fact_deposit_time_en: {type: text, initial_value: "soon"', "fact_deposit_time_en", "slots.fact_deposit_time_en",
     "in digits"),
    (T, "slow_deposit: 30\n", "slow_deposit: 45\n", "  fact_deposit_time: ", "slots.fact_deposit_time",
     "write 45m here"),
    (T, 'mon-sun: ["08:00-23:00"]', 'mon-sun: ["08:00-22:00"]', "  fact_support_hours: ", "slots.fact_support_hours",
     "name the same times"),
    (D, 'initial_value: "5–15 phút", influence_conversation: false, mappings: [{type: custom}]}\n  fact_reply_zalo_en',
     'initial_value: "5–10 phút", influence_conversation: false, mappings: [{type: custom}]}\n  fact_reply_zalo_en',
     "  fact_reply_zalo: ", "slots.fact_reply_zalo", "sla.first_reply.zalo"),
    (D, 'initial_value: "[ĐỘ TUỔI TỐI THIỂU]"', 'initial_value: "16"', "fact_minimum_age", "slots.fact_minimum_age",
     "18 or 21"),
    # triage.yml: kinds and titles
    (T, "    priority: urgent\n    department: payments\n    takes: [transaction_id, bank]\n    first_line: withdrawal",
     "    priority: urgnt\n    department: payments\n    takes: [transaction_id, bank]\n    first_line: withdrawal",
     "urgnt", "kinds.slow_withdrawal.priority", "did you mean urgent?"),
    (T, "    department: promotions\n", "    department: promotion\n", "    department: promotion\n",
     "kinds.missing_bonus.department", "did you mean promotions?"),
    (T, "takes: [promotion, amount]", "takes: [promotions, amount]", "[promotions, amount]",
     "kinds.missing_bonus.takes[0]", "did you mean promotion?"),
    (T, "takes: [promotion, amount]", "takes: [promotion, username]", "[promotion, username]",
     "kinds.missing_bonus.takes[1]", "from the form"),
    (T, "optional: [case_code]", "optional: [bank]", "optional: [bank]", "kinds.complaint_service.optional[0]",
     "known are: username, case_code"),
    (T, "first_line: deposit", "first_line: deposits", "first_line: deposits", "kinds.slow_deposit.first_line",
     "did you mean utter_first_line_deposit?"),
    (T, "  game_error:\n    title: {vi: Lỗi game, en: Game error}", "  game_error:\n    title: {vi: Lỗi game}",
     "title: {vi: Lỗi game}", "kinds.game_error.title", "add `en:`"),
    (T, "  game_error:\n    title: {vi: Lỗi game, en: Game error}",
     "  game_error:\n    title: {vi: Lỗi game, treo máy, en: Game error}", "treo máy",
     "kinds.game_error.title.treo máy", "needs quotes"),
    (T, "    care: true\n  underage:", "    care: có\n  underage:", "care: có", "kinds.distress.care", "true or false"),
    (T, "  close_account:\n", "  close_acount:\n", "  close_acount:", "kinds.close_acount",
     "did you mean close_account?"),
    (T, "  with_agent: {", "  with_agents: {", "  with_agents:", "statuses.with_agents", "did you mean with_agent?"),
    (T, "  info: {vi: Thông tin, en: Information}", "  low: {vi: Thông tin, en: Information}", "priorities:",
     "priorities", "add `info:`"),
    (T, "  5: {vi: Rất hài lòng", "  6: {vi: Rất hài lòng", "  6: {vi", "rating.6", "known are: 1, 2, 3, 4, 5"),
    (T, "  bank: {vi: Ngân hàng hoặc ví, en: Bank or wallet}", "  bnk: {vi: Ngân hàng, en: Bank}", "  bnk:",
     "slots.bnk", "did you mean bank?"),
    (T, "languages: [vi, en]", "languages: [en, vi]", "languages:", "languages", "write vi first"),
    (T, "languages: [vi, en]", "languages: [vi, fr]", "languages:", "languages[1]", "known are: vi, en"),
    # triage.yml: times and limits
    (T, "confirm: 3m ", "confirm: 3 phút ", "confirm: 3 phút", "timers.confirm", "90s, 3m, 2h, 7d"),
    (T, "confirm: 3m ", "confirm: 0 ", "confirm: 0", "timers.confirm", "at least 1s"),
    (T, "  confirm: 3m ", "  confrim: 3m ", "confrim: 3m", "timers.confrim", "did you mean confirm?"),
    (T, "telegram: {from: 5m, to: 15m}", "telegram: {from: 15m, to: 5m}", "telegram: {from",
     "sla.first_reply.telegram.from", "shorter time"),
    (T, "    zalo: {from: 5m, to: 15m}\n", "", "first_reply:", "sla.first_reply", "add `zalo:`"),
    (T, "warn_at: 0.8", "warn_at: 80", "warn_at: 80", "sla.warn_at", "from 0.01 to 1"),
    (T, "zone: Asia/Ho_Chi_Minh", "zone: Asia/Saigon_City", "Asia/Saigon_City", "hours.zone", "Asia/Ho_Chi_Minh"),
    (T, 'mon-sun: ["08:00-23:00"]', 'mon-sat: ["08:00-23:00"]', "  week:", "hours.week", "[] is closed"),
    (T, 'mon-sun: ["08:00-23:00"]', 'mon-sun: ["23:00-08:00"]', '["23:00-08:00"]', "hours.week.mon-sun[0]",
     "over midnight is two"),
    (T, 'mon-sun: ["08:00-23:00"]', 'mon-sun: ["08:00-23:00"]\n    thứ-bảy: []', "thứ-bảy", "hours.week.thứ-bảy",
     "mon, tue"),
    (T, "from: 2027-02-05, to: 2027-02-09", "from: 2027-02-05, to: 2027-02-29", "2027-02-29", "hours.special[1].to",
     "2027-02-06"),
    (T, "from: 2027-02-05, to: 2027-02-09", "from: 2027-02-07, to: 2027-02-09", "tet: {", "hours.tet.2027",
     "under `special`"),
    (T, "tet: {2027: 2027-02-06", "tet: {2027: 2028-02-06", "tet: {", "hours.tet.2027", "mùng 1 Tết"),
    (T, "high_amount: 50_000_000", "high_amount: 50 triệu", "high_amount: 50 triệu", "high_amount", "write digits"),
    (T, "point_rate: 1_000", "point_rate: 0", "point_rate: 0", "point_rate", "from 1"),
    (T, "raise_on: [high_amount,", "raise_on: [high_amuont,", "high_amuont", "escalation.raise_on[0]",
     "did you mean high_amount?"),
    (T, "second_review: management ", "second_review: managment ", "managment", "escalation.second_review",
     "did you mean management?"),
    (T, "  needed: 2", "  needed: 5", "  needed: 5", "identity.needed", "need fewer"),
    (T, "  evidence: 90\n", "  evidence: 0\n", "  evidence: 0", "retention.evidence", "from 1 to 36500"),
    (T, "notices: []", 'notices: [{text: {vi: a, en: b}, kinds: [slow_deposits], from: 2027-03-01T22:00+07:00, '
     'to: 2027-03-02T02:00+07:00}]', "notices: [{", "notices[0].kinds[0]", "did you mean slow_deposit?"),
    (T, "notices: []", "notices: [{text: {vi: a, en: b}, from: 2027-03-01T22:00, to: 2027-03-02T02:00+07:00}]",
     "notices: [{", "notices[0].from", "+07:00"),
    (T, "notices: []", "notices: [{text: {vi: a, en: b}, from: 2027-03-03T22:00+07:00, "
     "to: 2027-03-02T02:00+07:00}]", "notices: [{", "notices[0].to", "the end"),
    (T, "  threshold: null", "  threshold: 60", "threshold: 60", "nlu.threshold", "from 0 to 1"),
    (T, "general:\n", "generel:\n", "generel:", "generel", "did you mean general?"),
    # no YAML at all
    (T, "timers:\n", "timers:\n\tsettle: 1s\n", "\tsettle: 1s", "", "indentation by spaces"),
    (D, '- text: "Em đã sửa {field} thành {value}."', "- text: Em sửa: {field}: xong", "- text: Em sửa:", "",
     "quotes around texts"),
]


def broken(file: str, old: str, new: str) -> dict[str, str]:
    assert old in TEXTS[file], f"{old!r} does not stand in {file} any more"
    return TEXTS | {file: TEXTS[file].replace(old, new, 1)}


def findings_of(texts: dict[str, str]) -> list[Finding]:
    return build(texts[D], texts[T], NAMES)[1]


def line_of(text: str, piece: str) -> int:
    start = text.index(piece) + len(piece) - len(piece.lstrip("\n"))
    return text[:start].count("\n") + 1


@pytest.mark.parametrize(("file", "old", "new", "at", "key", "mend"), BROKEN, ids=lambda value: str(value)[:40])
def test_a_mistake_is_named_with_file_line_key_and_mend(
    file: str, old: str, new: str, at: str | None, key: str | None, mend: str | None
) -> None:
    texts = broken(file, old, new)
    found = findings_of(texts)
    if at is None or mend is None:
        assert not found
        return
    where = next(name for name in (file, *NAMES) if at in texts[name])
    want = (where, line_of(texts[where], at), key)
    assert want in [(each.file, each.line, each.key) for each in found], [str(each) for each in found]
    assert any(mend in each.mend for each in found if (each.file, each.line, each.key) == want), map(str, found)


def test_all_mistakes_are_told_in_one_error() -> None:
    texts = broken(T, "confirm: 3m ", "confirm: bald ") | {D: broken(D, "  - thank\n", "")[D]}
    with pytest.raises(DomainError) as caught:
        Domain.from_text(texts[D], texts[T], ("a/domain.yml", "b/triage.yml"))
    error = caught.value
    assert (error.file, error.line) == ("a/domain.yml", line_of(texts[D], "intents:"))
    assert "intent thank is missing" in str(error)
    assert f"b/triage.yml:{line_of(texts[T], 'confirm: bald')}: timers.confirm: bald is no duration" in str(error)


def test_one_mistake_has_its_mend_apart() -> None:
    texts = broken(T, "confirm: 3m ", "confirm: bald ")
    with pytest.raises(DomainError) as caught:
        Domain.from_text(texts[D], texts[T])
    assert caught.value.mend.startswith("write seconds")


@pytest.mark.parametrize("text", ["", "\n\n", "# a comment\n", "- a\n- b\n", "just words", "a: [1, 2", "a: &x\nb: *y",
                                  "\x00", "{" * 50, "a: !!python/object:os.system x"])
def test_what_is_no_domain_at_all_is_said_so(text: str) -> None:
    with pytest.raises(DomainError, match=r"domain\.yml"):
        Domain.from_text(text, TEXTS[T])
    with pytest.raises(DomainError, match=r"triage\.yml"):
        Domain.from_text(TEXTS[D], text)


def test_a_file_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(DomainError, match="cannot be read"):
        Domain.load(tmp_path / "domain.yml", ROOT / T)
    (tmp_path / "domain.yml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DomainError, match="UTF-8"):
        Domain.load(tmp_path / "domain.yml", ROOT / T)


def top(text: str) -> tuple[Field, list[Finding]]:
    findings: list[Finding] = []
    field = read_yaml(text, "x.yml", findings)
    assert field is not None
    return field, findings


@pytest.mark.parametrize(("written", "seconds"), [
    ("90s", 90), ("3m", 180), ("2h", 7200), ("7d", 604800), ("1.2s", 1.2), ("45", 45), ("60 m", 3600),
])
def test_durations(written: str, seconds: float) -> None:
    field, findings = top(f"a: {written}")
    assert field.mapping()["a"].seconds() == pytest.approx(seconds)
    assert not findings


@pytest.mark.parametrize("written", ["-3m", "3 weeks", "m", '""', "[3m]", "1e3s", "null", "0m", "9999999d"])
def test_what_is_no_duration(written: str) -> None:
    field, findings = top(f"a: {written}")
    assert field.mapping()["a"].seconds() > 0
    assert [each.key for each in findings] == ["a"]


@pytest.mark.parametrize("written", ["yes", "12", "2027-01-01", "null", "[a]", '""', "{a: b}"])
def test_what_is_no_text(written: str) -> None:
    field, findings = top(f"a: {written}")
    field.mapping()["a"].text()
    assert len(findings) == 1


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(NAMES), st.integers(0, 1_000_000), st.sampled_from(["", "null", "[]", "{}", "5", "[{a: b}]"]))
def test_damaged_files_load_or_are_a_domain_error(file: str, place: int, value: str) -> None:
    lines = TEXTS[file].splitlines()
    number = place % len(lines)
    key, colon, _ = lines[number].partition(": ")
    lines[number] = key + colon + value if colon else value
    texts = TEXTS | {file: "\n".join(lines)}
    with suppress(DomainError):
        Domain.from_text(texts[D], texts[T])
