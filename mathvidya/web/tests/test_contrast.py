"""Every pair of colours that carries text or draws a control's edge is readable, in light and in dark."""

import re

import pytest
from django.conf import settings

TEXT = 4.5
EDGE = 3.0
PAPERS = ("paper", "surface", "sunken")
PAIRS = [
    *[
        (ink, paper, TEXT)
        for ink in ("ink", "ink-soft", "ink-faint", "accent", "mark", "bad", "good")
        for paper in PAPERS
    ],
    *[("ink", soft, TEXT) for soft in ("accent-soft", "good-soft", "warn-soft", "bad-soft", "mark-soft")],
    *[("ink-soft", soft, TEXT) for soft in ("accent-soft", "good-soft", "mark-soft")],
    *[(tone, f"{tone}-soft", TEXT) for tone in ("good", "warn", "bad", "mark")],
    ("accent-strong", "accent-soft", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-strong", TEXT),
    ("on-mark", "mark", TEXT),
    ("on-highlight", "highlight", TEXT),
    ("ink", "highlight", EDGE),
    *[("edge", paper, EDGE) for paper in PAPERS],
    *[("focus", paper, EDGE) for paper in PAPERS],
    ("accent", "rule", EDGE),
    ("good", "rule", EDGE),
]


def themes() -> dict[str, dict[str, str]]:
    """The colours of tokens.css by theme."""
    text = (settings.BASE_DIR / "static/css/tokens.css").read_text()
    blocks = re.findall(r'\[data-theme="(\w+)"\] \{(.*?)\n\}', text, re.S)
    return {name: dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", body)) for name, body in blocks}


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_both_themes_name_the_same_colours():
    light, dark = themes()["light"], themes()["dark"]
    assert len(light) > 20
    assert light.keys() == dark.keys()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_is_written_can_be_read(theme):
    colours = themes()[theme]
    weak = {
        f"{front} on {back}": round(contrast(colours[front], colours[back]), 2)
        for front, back, least in PAIRS
        if contrast(colours[front], colours[back]) < least
    }
    assert weak == {}
