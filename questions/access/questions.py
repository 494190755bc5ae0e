"""Who may see and change the bank (docs/permissions.md, row 7): the author, teachers of the subject, administrators."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.choices import Role
from accounts.models import User
from learning.classroom.access import subjects_taught_by
from learning.curriculum.models import Subject
from mathvidya.lib.errors import DomainError, Forbidden, NotFound
from questions.access.authors import editable_by
from questions.models import AnswerCase, Question, QuestionVersion


class NotInBank(DomainError):
    code = "question_not_in_bank"
    status = 400
    detail = gettext_lazy("A question is not in your bank.")


def questions_editable_by(user: User) -> QuerySet[Question]:
    """Return questions that `user` may read and change, keys and all."""
    return editable_by(user, Question.objects.all())


def get_question(user: User, pk: int) -> Question:
    """Return one of questions_editable_by(user) with its place and current version. Raises NotFound (404)."""
    question = (
        questions_editable_by(user)
        .select_related("subject", "chapter", "topic", "current", "created_by")
        .filter(pk=pk)
        .first()
    )
    if question is None:
        raise NotFound
    return question


def get_case_to_withdraw(user: User, question_id: int, pk: int) -> AnswerCase:
    """Return a person's verdict on an answer to the question's current version. Raises NotFound (404)."""
    question = get_question(user, question_id)
    case = AnswerCase.objects.decided_by_people().filter(pk=pk, question_version=question.current_id).first()
    if case is None:
        raise NotFound
    return case


def subjects_authored_by(user: User) -> QuerySet[Subject]:
    """Return subjects in which `user` may write questions and papers."""
    return subjects_taught_by(user) if user.role in (Role.ADMIN, Role.TEACHER) else Subject.objects.none()


def get_subject_to_author(user: User, code: str) -> Subject:
    """Return the subject of this code.

    Raises Forbidden (403), not NotFound: the syllabus is no secret, writing in it is a right.
    """
    subject = subjects_authored_by(user).filter(code=code).first()
    if subject is None:
        raise Forbidden(
            _("You do not teach this subject."), fields={"subject": [_("Choose a subject that you teach.")]}
        )
    return subject


def may_write_in(user: User) -> Callable[[Subject], bool]:
    """Return a test for many subjects that asks the database once."""
    mine = set(subjects_authored_by(user).values_list("pk", flat=True))
    return lambda subject: subject.pk in mine


def current_versions(user: User, refs: list[str]) -> dict[str, QuestionVersion]:
    """Return current versions of questions that `user` may read, by reference.

    Raises NotInBank (400) naming the missing ones.
    """
    found = {
        question.ref: question.current
        for question in questions_editable_by(user).filter(ref__in=refs).select_related("current__question")
        if question.current is not None
    }
    missing = sorted(set(refs) - found.keys())
    if missing:
        raise NotInBank(fields={"sections": [_("Not in your bank: %(refs)s.") % {"refs": ", ".join(missing)}]})
    return found
