"""The facts inside notices about exams; plain JSON values."""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from exams.models import Exam, ResultRun
from mathvidya.institute.queries import get_calendar


def exam_facts(exam: Exam) -> dict[str, Any]:
    """Return the facts about an exam for its notices.

    `opens` is in the institute's time zone, because one text goes to many people.
    """
    opens = timezone.localtime(exam.opens_at, get_calendar().zone)
    minutes = sum(exam.papers.values_list("duration_minutes", flat=True))
    return {"exam": exam.title, "opens": date_format(opens, "j M Y, H:i"), "minutes": minutes}


def result_facts(run: ResultRun) -> dict[str, Any]:
    return {
        "exam": run.attempt.exam.title,
        "total": f"{run.score.normalize():f}",
        "max_total": f"{run.max_score.normalize():f}",
    }
