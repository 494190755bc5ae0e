"""Who learns what, in which batch, as querysets: what other apps ask before they show a student to a teacher."""

from collections import defaultdict
from collections.abc import Collection
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, Expression, F, OuterRef, Q, QuerySet

from accounts.access.people import children_of
from accounts.choices import Role
from accounts.models import User
from learning.classroom.models import Batch, BatchMember, Enrolment, Teaching
from learning.curriculum.models import Programme, Subject
from mathvidya.lib.errors import Forbidden, NotFound

# Rows or ids; or an expression: an OuterRef to the outer query, or a Place of a compiled statement.
Rows = QuerySet[Any] | Collection[int] | OuterRef | Expression


def places_of(students: Rows) -> QuerySet[BatchMember]:
    """Return the places in batches that `students` have today."""
    return BatchMember.objects.current().filter(**_among("student", students))


def is_enrolled(students: Rows, programmes: Rows) -> Q:
    """Return the condition that one of `students` is in one of `programmes`: by choice, or through one of today's
    batches.
    """
    chosen = Enrolment.objects.current().filter(**_among("student", students), **_among("programme", programmes))
    return Q(Exists(chosen)) | Q(Exists(places_of(students).filter(**_among("batch__programme", programmes))))


def _among(field: str, rows: Rows) -> dict[str, Rows]:
    return {field if isinstance(rows, OuterRef | Expression) else f"{field}__in": rows}


def programmes_of(student: User) -> QuerySet[Programme]:
    """Return what a student learns today."""
    return Programme.objects.filter(is_enrolled([student.pk], OuterRef("pk")))


def students_in(programmes: Rows) -> QuerySet[User]:
    """Return the students who are in one of `programmes` today."""
    return User.objects.filter(is_enrolled(OuterRef("pk"), programmes), role=Role.STUDENT)


def subjects_taught_by(teacher: User) -> QuerySet[Subject]:
    """Return the subjects a teacher takes, in any batch; all of them for an administrator."""
    if teacher.role == Role.ADMIN:
        return Subject.objects.all()
    return Subject.objects.filter(Exists(Teaching.objects.filter(subject=OuterRef("pk"), teacher=teacher)))


def batches_of(student: User) -> QuerySet[Batch]:
    """Return the batches a student is in today."""
    return Batch.objects.filter(Exists(places_of([student.pk]).filter(batch=OuterRef("pk"))))


def batches_taught_by(teacher: User) -> QuerySet[Batch]:
    """Return the batches a teacher takes; all of them for an administrator."""
    if teacher.role == Role.ADMIN:
        return Batch.objects.all()
    named = Teaching.objects.filter(teacher=teacher, batch=OuterRef("pk"))
    whole = teachings_everywhere(teacher).filter(subject__programme=OuterRef("programme"))
    return Batch.objects.filter(Exists(named) | Exists(whole))


def students_taught_by(teacher: User) -> QuerySet[User]:
    """Return students now in a batch the teacher takes; with a teaching of no batch, all students of that programme."""
    in_batch = places_taught_by(teacher).filter(student=OuterRef("pk"))
    in_programme = is_enrolled(OuterRef("pk"), teachings_everywhere(teacher).values("subject__programme"))
    return User.objects.filter(Q(Exists(in_batch)) | in_programme, role=Role.STUDENT)


def teachings_everywhere(teacher: User | Expression) -> QuerySet[Teaching]:
    """Return the teachings of subjects that a teacher takes with everybody in the institute."""
    return Teaching.objects.everywhere().filter(teacher=teacher)


def places_taught_by(teacher: User | Expression) -> QuerySet[Any]:
    """Return today's places in a teacher's batches, once for each subject taken there (`taught`: its id)."""
    places = BatchMember.objects.current().filter(batch__teachings__teacher=teacher)
    return places.annotate(taught=F("batch__teachings__subject_id"))


def is_taught_by(teacher: User, *, student: OuterRef, subject: OuterRef) -> Q:
    """Return the condition that the teacher takes this subject with this student: everywhere, or in one of today's
    batches.
    """
    everywhere = teachings_everywhere(teacher).filter(subject=subject)
    return Q(Exists(everywhere)) | Q(Exists(places_taught_by(teacher).filter(student=student, taught=subject)))


def is_taught_by_fetched(teacher: User) -> Q:
    """`is_taught_by` for rows with `student` and `subject`, with the teachings fetched at once: as plain values they
    let the database count a long queue ten times as fast as when it looks them up for each row."""
    everywhere, in_batches = taught_in_parts(teacher)
    return reduce(or_, in_batches, everywhere)


def taught_in_parts(teacher: User) -> tuple[Q, list[Q]]:
    """`is_taught_by_fetched` as conditions of which no row meets two: what the teacher takes with everybody, and for
    each subject what they take with the students of some batches. An index answers one of these, but not their OR."""
    everywhere: set[int] = set()
    batches: defaultdict[int, list[int]] = defaultdict(list)
    for subject, batch in Teaching.objects.filter(teacher=teacher).values_list("subject_id", "batch_id"):
        if batch is None:
            everywhere.add(subject)
        else:
            batches[subject].append(batch)
    in_batches = []
    for subject in sorted(batches.keys() - everywhere):
        members = BatchMember.objects.current().filter(batch__in=batches[subject])
        in_batches.append(Q(subject=subject, student__in=members.values("student")))
    return Q(subject__in=everywhere), in_batches


def students_visible_to(user: User) -> QuerySet[User]:
    """Return the students whose page `user` may open: their own, their children, those they teach, or all
    (administrator).
    """
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
    """Return one of students_visible_to(user). Raises NotFound (404)."""
    student = students_visible_to(user).select_related("student_profile").filter(pk=pk).first()
    if student is None:
        raise NotFound
    return student


def get_teacher(pk: int) -> User:
    """Return a teacher, for administrators. Raises NotFound (404)."""
    teacher = User.objects.filter(role=Role.TEACHER).select_related("teacher_profile").filter(pk=pk).first()
    if teacher is None:
        raise NotFound
    return teacher


def get_student_to_change(user: User, pk: int) -> User:
    """Return a student whose record `user` may change.

    Raises NotFound (404) or, for those who may only look, Forbidden.
    """
    student = get_student(user, pk)
    if user.role not in (Role.TEACHER, Role.ADMIN):
        raise Forbidden
    return student


def check_may_enrol(user: User, batches: list[Batch]) -> None:
    """Check that `user` may enrol here: an administrator anywhere, a teacher into their own batches.

    Raises Forbidden (403).
    """
    if user.role == Role.ADMIN or (user.role == Role.TEACHER and batches):
        return
    raise Forbidden("Choose one of your batches: a teacher enrols students there.", fields={"batches": ["Choose one."]})
