"""Invented receipts and screens, drawn by code, as four apps would show them; nothing of any real app or person."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont

NAMES = ("NGUYEN HOANG NAM", "TRAN THI BICH", "LE VAN PHUC", "PHAM GIA HAN", "VO MINH KHOI", "DANG THU THAO")
BANKS = ("Ngan hang Sao Mai", "Ngan hang Ben Nghe", "Ngan hang Tay Ho")


@dataclass(frozen=True)
class Receipt:
    """What a receipt says."""

    app: str
    amount: int
    clock: str
    day: str
    code: str
    name: str
    account: str
    bank: str

    @staticmethod
    def drawn_by(app: str, dice: random.Random) -> Receipt:
        return Receipt(
            app,
            dice.randrange(2, 900) * 50_000,
            f"{dice.randrange(24):02}:{dice.randrange(60):02}:{dice.randrange(60):02}",
            f"{dice.randrange(1, 29):02}/{dice.randrange(1, 13):02}/2026",
            f"FT{dice.randrange(10**13):013}",
            dice.choice(NAMES),
            f"{dice.randrange(10**11):011}",
            dice.choice(BANKS),
        )


def font(size: int) -> ImageFont.FreeTypeFont:
    made = ImageFont.load_default(size)
    assert isinstance(made, ImageFont.FreeTypeFont)
    return made


def money(amount: int) -> str:
    return f"{amount:,} VND"


def rows(receipt: Receipt) -> list[tuple[str, str]]:
    return [
        ("Nguoi nhan", receipt.name),
        ("So tai khoan", receipt.account),
        ("Ngan hang", receipt.bank),
        ("So tien", money(receipt.amount)),
        ("Phi giao dich", "Mien phi"),
        ("Noi dung", "chuyen tien"),
        ("Thoi gian", f"{receipt.clock} {receipt.day}"),
        ("Ma giao dich", receipt.code),
    ]


def _bar(draw: ImageDraw.ImageDraw, width: int, clock: str, ink: str) -> None:
    draw.text((40, 20), clock[:5], font=font(34), fill=ink)
    draw.text((width - 190, 20), "4G  87%", font=font(34), fill=ink)


def light(receipt: Receipt) -> Image.Image:
    """Labels left, values right, on white under a coloured head."""
    picture = Image.new("RGB", (1080, 1920), "#ffffff")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 1080, 420), fill="#0a7a4b")
    _bar(draw, 1080, receipt.clock, "white")
    draw.text((540, 200), "Giao dich thanh cong", font=font(52), fill="white", anchor="mm")
    draw.text((540, 320), money(receipt.amount), font=font(72), fill="white", anchor="mm")
    for index, (label, value) in enumerate(rows(receipt)):
        top = 500 + index * 130
        draw.text((60, top), label, font=font(38), fill="#777777")
        draw.text((1020, top), value, font=font(38), fill="#111111", anchor="ra")
        draw.line((60, top + 90, 1020, top + 90), fill="#e0e0e0", width=2)
    draw.rounded_rectangle((60, 1720, 1020, 1840), 40, fill="#0a7a4b")
    draw.text((540, 1780), "Giao dich moi", font=font(44), fill="white", anchor="mm")
    return picture


def dark(receipt: Receipt) -> Image.Image:
    """Centred on dark, the label above its value, in a card."""
    picture = Image.new("RGB", (1170, 2532), "#101018")
    draw = ImageDraw.Draw(picture)
    _bar(draw, 1170, receipt.clock, "#dddddd")
    draw.rounded_rectangle((60, 260, 1110, 2260), 50, fill="#20202c", outline="#3a3a4a", width=3)
    draw.ellipse((525, 320, 645, 440), fill="#d82d8b")
    draw.text((585, 520), "Chuyen tien thanh cong", font=font(50), fill="#eeeeee", anchor="mm")
    draw.text((585, 640), "-" + money(receipt.amount), font=font(84), fill="#ffffff", anchor="mm")
    for index, (label, value) in enumerate(rows(receipt)):
        top = 780 + index * 175
        draw.text((585, top), label, font=font(34), fill="#9a9aaa", anchor="mm")
        draw.text((585, top + 62), value, font=font(44), fill="#f4f4f4", anchor="mm")
    draw.text((585, 2400), "Chia se      Luu anh      Trang chu", font=font(40), fill="#d82d8b", anchor="mm")
    return picture


def history(receipt: Receipt) -> Image.Image:
    """A list of withdrawals, one status after another; the receipt's is the first, the others go by its account."""
    dice = random.Random(receipt.account + receipt.code)
    picture = Image.new("RGB", (1080, 2160), "#f2f3f5")
    draw = ImageDraw.Draw(picture)
    _bar(draw, 1080, receipt.clock, "black")
    draw.text((540, 140), "Lich su rut tien", font=font(48), fill="black", anchor="mm")
    entry = receipt
    for index in range(7):
        top = 240 + index * 260
        draw.rounded_rectangle((40, top, 1040, top + 230), 24, fill="white")
        draw.text((80, top + 40), f"{entry.day} {entry.clock}", font=font(36), fill="#555555")
        draw.text((80, top + 120), entry.code, font=font(36), fill="#222222")
        draw.text((1000, top + 40), money(entry.amount), font=font(42), fill="#c22222", anchor="ra")
        status = dice.choice(("Dang xu ly", "Thanh cong", "Tu choi"))
        draw.text((1000, top + 130), status, font=font(36), fill="#228833", anchor="ra")
        entry = Receipt.drawn_by(receipt.app, dice)
    return picture


