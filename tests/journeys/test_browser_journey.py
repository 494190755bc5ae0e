"""From an open exam to the published result in Chromium: the student on a phone, the teacher at a desk, the parent."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.demo_process import Demo
from tests.journeys.app import photograph

pytestmark = [pytest.mark.process, pytest.mark.browser]

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
DESK = {"viewport": {"width": 1280, "height": 800}}
STUDENT = ("student@example.org", "compass-and-ruler-12")
PARENT = ("parent@example.org", "monsoon-umbrella-26")
TEACHER = ("teacher@example.org", "red-ink-pen-58")


@pytest.fixture
def complaints() -> list[str]:
    """What the consoles of all pages said: refusals of the policy, and scripts' errors."""
    return []


def walk_in(browser: Browser, demo: Demo, who: tuple[str, str], complaints: list[str], **shape) -> Page:
    context: BrowserContext = browser.new_context(base_url=demo.url, **shape)
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto("/accounts/login/")
    page.fill("input[name=login]", who[0])
    page.fill("input[name=password]", who[1])
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/home")
    return page


def picture(page: Page, name: str) -> None:
    """Keep a screenshot where SCREENSHOTS names a folder."""
    if folder := os.environ.get("SCREENSHOTS"):
        page.wait_for_timeout(400)
        page.screenshot(path=Path(folder) / f"{name}.png")


def test_a_test_from_the_phone_to_the_desk_and_back(
    demo: Demo, chromium: Browser, complaints: list[str], tmp_path: Path
):
    student = walk_in(chromium, demo, STUDENT, complaints, **PHONE)
    picture(student, "student-home")
    sit(student, tmp_path)

    notices = student.locator("#bell-count")
    expect(notices).to_be_visible()
    before = notices.inner_text()

    teacher = walk_in(chromium, demo, TEACHER, complaints, **DESK)
    mark(teacher)

    expect(notices).not_to_have_text(before, timeout=30_000)
    student.goto("/results")
    student.get_by_role("link", name="Quick check").first.click()
    expect(student.locator("main")).to_contain_text("Your pages, marked")
    picture(student, "student-result")
    result = student.url

    parent = walk_in(chromium, demo, PARENT, complaints, **PHONE)
    picture(parent, "parent-home")
    assert parent.goto(result).status == 200
    assert complaints == []


def sit(page: Page, folder: Path) -> None:
    """Start the quick check, answer what can be ticked, photograph a page, submit."""
    page.goto("/exams")
    page.get_by_role("link", name="Quick check").first.click()
    page.get_by_role("button", name="Start the clock").click()
    page.wait_for_url("**/room")
    picture(page, "exam-room")
    for question in page.locator("#room [data-item]").all():
        page.evaluate(
            "id => document.querySelector(`[data-goto='${id}']`).click()", question.get_attribute("data-item")
        )
        expect(question).to_be_visible()
        for group in question.locator("[role=radiogroup]").all():
            group.locator("input").first.check(force=True)
        for box in question.locator("input[type=text]").all():
            box.fill("12")
    expect(page.locator("#save-state")).to_have_text("Saved", timeout=20_000)

    page.evaluate("document.querySelector(\"[data-goto='sheets']\").click()")
    sheet = folder / "page.jpg"
    sheet.write_bytes(photograph("Worked out on paper"))
    page.locator("#pages-panel input[multiple]").set_input_files(sheet)
    expect(page.locator("#pages-panel [data-list] > li")).to_contain_text("Receipt", timeout=40_000)
    picture(page, "exam-room-pages")

    page.click("#open-submit")
    picture(page, "exam-room-submit")
    page.click("#submit-yes")
    page.wait_for_url("**/attempts/*")
    expect(page.locator("main")).to_contain_text("Quick check")
    picture(page, "student-receipt")


def mark(page: Page) -> None:
    """Take the newest script, look at it, give full marks by keyboard, submit."""
    page.goto("/marking")
    newest = page.locator("section[aria-labelledby=waiting] li").last
    for _ in range(40):  # the relay brings it to the desk within a second or two
        if re.search(r"Quick check.*in \d days", newest.inner_text(), re.DOTALL):
            break
        page.wait_for_timeout(500)
        page.reload()
    picture(page, "marking-queue")
    newest.get_by_role("button").click()
    page.wait_for_url("**/marking/*")
    expect(page.locator("#scheme")).to_contain_text("Solution", timeout=20_000)
    picture(page, "marking-desk")
    page.locator("#scheme").focus()
    for _ in range(12):  # "M": all the marks of a question or part, then on to the next; more often than there are any
        page.keyboard.press("M")
    expect(page.locator("#save-state")).to_have_text("Saved", timeout=20_000)
    page.click("#submit")
    page.locator("#confirm-yes").press("Enter")
    expect(page.locator("#done-dialog")).to_be_visible()
