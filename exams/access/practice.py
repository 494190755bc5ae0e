"""What practice may not show yet: the questions of papers that anybody still has to sit."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from exams.choices import AttemptStatus
from exams.models import Attempt, Exam, ExamPaper, PaperItem, PaperVersion


def questions_still_to_be_sat() -> QuerySet[Any]:
    """Return the ids of the questions of all papers still to be taken, whichever version of them the paper has."""
    to_be_sat = Q(paper_version__in=_set_in_exams()) | Q(paper_version__in=_not_set_yet())
    return PaperItem.objects.filter(to_be_sat).values("question_version__question")


def exams_not_over() -> QuerySet[Exam]:
    """Return exams that can still be begun (published or not), that are running (a pause may outlast the close), or
    whose results are not all out: until then nobody may see their keys.
    """
    # By status, as the partial indexes have it: few attempts are open or unpublished, however many there are.
    attempt = Attempt.objects.filter(status__in=[AttemptStatus.OPEN, AttemptStatus.PAUSED])
    unpublished = Attempt.objects.filter(status=AttemptStatus.SUBMITTED, published_run=None)
    return Exam.objects.filter(
        Q(closes_at__gt=Now()) | Q(pk__in=attempt.values("exam")) | Q(pk__in=unpublished.values("exam"))
    )


def _set_in_exams() -> QuerySet[Any]:
    return ExamPaper.objects.filter(exam__in=exams_not_over()).values("paper_version")


def _not_set_yet() -> QuerySet[Any]:
    """Return the newest version of each paper, draft or frozen, that no exam has: it was made to be used.

    An older version that no exam has was left behind by the newer one.
    """
    newer = PaperVersion.objects.filter(paper=OuterRef("paper"), number__gt=OuterRef("number"))
    in_exams = ExamPaper.objects.filter(paper_version=OuterRef("pk"))
    return PaperVersion.objects.filter(~Exists(newer), ~Exists(in_exams)).values("pk")
