"""Who may read, answer and oversee which attempts (docs/permissions.md, rows 8 to 20)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, OuterRef, QuerySet

from accounts.access.people import children_of
from accounts.access.signin import Principal
from accounts.choices import Role
from accounts.models import User
from exams.access.exams import exams_managed_by
from exams.adapters.attempt_store import read_identity
from exams.adapters.result_store import StoredResult
from exams.choices import AttemptStatus
from exams.models import Attempt, PaperItem, ResultRun
from learning.classroom.access import is_taught_by
from mathvidya.lib.errors import Forbidden, NotFound
from mathvidya.lib.process_caches import remembered

_WITH = ("exam__subject", "exam_paper", "paper_version__paper", "student")


def attempts_visible_to(user: User) -> QuerySet[Attempt]:
    """Return own attempts; those of one's children; those of one's pupils in what one teaches; all for an
    administrator.
    """
    attempts = Attempt.objects.select_related(*_WITH)
    if user.role == Role.ADMIN:
        return attempts
    if user.role == Role.STUDENT:
        return attempts.filter(student=user)
    if user.role == Role.PARENT:
        # Their ids and no subquery: of how few a subquery has the database knows nothing, and it reads all rows.
        return attempts.filter(student__in=list(children_of(user).values_list("pk", flat=True)))
    if user.role == Role.TEACHER:
        return attempts.filter(is_taught_by(user, student=OuterRef("student"), subject=OuterRef("exam__subject")))
    return attempts.none()


def attempts_managed_by(user: User) -> QuerySet[Attempt]:
    """Return attempts this person may extend, pause, correct and publish."""
    return attempts_visible_to(user).filter(exam__in=exams_managed_by(user))


def get_attempt_to_read(user: User, pk: int) -> Attempt:
    """Return an attempt that `user` may read. Raises NotFound (404)."""
    attempt = attempts_visible_to(user).filter(pk=pk).first()
    if attempt is None:
        raise NotFound
    return attempt


def _get_own(user: User, pk: int) -> Attempt:
    attempt = get_attempt_to_read(user, pk)
    if attempt.student_id != user.pk:
        raise Forbidden("Only the student who sits it may do this.")
    return attempt


def get_attempt_to_submit(user: User, pk: int) -> Attempt:
    """Return the student's attempt.

    Raises NotFound, or Forbidden for a person who may read it without being its student.
    """
    return _get_own(user, pk)


def get_attempt_to_write(user: User, pk: int) -> Attempt:
    """Return an open or paused attempt for its student.

    Raises NotFound, or Forbidden for others and after it is submitted.
    """
    attempt = _get_own(user, pk)
    if attempt.status == AttemptStatus.SUBMITTED:
        raise Forbidden("This attempt has been submitted.")
    return attempt


def get_attempt_to_upload(user: User, pk: int) -> Attempt:
    """Return the attempt to send pages for; whether it is still open is for the upload to check.

    Raises NotFound, or Forbidden for a person who may read it without being its student.
    """
    return _get_own(user, pk)


def get_attempt_to_manage(user: User, pk: int) -> Attempt:
    """Return an attempt that `user` may manage. Raises NotFound, or Forbidden where it may only be read."""
    attempt = attempts_managed_by(user).filter(pk=pk).first()
    if attempt is not None:
        return attempt
    get_attempt_to_read(user, pk)
    raise Forbidden


def may_see_key(user: User, attempt: Attempt) -> bool:
    """Return whether key, solution, scheme and verdicts may be seen: always by staff, by others once the result is out
    and helps no live attempt.

    A question that is also in an open attempt of the student, in whichever paper and version, keeps all closed.
    """
    if user.role in (Role.TEACHER, Role.ADMIN):
        return True
    if attempt.published_run_id is None:
        return False
    live = Attempt.objects.filter(student_id=attempt.student_id, status__in=[AttemptStatus.OPEN, AttemptStatus.PAUSED])
    return not _asked_in(attempt.paper_version_id, live.values_list("paper_version_id", flat=True))


def _asked_in(paper_version_id: int, live_versions: Iterable[int]) -> bool:
    return any(_share_a_question(paper_version_id, live) for live in live_versions)


@remembered(maxsize=50_000)
def _share_a_question(one: int, other: int) -> bool:
    """Of two frozen paper versions, which never change; kept in the process."""
    questions = PaperItem.objects.filter(paper_version=other).values("question_version__question")
    return PaperItem.objects.filter(paper_version=one, question_version__question__in=questions).exists()


@dataclass(frozen=True)
class AttemptRef:
    """What never changes about an attempt; kept in the process, so that a save costs one statement."""

    pk: int
    student_id: int
    exam_id: int
    exam_paper_id: int
    paper_version_id: int


@remembered(maxsize=50_000)
def _ref(pk: int) -> AttemptRef:
    row = read_identity(pk)
    if row is None:
        raise NotFound
    return AttemptRef(*row)


def get_ref_to_answer(user_id: int, role: str, pk: int) -> AttemptRef:
    """Return the attempt for its own student, without reading the person. Raises NotFound, Forbidden."""
    ref = _ref(pk)
    if ref.student_id == user_id and role == Role.STUDENT:
        return ref
    get_attempt_to_submit(User.objects.get(pk=user_id), pk)
    raise Forbidden


def get_live_ref(user_id: int, role: str, exam_id: int, exam_paper_id: int | None = None) -> AttemptRef:
    """Return the student's attempt behind the addresses /tests/{id} and /exams/{id}/papers/{paper}: the open one, else
    the newest.

    Raises NotFound.
    """
    attempts = Attempt.objects.filter(student_id=user_id, exam_id=exam_id)
    attempts = attempts.filter(exam_paper_id=exam_paper_id) if exam_paper_id else attempts.filter(exam__kind="test")
    pk = attempts.order_by("-number").values_list("pk", flat=True).first() if role == Role.STUDENT else None
    if pk is None:
        raise NotFound
    return _ref(pk)


def get_published_run(pk: int) -> ResultRun | None:
    """Return a run with its attempt, for a handler that sends notices; None where a newer run is out."""
    runs = ResultRun.objects.select_related("attempt__exam", "attempt__student")
    return runs.filter(pk=pk, attempt__published_run=F("pk")).first()


def may_see_result_key(who: Principal, result: StoredResult) -> bool:
    """Return `may_see_key` for a result that was read by one statement.

    Raises NotFound for a person who may not see it.
    """
    if who.role == Role.STUDENT and who.user_id == result.student_id:
        return result.published_run_id is not None and not _asked_in(result.paper_version_id, result.live_versions)
    user = User(pk=who.user_id, role=who.role)
    return may_see_key(user, get_attempt_to_read(user, result.attempt_id))


def may_see_questions(user: User, attempt: Attempt) -> bool:
    """Return whether the questions may be seen: by its student and the staff; by guardians once the result is out
    (docs/permissions.md, row 8).
    """
    return user.role != Role.PARENT or attempt.published_run_id is not None
