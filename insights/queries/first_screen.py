"""A student's first screen for the app: what `get_student_home` knows, in the form that is sent.

Two statements; a third when there are results that this process has not added up yet. The app asks each time it is
opened, so it is a hot path (docs/hot-paths.md).
"""

from operator import attrgetter
from typing import Any

from django.utils import timezone

from insights.queries.attempts import AttemptRow, ExamRow, get_attempts
from insights.queries.chapters import marks_by_chapter
from insights.queries.progress import MOST_RESULTS
from insights.rules import average_of
from mathvidya.lib.instants import as_iso, instant, instant_or_none


def first_screen(student_id: int) -> dict[str, Any]:
    """Return what a student's home shows, as `dashboards.student_home` names it."""
    return {"student": get_first_screen(student_id)}


def get_first_screen(student_id: int) -> dict[str, Any]:
    """Return the shape of `StudentHomeSerializer` as JSON values."""
    attempts = get_attempts(student_id, timezone.now())
    return {
        "running": [_attempt(row) for row in attempts.running],
        "open_exams": [_exam(row) for row in attempts.open_exams],
        "upcoming": [_exam(row) for row in attempts.upcoming],
        "waiting": [_attempt(row) for row in attempts.waiting],
        "progress": _progress([row for row in attempts.all if row.run_id is not None]),
    }


def _progress(published: list[AttemptRow]) -> dict[str, Any]:
    newest = sorted(published, key=attrgetter("submitted_at"), reverse=True)[:MOST_RESULTS]
    by_chapter = marks_by_chapter(tuple((row.run_id, row.paper_version_id) for row in newest if row.run_id is not None))
    percentages = [row.percentage for row in newest if row.percentage is not None]
    average = average_of(percentages)
    return {
        "results": len(newest),
        "average": None if average is None else f"{average:.1f}",
        "best": f"{max(percentages):.2f}" if percentages else None,
        "chapters": by_chapter.chapters,
        "weak_chapters": by_chapter.weak,
    }


def _attempt(row: AttemptRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "exam": row.exam_id,
        "title": row.title,
        "paper": row.paper,
        "status": row.status,
        "started_at": as_iso(instant(row.started_at)),
        "deadline_at": as_iso(instant(row.deadline_at)),
        "submitted_at": as_iso(instant_or_none(row.submitted_at)),
        "has_result": row.run_id is not None,
    }


def _exam(row: ExamRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "kind": row.kind,
        "subject": row.subject,
        "opens_at": as_iso(row.opens_at),
        "closes_at": as_iso(row.closes_at),
    }
