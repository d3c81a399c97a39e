"""From a message as it was typed to the forms that the product works on; it knows letters and shorthand, no intents."""

from bot.text.accents import without_accents
from bot.text.aligned import Aligned, Text
from bot.text.fold import fold, sound
from bot.text.normal import read

__all__ = ["Aligned", "Text", "fold", "read", "sound", "without_accents"]
