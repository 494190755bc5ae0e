"""Headless Chromium of the system, driven by Playwright."""

import contextlib
from collections.abc import Iterator
from typing import Any

EXECUTABLE = "/usr/bin/chromium"
# No sandbox, because CI runs as root; the rest keeps Chromium from calling home.
FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"]


@contextlib.contextmanager
def running_chromium() -> Iterator[Any]:
    """A browser that ends with its test: Playwright keeps an event loop running, under which no other test could."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=EXECUTABLE, args=FLAGS)
        yield browser
        browser.close()
