"""Writing the bank: a question gets a new version only when what it asks has changed."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from learning.curriculum.models import Chapter, Subject, Topic
from mathvidya.audit.records import record
from mathvidya.lib.errors import DomainError
from questions.actions.cases import carry_cases
from questions.actions.question_batches import QuestionDraft, save_questions
from questions.choices import QuestionStatus
from questions.models import Question, QuestionVersion
from questions.queries.uses import is_used


class QuestionInUse(DomainError):
    code = "question_in_use"
    status = 409
    detail = _("A paper holds this question. It can be retired, not deleted.")


class RefTaken(DomainError):
    code = "reference_taken"
    status = 409
    detail = _("Another question has this reference.")


@transaction.atomic
def save_question(
    *,
    ref: str,
    subject: Subject,
    chapter: Chapter | None,
    topic: Topic | None,
    type: str,
    spec: dict[str, Any],
    marks: Decimal | str,
    difficulty: int,
    by: User | None,
    source: str = "",
    use: str | None = None,
) -> Question:
    """Create the question called `ref`, or update it (as save_questions does for many).

    `use` as None leaves what it is kept for (QuestionUse); a new one is for both.
    Raises BadSpec (400) naming fields, BadPlace (400), BankBusy (409).
    """
    draft = QuestionDraft(
        ref=ref,
        subject=subject,
        chapter=chapter,
        topic=topic,
        type=type,
        spec=spec,
        marks=marks,
        difficulty=difficulty,
        source=source,
        use=use,
    )
    draft.check()
    before = QuestionVersion.objects.filter(question__ref=ref, pk=F("question__current")).first()
    question = save_questions(drafts=[draft], by=by)[0].question
    after = question.current
    if before is not None and after is not None and after.number > before.number:
        carry_cases(before=before, after=after)
    return question


@transaction.atomic
def create_question(*, ref: str, by: User | None, **content: Any) -> Question:
    """Create a question as save_question does, with a reference that must be free. Raises RefTaken (409)."""
    if Question.objects.filter(ref=ref).exists():
        raise RefTaken(fields={"ref": [str(RefTaken.detail)]})
    return save_question(ref=ref, by=by, **content)


@transaction.atomic
def set_status(*, question: Question, status: str, by: User | None) -> Question:
    """Retire a question or bring it back; papers that hold it stay as they are."""
    question = Question.objects.select_for_update().get(pk=question.pk)
    question.status = QuestionStatus(status)
    question.save(update_fields=["status"])
    record(actor=by, action=f"question.{status}", target=question)
    return question


@transaction.atomic
def delete_question(*, question: Question, by: User | None) -> None:
    """Delete a question that no paper ever held, with its versions. Raises QuestionInUse (409)."""
    question = Question.objects.select_for_update().get(pk=question.pk)
    if is_used(question):
        raise QuestionInUse
    record(actor=by, action="question.deleted", target=question, facts={"ref": question.ref})
    Question.objects.filter(pk=question.pk).update(current=None)
    Question.objects.filter(pk=question.pk).delete()
