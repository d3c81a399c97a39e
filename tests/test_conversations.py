"""Every story of tests/conversations, played against the trained model; and what all replies have in common."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.stories import Failure, Played, Story, play, read_stories
from bot.text import without_accents

FOLDER = Path(__file__).parent / "conversations"
ROOT = Path(__file__).parents[1]
STORIES = read_stories(FOLDER)


def _id(story: Story) -> str:
    place = Path(story.file).relative_to(FOLDER).with_suffix("").as_posix()
    return without_accents(f"{place}: {story.name}")


NAMES = [_id(story) for story in STORIES]


@cache
def _assistant() -> Assistant:
    return Assistant.load(domain=ROOT / "domain.yml", model=ROOT / "models" / "default")


@cache
def _played(place: int) -> Played:
    return play(STORIES[place], _assistant())


def _told(failure: Failure) -> str:
    lines = [f"{failure.story.file}:{failure.line}: step {failure.step}"]
    lines += [f"  expected: {failure.expected}", f"  got:      {failure.got}"]
    if failure.exchange:
        lines += [
            f"  › {failure.exchange.act}",
            *(f"    {said.text}  ({said.names})" for said in failure.exchange.said),
        ]
        lines += [
            f"  understood: {', '.join(failure.exchange.understood)}",
            f"  because: {'; '.join(failure.exchange.because)}",
        ]
    return "\n".join(lines)


@pytest.mark.parametrize("place", range(len(STORIES)), ids=NAMES)
def test_it_goes_as_written(place: int) -> None:
    failure = _played(place).failure
    if failure:
        pytest.fail(_told(failure), pytrace=False)


def test_there_are_enough() -> None:
    assert len(STORIES) >= 130
    assert len(set(NAMES)) == len(STORIES)
    kinds = {path.stem: len(read_stories(path)) for path in (FOLDER / "kinds").glob("*.yml")}
    assert kinds.keys() == _assistant().domain.kinds.keys() | {"ask_human"}
    assert min(kinds.values()) >= 3
    assert len(read_stories(FOLDER / "channels")) == 12


@pytest.mark.parametrize("place", range(len(STORIES)), ids=NAMES)
def test_every_reply_is_polite(place: int) -> None:
    """One "dạ" or "ạ" a message, one form of address, no braces left open, nothing undefined."""
    for exchange in _played(place).exchanges:
        for said in exchange.said:
            main = said.text.replace("bảo vệ trẻ em", "")
            assert not re.search(r"\{[a-z_]+\}|\bNone\b", main), main
            assert len(re.findall(r"\b[Dd]ạ\b|\bạ\b", main)) <= 1, main
            assert not ("anh/chị" in main.lower() and re.search(r"\b(?:bác|cô|chú)\b", main)), main
