"""A known wrong answer is shown with the mistake behind it."""

import pytest
from drf_spectacular.generators import SchemaGenerator

from mathvidya.lib.json_schema import in_camels
from mathvidya.testing.factories.exams import open_exam, submitted_attempt
from mathvidya.testing.factories.typed_maths import typed_paper

pytestmark = pytest.mark.django_db
MISTAKE = "The middle term was left out."
WRONG = {"expand": {"text": "x^2 + 1"}, "study": {"parts": {"i": {"text": "1 + x^2"}, "ii": {"value": "5"}}}}


@pytest.fixture
def attempt(student, batch):
    exam = open_exam(paper_version=typed_paper("expand", "study"), batch=batch, release_rule="on_submit")
    return submitted_attempt(student=student, exam=exam, answers=WRONG)


@pytest.fixture
def items(api, student, attempt):
    return api(student).get(f"/api/v1/attempts/{attempt.pk}/result").json()["items"]


def test_of_a_question_and_of_the_parts_of_a_case_study(items):
    assert items[0]["misconception"] == MISTAKE
    assert [part["misconception"] for part in items[1]["parts"].values()] == [MISTAKE, MISTAKE]


def test_the_page_shows_it_too(browser, student, attempt):
    assert browser(student).get(f"/attempts/{attempt.pk}/result").content.decode().count(MISTAKE) == 3


def test_the_document_names_every_field_of_a_result(items):
    schemas = SchemaGenerator().get_schema(public=True)["components"]["schemas"]
    for item in items:
        assert set(item) <= set(schemas[f"{in_camels(item['type'])}ResultItemOut"]["properties"])
        for part in item.get("parts", {}).values():
            assert set(part) <= set(schemas["ResultPartOut"]["properties"])
