"""What a person does with the widget, as few words for the tests; it asserts nothing."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image, ImageDraw
from playwright.sync_api import Locator, Page


def picture(words: str = "RUT TIEN  5.000.000 VND", size: tuple[int, int] = (540, 960), kind: str = "PNG") -> bytes:
    """A picture that looks like a screenshot of a withdrawal."""
    image = Image.new("RGB", size, "#f3f6f5")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, size[0], 90), fill="#12403a")
    for row in range(3):
        draw.rectangle((30, 140 + row * 190, size[0] - 30, 300 + row * 190), fill="white", outline="#c9d3d0", width=3)
        draw.text((60, 190 + row * 190), words, fill="#14201e", font_size=30)
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def file(name: str = "lenh-rut.png", raw: bytes | None = None, kind: str = "image/png") -> Any:
    """A file as Playwright's pickers take it."""
    return {"name": name, "mimeType": kind, "buffer": picture() if raw is None else raw}


def opened(page: Page) -> Locator:
    """Presses the bubble; the panel."""
    page.locator("tiepnhan-chat .bubble").click()
    return page.locator("tiepnhan-chat .panel")


def write(page: Page, text: str) -> None:
    """Types a message and sends it by Enter."""
    area = page.locator("tiepnhan-chat textarea")
    area.fill(text)
    area.press("Enter")


def mine(page: Page) -> Locator:
    """The visitor's own messages."""
    return page.locator("tiepnhan-chat .m.mine")


def theirs(page: Page) -> Locator:
    """What the assistant and agents said, the greeting too."""
    return page.locator("tiepnhan-chat .m:not(.mine)")


def attach(page: Page, *files: Any) -> None:
    """Chooses files by the picker."""
    page.locator("tiepnhan-chat input[multiple]").set_input_files(list(files))
