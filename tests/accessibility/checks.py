"""What a page is held to: axe's rules, the Tab key, a narrow screen, colours of the reader's own (checks.js)."""

from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SCRIPTS = [(HERE / "axe" / "axe.min.js").read_text(), (HERE / "checks.js").read_text()]
NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 800}
PATIENCE = 20  # presses of Tab that lead to nothing new, such as controls that only appear on the way


def bring_scripts(page: Any) -> None:
    """Give the page axe and our own checks. Playwright's own way in is not bound by the page's policy."""
    for script in SCRIPTS:
        page.evaluate(script)


def axe(page: Any, *rules: str) -> list[str]:
    """What axe finds serious or critical; with `rules` by these alone."""
    found: list[str] = page.evaluate("(rules) => axeFinds(rules)", list(rules) or None)
    return found


def by_keyboard(page: Any) -> list[str]:
    """Walk the whole page by Tab: each control once, in the document's order, seen, and out again at the end."""
    page.evaluate("keyboard.begin()")
    missing, fruitless = page.evaluate("keyboard.missing()"), 0
    while missing and fruitless < PATIENCE:
        for _ in range(missing):
            page.keyboard.press("Tab")
        left = page.evaluate("keyboard.missing()")
        fruitless, missing = (fruitless + missing if left == missing else 0), left
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


def misplaced_blocks(page: Any) -> list[str]:
    found: list[str] = page.evaluate("misplacedBlocks()")
    return found


def at_320(page: Any) -> list[str]:
    """What reaches beyond a screen of 320 px."""
    page.set_viewport_size(NARROW)
    found: list[str] = page.evaluate("tooWide()")
    return found


def in_forced_colors(page: Any) -> list[str]:
    """which states look alike in a palette of the reader's own."""
    page.emulate_media(forced_colors="active")
    found: list[str] = page.evaluate("unmarkedStates()")
    page.emulate_media(forced_colors="none")
    return found
