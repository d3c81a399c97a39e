"""Stories are read, and every mistake in a file is told with its place and its mend."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from bot.errors import DataError
from bot.stories import read_stories
from bot.stories.steps import Action, Agent, Check, Handoff, User, Wait
from bot.text.zone import VIETNAM

EVERYTHING = """
version: "3.1"
stories:
- story: all kinds of steps
  now: 2026-11-14T20:00:00
  channel: telegram
  known_account: hoangnam88
  steps:
  - user: |
      tk [hoangnam88](username) rút [5tr]{"entity": "amount"}
      từ tối qua
    intent: slow_withdrawal
    images: 2
  - action: utter_summary
  - slot_was_set:
    - username: hoangnam88
    - amount
  - active_loop: null
  - button: Đúng rồi
  - images: [a.jpg, b.pdf]
  - user: alo
    repeat: 50
    attachments: [sticker]
  - wait: 1d 3h
  - agent: ask
    slot: phone
  - fail: handoff
  - mend: handoff
  - state: waiting
  - says: [một, hai]
  - says_not: ba
  - buttons: [Đúng rồi]
  - case: {kind: slow_withdrawal, count: 1, fields: {amount: 5000000}}
"""


def _written(folder: Path, text: str) -> Path:
    path = folder / "story.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_all_kinds_of_steps(tmp_path: Path) -> None:
    (story,) = read_stories(_written(tmp_path, EVERYTHING))
    assert (story.name, story.line, story.channel, story.known_account) == (
        "all kinds of steps", 4, "telegram", "hoangnam88",
    )  # fmt: skip
    assert story.now == datetime(2026, 11, 14, 20, tzinfo=VIETNAM)
    kinds = [User, Action, Check, Check, User, User, User, Wait, Agent, Handoff, Handoff, *[Check] * 5]
    assert [type(step) for step in story.steps] == kinds
    first = story.steps[0]
    assert isinstance(first, User)
    assert first.text == "tk hoangnam88 rút 5tr\ntừ tối qua"
    assert first.marked == (("username", "hoangnam88"), ("amount", "5tr"))
    assert [each.kind for each in first.attachments] == ["image", "image"]
    named, many = story.steps[5:7]
    assert isinstance(named, User)
    assert [each.kind for each in named.attachments] == ["image", "file"]
    assert isinstance(many, User)
    assert (many.repeat, many.attachments[0].kind) == (50, "sticker")
    assert story.steps[7] == Wait(24, 27 * 3600)


def test_a_file_beside_the_story_is_looked_into(tmp_path: Path) -> None:
    (tmp_path / "zip.png").write_bytes(b"PK\x03\x04" + b"\0" * 40)
    (story,) = read_stories(_written(tmp_path, "stories:\n- story: a\n  steps:\n  - images: [zip.png]\n"))
    step = story.steps[0]
    assert isinstance(step, User)
    assert step.attachments[0].kind == "file"


HEAD = "stories:\n- story: a\n  steps:\n"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("stories: []\n", None, "there is no story here"),
        ("stories:\n- steps: []\n", 2, "story is missing"),
        ("stories:\n- story: a\n  now: hôm qua\n  steps: []\n", 3, "2026-11-14T21:00:00"),
        (HEAD + "  - usr: a\n", 4, "did you mean user?"),
        (HEAD + "  - user: a\n    imges: 2\n", 5, "did you mean images?"),
        (HEAD + "  - user: a\n    repeat: 5000\n", 5, "out of bounds"),
        (HEAD + "  - user:\n", 4, "the customer says nothing"),
        (HEAD + "  - user: 'a [b]{\"x\": 1}'\n", 4, "names no entity"),
        (HEAD + "  - attachments: [stiker]\n", 4, "did you mean sticker?"),
        (HEAD + "  - wait: 3 phút\n", 4, "90s, 31m, 2h"),
        (HEAD + "  - agent: takes\n", 4, "take, reply, ask"),
        (HEAD + "  - agent: ask\n", 4, "add `slot:` here"),
        (HEAD + "  - fail: mail\n", 4, "write `fail: handoff`"),
        (HEAD + "  - action: slow_withdrawal_form\n", 4, "utter_…, or action_listen"),
        (HEAD + "  - case: {knd: x}\n", 4, "did you mean kind?"),
        (HEAD + "  - case: {missing: amount}\n", 4, "where a list is expected"),
        (HEAD + "  - case: {fields: amount}\n", 4, "where names with values are expected"),
        (HEAD + "  - case: {fields: {incident_time: 8h}}\n", 4, "2026-11-13T20:00"),
        (HEAD + "  - user: [\n", 5, "is no YAML"),
    ],
)
def test_mistakes_are_told_with_place_and_mend(tmp_path: Path, text: str, line: int | None, words: str) -> None:
    path = _written(tmp_path, text)
    with pytest.raises(DataError) as caught:
        read_stories(path)
    place = f"{path}:{line}: " if line else f"{path}: "
    assert str(caught.value).startswith(place)
    assert words in str(caught.value)


def test_all_mistakes_are_told_together(tmp_path: Path) -> None:
    path = _written(tmp_path, HEAD + "  - usr: a\n  - wait: x\n")
    with pytest.raises(DataError, match=r"did you mean user\?") as caught:
        read_stories(path)
    assert f"\n{path}:5: " in str(caught.value)


def test_a_place_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such file or folder"):
        read_stories(tmp_path / "none.yml")
