"""Verdicts of people on typed answers: which of them an author may take back."""

import pytest

from mathvidya.testing.factories.bank import question
from questions.models import AnswerCase, Question

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(maths_10):
    return question(maths_10, "expression")


def case_of(question, answer, source="author"):
    return AnswerCase.objects.create(
        question_version=question.current, answer=answer, answer_digest=answer, verdict="right", source=source
    )


def withdraw(client, question, pk):
    return client.post(f"/questions/{question.pk}/answers/{pk}/withdraw")


def test_the_named_verdict_is_taken_back_and_no_other(browser, teacher, asked):
    first, second = case_of(asked, "seven"), case_of(asked, "VII", source="dispute")
    assert withdraw(browser(teacher), asked, second.pk).status_code == 302
    assert AnswerCase.objects.get() == first


def by_algebra(asked):
    return case_of(asked, "7.0", source="algebra").pk


def on_an_older_wording(asked):
    case = case_of(asked, "seven")
    spec = {**asked.current.spec, "solution": "Put otherwise."}
    question(asked.subject, "expression", ref=asked.ref, spec=spec)
    AnswerCase.objects.exclude(pk=case.pk).delete()
    return case.pk


def on_another_question(asked):
    return case_of(question(asked.subject, "expression"), "seven").pk


@pytest.mark.parametrize("which", [by_algebra, on_an_older_wording, on_another_question])
def test_what_no_person_decided_about_this_wording_is_not_taken_back(browser, teacher, asked, which):
    pk = which(asked)
    assert withdraw(browser(teacher), Question.objects.get(pk=asked.pk), pk).status_code == 404
    assert AnswerCase.objects.get().pk == pk
