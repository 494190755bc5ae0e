"""Draws pages that look like photographed handwriting, for the demo's answer sheets. Pillow only, no network.

A line of text may carry three marks: `27(a)|text` writes the question number into the margin, `~text` is crossed out,
and `---` rules a line under a finished answer.
"""

import io
import random
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from mathvidya.lib.process_caches import pure

FONTS = Path(__file__).parent / "fonts"
WIDTH, HEIGHT = 1240, 1754
TOP, SPACING, MARGIN, RIGHT = 172, 58, 178, 1190
LINES_ON_PAGE = 26
HANDS = (("Kalam-Light.ttf", 39), ("Caveat-Regular.ttf", 51))
INKS = ((28, 44, 120), (22, 24, 34), (20, 62, 140))
SYMBOLS = frozenset("ΔΣαβθπ⁴ⁿ₀₁₂₃₄₅₆₇₈₉₹→⇒∈√∝∞∠∥∩∪∴∵∼≈≠≤≥⊥△")


class TooManyLines(ValueError):
    """The text does not fit on one page."""


def draw_page(lines: list[str], *, seed: int, number: int) -> bytes:
    """Return a page as JPEG bytes, 1240 × 1754. `seed` is the student: hand, ink, paper; `number` counts from 1.

    The same arguments give the same picture. Raises TooManyLines.
    """
    person = random.Random(seed)  # nosec B311  # noqa: S311  (looks, not secrets)
    chance = random.Random(seed * 1000 + number)  # nosec B311  # noqa: S311
    hand, ink = HANDS[seed % len(HANDS)], person.choice(INKS)
    paper = _paper((person.randint(246, 253), person.randint(244, 250), person.randint(230, 240)))
    writing = Image.new("L", paper.size, 0)
    _write(writing, _wrapped(lines, hand), hand, chance)
    _put(writing, f"Page {number}", 1040, 92, (hand[0], hand[1] - 8), chance)
    paper.paste(Image.new("RGB", paper.size, ink), mask=writing)
    return _photograph(paper, chance)


def find_labels(lines: list[str], *, seed: int) -> dict[str, tuple[float, float]]:
    """Return the place of each question number on the page that `draw_page` draws, in 0..1 of its size."""
    rows = _wrapped(lines, HANDS[seed % len(HANDS)])
    places = {margin: index for index, (margin, _, _) in enumerate(rows) if margin}
    return {margin: (MARGIN / WIDTH, (TOP + index * SPACING) / HEIGHT) for margin, index in places.items()}


@pure()
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / name), size)


def _font_for(char: str, hand: tuple[str, int]) -> ImageFont.FreeTypeFont:
    return _font("MathvidyaSymbols.ttf", int(hand[1] * 0.78)) if char in SYMBOLS else _font(*hand)


def _width(text: str, hand: tuple[str, int]) -> float:
    return sum(_font_for(char, hand).getlength(char) for char in text)


def _wrapped(lines: list[str], hand: tuple[str, int]) -> list[tuple[str, str, bool]]:
    """Return (margin, text, crossed out) for each ruled line."""
    rows: list[tuple[str, str, bool]] = []
    for line in lines:
        margin, text = line.split("|", 1) if "|" in line else ("", line)
        crossed, indent = text.startswith("~"), len(text) - len(text.lstrip(" "))
        row = " " * indent
        for word in text.removeprefix("~").split():
            if row.strip() and _width(f"{row} {word}", hand) > RIGHT - MARGIN - 30:
                rows.append((margin, row, crossed))
                margin, row = "", " " * (indent + 3)
            row += word if not row.strip() else f" {word}"
        rows.append((margin, row, crossed))
    if len(rows) > LINES_ON_PAGE:
        raise TooManyLines(f"{len(rows)} lines, {LINES_ON_PAGE} fit")
    return rows


def _paper(tint: tuple[int, int, int]) -> Image.Image:
    paper = Image.new("RGB", (WIDTH, HEIGHT), tint)
    draw = ImageDraw.Draw(paper)
    for y in range(TOP, HEIGHT - 40, SPACING):
        draw.line((0, y, WIDTH, y), fill=(190, 206, 222), width=2)
    draw.line((MARGIN - 22, 0, MARGIN - 22, HEIGHT), fill=(226, 156, 156), width=3)
    return paper


