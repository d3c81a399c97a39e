"""The sender's name for a file, made fit to be shown; it is never a path and never tells what the file is."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 80
"""Characters of a shown name without its ending."""

_UNFIT = re.compile(r'[<>:"|?*%\\/;&`$\'\s]+')
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_PROGRAMS = re.compile(
    r"\.(apk|app|bat|cmd|com|cpl|dll|dmg|exe|hta|html?|iso|jar|js|jse|lnk|mht|msi|ps1|py|reg|scr|sh|svg|vbe?|vbs|wsf|xhtml)"
    r"(?=$|[.\s])",
    re.IGNORECASE,
)


def clean_name(name: str, ending: str = "") -> str:
    """A name without folders, control characters, invisible or direction marks, at most 80 characters, NFC.

    Args:
        name: as the sender's device gave it; any text.
        ending: without the dot; put in place of the name's own, so that the name cannot claim another type.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(" " if letter.isspace() else letter for letter in last if _fit(letter))
    stem = _UNFIT.sub(" ", visible).strip(" .")
    while ending and _ENDING.search(stem):
        stem = _ENDING.sub("", stem).rstrip(" .")
    stem = stem[:_LONGEST].rstrip(" .")
    if not stem or _RESERVED.match(stem):
        stem = f"tep {stem}".rstrip()
    return f"{stem}.{ending}" if ending else stem


def dangerous(name: str) -> bool:
    """Whether a name ends, or pretends not to end, like a program or a page: "hoadon.pdf.exe", "saoke.exe .pdf"."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKC", name) if _fit(letter))
    return _PROGRAMS.search(plain) is not None


def _fit(letter: str) -> bool:
    """Not a control, format (direction, zero width), surrogate, private or unassigned character; white space is."""
    return letter.isspace() or unicodedata.category(letter)[0] != "C"
