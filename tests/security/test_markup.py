"""Markup in every text that a person can write does nothing in anybody's page (ASVS 1.2.1, 1.2.2)."""

import re
from collections import Counter
from html.parser import HTMLParser
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.utils.html import escape

from mathvidya.testing.project import columns
from tests.security.canaries import MACHINE, MARK, MARKDOWN, people_s_fields, poison_everything
from tests.security.conftest import PERSONAS, readable

playwright = pytest.importorskip("playwright.sync_api")
# Everything that would show that a text became more than text.
LISTENER = """
    window.hits = [];
    Object.defineProperty(window, "__xss", {set: () => window.hits.push("a script ran")});
    addEventListener("securitypolicyviolation", (event) =>
        window.hits.push(`policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
"""
FOUND = f"""() => [
    ...window.hits,
    ...[...document.querySelectorAll("{MARK}, iframe[srcdoc], svg[onload], [onerror]")].map((node) => node.outerHTML),
    ...[...document.querySelectorAll("a[href], form[action]")]
        .map((node) => node.getAttribute("href") ?? node.getAttribute("action"))
        .filter((url) => /^\\s*(javascript|data|vbscript):/i.test(url)),
]"""
# Pages that write what they show by script, from data they fetch or carry.
WRITTEN_BY_SCRIPT = ("/room", "/marking/", "/manage/", "/edit", "/marked", "/result")
# Of the Django admin a browser opens the lists and forms of our own models; its other pages are only parsed.
OPENED = re.compile(
    r"/(?!admin/)"
    r"|/admin/(accounts|audit|classroom|curriculum|evaluations|exams|questions|institute|outbox)/\w+/(<path:object_id>/change/)?$"
)
OFTEN = 2  # a page is opened as the first two roles that see it, and parsed as every one


class Markup(HTMLParser):
    """Notes where a payload was taken for an element or an address."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        addresses = [value or "" for name, value in attrs if name in ("href", "src", "action", "formaction", "hx-get")]
        is_live = any(re.match(r"\s*(javascript|data:text|vbscript):", value, re.I) for value in addresses)
        is_strange = any("tracker.example" in value for value in addresses)
        if (
            tag == MARK
            or is_live
            or is_strange
            or any("__xss" in (value or "") for name, value in attrs if name[:2] == "on")
        ):
            self.found.append(self.get_starttag_text() or tag)


def test_every_column_is_attacked_or_known_to_be_ours():
    attacked = {model._meta.label: {field.name for field in fields} for model, fields in people_s_fields().items()}
    assert "first_name" in attacked["accounts.User"]
    assert {"reason", "comment", "bounce_reason", "filename", "school"} <= set().union(*attacked.values())
    assert {field.name for model in apps.get_models() for field in model._meta.fields} >= MACHINE
    for label, names in columns("machine").items():
        assert names <= {field.name for field in apps.get_model(label)._meta.fields}, label


def test_the_parser_sees_markup():
    assert Markup(f"<p>{MARKDOWN}</p>").found
    assert Markup('<a href=" JavaScript:x">').found
    assert Markup('<svg onload="__xss=1">').found
    assert not Markup(f"<p title='{escape(MARKDOWN)}'>{escape(MARKDOWN)}</p>").found


def watched_page(chromium: Any, url: str, session: str, hits: list[str]) -> Any:
    """Return a page of the person of the session; `hits` gathers dialogs, errors and requests to elsewhere."""
    context = chromium.new_context(base_url=url)
    context.add_init_script(LISTENER)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}])
    page = context.new_page()
    page.on("dialog", lambda dialog: (hits.append(f"{page.url}: dialog {dialog.message}"), dialog.dismiss()))
    page.on("pageerror", lambda error: hits.append(f"{page.url}: {error}"))
    page.on("request", lambda asked: asked.url.startswith((url, "data:", "blob:")) or hits.append(asked.url))
    return page


def what_the_watch_sees(page: Any) -> list[str]:
    """Return the hits on a page that really has what is looked for: without this the watch would prove nothing."""
    page.goto("/", wait_until="load")
    html = f"<{MARK}></{MARK}><a href='javascript:x'>a</a><b onclick='__xss=1' id='trap'>b</b>"
    page.evaluate("(html) => document.body.insertAdjacentHTML('beforeend', html)", html)
    page.evaluate("document.getElementById('trap').click()")
    return list(page.evaluate(FOUND))


def visit(page: Any, address: str, *, until: str) -> None:
    try:
        page.goto(address, wait_until=until)
    except playwright.Error:  # the page before went somewhere by itself at that moment
        page.goto(address, wait_until=until)


@pytest.mark.browser
@pytest.mark.timeout(600)  # on a busy machine; a quiet one needs a minute
@pytest.mark.django_db(transaction=True)
def test_no_text_becomes_more_than_text(world, cast, browser, live_server, chromium):
    assert poison_everything() >= 40
    # The API answers with data only, which test_api_document.py sees to.
    addresses = [(route, address) for route, address in readable(world) if not route.startswith("/api/v1/")]
    hits, seen, shown, opened = [], 0, 0, Counter[str]()
    for role in PERSONAS:
        client = browser(cast[role])
        page = watched_page(chromium, live_server.url, client.cookies[settings.SESSION_COOKIE_NAME].value, hits)
        for route, address in addresses:
            if route.startswith("/admin/") and role != "admin":
                continue
            answer = client.get(address)
            if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
                continue
            html = answer.content.decode()
            hits += [f"{role} {route}: {hit}" for hit in Markup(html).found]
            seen, shown = seen + 1, shown + (MARK in html)
            is_scripted = any(part in route for part in WRITTEN_BY_SCRIPT)
            # A fragment is opened by the page that asks for it.
            is_page = "<html" in html and bool(OPENED.match(route))
            if is_page and opened[route] < OFTEN and (MARK in html or is_scripted):
                opened[route] += 1
                visit(page, address, until="networkidle" if is_scripted else "load")
                # allauth hides its own form by a style attribute, which the policy rightly refuses.
                found = [hit for hit in page.evaluate(FOUND) if not hit.startswith("policy: style-src-attr")]
                hits += [f"{role} {route}: {hit}" for hit in found]
        page.context.close()
    planted = "\n".join(what_the_watch_sees(watched_page(chromium, live_server.url, "nobody", [])))
    assert all(sign in planted for sign in ("policy: script-src", f"<{MARK}", "javascript:")), planted
    assert hits == []
    assert (seen > 150, shown > 80, opened.total() > 80) == (True, True, True), (seen, shown, opened)
