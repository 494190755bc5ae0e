"""What a page is held to: axe's rules, the Tab key, a narrow screen, each in the colours a person may have set."""

from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SCRIPTS = [(HERE / "axe" / "axe.min.js").read_text(), (HERE / "keyboard.js").read_text()]
AXE = """async (rules) => {
    const how = {resultTypes: ["violations"], iframes: false, elementRef: false};
    if (rules) how.runOnly = {type: "rule", values: rules};
    const {violations} = await axe.run(document, how);
    return violations
        .filter((one) => ["serious", "critical"].includes(one.impact) || one.id === "page-has-heading-one")
        .flatMap((one) => one.nodes.slice(0, 4).map((node) => `${one.id}: ${node.target.join(" ")} ${node.html.slice(0, 140)}`.replace(/\\s+/g, " ")));
}"""
NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 800}
TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
    [...document.querySelectorAll("body *")]
        .filter((node) => node.getBoundingClientRect().right > innerWidth + 1 && node.checkVisibility())
        .slice(0, 3)
        .map((node) => `wider than 320 px: ${node.outerHTML.slice(0, 100)}`.replace(/\\s+/g, " "))"""


def bring_scripts(page: Any) -> None:
    """Give the page axe and our own helpers. Playwright's own way in is not bound by the page's policy."""
    for script in SCRIPTS:
        page.evaluate(script)


def axe(page: Any, *rules: str) -> list[str]:
    """What axe finds serious or critical; with `rules` by these alone."""
    found: list[str] = page.evaluate(AXE, list(rules) or None)
    return found


def by_keyboard(page: Any) -> list[str]:
    """Walk the whole page by Tab: each control once, in the document's order, seen, and out again at the end."""
    page.evaluate("keyboard.begin()")
    while missing := page.evaluate("keyboard.missing()"):
        for _ in range(missing):
            page.keyboard.press("Tab")
        if page.evaluate("keyboard.missing()") == missing:
            break  # no press led to anything new
    found: list[str] = page.evaluate("keyboard.seen()")
    return found


def dialogs(page: Any) -> list[str]:
    """Open every dialog that a visible button opens: the focus goes in, Escape brings it back."""
    wrong = []
    for button in page.locator("[data-opens]:visible:enabled").all():
        name = button.get_attribute("data-opens")
        button.focus()
        page.keyboard.press("Enter")
        if not page.evaluate("(id) => document.getElementById(id).contains(document.activeElement)", name):
            wrong.append(f"the dialog {name} opens without the focus")
        page.keyboard.press("Escape")
        if not page.evaluate("(id) => document.activeElement?.dataset.opens === id", name):
            wrong.append(f"the dialog {name} does not give the focus back")
    return wrong


def at_320(page: Any) -> list[str]:
    """What reaches beyond a screen of 320 px."""
    page.set_viewport_size(NARROW)
    found: list[str] = page.evaluate(TOO_WIDE)
    return found


def in_forced_colors(page: Any) -> list[str]:
    """What a person with a palette of their own cannot tell apart."""
    page.emulate_media(forced_colors="active")
    found: list[str] = page.evaluate("unmarkedStates()")
    page.emulate_media(forced_colors="none")
    return found
