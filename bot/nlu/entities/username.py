"""User names: behind a cue, by their shape alone, or as the bare answer to a question; passwords and banks are none.

Where a message corrects itself ("không phải abc111 mà là abc112") only the right name is an entity; the wrong one stands
in its detail as `instead_of`. The value is the name as it was typed, composed (NFC).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.message import Entity
from bot.nlu.entities import username_words as words
from bot.nlu.entities.username_corrections import CORRECTING, Found, corrected
from bot.nlu.entities.username_runs import Run, Sentence, as_typed, cut
from bot.nlu.entities.username_shapes import (
    is_cued_name,
    is_ordinary,
    is_plain_name,
    looks_like_name,
)
from bot.text import Text, without_accents
from bot.text.secret_values import is_measure
