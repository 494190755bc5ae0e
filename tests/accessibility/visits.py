"""Every kind of page, by whoever sees it: the routes asked in an institute of one of everything."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mathvidya.testing.worlds import CountWorld
from tests.security.conftest import PERSONAS, readable

# Not ours: the two readers of the API's document, programs of others that build their page themselves, and the forms of
# the timetable, which its library draws without the theme.
FOREIGN = re.compile(r"/api/|/admin/django_celery_beat/")
# What frames every page and differs by role alone makes no new kind.
FRAME = re.compile(r"components/|notifications/_bell|django/forms/")
ROLES = (None, *PERSONAS)  # nobody in particular first: what is public is opened once


@dataclass(frozen=True)
class Visit:
    """`role` None: nobody signed in. `address` may be asked by GET."""

    role: str | None
    route: str
    address: str

    @property
    def is_ours(self) -> bool:
        """Whether the page is drawn by us: the administration's is by its theme, on screens of staff."""
        return not self.route.startswith("/admin/")

    def __str__(self) -> str:
        return f"{self.route} as {self.role or 'anybody'}"


def page_kinds(world: CountWorld, browser: Any, cast: dict[str, Any]) -> Iterator[Visit]:
    """One visit to each kind of page. A page is of a new kind when it is made of a template that its like were not."""
    addresses = [(route, address) for route, address in readable(world) if not FOREIGN.match(route)]
    known: dict[str, set[str]] = {}
    for role in ROLES:
        client = browser(cast[role]) if role else browser()
        for route, address in addresses:
            if route.startswith("/admin/") and role != "admin":
                continue
            answer = client.get(address)
            if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
                continue
            if b"<html" not in answer.content or not answer.templates:
                continue  # a fragment, which is seen in the page that asks for it
            made_of = {template.name for template in answer.templates if template.name}
            made_of = {name for name in made_of if not FRAME.match(name)}
            kind = answer.templates[0].name or route
            if not made_of <= known.setdefault(kind, set()):
                known[kind] |= made_of
                yield Visit(role, route, address)
