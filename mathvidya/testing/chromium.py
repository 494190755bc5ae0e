"""Headless Chromium of the system, driven by Playwright: one for a whole run of tests that ask for `chromium`.

While it is open, Playwright keeps an event loop in this thread: no asynchronous test could run, and Django refuses its
ORM. So it closes as soon as the next test does not ask for it, and until then Django is asked not to mind. Under that
loop Django also has connections of their own for this thread: who ends the loop without closing them leaves them open
for good, and the test database in use.
"""

import contextlib
import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections

EXECUTABLE = "/usr/bin/chromium"
# No sandbox, because CI runs as root; the rest keeps Chromium from calling home.
FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"]
IS_NEEDED_NEXT = pytest.StashKey[bool]()
OPEN = pytest.StashKey[tuple[Any, contextlib.ExitStack]]()


@pytest.fixture
def chromium(request: pytest.FixtureRequest) -> Iterator[Any]:
    """The browser; whatever the test opens in it is closed after the test."""
    stash = request.config.stash
    if OPEN not in stash:
        stash[OPEN] = launch()
    browser, ends = stash[OPEN]
    yield browser
    for context in browser.contexts:
        context.close()
    connections.close_all()
    if not request.node.stash.get(IS_NEEDED_NEXT, False):
        del stash[OPEN]
        ends.close()


def launch() -> tuple[Any, contextlib.ExitStack]:
    """Start Chromium; return it, and what ends it."""
    from playwright.sync_api import sync_playwright

    with contextlib.ExitStack() as ends:
        patch = ends.enter_context(pytest.MonkeyPatch.context())
        playwright = ends.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=EXECUTABLE, args=FLAGS)
        ends.callback(browser.close)
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        return browser, ends.pop_all()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Note for the fixture whether the next test goes on with the same browser."""
    item.stash[IS_NEEDED_NEXT] = "chromium" in getattr(nextitem, "fixturenames", ())
