import pytest
from django.urls import reverse

from learning.curriculum.actions import load_shipped_syllabuses

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", ["programme", "subject", "unit", "chapter", "topic"])
def test_the_admin_lists_and_searches_the_syllabus(browser, admin, model):
    load_shipped_syllabuses()
    answer = browser(admin).get(reverse(f"admin:curriculum_{model}_changelist"), {"q": "a"})
    assert answer.status_code == 200


def test_a_teacher_does_not_see_it(browser, teacher):
    assert browser(teacher).get(reverse("admin:curriculum_topic_changelist")).status_code in (302, 403, 404)
