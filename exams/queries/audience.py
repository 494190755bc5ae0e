"""Whom an exam is meant for."""

from django.db.models import QuerySet

from accounts.choices import Role
from accounts.models import User
from exams.models import Exam


def students_of(exam: Exam) -> QuerySet[User]:
    """The members of its batches, or (without batches) everybody of the subject's class."""
    students = User.objects.filter(role=Role.STUDENT, is_active=True)
    if exam.batches.exists():
        return students.filter(batch_places__batch__exams=exam, batch_places__left_on=None).distinct()
    return students.filter(student_profile__student_class=exam.subject.student_class)
