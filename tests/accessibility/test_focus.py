"""Where the focus goes: after a redraw, after errors, by the keys of the exam room and the marking desk."""

from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from evaluations.actions.leases import claim_task
from exams.actions.papers import ItemDraft, create_paper
from mathvidya.testing.factories import bank
from mathvidya.testing.factories import exams as make
from mathvidya.testing.factories.evaluations import photograph, waiting_task

expect = pytest.importorskip("playwright.sync_api").expect
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FOCUSED = "document.activeElement"
PATIENCE = 90_000  # milliseconds; a page that is there costs none of it


@pytest.fixture
def page_of(browser, chromium, live_server):
    """`page_of(person, address)`: their browser there, once the page has settled."""
    pages, asked = [], set()

    def open_page(person: Any, address: str) -> Any:
        session = browser(person).cookies[settings.SESSION_COOKIE_NAME].value
        context = chromium.new_context(base_url=live_server.url, viewport={"width": 1366, "height": 768})
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("request", lambda request: asked.add(request))
        page.on("requestfinished", lambda request: asked.discard(request))
        page.on("requestfailed", lambda request: asked.discard(request))
        page.goto(address, wait_until="networkidle")
        pages.append(page)
        return page

    yield open_page
    # The database is emptied next, under whatever the server is still answering.
    for page in pages:
        while asked:
            page.wait_for_timeout(20)
        page.context.close()


def press(page: Any, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_the_question_editor_keeps_the_focus(page_of, teacher):
    page = page_of(teacher, "/questions/new")
    page.select_option("[name=type]", "single_choice")
    page.get_by_role("button", name="Add an option").or_(page.get_by_role("button", name="Add option")).focus()
    press(page, "Enter")
    assert page.evaluate(f"{FOCUSED}.dataset.path") == "options.4.text"

    # An entry that moves takes the focus along; one that goes leaves it to its neighbour.
    up = page.locator(".entry__line").nth(4).locator("[data-keep$=up]")
    up.focus()
    press(page, "Enter")
    assert page.evaluate(f"{FOCUSED}.dataset.keep").endswith("3-up")
    page.locator(".entry__line").nth(4).locator("[data-keep$=remove]").focus()
    press(page, "Enter")
    assert page.locator(".entry__line").count() == 4
    assert page.evaluate(f"{FOCUSED}.dataset.keep").endswith("3-remove")


def test_the_paper_editor_keeps_the_focus(page_of, teacher, maths_10):
    versions = [bank.question(maths_10, ref=ref).current for ref in ("first", "second")]
    items = [ItemDraft(question_version=v, section="A", label=str(n), marks=v.marks) for n, v in enumerate(versions, 1)]
    draft = create_paper(
        ref="p", title="Paper", subject=maths_10, by=teacher, duration_minutes=60, instructions="",
        sections=[{"key": "A", "title": "A", "instructions": "", "groups": []}], items=items,
    )  # fmt: skip
    page = page_of(teacher, f"/papers/{draft.paper_id}/edit")
    refused: list[str] = []
    page.on("console", lambda said: "Content Security Policy" in said.text and refused.append(said.text))
    first = versions[0].question_id
    page.locator(f"#down-{first}").focus()
    press(page, "Enter")
    expect(page.locator(".board-item").last).to_have_id(f"item-{first}")
    expect(page.locator(f"#down-{first}")).to_be_focused()
    page.wait_for_load_state("networkidle")  # the bank is asked for again
    assert refused == []


def test_errors_are_summed_up_where_the_focus_goes(page_of, teacher):
    page = page_of(teacher, "/exams/manage/new")
    page.locator("#exam-form button[type=submit]").first.click()
    page.wait_for_selector("#form-errors")
    assert page.title().startswith("Error: ")
    expect(page.locator("#form-errors")).to_be_focused()
    press(page, "Tab", "Enter")
    assert page.evaluate(f"{FOCUSED}.name") == "title"
    assert page.evaluate(f"{FOCUSED}.getAttribute('aria-invalid')") == "true"


def test_a_page_without_errors_says_nothing(page_of, teacher):
    page = page_of(teacher, "/exams/manage/new")
    assert not page.title().startswith("Error")
    assert page.locator("#form-errors").count() == 0


def test_the_room_is_for_the_keyboard(page_of, student, batch):
    version = make.frozen_paper(ref="room")
    attempt = make.open_attempt(student=student, exam=make.open_exam(paper_version=version, batch=batch))
    page = page_of(student, f"/attempts/{attempt.pk}/room")
    page.wait_for_selector("[data-now=saved]")
    shown = ".room-question:not([hidden])"
    number = page.get_attribute(shown, "data-item")

    # Arrows choose in the group; the question stays.
    page.locator(f"{shown} input[type=radio]").first.focus()
    press(page, "Space", "ArrowRight")
    assert page.locator(f"{shown} input[type=radio]").nth(1).is_checked()
    assert page.get_attribute(shown, "data-item") == number

    # Next follows the question, before the palette.
    page.locator(f"{shown} [data-clear]").focus()
    press(page, "Tab")
    expect(page.locator("#next")).to_be_focused()

    # Digits choose, until they are asked not to.
    page.evaluate("document.activeElement.blur()")
    press(page, "3")
    assert page.locator(f"{shown} input[type=radio]").nth(2).is_checked()
    page.uncheck("[data-shortcuts]")
    page.evaluate("document.activeElement.blur()")
    press(page, "1")
    assert page.locator(f"{shown} input[type=radio]").nth(2).is_checked()


def test_the_desk_is_for_the_keyboard(page_of, student, teacher, batch):
    version = make.frozen_paper(ref="desk")
    task = waiting_task(student=student, exam=make.open_exam(paper_version=version, batch=batch))
    claim_task(teacher_id=teacher.pk, task_id=task.pk)
    answer = task.script.attempt.pages.get()
    for name in (answer.image, answer.thumbnail):
        default_storage.save(name, ContentFile(photograph()))
    page = page_of(teacher, f"/marking/{task.pk}")
    now = page.locator("[aria-current=step]")

    page.wait_for_selector(".scheme__step--now")

    # The focus goes with the step, and what was done is one sentence.
    press(page, "j", "k")
    expect(now).to_be_focused()
    press(page, "m")
    expect(page.locator("#said")).to_have_text("Question 7, step 1: 1 of 1: Saved", timeout=PATIENCE)
    expect(now).to_be_focused()

    # Unfinished: what is missing is said, and the cursor stays.
    here = now.get_attribute("aria-labelledby")
    press(page, "s")
    expect(page.locator(".toast")).to_contain_text("steps not decided")
    assert now.get_attribute("aria-labelledby") == here

    # Arrows move the page; with a tool they move the cross, and Enter draws.
    page.focus("#glass")
    before = page.evaluate("document.getElementById('stage').style.transform")
    press(page, "ArrowDown")
    assert page.evaluate("document.getElementById('stage').style.transform") != before
    press(page, "t", "ArrowRight", "Enter")
    expect(page.locator("#ink [data-id]")).to_have_count(1)
    assert not page.evaluate("document.getElementById('aim').hidden")
