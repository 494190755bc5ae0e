"""The paths promised to the mobile app are in the schema. A row may be added here; none may go."""

import re
from typing import Any

import pytest

import learning.curriculum.rules  # noqa: F401  (only a command imports it, and its code is one of the list)
from mathvidya.lib.errors import problem_kinds
from mathvidya.testing.contract import document

PROMISED = """
POST /auth/register
POST /auth/signup
POST /auth/login
POST /auth/google
POST /auth/refresh
POST /auth/logout
POST /auth/verify-email
POST /auth/forgot-password
POST /auth/reset-password
POST /auth/change-password
GET PUT PATCH /auth/me
GET PUT PATCH DELETE /users/me
GET PUT PATCH /users/profile
DELETE /users/account
GET /users/me/export
GET /users/progress
GET /users/analytics
GET /users/attempts
POST /onboarding
GET /dashboard
GET POST /guardians
POST /guardians/{}/confirm
GET POST /students
GET PUT /students/{}
GET /students/{}/progress
GET POST /faculties
GET PUT /faculties/{}
GET /programmes
GET /subjects
GET /subjects/{}
GET /subjects/{}/chapters
GET /subjects/{}/topics
GET /topics/{}
GET /tests
GET /tests/{}
GET /tests/{}/questions
POST /tests/{}/start
POST /tests/{}/responses
POST /tests/{}/submit
GET /tests/{}/results
GET POST /exams
GET PUT DELETE /exams/{}
GET /exams/{}/papers
POST /exams/{}/papers/{}/start
POST /exams/{}/papers/{}/submit
GET /exams/{}/results
GET /exams/{}/live
GET /attempts/{}
POST /attempts/{}/responses
POST /attempts/{}/events
POST /attempts/{}/submit
GET /attempts/{}/result
GET POST /attempts/{}/pages
POST /attempts/{}/pages/{}/done
DELETE /attempts/{}/pages/{}
POST /attempts/{}/pause
POST /attempts/{}/resume
POST /attempts/{}/extra-time
GET POST /questions
GET PUT DELETE /questions/{}
GET /questions/{}/versions
GET /questions/export
POST /questions/import
GET POST /papers
GET PUT DELETE /papers/{}
GET POST /papers/{}/versions
GET /papers/{}/export
GET /evaluations/queue
POST /evaluations/claim
GET /evaluations/{}
PUT /evaluations/{}/marks
PUT /evaluations/{}/annotations
POST /evaluations/{}/submit
POST /evaluations/{}/release
POST /evaluations/{}/bounce-page
POST /attempts/{}/re-evaluation
GET /re-evaluations
GET /evaluations/sla
GET /notifications
POST /notifications/read
GET PUT /notifications/preferences
POST /devices
GET /health
GET /health/db
GET /metrics
"""


# Refused by pages and by the addresses that files are sent to, which are not in the document.
OF_PAGES = {
    "already_on_paper", "attempt_not_submitted", "bad_marks", "bad_paper", "bad_section", "batch_name_taken",
    "import_file_gone", "not_on_paper", "too_many_sections", "upload_closed", "upload_hash_mismatch",
    "upload_size_mismatch",
}  # fmt: skip
OF_TESTS = {"too_soon"}
OF_NO_OPERATION = {"bad_syllabus", "method_not_allowed", "not_acceptable"}  # a command's; of no operation by nature


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    """{path without the names of its parameters: its operations}."""
    paths = document().document["paths"]
    return {re.sub(r"\{\w+\}", "{}", path.removeprefix("/api/v1")): operations for path, operations in paths.items()}


@pytest.mark.parametrize("line", PROMISED.split("\n")[1:-1])
def test_a_promised_path_is_in_the_schema(line, described):
    *methods, path = line.split()
    operations = described.get(path, {})
    missing = [method for method in methods if method.lower() not in operations]
    assert not missing
    for method in methods:
        answers = operations[method.lower()]["responses"]
        assert any(status.startswith("2") for status in answers), f"{method} tells no answer"


def test_every_operation_that_creates_takes_an_idempotency_key(described):
    """A POST that is described with 201, where a repeat would make a second one."""
    once_anyhow = {"/auth/register", "/auth/signup", "/tests/{}/start", "/exams/{}/papers/{}/start"}
    # An address to upload to: a repeat needs a fresh one, and what nobody used is swept.
    once_anyhow |= {"/users/me/avatar", "/questions/images"}
    without = [
        path
        for path, operations in described.items()
        if "201" in operations.get("post", {}).get("responses", {})
        and path not in once_anyhow
        and not any(field["name"] == "Idempotency-Key" for field in operations["post"].get("parameters", []))
    ]
    assert without == []


def test_every_operation_has_a_summary_and_a_name_of_its_own():
    operations = [(path, one) for path, ones in document().document["paths"].items() for one in ones.values()]
    assert [path for path, one in operations if not one.get("summary")] == []
    names = [one["operationId"] for _path, one in operations]
    assert len(names) == len(set(names))


def test_every_code_is_listed_by_some_operation():
    """A refusal whose view does not say it stands in no document, and no test would ask for it."""
    responses = document().document["components"]["responses"].values()
    listed = {code.strip("` ") for response in responses for code in response["description"].split(",")}
    ours = {code for code in problem_kinds if code not in OF_TESTS}
    assert ours - listed == OF_PAGES | OF_NO_OPERATION


@pytest.mark.parametrize("alias", ["/auth/signup", "/users/profile", "/users/account"])
def test_a_second_address_is_deprecated(alias, described):
    assert all(operation["deprecated"] for operation in described[alias].values())
