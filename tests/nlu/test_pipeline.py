"""The spaCy face: what spaCy users know works, and it says what the direct face says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import spacy
from spacy import displacy
from spacy.language import Language

from bot.nlu.pipeline import to_parse
from tests.nlu.model import MODEL, NOW, held_out, understander

NLP: Language = spacy.load(MODEL)
MESSAGE = "rút5tr lúc8h hqua chưa về, tk hoangnam88"


def test_both_faces_say_the_same() -> None:
    for example in held_out()[::4]:
        assert to_parse(NLP(example.text), NOW) == understander().parse(example.text, NOW), example.text


def test_a_script_needs_no_import_of_ours() -> None:
    script = (
        f"import spacy; doc = spacy.load({str(MODEL)!r})('rút tiền chưa về'); print(max(doc.cats, key=doc.cats.get))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "slow_withdrawal"


def test_the_text_is_kept_and_cut_at_entities() -> None:
    doc = NLP(MESSAGE)
    assert doc.text == MESSAGE
    assert [(ent.label_, ent.text, ent._.value) for ent in doc.ents if ent.label_ != "incident_time"] == [
        ("amount", "5tr", 5_000_000),
        ("username", "hoangnam88", "hoangnam88"),
    ]
    assert [ent.text for ent in doc.ents if ent.label_ == "incident_time"] == ["8h hqua"]


def test_no_grammar_hit_is_missing() -> None:
    for example in held_out()[::7]:
        found = [(each.kind, each.start, each.end) for each in understander().parse(example.text, NOW).entities]
        assert [(ent.label_, ent.start_char, ent.end_char) for ent in NLP(example.text).ents] == found


def test_spaces_and_lines_are_kept() -> None:
    for text in ("  rút\n\n tiền\t chưa  về \u00a0😭\u200d ", "", " ", "\n", "ế" * 3, "e\u0302\u0301 oi"):
        assert NLP.make_doc(text).text == text


def test_pipe_in_one_and_two_processes() -> None:
    texts = [example.text for example in held_out()[:60]]
    one = [doc.cats for doc in NLP.pipe(texts)]
    two = [doc.cats for doc in NLP.pipe(texts, n_process=2, batch_size=10)]
    assert one == two


def test_components_can_be_selected() -> None:
    with NLP.select_pipes(enable=["tiepnhan_entities"]):
        doc = NLP(MESSAGE)
    assert doc.ents
    assert not doc.cats


def test_to_disk_and_bytes_and_back(tmp_path: Path) -> None:
    NLP.to_disk(tmp_path / "model", exclude=["vocab"])
    by_bytes = spacy.load(MODEL).from_bytes(NLP.to_bytes())
    for nlp in (spacy.load(tmp_path / "model"), by_bytes):
        assert to_parse(nlp(MESSAGE), NOW) == to_parse(NLP(MESSAGE), NOW)


def test_a_doc_goes_to_bytes_and_back() -> None:
    doc = NLP(MESSAGE + ", mk là Abc@123")
    again = spacy.tokens.Doc(NLP.vocab).from_bytes(doc.to_bytes())
    assert to_parse(again, NOW) == to_parse(doc, NOW)


def test_displacy_draws_the_entities() -> None:
    html = displacy.render(NLP(MESSAGE), style="ent", page=False, jupyter=False)
    assert "hoangnam88" in html


def test_a_now_on_the_doc_wins() -> None:
    doc = NLP.make_doc("rút lúc 8h tối qua")
    doc._.now = "2026-03-02T10:00:00+07:00"
    (time,) = to_parse(NLP(doc), NOW).of_kind("incident_time")
    assert time.value["start"] == "2026-03-01T20:00:00+07:00"


def test_nothing_of_a_customer_is_saved_with_the_model(tmp_path: Path) -> None:
    NLP("ten toi la Qwxyzzy")
    NLP.to_disk(tmp_path / "model", exclude=["vocab"])
    assert not any(b"wxyzzy" in path.read_bytes() for path in (tmp_path / "model").rglob("*") if path.is_file())
