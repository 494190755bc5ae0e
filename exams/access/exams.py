"""Who may see, sit and manage which exams (docs/permissions.md, rows 6, 7, 10, 15)."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.access.people import children_of
from accounts.choices import Role
from accounts.models import User
from exams.access.papers import papers_editable_by
from exams.models import Exam, ExamPaper, PaperVersion
from learning.classroom.access import Rows, is_enrolled, places_of
from learning.classroom.models import Teaching
from mathvidya.lib.errors import Forbidden, NotFound


def exams_visible_to(user: User) -> QuerySet[Exam]:
    """Return, for students, published exams of batch or programme; for guardians, their children's; for teachers, what
    they teach.
    """
    if user.role == Role.ADMIN:
        return Exam.objects.all()
    if user.role == Role.TEACHER:
        return exams_managed_by(user)
    if user.role == Role.STUDENT:
        return exams_meant_for([user.pk])
    if user.role == Role.PARENT:
        return exams_meant_for(children_of(user))
    return Exam.objects.none()


def exams_of_outer_student() -> QuerySet[Exam]:
    """Return what the student of the outer query may see, for a Subquery over many students."""
    student_around_exams = OuterRef(OuterRef("pk"))  # from a student's place to the exams, and out to the students
    return exams_meant_for(student_around_exams)


def exams_managed_by(user: User) -> QuerySet[Exam]:
    """Return exams whose attempts this person may watch, extend and publish."""
    if user.role == Role.ADMIN:
        return Exam.objects.all()
    if user.role != Role.TEACHER:
        return Exam.objects.none()
    teachings = Teaching.objects.filter(teacher=user, subject=OuterRef("subject"))
    whole = Exists(teachings.everywhere())
    in_batch = Exists(teachings.filter(batch__exams=OuterRef("pk")))
    # An exam without batches is for the whole class: every teacher of the subject, in any batch, manages it.
    unbatched = _has_no_batches() & Exists(teachings)
    return Exam.objects.filter(Q(whole) | Q(in_batch) | Q(created_by=user) & Exists(teachings) | unbatched)


def exams_meant_for(students: Rows) -> QuerySet[Exam]:
    """Return published exams of today's batches of `students`; of exams without batches, those of their programmes."""
    in_batch = Exists(places_of(students).filter(batch__exams=OuterRef("pk")))
    in_programme = _has_no_batches() & is_enrolled(students, OuterRef("subject__programme"))
    return Exam.objects.published().filter(Q(in_batch) | in_programme)


def _has_no_batches() -> Q:
    return Q(~Exists(Exam.batches.through.objects.filter(exam=OuterRef("pk"))))


def get_exam(user: User, pk: int, *, kind: str | None = None) -> Exam:
    """Return an exam this person may read. Raises NotFound."""
    exams = exams_visible_to(user).select_related("subject")
    exam = (exams.filter(kind=kind) if kind else exams).filter(pk=pk).first()
    if exam is None:
        raise NotFound
    return exam


def get_exam_to_manage(user: User, pk: int) -> Exam:
    """Return an exam this person may change. Raises NotFound, or Forbidden where it may only be seen."""
    exam = exams_managed_by(user).select_related("subject").filter(pk=pk).first()
    if exam is not None:
        return exam
    get_exam(user, pk)
    raise Forbidden


def get_announced(pk: int) -> Exam | None:
    """Return a published exam, for a handler that sends notices; None once it is deleted."""
    return Exam.objects.published().select_related("subject").filter(pk=pk).first()


def frozen_versions_for(user: User) -> QuerySet[PaperVersion]:
    """Return frozen paper versions this person may set in an exam."""
    versions = PaperVersion.objects.filter(frozen_at__isnull=False, paper__in=papers_editable_by(user))
    return versions.select_related("paper__subject")


def get_paper_of(exam: Exam, pk: int) -> ExamPaper:
    """Return a paper of an exam that was already fetched. Raises NotFound."""
    paper = exam.papers.select_related("paper_version__paper").filter(pk=pk).first()
    if paper is None:
        raise NotFound
    return paper


def sitter_group(exam_id: int, student_id: int) -> str:
    """Return the channel group of one student's screens in an exam."""
    return f"exams.sitter.{exam_id}.{student_id}"


def watch_group(exam_id: int) -> str:
    """Return the channel group of those who watch over an exam."""
    return f"exams.watch.{exam_id}"


def socket_groups(user: User, exam_id: int) -> list[str]:
    """Return the channel groups this person may listen to in an exam. Raises NotFound, and Forbidden for guardians."""
    exam = get_exam(user, exam_id)
    if user.role == Role.STUDENT:
        return [sitter_group(exam.pk, user.pk)]
    if user.role == Role.PARENT:
        raise Forbidden
    return [watch_group(exam.pk)]
