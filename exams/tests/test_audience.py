"""Which students an exam without batches is meant for: one table of people, walked through every door."""

from datetime import timedelta

import pytest
from django.utils import timezone

from exams.models import Attempt, Exam
from exams.queries.audience import students_of
from learning.classroom.models import BatchMember, Enrolment
from mathvidya.testing.factories.accounts import GuardianshipFactory, UserFactory
from mathvidya.testing.factories.classroom import batch_of
from mathvidya.testing.factories.exams import open_exam

pytestmark = pytest.mark.django_db


def chose(*codes):
    return UserFactory(programmes=list(codes))


def left(*codes):
    person = chose(*codes)
    Enrolment.objects.filter(student=person).update(left_on=timezone.localdate())
    return person


def in_batch(code, *, left_on=None):
    person = chose()
    BatchMember.objects.create(batch=batch_of(code, name="Evening"), student=person, left_on=left_on)
    return person


PEOPLE = {
    "chose it": (lambda: chose("cbse-10"), True),
    "chose it beside others": (lambda: chose("upsc-prelims", "cbse-10"), True),
    "is in a batch of it": (lambda: in_batch("cbse-10"), True),
    "chose another": (lambda: chose("cbse-12", "upsc-prelims"), False),
    "chose nothing": (lambda: chose(), False),
    "chose it and left": (lambda: left("cbse-10"), False),
    "is in a batch of another": (lambda: in_batch("cbse-12"), False),
    "was in a batch of it": (lambda: in_batch("cbse-10", left_on=timezone.localdate()), False),
}


def may_read(api, person, exam):
    return api(person).get(f"/api/v1/exams/{exam.pk}").status_code == 200


def is_listed(api, person, exam):
    return exam.pk in [row["id"] for row in api(person).get("/api/v1/exams").json()["results"]]


def may_start(api, person, exam):
    paper = exam.papers.get()
    answer = api(person).post(f"/api/v1/exams/{exam.pk}/papers/{paper.pk}/start")
    assert Attempt.objects.exists() == (answer.status_code == 201)
    return answer.status_code == 201


def is_at_home(api, person, exam):
    return exam.title in api(person).get("/api/v1/dashboard").content.decode()


def is_shown_to_the_guardian(api, person, exam):
    guardian = UserFactory(role="parent")
    GuardianshipFactory(child=person, guardian=guardian)
    return may_read(api, guardian, exam)


def is_at_the_guardians_home(api, person, exam):
    """Where the next exam of a child is announced."""
    soon = timezone.now() + timedelta(hours=1)
    Exam.objects.filter(pk=exam.pk).update(opens_at=soon, closes_at=soon + timedelta(hours=3))
    guardian = UserFactory(role="parent")
    GuardianshipFactory(child=person, guardian=guardian)
    return is_at_home(api, guardian, exam)


def is_notified(api, person, exam):
    return person in students_of(exam)


DOORS = [
    may_read, is_listed, may_start, is_at_home, is_shown_to_the_guardian, is_at_the_guardians_home, is_notified,
]  # fmt: skip


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("who", PEOPLE)
def test_an_exam_without_batches_is_for_its_programme(api, who, door):
    make, is_meant = PEOPLE[who]
    exam = open_exam(title="For all of class X")
    assert door(api, make(), exam) is is_meant
