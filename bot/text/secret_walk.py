"""The way from a cue to its value, word by word; it finds no cues and replaces nothing.

A word that usually stands between a cue and its value is passed over, one that says "here it comes" (là, :, =, ->) is
remembered, and the first word that may be a value is judged by its own form and by what was passed on the way. The
weaker the cue, the clearer the value has to be:

- letters with digits or signs are a secret behind any cue, unless they are a measure, a time or a thing;
- digits are one if they are as many as the kind has and count nothing ("5 lần", "500.000", "2 phút");
- letters alone are a password behind "là" or ":", or where the account's name stands before the cue, if they are no
  syllable, no shorthand and no word that goes on with the sentence; a single syllable of five letters only where a form
  is filled in ("mật khẩu: phuong"); with no joint at all only three glued syllables or more. Words with accents are
  hardly ever one, for people do not type passwords with accents; so "mk là Hùng" is a name.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.text import secret_words as words
from bot.text.secret_candidates import Span, quoted_at, secret_at
from bot.text.secret_tokens import Tokens
from bot.text.secret_values import DOT, Setting, is_ordinary_word, shape_of, value_end
from bot.text.secret_words import Cue

_MOST_STEPS = 24
_JOINING = frozenset(":=>→➡👉⇒➔")
_ENDING = frozenset(",;?!|\\")
_LEADING_SIGNS = frozenset("@#$%^&!~")


def is_pronoun(tokens: Tokens, at: int) -> bool:
    """Whether "mk" says "mình" here: "cho mk hỏi", "tk mk là …"."""
    if tokens.forms[at] != "mk" or at == 0 or tokens.forms[at - 1] not in words.PRONOUN_BEFORE_MK:
        return False
    behind = tokens.forms[at + 1] if at + 1 < len(tokens.forms) else ""
    return behind not in ("thanh", "sang") or tokens.forms[at - 1] in words.USER_WORDS


@dataclass(slots=True)
class _Walk:
    """The way from a cue towards its value: what was passed so far."""

    tokens: Tokens
    cue: Cue
    first: int
    at: int
    forgotten: bool
    paired: bool
    joined: bool = False
    far: bool = False
    new_line: bool = False
    sent: bool = False

    def setting(self) -> Setting:
        """How a value at the present token would have been come upon."""
        colon = self.tokens.forms[self.at - 1] in ":="
        return Setting(
            self.cue.kind, self.cue.strength, self.joined, self.far, self.forgotten, self.paired, self.sent, colon
        )


def behind_cue(tokens: Tokens, cue_start: int, behind: int, cue: Cue) -> Span | None:
    """The value that follows the cue from token `cue_start` to `behind` (exclusive)."""
    walk = _Walk(tokens, cue, behind, behind, _is_forgotten(tokens, cue_start), _is_paired(tokens, cue_start))
    walk.far = cue_start > 0 and tokens.forms[cue_start - 1] == "soan"
    walk.sent = cue.strength == 0 and _is_read_out(tokens, cue_start)
    for _ in range(_MOST_STEPS):
        if walk.at >= len(tokens.forms):
            return None
        span = _value_here(walk)
        if span is not None:
            return span
        walk.at = _next(walk)
        if walk.at < 0:
            return None
    return None


def _is_read_out(tokens: Tokens, cue_start: int) -> bool:
    """Whether the words before "mã" say that somebody was told to read it out."""
    return any(tokens.text(at) in words.READ_OUT for at in range(max(0, cue_start - 4), cue_start))


def _is_forgotten(tokens: Tokens, cue_start: int) -> bool:
    """Whether the words before the cue say that the writer does not have the password."""
    before = tokens.forms[max(0, cue_start - 3) : cue_start]
    for place, form in enumerate(before):
        index = cue_start - len(before) + place
        after = tokens.forms[index + 1]
        if form in ("quen", "wen", "forgot", "forget", "lost", "reset") or tokens.text(index) == "mất":
            return True
        if form in ("lay", "xin", "cap") and index == cue_start - 1:
            return True
        if (form, after) in (("lay", "lai"), ("khoi", "phuc"), ("cap", "lai"), ("tim", "lai")):
            return True
        if after == "nho" and form in ("khong", "ko", "k", "kh", "chang", "hong", "hok"):
            return True
    return False


def _is_paired(tokens: Tokens, cue_start: int) -> bool:
    """Whether an account's name stands right before the cue, with a cue of its own: "tk nam88 mk …"."""
    at = cue_start - 1
    while at > 0 and tokens.forms[at] in (",", "/", "-", "\n", "va", "voi", "vs", "|", ";", "+"):
        at -= 1
    for back in range(1, 6):
        index = at - back
        if index >= 0 and 0 < tokens.users[index] <= at:
            return shape_of(tokens.text(at)) == "mixed" or not is_ordinary_word(tokens.forms[at])
    return False


