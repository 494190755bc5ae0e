"""Students' progress: two queries, whatever the number of students and results."""

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from exams.models import Attempt, PaperItem
from insights.rules import Earned, Outcome, Progress, sum_by_chapter

MOST_RESULTS = 50


def get_progress(student_id: int) -> Progress:
    """Return what a student's newest fifty published results say."""
    attempts = _published(student_id=student_id).order_by("-submitted_at")[:MOST_RESULTS]
    return _progress_by_student([student_id], list(attempts))[student_id]


def get_progress_of(student_ids: Collection[int]) -> dict[int, Progress]:
    """Return {student id: progress}, each from that student's newest fifty published results."""
    place = Window(RowNumber(), partition_by=F("student_id"), order_by=F("submitted_at").desc())
    attempts = _published(student_id__in=student_ids).annotate(place=place).filter(place__lte=MOST_RESULTS)
    return _progress_by_student(student_ids, list(attempts.order_by("-submitted_at")))


def _published(**whose: Any) -> QuerySet[Attempt]:
    attempts = Attempt.objects.filter(**whose, published_run__isnull=False)
    return attempts.select_related("published_run", "exam", "exam_paper")


def _progress_by_student(student_ids: Collection[int], attempts: list[Attempt]) -> dict[int, Progress]:
    chapters = chapters_of({attempt.paper_version_id for attempt in attempts})
    by_student: dict[int, list[Attempt]] = {pk: [] for pk in student_ids}
    for attempt in attempts:
        by_student[attempt.student_id].append(attempt)
    return {pk: _progress(own, chapters) for pk, own in by_student.items()}


def _progress(attempts: list[Attempt], chapters: dict[int, tuple[str, str]]) -> Progress:
    earned = [
        Earned(*chapters[int(item)], won=max(Decimal(entry["score"]), Decimal(0)), of=Decimal(entry["max"]))
        for attempt in attempts
        if attempt.published_run
        for item, entry in attempt.published_run.body["items"].items()
        if entry["counted"] and int(item) in chapters
    ]
    return Progress(outcomes=[_outcome(attempt) for attempt in attempts], chapters=sum_by_chapter(earned))


def chapters_of(paper_versions: set[int]) -> dict[int, tuple[str, str]]:
    """Return {item id: (chapter code, chapter name)} of questions that name their chapter."""
    rows = PaperItem.objects.filter(
        paper_version__in=paper_versions, question_version__question__chapter__isnull=False
    ).values_list("pk", "question_version__question__chapter__code", "question_version__question__chapter__name")
    return {pk: (code or "", name or "") for pk, code, name in rows}


def _outcome(attempt: Attempt) -> Outcome:
    run = attempt.published_run
    if run is None or attempt.submitted_at is None:
        raise ValueError(f"attempt {attempt.pk} has no published result")
    return Outcome(
        attempt_id=attempt.pk,
        title=attempt.exam.title,
        submitted_at=attempt.submitted_at,
        score=run.score,
        max_score=run.max_score,
        percentage=run.percentage,
        grade=run.grade,
    )
