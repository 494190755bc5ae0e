"""Markdown with maths from strangers."""

import re

import pytest

from mathvidya.lib.richtext import render_markdown

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x)",
    "![x](https://tracker.example/p.png)",
    "![x](//tracker.example/p.png)",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "![x](image:../../secret)",
    '![x](image:a"onerror="alert(1))',
    "<javascript:alert(1)>",
    r"$\href{javascript:alert(1)}{x}$",
    r"$\includegraphics{https://tracker.example/p.png}$",
    r"$\htmlStyle{position:fixed;inset:0}{x}$",
    r"$\htmlData{onerror=alert(1)}{x}$",
    '$"><img src=x onerror=alert(1)>$',
    '$$\n"><script>alert(1)</script>\n$$',
    "$</span><script>alert(1)</script>$",
    '<span class="math" data-tex="x" style="position:fixed">x</span>',
    "`<script>`",
    '<a href="https://x" style="position:fixed" onclick="alert(1)">x</a>',
    "[x]: javascript:alert(1)\n[x]",
    "> " * 500 + "x",
    "*" * 5000 + "x",
    "[" * 5000,
    "\0<script>\0",
]
TAG = re.compile(r"<([a-z0-9]+)((?:\s[^<>]*)?)>")


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_runs_and_nothing_is_fetched(text):
    html = str(render_markdown(text, image_url=lambda name: f"/pictures/{name}"))
    for tag, attributes in TAG.findall(html):
        assert tag not in ("script", "iframe", "object", "style", "svg", "form", "input")
        names = re.findall(r'([a-z-]+)="[^"]*"', attributes)
        assert not [name for name in names if name.startswith("on") or name in ("style", "srcset", "id")]
        for address in re.findall(r'(?:href|src)="([^"]*)"', attributes):
            assert address.startswith(("https://", "http://", "/pictures/"))
            assert tag == "a" or address.startswith("/pictures/")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("$x^2$", '<p><span class="math" data-tex="x^2">x^2</span></p>'),
        ("a $$x$$ b", '<p>a <span class="math math--display" data-tex="x">x</span> b</p>'),
        ("$$\nx<1\n$$", '<div class="math" data-tex="x&lt;1">x&lt;1</div>'),
        ("3$\\times$4", '<p>3<span class="math" data-tex="\\times">\\times</span>4</p>'),
        ("$5 and $6", "<p>$5 and $6</p>"),
        ("**₹ 4**", "<p><strong>₹ 4</strong></p>"),
        ("a_1 and b_2", "<p>a_1 and b_2</p>"),
        (
            "$a_1$ and $b_2$",
            '<p><span class="math" data-tex="a_1">a_1</span> and <span class="math" data-tex="b_2">b_2</span></p>',
        ),
        ("[x](https://ncert.nic.in)", '<p><a href="https://ncert.nic.in" rel="noopener noreferrer nofollow">x</a></p>'),
    ],
)
def test_what_people_write(text, html):
    assert str(render_markdown(text)).strip() == html


def test_pictures_come_from_where_the_app_says():
    html = render_markdown("![A circle](image:abc1)", image_url=lambda name: f"/pictures/{name}")
    assert '<img src="/pictures/abc1" alt="A circle" loading="lazy">' in html
    assert "<img" not in render_markdown("![A circle](image:abc1)")
    assert "A circle" in render_markdown("![A circle](image:abc1)")


def test_a_formula_has_an_end():
    assert 'class="math"' in render_markdown("$" + "x" * 2000 + "$")
    html = render_markdown("$" + "x" * 2001 + "$")
    assert 'class="math"' not in html
    assert len(html) < 2100


def test_tables_and_lists():
    html = render_markdown("| x | y |\n|---|---|\n| 1 | $2$ |\n\n1. one\n2. two")
    assert html.count("<td>") == 2
    assert html.count("<li>") == 2
