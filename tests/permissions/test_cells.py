"""Role by route by method: what the matrix file says is what happens, by both ways to sign in."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

from mathvidya.testing.routes import routes
from mathvidya.testing.worlds import permission_events
from tests.permissions import matrix
from tests.permissions.matrix import Case
from tests.permissions.walking import Seen, Walker

pytestmark = pytest.mark.django_db
APP_OF = {route.path: route.app for route in routes()}
APPS = sorted({APP_OF.get(case.path, "") for case in matrix.cases()})


def of_app(app: str) -> Iterator[tuple[Case, str]]:
    for case in matrix.cases():
        if APP_OF.get(case.path, "") == app:
            yield from ((case, method) for method in case.methods)


def cell_fault(who: str, case: Case, method: str, how: str, expected: str, wrong: str) -> str:
    """Return "classmate GET /api/v1/attempts/{open_attempt} [bearer] expected 404: got ok"."""
    return f"{who} {method} {case.address} [{how}] expected {expected}: {wrong}"


def expect_none(wrong: list[str]) -> None:
    """Fail with every wrong cell on a line of its own."""
    if wrong:
        pytest.fail("\n".join([f"{len(wrong)} cells are not as the matrix says:", *wrong]), pytrace=False)


def ways(case: Case, is_somebody: bool, expected: str = "") -> tuple[str, ...]:
    """By which sign-ins a request is sent: the API by both; what is granted by one of them, in turns."""
    if not (case.is_api and is_somebody):
        return ("session",)
    both = ("bearer", "session")
    return both if expected != "ok" else (both[len(case.address) % 2],)


def is_audited(case: Case, role: str) -> bool:
    return case.audited and case.cells[role] == "ok" and "ᵃ" in matrix.rows()[case.row].cells[role]


@pytest.mark.parametrize("app", APPS)
@pytest.mark.parametrize("role", matrix.ROLES)
def test_each_role_gets_what_the_matrix_says(role, app, walker: Walker):
    user, wrong = walker.world.people.get(role), []
    for case, method in of_app(app):
        expected = case.cells[role]
        for how in ways(case, user is not None, expected):
            seen = walker.see(case, method, user, how=how, hostile=how == "session", knows=role)
            fault = seen.judge(expected)
            if not fault and is_audited(case, role) and not seen.is_audited:
                fault = "nothing was written to the audit"
            if fault:
                wrong.append(cell_fault(role, case, method, how, expected, fault))
    expect_none(wrong)


@pytest.fixture
def after(walker: Walker, django_capture_on_commit_callbacks: Any) -> Iterator[Callable[[str], Any]]:
    """`after(name)` lets happen what the persona's name says, and gives the person; undone afterwards."""
    with transaction.atomic():

        def happen(name: str) -> Any:
            persona = matrix.personas()[name]
            with django_capture_on_commit_callbacks(execute=True):
                permission_events().get(name, lambda walker: None)(walker)
            walker.settle()
            return walker.world.people[persona.who or name]

        yield happen
        transaction.set_rollback(True)
    walker.settle(again=True)


LIVE = [name for name, persona in matrix.personas().items() if persona.built]


@pytest.mark.parametrize("name", [name for name in LIVE if matrix.personas()[name].like in matrix.ROLES])
def test_what_happened_to_somebody_changes_what_they_get(name, walker: Walker, after, settings):
    """Walked is what the role they had (or could be taken for) is allowed, and the role they are like now is not."""
    persona, wrong = matrix.personas()[name], []
    user = after(name)
    for case in matrix.cases():
        like = persona.but.get(case.row, persona.like)
        had = case.cells[persona.near]
        if case.apart or had not in matrix.ALLOWED or had == case.cells[like]:
            continue
        for method in case.methods:
            for how in ways(case, True) if like == "anonymous" else ways(case, True)[:1]:
                fault = walker.see(case, method, user, how=how, hostile=True, knows=like).judge(case.cells[like])
                if fault:
                    wrong.append(cell_fault(name, case, method, how, case.cells[like], fault))
    expect_none(wrong)


def test_a_student_of_age_decides_about_their_own_data(walker: Walker, after):
    persona, user, wrong = matrix.personas()["adult_owner"], after("adult_owner"), []
    for case in matrix.cases():
        is_about = case.row in persona.gets and case.cells["owner"] == "403" and "children" not in case.path
        for method in case.methods if is_about else ():
            seen = walker.see(case, method, user, how="session", hostile=True, knows="owner")
            if fault := seen.judge(persona.gets[case.row]):
                wrong.append(cell_fault("adult_owner", case, method, "session", persona.gets[case.row], fault))
    expect_none(wrong)


def opens_to_strangers(case: Case) -> bool:
    return case.cells["anonymous"] != "401" or case.path.startswith("/accounts/")


def refused(seen: Seen) -> str:
    """What is wrong with a refusal, whichever it is."""
    return seen.judge("wait" if seen.word == "ok" else seen.word)


def test_a_child_without_consent_gets_nothing_but_the_way_to_it(walker: Walker):
    wrong = []
    for case in matrix.cases():
        expected = case.pending or (case.cells["classmate"] if opens_to_strangers(case) else "wait")
        for method in case.methods:
            how = ways(case, True)[0]
            seen = walker.see(case, method, walker.world.people["pending"], how=how, hostile=True)
            if fault := refused(seen) if expected == "wait" else seen.judge(expected):
                wrong.append(cell_fault("pending", case, method, how, expected, fault))
    expect_none(wrong)


@pytest.mark.parametrize("name", [name for name in LIVE if matrix.personas()[name].like == "no_factor"])
def test_staff_without_a_second_factor_get_nothing_but_the_way_to_it(name, walker: Walker, settings):
    """By session: a token is only ever given to staff after the second factor."""
    settings.STAFF_SECOND_FACTOR_REQUIRED = True
    role = matrix.personas()[name].who
    wrong = []
    for case in matrix.cases():
        if opens_to_strangers(case) or case.cells[role] not in matrix.ALLOWED or case.row == "1":
            continue
        for method in case.methods:
            seen = walker.see(case, method, walker.world.people[role], how="session", hostile=True, knows=role)
            if fault := refused(seen):
                wrong.append(cell_fault(name, case, method, "session", "2fa", fault))
    expect_none(wrong)