def slip(receipt: Receipt) -> Image.Image:
    """A saved receipt without the phone's bar."""
    picture = Image.new("RGB", (1080, 1500), "#eaf2ff")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((45, 45, 1035, 1455), fill="white", outline="#88aadd", width=6)
    draw.text((540, 135), "BIEN LAI CHUYEN TIEN", font=font(54), fill="#003388", anchor="mm")
    for index, (label, value) in enumerate(rows(receipt)):
        top = 255 + index * 142
        draw.text((90, top), label + ":", font=font(38), fill="#445566")
        draw.text((450, top), value, font=font(42), fill="#000000")
    return picture


APPS: dict[str, Callable[[Receipt], Image.Image]] = {"light": light, "dark": dark, "history": history, "slip": slip}


def picture_of(receipt: Receipt) -> Image.Image:
    return APPS[receipt.app](receipt)


def photo_of(picture: Image.Image, dice: random.Random) -> Image.Image:
    """The same on a table, seen by a camera: turned, blurred, grainy, unevenly lit."""
    small = picture.resize((picture.width * 3 // 4, picture.height * 3 // 4))
    table = Image.new("RGB", (small.width + 500, small.height + 500), (96, 72, 50))
    table.paste(small, (dice.randrange(100, 400), dice.randrange(100, 400)))
    turned = table.rotate(dice.uniform(-6, 6), Image.Resampling.BICUBIC, fillcolor=(96, 72, 50))
    grain = Image.effect_noise(turned.size, 30).convert("RGB")
    return Image.blend(turned.filter(ImageFilter.GaussianBlur(1.3)), grain, 0.12)


def png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=1)
    return out.getvalue()


def jpeg(picture: Image.Image, quality: int = 85, **more: object) -> bytes:
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=quality, **more)
    return out.getvalue()


def webp(picture: Image.Image, quality: int = 60) -> bytes:
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=quality)
    return out.getvalue()


def scaled(picture: Image.Image, share: float) -> Image.Image:
    size = round(picture.width * share), round(picture.height * share)
    return picture.resize(size, Image.Resampling.BICUBIC)


def cropped(picture: Image.Image, left: float, top: float, right: float, bottom: float) -> Image.Image:
    """Less so many parts of a hundred at each side."""
    width, height = picture.size
    box = (width * left / 100, height * top / 100, width * (100 - right) / 100, height * (100 - bottom) / 100)
    return picture.crop(tuple(round(edge) for edge in box))  # type: ignore[arg-type]


RESENT: dict[str, Callable[[Image.Image], bytes]] = {
    "jpeg 90": lambda picture: jpeg(picture, 90),
    "jpeg 60": lambda picture: jpeg(picture, 60),
    "jpeg 35": lambda picture: jpeg(picture, 35),
    "webp": webp,
    "three quarters": lambda picture: jpeg(scaled(picture, 0.75), 80),
    "half": lambda picture: jpeg(scaled(picture, 0.5), 80),
    "larger": lambda picture: jpeg(scaled(picture, 1.3), 80),
    "without the bar": lambda picture: png(cropped(picture, 0, 4, 0, 0)),
    "top and bottom": lambda picture: jpeg(cropped(picture, 0, 4, 0, 4), 80),
    "all sides": lambda picture: jpeg(cropped(picture, 2, 3, 2, 3), 80),
    "one side": lambda picture: jpeg(cropped(picture, 3, 0, 0, 1), 80),
    "brighter": lambda picture: jpeg(ImageEnhance.Brightness(picture).enhance(1.25), 85),
    "darker": lambda picture: jpeg(ImageEnhance.Brightness(picture).enhance(0.7), 85),
    "less contrast": lambda picture: jpeg(ImageEnhance.Contrast(picture).enhance(0.7), 85),
    "messenger": lambda picture: jpeg(scaled(cropped(picture, 0, 4, 0, 2), 0.6), 70),
    "twice": lambda picture: jpeg(Image.open(io.BytesIO(jpeg(scaled(picture, 0.8), 70))), 60),
}
"""What happens to a picture on its way from one phone to another."""
