"""Every kind of page is usable without a mouse, without sight and at 320 px, in both themes, both languages and forced colours."""

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
)
from tests.accessibility.visits import Visit, page_kinds

playwright = pytest.importorskip("playwright.sync_api")
LANGUAGES = ("en", "hi")


class Eyes:
    """Opens pages as anybody; each role has a tab of its own."""

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
        if session := self.sessions.get(role):
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.url}])
        page = context.new_page()
        page.on("request", lambda asked: asked.resource_type in ("fetch", "xhr") and self.fetches.append(asked.url))
        page.on("console", lambda said: said.type == "error" and self.complaints.append(f"console: {said.text}"))
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        return page


@pytest.mark.browser
@pytest.mark.timeout(900)  # on a busy machine; a quiet one needs a minute
@pytest.mark.django_db(transaction=True)
def test_every_kind_of_page_is_for_everybody(world, cast, browser, live_server, chromium):
    visits = [v for v in page_kinds(world, browser, cast) if re.search(os.environ.get("ONLY", ""), str(v))]
    sessions = {role: browser(person).cookies[settings.SESSION_COOKIE_NAME].value for role, person in cast.items()}
    eyes = Eyes(chromium, live_server.url, sessions)
    wrong, titles = [], defaultdict(set)
    for number, visit in enumerate(visits):
        for turn in range(2):
            language = LANGUAGES[(number + turn) % 2]
            page = eyes.open(visit, language, "dark" if turn else "light")
            is_ours = not visit.route.startswith("/admin/")
            if turn == 0:
                found = axe(page) + by_keyboard(page) + dialogs(page)
                found += page.evaluate("misplacedBlocks()") if is_ours else []
            else:
                found = axe(page, "color-contrast", "link-in-text-block") + in_forced_colors(page)
                found += at_320(page) if is_ours else []
            if page.evaluate("document.documentElement.lang") != language:
                found.append("another language")
            if language == "en":
                titles[page.title()].add(visit.route)
            found += eyes.complaints
            if os.environ.get("DUMP"):
                print(number, visit, language, *found, sep="\n   ", file=open(os.environ["DUMP"], "a"), flush=True)
            wrong += [f"{visit} ({language}): {one}" for one in found]
    wrong += [f"one title, {title!r}: {', '.join(sorted(routes))}" for title, routes in titles.items() if len(routes) > 1]
    if os.environ.get("DUMP"):
        open(os.environ["DUMP"], "w").write("\n".join([f"{len(visits)} kinds", *map(str, visits), *wrong]))
    assert wrong == []
    assert len(visits) > 60
