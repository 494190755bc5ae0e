"""Whom an exam is meant for."""

from django.db.models import QuerySet

from accounts.choices import Role
from accounts.models import User
from exams.models import Exam
from learning.classroom.access import students_in


def students_of(exam: Exam) -> QuerySet[User]:
    """The members of its batches, or (without batches) everybody in the subject's programme."""
    students = User.objects.filter(role=Role.STUDENT, is_active=True)
    if exam.batches.exists():
        return students.filter(batch_places__batch__exams=exam, batch_places__left_on=None).distinct()
    return students.filter(pk__in=students_in([exam.subject.programme_id]).values("pk"))
