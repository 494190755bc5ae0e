"""The marking desk as a teacher uses it: by keyboard, through a dead network and a killed browser, to the result."""

import contextlib
import re
from typing import Any

import pytest

playwright = pytest.importorskip("playwright.sync_api")
Error, expect = playwright.Error, playwright.expect
pytestmark = [pytest.mark.browser, pytest.mark.process]

TEACHER = ("teacher@example.org", "red-ink-pen-58")
SCRIPT = "Quick check"  # the shortest of the waiting scripts


def open_desk(page: Any, url: str) -> None:
    page.goto(url)
    page.wait_for_selector(".scheme__step--now")


def press(page: Any, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def undecided(page: Any) -> int:
    """Return how many steps have no decision yet, as the questions' labels show it."""
    labels = page.locator(".scheme__chip").evaluate_all("chips => chips.map(chip => chip.ariaLabel)")
    return sum(int(re.findall(r": (\d+)", label)[0]) for label in labels)


def kept(page: Any) -> dict[str, Any]:
    """What the device holds back: {"marks", "pages"}."""
    return page.evaluate(
        "JSON.parse(Object.entries(localStorage).find(([key]) => key.startsWith('marking:'))?.[1] ?? 'null')"
    )


def wait_saved(page: Any) -> None:
    expect(page.locator("#save-state")).to_have_text("Saved")


def test_a_script_is_marked_by_keyboard_through_a_crash(demo, sign_in):
    page = sign_in(*TEACHER)
    page.goto(f"{demo.url}/marking")
    page.locator(".desk-line", has_text=SCRIPT).get_by_role("button", name="Mark").click()
    page.wait_for_url("**/marking/*")
    page.wait_for_selector(".scheme__step--now")
    desk = page.url
    steps = undecided(page)
    assert steps > 2

    # Refused while anything is undecided, and led to it.
    press(page, "s")
    page.wait_for_selector(".toast")
    assert "Not finished yet" in page.inner_text(".toast")
    assert page.url == desk

    # An award by key goes on to the next step, and is saved.
    press(page, "j", "k", "Space")
    assert undecided(page) == steps - 1
    wait_saved(page)
    assert kept(page) is None

    # The network dies; what is written stays on the device.
    page.context.set_offline(True)
    press(page, "n")
    page.wait_for_selector(".save-state--failed")
    assert undecided(page) == steps - 2
    assert len(kept(page)["marks"]) == 1
    device = page.context.storage_state()
    # Killed as it is: a context that is closed goes online for a moment, in which the page would send what it kept.
    with contextlib.suppress(Error):
        page.goto("chrome://crash")
    page.context.close()

    # Back on the same device: the server has what it acknowledged, the rest is offered.
    page = sign_in(*TEACHER, storage_state=device)
    open_desk(page, desk)
    assert undecided(page) == steps - 1
    page.get_by_role("button", name="Use them").click()
    assert undecided(page) == steps - 2
    wait_saved(page)
    assert kept(page) is None
    open_desk(page, desk)
    assert undecided(page) == steps - 2
    assert not page.locator("#banners .banner").count()

    # The rest: every question in full, every page looked at.
    for _ in range(steps):
        if not undecided(page):
            break
        press(page, "u", "Shift+M")
    assert undecided(page) == 0
    pages = page.locator(".page-thumb").count()
    for number in range(pages):
        page.locator(".page-thumb").nth(number).click()
        expect(page.locator(".page-thumb").nth(number)).not_to_have_class(re.compile("page-thumb--unseen"))
    wait_saved(page)
    press(page, "s")
    page.wait_for_selector("#confirm-dialog[open]")
    press(page, "Enter")
    page.wait_for_selector("#done-dialog[open]")
    page.get_by_role("button", name="To the queue").click()
    page.wait_for_url("**/marking")
    assert not page.locator(".desk-line", has_text=SCRIPT).count()
    page.goto(desk)
    assert "This script is marked" in page.inner_text("main")
