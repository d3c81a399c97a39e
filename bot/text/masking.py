"""Replaces secrets, identity and card numbers by dots before anything is stored; it must be the first to see a message.

What they are is the business of `secrets` and `id_numbers`; here is decided which characters become dots.
"""

from __future__ import annotations

import re

from bot.message import Masked
from bot.text.aligned import Aligned
from bot.text.fold import fold
from bot.text.id_numbers import find_id_numbers
from bot.text.secret_tokens import cut
from bot.text.secret_values import DOT, LEAST_DOTS
from bot.text.secrets import find_secrets

_CUE = re.compile(
    r"mk|matk|kha[uar\d]|kh\d|pas|pss|paa|p@|p ?w|psw|o ?t ?p|opt|0tp|otb|pin|cv[vc]|2 ?fa|authen|code|xa[cs\d]"
    r"|sac nhan|private|mat \S{1,6}|ma(?:[tajx46 ]{0,3} ?ma|pin| (?:kich|dang|truy|mo kh|khoi|gg|go|sms|tin|\d|x|z|tele"
    r"|so|bi|ba|an t|(?:[a-z]{1,8} ){0,5}(?:gui|ve|nhan|sms) ))"
    r"|cc|cmn|cmt|can cuoc|cancuoc|ca[nw]|chu\w{0,4}ng mi|dinh d|ho chi|passp|pass p|id c|citizen|giay to|gplx"
    r"|giay phep|bang lai|so (?:the|sau|mat|o mat|bao|tren)|visa|master|card"
    r"|the (?:tin|ghi|noi|ngan|atm|visa|jcb|napas|bank|[vtbmash]\w{1,10}:? ?(?:cua|em|e|minh|la|so|ben)|\w{1,12}:? ?\d)"
)
_STROKE = re.compile(r"[^\W\d]\d{0,12} ?[/|]|\d{4} ?[/|]")
_LOGIN = re.compile(r"(?:nhap|login|log in|tk|khoan|acc|user|nick|id|dn)\b")
_LONG_NUMBER = re.compile(r"\d[\d .-]{10,30}\d")
_DOTS = re.compile(rf"{DOT}{{{LEAST_DOTS},}}")
_MOST_PASSES = 8
"""Masking is repeated until nothing changes, so that masking what is masked alters nothing; twice does in practice."""


def mask(raw: str) -> tuple[str, tuple[Masked, ...]]:
    """The message with its secrets as dots.

    Args:
        raw: a message as it came in; one that was masked before comes back as it is.

    Returns:
        The message, of the same length in code points, each character of a secret being "•"; and the stretches in
        order, with their kind: password, otp, pin, id_number or card. A stretch is the value alone, never its cue.
    """
    found: dict[int, Masked] = {}
    text = raw
    for _ in range(_MOST_PASSES):
        stretches = _find(text)
        masked = _dotted(text, stretches)
        found = _merge(found, stretches)
        if masked == text:
            break
        text = masked
    return text, tuple(found[start] for start in sorted(found))


def _find(raw: str) -> list[Masked]:
    """The stretches of one look at a message, offsets into it."""
    view = fold(raw)
    found: list[tuple[str, int, int]] = []
    if needs_a_look(view.plain):
        found += find_secrets(cut(raw, view))
    if _LONG_NUMBER.search(view.plain):
        found += find_id_numbers(view.plain)
    if DOT in raw:
        found += _uncued_dots(view)
    return [_stretch(raw, view, kind, start, end) for kind, start, end in found]


def needs_a_look(plain: str) -> bool:
    """Whether a cue may be in a folded message without accents; a glance that spares most messages the search."""
    return DOT in plain or _CUE.search(plain) is not None or _may_be_login(plain)


def _stretch(raw: str, view: Aligned, kind: str, start: int, end: int) -> Masked:
    """A find as a stretch of the raw message; of dots no more than stand side by side there, with nothing invisible."""
    first, last = view.raw_span(start, end)
    if not view.text[start:end].strip(DOT):
        last = next((at for at in range(first, last) if raw[at] != DOT), last)
    return Masked(kind, first, last)


def _may_be_login(plain: str) -> bool:
    """Whether a name and a password may stand side by side: "đăng nhập nam88/abc123"."""
    return ("/" in plain or "|" in plain) and bool(_STROKE.search(plain)) and bool(_LOGIN.search(plain))


def _uncued_dots(view: Aligned) -> list[tuple[str, int, int]]:
    """Dots as long as an identity or a card number; shorter ones are known by their cue alone."""
    runs = [match.span() for match in _DOTS.finditer(view.text)]
    return [("id_number" if end - start < 16 else "card", start, end) for start, end in runs if 12 <= end - start <= 23]


def _dotted(raw: str, stretches: list[Masked]) -> str:
    if not stretches:
        return raw
    characters = list(raw)
    for stretch in stretches:
        characters[stretch.start : stretch.end] = DOT * (stretch.end - stretch.start)
    return "".join(characters)


def _merge(known: dict[int, Masked], stretches: list[Masked]) -> dict[int, Masked]:
    """Both together by their start; those that overlap or touch become one, of the kind that was known first."""
    merged: dict[int, Masked] = {}
    last: Masked | None = None
    kind_is_known = False
    for stretch in sorted((*known.values(), *stretches), key=lambda one: one.start):
        is_known = known.get(stretch.start) == stretch
        if last is not None and stretch.start <= last.end:
            kind = stretch.kind if is_known and not kind_is_known else last.kind
            last = Masked(kind, last.start, max(last.end, stretch.end))
            kind_is_known = kind_is_known or is_known
        else:
            last, kind_is_known = stretch, is_known
        merged[last.start] = last
    return merged
