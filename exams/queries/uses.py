"""Which papers hold a question."""

from django.urls import reverse

from exams.models import PaperItem
from questions.models import Question
from questions.queries.uses import Use


def uses_on_papers(question: Question, most: int) -> list[Use]:
    """Return the places of a question on papers, newest paper first, at most `most`."""
    items = (
        PaperItem.objects.filter(question_version__question=question)
        .select_related("paper_version__paper", "question_version")
        .order_by("-paper_version_id")[:most]
    )
    return [
        Use(
            title=item.paper_version.paper.title,
            url=reverse("paper_version", args=[item.paper_version.paper_id, item.paper_version.number]),
            label=item.label,
            version=item.question_version.number,
        )
        for item in items
    ]
