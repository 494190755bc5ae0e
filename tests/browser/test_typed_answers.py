"""Typed maths in the exam room: written by keyboard, read back, saved, shown again; and as plain text by choice."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.demo_process import Demo

expect = pytest.importorskip("playwright.sync_api").expect
pytestmark = [pytest.mark.browser, pytest.mark.process]

KABIR = ("kabir@example.org", "graph-paper-kite-45")
PAPER = "Typed answers"
SHOWN = ".room-question:not([hidden])"
FIELD = f"{SHOWN} math-field"
BOX = f"{SHOWN} .maths-field input"
READING = f"{SHOWN} [data-reading]"
SWITCH = f"{SHOWN} [data-toggle]"
STATE = """async () => {
    const attempt = location.pathname.replace("/attempts", "/api/v1/attempts").replace("/room", "");
    return (await fetch(attempt)).json();
}"""


def enter_room(page: Any, url: str) -> None:
    """Start the paper, or go on with it; question 1 is on the screen, everything is saved."""
    page.goto(f"{url}/exams")
    page.get_by_role("link", name=PAPER).click()
    page.get_by_role("link", name="Go on").or_(page.get_by_role("button", name="Start the clock")).click()
    page.wait_for_url("**/room*")
    go_to(page, 1)


def go_to(page: Any, number: int) -> None:
    page.wait_for_selector("[data-now=saved]")
    page.locator("#palette-panel .palette__cell").nth(number - 1).evaluate("cell => cell.click()")


def into_field(page: Any) -> None:
    """MathLive takes the focus a moment after the click."""
    page.click(FIELD)
    page.wait_for_selector(f"{FIELD}:focus-within")


def reads(page: Any, latex: str) -> None:
    """Expect below the answer what the server understood; KaTeX keeps the LaTeX for screen readers."""
    expect(page.locator(f"{READING} annotation")).to_have_text(latex)


def stored(page: Any) -> str:
    """What the server holds of the question on the screen."""
    page.wait_for_selector("[data-now=saved]")
    item = int(page.get_attribute(SHOWN, "data-item"))
    return {row["item"]: row["answer"] for row in page.evaluate(STATE)["responses"]}[item]["text"]


@pytest.fixture
def room(demo: Demo, sign_in: Callable[..., Any]) -> Any:
    page = sign_in(*KABIR, viewport={"width": 390, "height": 844})
    enter_room(page, demo.url)
    return page


def test_an_answer_written_by_keyboard_is_read_saved_and_shown_again(room):
    into_field(room)
    room.keyboard.press("Control+A")
    room.keyboard.type("x^2")
    room.keyboard.press("ArrowRight")  # out of the exponent; in the room's own hands it would turn the page
    room.keyboard.type("-x-12")
    reads(room, "x^{2} - x - 12")
    room.wait_for_selector("[data-now=saved]")
    assert stored(room) == room.input_value(BOX) == "x^2-x-12"

    room.reload()
    go_to(room, 1)
    room.wait_for_selector(FIELD)
    assert room.eval_on_selector(FIELD, "field => field.value") == "x^2-x-12"
    reads(room, "x^{2} - x - 12")


def test_a_fraction_by_keyboard_is_one_fraction(room):
    go_to(room, 3)
    into_field(room)
    room.keyboard.press("Control+A")
    room.keyboard.type("2/3")
    reads(room, r"\frac{2}{3}")
    assert stored(room) == r"\frac23"


def test_plain_text_is_one_press_away_and_stays(room):
    go_to(room, 4)
    room.click(SWITCH)
    assert room.is_hidden(FIELD)
    room.fill(BOX, "sqrt(")
    expect(room.locator(READING)).to_contain_text("We cannot read this yet.")
    room.fill(BOX, "sqrt(3)")
    reads(room, r"\sqrt{3}")
    assert stored(room) == "sqrt(3)"

    # This browser keeps to it; what was written comes back as it was written.
    room.reload()
    go_to(room, 4)
    assert room.input_value(BOX) == "sqrt(3)"
    assert room.is_visible(BOX)
    assert not room.locator(FIELD).count()

    # And the way back takes the answer along, as it was read.
    room.click(SWITCH)
    room.wait_for_selector(FIELD)
    assert room.is_hidden(BOX)
    reads(room, r"\sqrt{3}")
    assert stored(room) == r"\sqrt{3}"


def test_the_reading_knows_the_question_that_is_asked(room):
    item = int(room.get_attribute(SHOWN, "data-item"))
    into_field(room)
    with room.expect_request("**/maths/read") as asked:
        room.keyboard.type("+1")
    sent = json.loads(asked.value.post_data)
    assert sent["item"] == item
    assert f"/attempts/{sent['attempt']}/" in room.url
    assert asked.value.response().status == 200
    expect(room.locator(READING)).to_contain_text("We read:")
