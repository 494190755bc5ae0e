"""What exams keep of one person, for their download. Results and marks only as far as they have been released."""

from typing import Any

from accounts.models import User
from accounts.queries.export import Part
from exams.models import Attempt, ResultRun


def exams_part(person: User) -> Part:
    """Return every attempt with its answers, clock, device reports and released result; no keys and no questions."""
    attempts = (
        Attempt.objects.filter(student=person)
        .select_related("exam", "exam_paper", "published_run")
        .prefetch_related("responses__item", "time_entries", "events")
        .order_by("started_at")
    )
    return Part(data={"attempts": [_attempt(attempt) for attempt in attempts]})


def _attempt(attempt: Attempt) -> dict[str, Any]:
    return {
        "id": attempt.pk,
        "exam": attempt.exam.title,
        "paper": attempt.exam_paper.title,
        "number": attempt.number,
        "status": attempt.status,
        "started_at": attempt.started_at,
        "deadline_at": attempt.deadline_at,
        "submitted_at": attempt.submitted_at,
        "submitted_by": attempt.submitted_by,
        "drawn": attempt.drawn,
        "receipt": attempt.receipt,
        "answers": [
            {"question": response.item.label, "answer": response.answer, "saved_at": response.saved_at}
            for response in attempt.responses.all()
        ],
        "time": [
            {"kind": entry.kind, "seconds": entry.seconds, "reason": entry.reason, "at": entry.at}
            for entry in attempt.time_entries.all()
        ],
        "device_reports": [
            {"kind": event.kind, "client_at": event.client_at, "at": event.at} for event in attempt.events.all()
        ],
        "result": _result(attempt, attempt.published_run) if attempt.published_run else None,
    }


def _result(attempt: Attempt, run: ResultRun) -> dict[str, Any]:
    return {
        "published_at": attempt.published_at,
        "number": run.number,
        "score": run.score,
        "max_score": run.max_score,
        "percentage": run.percentage,
        "grade": run.grade,
        "reason": run.reason,
        "by_question": run.body,
    }
