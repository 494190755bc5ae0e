"""Who may see, sit and manage which exams (TRUST.md §3, rows 6, 7, 10, 15)."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.access.people import children_of
from accounts.choices import Role
from accounts.models import User
from exams.access.papers import papers_editable_by
from exams.choices import ExamKind
from exams.models import Exam, ExamPaper, PaperVersion
from learning.classroom.access import is_enrolled
from learning.classroom.models import BatchMember, Teaching
from mathvidya.lib.errors import Forbidden, NotFound


def exams_visible_to(user: User) -> QuerySet[Exam]:
    """Students: published exams of batch or programme; guardians: their children's; teachers: what they teach."""
    if user.role == Role.ADMIN:
        return Exam.objects.all()
    if user.role == Role.TEACHER:
        return exams_managed_by(user)
    if user.role == Role.STUDENT:
        return Exam.objects.published().filter(_meant_for(User.objects.filter(pk=user.pk)))
    if user.role == Role.PARENT:
        return Exam.objects.published().filter(_meant_for(children_of(user)))
    return Exam.objects.none()


def exams_of_outer_student() -> QuerySet[Exam]:
    """What the student of the query around it may see: for a Subquery over many students."""
    # Three queries up: the one over students in `_meant_for`, its Exists, this one; then the outer one.
    return Exam.objects.published().filter(_meant_for(User.objects.filter(pk=OuterRef(OuterRef(OuterRef("pk"))))))


def exams_managed_by(user: User) -> QuerySet[Exam]:
    """Exams whose sittings this person may watch, extend and publish."""
    if user.role == Role.ADMIN:
        return Exam.objects.all()
    if user.role != Role.TEACHER:
        return Exam.objects.none()
    teachings = Teaching.objects.filter(teacher=user, subject=OuterRef("subject"))
    whole = Exists(teachings.filter(batch=None))
    in_batch = Exists(teachings.filter(batch__exams=OuterRef("pk")))
    # An exam without batches is for the whole class: whoever teaches the subject anywhere manages it.
    unbatched = Q(batches=None) & Exists(teachings)
    return Exam.objects.filter(Q(whole) | Q(in_batch) | Q(created_by=user) & Exists(teachings) | unbatched).distinct()


def _meant_for(students: QuerySet[User]) -> Q:
    members = BatchMember.objects.filter(left_on=None, student__in=students, batch__exams=OuterRef("pk"))
    return Q(Exists(members)) | (Q(batches=None) & is_enrolled(students, OuterRef("subject__programme")))


def get_exam(user: User, pk: int, *, kind: str | None = None) -> Exam:
    """An exam this person may read. Raises NotFound."""
    exams = exams_visible_to(user).select_related("subject")
    exam = (exams.filter(kind=kind) if kind else exams).filter(pk=pk).first()
    if exam is None:
        raise NotFound
    return exam


def get_exam_to_manage(user: User, pk: int) -> Exam:
    """An exam this person may change. Raises NotFound, or Forbidden where it may only be seen."""
    exam = exams_managed_by(user).select_related("subject").filter(pk=pk).first()
    if exam is not None:
        return exam
    get_exam(user, pk)
    raise Forbidden


def get_test_paper(user: User, exam_id: int) -> ExamPaper:
    """The one paper of a test this person may read. Raises NotFound."""
    exam = get_exam(user, exam_id, kind=ExamKind.TEST)
    paper = ExamPaper.objects.filter(exam=exam).select_related("paper_version__paper").first()
    if paper is None:
        raise NotFound
    return paper


def get_announced(pk: int) -> Exam | None:
    """A published exam, for the machine that tells of it; None once it is gone."""
    return Exam.objects.published().select_related("subject").filter(pk=pk).first()


def frozen_versions_for(user: User) -> QuerySet[PaperVersion]:
    """Frozen paper versions this person may set in an exam."""
    versions = PaperVersion.objects.filter(frozen_at__isnull=False, paper__in=papers_editable_by(user))
    return versions.select_related("paper__subject")


def get_paper_of(exam: Exam, pk: int) -> ExamPaper:
    """A paper of an exam that was already fetched. Raises NotFound."""
    paper = exam.papers.select_related("paper_version__paper").filter(pk=pk).first()
    if paper is None:
        raise NotFound
    return paper


def sitter_group(exam_id: int, student_id: int) -> str:
    """The channel group of one student's screens in an exam."""
    return f"exams.sitter.{exam_id}.{student_id}"


def watch_group(exam_id: int) -> str:
    """The channel group of those who watch over an exam."""
    return f"exams.watch.{exam_id}"


def socket_groups(user: User, exam_id: int) -> list[str]:
    """What this person may listen to in an exam. Raises NotFound, and Forbidden for guardians."""
    exam = get_exam(user, exam_id)
    if user.role == Role.STUDENT:
        return [sitter_group(exam.pk, user.pk)]
    if user.role == Role.PARENT:
        raise Forbidden
    return [watch_group(exam.pk)]
