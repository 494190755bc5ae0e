"""What a student may practise, as the bank itself sees it; what exams withhold is in exams/tests/test_practice.py."""

import copy

import pytest

from learning.classroom.models import Enrolment
from mathvidya.testing.factories.bank import SPECS, question
from mathvidya.testing.factories.curriculum import subject_of
from questions.access.practice import practisable, withheld
from questions.actions.questions import set_status
from questions.models import Question

pytestmark = pytest.mark.django_db
MARKS, SPEC = SPECS["single_choice"]


def other_spec(text):
    return {**copy.deepcopy(SPEC), "stem": text}


def refs(student):
    return sorted(practisable(student).values_list("ref", flat=True))


def holding(*held):
    """Withhold these questions for the length of a `with`."""
    pks = [one.pk for one in held]
    return withheld.temporarily("a test", lambda: Question.objects.filter(pk__in=pks).values("pk"))


@pytest.mark.parametrize(("use", "is_open"), [("both", True), ("practice", True), ("exam", False)])
def test_what_is_kept_for_exams_is_not_practised(student, maths_10, use, is_open):
    made = question(maths_10, use=use)
    assert refs(student) == ([made.ref] if is_open else [])


@pytest.mark.parametrize("status", ["draft", "retired"])
def test_what_is_not_in_the_bank_is_not_practised(student, maths_10, status):
    made = question(maths_10)
    assert refs(student) == [made.ref]
    set_status(question=made, status=status, by=None)
    assert refs(student) == []


def test_a_question_without_a_version_is_not_practised(student, maths_10):
    made = question(maths_10)
    Question.objects.create(ref="empty", subject=maths_10)
    assert Question.objects.get(ref="empty").status == made.status
    assert refs(student) == [made.ref]


def test_one_practises_what_one_learns(student, other_student, maths_10):
    mine = question(maths_10)
    question(subject_of("cbse-12"))
    assert refs(student) == refs(other_student) == [mine.ref]
    Enrolment.objects.filter(student=other_student).delete()
    assert refs(other_student) == []


def test_what_is_withheld_stays_away_with_all_its_versions(student, maths_10):
    made, free = question(maths_10), question(maths_10, "numeric")
    with holding(made):
        assert refs(student) == [free.ref]
        question(maths_10, ref=made.ref, spec=other_spec("Put better."))
        assert refs(student) == [free.ref]
    assert refs(student) == sorted([made.ref, free.ref])


def test_a_twin_of_what_is_withheld_stays_away(student, maths_10):
    """Whichever version of either says the same."""
    made = question(maths_10)
    question(maths_10, ref=made.ref, spec=other_spec("Put better."))
    question(maths_10, ref="twin-of-the-first")
    question(maths_10, ref="twin-of-the-second", spec=other_spec("Put better."))
    question(maths_10, ref="was-a-twin")
    question(maths_10, ref="was-a-twin", spec=other_spec("Put worse."))
    free = question(maths_10, ref="no-twin", spec=other_spec("Something else."))
    assert len(refs(student)) == 5
    with holding(made):
        assert refs(student) == [free.ref]


def test_it_is_one_statement_for_any_number_of_questions(student, maths_10, queries_of):
    held = [question(maths_10, spec=other_spec(f"Held {n}")) for n in range(3)]
    for n in range(3):
        question(maths_10, spec=other_spec(f"Free {n}"))
    with holding(*held), holding_more():
        assert queries_of(lambda: refs(student)) == 1
        assert len(refs(student)) == 3


def holding_more():
    return withheld.temporarily("another test", lambda: Question.objects.none().values("pk"))