def _value_here(walk: _Walk) -> Span | None:
    """The secret that begins at the walk's token, if one does."""
    tokens, at = walk.tokens, walk.at
    form = tokens.forms[at]
    if not form[0].isalnum() and form[0] != DOT:
        if form[0] in "\"'":
            return quoted_at(tokens, at, walk.setting())
        ahead = at + 1 < len(tokens.forms) and tokens.touches(at + 1) and tokens.forms[at + 1][0].isalnum()
        if not (ahead and form in _LEADING_SIGNS):
            return None
    if _is_passed_over(walk, form) or _is_cue(walk) or (walk.cue.strength == 0 and not walk.sent):
        return None
    if walk.far and not (walk.joined and form[0] != "@"):
        return None
    span = secret_at(tokens, at, walk.setting())
    if span is None:
        return None
    if walk.new_line and not walk.joined and shape_of(tokens.view.text[span[0] : span[1]]) in ("letters", "accented"):
        return None
    return None if _is_owner(walk) else span


def _is_passed_over(walk: _Walk, form: str) -> bool:
    """Whether a word is one that stands before values, and not itself the beginning of one ("em123", "my@pass")."""
    if form.isdecimal() or not form.isalnum():
        return False
    known = form in words.LINKS or form in _fillers(walk) or (walk.joined and form in words.PERSONAL)
    return known and _stands_alone(walk)


def _is_cue(walk: _Walk) -> bool:
    """Whether a cue of its own begins at the walk's word, and not a password that is made of one: "matkhau@77"."""
    if walk.tokens.cues[walk.at] is None:
        return False
    start, end = walk.tokens.starts[walk.at], walk.tokens.ends[walk.at]
    run = walk.tokens.view.text[end : value_end(walk.tokens.view.text, start)]
    return not run or run[0] in "=>" or (not walk.joined and run[0] in ".-+*~?!")


def _stands_alone(walk: _Walk) -> bool:
    """Whether the walk's word is not the beginning of a longer run, as "em" is in "em@123"."""
    start, end = walk.tokens.starts[walk.at], walk.tokens.ends[walk.at]
    run = walk.tokens.view.text[end : value_end(walk.tokens.view.text, start)]
    return not run or run[0] in "=.-+>*~?!"


def _fillers(walk: _Walk) -> frozenset[str]:
    if walk.cue.kind == "otp":
        return words.FILLERS_OTP
    return words.FILLERS_STRONG if walk.cue.strength == 2 else words.FILLERS


def _is_owner(walk: _Walk) -> bool:
    """Whether the word is the account whose password it is: "mk của nam88 là abc123", "cấp mk mới cho nam88"."""
    return walk.tokens.forms[walk.at - 1] == "cua" or (walk.tokens.forms[walk.at - 1] == "cho" and not walk.joined)


def _next(walk: _Walk) -> int:
    """The index to read on from, or -1 where the search for a value ends."""
    tokens, at = walk.tokens, walk.at
    form = tokens.forms[at]
    if not form[0].isalnum():
        return _pass_sign(walk)
    if walk.cue.strength == 0:
        return _pass_sent(walk)
    if not _stands_alone(walk):
        return _pass_word(walk)
    walk.sent = walk.sent or form in words.SENT_TO
    if _joins(walk, form):
        walk.joined = True
        return at + 1
    if tokens.users[at]:
        return _pass_user(walk, tokens.users[at])
    other = tokens.cues[at]
    if other is not None and other[0].kind in ("password", "otp", "pin") and not is_pronoun(tokens, at):
        return -1  # it is looked at in its turn, from nearer
    if walk.cue.kind == "otp" and form in ("tu", "dau", "dai"):
        walk.far = True  # the number may be the sender's: "otp từ đầu số 8049"
    known = form in words.LINKS or form in _fillers(walk) or (walk.joined and form in words.PERSONAL)
    return at + 1 if known else _pass_word(walk)


