"""Asking for another look at a result: about which questions."""

from evaluations.models import ReEvaluation
from exams.models import Attempt
from exams.queries.content import get_paper_content


def open_to_doubt(attempt: Attempt) -> dict[int, str]:
    """Return {item id: label} of the questions that a teacher marks, or that are answered in typed maths."""
    items = get_paper_content(attempt.paper_version_id).items.values()
    return {item.id: item.label for item in items if item.written_steps or item.typed_steps}


def asked_about(attempt: Attempt) -> ReEvaluation | None:
    """Return the one request for another look; None without one."""
    return ReEvaluation.objects.filter(attempt=attempt).first()
