"""Markdown with maths to safe HTML.

The input is untrusted (questions, comments, answers). Formulas are not typeset here: they are written as
`<span class="math" data-tex="…">` (or `div`), and the page sets them with KaTeX, `trust: false`.
"""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from mathvidya.lib.process_caches import pure

# KaTeX needs seconds and megabytes for a formula of 100,000 characters; no schoolbook has one of 2,000.
LONGEST_FORMULA = 2_000
LONGEST_TEXT = 50_000
PICTURE = "image:"
TAGS = {
    "p",
    "br",
    "hr",
    "strong",
    "em",
    "s",
    "code",
    "pre",
    "blockquote",
    "ul",
    "ol",
    "li",
    "a",
    "img",
    "span",
    "div",
} | {
    *("h1", "h2", "h3", "h4", "h5", "h6"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "loading"},
    "ol": {"start"},
    "th": {"align"},
    "td": {"align"},
    "span": {"data-tex"},
    "div": {"data-tex"},
}
CLASSES = {"span": {"math", "math--display"}, "div": {"math"}}


def _math(tag: str, classes: str) -> Callable[..., str]:
    def rule(tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        tex = tokens[index].content.strip()
        if len(tex) > LONGEST_FORMULA:
            return f"<code>{escapeHtml(tex[:LONGEST_FORMULA])}…</code>"
        # The source is also the text: it can be read and copied where no script runs.
        return f'<{tag} class="{classes}" data-tex="{escapeHtml(tex)}">{escapeHtml(tex)}</{tag}>'

    return rule


def _picture(tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    source, words = str(token.attrs.get("src", "")), token.content
    find = env.get("image_url")
    name = source.removeprefix(PICTURE)
    if not source.startswith(PICTURE) or find is None or not name.isalnum():
        return escapeHtml(words)  # a picture from another host would let that host see who reads this page
    return f'<img src="{escapeHtml(find(name))}" alt="{escapeHtml(words)}" loading="lazy">'


@pure()
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable(["table", "strikethrough"])
    parser.use(dollarmath_plugin, allow_labels=False, allow_space=False, double_inline=True)
    rules: dict[str, Any] = parser.renderer.rules  # type: ignore[attr-defined]  # RendererHTML has them
    rules["math_inline"] = _math("span", "math")
    rules["math_inline_double"] = _math("span", "math math--display")  # a div cannot be inside a <p>
    rules["math_block"] = _math("div", "math")
    rules["image"] = _picture
    parser.validateLink = _is_web_link  # type: ignore[method-assign]
    return parser


def _is_web_link(url: str) -> bool:
    if url.startswith(PICTURE):
        return True
    try:
        return urlsplit(url).scheme.lower() in ("http", "https")
    except ValueError:
        return False


def render_markdown(text: str, *, image_url: Callable[[str], str] | None = None) -> SafeString:
    """Return `text` as safe HTML. `image_url(name)` gives the address of `![words](image:name)`.

    Other pictures are dropped. Raw HTML is shown as text. Links may be http and https.
    """
    html = _parser().render(text.replace("\0", "")[:LONGEST_TEXT], {"image_url": image_url})
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        url_schemes={"http", "https"},
        link_rel="noopener noreferrer nofollow",
    )
    return mark_safe(clean)  # nosec B703 B308  # noqa: S308  (nh3 has just cleaned it)
