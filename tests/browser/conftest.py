"""A real browser before the real demo."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.demo_process import Demo


@pytest.fixture
def sign_in(chromium: Any, demo: Demo) -> Iterator[Callable[..., Any]]:
    """`sign_in(email, password)` gives a page at home; pass `storage_state` to come back with the same device."""
    contexts = []

    def enter(email: str, password: str, **options: Any) -> Any:
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{demo.url}/home")
        if "/accounts/login" in page.url:
            page.fill("input[name=login]", email)
            page.fill("input[name=password]", password)
            page.press("input[name=password]", "Enter")
            page.wait_for_url("**/home")
        return page

    yield enter
    for context in contexts:
        context.close()
