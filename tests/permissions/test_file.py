"""The matrix file against the project and against itself: nothing is missing, nothing is left over, no line contradicts
its row."""

import re
import tomllib

import pytest
from channels.routing import URLRouter
from django.contrib import admin

from mathvidya.routing import websocket_urlpatterns
from mathvidya.testing.routes import METHODS, app_of_label, routes
from tests.permissions import matrix
from tests.permissions.table import DOCUMENT, page_with_table

ADMIN = re.compile(r"^/admin/(\w+)/(\w+)/(?:add/|<path:object_id>/(?:history/|delete/|change/|))?$")
GRANT = {"GET": "R"}
# What a role gets only after something happened to it: test_cells.py walks it.
ASIDE = {(persona.who, row) for persona in matrix.personas().values() for row in persona.gets}


def walked() -> dict[str, set[str]]:
    """{path: methods} of the file."""
    found: dict[str, set[str]] = {}
    for case in matrix.cases():
        found.setdefault(case.path, set()).update(case.methods)
    return found


def addresses_of_models() -> set[str]:
    return {f"{model._meta.app_label}/{model._meta.model_name}" for model in admin.site._registry}


def model_of(path: str) -> str:
    """The model whose page in the administration this is; empty for every other page."""
    found = ADMIN.match(path)
    model = "/".join(found.groups()) if found else ""
    return model if model in addresses_of_models() else ""


def test_every_route_and_every_method_of_it_is_in_the_file():
    missing = []
    for route in routes():
        if model_of(route.path):
            continue
        takes = set(METHODS if route.methods is None else route.methods)
        missing += [f"{method} {route.path}" for method in sorted(takes - walked().get(route.path, set()))]
    assert missing == []


def test_a_line_is_in_the_file_of_its_app():
    app_of = {route.path: route.app for route in routes()}
    strays = []
    for app, path in matrix.files().items():
        part = tomllib.loads(path.read_text())
        strays += [f"{one} in {path}, not {app_of.get(one)}" for one in part.get("route", {}) if app_of.get(one) != app]
        strays += [f"{one} in {path}" for one in part.get("admin", {}) if app_of_label(one.split("/")[0]) != app]
    assert strays == []


def test_every_line_of_the_file_names_a_route():
    known = {route.path: set(METHODS if route.methods is None else route.methods) for route in routes()}
    gone = [
        f"{method} {path}"
        for path, methods in walked().items()
        for method in sorted(methods)
        if method not in known.get(path, set())
    ]
    assert gone == []


def test_every_model_of_the_administration_is_in_the_file():
    assert {one.model for one in matrix.admins()} == addresses_of_models()
    assert {model for route in routes() if (model := model_of(route.path))} == addresses_of_models()


def test_every_socket_is_in_the_file():
    declared = {str(pattern.pattern) for pattern in websocket_urlpatterns}
    assert URLRouter(websocket_urlpatterns).routes
    assert {one.path for one in matrix.sockets()} == declared


def grants(cell: str, letter: str) -> bool:
    """Whether the words of a row's cell allow reading ("R") or acting ("W")."""
    return not cell.startswith("–") and letter in cell.split("(")[0].split(" ")[0]


def lines() -> list[tuple[str, str, str, dict[str, str]]]:
    """(row, letter, what, cells) of all that is walked."""
    asked = [
        (case.row, GRANT.get(method, "W"), f"{method} {case.address}", dict(case.cells))
        for case in matrix.cases()
        for method in case.methods
    ]
    return asked + [(one.row, "R", f"socket {one.address}", dict(one.cells)) for one in matrix.sockets()]


def test_every_line_names_a_row_that_is_built():
    unknown = [what for row, _, what, _ in lines() if row not in matrix.rows() or not matrix.rows()[row].built]
    assert unknown == []


def test_no_line_allows_what_its_row_refuses():
    """`ok` is a grant; `own` and `idle` are none: they show and change nothing of the owner's."""
    too_much = [
        f"row {row}: {role} may not {what}"
        for row, letter, what, cells in lines()
        for role, word in cells.items()
        if word == "ok" and not (grants(matrix.rows()[row].cells[role], letter) or opens_a_form(row, role, letter))
    ]
    assert too_much == []


def opens_a_form(row: str, role: str, letter: str) -> bool:
    """Who may act may also look at the form for it."""
    return letter == "R" and grants(matrix.rows()[row].cells[role], "W")


@pytest.mark.parametrize("number", [number for number, row in matrix.rows().items() if row.built])
def test_what_a_row_allows_is_walked(number):
    """Every grant of a row is seen to work on at least one line, unless the file says what it waits for."""
    row, unseen = matrix.rows()[number], []
    for role, cell in row.cells.items():
        for letter in "RW":
            seen = [cells[role] for of, by, _, cells in lines() if of == number and by == letter]
            if grants(cell, letter) and role not in row.part and (role, number) not in ASIDE and "ok" not in seen:
                unseen.append(f"{role} {letter}")
    if number not in {one.row for one in matrix.admins()}:
        assert unseen == []
    else:  # the administrator's part is walked in the administration
        assert [one for one in unseen if not one.startswith("admin ")] == []


def test_what_is_not_built_says_what_it_waits_for():
    silent = [row.number for row in matrix.rows().values() if (not row.built or row.part) and not row.waits_for]
    assert silent == []


def test_the_page_for_people_shows_the_file():
    assert DOCUMENT.read_text() == page_with_table(), "Run: python -m tests.permissions.table"