def _joins(walk: _Walk, form: str) -> bool:
    """Whether the walk's word says that the value comes next: "là", "thành" behind "đổi", "hình như"."""
    if form in words.LINKS and walk.tokens.text(walk.at) not in words.NO_LINKS:
        return form in ("la", "is", "bang") or _is_changed(walk)
    return (form, walk.tokens.forms[walk.at - 1]) in words.JOINING_PAIRS


def _is_changed(walk: _Walk) -> bool:
    """Whether "qua" and "thành" say what something was changed to: "đổi mk qua …", not "mk hôm qua"."""
    before = walk.tokens.forms[max(0, walk.at - 6) : walk.at]
    return before[-1] != "hom" and not words.CHANGING.isdisjoint(before)


def _pass_sent(walk: _Walk) -> int:
    """Past a word between "mã" and the code that was sent."""
    form = walk.tokens.forms[walk.at]
    if form not in words.SENT:
        return -1
    walk.joined = walk.joined or form == "la"
    walk.sent = walk.sent or form in words.SENDING or walk.tokens.text(walk.at) == "về"
    return walk.at + 1


def _pass_word(walk: _Walk) -> int:
    """Past a word that says nothing of where the value is; only a clear cue allows it, and only before the joint."""
    form = walk.tokens.forms[walk.at]
    owner = _is_owner(walk)
    clear = owner or walk.cue.strength == 2 or form in words.SOFT
    if walk.joined or walk.new_line or form in words.BLOCKERS or not clear:
        return -1
    walk.far = walk.far or not owner
    start = walk.tokens.starts[walk.at]
    end, at = value_end(walk.tokens.view.text, start), walk.at + 1
    while at < len(walk.tokens.starts) and walk.tokens.starts[at] < end:
        at += 1
    return at


def _pass_sign(walk: _Walk) -> int:
    tokens, at = walk.tokens, walk.at
    form = tokens.forms[at]
    if walk.far and form in ",.:/" and tokens.touches(at) and _between_digits(tokens, at):
        return at + 1
    if form in _JOINING:
        walk.joined = True
    elif form == "\n":
        walk.new_line = True
        passed = tokens.forms[walk.first : at]
        if not walk.joined and any(word not in words.PARTICLES and word.isalnum() for word in passed):
            return -1
    elif form == ".":
        return at + 1 if _is_inside(tokens, at) else -1
    elif form == "/":
        return at + 1 if at == walk.first else -1
    elif form in _ENDING:
        passed = tokens.forms[walk.first : at]
        particles = bool(passed) and all(word in words.PARTICLES for word in passed)
        if form != "," or not (particles or (walk.cue.kind == "otp" and not walk.far)):
            return -1
    return at + 1


def _between_digits(tokens: Tokens, at: int) -> bool:
    behind = tokens.forms[at + 1] if at + 1 < len(tokens.forms) else " "
    return tokens.forms[at - 1][-1].isdecimal() and behind[0].isdecimal() and tokens.touches(at + 1)


def _is_inside(tokens: Tokens, at: int) -> bool:
    """Whether a full stop ends no sentence: "mk.abc123", "mk... abc123"."""
    behind = at + 1 < len(tokens.forms) and tokens.touches(at + 1)
    return behind or (tokens.touches(at) and tokens.forms[at - 1] == ".")


def _pass_user(walk: _Walk, behind: int) -> int:
    """Past "tk", and past the account's name behind it where the password still follows: "mk tk nam88 là abc123"."""
    tokens, size = walk.tokens, len(walk.tokens.forms)
    if walk.joined:
        return -1
    at = behind
    while at < size and tokens.forms[at] in words.FILLERS and tokens.forms[at].isalpha():
        at += 1
    if at >= size:
        return -1
    if tokens.forms[at] in words.LINKS or tokens.forms[at] in _JOINING:
        return -1 if walk.forgotten or walk.far else at
    end = value_end(tokens.view.text, tokens.starts[at])
    shape = shape_of(tokens.view.text[tokens.starts[at] : end])
    if shape not in ("mixed", "digits", "signs") and (shape != "letters" or is_ordinary_word(tokens.forms[at])):
        return at if tokens.forms[at][0].isalnum() else -1
    while at < size and tokens.starts[at] < end:
        at += 1
    if at >= size:
        return -1
    follows = tokens.forms[at] in words.LINKS or tokens.forms[at] in _JOINING
    return at if follows or secret_at(tokens, at, Setting("password", strength=1)) else -1
