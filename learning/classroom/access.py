"""Who learns with whom, as querysets: what other apps ask before they show a student to a teacher."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.access.people import children_of
from accounts.choices import Role
from accounts.models import StudentProfile, User
from learning.classroom.models import Batch, BatchMember, Teaching
from learning.curriculum.models import Subject
from mathvidya.lib.errors import Forbidden, NotFound


def subjects_taught_by(teacher: User) -> QuerySet[Subject]:
    """The subjects a teacher takes, in any batch; all of them for an administrator."""
    if teacher.role == Role.ADMIN:
        return Subject.objects.all()
    return Subject.objects.filter(Exists(Teaching.objects.filter(subject=OuterRef("pk"), teacher=teacher)))


def batches_of(student: User) -> QuerySet[Batch]:
    """The batches a student sits in today."""
    return Batch.objects.filter(Exists(BatchMember.objects.filter(batch=OuterRef("pk"), student=student, left_on=None)))


def batches_taught_by(teacher: User) -> QuerySet[Batch]:
    """The batches a teacher takes; all of them for an administrator."""
    if teacher.role == Role.ADMIN:
        return Batch.objects.all()
    named = Teaching.objects.filter(teacher=teacher, batch=OuterRef("pk"))
    whole = Teaching.objects.filter(teacher=teacher, batch=None, subject__student_class=OuterRef("student_class"))
    return Batch.objects.filter(Exists(named) | Exists(whole))


def students_taught_by(teacher: User) -> QuerySet[User]:
    """Students now in a batch the teacher takes; with a teaching of no batch, all students of that class."""
    teachings = Teaching.objects.filter(teacher=teacher)
    in_batch = BatchMember.objects.filter(
        student=OuterRef("pk"), left_on=None, batch__in=teachings.exclude(batch=None).values("batch")
    )
    in_class = StudentProfile.objects.filter(
        user=OuterRef("pk"), student_class__in=teachings.filter(batch=None).values("subject__student_class")
    )
    return User.objects.filter(Exists(in_batch) | Exists(in_class), role=Role.STUDENT)


def students_visible_to(user: User) -> QuerySet[User]:
    """The students whose page `user` may open: their own, their children, those they teach, or all (administrator)."""
    everyone = User.objects.filter(role=Role.STUDENT)
    if user.role == Role.ADMIN:
        return everyone
    if user.role == Role.TEACHER:
        return students_taught_by(user)
    if user.role == Role.PARENT:
        return everyone.filter(Q(pk__in=children_of(user).values("pk")))
    if user.role == Role.STUDENT:
        return everyone.filter(pk=user.pk)
    return everyone.none()


def get_student(user: User, pk: int) -> User:
    """One of students_visible_to(user). Raises NotFound (404)."""
    student = students_visible_to(user).select_related("student_profile").filter(pk=pk).first()
    if student is None:
        raise NotFound
    return student


def get_teacher(pk: int) -> User:
    """A teacher, for administrators. Raises NotFound (404)."""
    teacher = User.objects.filter(role=Role.TEACHER).select_related("teacher_profile").filter(pk=pk).first()
    if teacher is None:
        raise NotFound
    return teacher


def get_student_to_change(user: User, pk: int) -> User:
    """A student whose record `user` may change. Raises NotFound (404) or, for those who may only look, Forbidden."""
    student = get_student(user, pk)
    if user.role not in (Role.TEACHER, Role.ADMIN):
        raise Forbidden
    return student


def check_may_enrol(user: User, batches: list[Batch]) -> None:
    """Administrators enrol anybody, a teacher into their own batches. Raises Forbidden (403)."""
    if user.role == Role.ADMIN or (user.role == Role.TEACHER and batches):
        return
    raise Forbidden("Choose one of your batches: a teacher enrols students there.", fields={"batches": ["Choose one."]})
