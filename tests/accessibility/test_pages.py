"""Every kind of page is usable without a mouse, without sight and at 320 px, in both themes and both languages."""

import os
import re
from collections import defaultdict
from typing import Any

import pytest
from django.conf import settings

from tests.accessibility.checks import (
    WIDE,
    at_320,
    axe,
    bring_scripts,
    by_keyboard,
    dialogs,
    in_forced_colors,
    misplaced_blocks,
)
from tests.accessibility.visits import Visit, page_kinds

pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.browser
LANGUAGES = ("en", "hi")
PAGES = os.environ.get("PAGES", "")  # walk only the kinds whose line matches, while something is being mended
COLOURS = ("color-contrast", "link-in-text-block")
REFUSED = "Content Security Policy"


class Eyes:
    """Opens pages as anybody; each role has a tab of its own. `complaints`: what the browser said about the page."""

    def __init__(self, chromium: Any, url: str, sessions: dict[str | None, str]) -> None:
        self.chromium, self.url, self.sessions = chromium, url, sessions
        self.pages: dict[str | None, Any] = {}
        self.fetches: list[str] = []
        self.complaints: list[str] = []

    def open(self, visit: Visit, language: str, theme: str) -> Any:
        page = self.pages.get(visit.role) or self._new_page(visit.role)
        self.pages[visit.role] = page
        page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": self.url}])
        page.set_viewport_size(WIDE)
        page.emulate_media(color_scheme=theme, forced_colors="none")
        self.fetches.clear()
        self.complaints.clear()
        page.goto(visit.address, wait_until="load")
        if self.fetches:  # the page is written by script
            page.wait_for_load_state("networkidle")
        bring_scripts(page)
        return page

    def _new_page(self, role: str | None) -> Any:
        context = self.chromium.new_context(base_url=self.url, reduced_motion="reduce")
        context.set_default_timeout(90_000)  # milliseconds; a page that is there costs none of it
        if session := self.sessions.get(role):
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.url}])
        page = context.new_page()
        page.on("request", lambda asked: asked.resource_type in ("fetch", "xhr") and self.fetches.append(asked.url))
        page.on("console", lambda said: REFUSED in said.text and self.complaints.append(said.text))
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        return page

    def judge(self, visit: Visit, language: str, *, by_day: bool) -> list[str]:
        """What is wrong: by day axe, the keyboard and the markup; by night colours and the narrow screen."""
        page = self.open(visit, language, "light" if by_day else "dark")
        if by_day:
            found = axe(page) + by_keyboard(page) + dialogs(page)
            found += misplaced_blocks(page) if visit.is_ours else []
        else:
            found = axe(page, *COLOURS) + in_forced_colors(page)
            found += at_320(page) if visit.is_ours else []
        if page.evaluate("document.documentElement.lang") != language:
            found.append("another language")
        return found + (self.complaints if visit.is_ours else [])


@pytest.mark.timeout(1800)  # on a busy machine; a quiet one needs a good minute
@pytest.mark.django_db(transaction=True)
def test_every_kind_of_page_is_for_everybody(world, cast, browser, live_server, chromium):
    visits = [visit for visit in page_kinds(world, browser, cast) if re.search(PAGES, str(visit))]
    sessions = {role: browser(person).cookies[settings.SESSION_COOKIE_NAME].value for role, person in cast.items()}
    eyes = Eyes(chromium, live_server.url, sessions)
    wrong, titles = [], defaultdict(set)
    for number, visit in enumerate(visits):
        for turn in range(2):
            language = LANGUAGES[(number + turn) % 2]
            found = eyes.judge(visit, language, by_day=turn == 0)
            wrong += [f"{visit} ({language}): {one}" for one in found]
            if language == "en" and visit.is_ours:
                titles[eyes.pages[visit.role].title()].add(visit.route)
    wrong += [f"one title, {title!r}: {sorted(routes)}" for title, routes in titles.items() if len(routes) > 1]
    assert not wrong, "\n".join(wrong)
    assert PAGES or len(visits) > 60, visits


BAD = """<!doctype html><html lang="en"><title>Bad</title><style>
    #plain:focus {outline: none} .hid {position: fixed; top: -99px}
    @media (forced-colors: active) {li {color: CanvasText; background: Canvas}}</style>
    <main><h1>Bad</h1>
    <button></button> <button id="plain">plain</button> <button tabindex="3">first</button>
    <button class="hid">hid</button>
    <button id="trap">trap</button> <p style="color: #ccc; background: #fff">pale</p>
    <span><div>block</div></span> <div style="width: 900px">wide</div>
    <ul><li aria-current="true">here</li><li>there</li></ul>
    <button data-opens="asked">ask</button><dialog id="asked"><p>words</p></dialog></main>
    <script>trap.onkeydown = (event) => event.key === "Tab" && event.preventDefault();</script>"""


def test_the_checks_see_what_is_wrong(chromium):
    page = chromium.new_page(viewport=WIDE)
    page.set_content(BAD)
    bring_scripts(page)
    found = "\n".join(axe(page) + by_keyboard(page) + dialogs(page) + misplaced_blocks(page) + in_forced_colors(page))
    found += "\n".join(at_320(page))
    for sign in (
        "button-name", "color-contrast", "focus is not visible on <button id=\"plain\"", "covered",
        "focus does not leave <button id=\"trap\"", "not reached by Tab", "the dialog asked opens without the focus",
        "a block inside a phrase", "aria-current cannot be seen", "wider than 320 px",
    ):  # fmt: skip
        assert sign in found, f"{sign}: {found}"
