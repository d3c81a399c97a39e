"""Written conversations (Rasa's test stories with our own keys): read, played, checked; it opens no other files."""

from bot.stories.playing import Exchange, Failure, Played, play
from bot.stories.reading import read_stories
from bot.stories.replies import Said
from bot.stories.steps import Story

__all__ = ["Exchange", "Failure", "Played", "Said", "Story", "play", "read_stories"]