def _write(page: Image.Image, rows: list[tuple[str, str, bool]], hand: tuple[str, int], chance: random.Random) -> None:
    draw = ImageDraw.Draw(page)
    for index, (margin, text, crossed) in enumerate(rows):
        baseline = TOP + index * SPACING + 2
        if text.strip() == "---":
            points = [(x, baseline - 16 + chance.uniform(-2, 2)) for x in range(MARGIN, RIGHT - 80, 90)]
            draw.line(points, fill=150, width=2, joint="curve")
            continue
        if margin:
            size = min(hand[1], int(hand[1] * (MARGIN - 40) / max(_width(margin, hand), 1)))
            _put(page, margin, 14, baseline, (hand[0], size), chance)
        slope = chance.uniform(-0.006, 0.006)
        end = _put(page, text, MARGIN + chance.randint(-2, 8), baseline, hand, chance, slope)
        if crossed:
            middle = baseline - hand[1] * 0.28
            draw.line((MARGIN, middle, end, middle + chance.uniform(-6, 6)), fill=220, width=3)


def _put(
    page: Image.Image,
    text: str,
    x: float,
    baseline: float,
    hand: tuple[str, int],
    chance: random.Random,
    slope: float = 0,
) -> float:
    """Write `text` word by word, each with its own tilt, height and pressure; return the x where it ends."""
    start = x
    indent = len(text) - len(text.lstrip(" "))
    x += indent * hand[1] * 0.3
    for word in text.split():
        tile = Image.new("L", (int(_width(word, hand)) + 40, hand[1] * 2), 0)
        draw, at = ImageDraw.Draw(tile), 14.0
        pressure = chance.randint(196, 250)
        for char in word:
            font = _font_for(char, hand)
            height = hand[1] * 1.4 + chance.uniform(-1.6, 1.6)
            draw.text((at, height), char, font=font, fill=pressure, anchor="ls")
            at += font.getlength(char) + chance.uniform(-0.6, 0.8)
        tile = tile.rotate(chance.uniform(-1.6, 1.6), resample=Image.Resampling.BICUBIC)
        place = (int(x) - 14, int(baseline - hand[1] * 1.4 + (x - start) * slope + chance.uniform(-2.4, 1.4)))
        spot = page.crop((*place, place[0] + tile.width, place[1] + tile.height))
        page.paste(ImageChops.lighter(spot, tile), place)
        x += at - 14 + hand[1] * 0.3 + chance.uniform(-2, 4)
    return x


def _photograph(paper: Image.Image, chance: random.Random) -> bytes:
    """Return the sheet as photographed by hand: a little turned and skewed, unevenly lit, with sensor noise."""
    table = (chance.randint(70, 110), chance.randint(58, 84), chance.randint(46, 64))
    shift = [chance.uniform(-16, 12) for _ in range(8)]
    corners = [
        (shift[0] - 8, shift[1] - 8),
        (shift[2] - 8, HEIGHT + shift[3] + 8),
        (WIDTH + shift[4] + 8, HEIGHT + shift[5] + 8),
        (WIDTH + shift[6] + 8, shift[7] - 8),
    ]
    flat = tuple(value for corner in corners for value in corner)
    quad = Image.Transform.QUAD
    sheet = paper.transform(paper.size, quad, flat, resample=Image.Resampling.BICUBIC, fillcolor=table)
    light = Image.linear_gradient("L").resize((768, 768)).rotate(chance.uniform(0, 360))
    light = light.crop((234, 234, 534, 534)).resize(paper.size).point(lambda v: 180 + v // 3)
    sheet = ImageChops.multiply(sheet, Image.merge("RGB", (light, light, light)))
    sheet = ImageChops.multiply(sheet, _shadow(chance))
    # Image.effect_noise cannot be seeded, and the same page must come out as the same file.
    grain = Image.frombytes("L", (WIDTH // 2, HEIGHT // 2), chance.randbytes(WIDTH // 2 * (HEIGHT // 2)))
    noise = grain.point(lambda v: 116 + v // 10).resize(paper.size, Image.Resampling.BICUBIC)
    sheet = ImageChops.add(sheet, Image.merge("RGB", (noise, noise, noise)), scale=1, offset=-128)
    out = io.BytesIO()
    picture = sheet.filter(ImageFilter.GaussianBlur(0.6))
    picture.save(out, "JPEG", quality=62, optimize=True)
    return out.getvalue()


def _shadow(chance: random.Random) -> Image.Image:
    """Return the soft shadow of the hand that holds the phone, from one lower corner."""
    small = Image.new("L", (124, 175), 255)
    side = chance.choice((-20, 100))
    ImageDraw.Draw(small).ellipse((side, chance.randint(110, 140), side + 60, 230), fill=chance.randint(196, 218))
    shadow = small.filter(ImageFilter.GaussianBlur(14)).resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
    return Image.merge("RGB", (shadow, shadow, shadow))
