"""Marks as teachers write them, initials, icons that exist."""

import re
from decimal import Decimal

import pytest
from django.conf import settings
from django.template import Context, Template

from mathvidya.web.navigation import entries
from mathvidya.web.templatetags.web import initials, marks


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("1.50", "1½"),
        (Decimal("0.5"), "½"),
        ("0.25", "¼"),
        ("2.00", "2"),
        (Decimal("10"), "10"),
        ("-0.50", "−½"),
        ("0", "0"),
        ("66.67", "66.67"),
        (None, "–"),
        ("", "–"),
        ("absent", "absent"),
    ],
)
def test_marks_are_written_as_on_paper(value, written):
    assert marks(value) == written


@pytest.mark.parametrize(("name", "letters"), [("Asha Rao", "AR"), ("asha", "A"), ("A. P. J. Kalam", "AK"), ("", "")])
def test_initials(name, letters):
    assert initials(name) == letters


def test_an_award_is_escaped():
    page = Template("{% award got of True %}").render(Context({"got": "<b>", "of": "2.0"}))
    assert "&lt;b&gt;" in page
    assert "/2</span>" in page


def test_every_icon_that_is_named_is_drawn():
    drawn = set(re.findall(r'symbol id="([\w-]+)"', (settings.BASE_DIR / "static/img/icons.svg").read_text()))
    used = {entry.icon for entry in entries.values()}
    types = settings.BASE_DIR.glob("questions/types/**/templates/*.html")
    for template in (*(settings.BASE_DIR / "templates").rglob("*.html"), *types):
        used |= set(re.findall(r'{% icon "([\w-]+)"', template.read_text()))
    assert used - drawn == set()
