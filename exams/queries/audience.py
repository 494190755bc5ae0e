"""The students an exam is meant for."""

from django.db.models import Exists, OuterRef, QuerySet

from accounts.choices import Role
from accounts.models import User
from exams.models import Exam
from learning.classroom.access import places_of, students_in


def students_of(exam: Exam) -> QuerySet[User]:
    """Return the members of its batches, or (without batches) everybody in the subject's programme, active or not."""
    students = User.objects.filter(role=Role.STUDENT)
    if exam.batches.exists():
        return students.filter(Exists(places_of(OuterRef("pk")).filter(batch__exams=exam)))
    return students.filter(pk__in=students_in([exam.subject.programme_id]).values("pk"))
