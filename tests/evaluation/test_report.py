"""The page: whole, in two languages, with strangers' text harmless in it."""

from __future__ import annotations

import base64
import hashlib
import re
import string
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.errors import DataError
from bot.evaluation.intervals import EMPTY
from bot.evaluation.report import render_report, write_report
from bot.evaluation.report_texts import TEXTS, Lang
from bot.evaluation.results import About, Confusion, Evaluation, Headline, Row, Span
from tests.evaluation.results_made import made

RESULT = made()
NASTY = "<script>alert(1)</script><img src=x onerror=alert(2)> \"' {{ 7*7 }}"
VOID = {"meta", "link", "br", "img", "input", "hr"}


class Reader(HTMLParser):
    """Follows the elements of a page; fails where one is not closed in its order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _empty() -> Evaluation:
    return Evaluation(
        About("", "0", {}, (), "cross-validation", 2, "", 0.0, 1),
        Headline(0, 0, 0.5, EMPTY, EMPTY, EMPTY, EMPTY, EMPTY, EMPTY, EMPTY),
    )


def _nasty() -> Evaluation:
    """Strangers' text everywhere that a result holds some."""
    row = Row(1, NASTY, NASTY, NASTY, 0.9, True, ((NASTY, 0.9),), NASTY, 1)
    about = replace(RESULT.about, model=NASTY, model_facts={NASTY: [NASTY]}, sources=(NASTY,), made_at=NASTY)
    entity = RESULT.entities[0]
    misread = tuple(replace(each, row=row, expected=Span(NASTY, 0, 3, NASTY)) for each in entity.misread)
    return replace(
        RESULT,
        about=about,
        intents=tuple(replace(each, name=NASTY, confused_with=((NASTY, 1),)) for each in RESULT.intents),
        matrix=replace(RESULT.matrix, labels=tuple(NASTY for _ in RESULT.matrix.labels)),
        confusions=(Confusion(NASTY, NASTY, 2, 0.5, (row,)), Confusion(NASTY, NASTY, 1, 0.5, (row,))),
        errors=(row,),
        evidence=tuple(replace(each, row=row) for each in RESULT.evidence),
        slices=tuple(replace(each, name=f"channel:{NASTY}", worst=((NASTY, 0.1),)) for each in RESULT.slices),
        entities=(replace(entity, name=NASTY, extractor=NASTY, misread=misread),),
        watches=tuple(replace(each, name=NASTY, missed=(row,), alarms=(row,)) for each in RESULT.watches),
        gates=tuple(replace(each, key=NASTY, passed=False) for each in RESULT.gates),
        comparisons=tuple(replace(each, name=NASTY, worsened=(row,), mended=(row,)) for each in RESULT.comparisons),
        notices=tuple(replace(each, message=NASTY, file=NASTY, mend=NASTY) for each in RESULT.notices),
    )


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("result", [RESULT, _empty(), _nasty()], ids=["whole", "empty", "nasty"])
def test_a_page_is_whole_and_needs_nothing_from_elsewhere(result: Evaluation, lang: Lang) -> None:
    page = render_report(result, lang)
    read = Reader(page)
    ids = [attrs["id"] for _, attrs in read.seen if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert ("html", {"lang": lang}) in read.seen
    for tag, attrs in read.seen:
        assert tag not in {"link", "img", "iframe", "object", "base", "form"}
        assert not {"src", "style", "onerror", "onclick"} & set(attrs)
        if "href" in attrs:
            assert str(attrs["href"]).removeprefix("#") in ids
        if tag == "th":
            assert attrs["scope"] in {"col", "row"}
    assert [tag for tag, _ in read.seen].count("script") == 1
    assert [tag for tag, _ in read.seen].count("table") == [tag for tag, _ in read.seen].count("caption")
    assert "url(" not in page
    assert "@import" not in page


def test_only_the_pages_own_script_may_run() -> None:
    page = render_report(_nasty(), "vi")
    script = re.search(r"<script>(.*)</script>", page, re.DOTALL)
    assert script is not None
    named = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{named}'" in page
    assert "49" not in re.findall(r"onerror=alert\(2\).{0,30}", page)[0]


SHOWN = [
    "Có thể dùng được?", "chết mất thôi</q>", "distress", "t.yml:3", "something is wrong", "m2", "before",
    "không dấu", "chart-reliability", "chart-risk", "chart-costs", "chart-learning", '<mark class="expected">', '<mark class="against">',
]  # fmt: skip


@pytest.mark.parametrize("part", SHOWN)
def test_everything_that_was_found_is_shown(part: str) -> None:
    assert part in render_report(RESULT, "vi")


def test_a_secret_that_was_missed_stands_nowhere() -> None:
    entity = next(each for each in RESULT.entities if each.name == "secret")
    row = Row(1, "mk hoamai99", "", "", 0.0, False)
    from_label = replace(
        RESULT.entities[0].misread[0], row=row, what="missed", expected=Span("secret", 3, 11, "hoamai99"), found=None
    )
    watch = replace(RESULT.watches[0], missed=(row,))
    result = replace(RESULT, entities=(replace(entity, misread=(from_label,)),), watches=(watch,), errors=(row,))
    page = render_report(result, "en")
    assert "mk ••••••••" in page
    assert "hoamai99" not in page


def test_a_long_list_is_cut_and_says_so() -> None:
    rows = tuple(replace(RESULT.errors[0], number=at) for at in range(1003))
    page = render_report(replace(RESULT, errors=rows), "en")
    assert "3 more in intent_errors.json" in page


def test_both_languages_have_the_same_gaps() -> None:
    def gaps(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for key, text in TEXTS["vi"].items():
        assert text.strip()
        assert gaps(text) == gaps(TEXTS["en"][key]), key


def test_the_file_is_written_whole_and_the_same_again(tmp_path: Path) -> None:
    one, two = (write_report(RESULT, tmp_path / name, "vi") for name in ("one/deep", "two"))
    assert one.name == "report.html"
    assert one.read_bytes() == two.read_bytes()
    assert [path.name for path in one.parent.iterdir()] == ["report.html"]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(DataError, match="--out"):
        write_report(RESULT, tmp_path / "file" / "results", "en")
