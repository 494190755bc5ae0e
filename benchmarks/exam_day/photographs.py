"""Photographed answer sheets: real JPEGs, each different."""

import io
import random

from PIL import Image, ImageDraw, ImageFilter

SIZE = (1000, 1400)
JPEG_START, COMMENT = b"\xff\xd8", b"\xff\xfe"


def draw_sheets(count: int) -> list[bytes]:
    """Return `count` different JPEGs: sheets of ruled paper with scribbles, as small as a phone's thumbnails."""
    return [_draw(random.Random(number)) for number in range(count)]


def make_unique(sheet: bytes, name: str) -> bytes:
    """Return the same picture with `name` as a comment inside, so that its bytes and its hash differ."""
    text = name.encode()
    length = (len(text) + 2).to_bytes(2, "big")
    return JPEG_START + COMMENT + length + text + sheet[len(JPEG_START) :]


def _draw(rng: random.Random) -> bytes:
    sheet = Image.new("RGB", SIZE, (236, 232, 220))
    pen = ImageDraw.Draw(sheet)
    for line in range(80, SIZE[1], 60):
        pen.line((40, line, SIZE[0] - 40, line), fill=(170, 180, 205), width=2)
        x = 60
        while x < SIZE[0] - 120:
            points = [(x + step * 6, line - rng.randint(4, 34)) for step in range(6)]
            pen.line(points, fill=(30, 40, 90), width=3)
            x += rng.randint(40, 70)
    buffer = io.BytesIO()
    sheet.filter(ImageFilter.GaussianBlur(0.6)).save(buffer, "JPEG", quality=80)
    return buffer.getvalue()
