"""Writing exams: who may sit which frozen papers, when, and how results come out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.models import User
from exams.adapters.clock import database_now
from exams.choices import ExamKind, ReleaseRule
from exams.events import ExamPublished
from exams.models import Exam, ExamPaper, PaperVersion
from learning.classroom.models import Batch, Teaching
from learning.curriculum.models import Subject
from mathvidya.audit.records import record
from mathvidya.lib.errors import DomainError, Forbidden
from mathvidya.outbox.registry import emit


class BadExam(DomainError):
    code = "bad_exam"
    status = 400
    detail = _("The exam is not complete.")


class ExamInUse(DomainError):
    code = "exam_in_use"
    status = 409
    detail = _("Students have begun this exam; its papers, kind and start cannot change any more.")


@dataclass(frozen=True, kw_only=True)
class PaperPlace:
    """A frozen paper in an exam; without a duration the paper's own counts."""

    paper_version: PaperVersion
    title: str = ""
    duration_minutes: int | None = None
    shuffle_questions: bool = False
    shuffle_options: bool = False


@dataclass(frozen=True, kw_only=True)
class ExamFields:
    title: str
    subject: Subject
    opens_at: datetime
    closes_at: datetime
    kind: str = ExamKind.EXAM
    description: str = ""
    batches: Sequence[Batch] = ()
    attempts_allowed: int = 1
    release_rule: str = ReleaseRule.WHEN_MARKED
    release_at: datetime | None = None
    promise_hours: int = 18


@transaction.atomic
def create_exam(*, fields: ExamFields, papers: Sequence[PaperPlace], by: User) -> Exam:
    """Create an exam that nobody sees until it is published.

    Raises BadExam (400), Forbidden for a subject of other teachers.
    """
    _check(fields, papers)
    _check_subject(fields.subject, by)
    values = dict(vars(fields))
    batches = values.pop("batches")
    exam = Exam.objects.create(**values, created_by=by)
    exam.batches.set(batches)
    _set_papers(exam, papers)
    record(actor=by, action="exam.created", target=exam)
    return exam


@transaction.atomic
def update_exam(*, exam: Exam, fields: ExamFields, papers: Sequence[PaperPlace], by: User) -> Exam:
    """Replace everything an exam says. Once students have begun, papers, kind, subject and start stay.

    Raises BadExam (400), ExamInUse (409), Forbidden.
    """
    _check(fields, papers)
    _check_subject(fields.subject, by)
    row = Exam.objects.select_for_update().get(pk=exam.pk)
    if row.attempts.exists():
        if (fields.kind, fields.subject.pk, fields.opens_at) != (row.kind, row.subject_id, row.opens_at):
            raise ExamInUse
        if [_signature(place) for place in papers] != [
            _signature_of(paper) for paper in row.papers.order_by("position")
        ]:
            raise ExamInUse
    else:
        _set_papers(row, papers)
    values = dict(vars(fields))
    row.batches.set(values.pop("batches"))
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    record(actor=by, action="exam.changed", target=row)
    return row


@transaction.atomic
def publish_exam(*, exam: Exam, by: User) -> Exam:
    """Let students see the exam, and have it announced to them. A repeat changes nothing."""
    row = Exam.objects.select_for_update().get(pk=exam.pk)
    if row.published_at is None:
        row.published_at = database_now()
        row.save(update_fields=["published_at"])
        record(actor=by, action="exam.published", target=row)
        emit(ExamPublished(exam_id=row.pk))
    return row


@transaction.atomic
def delete_exam(*, exam: Exam, by: User) -> None:
    """Delete an exam. Raises ExamInUse (409) once anybody has begun."""
    row = Exam.objects.select_for_update().get(pk=exam.pk)
    if row.attempts.exists():
        raise ExamInUse
    record(actor=by, action="exam.deleted", target=row, facts={"title": row.title})
    row.delete()


def _check_subject(subject: Subject, by: User) -> None:
    if by.role != Role.ADMIN and not Teaching.objects.filter(teacher=by, subject=subject).exists():
        raise Forbidden


def _check(fields: ExamFields, papers: Sequence[PaperPlace]) -> None:
    faults: dict[str, list[str]] = {}
    if fields.closes_at <= fields.opens_at:
        faults["closes_at"] = [str(_("The exam must close after it opens."))]
    if fields.release_rule == ReleaseRule.AT and fields.release_at is None:
        faults["release_at"] = [str(_("Say when the results come out."))]
    if not 1 <= fields.attempts_allowed <= 20:
        faults["attempts_allowed"] = [str(_("From 1 to 20."))]
    if not papers:
        faults["papers"] = [str(_("Choose a paper."))]
    elif fields.kind == ExamKind.TEST and len(papers) > 1:
        faults["papers"] = [str(_("A test has one paper."))]
    elif any(place.paper_version.frozen_at is None for place in papers):
        faults["papers"] = [str(_("Only a frozen paper can be set."))]
    elif any(place.paper_version.paper.subject_id != fields.subject.pk for place in papers):
        faults["papers"] = [str(_("The paper is of another subject."))]
    if faults:
        raise BadExam(fields=faults)


def _set_papers(exam: Exam, papers: Sequence[PaperPlace]) -> None:
    exam.papers.all().delete()
    ExamPaper.objects.bulk_create(
        ExamPaper(exam=exam, position=position, **_signature(place)) for position, place in enumerate(papers, start=1)
    )


def _signature(place: PaperPlace) -> dict[str, Any]:
    return {
        "paper_version_id": place.paper_version.pk,
        "title": place.title or place.paper_version.paper.title,
        "duration_minutes": place.duration_minutes or place.paper_version.duration_minutes,
        "shuffle_questions": place.shuffle_questions,
        "shuffle_options": place.shuffle_options,
    }


def _signature_of(paper: ExamPaper) -> dict[str, Any]:
    names = ("paper_version_id", "title", "duration_minutes", "shuffle_questions", "shuffle_options")
    return {name: getattr(paper, name) for name in names}
