"""The system's Chromium, headless, driven by Playwright: one for successive tests that use the fixture `chromium`.

While it is open, Playwright keeps an event loop in this thread: no asynchronous test could run, and Django refuses its
ORM. So it closes as soon as the next test does not use it, and until then Django's check is switched off. Under that
loop Django also has connections of their own for this thread: who ends the loop without closing them leaves them open
for good, and the test database in use.
"""

import contextlib
import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections

from mathvidya.lib.process_caches import clear_all

EXECUTABLE = "/usr/bin/chromium"
# No sandbox, because CI runs as root; the rest keeps Chromium from calling home.
FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"]
OPEN = pytest.StashKey[tuple[Any, contextlib.ExitStack]]()


@pytest.fixture
def chromium(request: pytest.FixtureRequest) -> Iterator[Any]:
    """Yield the browser; whatever the test opens in it is closed after the test."""
    stash = request.config.stash
    if OPEN not in stash:
        stash[OPEN] = launch()
        clear_all()
    browser, _ends = stash[OPEN]
    yield browser
    for context in browser.contexts:
        context.close()
    connections.close_all()


def launch() -> tuple[Any, contextlib.ExitStack]:
    """Start Chromium; return it, and the stack that closes it."""
    from playwright.sync_api import sync_playwright

    with contextlib.ExitStack() as ends:
        patch = ends.enter_context(pytest.MonkeyPatch.context())
        playwright = ends.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=EXECUTABLE, args=FLAGS)
        ends.callback(browser.close)
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        return browser, ends.pop_all()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Close the browser unless the next test goes on with it, also after a test that failed before it asked for it."""
    try:
        yield
    finally:
        if OPEN in item.config.stash and "chromium" not in getattr(nextitem, "fixturenames", ()):
            _browser, ends = item.config.stash[OPEN]
            del item.config.stash[OPEN]
            ends.close()
            clear_all()
