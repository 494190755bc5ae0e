"""No page and no list takes more queries than is frozen, however many rows there are."""

import os
import re
from collections.abc import Callable
from typing import Any

import pytest

from mathvidya.testing.routes import routes
from mathvidya.testing.worlds import CountWorld
from tests.query_counts import frozen
from tests.query_counts.places import address_of

FREEZE = bool(os.environ.get("FREEZE_QUERY_COUNTS"))
FEW, MANY = 2, 6
MEMBERS = ("student", "parent", "teacher", "admin")
OTHERS = ("counselor", "pending_student")
# Routes that nobody asks here, each with its reason. In the Django admin lists and change pages show the rows.
UNASKED = {
    r"/accounts/\^.*": "a link that works once",
    r"/accounts/google/.*": "between Google and us",
    r"/admin/.*/(add|history|delete|<path:object_id>)/": "Django's own page",
    r"/admin/\(.*": "answers 404",
    r"/api/(schema|docs|redoc)/": "shows no rows, and takes seconds to write",
}
ELSEWHERE = re.compile(r"/accounts/(login|2fa)|/admin/login|/me/waiting")
Ask = Callable[[str, str], int | None]


def readable() -> dict[str, str]:
    """{path: app} of every route that answers GET."""
    return {
        route.path: route.app
        for route in routes()
        if (route.methods is None or "GET" in route.methods)
        and not any(re.fullmatch(pattern, route.path) for pattern in UNASKED)
    }


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> dict[str, Any]:
    return {name: request.getfixturevalue(name) for name in (*MEMBERS, *OTHERS)}


@pytest.fixture
def ask(cast, api, browser, queries_of, settings) -> Ask:
    """`ask(persona, address)`: how many queries the answer took; None where the person is refused or sent away."""
    settings.THROTTLE_RATES = dict.fromkeys(settings.THROTTLE_RATES, "1000000/min")
    clients: dict[tuple[str, bool], Any] = {}

    def count(persona: str, address: str) -> int | None:
        is_api = address.startswith("/api/")
        if (persona, is_api) not in clients:
            clients[persona, is_api] = (api if is_api else browser)(cast.get(persona))
        answers = []

        def get() -> None:
            answers.append(clients[persona, is_api].get(address))
            if answers[0].streaming:
                answers[0].getvalue()

        taken = queries_of(get)
        is_sent_away = ELSEWHERE.match(answers[0].headers.get("Location", ""))
        return taken if answers[0].status_code in (200, 302) and not is_sent_away else None

    return count


@pytest.mark.timeout(600)  # eight hundred requests: a minute, but not on a machine that is busy with other things
def test_no_answer_takes_more_queries_than_frozen(cast, batch, ask):
    found, apps = readable(), {route.app for route in routes()}
    world = CountWorld(cast, batch)
    world.grow_to(FEW)
    if FREEZE:
        frozen.write(apps, {path: (app, audience(address_of(path, world), ask)) for path, app in found.items()})
    known = frozen.read(apps)
    few = measure(known, world, ask)
    world.grow_to(MANY)
    many = measure(known, world, ask)
    wrong = [f"{path} is missing: freeze it" for path in found.keys() - known.keys()]
    wrong += [f"{path} is gone: freeze again" for path in known.keys() - found.keys()]
    wrong += [
        f"{path} as {persona}: {number} frozen, {few[path][persona]} now, {many[path][persona]} with more rows"
        for path, row in known.items()
        for persona, number in row.items()
        if {few[path][persona], many[path][persona]} != {number}
    ]
    assert not wrong, "\n".join(sorted(wrong))


def audience(address: str | None, ask: Ask) -> dict[str, int]:
    """Who is to ask for it: nobody in particular for a public page, else each member who gets it, else the others."""
    for personas in (("anonymous",), MEMBERS, OTHERS) if address else ():
        if row := {persona: taken for persona in personas if (taken := warm(ask, persona, address)) is not None}:
            return row
    return {}


def measure(known: frozen.Counts, world: CountWorld, ask: Ask) -> dict[str, dict[str, int | None]]:
    """What the frozen answers take now. Only an answer unlike its frozen number is asked for again, warm."""
    counts: dict[str, dict[str, int | None]] = {}
    for path, row in known.items():
        address = address_of(path, world) or path
        counts[path] = {
            persona: number if ask(persona, address) == number else ask(persona, address)
            for persona, number in row.items()
        }
    return counts


def warm(ask: Ask, persona: str, address: str) -> int | None:
    return None if ask(persona, address) is None else ask(persona, address)
