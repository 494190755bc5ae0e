"""A student's first screen for the app: what `get_student_home` knows, in the form that is sent.

Two statements; a third when there are results that this process has not yet told of. The app asks each time it comes to
the front, so it is a hot path (docs/hot-paths.md).
"""

from datetime import datetime
from typing import Any

from django.utils import timezone

from exams.choices import AttemptStatus
from insights.adapters import ExamRow, SittingRow, read_first_screen
from insights.queries.chapters import told_by_chapter
from insights.queries.homes import OPEN, SHORT_LIST
from insights.queries.progress import MOST_RESULTS
from insights.rules import average_of
from mathvidya.lib.instants import instant, instant_or_none, told


def first_screen(student_id: int) -> dict[str, Any]:
    """Return what a student's home shows, as `dashboards.student_home` names it."""
    return {"student": get_first_screen(student_id)}


def get_first_screen(student_id: int) -> dict[str, Any]:
    """`StudentHomeSerializer`'s shape, as JSON values."""
    now = timezone.now()
    sittings, ahead = read_first_screen(student_id, now)
    running = [row for row in sittings if row.status in OPEN]
    waiting = [row for row in sittings if row.status == AttemptStatus.SUBMITTED and row.run_id is None]
    return {
        "running": [_sitting(row) for row in running],
        "open_exams": [_exam(row) for row in _to_sit(ahead, sittings, now)],
        "upcoming": [_exam(row) for row in ahead if row.opens_at > now][:SHORT_LIST],
        "waiting": [_sitting(row) for row in waiting[:SHORT_LIST]],
        "progress": _progress([row for row in sittings if row.run_id is not None]),
    }


def _to_sit(ahead: list[ExamRow], sittings: list[SittingRow], now: datetime) -> list[ExamRow]:
    """Exams that are open now and of which the student may still start a paper; the first to close first."""
    running = {row.exam_id for row in sittings if row.status in OPEN}
    made = [row.exam_id for row in sittings]
    free = (row for row in ahead if row.opens_at <= now and row.id not in running and made.count(row.id) < row.sittings)
    return sorted(free, key=lambda row: row.closes_at)


def _progress(published: list[SittingRow]) -> dict[str, Any]:
    newest = sorted(published, key=lambda row: row.submitted_at or row.started_at, reverse=True)[:MOST_RESULTS]
    by_chapter = told_by_chapter(tuple((row.run_id, row.paper_version_id) for row in newest if row.run_id is not None))
    percentages = [row.percentage for row in newest if row.percentage is not None]
    average = average_of(percentages)
    return {
        "results": len(newest),
        "average": None if average is None else f"{average:.1f}",
        "best": f"{max(percentages):.2f}" if percentages else None,
        "chapters": by_chapter.chapters,
        "weak_chapters": by_chapter.weak,
    }


def _sitting(row: SittingRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "exam": row.exam_id,
        "title": row.title,
        "paper": row.paper,
        "status": row.status,
        "started_at": told(instant(row.started_at)),
        "deadline_at": told(instant(row.deadline_at)),
        "submitted_at": told(instant_or_none(row.submitted_at)),
        "has_result": row.run_id is not None,
    }


def _exam(row: ExamRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "kind": row.kind,
        "subject": row.subject,
        "opens_at": told(row.opens_at),
        "closes_at": told(row.closes_at),
    }
