"""Formulas that mean harm, set by the page's own module with its own options."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HARM = {
    "href": r"\href{javascript:window.__xss=1}{x}",
    "url": r"\url{javascript:window.__xss=1}",
    "picture": r"\includegraphics{https://tracker.example/x.png}",
    "style": r"\htmlStyle{position:fixed;inset:0}{x}",
    "class": r"\htmlClass{btn}{x}",
    "id": r"\htmlId{main}{x}",
    "data": r"\htmlData{onerror=window.__xss=1}{x}",
    "unending": r"\def\a{\a\a}\a",
    "doubling": r"\def\a#1{#1#1}\a{\a{\a{\a{\a{\a{\a{\a{\a{\a{\a{\a{x}}}}}}}}}}}}",
    "deep": "{" * 20_000 + "}" * 20_000,
    "deep but short": "{" * 900 + "}" * 900,
    "long": "x+" * 50_000,
    "wide": r"\rule{99999em}{99999em}",
    "far": r"\kern{99999em}x",
    "markup": "<img src=x onerror=window.__xss=1>",
    "text": r"\text{<svg onload=window.__xss=1>}",
    "defines": r"\gdef\stolen{EVIL}",
    "uses": r"\stolen",
}
SET = """async (formulas) => {
    const { setMath } = await import("/static/js/math.js");
    const found = {};
    for (const [name, tex] of Object.entries(formulas)) {
        const node = document.createElement("span");
        node.className = "math";
        node.dataset.tex = tex;
        document.getElementById("main").append(node);
        setMath(node);
        const all = [...node.querySelectorAll("*")];
        found[name] = {
            live: all.filter((one) => one.matches("a, img, svg[onload], [onerror], [data-onerror], .btn, [id]")).length,
            fixed: all.filter((one) => getComputedStyle(one).position === "fixed").length,
            height: Math.round(node.getBoundingClientRect().height),
            text: node.textContent.slice(0, 4000),
        };
    }
    return found;
}"""


def test_a_formula_is_inert_and_in_time(live_server, chromium):
    """In time: Playwright gives up on a page that hangs."""
    elsewhere = []
    page = chromium.new_page(base_url=live_server.url)
    page.on("request", lambda asked: asked.url.startswith((live_server.url, "data:")) or elsewhere.append(asked.url))
    page.on("dialog", lambda dialog: elsewhere.append(dialog.message))
    page.goto("/style", wait_until="load")
    found = page.evaluate(SET, HARM)
    assert page.evaluate("window.__xss") is None
    assert page.evaluate("document.querySelectorAll('#main').length") == 1
    assert elsewhere == []
    assert {name: shown for name, shown in found.items() if shown["live"] or shown["fixed"]} == {}
    assert all(shown["height"] < 2_000 for shown in found.values()), found
    assert "EVIL" not in found["uses"]["text"]
    assert len(found["long"]["text"]) == 2_000
    assert found["deep"]["text"].startswith("{{{")
