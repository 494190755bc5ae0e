"""The exam room as a student's phone holds it: what was written survives the network, a closed page, a lost sign-in."""

from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.process]

KABIR = ("kabir@example.org", "graph-paper-kite-45")
ASHA = ("student@example.org", "compass-and-ruler-12")
PHONE = {"viewport": {"width": 390, "height": 844}}
PAPER = "Practice paper"
SHOWN = ".room-question:not([hidden])"


def enter_room(page: Any, url: str) -> None:
    """Start the paper, or go on with it; question 1 is on the screen, everything is saved."""
    page.goto(f"{url}/exams")
    page.get_by_role("link", name=PAPER).click()
    page.get_by_role("link", name="Go on").or_(page.get_by_role("button", name="Start the clock")).click()
    page.wait_for_url("**/room*")
    page.wait_for_selector("[data-now=saved]")
    page.evaluate("document.querySelector('[data-goto]').click()")


def chosen(page: Any) -> str:
    return page.eval_on_selector(f"{SHOWN} input:checked", "input => input.value")


def kept(page: Any) -> list[str]:
    """Which answers the device holds back, by key of the store."""
    return page.evaluate("Object.keys(localStorage).filter((key) => key.endsWith('-answers'))")


STATE = """async () => {
    const attempt = location.pathname.replace("/attempts", "/api/v1/attempts").replace("/room", "");
    return (await fetch(attempt)).json();
}"""


def stored(page: Any) -> dict[int, Any]:
    """What the server has, by item."""
    return {row["item"]: row["answer"] for row in page.evaluate(STATE)["responses"]}


def item(page: Any) -> int:
    return int(page.get_attribute(SHOWN, "data-item"))


def wait_for(page: Any, state: str, *, timeout: int = 20_000) -> None:
    page.wait_for_selector(f"#save-state[data-now={state}]", timeout=timeout)


def test_answers_outlive_a_lost_connection_and_a_closed_page(demo, sign_in):
    page = sign_in(*KABIR, **PHONE)
    enter_room(page, demo.url)

    # By keyboard alone: choose, flag, move on.
    page.keyboard.press("2")
    wait_for(page, "saved")
    first = chosen(page)
    assert stored(page)[item(page)] == {"option": first}
    page.keyboard.press("f")
    assert page.get_attribute(f"{SHOWN} [data-flag]", "aria-pressed") == "true"
    page.keyboard.press("ArrowRight")
    second = item(page)

    # Without a connection the answer waits on the device, and the page says so in words.
    page.context.set_offline(True)
    page.keyboard.press("3")
    answer = chosen(page)
    wait_for(page, "offline")
    assert page.inner_text("#save-state") == "Kept on this device"
    assert page.is_visible("#offline-banner")
    assert len(kept(page)) == 1

    # Submitting needs the server, and changes nothing without it.
    page.click("#open-submit")
    page.wait_for_selector("#submit-unsaved:not([hidden])")
    page.click("#submit-yes")
    page.wait_for_selector("#submit-yes:not([disabled])")
    assert page.url.split("#")[0].endswith("/room")
    page.keyboard.press("Escape")

    # The page is closed and opened again: what waited is shown, and sent.
    context, address = page.context, page.url
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(address)
    wait_for(page, "saved")
    assert item(page) == second
    assert chosen(page) == answer
    assert stored(page)[second] == {"option": answer}
    assert kept(page) == []


def test_answers_wait_through_a_new_sign_in(demo, sign_in):
    page = sign_in(*KABIR, **PHONE)
    enter_room(page, demo.url)
    page.context.clear_cookies()
    page.keyboard.press("4")
    answer = chosen(page)
    page.wait_for_selector(".toast:has-text('signed out')")
    assert len(kept(page)) == 1

    # In another tab: the sign-in page touches nothing, and signing in gives this page a fresh token.
    other = page.context.new_page()
    other.goto(f"{demo.url}/accounts/login/")
    assert len(kept(other)) == 1
    other.fill("input[name=login]", KABIR[0])
    other.fill("input[name=password]", KABIR[1])
    other.press("input[name=password]", "Enter")
    other.wait_for_url("**/home")
    wait_for(page, "saved", timeout=40_000)
    assert stored(page)[item(page)] == {"option": answer}
    assert kept(page) == []


def test_nobody_else_sees_what_waits_on_the_device(demo, sign_in):
    page = sign_in(*KABIR, **PHONE)
    enter_room(page, demo.url)
    page.context.set_offline(True)
    page.keyboard.press("1")
    wait_for(page, "offline")
    home = page.context.new_page()
    page.close()
    home.context.set_offline(False)

    # Signing out asks first, because the answer is nowhere else.
    home.goto(f"{demo.url}/home")
    home.click("summary[aria-label^='Your account']")
    home.click("form[data-signs-out] button")
    assert "not saved yet" in home.inner_text("#confirm-dialog")
    home.click("#confirm-dialog button[value='']")
    assert len(kept(home)) == 1

    # The session goes, another student comes.
    home.context.clear_cookies()
    home.goto(f"{demo.url}/accounts/login/")
    home.fill("input[name=login]", ASHA[0])
    home.fill("input[name=password]", ASHA[1])
    home.press("input[name=password]", "Enter")
    home.wait_for_url("**/home")
    home.wait_for_function("Object.keys(localStorage).every((key) => !key.startsWith('mv-room-'))")

    # Signing out leaves nothing of the student's on the device either.
    home.evaluate("localStorage.setItem(`mv-room-${document.body.dataset.person}-9-notes`, '{}')")
    home.click("summary[aria-label^='Your account']")
    home.click("form[data-signs-out] button")
    home.wait_for_url(f"{demo.url}/")
    assert home.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('mv-room-'))") == []
